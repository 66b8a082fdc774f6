"""History: a trainee's scored talks in order, and what they show: levels, trends, streak, gain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, linear_regression
from typing import get_args

from state.content.terms import StepId
from state.scoring.card import Card

STEPS: tuple[StepId, ...] = get_args(StepId)
LATELY = 5  # talks that make up the present level
TREND = 8  # talks that a trend looks back on
FEWEST = 4  # talks below which there is no trend, and no gain on customers met for the first time


@dataclass(frozen=True, slots=True)
class Held:
    """A talk that was held and scored.

    at: when it ended, in the zone whose days count. scenario: the customer's id. score: 0–100.
    shares: step -> the share of its points that was won, 0.0–1.0, without the steps that were not rated.
    """

    at: datetime
    scenario: str
    score: int
    shares: Mapping[StepId, float]


@dataclass(frozen=True, slots=True)
class Gain:
    """What was gained, in points of 0–100, None if it is too early to say. count: talks that could tell."""

    points: float | None
    count: int


def shares_in(card: Card) -> dict[StepId, float]:
    """The share won of each step that was rated."""
    won = {part.id: part.share for part in card.steps if part.share is not None}
    return {step: won[step] for step in STEPS if step in won}


def shares_of(talks: Sequence[Held], step: StepId) -> list[float]:
    """The shares of a step in the talks that rated it, in their order."""
    return [talk.shares[step] for talk in talks if step in talk.shares]


def level(shares: Sequence[float], over: int = LATELY) -> float | None:
    """The mean of the last few; None if there is none."""
    return fmean(shares[-over:]) if shares else None


def trend(shares: Sequence[float]) -> float | None:
    """How much the share rises from one talk to the next: the slope over the last few, None if they are too few."""
    last = shares[-TREND:]
    if len(last) < FEWEST:
        return None
    return linear_regression(range(len(last)), last).slope


def streak(talks: Sequence[Held], now: datetime) -> int:
    """How many days in a row had a talk, up to today, or to yesterday while today may still have one."""
    days = {talk.at.date() for talk in talks}
    day, count = now.date(), 0
    if day not in days:
        day -= timedelta(days=1)
    while day in days:
        day, count = day - timedelta(days=1), count + 1
    return count


def first_meetings(talks: Sequence[Held]) -> list[Held]:
    """The talks with a customer whom the trainee had not met before."""
    return list(_first(talks).values())


def gain_on_new(talks: Sequence[Held]) -> Gain:
    """What the later half of first meetings scored above the earlier half: nothing of it can be memory of a script."""
    scores = [talk.score for talk in first_meetings(talks)]
    half = len(scores) // 2
    points = fmean(scores[-half:]) - fmean(scores[:half]) if len(scores) >= FEWEST else None
    return Gain(points, len(scores))


def gain_on_known(talks: Sequence[Held]) -> Gain:
    """What talks with a customer met before scored above the first talk with the same customer."""
    first = _first(talks)
    gained = [talk.score - first[talk.scenario].score for talk in talks if talk is not first[talk.scenario]]
    return Gain(fmean(gained) if gained else None, len(gained))


def _first(talks: Sequence[Held]) -> dict[str, Held]:
    """The first talk with each customer, in the order in which they were met."""
    first: dict[str, Held] = {}
    for talk in talks:
        first.setdefault(talk.scenario, talk)
    return first
