"""Trunk: a text -> its tokens and what the lower layers, on which both networks stand, make of them."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from state.understanding.lexicon import TOKENIZER, WORDS, Floats, Lexicon, load_lexicon
from state.understanding.network import load_network
from state.understanding.tokens import Tokens

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TRUNK = "trunk.onnx"
FILES = (TOKENIZER, WORDS, TRUNK)


class Trunk:
    """A lexicon and the layers above it, in 8 bits on one thread: about 2 ms for a reply. Callable from any thread."""

    def __init__(self, lexicon: Lexicon, session: "InferenceSession") -> None:
        self._lexicon = lexicon
        self._session = session
        self._last = lru_cache(maxsize=4)(self._outputs)  # both networks read the same reply, one after the other

    def read(self, text: str, context: str = "") -> tuple[Tokens, Floats]:
        """The tokens of a text, and the outputs, (tokens, 384), for those of what was said before, if any, and its own.

        Any strings will do. Not to be written to.
        """
        return self._last(text, context)

    def _outputs(self, text: str, context: str) -> tuple[Tokens, Floats]:
        tokens, words = self._lexicon.look_up(text, context)
        (outputs,) = self._session.run(["outputs"], {"words": words})
        return tokens, outputs


def load_trunk(folder: Path) -> Trunk:
    """Load the trunk from a folder of weights (about 0.2 s). Raises OSError if a file is missing."""
    return Trunk(load_lexicon(folder), load_network(folder / TRUNK))
