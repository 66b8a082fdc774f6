"""Amending: what is written, or changed, before the customer has begun to answer still belongs to the reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.actions import Edited, Said
from state.records.tables import Session, Turn
from state.records.unit import Unit


@dataclass(frozen=True)
class Reply:
    """All that the customer is to hear. before: the turns before it.

    pieces: the messages that it is made of: [what the channel calls it, its text, seconds if it was spoken].
    amends: the turn in whose place it is; it has not been answered.
    """

    pieces: list[list[Any]]
    before: Sequence[Turn]
    amends: Turn | None = None

    @property
    def text(self) -> str:
        """The reply as one text."""
        return "\n".join(piece[1] for piece in self.pieces)

    @property
    def seconds(self) -> float | None:
        """How long it took to say; None unless all of it was spoken."""
        spoken = [piece[2] for piece in self.pieces]
        return None if None in spoken else sum(spoken)


def reply_of(unit: Unit, session: Session, action: Said | Edited, now: datetime) -> Reply | None:
    """The reply that a message makes, be it new or changed; None if a change comes too late, or changes nothing."""
    turns = unit.turns(session.user_id, session.id)
    last = turns[-1] if turns and _is_unanswered(unit, session, turns[-1], now) else None
    if isinstance(action, Said):
        said = [action.message, action.text, action.seconds]
        if last is None:
            return Reply([said], turns)
        return Reply(_as_written([*_pieces(last), said]), turns[:-1], last)
    if last is None:
        return None
    typed = [action.message, action.text, None]
    changed = [typed if piece[0] == action.message and piece[1] != action.text else piece for piece in _pieces(last)]
    return Reply(changed, turns[:-1], last) if changed != _pieces(last) else None


def is_heard(unit: Unit, session: Session, action: Edited) -> bool:
    """Whether what was changed is part of a reply, and was something else: what the customer heard stands."""
    found = (piece for turn in unit.turns(session.user_id, session.id) for piece in turn.pieces or [])
    return any(name == action.message and text != action.text for name, text, _ in found)


def _as_written(pieces: list[list[Any]]) -> list[list[Any]]:
    """Messages in the order in which they were written: one delivered late goes before what came before it."""
    return pieces if any(piece[0] is None for piece in pieces) else sorted(pieces, key=lambda piece: int(piece[0]))


def _pieces(turn: Turn) -> list[list[Any]]:
    return turn.pieces or [[None, turn.reply, None]]


def _is_unanswered(unit: Unit, session: Session, turn: Turn, now: datetime) -> bool:
    """Whether the customer has not begun to answer, and is not about to."""
    answers = unit.answers(session.user_id, session.id, turn.number)
    return (
        session.before is not None
        and bool(answers)
        and all(row.taken_at is None for row in answers)
        and min(row.due_at for row in answers) > now
    )
