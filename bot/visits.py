"""Visits: a trainee's session from the customer's card to the score card, phase by phase."""

import secrets
import unicodedata
from uuid import uuid4

from bot import screens
from bot.actions import Screen
from bot.card import card_text
from bot.scene import Scene, restored, snapshot_of, stored
from state.content.terms import OBJECTIONS
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Meters, turn_of
from state.dialogue.step import begin, leave, step
from state.records.tables import Card as CardRow
from state.records.tables import Session
from state.scoring.card import score
from state.scoring.talk import Diagnosis, Preparation, Talk
from state.understanding.reading import Reading

MOST_OPTIONS = 7  # of the questions before a talk
SKIPPING = ("0", "-", "跳过", "skip")


def open_visit(scene: Scene, customer: Customer) -> None:
    """Start a session with a customer: show its card and ask the first question of the preparation."""
    session = Session(
        user_id=scene.user.id,
        id=uuid4().hex,
        scenario=customer.id,
        content_version=customer.version,
        reader_version=scene.reader.version,
        lang=customer.scenario.lang,
        seed=secrets.randbits(31),
        phase="prepare",
        started_at=scene.now,
        updated_at=scene.now,
    )
    scene.unit.add(session)
    scene.user.dialog = None
    scene.coach(screens.brief(scene.say, customer), session=session)
    ask(scene, session, customer)


def ask(scene: Scene, session: Session, customer: Customer) -> None:
    """Ask the open question of a session in its preparation or diagnosis."""
    asked = {
        "expect": lambda: screens.expect(scene.say, scene.troupe, customer, session.id),
        "proof": lambda: screens.proof(scene.say, customer, session.seed, session.id),
        "kind": lambda: screens.kind(scene.say, scene.troupe, session.id),
        "concern": lambda: screens.concern(scene.say, customer, session.seed, session.id),
    }
    scene.coach(asked[question(session)](), session=session)


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
    scene.coach(Screen(scene.say("talk-begins", person=customer.account.person)), session=session)
    scene.customer(started.says, session)


def reply(scene: Scene, session: Session, customer: Customer, text: str, reading: Reading) -> None:
    """Let the customer hear a reply and answer it."""
    before = snapshot_of(session)
    heard = Heard(reply=text, reading=reading, interrupted=scene.cut_short(session, before.at))
    taken = step(customer, before, heard, scene.now)
    scene.unit.add(stored(turn_of(before, heard, taken), session))
    session.snapshot, session.updated_at = taken.snapshot.model_dump(mode="json"), scene.now
    scene.customer(taken.says, session)
    if taken.snapshot.outcome is not None:
        session.phase, session.outcome = "diagnose", taken.snapshot.outcome
        scene.coach(screens.ended(scene.say, taken.snapshot.outcome), session=session)
        ask(scene, session, customer)


def diagnose(scene: Scene, session: Session, customer: Customer, picked: str | None) -> None:
    """Take the answer to a question of the diagnosis; after the second, show the score card."""
    done = dict(session.diagnosis or {})
    if "kind" not in done:
        session.diagnosis = {"kind": picked}
        ask(scene, session, customer)
        return
    session.diagnosis = {**done, "concern": None if picked is None else int(picked)}
    close_visit(scene, session, customer)


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
    before = scene.unit.cards(scene.user.id, limit=1)
    last = before[0][0].score if before else None
    scene.unit.add(
        CardRow(
            user_id=scene.user.id,
            session_id=session.id,
            rubric_version=card.rubric,
            reader_version=session.reader_version,
            score=card.score,
            body=card.model_dump(mode="json"),
            made_at=scene.now,
        )
    )
    session.phase, session.ended_at, session.updated_at = "done", scene.now, scene.now
    text = card_text(scene.say, card, scene.troupe.rubric, customer, talk.turns, last)
    scene.coach(Screen(text), Screen(scene.say("card-next")), session=session)


def talk_of(scene: Scene, session: Session, customer: Customer) -> Talk:
    """A session's talk as scoring sees it. Only for one whose talk has begun."""
    start = Meters.model_validate(customer.persona.start.model_dump())
    preparation, diagnosis = session.preparation or {}, session.diagnosis
    return Talk(
        customer=customer,
        turns=restored(scene.unit.turns(scene.user.id, session.id), start),
        end=snapshot_of(session),
        preparation=Preparation(
            objections=tuple(preparation.get("objections", ())), proof=tuple(preparation.get("proof", ()))
        ),
        diagnosis=Diagnosis.model_validate(diagnosis) if diagnosis else None,
    )


def options(session: Session, customer: Customer) -> list[str]:
    """The ids of what the open question of a session offers, in the order shown."""
    if session.phase == "prepare" and "objections" in (session.preparation or {}):
        return [item.id for item in screens.proofs(customer, session.seed)]
    if session.phase == "diagnose" and "kind" in (session.diagnosis or {}):
        return [str(place) for place, _ in screens.concerns(customer, session.seed)]
    return list(OBJECTIONS)


def question(session: Session) -> screens.Question:
    """The open question of a session in its preparation or diagnosis."""
    if session.phase == "prepare":
        return "proof" if "objections" in (session.preparation or {}) else "expect"
    return "concern" if "kind" in (session.diagnosis or {}) else "kind"


def is_speech(session: Session, text: str) -> bool:
    """Whether a text is said to the customer, and not the answer by number to an open question."""
    return session.phase == "talk" or (session.phase == "prepare" and numbers(text, among=MOST_OPTIONS) is None)


def numbers(text: str, among: int) -> list[int] | None:
    """Read an answer by number: [] for skipping, None if it is none. among: how many there are to choose from."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain in SKIPPING:
        return []
    parts = plain.translate(str.maketrans(",、.;", "    ")).split()
    if not parts or not all(part.isdecimal() and 1 <= int(part) <= among for part in parts):
        return None
    return list(dict.fromkeys(int(part) for part in parts))
