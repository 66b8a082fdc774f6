"""Groups: example sentences under what they stand for; how well a text fits each, by meaning and by words shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from state.understanding.calibration import Doubles
from state.understanding.lexicon import Floats
from state.understanding.reading import Span
from state.understanding.telling import telling
from state.understanding.vocabulary import Vocabulary

# Found on the questions and statements of tests/data/matching/development (docs/reader.md has the figures).
NEAR, CENTRE, SHARED = 0.25, 0.32, 0.50
"""How much the likeness of the nearest examples counts, that of the centre of all, and the words shared."""
FEW = 3
"""Examples that are the nearest ones."""
ASIDE = 0.63
"""How much likeness to what is said by the way counts against."""
LEAD, RIVAL = 0.10, 1.5
"""By how much a fact should fit better than the next, and how much what is lacking of it counts against: between two
that fit as well a question is mostly meant for neither."""
STRANGE = 0.1
"""What it counts against a question that any seller asks, if all that is asked is about other things than these are."""
CLOSER = 0.05
"""How much nearer than the nearest example of a group, in likeness, a near miss must be for none of it to be meant."""
SAME = 0.97
"""Likeness from which on two sentences are the same but for a mark or a particle."""

BLOCK = 64
"""Sentences compared at a time: what is made of their bytes stays near, and no second thread is woken for so few."""


@dataclass(frozen=True)
class Piece:
    """A part of a reply, the first of them the whole: where it stands, its words and its vector, (384,).

    asks: whether it has the form of a question, the mark that ends it, which is none of its words, included.
    one_of: whether it is one of several questions that a sentence asks.
    """

    span: Span
    text: str
    vector: Floats
    asks: bool = False
    one_of: bool = False


class Directions:
    """Sentences as they are seen from a point: what they have in common with it says nothing.

    A byte a component, for there may be a thousand sentences a scenario and hundreds of scenarios.
    """

    def __init__(self, vectors: Floats, point: Floats) -> None:
        seen = unit(vectors - point)
        self._scales = np.maximum(np.abs(seen).max(axis=1), 1e-9) / 127
        self._rows = np.round(seen / self._scales[:, None]).astype(np.int8)

    def likeness(self, seen: Floats) -> Floats:
        """Cosines of unit vectors, (texts, dimensions), with each sentence: (texts, sentences)."""
        found = np.empty((len(seen), len(self._rows)), np.float32)
        for start in range(0, len(self._rows), BLOCK):
            rows = self._rows[start : start + BLOCK].astype(np.float32)
            np.matmul(seen, rows.T, out=found[:, start : start + BLOCK])
        return np.asarray(found * self._scales, dtype=np.float32)


class Encodes(Protocol):
    """What turns sentences into vectors."""

    def encode(self, sentences: Sequence[str]) -> Floats:
        """Sentences -> (sentences, 384)."""
        ...


@dataclass(frozen=True)
class Examples:
    """Sentences under the id of what they stand for; and near misses, which sound like these and stand for none."""

    groups: Sequence[tuple[str, Sequence[str]]]
    near_misses: Sequence[str] = ()

    @property
    def sentences(self) -> list[str]:
        """Those of all groups."""
        return [sentence for _, sentences in self.groups for sentence in sentences]


class Fits(NamedTuple):
    """How pieces of a reply fit groups of sentences, before what speaks against it is taken off: (pieces, groups) each.

    nearest: the likeness of the nearest example. aside: that to what is said by the way, of each group the same.
    missed: the likeness of the nearest near miss; -1 where there is none.
    """

    scores: Doubles
    nearest: Doubles
    aside: Doubles
    missed: Doubles


class Groups:
    """Groups of example sentences, each under an id, to which a text is compared; and what is said by the way."""

    def __init__(self, given: Examples, encoder: Encodes, by_the_way: Floats) -> None:
        examples = [(name, sentences) for name, sentences in given.groups if sentences]
        self.ids = [name for name, _ in examples]
        self._vocabulary = Vocabulary([sentences for _, sentences in examples])
        if not self.ids:
            return
        vectors = encoder.encode(given.sentences)
        # From itself a lone one has no direction.
        self._mean = (vectors if len(vectors) > 1 else by_the_way).mean(axis=0)
        self._examples = Directions(vectors, self._mean)
        missed = given.near_misses
        self._near_misses = Directions(encoder.encode(missed), self._mean) if missed else None
        self._asides, self._aside_sizes = by_the_way, _sizes(by_the_way - self._mean)[:, 0]
        sizes = [len(sentences) for _, sentences in examples]
        # Where each group's examples begin, and which they are: where there are fewer than in the largest, none.
        self._starts = np.cumsum([0, *sizes[:-1]])
        self._members = np.full((len(sizes), max(FEW, *sizes)), len(vectors))
        for row, start, size in zip(self._members, self._starts, sizes, strict=True):
            row[:size] = np.arange(start, start + size)
            row[size:FEW] = start  # of the only ones, the first stands for those that are lacking
        self._centres = unit(np.add.reduceat(unit(vectors - self._mean), self._starts, axis=0))

    def fits(self, pieces: Sequence[Piece]) -> Fits:
        """Compare pieces, one at least, with each group, of which there is one at least."""
        seen = unit(np.stack([piece.vector for piece in pieces]) - self._mean)
        alike = self._examples.likeness(seen)
        none = np.full((len(pieces), 1), -1.0, np.float32)
        near = _mean_of_highest(np.hstack([alike, none])[:, self._members])
        shared = np.array([self._vocabulary.shares(piece.text) for piece in pieces])
        scores = NEAR * near + CENTRE * (seen @ self._centres.T) + SHARED * shared
        aside = _mean_of_highest((seen @ self._asides.T - (seen @ self._mean)[:, None]) / self._aside_sizes)
        missed = none if self._near_misses is None else self._near_misses.likeness(seen).max(axis=1, keepdims=True)
        return Fits(
            scores,
            np.maximum.reduceat(alike, self._starts, axis=1),
            np.broadcast_to(aside[:, None], scores.shape),
            np.broadcast_to(missed, scores.shape),
        )

    def strange(self, text: str) -> float:
        """How many of the words of a text that tell something no group has, 0–1 of them."""
        tell = telling(text)
        return sum(word not in self._vocabulary for word in tell) / max(len(tell), 1)

    def scores(self, pieces: Sequence[Piece]) -> Doubles:
        """How well each piece fits each group, (pieces, groups), about 0–1; at most 0 if a near miss is nearer."""
        if not self.ids or not pieces:
            return np.zeros((len(pieces), len(self.ids)))
        return _weighed(self.fits(pieces))


class Questions(Groups):
    """Groups of questions, and beside them those that any seller asks.

    A usual question has the id of the group that answers it, or "": nobody does. Between two ids that fit about as well
    a text is meant for neither.
    """

    def __init__(
        self, given: Examples, encoder: Encodes, by_the_way: Floats, usual: Groups, answered: Mapping[str, str]
    ) -> None:
        """answered: usual question -> the id of the group that answers it."""
        super().__init__(given, encoder, by_the_way)
        self._usual = usual
        self.ids += [answered.get(name, "") for name in usual.ids]
        places = {name: place for place, name in enumerate(dict.fromkeys(self.ids))}
        self._places = np.array([places[name] for name in self.ids])
        self._by_id = np.argsort(self._places, kind="stable")
        self._firsts = np.searchsorted(self._places[self._by_id], np.arange(len(places)))

    def scores(self, pieces: Sequence[Piece]) -> Doubles:
        """How well each piece fits each group, (pieces, ids)."""
        if not pieces:
            return np.zeros((0, len(self.ids)))
        found = self._all_fits(pieces)
        behind = RIVAL * np.clip(LEAD - self._leads(found.scores), 0, LEAD)
        return _weighed(found._replace(scores=found.scores - behind))

    def lead(self, piece: Piece, id_: str) -> float:
        """By how much a piece fits an id better than any other, about 0–1; infinitely if it is an example of it."""
        found = self._all_fits([piece])
        of_id = np.array([each == id_ for each in self.ids])
        return (
            float("inf") if found.nearest[0, of_id].max() >= SAME else float(self._leads(found.scores)[0, of_id].max())
        )

    def _all_fits(self, pieces: Sequence[Piece]) -> Fits:
        """How pieces fit the groups and the usual questions: (pieces, ids) each."""
        own, usual = self.fits(pieces), self._usual.fits(pieces)
        strange = np.array([[self._usual.strange(piece.text)] for piece in pieces])
        scores = np.hstack([own.scores, usual.scores - STRANGE * strange])
        return Fits(
            scores,
            np.hstack([own.nearest, usual.nearest]),
            np.hstack([own.aside, usual.aside]),
            np.broadcast_to(own.missed[:, :1], scores.shape),
        )

    def _leads(self, scores: Doubles) -> Doubles:
        """By how much each score is higher than the highest of another id in its row."""
        of_id = np.maximum.reduceat(scores[:, self._by_id], self._firsts, axis=1)
        second, first = np.partition(of_id, -2)[:, -2:].T[:, :, None]
        highest = of_id[:, self._places]
        return np.asarray(scores - np.where(highest == first, second, first))


def _weighed(fits: Fits) -> Doubles:
    """Scores from which what speaks against them is taken off."""
    scores = fits.scores - ASIDE * np.maximum(fits.aside, 0)
    scores = np.where(fits.missed > fits.nearest + CLOSER, np.minimum(scores, 0.0), scores)
    return np.asarray(np.where(fits.nearest >= SAME, np.maximum(scores, 1.0), scores), dtype=np.float64)


def unit(vectors: Floats) -> Floats:
    """Vectors, one a row, each brought to length 1; one of no length stays as it is."""
    return np.asarray(vectors / _sizes(vectors), dtype=np.float32)


def _sizes(vectors: Floats) -> Floats:
    return np.asarray(np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _mean_of_highest(likeness: Floats) -> Floats:
    """The mean of the `FEW` highest values along the last axis."""
    return np.asarray(np.partition(likeness, -FEW, axis=-1)[..., -FEW:].mean(axis=-1))
