"""Goals: one step, how well, by when, with how much practice (SMART), held to what was done (PDCA) (基础篇 九)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import fmean
from typing import Literal

from state.content.terms import StepId
from state.progress.history import Held, level, shares_of

PROOF = 3  # talks in a row whose mean must be up to the target: once may be luck
WEEK = timedelta(days=7)
SLACK = 0.05  # so far below the straight line to the target is not behind yet
FAR = 0.2  # so far below the target, the target is what was wrong
LOWERED, LEAST_TARGET, MOST_A_WEEK = 0.1, 0.3, 7

Standing = Literal["early", "on_course", "behind", "reached", "missed"]
"""early: as planned so far, and too few talks to tell more."""
Act = Literal["see_first", "keep_on", "catch_up", "more_talks", "lower", "longer", "next_goal"]
"""What follows: hold the talks that it takes to tell; go on so; make up for talks left out; or set the goal anew, with
more talks a week, a lower target or more time; or choose the next."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A step is to reach a target share (0.0–1.0) by the end of `until`, with so many talks a week."""

    step: StepId
    target: float
    per_week: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Check:
    """Where a goal stands.

    level: the mean share of the step in the last three talks since the goal was set, None if none rated it; start: the
    same before it. rated: how many talks since then rated the step. talks: held since; owed: how many fewer than
    planned so far.
    """

    standing: Standing
    act: Act
    level: float | None
    start: float | None
    rated: int
    talks: int
    owed: int


def check(goal: Goal, talks: Sequence[Held], now: datetime) -> Check:
    """Hold a goal to the talks that were held."""
    before = shares_of([talk for talk in talks if talk.at <= goal.since], goal.step)
    during = [talk for talk in talks if goal.since < talk.at <= goal.until]
    shares = shares_of(during, goal.step)
    gone = min(now, goal.until) - goal.since
    owed = max(0, int(goal.per_week * gone / WEEK) - len(during))
    reached, start = level(shares, PROOF), level(before, PROOF)
    standing = _standing(goal, shares, start, owed, now)
    return Check(standing, _act(goal, standing, reached, owed, now), reached, start, len(shares), len(during), owed)


def adjusted(goal: Goal, act: Act, now: datetime) -> Goal | None:
    """The goal set anew from now on, as an act has it; None if the act leaves it as it is."""
    if act == "more_talks":
        return replace(goal, per_week=goal.per_week + 1, since=now)
    if act == "lower":
        return replace(goal, target=round(goal.target - LOWERED, 2), since=now, until=max(goal.until, now + WEEK))
    if act == "longer":
        return replace(goal, since=now, until=max(goal.until, now) + WEEK)
    return None


def _standing(goal: Goal, shares: Sequence[float], start: float | None, owed: int, now: datetime) -> Standing:
    runs = (shares[at : at + PROOF] for at in range(len(shares) - PROOF + 1))
    if any(round(fmean(run), 4) >= goal.target for run in runs):
        return "reached"
    if now > goal.until:
        return "missed"
    if owed:
        return "behind"
    if len(shares) < PROOF:  # one talk more or less says nothing
        return "early"
    first = shares[0] if start is None else start
    line = first + (goal.target - first) * ((now - goal.since) / (goal.until - goal.since))
    return "behind" if fmean(shares[-PROOF:]) < line - SLACK else "on_course"


def _act(goal: Goal, standing: Standing, reached: float | None, owed: int, now: datetime) -> Act:
    if standing == "early":
        return "see_first"
    if standing == "on_course":
        return "keep_on"
    if standing == "reached":
        return "next_goal"
    if owed:
        return "catch_up" if standing == "behind" else "longer"
    if now - goal.since < (goal.until - goal.since) / 2 and goal.per_week < MOST_A_WEEK:
        return "more_talks"
    far = reached is None or goal.target - reached > FAR
    return "lower" if far and goal.target - LOWERED >= LEAST_TARGET else "longer"
