"""Agreement: how far two who judge the same agree beyond chance: coach and machine, or two coaches.

Kappa, weighted or not, and its large-sample standard error are those of Fleiss, Cohen and Everitt, "Large sample
standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969), 323–327. With p[i][j] the share of pairs
(i, j), w[i][j] the credit that such a pair gets, and r, c the shares of the rows and columns:

    po = Σ w p,  pe = Σ w[i][j] r[i] c[j],  κ = (po − pe) / (1 − pe)
    var κ = (Σ p[i][j] (w[i][j] − (u[i] + v[j]) (1 − κ))² − (κ − pe (1 − κ))²) / (n (1 − pe)²)
    where u[i] = Σ_j c[j] w[i][j] and v[j] = Σ_i r[i] w[i][j]
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from state.content.rubric import Rubric
from state.content.terms import MOVES, Move
from state.scoring.card import Card
from state.scoring.talk import Talk

SHARES = (0.0, 0.5, 1.0)
"""What a criterion's share is rounded to before it is compared: not met, half, met."""
FEWEST = 10
"""Pairs below which no interval is given: the standard error is one for large samples."""
SIGMAS = 1.96  # of a 95 % interval
_PAIRS = {(one, other): (one, other) for one in (False, True) for other in (False, True)}
"""The same four objects for every reply: thousands of talks are kept in memory."""
T = TypeVar("T", bool, float)


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement over some pairs of judgements.

    value: −1.0–1.0, 1 being best and 0 what chance gives; None if there are no pairs, or all judgements are one and the
    same, where agreement says nothing. low, high: ends of its 95 % interval; None with value, and below `FEWEST` pairs.
    pairs: how many there are. same: how many of them are equal. one, other: how many say yes (full share) each.
    """

    value: float | None
    low: float | None
    high: float | None
    pairs: int
    same: int
    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Judgements of one talk, or of several, side by side: (one's, the other's).

    moves: for each move, whether the reply makes it, a pair for each reply. steps: for each handling step, the shares
    of its criteria, a pair for each that both rate.
    """

    moves: Mapping[Move, Sequence[tuple[bool, bool]]] = field(default_factory=dict)
    steps: Mapping[str, Sequence[tuple[float, float]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kappa by move, those that either saw at least once, and weighted kappa by handling step. talks: compared ones."""

    moves: Mapping[Move, Kappa]
    steps: Mapping[str, Kappa]
    talks: int


def kappa(pairs: Iterable[tuple[bool, bool]]) -> Kappa:
    """Cohen's kappa of two who say yes or no to the same."""
    return _kappa(list(pairs), (False, True), lambda one, other: float(one == other))


def weighted(pairs: Iterable[tuple[float, float]]) -> Kappa:
    """Kappa with quadratic weights of two who give shares, 0–1, each rounded to the nearest of `SHARES`."""
    return _kappa([(rounded(one), rounded(other)) for one, other in pairs], SHARES, lambda a, b: 1 - (a - b) ** 2)


def rounded(share: float) -> float:
    """The nearest of `SHARES`; a quarter counts as half, and three quarters as full."""
    return math.floor(share * 2 + 0.5) / 2


def reviewed(talk: Talk, card: Card, rubric: Rubric) -> Compared:
    """A talk that a coach has looked at: the machine's judgement beside the coach's.

    card: the talk's, by what people found.

    A coach has looked at all of a talk of which they commented on or corrected anything: what they let stand is theirs
    too. Of moves, each reply is compared; of shares, each criterion that both cards rate.
    """
    seen, turns = talk.reviewed.turns, talk.turns
    moves = {
        move: [
            _PAIRS[move in read.reading.moves, move in found.reading.moves]
            for read, found in zip(turns, seen, strict=True)
        ]
        for move in MOVES
    }
    return Compared(moves, compared(machine_shares(card), shares_of(card), rubric))


def shares_of(card: Card) -> Mapping[str, float | None]:
    """The share of each criterion on a card, None where it is not rated."""
    return {judged.criterion: judged.share for judged in card.judged}


def machine_shares(card: Card) -> Mapping[str, float | None]:
    """The same as the machine alone judges the talk."""
    return {**shares_of(card), **{judged.criterion: judged.share for judged in card.alone}}


def compared(
    one: Mapping[str, float | None], other: Mapping[str, float | None], rubric: Rubric
) -> Mapping[str, Sequence[tuple[float, float]]]:
    """Two judgements of the same talk by handling step: the shares of the criteria that both rate."""
    steps = dict[str, list[tuple[float, float]]]()
    for step in rubric.steps:
        shares = ((one.get(each.id), other.get(each.id)) for each in step.criteria)
        steps[step.id] = [(first, second) for first, second in shares if first is not None and second is not None]
    return steps


def agreement(talks: Iterable[Compared]) -> Agreement:
    """Agreement over talks."""
    moves, steps, count = (
        defaultdict[Move, list[tuple[bool, bool]]](list),
        defaultdict[str, list[tuple[float, float]]](list),
        0,
    )
    for talk in talks:
        count += 1
        for move, pairs in talk.moves.items():
            moves[move] += pairs
        for step, shares in talk.steps.items():
            steps[step] += shares
    seen = {move: pairs for move, pairs in moves.items() if any(one or other for one, other in pairs)}
    return Agreement(
        {move: kappa(pairs) for move, pairs in seen.items()},
        {step: weighted(shares) for step, shares in steps.items()},
        count,
    )


def _kappa(pairs: Sequence[tuple[T, T]], grades: Sequence[T], credit: Callable[[T, T], float]) -> Kappa:
    total, top = len(pairs), grades[-1]
    same = sum(one == other for one, other in pairs)
    yes, also = sum(one == top for one, _ in pairs), sum(other == top for _, other in pairs)
    nothing = Kappa(None, None, None, total, same, yes, also)
    if not pairs:
        return nothing
    share = {pair: count / total for pair, count in Counter(pairs).items()}
    rows = {grade: sum(one == grade for one, _ in pairs) / total for grade in grades}
    columns = {grade: sum(other == grade for _, other in pairs) / total for grade in grades}
    observed = sum(p * credit(one, other) for (one, other), p in share.items())
    expected = sum(rows[i] * columns[j] * credit(i, j) for i in grades for j in grades)
    if math.isclose(expected, 1.0):
        return nothing
    value = (observed - expected) / (1 - expected)
    if total < FEWEST:
        return Kappa(value, None, None, total, same, yes, also)
    by_row = {i: sum(columns[j] * credit(i, j) for j in grades) for i in grades}
    by_column = {j: sum(rows[i] * credit(i, j) for i in grades) for j in grades}
    spread = (
        sum(p * (credit(i, j) - (by_row[i] + by_column[j]) * (1 - value)) ** 2 for (i, j), p in share.items())
        - (value - expected * (1 - value)) ** 2
    )
    error = math.sqrt(max(0.0, spread) / total) / (1 - expected)
    low, high = max(-1.0, value - SIGMAS * error), min(1.0, value + SIGMAS * error)
    return Kappa(value, low, high, total, same, yes, also)
