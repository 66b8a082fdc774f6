"""Evaluation: how well predicted moves agree with labelled ones, for each move and on the whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from state.content.terms import MOVES, Move

Moves = Collection[Move]
Scores = NDArray[np.float64]

ROUNDS = 400
"""Samples with replacement by which an interval is found."""


@dataclass(frozen=True)
class Agreement:
    """Of one move, or of several: how often it was rightly found, wrongly found, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def support(self) -> int:
        """How many replies make it."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """Of those found, the share that is right, 0–1; 0 if none was found."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of those to be found, the share that was, 0–1; 0 if there is none."""
        return self.right / max(1, self.support)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two, 0–1; 0 if nothing was rightly found."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True)
class Evaluation:
    """Agreement by move. macro: the mean F1 of the moves that occur; micro: the F1 of all labels together."""

    moves: dict[Move, Agreement]
    replies: int

    @property
    def macro(self) -> float:
        """Mean F1, 0–1, of the moves that are labelled at all; every such move counts alike."""
        occurring = [each.f1 for each in self.moves.values() if each.support]
        return sum(occurring) / max(1, len(occurring))

    @property
    def micro(self) -> float:
        """F1, 0–1, over all labels; every label counts alike."""
        each = self.moves.values()
        return Agreement(sum(a.right for a in each), sum(a.wrong for a in each), sum(a.missed for a in each)).f1


@dataclass(frozen=True)
class Samples:
    """F1 in samples of the same replies, drawn with replacement.

    moves: (ROUNDS, 24), NaN where a sample has no such move. macro: (ROUNDS,), as in `Evaluation`.
    """

    moves: Scores
    macro: Scores


def interval(scores: Scores) -> tuple[float, float]:
    """The range in which 95 in 100 samples lie; NaN if the samples have no such move."""
    known = scores[~np.isnan(scores)]
    if not known.size:
        return float("nan"), float("nan")
    return float(np.quantile(known, 0.025)), float(np.quantile(known, 0.975))


def sample(gold: Sequence[Moves], predicted: Sequence[Moves], seed: int = 0) -> Samples:
    """F1 in samples; the same seed draws the same replies, so that two readers can be held against each other."""
    true, found = _flags(gold), _flags(predicted)
    drawn = np.random.default_rng(seed).multinomial(len(gold), np.full(len(gold), 1 / len(gold)), ROUNDS)
    right, claimed, made = drawn @ (true & found), drawn @ found, drawn @ true
    f1 = np.where(made > 0, 2 * right / np.maximum(1, claimed + made), np.nan)
    return Samples(f1, np.nanmean(f1, axis=1))


def _flags(moves: Sequence[Moves]) -> NDArray[np.bool_]:
    return np.array([[move in each for move in MOVES] for each in moves])


def evaluate(gold: Sequence[Moves], predicted: Sequence[Moves]) -> Evaluation:
    """Compare the moves predicted for each reply with those labelled.

    Raises:
        ValueError: there are not as many of the ones as of the others.
    """
    pairs = list(zip(gold, predicted, strict=True))
    return Evaluation(
        moves={
            move: Agreement(
                right=sum(move in true and move in found for true, found in pairs),
                wrong=sum(move not in true and move in found for true, found in pairs),
                missed=sum(move in true and move not in found for true, found in pairs),
            )
            for move in MOVES
        },
        replies=len(pairs),
    )
