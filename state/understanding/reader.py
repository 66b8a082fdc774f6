"""The reader: a reply -> a `Reading`, by a sentence encoder, a linear head and a few written cues."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from state.content.scenario import Scenario
from state.content.terms import MOVES, Lang, Move
from state.understanding.clauses import split, trimmed
from state.understanding.cues import SURE, cued, is_bare
from state.understanding.encoder import Encoder, SentenceEncoder
from state.understanding.grams import places
from state.understanding.head import Head, load_head, logistic
from state.understanding.matching import Matchers, Matches, Piece
from state.understanding.reading import Reading, Span
from state.understanding.wording import language, length

WEIGHTS = Path(__file__).with_name("head.npz")

_APART: dict[Move, tuple[Move, ...]] = {
    "isolate": ("closed_question", "open_question"),
    "map_decision": ("closed_question",),
}
"""A question that is the first is not the others besides (handbook, moves: Borders)."""


class SentenceReader:
    """Reads replies one by one; may be called from any thread, and says the same of the same reply each time.

    version: changes with any weight; kept with each turn, so that an old card can be explained.
    """

    def __init__(self, encoder: Encoder, head: Head) -> None:
        self._encoder = encoder
        self._head = head
        self._matchers = Matchers(encoder)
        self.version = head.version

    def prepare(self, scenarios: Iterable[Scenario]) -> None:
        """Encode scenarios' examples now (about 0.2 s each) and not at the first reply to each."""
        for scenario in scenarios:
            self._matchers.of(scenario)

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        """Read any text, the empty one too. `customer` is not looked at yet."""
        spoken = language(reply, lang)
        size = length(reply, spoken)
        whole = trimmed(reply, (0, len(reply)))
        if not size:
            return Reading(moves={"other": 1.0}, lang=spoken)
        if is_bare(reply):  # an assent asks and answers nothing, whatever it may resemble
            return Reading(moves={"other": SURE}, spans={"other": whole}, length=size, lang=spoken)
        clauses = split(reply)
        pieces = [(whole, reply)]
        if len(clauses) > 1:
            pieces += [(span, reply[slice(*span)]) for span in clauses]
        moves, spans = self._moves(reply, pieces)
        matches = self._matchers.of(scenario).match(pieces, moves) if scenario else Matches()
        return Reading(
            moves=moves,
            spans={move: trimmed(reply, spans[move]) for move in moves},
            asked=matches.asked,
            answers=matches.answers,
            surface=matches.surface,
            length=size,
            lang=spoken,
        )

    def _moves(self, reply: str, pieces: list[Piece]) -> tuple[dict[Move, float], dict[Move, Span]]:
        """The moves made, surest first, and for every move the words that speak most for it."""
        texts = [text for _, text in pieces]
        vectors = self._encoder.encode(texts)
        chances = logistic(self._head.logits(vectors, [places(text) for text in texts]))
        best = np.argmax(chances[1:], axis=0) + 1 if len(pieces) > 1 else np.zeros(len(MOVES), dtype=np.intp)
        spans = {move: pieces[best[i]][0] for i, move in enumerate(MOVES)} | {"other": pieces[0][0]}
        for move, span in cued(reply).items():
            chances[0, MOVES.index("other")] = 0.0
            chances[0, MOVES.index(move)] = max(chances[0, MOVES.index(move)], SURE)
            spans[move] = span
        return _compatible(self._head.made(chances[0]), spans), spans


def _compatible(made: dict[Move, float], spans: dict[Move, Span]) -> dict[Move, float]:
    """Without the questions that only say less well what another says of the same words."""
    apart = {
        other
        for question, others in _APART.items()
        for other in others
        if question in made and other in made and _overlap(spans[question], spans[other])
    }
    return {move: chance for move, chance in made.items() if move not in apart}


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def load_reader(weights: Path = WEIGHTS) -> SentenceReader:
    """Load encoder and head (about 1 s: call it off the event loop)."""
    encoder = SentenceEncoder()
    encoder.load()
    return SentenceReader(encoder, load_head(weights))
