"""Head: what is learnt on top of the network: a correction of its logits, and how far to believe them."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from state.content.terms import MOVES
from state.understanding.calibration import Calibration
from state.understanding.lexicon import Floats

WIDTH = 384


@dataclass(frozen=True)
class Head:
    """A correction and its calibration.

    weight: (384, 24), bias: (24,): each token's outputs @ weight and bias are added to what the network says of it.
    """

    weight: Floats
    bias: Floats
    calibration: Calibration

    def shares(self, outputs: Floats, moves: Floats) -> Floats:
        """What each token (or their mean) says for each move, (…, 24), of the network's two outputs."""
        return np.asarray(moves + outputs @ self.weight + self.bias)

    def text(self) -> str:
        """Write it as JSON; the same head gives the same text."""
        values = {
            "moves": MOVES,
            "weight": np.round(self.weight.astype(float), 5).tolist(),
            "bias": np.round(self.bias.astype(float), 5).tolist(),
            "slopes": np.round(self.calibration.slopes, 4).tolist(),
            "shifts": np.round(self.calibration.shifts, 4).tolist(),
            "thresholds": np.round(self.calibration.thresholds, 3).tolist(),
        }
        return json.dumps(values) + "\n"

    def save(self, path: Path) -> None:
        """Write it into a file."""
        path.write_text(self.text(), encoding="utf-8")

    @staticmethod
    def load(path: Path) -> "Head":
        """Read what `save` wrote. Raises OSError if there is no such file."""
        return Head.of(path.read_text(encoding="utf-8"))

    @staticmethod
    def of(text: str) -> "Head":
        """Read what `text` gave."""
        values = json.loads(text)
        calibration = Calibration(*(np.array(values[name]) for name in ("slopes", "shifts", "thresholds")))
        return Head(np.array(values["weight"], np.float32), np.array(values["bias"], np.float32), calibration)


def plain() -> Head:
    """No correction, and the network believed as it is."""
    count = len(MOVES)
    calibration = Calibration(np.ones(count), np.zeros(count), np.full(count, 0.5))
    return Head(np.zeros((WIDTH, count), np.float32), np.zeros(count, np.float32), calibration)
