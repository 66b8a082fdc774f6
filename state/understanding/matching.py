"""Matching: which facts a reply asks for, and which answers it gives, by meaning and by the words shared."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from state.content.scenario import Scenario
from state.content.terms import ANSWERING, Lang, Move
from state.understanding.calibration import Doubles
from state.understanding.encoder import Encoder, Vectors
from state.understanding.reading import Match, Span
from state.understanding.vocabulary import Vocabulary
from state.understanding.wording import asks

MOST = 2
"""Facts and answers that one reply brings at most."""

# How much each likeness counts: weights that rank the examples' own groups first, each example left out in turn.
NEAREST, NEAR, CENTRE, SHARED = 0.20, 0.15, 0.37, 0.28
ASIDE = 0.5
"""How much likeness to what is said by the way counts against."""
FEW = 3
"""Examples, the nearest ones, whose mean likeness is looked at besides that of the nearest."""

# Found on the labelled questions and statements of tests/data/matching_*.yaml (docs/reader.md has the figures).
THRESHOLD = 0.16
SAYING = 0.14
"""What a statement needs: fewer things can be meant by one, so that less of a likeness will do."""
CLAUSE = 0.08
"""How much more a clause needs than a whole reply, for it says less by itself."""
UNLIKELY = 0.05
"""How much more a question needs where the moves are not those of one."""
UNTOLD = 0.10
"""How much more an answer needs where the moves are not those of one."""
VERBATIM = 0.60
"""From this score on it is an example nearly word for word, and matches whatever else speaks against it."""
SAME = 0.97
"""Likeness from which on two sentences are the same but for a mark or a particle."""

_ASKING: frozenset[Move] = frozenset(("open_question", "closed_question", "map_decision"))
_TELLING = (ANSWERING | {"advance"}) - {"feature"}  # a bare specification seldom answers anybody's concern

Piece = tuple[Span, str]


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

    def __init__(self, vectors: Vectors, point: Vectors) -> None:
        seen = _unit(vectors - point)
        self._scales = np.maximum(np.abs(seen).max(axis=1), 1e-9) / 127
        self._rows = np.round(seen / self._scales[:, None]).astype(np.int8)

    def likeness(self, seen: Vectors) -> Vectors:
        """Cosines of unit vectors, (texts, dimensions), with each sentence: (texts, sentences)."""
        return np.asarray(seen @ self._rows.astype(np.float32).T * self._scales, dtype=np.float32)


def asides(lang: Lang, encoder: Encoder) -> Vectors:
    """What is said by the way, to which no customer has a fact or answer ready: small talk, vague claims, greetings."""
    text = Path(__file__).with_name(f"asides.{lang}.txt").read_text(encoding="utf-8")
    return encoder.encode(text.splitlines())


class Groups:
    """Groups of example sentences, each under an id, to which a text is compared; and what is said by the way."""

    def __init__(self, examples: Sequence[tuple[str, Sequence[str]]], encoder: Encoder, by_the_way: Vectors) -> None:
        examples = [(name, sentences) for name, sentences in examples if sentences]
        self.ids = [name for name, _ in examples]
        self._encoder = encoder
        self._vocabulary = Vocabulary([sentences for _, sentences in examples])
        if not self.ids:
            return
        vectors = encoder.encode([sentence for _, sentences in examples for sentence in sentences])
        self._mean = (vectors if len(vectors) > 1 else by_the_way).mean(
            axis=0
        )  # from itself a lone one has no direction
        self._examples, self._asides = Directions(vectors, self._mean), Directions(by_the_way, self._mean)
        # Where each group's examples begin.
        self._starts = np.cumsum([0, *(len(sentences) for _, sentences in examples[:-1])])
        self._centres = _unit(np.add.reduceat(_unit(vectors - self._mean), self._starts, axis=0))

    def scores(self, texts: Sequence[str]) -> Doubles:
        """How well each text fits each group, (texts, groups), about 0–1; at most 0 if it fits an aside better."""
        if not self.ids or not texts:
            return np.zeros((len(texts), len(self.ids)))
        seen = _unit(self._encoder.encode(texts) - self._mean)
        alike = self._examples.likeness(seen)
        nearest = np.maximum.reduceat(alike, self._starts, axis=1)
        groups = np.split(alike, self._starts[1:], axis=1)
        near = np.stack([_mean_of_highest(group) for group in groups], axis=1)
        shared = np.array([self._vocabulary.shares(text) for text in texts])
        scores = NEAREST * nearest + NEAR * near + CENTRE * (seen @ self._centres.T) + SHARED * shared
        aside = _mean_of_highest(self._asides.likeness(seen))
        scores -= ASIDE * np.maximum(aside, 0)[:, None]
        return np.asarray(np.where(nearest >= SAME, np.maximum(scores, 1.0), scores), dtype=np.float64)

    def match(self, pieces: Sequence[Piece], needed: Sequence[float]) -> tuple[Match, ...]:
        """The best group of each piece, if its score is as high as `needed` for it."""
        if not self.ids:
            return ()
        found: dict[str, Match] = {}
        for (span, _), least, row in zip(pieces, needed, self.scores([text for _, text in pieces]), strict=True):
            best = int(np.argmax(row))
            score = float(row[best])
            if score < min(least, VERBATIM):
                continue
            match = Match(id=self.ids[best], confidence=_confidence(score), span=span)
            if match.id not in found or match.confidence > found[match.id].confidence:
                found[match.id] = match
        return tuple(sorted(found.values(), key=lambda match: -match.confidence)[:MOST])


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _mean_of_highest(likeness: Vectors) -> Vectors:
    """The mean of the `FEW` highest values of each row."""
    few = min(FEW, likeness.shape[1])
    return np.asarray(np.partition(likeness, -few, axis=1)[:, -few:].mean(axis=1))


class Matcher:
    """A scenario's facts, answers and surface objections, ready for comparison. Building it takes two seconds."""

    def __init__(self, scenario: Scenario, encoder: Encoder, by_the_way: Vectors) -> None:
        self._facts = Groups([(fact.id, fact.asked) for fact in scenario.facts], encoder, by_the_way)
        self._answers = Groups([(answer.id, answer.means) for answer in scenario.answers], encoder, by_the_way)
        self._surface = Groups([(surface.id, surface.means) for surface in scenario.surface], encoder, by_the_way)

    def match(self, pieces: Sequence[Piece], moves: Collection[Move]) -> Matches:
        """Compare a reply, first the whole and then its clauses, in the light of the moves that it makes."""
        asking = not _ASKING.isdisjoint(moves)
        answering = not _TELLING.isdisjoint(moves)
        to_ask, to_say = [], []
        for i, (_, text) in enumerate(pieces):
            part = CLAUSE if i and text != pieces[0][1] else 0.0
            question = asks(text)
            sought = question or (asking and i == 0)
            to_ask.append(THRESHOLD + part + (0.0 if asking else UNLIKELY) if sought else VERBATIM)
            to_say.append(VERBATIM if question and asking else SAYING + part + (0.0 if answering else UNTOLD))
        return Matches(
            asked=self._facts.match(pieces, to_ask),
            answers=self._answers.match(pieces, to_say),
            surface=self._surface.match(pieces, to_say),
        )


class Matchers:
    """The matchers of the scenarios met last, built once each; callable from any thread.

    A scenario is known by its identity: content is loaded once and never changed, and what is kept here keeps it alive.
    """

    def __init__(self, encoder: Encoder, kept: int = 256) -> None:
        self._encoder = encoder
        self._kept = kept
        self._places: OrderedDict[int, _Place] = OrderedDict()
        self._lock = threading.Lock()
        self._asides: dict[Lang, Vectors] = {}

    def of(self, scenario: Scenario) -> Matcher:
        """The scenario's matcher, built now if it is new; nobody waits for that of another scenario."""
        with self._lock:
            place = self._places.setdefault(id(scenario), _Place(scenario))
            self._places.move_to_end(id(scenario))
            while len(self._places) > self._kept:
                self._places.popitem(last=False)
        with place.lock:
            if place.matcher is None:
                place.matcher = Matcher(scenario, self._encoder, self._by_the_way(scenario.lang))
            return place.matcher

    def _by_the_way(self, lang: Lang) -> Vectors:
        if lang not in self._asides:  # two threads may both find it missing, and both find the same
            self._asides[lang] = asides(lang, self._encoder)
        return self._asides[lang]


@dataclass
class _Place:
    scenario: Scenario
    matcher: Matcher | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


def _confidence(score: float) -> float:
    """A score as the chance that the match is right: 0.75 at the threshold, 0.95 from 0.15 above it on."""
    return float(1 / (1 + np.exp(-(1.1 + 12.0 * (score - THRESHOLD)))))
