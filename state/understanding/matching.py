"""Matching: which facts a reply asks for, and which answers it gives, by meaning and by the words shared."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from state.content.scenario import Scenario, Second, Surface
from state.content.terms import ANSWERING, Lang, Move
from state.content.usual import usual
from state.understanding.calibration import Doubles
from state.understanding.encoder import Encoder
from state.understanding.lexicon import Floats
from state.understanding.reading import Match, Span
from state.understanding.telling import telling
from state.understanding.vocabulary import Vocabulary
from state.understanding.wording import asks

MOST = 2
"""Facts and answers that one reply brings at most."""

# Found on the questions and statements of tests/data/matching/development (docs/reader.md has the figures).
NEAR, CENTRE, SHARED = 0.25, 0.32, 0.50
"""How much the likeness of the nearest examples counts, that of the centre of all, and the words shared."""
FEW = 3
"""Examples that are the nearest ones."""
ASIDE = 0.63
"""How much likeness to what is said by the way counts against."""
THRESHOLD = 0.14
"""What a statement needs to give an answer."""
TO_ASK = 0.15
"""What a question needs to ask for a fact, of which there are ten times as many."""
APART = 0.04
"""How much more a sentence needs that is taken out of its reply."""
END = 0.09
"""How much more the end of a sentence needs, for it says less by itself."""
UNLIKELY = 0.04
"""How much more is needed where the moves are not those of asking, or of telling."""
LEAD, RIVAL = 0.10, 1.5
"""By how much a fact should fit better than the next, and how much what is lacking of it counts against: between two
that fit as well a question is mostly meant for neither."""
STRANGE = 0.1
"""What it counts against a question that any seller asks, if all that is asked is about other things than these are."""
CLOSER = 0.05
"""How much nearer than the nearest example of a group, in likeness, a near miss must be for none of it to be meant."""
VERBATIM = 0.60
"""From this score on it is an example nearly word for word, and matches whatever else speaks against it."""
SAME = 0.97
"""Likeness from which on two sentences are the same but for a mark or a particle."""

BLOCK = 64
"""Sentences compared at a time: what is made of their bytes stays near, and no second thread is woken for so few."""

_TAGGED = re.compile(r"([?？]|\b(right|correct)|(对|是|没错)吧|对不对|是不是|吗)[。.!！～~]*$", re.IGNORECASE)
ASKING: frozenset[Move] = frozenset(("open_question", "closed_question", "map_decision"))
"""What a question for a fact does."""
_TELLING = (ANSWERING | {"advance"}) - {"feature"}  # a bare specification seldom answers anybody's concern


@dataclass(frozen=True)
class Piece:
    """A part of a reply, the first of them the whole: where it stands, its words and its vector, (384,).

    asks: whether it has the form of a question, the mark that ends it, which is none of its words, included.
    """

    span: Span
    text: str
    vector: Floats
    asks: bool = False


@dataclass(frozen=True)
class Matches:
    """What one reply brings of a scenario, the surest first, at most `MOST` of each."""

    asked: tuple[Match, ...] = ()
    answers: tuple[Match, ...] = ()
    surface: tuple[Match, ...] = ()


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


def asides(lang: Lang) -> list[str]:
    """What is said by the way, to which no customer has a fact or answer ready: small talk, vague claims, greetings."""
    return Path(__file__).with_name(f"asides.{lang}.txt").read_text(encoding="utf-8").splitlines()


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


def examples_of(scenario: Scenario) -> tuple[Examples, Examples, Examples]:
    """What asks for a scenario's facts, what gives its answers, and what meets its surface objections."""
    raised: list[Surface | Second] = [*scenario.surface, *([scenario.second] if scenario.second else [])]
    return (
        Examples([(fact.id, fact.asked) for fact in scenario.facts], scenario.near_misses.asked),
        Examples([(answer.id, answer.means) for answer in scenario.answers], scenario.near_misses.means),
        Examples([(each.id, each.means) for each in raised]),
    )


def usual_examples(lang: Lang) -> Examples:
    """What any seller asks, under the name of each question."""
    return Examples(list(usual(lang).items()))


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
        own, usual = self.fits(pieces), self._usual.fits(pieces)
        strange = np.array([[self._usual.strange(piece.text)] for piece in pieces])
        scores = np.hstack([own.scores, usual.scores - STRANGE * strange])
        found = Fits(
            scores - RIVAL * np.clip(LEAD - self._leads(scores), 0, LEAD),
            np.hstack([own.nearest, usual.nearest]),
            np.hstack([own.aside, usual.aside]),
            np.broadcast_to(own.missed[:, :1], scores.shape),
        )
        return _weighed(found)

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


def best(groups: Groups, pieces: Sequence[Piece], needed: Sequence[float]) -> tuple[Match, ...]:
    """The best group of each piece, if its score is as high as `needed` for it and it has an id."""
    if not groups.ids:
        return ()
    found: dict[str, Match] = {}
    for piece, least, row in zip(pieces, needed, groups.scores(pieces), strict=True):
        at = int(np.argmax(row))
        score = float(row[at])
        if score < min(least, VERBATIM) or not groups.ids[at]:
            continue
        match = Match(id=groups.ids[at], confidence=_confidence(score), span=piece.span)
        if match.id not in found or match.confidence > found[match.id].confidence:
            found[match.id] = match
    return tuple(sorted(found.values(), key=lambda match: -match.confidence)[:MOST])


def unit(vectors: Floats) -> Floats:
    """Vectors, one a row, each brought to length 1; one of no length stays as it is."""
    return np.asarray(vectors / _sizes(vectors), dtype=np.float32)


def _sizes(vectors: Floats) -> Floats:
    return np.asarray(np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _mean_of_highest(likeness: Floats) -> Floats:
    """The mean of the `FEW` highest values along the last axis."""
    return np.asarray(np.partition(likeness, -FEW, axis=-1)[..., -FEW:].mean(axis=-1))


@dataclass(frozen=True)
class Common:
    """What all customers of a language share: vectors of what is said by the way, and what any seller asks."""

    asides: Floats
    usual: Groups

    @staticmethod
    def of(lang: Lang, encoder: Encodes) -> "Common":
        """Encode it all: some 7 s, if it is not kept."""
        by_the_way = encoder.encode(asides(lang))
        return Common(by_the_way, Groups(usual_examples(lang), encoder, by_the_way))


class Matcher:
    """A scenario's facts, answers and surface objections, the second one too, ready for comparison.

    Building it takes some ten seconds, 0.05 from kept vectors.
    """

    def __init__(self, scenario: Scenario, encoder: Encoder, common: Common) -> None:
        facts, answers, surface = examples_of(scenario)
        by_the_way = common.asides
        answered: dict[str, str] = {name: fact.id for fact in scenario.facts for name in fact.usual}
        self._facts = Questions(facts, encoder, by_the_way, common.usual, answered)
        self._answers = Groups(answers, encoder, by_the_way)
        self._surface = Groups(surface, encoder, by_the_way)

    def match(self, pieces: Sequence[Piece], ends: Sequence[Piece], moves: Collection[Move]) -> Matches:
        """Compare a reply, the whole of it before its sentences, in the light of the moves that it makes.

        ends: of sentences; they count where the pieces match nothing.
        """
        asking = not ASKING.isdisjoint(moves)
        answering = not _TELLING.isdisjoint(moves)
        echoing = "restate" in moves  # and so says what is known

        def to_ask(piece: Piece, *, end: bool) -> float:
            if asking:
                sought = piece is pieces[0] or piece.asks
                return TO_ASK if sought else VERBATIM
            # The end of a sentence often looks like a question: "…, is seven hours".
            return TO_ASK + UNLIKELY if piece.asks and not (end or echoing) else VERBATIM

        def to_say(piece: Piece, *, end: bool) -> float:
            if answering:
                return VERBATIM if asking and asks(piece.text) else THRESHOLD
            return VERBATIM if echoing or asking or _inquires(piece.text) else THRESHOLD + UNLIKELY

        def found(groups: Groups, needed: Callable[..., float]) -> tuple[Match, ...]:
            if some := best(groups, pieces, [needed(piece, end=False) for piece in pieces]):
                return some
            told = [piece for piece in ends if needed(piece, end=True) < VERBATIM]
            return best(groups, told, [needed(piece, end=True) + END for piece in told])[:1]

        return Matches(found(self._facts, to_ask), found(self._answers, to_say), found(self._surface, to_say))

    def further(self, matches: Matches, pieces: Sequence[Piece]) -> Matches:
        """What was matched, and the facts that pieces ask for besides."""
        known = {match.id for match in matches.asked}
        more = [match for match in best(self._facts, pieces, [TO_ASK + APART] * len(pieces)) if match.id not in known]
        return replace(matches, asked=(*matches.asked, *more)[:MOST])


class Matchers:
    """The matchers of the scenarios met last, built once each; callable from any thread.

    A scenario is known by its identity: content is loaded once and never changed, and what is kept here keeps it alive.
    kept: how many are, of about 1 MB each; one who is met after that is made ready again, from kept vectors in 0.1 s.
    """

    def __init__(self, encoder: Encoder, kept: int = 256) -> None:
        self._encoder = encoder
        self.kept = kept
        self._places: OrderedDict[int, _Place] = OrderedDict()
        self._lock = threading.Lock()
        self._common: dict[Lang, Common] = {}

    def __len__(self) -> int:
        """How many are ready, or being made so."""
        return len(self._places)

    def prepare(self, scenario: Scenario) -> None:
        """Build the scenario's matcher now, if that takes more than to read vectors that are kept."""
        examples = (*examples_of(scenario), usual_examples(scenario.lang))
        needed = (asides(scenario.lang), *(part for each in examples for part in (each.sentences, each.near_misses)))
        if not all(map(self._encoder.keeps, needed)):
            self.of(scenario)

    def of(self, scenario: Scenario) -> Matcher:
        """The scenario's matcher, built now if it is new; nobody waits for that of another scenario."""
        with self._lock:
            place = self._places.setdefault(id(scenario), _Place(scenario))
            self._places.move_to_end(id(scenario))
            while len(self._places) > self.kept:
                self._places.popitem(last=False)
        with place.lock:
            if place.matcher is None:
                place.matcher = Matcher(scenario, self._encoder, self._common_to(scenario.lang))
            return place.matcher

    def _common_to(self, lang: Lang) -> Common:
        if lang not in self._common:  # two threads may both find it missing, and both find the same
            self._common[lang] = Common.of(lang, self._encoder)
        return self._common[lang]


@dataclass
class _Place:
    scenario: Scenario
    matcher: Matcher | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


def _inquires(text: str) -> bool:
    """Whether a text ends on a question, with its mark or without: "…, right"."""
    return bool(_TAGGED.search(text.rstrip()))


def _confidence(score: float) -> float:
    """A score as the chance that the match is right: 0.75 at the threshold, 0.95 from 0.15 above it on."""
    return float(1 / (1 + np.exp(-(1.1 + 12.0 * (score - THRESHOLD)))))
