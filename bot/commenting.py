"""Commenting: a coach writes about a talk or one of its replies, the trainee answers, and each gets it as a message.

A message that can be answered carries the button that answers it; to reply to the message does the same.
"""

from datetime import datetime

from bot.actions import Choice
from bot.cleaning import cleaned, isolated
from bot.correcting import LONGEST
from bot.quotes import shortened
from bot.rights import NotAllowed, may_review, review
from bot.scene import buttons_of
from bot.texts import Texts, texts
from state.records.queueing import Message
from state.records.reviewing import Comment
from state.records.reviews import Key
from state.records.tables import Role, Session, User
from state.records.unit import Unit
from state.troupe import Troupe

QUESTION = "answer"
OPEN = "review"
_TELEGRAM = "telegram:"


class Unwritten(Exception):
    """A comment that is empty, too long, or about no reply of the talk. why: the key of the text that says so."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def comment(
    unit: Unit, troupe: Troupe, by: User, role: Role, talk: Key, text: str, now: datetime, turn: int | None = None
) -> Comment:
    """Write about a talk. turn: the reply that it is about, from 1; None: the whole. Raises NotAllowed, Unwritten."""
    overseen = review(unit, by.id, role, talk)
    if turn is not None and turn not in {row.number for row in overseen.turns}:
        raise Unwritten("review-no-turn")
    made = unit.add_comment(talk, _written(text), by=by.id, at=now, turn=turn)
    _tell(unit, troupe, made, by, talk[0], now)
    return made


def answer(
    unit: Unit, troupe: Troupe, by: User, role: Role, talk: Key, number: int, text: str, now: datetime
) -> Comment:
    """Answer a comment: its trainee a coach, or a coach the trainee. number: of the comment within the talk.

    Raises NotAllowed: of a trainee for another's talk, or where there is no such comment; Unwritten.
    """
    if by.id != talk[0] and not may_review(unit, by.id, role, talk[0]):
        raise NotAllowed
    about = unit.comment(*talk, number)
    if about is None:
        raise NotAllowed
    made = unit.add_comment(talk, _written(text), by=by.id, at=now, turn=about.turn, to=number)
    if by.id != talk[0]:
        _tell(unit, troupe, made, by, talk[0], now)
    elif about.by is not None and about.by != by.id and unit.user(about.by) is not None:
        _tell(unit, troupe, made, by, about.by, now)
    return made


def key_of(talk: Key) -> str:
    """A talk as a button carries it: how its session's id begins, and whose it is."""
    return f"{talk[1][:8]}.{talk[0].removeprefix(_TELEGRAM)}"


def meant(unit: Unit, key: str) -> Session | None:
    """The session that a button's key means; None if there is none, or not a single one."""
    begins, _, whose = key.partition(".")
    user_id = whose if ":" in whose else f"{_TELEGRAM}{whose}"
    return unit.session_of(user_id, begins) if len(begins) == 8 else None


def addressed(unit: Unit, user_id: str, message_id: int | None) -> tuple[str, int] | None:
    """What a message to us replies to: the key of a talk and the number of a comment; None if to no comment."""
    row = unit.said_to(user_id, message_id) if message_id is not None else None
    for button in row.buttons or [] if row is not None else []:
        question, _, rest = str(button["data"]).partition("/")
        key, _, number = rest.partition("/")
        if question == QUESTION and number.isdecimal():
            return key, int(number)
    return None


def _written(text: str) -> str:
    written = cleaned(text).strip()
    if not written:
        raise Unwritten("review-empty")
    if len(written) > LONGEST:
        raise Unwritten("review-too-long")
    return written


def _tell(unit: Unit, troupe: Troupe, made: Comment, by: User, to: str, now: datetime) -> None:
    """Let somebody have a comment, with what it is about and a way to answer it."""
    reader, talk = unit.user(to), (made.user_id, made.session_id)
    assert reader is not None, "whoever is told was found before"
    say = texts(reader.lang, reader.channel)
    about = _about(say, unit, made)
    apart = [""] if about else []
    text = "\n".join((_head(say, unit, troupe, made, by, to), *about, *apart, isolated(made.text)))
    buttons = [
        Choice(
            f"{QUESTION}/{key_of(talk)}/{made.number}",
            say("answer-button", to="coach" if to == made.user_id else "trainee"),
        )
    ]
    if to != made.user_id:
        buttons.append(Choice(f"{OPEN}/{key_of(talk)}/t{made.turn or 0}", say("review-open")))
    # It belongs to no talk: nobody else could look at the talk until it has arrived.
    unit.queue(to, [Message("coach", text, now, buttons=buttons_of(buttons))])


def _head(say: Texts, unit: Unit, troupe: Troupe, made: Comment, by: User, to: str) -> str:
    session = unit.session(made.user_id, made.session_id)
    assert session is not None, "the tables do not allow it"
    customer = troupe.customers.get(session.scenario)
    person = customer.account.person if customer is not None else session.scenario
    key = "comment-from-coach" if to == made.user_id else "comment-from-trainee"
    return say(key, name=by.name, person=person, turn=made.turn or 0)


def _about(say: Texts, unit: Unit, made: Comment) -> list[str]:
    """The reply that a comment is about, and the comment that it answers, each shortened."""
    lines = []
    turns = {row.number: row.reply for row in unit.turns(made.user_id, made.session_id)}
    if made.turn in turns:
        lines.append(say("comment-quote", quote=shortened(turns[made.turn], say.lang)))
    before = unit.comment(made.user_id, made.session_id, made.to) if made.to is not None else None
    if before is not None:
        lines.append(say("comment-answers", quote=shortened(before.text, say.lang)))
    return lines
