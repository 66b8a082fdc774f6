"""Encoder: sentences -> vectors whose directions say how near they are in meaning."""

from collections.abc import Iterable, Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from state.understanding.head import WIDTH
from state.understanding.lexicon import TOKENIZER, WORDS, Floats, Lexicon
from state.understanding.network import load_network
from state.understanding.reading import Span
from state.understanding.vectors import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MEANING = "meaning.onnx"


class Closed(RuntimeError):
    """The encoder was closed while it had much to do."""


class Encoder:
    """A network fitted to tell what is asked and what is answered, in 8 bits on one thread: about 3 ms for a sentence.

    Callable from any thread. kept: where vectors of sentences are kept between runs, if anywhere.
    """

    def __init__(self, lexicon: Lexicon, session: "InferenceSession", kept: Vectors | None = None) -> None:
        self._lexicon = lexicon
        self._session = session
        self._kept = kept
        self._closed = Event()

    def close(self) -> None:
        """Let whoever encodes many sentences give up: the program ends."""
        self._closed.set()

    def encode(self, sentences: Sequence[str]) -> Floats:
        """Encode sentences -> (sentences, 384); any strings will do, the empty one too. Raises Closed."""
        return self._kept.of(sentences, self._encoded) if self._kept and sentences else self._encoded(sentences)

    def _encoded(self, sentences: Sequence[str]) -> Floats:
        """One at a time, for a vector must not depend, in its last bits, on what else stood in the batch."""
        found = []
        for sentence in sentences:
            if self._closed.is_set():
                raise Closed
            found.append(self.parts(sentence, [(0, len(sentence))])[0])
        return np.stack(found) if found else np.zeros((0, WIDTH), np.float32)

    def parts(self, text: str, spans: Sequence[Span]) -> Floats:
        """Encode parts of one text, each in the light of the others -> (spans, 384)."""
        tokens, words = self._lexicon.look_up(text)
        (outputs,) = self._session.run(["outputs"], {"words": words})
        return np.stack([outputs[own(tokens.spans, span, len(text))].mean(axis=0) for span in spans])


def own(tokens: Sequence[Span], part: Span, size: int) -> NDArray[np.bool_]:
    """Which tokens, by their spans, a part of a text of `size` code points is made of.

    The marks of start and end belong to the whole alone. What was cut off has no token, and is taken for the whole.
    """
    starts, ends = np.array(tokens).T
    start, end = part
    within = (starts < end) & (ends > start) & (ends > starts)
    return np.ones_like(within) if part == (0, size) or not within.any() else within


def load_encoder(folder: Path, lexicon: Lexicon, cache: Path | None = None) -> Encoder:
    """Load the encoder from a folder of weights (about 0.2 s). Raises OSError if its file is missing.

    cache: a folder in which vectors of sentences are kept; None: nothing is kept.
    """
    kept = Vectors(cache / "vectors", digest_of(folder, (TOKENIZER, WORDS, MEANING))) if cache else None
    return Encoder(lexicon, load_network(folder / MEANING), kept)


def digest_of(folder: Path, names: Iterable[str]) -> str:
    """What tells these files of a folder from all others, 12 characters. Raises OSError if one is missing."""
    digest = sha256()
    for name in names:
        with (folder / name).open("rb") as file:
            digest.update(file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
