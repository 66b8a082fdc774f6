"""Repetition: the words of a reply that were said before in the talk, and the reply read for what is new in it."""

from collections.abc import Collection, Iterable, Sequence

from state.content.scenario import Scenario
from state.content.terms import Lang
from state.understanding.clauses import NO_WORD, split
from state.understanding.reading import Reader, Reading, Span

LEAST = 8
"""Letters or characters in a row that are noticed when they come again; fewer anybody may repeat."""

Clause = tuple[Span, str]


def clauses(reply: str) -> list[Clause]:
    """The clauses of a reply, each with where it stands."""
    return [(span, reply[slice(*span)]) for span in split(reply)]


def letters(text: str) -> str:
    """What of a text tells it from another: case, spaces and punctuation aside."""
    return NO_WORD.sub("", text.casefold())


def stale(of: Sequence[Clause], said: Collection[str]) -> list[Clause]:
    """The runs of clauses that were all said before, if a run is long enough to be noticed. said: their letters."""
    found, run = list[Clause](), list[Clause]()
    for clause in (*of, None):
        if clause is not None and letters(clause[1]) in said:
            run.append(clause)
            continue
        if sum(len(letters(text)) for _, text in run) >= LEAST:
            found += run
        run = []
    return found


def read_on(
    reader: Reader,
    reply: str,
    before: Iterable[str],
    *,
    lang: Lang,
    customer: str = "",
    scenario: Scenario | None = None,
) -> Reading:
    """Read a reply for what is new in it, and for the mistakes of all of it, as somebody hears it who was there before.

    Else a fine sentence, put beside each reply, would hide what else is said. before: the replies before it.
    """
    whole = reader.read(reply, lang=lang, customer=customer, scenario=scenario)
    own = clauses(reply)
    old = stale(own, {letters(text) for earlier in before for _, text in clauses(earlier)})
    if not old or len(old) == len(own):
        return whole
    left = reply
    for start, end in (span for span, _ in old):
        left = left[:start] + " " * (end - start) + left[end:]  # so that all else stays where it stands
    new = reader.read(left, lang=whole.lang, customer=customer, scenario=scenario)
    moves = {**{move: whole.moves[move] for move in whole.mistakes}, **new.moves}
    if len(moves) > 1:
        moves.pop("other", None)
    return new.model_copy(
        update={
            "moves": dict(sorted(moves.items(), key=lambda item: -item[1])),
            "spans": {move: new.spans.get(move, whole.spans.get(move, (0, len(reply)))) for move in moves},
            "length": whole.length,
            "lang": whole.lang,
        }
    )
