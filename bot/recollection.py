"""Recollection: what is known of a person and of the talk that it is in, asked outside any action."""

from bot import drilling
from bot.actions import Person
from bot.practice import Practice
from bot.texts import texts
from state.content.terms import Lang
from state.dialogue.snapshot import Say
from state.records.tables import Phase


def recap(practice: Practice, person: Person) -> list[tuple[str, str]]:
    """The talk that a person is in so far, as (who: customer | trainee, text), without what is still unsent."""
    with practice.records.unit() as unit:
        session = unit.open_session(person.id)
        if session is None or session.snapshot is None:
            return []
        said = unit.sent(person.id, session.id)
        turns = unit.turns(person.id, session.id)
        unsaid = unit.turns(person.id, session.id, taken_back=True)
    for turn in unsaid:  # what was answered to it was not said either
        answer = [Say.model_validate(say).line for say in turn.says]
        heard = [row for row in said if row.voice == "customer" and row.due_at >= turn.at and row.text in answer]
        said = [row for row in said if row not in heard[: len(answer)]]
    # Without pauses an answer is due in the moment of the reply, and still comes after it.
    spoken = [(row.due_at, 1, "customer", row.text) for row in said if row.voice == "customer"]
    replied = [(turn.at, 0, "trainee", turn.reply) for turn in turns]
    return [(who, text) for _, _, who, text in sorted(spoken + replied, key=lambda line: line[:2])]


def resumed(practice: Practice, person: Person) -> str:
    """What is said to somebody who comes back to an open talk, or ''."""
    with practice.records.unit() as unit:
        user, session = unit.user(person.id), unit.open_session(person.id)
        if user is None or session is None:
            return ""
        customer = practice.stage.customer(unit, session.scenario, session.content_version)
    return texts(user.lang)("talk-resumed", person=customer.account.person) if customer is not None else ""


def is_open(practice: Practice, person: Person) -> bool:
    """Whether a person is in a session or in a drill."""
    with practice.records.unit() as unit:
        user, session = unit.user(person.id), unit.open_session(person.id)
    dialog = (user.dialog if user is not None else None) or {}
    return session is not None or dialog.get("question") == drilling.QUESTION


def phase_of(practice: Practice, person: Person) -> Phase | None:
    """The phase of the session that a person is in."""
    with practice.records.unit() as unit:
        session = unit.open_session(person.id)
    return session.phase if session is not None else None


def lang_of(practice: Practice, user_id: str) -> Lang | None:
    """The language that a person uses, if we have met."""
    with practice.records.unit() as unit:
        user = unit.user(user_id)
    return user.lang if user is not None else None


def lang_heard(practice: Practice, user_id: str) -> Lang | None:
    """The language in which a person will be speaking: the customer's in a talk, else the person's own, if known."""
    with practice.records.unit() as unit:
        user, session = unit.user(user_id), unit.open_session(user_id)
    return session.lang if session is not None else user.lang if user is not None else None


def speak(practice: Practice, person: Person, lang: Lang) -> None:
    """Use a language with a person from now on, without a word about it."""
    with practice.records.unit() as unit:
        user = unit.user(person.id)
        if user is not None:
            user.lang = lang


def prompt(practice: Practice, person: Person) -> str:
    """What stands before the words that a person types."""
    return texts(lang_of(practice, person.id) or person.lang)("prompt")
