"""The reader: a reply -> a `Reading`, by a fitted network, a few written cues and a sentence encoder."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

import numpy as np

from state.content.scenario import Scenario
from state.content.terms import MOVES, Lang, Move
from state.understanding.calibration import Doubles
from state.understanding.clauses import questions, sentences, split, trimmed
from state.understanding.context import context, wants_assent
from state.understanding.cues import SURE, cued, is_assent, is_bare
from state.understanding.encoder import MEANING, Closed, Encoder, load_encoder
from state.understanding.forms import forms, is_bare_question
from state.understanding.groups import Piece
from state.understanding.head import Head
from state.understanding.matching import ASKING, MOST, Matchers, Matches
from state.understanding.model import FOLDER, HEAD, NETWORK, Model, Seen, load_model
from state.understanding.network import digest_of
from state.understanding.reading import Reading, Span
from state.understanding.telling import telling
from state.understanding.trunk import FILES, load_trunk
from state.understanding.wording import asks, language, length

FINEST = 24
"""Clauses by which a reply is compared with a scenario at most; so many, for a question drowns in others."""
ASSENTED = 0.6
"""How sure it must be what an assent does; else it does nothing."""

_APART: dict[Move, tuple[Move, ...]] = {
    "isolate": ("closed_question", "open_question"),
    "map_decision": ("closed_question",),
}
"""A question that is the first is not the others besides, unless they are asked of other words (moves.md: Borders)."""


class SentenceReader:
    """Reads replies one by one; may be called from any thread, and says the same of the same reply each time.

    version: changes with the weights and the calibration.
    """

    def __init__(self, model: Model, encoder: Encoder, version: str, matchers: Matchers | None = None) -> None:
        self._model = model
        self._encoder = encoder
        self._matchers = Matchers(encoder) if matchers is None else matchers  # one that is empty is false
        self.version = version

    def by(self, head: str) -> "SentenceReader":
        """The same reader under another head, as `Head.text` gives it; what was made ready for scenarios stays so."""
        version = sha256((self.version + head).encode()).hexdigest()[: len(self.version)]
        return SentenceReader(self._model.by(Head.of(head)), self._encoder, version, self._matchers)

    def prepare(self, scenarios: Iterable[Scenario]) -> None:
        """See scenarios' examples now (some ten seconds each, the first time) and not at the first reply to each.

        Of those whose vectors are kept the first reply makes a matcher, in less than 0.1 s. Of more than are kept
        ready, only so many are seen: each of the others would push one of them out.
        """
        with suppress(Closed):
            for scenario in islice(scenarios, self._matchers.kept):
                self._matchers.prepare(scenario)

    def close(self) -> None:
        """Give up what is being prepared, for the program ends."""
        self._encoder.close()

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        """Read any text, the empty one too; a short one in the light of what the customer said before it."""
        spoken = language(reply, lang)
        size = length(reply, spoken)
        whole = trimmed(reply, (0, len(reply)))
        if not size:
            return Reading(moves={"other": 1.0}, lang=spoken)
        before = context(reply, customer, spoken)
        bare = is_bare(reply)
        if bare and not (is_assent(reply) and wants_assent(before)):  # it does nothing by itself
            return Reading(moves={"other": SURE}, spans={"other": whole}, length=size, lang=spoken)
        clauses = split(reply)
        moves, spans = self._moves(reply, self._model.see(reply, before), clauses)
        if bare and next(iter(moves.values())) < ASSENTED:
            moves = {"other": SURE}
        if bare:  # nor does it ask or answer anything of a scenario
            return Reading(moves=moves, spans=dict.fromkeys(moves, whole), length=size, lang=spoken)
        matches = Matches()
        if scenario and not is_bare_question(reply):
            matches = self._matched(reply, whole, scenario, moves)
        return Reading(
            moves=moves,
            spans={move: trimmed(reply, spans.get(move, whole)) for move in moves},
            asked=matches.asked,
            nearby=matches.nearby,
            answers=matches.answers,
            surface=matches.surface,
            forms=forms(reply, spoken, customer, scenario),
            length=size,
            lang=spoken,
        )

    def _matched(self, reply: str, whole: Span, scenario: Scenario, moves: Collection[Move]) -> Matches:
        """First the whole and its sentences are compared; ends of sentences only if these bring nothing.

        A sentence that asks, and asks for nothing in the light of the others, is compared once more by itself.
        """
        clauses = split(reply, most=FINEST)
        parts = sentences(reply, clauses)
        subs = [one for part in parts for one in questions(reply, part) if telling(reply[slice(*one)])]
        spans = [whole, *(parts if len(parts) > 1 else ()), *subs]
        ends = [
            (start, end)
            for sentence in parts
            for start, end in ((clause[0], sentence[1]) for clause in clauses)
            if sentence[0] < start < end
        ]
        vectors = self._encoder.parts(reply, [(0, len(reply)), *spans[1:], *ends])
        pieces = [
            Piece(span, text := reply[slice(*span)], vector, asks(reply if span == whole else text), span in subs)
            for span, vector in zip([*spans, *ends], vectors, strict=True)
        ]
        matcher = self._matchers.of(scenario)
        matches = matcher.match(pieces[: len(spans)], pieces[len(spans) :], moves)
        if ASKING.isdisjoint(moves):
            return matches
        alone: list[Piece] = []
        if len(parts) > 1 and len(matches.asked) < MOST:
            found = [match.span for match in matches.asked if match.span != whole]
            left = [part for part in parts if not any(start < part[1] and part[0] < end for start, end in found)]
            alone = [self._by_itself(reply, part) for part in left if asks(reply[slice(*part)])]
            matches = matcher.further(matches, alone)
        if not matches.asked:
            return replace(matches, nearby=matcher.nearby([*pieces[: len(spans)], *alone]))
        return matcher.doubted(matches, [*pieces, *alone])

    def _by_itself(self, reply: str, part: Span) -> Piece:
        text = reply[slice(*part)]
        return Piece(part, text, self._encoder.parts(text, [(0, len(text))])[0], asks=True)

    def _moves(self, reply: str, seen: Seen, clauses: Sequence[Span]) -> tuple[dict[Move, float], dict[Move, Span]]:
        """The moves made, surest first, and for every move the words that speak most for it."""
        chances = self._model.chances(seen.shares.mean(axis=0))
        spans = _shown_by(seen, clauses)
        for move, span in cued(reply).items():
            chances[MOVES.index("other")] = 0.0
            chances[MOVES.index(move)] = max(chances[MOVES.index(move)], SURE)
            spans[move] = span
        return _compatible(_claimed(chances, self._model.thresholds), spans), spans


def _shown_by(seen: Seen, clauses: Sequence[Span]) -> dict[Move, Span]:
    """For each move, the clause without which the rest would say least for it."""
    if len(clauses) < 2:
        return {}
    starts = np.array([start for start, _ in seen.spans])
    within = np.array([(starts >= start) & (starts < end) for start, end in clauses])
    within[:, [0, -1]] = False  # the marks of start and end belong to no clause
    left = len(seen.spans) - within.sum(axis=1, keepdims=True)
    rest = (seen.shares.sum(axis=0) - within.astype(np.float32) @ seen.shares) / np.maximum(left, 1)
    return {move: clauses[int(np.argmin(rest[:, i]))] for i, move in enumerate(MOVES) if move != "other"}


def _claimed(chances: Doubles, thresholds: Doubles) -> dict[Move, float]:
    """Moves whose chance reaches their threshold, surest first; if none does, the one that comes nearest to it."""
    made = {move: float(chances[i]) for i, move in enumerate(MOVES) if chances[i] >= thresholds[i]}
    if not made:
        nearest = int(np.argmax(chances / thresholds))
        made = {MOVES[nearest]: float(chances[nearest])}
    if len(made) > 1:
        made.pop("other", None)
    return dict(sorted(made.items(), key=lambda item: -item[1]))


def _compatible(made: dict[Move, float], spans: dict[Move, Span]) -> dict[Move, float]:
    """Without the questions that only say less well what another says of the same words."""
    apart = {
        other
        for question, others in _APART.items()
        for other in others
        if question in made and other in made and _overlap(spans.get(question), spans.get(other))
    }
    return {move: chance for move, chance in made.items() if move not in apart}


def _overlap(one: Span | None, two: Span | None) -> bool:
    return one is None or two is None or (one[0] < two[1] and two[0] < one[1])


def load_reader(weights: Path = FOLDER, cache: Path | None = None) -> SentenceReader:
    """Load the networks (about 0.6 s: call it off the event loop). Raises OSError if a file is missing.

    cache: a folder in which it is kept what scenarios' examples mean, for the next start; None: nothing is kept.
    """
    trunk = load_trunk(weights)
    version = digest_of(weights, (*FILES, NETWORK, MEANING, HEAD))
    return SentenceReader(load_model(weights, trunk=trunk), load_encoder(weights, trunk, cache), version)
