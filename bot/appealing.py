"""Appealing: a trainee says "I did do that" of a criterion that lost points, and in which reply; a coach decides."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from pydantic import ValidationError

from bot import screens
from bot.actions import Choice, Screen
from bot.card import points
from bot.missing import missed
from bot.quotes import shortened
from bot.scene import Scene
from bot.texts import Texts
from state.content.rubric import Rubric
from state.dialogue.customer import Customer
from state.records.tables import Appeal, Session
from state.scoring.card import Card, Judged
from state.scoring.tests import RECORDED

QUESTION = "appeal"
KEY = "a"
REACHED = 100  # of a trainee's last talks, how many can still be appealed against by their buttons
WHOLE = 0  # in the place of a reply's number: not a single one
Answers = Mapping[str, str]
"""What can be typed, in order, with what it chooses: `criterion`, or `criterion/reply`."""


@dataclass(frozen=True)
class Case:
    """What can be appealed against of a talk: the criteria that lost points, and those appealed against before.

    recorded: those that lost points by the records, of which there is no appeal.
    """

    session: Session
    judged: Sequence[Judged]
    recorded: Sequence[str]
    appeals: Mapping[str, Appeal]


def offer(say: Texts, card: Card, rubric: Rubric, session: Session) -> Screen:
    """What is said after a score card: what can be done next. rubric: that of the card."""
    if session.private or not any(_lost(one) and not _recorded(rubric, one.criterion) for one in card.judged):
        return Screen(say("card-next"))
    button = Choice(screens.data("appeal", session.id, ""), say("appeal-button"))
    return Screen(say("card-next") + "\n" + say("appeal-offer"), (button,))


def is_key(text: str) -> bool:
    """Whether a text is the key that leads here, where there are no buttons."""
    return _typed(text) == KEY


def choose(scene: Scene, ongoing: tuple[Session, Customer] | None, tag: str, value: str) -> None:
    """Go on with an appeal. tag: how the session's id begins; '' for the last talk.

    value: '' to see what can be appealed against; `criterion`; `criterion/reply`, from 1, or 0 for not a single one.
    """
    if ongoing is not None:  # whose numbers would be taken for answers to it, or for words to its customer
        scene.coach(Screen(scene.say("appeal-busy", person=ongoing[1].account.person)))
        return
    case = _case(scene, tag)
    name, _, reply = value.partition("/")
    chosen = next((judged for judged in case.judged if judged.criterion == name), None) if case else None
    if case is None or (value and chosen is None and name not in case.recorded):
        if tag:
            scene.stale()
        else:
            scene.coach(Screen(scene.say("appeal-none")))
    elif case.session.private:
        scene.coach(Screen(scene.say("appeal-private")))
    elif name in case.recorded:
        scene.coach(Screen(scene.say("appeal-recorded")))
    elif chosen is None:
        _list(scene, case)
    elif name in case.appeals:
        scene.coach(Screen("\n".join(_decided(scene.say, case.appeals[name]))))
    elif reply:
        _file(scene, case, name, reply)
    else:
        _ask_reply(scene, case, chosen)


def answer(scene: Scene, dialog: Mapping[str, Any], text: str) -> None:
    """Take what was typed while an appeal's question is open."""
    answers: Answers = dialog["answers"]
    value = answers.get(_typed(text))
    if value is None:
        first, *_, last = (*answers, *answers)
        scene.coach(screens.misread(scene.say, int(first), int(last)))
    else:
        choose(scene, None, dialog["session"], value)


def _typed(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def _case(scene: Scene, tag: str) -> Case | None:
    """The talk that is meant, as it is scored now."""
    scored = scene.unit.cards(scene.user.id, REACHED if tag else 1)
    row, session = next(((row, held) for row, held in scored if held.id.startswith(tag)), (None, None))
    if row is None or session is None:
        return None
    try:
        judged = Card.model_validate(row.body).judged
    except ValidationError:  # a card of another version, of which there is nothing to choose from
        return None
    appeals = {appeal.criterion: appeal for appeal in scene.unit.appeals(session.user_id, session.id)}
    rubric = scene.troupe.rubric
    asked = {criterion.id for part in rubric.parts for criterion in part.criteria}
    listed = [one for one in judged if one.criterion in asked and (_lost(one) or one.criterion in appeals)]
    recorded = [one.criterion for one in listed if one.criterion not in appeals and _recorded(rubric, one.criterion)]
    return Case(session, [one for one in listed if one.criterion not in recorded], recorded, appeals)


def _list(scene: Scene, case: Case) -> None:
    if not case.judged:
        scene.coach(Screen(scene.say("appeal-recorded" if case.recorded else "appeal-nothing")))
        return
    lines, options = [scene.say("appeal-ask")], list[tuple[str, str]]()
    for number, judged in enumerate(case.judged, start=1):
        reason = _reason(judged, scene.troupe.rubric, scene.say)
        lines.append(f"{number}. {reason}")
        if judged.criterion in case.appeals:
            lines += (f"   {line}" for line in _decided(scene.say, case.appeals[judged.criterion]))
        options.append((screens.data("appeal", case.session.id, judged.criterion), f"{number}. {reason}"))
    if case.recorded:
        lines += ["", scene.say("appeal-recorded")]
    _open(scene, case, {str(number): judged.criterion for number, judged in enumerate(case.judged, start=1)})
    scene.coach(Screen("\n".join(lines), tuple(screens.answers(scene.say, options))))


def _ask_reply(scene: Scene, case: Case, judged: Judged) -> None:
    labels = {WHOLE: scene.say("appeal-whole")}
    for turn in scene.unit.turns(case.session.user_id, case.session.id):
        labels[turn.number] = scene.say("appeal-quote", quote=shortened(turn.reply, scene.say.lang))
    values = {number: f"{judged.criterion}/{number}" for number in labels}
    claim = scene.troupe.rubric.criterion(judged.criterion).yes[scene.say.lang]
    lines = [scene.say("appeal-which", claim=claim), *(f"{number}. {label}" for number, label in labels.items())]
    options = [
        (screens.data("appeal", case.session.id, values[number]), f"{number}. {label}")
        for number, label in labels.items()
    ]
    _open(scene, case, {str(number): value for number, value in values.items()})
    choices = screens.answers(scene.say, options, first=WHOLE)
    scene.coach(Screen("\n".join(lines), tuple(choices)), in_place=True)


def _file(scene: Scene, case: Case, criterion: str, reply: str) -> None:
    """Keep an appeal. reply: as its button has it, which may be forged."""
    session = case.session
    numbers = {str(turn.number): turn.number for turn in scene.unit.turns(session.user_id, session.id)}
    if reply not in (*numbers, str(WHOLE)):
        scene.stale()
        return
    scene.unit.add(
        Appeal(
            user_id=session.user_id,
            session_id=session.id,
            criterion=criterion,
            id=uuid4().hex,
            turn=numbers.get(reply),
            made_at=scene.now,
        )
    )
    scene.user.dialog = None
    scene.coach(Screen(scene.say("appeal-made")), in_place=True)


def _open(scene: Scene, case: Case, answers: Answers) -> None:
    """Let numbers be answers to what is asked, where there are no buttons to press."""
    scene.user.dialog = {"question": QUESTION, "session": case.session.id, "answers": dict(answers)}


def _lost(judged: Judged) -> bool:
    return judged.share is not None and judged.share < 1


def _recorded(rubric: Rubric, criterion: str) -> bool:
    return rubric.criterion(criterion).test in RECORDED


def _reason(judged: Judged, rubric: Rubric, say: Texts) -> str:
    criterion = rubric.criterion(judged.criterion)
    if not _lost(judged):
        return criterion.yes[say.lang]
    return say("appeal-lost", reason=missed(say, criterion, judged), points=points(judged.of - judged.points))


def _decided(say: Texts, appeal: Appeal) -> list[str]:
    """How an appeal stands, and what was said to it."""
    note = [say("appeal-note", note=appeal.note)] if appeal.note else []
    return [say("appeal-state", state=appeal.state), *note]
