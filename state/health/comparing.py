"""Comparing: the criteria that people miss with one customer though with others the same people meet them.

Everybody is held against themselves. Were this customer like the others, it would be all the same which of somebody's
talks were held here: whoever missed a criterion in K of N talks, these included, would miss it here with a chance of
K / N, however good or bad they are (a permutation test). However often somebody comes back they count once, with the
share of their talks here in which they missed it. How many would miss it by chance is then a sum of independent yes and
no, whose odds are reckoned exactly. Where all are weak they are weak everywhere, and nothing is found.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from state.health.chance import at_least, level, spread, usual
from state.health.talked import MET, MISSED, Talked

FEWEST = 5
"""People who met a criterion here and elsewhere, below whom nothing is said of it."""
GAP = 0.2
"""How much larger than elsewhere the share of those who miss it must be: no two customers are equally hard."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How talks with a customer went. score: their mean, 0–100. won: the share of them that ended in agreement."""

    talks: int
    people: int
    score: float
    won: float


@dataclass(frozen=True, slots=True)
class Criterion:
    """How people did at a criterion with one customer, and the same people with all others.

    talks, missed: how many talks rated it, and in how many it was missed. people: who met it here and elsewhere.
    here, elsewhere: the share of their talks in which they missed it, 0–1, each person counting alike. low, high:
    between which shares `here` would lie by chance if this customer were like the others. stands_out: whether neither
    chance explains it nor that no two customers are equally hard. Below `FEWEST` people none of it says anything.
    """

    id: str
    talks: int
    missed: int
    people: int
    here: float
    elsewhere: float
    low: float
    high: float
    stands_out: bool


@dataclass(frozen=True)
class Comparison:
    """All talks of a lot side by side.

    figures: customer's id -> how talks with them went. rated: customer -> criterion -> in how many talks it was rated,
    and of how many people.
    """

    figures: Mapping[str, Figures]
    rated: Mapping[str, Mapping[str, tuple[int, int]]]
    unwell: Mapping[str, Sequence[Criterion]]
    """Customer -> what stands out, the largest difference first."""
    criteria: Callable[[str], Sequence[Criterion]]
    """A customer's criteria that were rated, in the order of their ids."""


def compare(talks: Sequence[Talked]) -> Comparison:
    """Compare customers by the talks that were held with them."""
    if not talks:
        return Comparison({}, {}, {}, lambda _: ())
    table = _Table(talks)
    names = sorted(table.names)
    found = {name: table.unwell(name) for name in names}
    rated = {name: table.rated(name) for name in names}
    unwell = {name: each for name, each in found.items() if each}
    return Comparison(table.figures(), rated, unwell, table.criteria)


class _Table:
    """Who missed what with whom: a line for each person with each customer, a column for each criterion."""

    def __init__(self, talks: Sequence[Talked]) -> None:
        whose, people = _numbered([talk.user_id for talk in talks])
        where, self.names = _numbered([talk.scenario for talk in talks])
        self.where, self.score = where, np.array([talk.score for talk in talks], np.int64)
        self.won = np.array([talk.outcome == "agreed" for talk in talks], np.int64)
        self.asked = sorted({criterion for asked in {talk.asked for talk in talks} for criterion in asked.split()})
        verdicts = self._verdicts(talks)
        missed, rated = verdicts == ord(MISSED), verdicts == ord(MET)
        rated |= missed
        lines, line_of = np.unique(where * len(people) + whose, return_inverse=True)
        self.scenario, person = np.divmod(lines, len(people))
        self.missed, self.talks = _sums(missed, line_of), _sums(rated, line_of)
        every_missed, every = _sums(self.missed, person)[person], _sums(self.talks, person)[person]
        others_missed, others = every_missed - self.missed, every - self.talks
        # Only who met a criterion both here and elsewhere can be held against themselves.
        self.both = (self.talks > 0) & (others > 0)
        self.here = np.divide(self.missed, self.talks, out=np.zeros(self.both.shape), where=self.both)
        self.elsewhere = np.divide(others_missed, others, out=np.zeros(self.both.shape), where=self.both)
        self.chance = np.divide(every_missed, every, out=np.zeros(self.both.shape), where=self.both)
        self.people = _sums(self.both, self.scenario)
        self.level = self._level()

    def _verdicts(self, talks: Sequence[Talked]) -> NDArray[np.uint8]:
        """A line for each talk, a column for each criterion; 0 where it was not asked."""
        column = {criterion: number for number, criterion in enumerate(self.asked)}
        found = np.zeros((len(talks), len(column)), np.uint8)
        alike = defaultdict[str, list[int]](list)
        for number, talk in enumerate(talks):
            alike[talk.asked].append(number)
        for asked, numbers in alike.items():
            criteria = asked.split()
            told = "".join(talks[number].verdicts for number in numbers).encode("ascii")
            own = np.frombuffer(told, np.uint8).reshape(len(numbers), len(criteria))
            found[np.ix_(numbers, [column[criterion] for criterion in criteria])] = own
        return found

    def _level(self) -> float:
        """How unlikely what stands out must be, by how unlikely it would be that all miss it here who ever did."""
        everybody = np.exp(_sums(np.log(np.where(self.chance > 0, self.chance, 1.0)), self.scenario))
        return level(everybody[self.people >= FEWEST])

    def figures(self) -> dict[str, Figures]:
        talks, people = np.bincount(self.where), np.bincount(self.scenario)
        score, won = np.bincount(self.where, self.score) / talks, np.bincount(self.where, self.won) / talks
        told = zip(self.names, talks.tolist(), people.tolist(), score.tolist(), won.tolist(), strict=True)
        return {name: Figures(*figures) for name, *figures in sorted(told)}

    def unwell(self, scenario: str) -> list[Criterion]:
        number = self.names[scenario]
        own = self.scenario == number
        gap = self.here[own].sum(axis=0) - self.elsewhere[own].sum(axis=0)
        people = self.people[number]
        found = self._criteria(number, np.flatnonzero((people >= FEWEST) & (gap >= GAP * people)))
        return sorted((one for one in found if one.stands_out), key=lambda one: one.elsewhere - one.here)

    def criteria(self, scenario: str) -> list[Criterion]:
        number = self.names.get(scenario)
        if number is None:
            return []
        return self._criteria(number, np.flatnonzero(self.talks[self.scenario == number].sum(axis=0)))

    def rated(self, scenario: str) -> dict[str, tuple[int, int]]:
        own = self.talks[self.scenario == self.names[scenario]]
        talks, people = own.sum(axis=0).tolist(), (own > 0).sum(axis=0).tolist()
        counts = zip(self.asked, talks, people, strict=True)
        return {criterion: (count, who) for criterion, count, who in counts if count}

    def _criteria(self, number: int, columns: NDArray[np.int64]) -> list[Criterion]:
        own = np.ix_(self.scenario == number, columns)
        people, here, elsewhere = self.people[number, columns], self.here[own].sum(axis=0), self.elsewhere[own]
        likely = spread(self.chance[own])
        low, high = usual(likely)
        # Rounded down: half of somebody's talks are not yet somebody.
        unlikely = at_least(likely, np.floor(here + 1e-9).astype(np.int64)) <= self.level
        enough = people >= FEWEST
        alike = np.maximum(people, 1)
        told = zip(
            [self.asked[column] for column in columns],
            self.talks[own].sum(axis=0).tolist(),
            self.missed[own].sum(axis=0).tolist(),
            people.tolist(),
            (here / alike).tolist(),
            (elsewhere.sum(axis=0) / alike).tolist(),
            (low / alike).tolist(),
            (high / alike).tolist(),
            (enough & unlikely & (here - elsewhere.sum(axis=0) >= GAP * people)).tolist(),
            strict=True,
        )
        return [Criterion(*one) for one in told]


def _numbered(names: Sequence[str]) -> tuple[NDArray[np.int64], dict[str, int]]:
    """Each name's number, and the numbers of all names."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.int64), numbers


def _sums(values: NDArray[Any], of: NDArray[np.int64]) -> NDArray[Any]:
    """The sums of the lines that have the same number; there is none of 0 to the highest that no line has."""
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], np.arange(of.max() + 1))
    kept = values.astype(np.int32) if values.dtype == np.bool_ else values
    return np.add.reduceat(kept[order], starts, axis=0)
