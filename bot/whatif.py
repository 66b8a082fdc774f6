"""What if: a trainee goes back to a reply of a scored talk and tries another; nothing of it is kept or counted."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot import screens
from bot.actions import Choice, Screen
from bot.quotes import shortened
from bot.rulings import review_in
from bot.scene import Scene, read_in, talk_from
from bot.texts import Texts
from bot.ways import ways_text
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Say, Step
from state.dialogue.step import begin
from state.records.tables import Session, Turn
from state.records.unit import Unit
from state.scoring.whatif import what_if
from state.troupe import Troupe
from state.understanding.reading import Reader, Reading

QUESTION = "whatif"
KEY, BACK = "w", "0"
REACHED = 100  # of a trainee's last talks, how many can still be gone back to by their buttons


@dataclass(frozen=True)
class Held:
    """A scored talk, with the customer that it was held with and has not been changed since."""

    session: Session
    customer: Customer
    rows: Sequence[Turn]

    @property
    def start(self) -> Step:
        """How the talk began."""
        spoke_first = bool((self.session.preparation or {}).get("spoke_first"))
        return begin(self.customer, self.session.seed, self.session.started_at, spoken_to=spoke_first)

    def line(self, number: int) -> list[str]:
        """What the customer had said just before a reply, bubble by bubble."""
        if number == 1:
            return [say.line for say in self.start.says]
        return [Say.model_validate(say).line for say in self.rows[number - 2].says]


@dataclass(frozen=True)
class Trial:
    """A reply of a talk in whose place another is awaited. number: from 1."""

    held: Held
    number: int

    @property
    def key(self) -> str:
        """What tells this trial from others."""
        return f"{self.held.session.id}/{self.number}"

    def read(self, reply: str, reader: Reader) -> Reading:
        """Read another reply as the one in its place was read."""
        return read_in(self.held.rows[: self.number - 1], reply, self.held.customer, reader)


def offer(say: Texts, screen: Screen, session: Session) -> Screen:
    """What is said after a score card, with the button that leads here."""
    button = Choice(screens.data("whatif", session.id, ""), say("whatif-button"))
    return Screen(screen.text, (*screen.choices, button))


def is_key(text: str) -> bool:
    """Whether a text is the key that leads here, where there are no buttons."""
    return _typed(text) == KEY


def awaited(unit: Unit, troupe: Troupe, user_id: str, text: str) -> Trial | None:
    """The reply that a text, typed by somebody who is in no talk, is to take the place of; None if it is not for that.

    It may be read before the transaction in which it is answered.
    """
    user = unit.user(user_id)
    dialog = (user.dialog if user is not None else None) or {}
    if dialog.get("question") != QUESTION or "turn" not in dialog or _typed(text) in (KEY, BACK):
        return None
    session = unit.session(user_id, dialog["session"])
    held = _held(unit, troupe, session) if session is not None else None
    return Trial(held, dialog["turn"]) if held is not None else None


def choose(scene: Scene, ongoing: tuple[Session, Customer] | None, tag: str, value: str) -> None:
    """Go back to a talk. tag: how its session's id begins; '' for the last.

    value: '' to see one's replies; a reply's number; `screens.SKIP` to leave it at that.
    """
    if ongoing is not None:  # a talk is had as it comes, without looking back at another
        scene.coach(Screen(scene.say("whatif-busy", person=ongoing[1].account.person)))
        return
    scored = scene.unit.cards(scene.user.id, REACHED if tag else 1)
    session = next((held for _, held in scored if held.id.startswith(tag)), None)
    if session is None and tag:
        scene.stale()
        return
    if session is None:
        scene.coach(Screen(scene.say("whatif-none")))
        return
    held = _held(scene.unit, scene.troupe, session)
    if held is None:
        _gone(scene)
    elif value == screens.SKIP:
        _leave(scene)
    elif value in (str(row.number) for row in held.rows):
        _ask_reply(scene, held, int(value))
    elif value:
        scene.coach(screens.misread(scene.say, 1, len(held.rows)))
        dialog = scene.user.dialog or {}
        if dialog.get("question") != QUESTION or "turn" in dialog:  # then a number would not be taken for an answer
            _ask_turn(scene, held)
    else:
        _ask_turn(scene, held)


def answer(scene: Scene, dialog: Mapping[str, Any], text: str, reading: Reading | None) -> None:
    """Take what was typed while the screen is open. reading: of a reply that is to be tried."""
    typed, tag = _typed(text), dialog["session"]
    if "turn" not in dialog:
        choose(scene, None, tag, screens.SKIP if typed == BACK else typed)
    elif typed == BACK:
        choose(scene, None, tag, "")
    elif len(text) > scene.settings.practice.longest_reply:
        scene.coach(Screen(scene.say("too-long-reply", limit=scene.settings.practice.longest_reply)))
    else:
        trial = awaited(scene.unit, scene.troupe, scene.user.id, text)
        if trial is None or reading is None:
            _gone(scene)
        else:
            _try(scene, trial, text, reading)


def _held(unit: Unit, troupe: Troupe, session: Session) -> Held | None:
    """A session with its turns; None if its customer is not the one of that time any more."""
    customer = troupe.customers.get(session.scenario)
    if customer is None or customer.version != session.content_version:
        return None
    return Held(session, customer, unit.turns(session.user_id, session.id))


def _ask_turn(scene: Scene, held: Held) -> None:
    """Ask which reply is to be another."""
    say, session = scene.say, held.session
    labels = [f"{row.number}. {shortened(row.reply, say.lang)}" for row in held.rows]
    options = [(_data(held, str(row.number)), label) for row, label in zip(held.rows, labels, strict=True)]
    scene.user.dialog = {"question": QUESTION, "session": session.id}
    text = "\n".join((say("whatif-ask", person=held.customer.account.person), *labels))
    scene.coach(Screen(text, (*screens.answers(say, options), _out(say, held))))


def _ask_reply(scene: Scene, held: Held, number: int) -> None:
    """Ask for the other reply, where the talk stood at the time."""
    say, line = scene.say, held.line(number)
    lines = [say("whatif-turn", person=held.customer.account.person, turn=number)]
    if line:
        lines += [say("whatif-before"), *(f"  {bubble}" for bubble in line)]
    lines += [say("whatif-said"), f"  {' '.join(held.rows[number - 1].reply.split())}", say("whatif-how")]
    scene.user.dialog = {"question": QUESTION, "session": held.session.id, "turn": number}
    scene.coach(Screen("\n".join(lines), _onward(say, held)), in_place=True)


def _try(scene: Scene, trial: Trial, reply: str, reading: Reading) -> None:
    """Show both ways side by side."""
    held, session, rubric = trial.held, trial.held.session, scene.troupe.rubric
    review = review_in(scene.unit, session.user_id, session.id)
    try:
        talk = replace(talk_from(session, held.customer, held.rows), review=review)
        ways = what_if(talk, held.start.snapshot, trial.number, reply, reading, rubric)
    except ValueError:  # ValidationError is one: what was stored, or what moves a customer, is of another version
        _gone(scene)
        return
    text = ways_text(scene.say, scene.troupe.moves, *ways) + "\n\n" + scene.say("whatif-again")
    scene.coach(Screen(text, _onward(scene.say, held)))


def _gone(scene: Scene) -> None:
    scene.user.dialog = None
    scene.coach(Screen(scene.say("whatif-gone")))


def _leave(scene: Scene) -> None:
    scene.user.dialog = None
    scene.coach(Screen(scene.say("whatif-left")))


def _onward(say: Texts, held: Held) -> tuple[Choice, ...]:
    return Choice(_data(held, ""), say("whatif-another")), _out(say, held)


def _out(say: Texts, held: Held) -> Choice:
    return Choice(_data(held, screens.SKIP), say("whatif-leave"))


def _data(held: Held, value: str) -> str:
    return screens.data("whatif", held.session.id, value)


def _typed(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()
