"""Distinct: whether the sentences that stand for one thing can be told from those that stand for another.

Both measures were chosen on the customers that ship (docs/reader.md has the figures).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from state.understanding.groups import Encodes, Examples, Groups, Piece, unit
from state.understanding.lexicon import Floats

ALIKE = 0.10
"""Mean likeness under which two entries are strangers, however little their own sentences have in common."""


@dataclass(frozen=True)
class _Known:
    """Vectors that are there already."""

    vectors: Mapping[str, Floats]

    def encode(self, sentences: Sequence[str]) -> Floats:
        return np.stack([self.vectors[sentence] for sentence in sentences])


Entries = Sequence[tuple[str, Sequence[str]]]
"""Entries by id, each with the sentences that it is known by."""


def scattered(entries: Entries, encoder: Encodes, by_the_way: Floats) -> list[tuple[str, str]]:
    """Entries that are found by no sentence but those that are written: each with the one it is most taken for.

    Every sentence of such an entry, when it is left out, comes nearer to another entry than to the rest of its own.
    by_the_way: vectors of what is said by the way, (n, 384).
    """
    if len(entries) < 2:
        return []
    sentences = [sentence for _, own in entries for sentence in own]
    known = _Known(dict(zip(sentences, encoder.encode(sentences), strict=True)))
    found = []
    for place, (name, own) in enumerate(entries):
        taken = _taken_for(entries, place, known, by_the_way)
        if len(own) > 1 and name not in taken:
            found.append((name, max(taken, key=taken.count)))
    return found


def _taken_for(entries: Entries, place: int, known: _Known, by_the_way: Floats) -> list[str]:
    """What the sentences of an entry are taken for when each is left out; up to the first that is known for its own."""
    taken: list[str] = []
    name, own = entries[place]
    for left_out in own:
        rest = [sentence for sentence in own if sentence != left_out]
        groups = Groups(Examples([*entries[:place], (name, rest), *entries[place + 1 :]]), known, by_the_way)
        piece = Piece((0, len(left_out)), left_out, known.vectors[left_out])
        taken.append(groups.ids[int(np.argmax(groups.scores([piece])[0]))])
        if taken[-1] == name:
            break
    return taken


def doubled(entries: Entries, encoder: Encodes) -> Iterator[tuple[str, str]]:
    """Pairs of entries, the earlier first, that are as like each other as their own sentences are among themselves."""
    entries = [(name, own) for name, own in entries if len(own) > 1]
    if len(entries) < 2:
        return
    vectors = encoder.encode([sentence for _, own in entries for sentence in own])
    seen = unit(vectors - vectors.mean(axis=0))
    parts = np.split(seen, np.cumsum([len(own) for _, own in entries])[:-1])
    within = [_within(part) for part in parts]
    for later in range(len(entries)):
        for earlier in range(later):
            likeness = float((parts[earlier] @ parts[later].T).mean())
            if likeness >= ALIKE and likeness**2 >= within[earlier] * within[later]:
                yield entries[earlier][0], entries[later][0]


def _within(part: Floats) -> float:
    """The mean likeness of an entry's sentences with one another, each with itself left out."""
    count = len(part)
    return max(0.0, float((part @ part.T).sum() - count) / (count * (count - 1)))
