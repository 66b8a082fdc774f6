"""Drills: the rounds that a trainee did, how each drill goes, and which of its items come first the next time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fsrs import Rating

from state.progress.history import TREND, trend
from state.progress.spacing import returns_on

RECALLED = 10  # answers to an item that settle when it returns: a month at most, so that older ones weigh nothing


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a drill, as far as it was answered.

    at: when it was last answered, in the zone whose days count. drill: its name, as `zh_isolate`.
    items: how many it has; answered: so far (1 to items); right: of those (0 to answered).
    answers: each item's key and whether it was right, in the order in which they were asked.
    """

    at: datetime
    drill: str
    items: int
    answered: int
    right: int
    answers: Sequence[tuple[str, bool]]

    @property
    def whole(self) -> bool:
        """Whether it was gone through to its end."""
        return self.answered == self.items

    @property
    def share(self) -> float:
        """The share that was right of what was answered, 0.0–1.0."""
        return self.right / self.answered


@dataclass(frozen=True, slots=True)
class Tried:
    """How a drill goes. last: the last round, whole or not. best: the best whole one, of equals the last, if any.

    past: the shares of the last whole rounds, oldest first. trend: as a step's; None while they are too few.
    """

    last: Round
    best: Round | None
    past: Sequence[float]
    trend: float | None


def tried(rounds: Sequence[Round], drill: str) -> Tried | None:
    """How a drill goes, by a trainee's rounds, oldest first; None if none was of this drill.

    One that was broken off is neither the best nor part of a trend: three right of three say little.
    """
    own = [each for each in rounds if each.drill == drill]
    if not own:
        return None
    whole = [each for each in own if each.whole]
    best = max(reversed(whole), key=lambda each: each.share, default=None)
    shares = [each.share for each in whole]
    return Tried(own[-1], best, shares[-TREND:], trend(shares))


def coming(keys: Sequence[str], rounds: Sequence[Round]) -> list[str]:
    """A drill's items in the order in which they are to be asked; those of equal rank stay in the order given.

    First those missed when they were last asked, then those never asked, then the others by the day on which spaced
    repetition lets each return. rounds: of this drill, oldest first.
    """
    went: dict[str, list[tuple[datetime, bool]]] = {key: [] for key in keys}
    for each in rounds:
        for key, right in each.answers:
            if key in went:
                went[key].append((each.at, right))

    def rank(key: str) -> tuple[int, date]:
        answers = went[key][-RECALLED:]
        due = returns_on((at, Rating.Good if right else Rating.Again) for at, right in answers)
        if due is None:
            return 1, date.min
        return (2, due) if answers[-1][1] else (0, date.min)

    return sorted(keys, key=rank)
