"""Matching: which facts a reply asks for, and which answers it gives, by meaning and by the words shared."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from state.content.scenario import Scenario
from state.content.terms import ANSWERING, QUESTIONS, Move
from state.understanding.calibration import Doubles
from state.understanding.encoder import Encoder, Vectors
from state.understanding.reading import Match, Span
from state.understanding.vocabulary import Vocabulary
from state.understanding.wording import asks

MOST = 2
"""Facts and answers that one reply brings at most."""

# Found on the labelled questions and statements of tests/data/matching_*.yaml (docs/reader.md has the figures).
NEAREST, CENTRE, SHARED = 0.5, 0.2, 0.3
THRESHOLD = 0.35
SAYING = 0.27
"""What a statement needs: fewer things can be meant by one, so that less of a likeness will do."""
CLAUSE = 0.10
"""How much more a clause needs than a whole reply, for it says less by itself."""
UNLIKELY = 0.10
"""How much more an answer needs in a reply whose moves are not those of an answer."""
MARGIN = 0.04
VERBATIM = 0.75
"""From this score on it is an example nearly word for word, and matches whatever else speaks against it."""
SAME = 0.97
"""Cosine from which on two sentences are the same but for a mark or a particle."""

_TELLING = (ANSWERING | {"advance"}) - {"feature"}  # a bare specification seldom answers anybody's concern

Piece = tuple[Span, str]


@dataclass(frozen=True)
class Matches:
    """What one reply brings of a scenario, the surest first, at most `MOST` of each."""

    asked: tuple[Match, ...] = ()
    answers: tuple[Match, ...] = ()
    surface: tuple[Match, ...] = ()


class Groups:
    """Groups of example sentences, each under an id, to which a text is compared."""

    def __init__(self, examples: Sequence[tuple[str, Sequence[str]]], encoder: Encoder) -> None:
        examples = [(name, sentences) for name, sentences in examples if sentences]
        self.ids = [name for name, _ in examples]
        self._encoder = encoder
        self._vocabulary = Vocabulary([sentences for _, sentences in examples])
        if not self.ids:
            return
        vectors = encoder.encode([sentence for _, sentences in examples for sentence in sentences])
        self._plain = vectors
        self._mean = vectors.mean(axis=0)
        # What all examples have in common (being questions, the trade) says nothing about which of them is meant.
        self._examples = _directions(vectors - self._mean)
        # Where each group's examples begin.
        self._starts = np.cumsum([0, *(len(sentences) for _, sentences in examples[:-1])])
        self._centres = _directions(np.add.reduceat(self._examples, self._starts, axis=0))

    def scores(self, texts: Sequence[str]) -> Doubles:
        """How well each text fits each group, (texts, groups), about 0–1."""
        if not self.ids or not texts:
            return np.zeros((len(texts), len(self.ids)))
        plain = self._encoder.encode(texts)
        vectors = _directions(plain - self._mean)
        nearest = np.maximum.reduceat(vectors @ self._examples.T, self._starts, axis=1)
        shared = np.array([self._vocabulary.shares(text) for text in texts])
        scores = NEAREST * nearest + CENTRE * (vectors @ self._centres.T) + SHARED * shared
        same = np.maximum.reduceat(plain @ self._plain.T, self._starts, axis=1) >= SAME
        return np.asarray(np.where(same, np.maximum(scores, 1.0), scores), dtype=np.float64)

    def match(self, pieces: Sequence[Piece], needed: Sequence[float], margin: float = MARGIN) -> tuple[Match, ...]:
        """The best group of each piece, if its score is as high as `needed` for it and by `margin` above the next."""
        if not self.ids:
            return ()
        found: dict[str, Match] = {}
        for (span, _), least, row in zip(pieces, needed, self.scores([text for _, text in pieces]), strict=True):
            best = int(np.argmax(row))
            score = float(row[best])
            clear = len(row) == 1 or score - float(np.partition(row, -2)[-2]) >= margin
            if score < VERBATIM and (score < least or not clear):
                continue
            match = Match(id=self.ids[best], confidence=_confidence(score), span=span)
            if match.id not in found or match.confidence > found[match.id].confidence:
                found[match.id] = match
        return tuple(sorted(found.values(), key=lambda match: -match.confidence)[:MOST])


class Matcher:
    """A scenario's facts, answers and surface objections, ready for comparison. Building it takes about a second."""

    def __init__(self, scenario: Scenario, encoder: Encoder) -> None:
        self._facts = Groups([(fact.id, fact.asked) for fact in scenario.facts], encoder)
        self._answers = Groups([(answer.id, answer.means) for answer in scenario.answers], encoder)
        self._surface = Groups([(surface.id, surface.means) for surface in scenario.surface], encoder)

    def match(self, pieces: Sequence[Piece], moves: Collection[Move]) -> Matches:
        """Compare a reply, first the whole and then its clauses, in the light of the moves that it makes."""
        asking = not QUESTIONS.isdisjoint(moves)
        answering = not _TELLING.isdisjoint(moves)
        to_ask, to_say = [], []
        for i, (_, text) in enumerate(pieces):
            part = CLAUSE if i and text != pieces[0][1] else 0.0
            question = asks(text)
            to_ask.append(THRESHOLD + part if question or (asking and i == 0) else VERBATIM)
            to_say.append(VERBATIM if question and asking else SAYING + part + (0.0 if answering else UNLIKELY))
        return Matches(
            asked=self._facts.match(pieces, to_ask),
            # Who gives two answers at once resembles both; whichever is heard, the concern was answered.
            answers=self._answers.match(pieces, to_say, margin=0.0),
            surface=self._surface.match(pieces, to_say, margin=0.0),
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

    def of(self, scenario: Scenario) -> Matcher:
        """The scenario's matcher, built now if it is new; nobody waits for that of another scenario."""
        with self._lock:
            place = self._places.setdefault(id(scenario), _Place(scenario))
            self._places.move_to_end(id(scenario))
            while len(self._places) > self._kept:
                self._places.popitem(last=False)
        with place.lock:
            if place.matcher is None:
                place.matcher = Matcher(scenario, self._encoder)
            return place.matcher


@dataclass
class _Place:
    scenario: Scenario
    matcher: Matcher | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


def _directions(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def _confidence(score: float) -> float:
    """A score as the chance that the match is right: 0.75 at the threshold, 0.95 from about 0.45 on."""
    return float(1 / (1 + np.exp(-(1.1 + 12.0 * (score - THRESHOLD)))))
