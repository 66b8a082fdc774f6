"""Results: what each talk came to, in figures, so that thousands of talks can be looked over at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlmodel import Field

from state.content.terms import Mode, Outcome, StepId
from state.health.talked import HALF, MET, MISSED, UNRATED
from state.records.tables import Card, Row, Session, of_session

STEPS: tuple[StepId, ...] = get_args(StepId)


class Result(Row, table=True):
    """The newest score card of a talk in figures; there is none of a private talk.

    number, score: the card's. at: when the talk ended. scenario, mode, outcome: the session's.
    a to g: the share that was won of each handling step's points, 0–1; none where it was not rated.
    asked: the ids of the card's criteria, in its order, with spaces between. verdicts: a character for each of them,
    `MISSED`, `MET` or `UNRATED`. Both are none of what a version that did not keep them has scored.
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
    outcome: Outcome | None = Field(default=None, sa_type=String)
    asked: str | None = Field(default=None, sa_type=Text)
    verdicts: str | None = Field(default=None, sa_type=Text)

    @property
    def shares(self) -> dict[StepId, float]:
        """The share won of each step that was rated."""
        found: dict[StepId, float | None] = {step: getattr(self, step) for step in STEPS}
        return {step: share for step, share in found.items() if share is not None}


def result_of(card: Card, session: Session) -> Result:
    """What a score card says of its talk, in figures."""
    judged = verdicts_of(card.body)
    return Result(
        user_id=card.user_id,
        session_id=card.session_id,
        number=card.number,
        score=card.score,
        at=session.ended_at or session.updated_at,
        scenario=session.scenario,
        mode=session.mode,
        outcome=session.outcome,
        asked=" ".join(judged),
        verdicts="".join(judged.values()),
        **shares_of(card.body),
    )


def shares_of(body: Mapping[str, Any]) -> dict[str, float]:
    """Step -> share, out of a card as it is stored; nothing of what is not understood."""
    found = {str(part.get("id")): part.get("share") for part in _parts(body.get("steps"))}
    return {step: float(share) for step in STEPS if isinstance(share := found.get(step), int | float)}


def verdicts_of(body: Mapping[str, Any]) -> dict[str, str]:
    """Criterion -> `MISSED`, `MET` or `UNRATED`, out of a card as it is stored; nothing of what is not understood."""
    criteria = [
        judged
        for kind in ("steps", "groups")
        for part in _parts(body.get(kind))
        for judged in _parts(part.get("criteria"))
    ]
    return {str(judged.get("criterion")): _verdict(judged.get("share")) for judged in criteria}


def _verdict(share: object) -> str:
    if not isinstance(share, int | float):
        return UNRATED
    return MISSED if share < HALF else MET


def _parts(value: object) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
