"""Calibrating: slopes and shifts are found on replies by authors whom the network has not met."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from state.content.terms import MOVES
from state.understanding.calibration import Calibration, Doubles

TIGHTNESS = 4.0  # how strongly a move's own slope and shift are held to those of all moves; some moves are rare
LEAST, MOST = 0.3, 0.6  # thresholds are not let out of these: few replies would be a weak reason


def calibrate(logits: Doubles, labels: NDArray[np.bool_]) -> Calibration:
    """Fit slopes, shifts and thresholds to logits and labels, (replies, moves).

    The slope and shift that suit all moves best come first; each move's own are held to them. The threshold of a
    move is the chance at which its F1 is best, half-way back to that of all moves.
    """
    shared = _fitted(logits.ravel(), labels.ravel(), np.array([1.0, 0.0]), 0.0)
    own = np.array([_fitted(logits[:, i], labels[:, i], shared, TIGHTNESS) for i in range(len(MOVES))])
    calibration = Calibration(own[:, 0], own[:, 1], np.full(len(MOVES), 0.5))
    chances = calibration.chances(logits)
    steps = np.arange(LEAST, MOST + 0.01, 0.02)
    common = max(steps, key=lambda step: np.mean([_f1(chances[:, i] >= step, labels[:, i]) for i in range(len(MOVES))]))
    best = [max(steps, key=lambda step: _f1(chances[:, i] >= step, labels[:, i])) for i in range(len(MOVES))]
    return Calibration(own[:, 0], own[:, 1], (np.array(best) + common) / 2)


def _fitted(logits: Doubles, labels: NDArray[np.bool_], around: Doubles, tightness: float) -> Doubles:
    def cost(line: Doubles) -> float:
        z = line[0] * logits + line[1]
        likelihood = np.where(labels, np.logaddexp(0, -z), np.logaddexp(0, z)).sum()
        return float(likelihood + tightness * ((line - around) ** 2).sum())

    return np.asarray(minimize(cost, around, method="Nelder-Mead").x, dtype=np.float64)


def _f1(claimed: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    return float(2 * (claimed & true).sum() / max(1, claimed.sum() + true.sum()))
