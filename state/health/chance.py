"""Chance: what might come about by chance alone, and from where on it no longer explains what came about."""

import numpy as np
from numpy.typing import NDArray

FALSE_ALARMS = 0.05
"""How often anything at all may stand out of a whole lot of comparisons in which chance alone is at work."""
MIDDLE = 0.95
"""The share of what chance brings about that its usual range holds."""


def spread(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely it is that 0, 1, 2 … of independent things happen, each of which has a chance of its own, 0–1.

    chances: a line for each thing, a column for each lot of them. Returns a line for each number, a column for each
    lot.
    """
    found = np.zeros((len(chances) + 1, chances.shape[1]))
    found[0] = 1.0
    for number, chance in enumerate(chances, start=1):
        happens = found[:number] * chance
        found[:number] -= happens
        found[1 : number + 1] += happens
    return found


def at_least(spread: NDArray[np.float64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """How likely it is that so many of a lot happen, or more. counts: for each lot."""
    numbers = np.arange(len(spread))[:, np.newaxis]
    found: NDArray[np.float64] = np.where(numbers >= counts, spread, 0.0).sum(axis=0)
    return found


def usual(spread: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Between which numbers of each lot, both included, `MIDDLE` of what chance brings about lies."""
    reached = spread.cumsum(axis=0)
    low, high = ((reached < share).sum(axis=0) for share in ((1 - MIDDLE) / 2, (1 + MIDDLE) / 2))
    return low, np.minimum(high, len(spread) - 1)


def level(least: NDArray[np.float64]) -> float:
    """How unlikely a finding must be, so that of all comparisons together `FALSE_ALARMS` is not exceeded.

    least: for each comparison, how unlikely the most striking outcome would be that it could have. One that could not
    be striking enough, whatever came about, can raise no false alarm and does not count (Tarone, "A modified
    Bonferroni method for discrete data", Biometrics 46 (1990), 515–522).
    """
    ordered = np.sort(least)
    shares = FALSE_ALARMS / np.arange(1, len(ordered) + 1)
    enough = np.flatnonzero(np.searchsorted(ordered, shares, side="right") <= np.arange(1, len(ordered) + 1))
    return float(shares[enough[0]]) if len(enough) else FALSE_ALARMS
