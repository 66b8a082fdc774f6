"""Histories made by hand: a talk a day, or on the days given."""

from datetime import UTC, datetime, timedelta

from state.content.terms import StepId
from state.progress.history import Held

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday


def day(number: float) -> datetime:
    """A time so many days after the start."""
    return START + timedelta(days=number)


def held(at: float, scenario: str = "zh/vmc_price", score: int = 50, shares: dict[StepId, float] | None = None) -> Held:
    return Held(day(at), scenario, score, shares or {})


def rated(step: StepId, *shares: float, start: float = 0) -> list[Held]:
    """A talk a day, in each of which this step was rated so."""
    return [held(start + number, shares={step: share}) for number, share in enumerate(shares)]
