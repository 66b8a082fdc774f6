"""Encoder: sentences -> vectors whose directions say how near they are in meaning."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from state.understanding.head import WIDTH
from state.understanding.lexicon import Floats
from state.understanding.network import digest_of, load_network
from state.understanding.reading import Span
from state.understanding.trunk import FILES, Trunk
from state.understanding.vectors import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MEANING = "meaning.onnx"
TOGETHER = 32
"""Sentences that go through the lower layers before they go through the upper: less than 1 MB."""


class Closed(RuntimeError):
    """The encoder was closed while it had much to do."""


class Encoder:
    """A network fitted to tell what is asked and what is answered, on a trunk, in 8 bits on one thread.

    Callable from any thread. kept: where vectors of sentences are kept between runs, if anywhere.
    """

    def __init__(self, trunk: Trunk, session: "InferenceSession", kept: Vectors | None = None) -> None:
        self._trunk = trunk
        self._session = session
        self._kept = kept
        self._closed = Event()

    def close(self) -> None:
        """Let whoever encodes many sentences give up: the program ends."""
        self._closed.set()

    def encode(self, sentences: Sequence[str]) -> Floats:
        """Encode sentences -> (sentences, 384); any strings will do, the empty one too. Raises Closed."""
        return self._kept.of(sentences, self._encoded) if self._kept and sentences else self._encoded(sentences)

    def keeps(self, sentences: Sequence[str]) -> bool:
        """Whether the vectors of sentences are kept, so that it takes next to no time to encode them."""
        return self._kept is not None and self._kept.has(sentences)

    def _encoded(self, sentences: Sequence[str]) -> Floats:
        """One at a time, for a vector must not depend, in its last bits, on what else stood in the batch.

        But a few through the lower layers before they go through the upper: the processor's cache does not hold the
        weights of both, and to read them anew for each sentence took a quarter of the time.
        """
        found = []
        for start in range(0, len(sentences), TOGETHER):
            if self._closed.is_set():
                raise Closed
            lower = [self._trunk.read(sentence)[1] for sentence in sentences[start : start + TOGETHER]]
            found += [self._above(shared).mean(axis=0) for shared in lower]
        return np.stack(found) if found else np.zeros((0, WIDTH), np.float32)

    def _above(self, shared: Floats) -> Floats:
        (outputs,) = self._session.run(["outputs"], {"shared": shared})
        return np.asarray(outputs)

    def parts(self, text: str, spans: Sequence[Span]) -> Floats:
        """Encode parts of one text, each in the light of the others -> (spans, 384)."""
        tokens, shared = self._trunk.read(text)
        outputs = self._above(shared)
        places = np.array(tokens.spans)
        return np.stack([outputs[own(places, span, len(text))].mean(axis=0) for span in spans])


def own(tokens: ArrayLike, part: Span, size: int) -> NDArray[np.bool_]:
    """Which tokens, by their spans, (tokens, 2), a part of a text of `size` code points is made of.

    The marks of start and end belong to the whole alone. What was cut off has no token, and is taken for the whole.
    """
    starts, ends = np.asarray(tokens).T
    start, end = part
    within = (starts < end) & (ends > start) & (ends > starts)
    return np.ones_like(within) if part == (0, size) or not within.any() else within


def load_encoder(folder: Path, trunk: Trunk, cache: Path | None = None) -> Encoder:
    """Load the encoder from a folder of weights (about 0.1 s). Raises OSError if its file is missing.

    cache: a folder in which vectors of sentences are kept; None: nothing is kept.
    """
    kept = Vectors(cache / "vectors", digest_of(folder, (*FILES, MEANING))) if cache else None
    return Encoder(trunk, load_network(folder / MEANING), kept)
