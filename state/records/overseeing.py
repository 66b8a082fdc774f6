"""Overseeing: what anybody but the trainee may see of a session; of a private one, only that it took place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from state.records.tables import Card, Session, Turn


@dataclass(frozen=True)
class Held:
    """That a session took place: who held it, when, with which customer. session: the whole of it, unless private."""

    user_id: str
    id: str
    scenario: str
    started_at: datetime
    ended_at: datetime | None
    session: Session | None


@dataclass(frozen=True)
class Overseen:
    """A session with its turns and its cards, newest first; neither of a private one.

    Nor is there a card as long as anything of the session waits to be sent: its trainee is the first to see it.
    """

    held: Held
    turns: Sequence[Turn] = ()
    cards: Sequence[Card] = ()


def held(session: Session) -> Held:
    """A session as anybody may see it."""
    return Held(
        user_id=session.user_id,
        id=session.id,
        scenario=session.scenario,
        started_at=session.started_at,
        ended_at=session.ended_at,
        session=None if session.private else session,
    )
