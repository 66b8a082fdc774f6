"""Visits: a trainee's session from the customer's card to the score card, phase by phase."""

import secrets
import unicodedata
from uuid import uuid4

from bot import appealing, explaining, menus, screens, whatif
from bot.actions import Choice, Screen
from bot.amending import Reply
from bot.assigning import settle
from bot.card import card_text
from bot.coaching import after_talk
from bot.judging import OPTIONS, judged
from bot.lookback import looked_back
from bot.scene import Ongoing, Scene, carded, help_of, snapshot_of, stored, talk_from
from state.content.terms import OBJECTIONS, Mode
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot, turn_of
from state.dialogue.step import begin, leave, step
from state.progress.history import LATELY
from state.records.tables import Session
from state.scoring.card import score
from state.scoring.talk import Talk
from state.understanding.reading import Reading

SKIPPING = ("0", "-", "跳过", "skip")
BETWEEN = str.maketrans(dict.fromkeys(",、.;。和+&", " "))  # what people write between numbers


def open_visit(scene: Scene, customer: Customer, mode: Mode = "practice", *, at_once: bool = False) -> None:
    """Start a session with a customer: show its card and ask the first question of the preparation.

    at_once: the preparation is skipped, and the customer speaks.
    """
    session = Session(
        user_id=scene.user.id,
        id=uuid4().hex,
        scenario=customer.id,
        content_version=customer.version,
        reader_version=scene.reader.version,
        lang=customer.scenario.lang,
        seed=customer.exam_seed if mode == "exam" else secrets.randbits(31),
        mode=mode,
        phase="prepare",
        started_at=scene.now,
        updated_at=scene.now,
    )
    scene.unit.add(session)
    scene.user.dialog = None
    scene.coach(screens.brief(scene.say, customer), session=session, in_place=True)
    if at_once:
        session.preparation = {"objections": [], "proof": []}
        begin_talk(scene, session, customer, spoken_to=False)
    else:
        ask(scene, session, customer)


def ask(scene: Scene, session: Session, customer: Customer) -> None:
    """Ask the open question of a session in its preparation or diagnosis, with what was tapped so far."""
    picked = tapped(scene, session)
    asked = {
        "expect": lambda: screens.expect(scene.say, scene.troupe, session.id, picked),
        "proof": lambda: screens.proof(scene.say, customer, session.seed, session.id, picked),
        "kind": lambda: screens.kind(scene.say, scene.troupe, session.id),
        "concern": lambda: screens.concern(scene.say, customer, session.seed, session.id),
        "judge": lambda: screens.judge(scene.say, session.id, picked),
    }
    asking = asked[question(session)]()
    if question(session) == "expect":  # later on, whoever changes their mind has /exam and /private
        asking = screens.in_mode(scene.say, asking, session.id, session.mode)
        asking = screens.privately(scene.say, asking, session.id, session.private)
    elif _can_be_unsaid(session) and session.diagnosis is None:
        asking = screens.regrettable(scene.say, asking, session.id, scene.troupe.rubric.help.retry)
    scene.coach(asking, session=session, in_place=True)


def tapped(scene: Scene, session: Session) -> list[str]:
    """What was tapped so far in answer to the open question of a session."""
    dialog = scene.user.dialog or {}
    return (
        list(dialog["picked"])
        if (dialog.get("question"), dialog.get("session")) == (question(session), session.id)
        else []
    )


def prepare(scene: Scene, session: Session, customer: Customer, picked: list[str]) -> None:
    """Take the answer to a question of the preparation; after the second, the customer speaks.

    picked: the ids of what was chosen; none: skipped.
    """
    done = dict(session.preparation or {})
    done["objections" if "objections" not in done else "proof"] = picked
    session.preparation, session.updated_at = done, scene.now
    if "proof" not in done:
        ask(scene, session, customer)
        return
    begin_talk(scene, session, customer, spoken_to=False)


def begin_talk(scene: Scene, session: Session, customer: Customer, *, spoken_to: bool) -> None:
    """Let the talk begin; unless the trainee spoke first, the customer opens it."""
    started = begin(customer, session.seed, scene.now, spoken_to=spoken_to)
    if spoken_to:  # without this, the snapshot could not be rebuilt from the seed and the turns
        session.preparation = {**(session.preparation or {}), "spoke_first": True}
    session.phase, session.snapshot = "talk", started.snapshot.model_dump(mode="json")
    cost = scene.troupe.rubric.help.retry  # it is told before, for the button takes it at once
    begins = screens.begins(scene.say, customer, session.id, session.mode, cost)
    scene.coach(begins, session=session, in_place=True)
    scene.customer(started.says, session, customer.account.person)


def reply(scene: Scene, session: Session, customer: Customer, said: Reply, reading: Reading) -> None:
    """Let the customer hear a reply and answer it; in the place of the one that it amends, if it amends one."""
    if said.amends is None:
        before = snapshot_of(session)
        interrupted = scene.cut_short(session, before.at)
    else:
        before, interrupted = Snapshot.model_validate(session.before), said.amends.interrupted
        scene.unit.withdraw(said.amends)
        session.phase, session.outcome = "talk", None
    heard = Heard(reply=said.text, reading=reading, interrupted=interrupted)
    taken = step(customer, before, heard, scene.now)
    turn = turn_of(before, heard, taken)
    scene.unit.add(stored(turn, session, said.pieces))
    session.before = before.model_dump(mode="json")
    session.snapshot, session.updated_at = taken.snapshot.model_dump(mode="json"), scene.now
    scene.answering = turn.number
    scene.customer(taken.says, session, customer.account.person)
    explaining.after_reply(scene, session, customer)
    if taken.snapshot.outcome is not None:
        session.phase, session.outcome = "diagnose", taken.snapshot.outcome
        scene.coach(screens.ended(scene.say, taken.snapshot.outcome), session=session)
        ask(scene, session, customer)
    scene.answering = None


def diagnose(scene: Scene, session: Session, customer: Customer, picked: list[str]) -> None:
    """Take the answer to a question of the diagnosis; after the third, show the score card.

    picked: what was chosen, one thing but for the third; none: skipped.
    """
    done, asked = dict(session.diagnosis or {}), question(session)
    if asked == "judge":
        judgement = judged(picked) if picked else None
        if picked and judgement is None:
            scene.coach(Screen(scene.say("judge-alone")), session=session)
            return
        session.diagnosis = {**done, "judged": judgement and list(judgement)}
        close_visit(scene, session, customer)
        return
    answer = picked[0] if picked else None
    session.diagnosis = {**done, asked: int(answer) if answer and asked == "concern" else answer}
    ask(scene, session, customer)


def _can_be_unsaid(session: Session) -> bool:
    """Whether the last reply can be taken back, before any question of the diagnosis was answered."""
    return session.before is not None and session.mode == "practice" and help_of(session).retry is None


def break_off(scene: Scene, session: Session, customer: Customer, why: str) -> None:
    """End a session before its time. why: the key of what is said about it; a talk with replies is scored."""
    person = customer.account.person
    if session.snapshot is None or snapshot_of(session).turn == 0:
        session.phase, session.outcome, session.ended_at = "done", "left", scene.now
        scene.coach(Screen(scene.say("talk-stopped-unheard")), session=session)
        return
    if session.outcome is None:
        ended = leave(snapshot_of(session), scene.now)
        session.snapshot, session.outcome = ended.model_dump(mode="json"), "left"
    if why != "talk-ended":
        scene.coach(Screen(scene.say(why, person=person)), session=session)
    elif session.phase == "talk":
        scene.coach(screens.ended(scene.say, "left"), session=session)
    close_visit(scene, session, customer)


def close_visit(scene: Scene, session: Session, customer: Customer) -> None:
    """Score a session, keep the card, show it."""
    talk = talk_of(scene, session, customer)
    card = score(talk, scene.troupe.rubric)
    before = [row.score for row, _ in scene.unit.cards(scene.user.id, LATELY)]
    session.phase, session.ended_at, session.updated_at = "done", scene.now, scene.now  # which its figures are kept by
    session.before = None
    scene.unit.add(carded(card, session, customer, 1, session.reader_version, scene.now))
    say, rubric = scene.say, scene.troupe.rubric
    back = looked_back(say, talk, scene.troupe)
    if say.taps:
        if talk.diagnosis is not None:
            scene.coach(Screen(back[0]), session=session, in_place=True)
        names = {"person": customer.account.person, "scenario": customer.scenario.title}
        caption = say("picture-caption", **names, score=card.score, band=rubric.band(card.score).name[say.lang])
        details = Choice(screens.data("card", session.id, ""), say("card-button"))
        scene.picture(Screen(caption, (details,)), session)
    else:
        scene.coach(Screen(card_text(say, card, rubric, talk, before, back, session.private)), session=session)
    following = whatif.offer(say, appealing.offer(say, card, rubric, session), session)
    following = Screen(following.text, (*following.choices, *menus.onward(say, customer)))
    scene.coach(*after_talk(scene), following, session=session)
    scene.messages += settle(scene.unit, scene.troupe, scene.user.id, scene.now)


def talk_of(scene: Scene, session: Session, customer: Customer) -> Talk:
    """A session's talk as scoring sees it. Only for one whose talk has begun."""
    return talk_from(session, customer, scene.unit.turns(scene.user.id, session.id))


def known_customer(scene: Scene, ongoing: Ongoing) -> Customer | None:
    """The customer of the talk scored last, if it can still be talked to; none in a talk, whose kind is still open."""
    if ongoing is not None:
        return None
    scored = scene.unit.cards(scene.user.id, limit=1)
    return scene.troupe.customers.get(scored[0][1].scenario) if scored else None


def options(session: Session, customer: Customer) -> list[str]:
    """The ids of what the open question of a session offers, in the order shown."""
    if session.phase == "prepare" and "objections" in (session.preparation or {}):
        return [item.id for item in screens.proofs(customer, session.seed)]
    if question(session) == "judge":
        return list(OPTIONS)
    if question(session) == "concern":
        return [str(place) for place, _ in screens.concerns(customer, session.seed)]
    return list(OBJECTIONS)


def question(session: Session) -> screens.Question:
    """The open question of a session in its preparation or diagnosis."""
    if session.phase == "prepare":
        return "proof" if "objections" in (session.preparation or {}) else "expect"
    done = session.diagnosis or {}
    return "judge" if "concern" in done else "concern" if "kind" in done else "kind"


def is_speech(session: Session, text: str) -> bool:
    """Whether a text is said to the customer, and not an answer to an open question or a key of another screen."""
    return session.phase == "talk" or (session.phase == "prepare" and not is_answer(text) and key_of(text) is None)


def numbers(text: str, among: int) -> list[int] | None:
    """Read an answer by number: [] for skipping, None if it is none. among: how many there are to choose from."""
    if not is_answer(text):
        return None
    if _plain(text) in SKIPPING:
        return []
    picked = list(dict.fromkeys(int(part) for part in _plain(text).translate(BETWEEN).split()))
    return picked if all(1 <= number <= among for number in picked) else None


def is_answer(text: str) -> bool:
    """Whether a text is an answer by number, be it one that was offered or not: never words to a customer."""
    parts = _plain(text).translate(BETWEEN).split()
    return _plain(text) in SKIPPING or (bool(parts) and all(part.isdecimal() and len(part) <= 4 for part in parts))


def key_of(text: str) -> str | None:
    """The key that a text is, of what a score card leads to; nobody opens a talk with such a letter."""
    return next((key for key in (appealing.KEY, whatif.KEY) if _plain(text) == key), None)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()
