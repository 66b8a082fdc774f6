"""Results: what each talk came to, in figures, so that thousands of talks can be looked over at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import CheckConstraint, Index, String
from sqlmodel import Field

from state.content.terms import Mode, StepId
from state.records.tables import Card, Row, Session, of_session

STEPS: tuple[StepId, ...] = get_args(StepId)


class Result(Row, table=True):
    """The newest score card of a talk in figures; there is none of a private talk.

    number, score: the card's. at: when the talk ended. scenario, mode: the session's.
    a to g: the share that was won of each handling step's points, 0–1; none where it was not rated.
    """

    __table_args__ = (
        of_session(table="result"),
        CheckConstraint("mode IN ('practice', 'exam')", name="mode"),
        Index(None, "user_id", "at"),
        Index(None, "at"),
    )

    user_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    number: int
    score: int
    at: datetime
    scenario: str
    mode: Mode = Field(sa_type=String)
    a: float | None = None
    b: float | None = None
    c: float | None = None
    d: float | None = None
    e: float | None = None
    f: float | None = None
    g: float | None = None

    @property
    def shares(self) -> dict[StepId, float]:
        """The share won of each step that was rated."""
        found: dict[StepId, float | None] = {step: getattr(self, step) for step in STEPS}
        return {step: share for step, share in found.items() if share is not None}


def result_of(card: Card, session: Session) -> Result:
    """What a score card says of its talk, in figures."""
    return Result(
        user_id=card.user_id,
        session_id=card.session_id,
        number=card.number,
        score=card.score,
        at=session.ended_at or session.updated_at,
        scenario=session.scenario,
        mode=session.mode,
        **shares_of(card.body),
    )


def shares_of(body: Mapping[str, Any]) -> dict[str, float]:
    """Step -> share, out of a card as it is stored; nothing of what is not understood."""
    steps = body.get("steps")
    parts = [part for part in steps if isinstance(part, dict)] if isinstance(steps, list) else []
    found = {str(part.get("id")): part.get("share") for part in parts}
    return {step: float(share) for step in STEPS if isinstance(share := found.get(step), int | float)}
