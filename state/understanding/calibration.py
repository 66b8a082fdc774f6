"""Calibration: how the network's opinion of a move becomes a chance that can be believed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Calibration:
    """Per move: chance = 1 / (1 + exp(-(slope * logit + shift))), and the chance from which on it is claimed.

    slopes, shifts, thresholds: (24,), in the order of `MOVES`.
    """

    slopes: Doubles
    shifts: Doubles
    thresholds: Doubles

    def chances(self, logits: Doubles) -> Doubles:
        """Logits of texts, (…, moves), as chances, 0–1."""
        return np.asarray(1 / (1 + np.exp(-np.clip(self.slopes * logits + self.shifts, -30, 30))))
