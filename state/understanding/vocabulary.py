"""Vocabulary: how much of what a text talks of has a group of sentences in it, counted by how telling each word is."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from sys import intern

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9£$€%.]+(?:'[a-z]+)?")
_ENDINGS = ("ing", "'s", "ed", "es", "s")
_STEM = 6
LONGEST = 300
"""Code points of a text that are looked at."""


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """A text's words, cut to their stems, and pairs of them; in Chinese, characters and pairs of characters.

    Sorted, for a sum of fractions hangs on their order, and a set's is another in each run of Python.
    """
    found: set[str] = set()
    latin: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text[:LONGEST]).lower().replace("’", "'")):
        if run[0] >= "\u3400":
            found.update(run)
            found.update(run[i : i + 2] for i in range(len(run) - 1))
        else:
            latin.append(_stem(run.strip(".")))
    found.update(latin)
    found.update(f"{one} {two}" for one, two in pairwise(latin))
    found.discard("")
    return tuple(sorted(found))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:_STEM]
    return word[:_STEM]


class Vocabulary:
    """What each of n groups of sentences talks of. A word that few groups have tells more than one that many have."""

    def __init__(self, groups: Sequence[Iterable[str]]) -> None:
        self._count = len(groups)
        places: dict[str, list[int]] = {}
        for place, group in enumerate(groups):
            for word in {word for sentence in group for word in words(sentence)}:
                places.setdefault(word, []).append(place)
        # Words are shared by all customers, and what is kept of a word by those of which the same is to be kept: there
        # are thousands a customer.
        kept: dict[tuple[float, tuple[int, ...]], tuple[float, tuple[int, ...]]] = {}
        self._known = {
            intern(word): kept.setdefault(of := (self._weight(word, len(found)), tuple(found)), of)
            for word, found in places.items()
        }
        self._unknown = [(self._weight(word, 0), tuple[int, ...]()) for word in ("x", "xx")]

    def __contains__(self, word: str) -> bool:
        """Whether any group has a word, as a stem."""
        return word in self._known

    def shares(self, text: str) -> list[float]:
        """For each group, how much of what the text talks of is known to it, 0–1 by weight."""
        known, total = [0.0] * self._count, 0.0
        for word in words(text):
            weight, places = self._known.get(word) or self._unknown[len(word) > 1]
            total += weight
            for place in places:
                known[place] += weight
        return [weight / total for weight in known] if total else known

    def _weight(self, word: str, groups_with: int) -> float:
        rarity = math.log((self._count + 1) / (groups_with + 0.5))
        return rarity if len(word) > 1 else rarity / 2  # a single character is often a part of some other word
