"""Assigned: how far somebody has come with what a coach asked for, and whether it is a day to be reminded of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from state.content.terms import Mode, StepId, Task
from state.progress.drills import Round
from state.progress.goals import PROOF
from state.progress.history import STEPS, level

STALE = 7  # days after which nobody is reminded of what is overdue

Nudge = Literal["soon", "late"]
"""`soon`: due tomorrow, or today. `late`: it was due yesterday, or before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. subjects: customers, drills, or one step, by the task. least: 0–100. since: when it was made.

    mode: what is asked for in practice may be done in an exam; a certificate is only for exams.
    """

    task: Task
    subjects: Sequence[str]
    mode: Mode
    least: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Finished:
    """A talk with a score card. at: when it ended. score: 0–100, shares: step -> 0.0–1.0, both of the newest card.

    left: whether the trainee broke it off. private: whether nobody else may know how it went.
    """

    at: datetime
    scenario: str
    score: int
    mode: Mode
    shares: Mapping[StepId, float]
    left: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """How far somebody has come with one subject.

    best: the best score, or percent right of a drill, or the present level of a step, in percent; None if there is
    nothing yet that counts. at: when that was. done: whether it is as asked for.
    """

    subject: str
    done: bool
    best: int | None = None
    at: datetime | None = None


def reached(asked: Asked, talks: Sequence[Finished], rounds: Sequence[Round]) -> list[Reached]:
    """How far somebody has come with each subject. talks, rounds: all of theirs, oldest first, in any mode.

    What was done before it was asked for does not count, nor a talk that was broken off or is private, nor a round of
    a drill that was not gone through to its end. A step is where it should be by the last talks that rated it, three at
    least: once may be luck.
    """
    if asked.task == "drill":
        return [_drilled(asked, subject, rounds) for subject in asked.subjects]
    is_exam = asked.mode == "exam" or asked.task == "certificate"
    counting = [
        talk
        for talk in talks
        if talk.at > asked.since and not talk.left and not talk.private and (talk.mode == "exam" or not is_exam)
    ]
    judge = _levelled if asked.task == "goal" else _talked
    return [judge(asked, subject, counting) for subject in asked.subjects]


def is_done(found: Sequence[Reached]) -> bool:
    """Whether all of it is as asked for."""
    return bool(found) and all(each.done for each in found)


def nudge(due: datetime, made: datetime, reminded: datetime | None, now: datetime) -> Nudge | None:
    """Whether somebody is to be reminded now: once from the day before on, once from the day after on.

    All in the zone whose days count. Nobody is reminded on the day on which it was asked for.
    """
    left = (due.date() - now.date()).days
    if 0 <= left <= 1 and now < due:
        return "soon" if reminded is None and made.date() < now.date() else None
    if -STALE <= left < 0:
        return "late" if reminded is None or reminded.date() <= due.date() else None
    return None


def _talked(asked: Asked, subject: str, talks: Sequence[Finished]) -> Reached:
    best = max((talk for talk in talks if talk.scenario == subject), key=lambda talk: talk.score, default=None)
    return Reached(subject, best.score >= asked.least, best.score, best.at) if best is not None else _nothing(subject)


def _drilled(asked: Asked, subject: str, rounds: Sequence[Round]) -> Reached:
    whole = [each for each in rounds if each.drill == subject and each.whole and each.at > asked.since]
    best = max(whole, key=lambda each: each.share, default=None)
    if best is None:
        return _nothing(subject)
    percent = round(best.share * 100)
    return Reached(subject, percent >= asked.least, percent, best.at)


def _levelled(asked: Asked, subject: str, talks: Sequence[Finished]) -> Reached:
    step = next((each for each in STEPS if each == subject), None)
    rating = [talk for talk in talks if step in talk.shares]
    lately = level([talk.shares[step] for talk in rating if step is not None])
    if lately is None:
        return _nothing(subject)
    percent = round(lately * 100)
    return Reached(subject, len(rating) >= PROOF and percent >= asked.least, percent, rating[-1].at)


def _nothing(subject: str) -> Reached:
    return Reached(subject, done=False)
