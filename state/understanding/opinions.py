"""Opinions: what the network says of labelled replies, and where it is all but sure that a label is wrong."""

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from state.content.examples import Examples
from state.content.terms import MOVES, Move
from state.understanding.calibration import Doubles
from state.understanding.context import context
from state.understanding.cues import is_bare
from state.understanding.lexicon import Floats
from state.understanding.model import FOLDER, HEAD, NETWORK, Model, load_model
from state.understanding.network import digest_of
from state.understanding.trunk import FILES
from state.understanding.vectors import Vectors

# Chosen on the examples that ship (docs/reader.md has the figures). A label too many shows itself more plainly than
# one that is lacking.
ABSENT = 0.01
"""The chance up to which the network is all but sure that a move is not made."""
PRESENT = 0.97
"""The chance from which on it is all but sure that one is."""


@dataclass(frozen=True)
class Doubt:
    """A move about which labels and network differ. labelled: by the labels. chance: by the network, 0–1."""

    move: Move
    labelled: bool
    chance: float


def doubts(labels: Collection[Move], chances: Doubles) -> list[Doubt]:
    """Where the network is all but sure that a labelled move is not made, or that another is. chances: (24,)."""
    return [
        Doubt(move, labelled, float(chance))
        for move, chance in zip(MOVES, chances, strict=True)
        if ((labelled := move in labels) and chance <= ABSENT) or (not labelled and chance >= PRESENT)
    ]


class Opinions:
    """What the network says of whole files of labelled replies; kept in files between runs, if anywhere."""

    def __init__(self, model: Model, kept: Vectors | None = None) -> None:
        self._model = model
        self._kept = kept

    def of(self, examples: Examples) -> Doubles:
        """The chance of each move of each reply, (replies, 24): about 10 ms a reply the first time."""
        texts = [f"{each.reply}\0{context(each.reply, each.customer, examples.lang)}" for each in examples.replies]
        found = self._kept.of(texts, self._read) if self._kept else self._read(texts)
        return np.asarray(found, dtype=np.float64)

    def _read(self, texts: Sequence[str]) -> Floats:
        """texts: replies, each with what is looked at of what was said before it."""
        with ThreadPoolExecutor() as pool:
            seen = pool.map(lambda text: self._model.see(*text.rsplit("\0", 1)), texts)
            shares = [each.shares.mean(axis=0) for each in seen]
        return np.asarray(self._model.chances(np.stack(shares)), dtype=np.float32)

    def doubts(self, examples: Examples) -> list[tuple[int, Doubt]]:
        """What is doubtful about the labels of a file, by the reply's place.

        A bare word is left to who labelled it, and so is what a second reader has settled.
        """
        return [
            (place, doubt)
            for place, (each, chances) in enumerate(zip(examples.replies, self.of(examples), strict=True))
            if not (each.settled or is_bare(each.reply))
            for doubt in doubts(each.moves, chances)
        ]


def load_opinions(weights: Path = FOLDER, cache: Path | None = None) -> Opinions:
    """Load the network (about 0.3 s). Raises OSError if a file is missing.

    cache: a folder in which it is kept what the network said; None: nothing is kept.
    """
    kept = Vectors(cache / "opinions", digest_of(weights, (*FILES, NETWORK, HEAD))) if cache else None
    return Opinions(load_model(weights), kept)
