"""Grams: turns of phrase, hashed to a fixed number of places, for what embeddings blur (不, 吗, "off")."""

import re
import unicodedata
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

PLACES = 2**16
LONGEST = 1200
"""Code points of a reply that are looked at."""

Places = NDArray[np.int32]

_TOKEN = re.compile(r"[a-z0-9']+|[^\sa-z0-9']")
_DIGITS = re.compile(r"[0-9]+")


def places(text: str) -> Places:
    """The places of a text's grams: rising int32 in 0…PLACES-1, each once; empty for a text of blanks.

    Grams are runs of one to three tokens (a character, or a word in Latin script) and pieces of three to five letters
    of a word, so that a misspelt one still counts. All numbers are the same number. CRC-32 keeps them in place
    in every Python and on every machine.
    """
    found = {zlib.crc32(gram.encode("utf-8", "replace")) % PLACES for gram in grams(text)}
    return np.array(sorted(found), dtype=np.int32)


def grams(text: str) -> Iterator[str]:
    """Every gram of a text, told apart by a first letter; some come more than once."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).replace("’", "'").lower()
    tokens = [_DIGITS.sub("0", token) for token in _TOKEN.findall(plain)]
    if not tokens:
        return
    framed = ["^", *tokens, "$"]
    for token in tokens:
        yield "1" + token
    for size in (2, 3):
        for i in range(len(framed) - size + 1):
            yield str(size) + " ".join(framed[i : i + size])
    for token in set(tokens):
        if token[0].isascii() and token[0].isalnum():
            word = f"<{token}>"
            for size in (3, 4, 5):
                for i in range(len(word) - size + 1):
                    yield "w" + word[i : i + size]
