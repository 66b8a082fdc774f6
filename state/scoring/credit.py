"""Credit: what a reply is scored for. Words that were said before, copied, or heaped up earn nothing.

Nobody is forbidden to say such a thing, and the customer answers it as ever; it only does not count as handling.
"""

from collections.abc import Iterable, Iterator, Mapping

from state.content.terms import MISTAKES, QUESTIONS, Lang, Move, Unearned
from state.dialogue.snapshot import Happened, Turn, Value
from state.understanding.clauses import split
from state.understanding.reading import Span
from state.understanding.wording import asks

LEAST = 8
"""Letters or characters in a row that are noticed when they come again; fewer anybody may repeat."""
COPIED: Mapping[Lang, int] = {"zh": 12, "en": 36}
"""Characters or letters of a model reply that nobody says by chance in the same order."""
VOLLEY = 4
"""Questions in one reply from which on none of them can be answered."""
HEAP = 5
"""Different moves, mistakes aside, from which on a reply is a list and no answer."""

Sentence = tuple[Span, str]

_EARNED: frozenset[Happened] = frozenset(("FactTold", "ConcernEased", "Confided", "ExcuseAnswered"))


class Void(Value):
    """Words of a reply that earn nothing. turn: from 1."""

    turn: int
    why: Unearned
    quote: str


def credited(turns: Iterable[Turn], models: Iterable[str]) -> tuple[tuple[Turn, ...], tuple[Void, ...]]:
    """The turns with only those moves and events that count, and what does not.

    models: the scenario's model replies, which cards and hints show. Mistakes always count.
    """
    shown = [_letters(model) for model in models]
    said: set[str] = set()
    kept, voids = list[Turn](), list[Void]()
    for turn in turns:
        sentences = [(span, turn.reply[slice(*span)]) for span in split(turn.reply)]
        stale = _stale(sentences, said)
        copied = _copied(sentences, shown, COPIED[turn.reading.lang])
        lost = frozenset(_within(turn, [span for span, _ in (*stale, *copied)])) | frozenset(_heaped(turn, sentences))
        if stale:
            voids.append(Void(turn=turn.number, why="repeated", quote=_longest(stale)))
        if copied:
            voids.append(Void(turn=turn.number, why="copied", quote=_longest(copied)))
        if _volley(sentences) or _heap(turn):
            voids.append(Void(turn=turn.number, why="heaped", quote=turn.reply))
        said |= {_letters(text) for _, text in sentences}
        kept.append(_without(turn, lost, nothing=len(stale) + len(copied) >= len(sentences) > 0))
    return tuple(kept), tuple(voids)


def _without(turn: Turn, lost: frozenset[Move], *, nothing: bool) -> Turn:
    """The turn without these moves; without what it earned too, if nothing in it counts."""
    if not lost and not nothing:
        return turn
    moves = {move: sure for move, sure in turn.reading.moves.items() if move not in lost}
    reading = turn.reading.model_copy(update={"moves": moves})
    events = tuple(event for event in turn.events if not (nothing and event.happened in _EARNED))
    return turn.model_copy(update={"reading": reading, "events": events})


def _within(turn: Turn, spans: list[Span]) -> Iterator[Move]:
    """Moves, but mistakes, that are shown by words in these stretches of the reply."""
    for move in turn.reading.moves:
        start, end = turn.reading.spans.get(move, (0, len(turn.reply)))
        if move not in MISTAKES and any(start < until and since < end for since, until in spans):
            yield move


def _heaped(turn: Turn, sentences: list[Sentence]) -> Iterator[Move]:
    for move in turn.reading.moves:
        if move not in MISTAKES and (_heap(turn) or (move in QUESTIONS and _volley(sentences))):
            yield move


def _volley(sentences: list[Sentence]) -> bool:
    return sum(asks(text) for _, text in sentences) >= VOLLEY


def _heap(turn: Turn) -> bool:
    return len(set(turn.reading.moves) - MISTAKES) >= HEAP


def _stale(sentences: list[Sentence], said: set[str]) -> list[Sentence]:
    """The runs of sentences that were all said before, if a run is long enough to be noticed."""
    found, run = list[Sentence](), list[Sentence]()
    for sentence in (*sentences, None):
        if sentence is not None and _letters(sentence[1]) in said:
            run.append(sentence)
            continue
        if sum(len(_letters(text)) for _, text in run) >= LEAST:
            found += run
        run = []
    return found


def _copied(sentences: list[Sentence], shown: list[str], least: int) -> list[Sentence]:
    """The sentences that stand in a model reply, if together they are too long to be there by chance."""
    found = [(span, text) for span, text in sentences if any(_letters(text) in model for model in shown)]
    return found if sum(len(_letters(text)) for _, text in found) >= least else []


def _longest(sentences: list[Sentence]) -> str:
    return max((text for _, text in sentences), key=len)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
