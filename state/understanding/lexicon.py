"""Lexicon: a text -> the tokens that the networks know and the vector of each, as it was pretrained."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from state.understanding.tokens import Tokens, load_tokenizer, tokenize

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]

TOKENIZER, WORDS = "tokenizer.json", "words.npy"
SCALE = 2
"""Bytes, at the start of a block, of the scale that its weights share; each byte after holds two weights of 4 bits."""


class Lexicon:
    """A tokenizer and the vectors of its pieces. Callable from any thread.

    blocks: bytes, (pieces, blocks, 18), of 32 weights each; they may lie in a mapped file, of which only what is used
    is read.
    """

    def __init__(self, tokenizer: "Tokenizer", blocks: NDArray[np.uint8]) -> None:
        self._tokenizer = tokenizer
        self._blocks = blocks

    def look_up(self, text: str, context: str = "") -> tuple[Tokens, Floats]:
        """The tokens of a text, behind those of what was said before if any, and their vectors, (tokens, 384).

        Any strings will do.
        """
        (tokens,) = tokenize(self._tokenizer, [_encodable(text)], [_encodable(context)])
        return tokens, unpacked(self._blocks[np.array(tokens.ids)])


def unpacked(blocks: NDArray[np.uint8]) -> Floats:
    """Blocks, (rows, blocks, 18), as weights, (rows, 32 * blocks): the low halves of their bytes, then the high."""
    scales = np.ascontiguousarray(blocks[..., :SCALE]).view("<f2").astype(np.float32)
    packed = blocks[..., SCALE:]
    weights = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
    return np.asarray((weights * scales).reshape(len(blocks), -1), dtype=np.float32)


def load_lexicon(folder: Path) -> Lexicon:
    """Load the lexicon from a folder of weights. Raises OSError if a file is missing."""
    for file in (TOKENIZER, WORDS):
        (folder / file).open("rb").close()  # the tokenizer's own error would be none of the file system's
    return Lexicon(load_tokenizer(folder / TOKENIZER), np.load(folder / WORDS, mmap_mode="r"))


def _encodable(text: str) -> str:
    """Without lone surrogates, which have no UTF-8 form and which the tokenizer would not take."""
    return text.encode("utf-8", "replace").decode("utf-8")
