"""Credit: what a reply is scored for. Words that were said before, copied, or heaped up earn nothing.

Nobody is forbidden to say such a thing, and the customer answers it as ever; it only does not count as handling.
"""

from collections.abc import Iterable, Iterator, Mapping

from state.content.terms import MISTAKES, QUESTIONS, Lang, Move, Unearned
from state.dialogue.snapshot import Happened, Turn, Value
from state.understanding.reading import Span
from state.understanding.repetition import Clause, clauses, letters, stale
from state.understanding.wording import asks

COPIED: Mapping[Lang, int] = {"zh": 12, "en": 36}
"""Characters or letters of a model reply that nobody says by chance in the same order."""
VOLLEY = 4
"""Questions in one reply from which on none of them can be answered."""
HEAP = 5
"""Different moves, mistakes aside, from which on a reply is a list and no answer."""

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
    shown = [letters(model) for model in models]
    said: set[str] = set()
    kept, voids = list[Turn](), list[Void]()
    for turn in turns:
        own = clauses(turn.reply)
        # Who is sorry for the line says so in set phrases, each time that there is something to be sorry for.
        again = [] if turn.happened("IncidentMet") else stale(own, said)
        copied = _copied(own, shown, COPIED[turn.reading.lang])
        lost = frozenset(_within(turn, [span for span, _ in (*again, *copied)])) | frozenset(_heaped(turn, own))
        if again:
            voids.append(Void(turn=turn.number, why="repeated", quote=_longest(again)))
        if copied:
            voids.append(Void(turn=turn.number, why="copied", quote=_longest(copied)))
        if _volley(turn, own) or _heap(turn):
            voids.append(Void(turn=turn.number, why="heaped", quote=turn.reply))
        said |= {letters(text) for _, text in own}
        kept.append(_without(turn, lost, nothing=len(again) + len(copied) >= len(own) > 0))
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


def _heaped(turn: Turn, own: list[Clause]) -> Iterator[Move]:
    for move in turn.reading.moves:
        if move not in MISTAKES and (_heap(turn) or (move in QUESTIONS and _volley(turn, own))):
            yield move


def _volley(turn: Turn, own: list[Clause]) -> bool:
    """Whether too much is asked at once; what is enumerated (省在哪里、稳不稳？) is one question."""
    return sum(asks(text) and turn.reply[end : end + 1] != "、" for (_, end), text in own) >= VOLLEY


def _heap(turn: Turn) -> bool:
    return len(set(turn.reading.moves) - MISTAKES) >= HEAP


def _copied(own: list[Clause], shown: list[str], least: int) -> list[Clause]:
    """The sentences that stand in a model reply, if together they are too long to be there by chance."""
    plain = [letters(text) for _, text in own]  # once for all models: it is most of what scoring a talk takes
    found = [(clause, text) for clause, text in zip(own, plain, strict=True) if any(text in model for model in shown)]
    return [clause for clause, _ in found] if sum(len(text) for _, text in found) >= least else []


def _longest(own: list[Clause]) -> str:
    return max((text for _, text in own), key=len)
