"""The head: from what the encoder and the grams say of a text to a probability for each move (logistic, one a move)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from state.content.terms import MOVES, Move
from state.understanding.encoder import Vectors
from state.understanding.grams import PLACES, Places

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Head:
    """Trained weights. What is kept is float16, and what is reckoned with is what is kept.

    moves: the labels, in the order of the columns. vectors: (d, moves). grams: (PLACES, moves). bias: (moves,).
    thresholds: the probability, 0–1, from which each move counts as made; (moves,).
    learnt_from: the digest of the examples that it was trained on.
    """

    moves: tuple[Move, ...]
    vectors: NDArray[np.float16]
    grams: NDArray[np.float16]
    bias: Floats
    thresholds: Floats
    learnt_from: str

    @property
    def version(self) -> str:
        """Twelve hex digits that change with any weight or threshold."""
        digest = hashlib.sha256(" ".join(self.moves).encode())
        for part in (self.vectors, self.grams, self.bias, self.thresholds):
            digest.update(part.tobytes())
        return digest.hexdigest()[:12]

    def logits(self, vectors: Vectors, places: Sequence[Places]) -> Floats:
        """Log odds of each move, (n, moves), for n texts: their vectors (n, d) and the places of their grams."""
        result = vectors @ self.vectors.astype(np.float32) + self.bias
        for row, found in zip(result, places, strict=True):
            if len(found):
                row += self.grams[found].sum(axis=0, dtype=np.float32) / np.sqrt(len(found), dtype=np.float32)
        return np.asarray(result, dtype=np.float32)

    def made(self, chances: Doubles) -> dict[Move, float]:
        """The moves that a text makes, surest first, by the chance of each, (moves,); never empty, `other` alone."""
        ratios = chances / self.thresholds
        chosen = np.flatnonzero(ratios >= 1)
        if not len(chosen):
            chosen = np.array([np.argmax(ratios)])
        order = sorted((self.moves[i] for i in chosen), key=lambda move: -chances[self.moves.index(move)])
        if order[0] == "other":
            order = order[:1]
        return {move: float(chances[self.moves.index(move)]) for move in order if move != "other" or len(order) == 1}

    def save(self, path: Path) -> None:
        """Write it as a compressed .npz."""
        np.savez_compressed(
            path,
            moves=np.array(self.moves),
            vectors=self.vectors,
            grams=self.grams,
            bias=self.bias,
            thresholds=self.thresholds,
            learnt_from=np.array(self.learnt_from),
        )


def load_head(path: Path) -> Head:
    """Read a head.

    Raises:
        ValueError: it is for other moves or other grams than this code knows.
    """
    with np.load(path, allow_pickle=False) as stored:
        if tuple(stored["moves"]) != MOVES or stored["grams"].shape != (PLACES, len(MOVES)):
            raise ValueError(f"{path} was trained for other moves or grams: train it anew with `duilian train`")
        return Head(
            moves=MOVES,
            vectors=stored["vectors"],
            grams=stored["grams"],
            bias=stored["bias"],
            thresholds=stored["thresholds"],
            learnt_from=str(stored["learnt_from"]),
        )


def logistic(logits: NDArray[np.floating]) -> Doubles:
    """Log odds -> chances, 0–1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float64)
