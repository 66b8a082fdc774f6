"""Clauses: the smallest stretches of a reply that can carry a move of their own, and be quoted."""

import re
from collections.abc import Sequence

from state.understanding.reading import Span

MOST = 6
"""Clauses a reply is divided into at most; short neighbours are joined until so many are left."""

LEAST = 4
"""Letters or characters under which a question (行吗, "ok?") says nothing without what stands before it."""

LONGEST = 600
"""Code points of a reply that are divided; the last clause takes in what comes after."""

# A comma or a full stop inside a number (12,000 or 0.8) ends nothing; blanks end a clause between Chinese characters.
_END = re.compile(
    r"[。！？!?；;，、…~～—]+|[,.:](?=\s|$|[\u3400-\u9fff])|\n+|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|\s-+\s"
)
_FULL_STOP = re.compile(r"[。！？!?；;…\n]|\.(?=\s|$)")
NO_WORD = re.compile(r"[\W_]+")
"""What stands between letters and digits."""
_TAG = re.compile(r"[?？吗吧嘛]")
_CLOSERS = "。！？!?…"


def split(reply: str, most: int = MOST) -> tuple[Span, ...]:
    """The clauses of a reply as (start, end) in code points, end exclusive; edges are trimmed, end marks stay.

    At least one for a reply with any word in it, at most `most`; () for one without words.
    """
    pieces: list[Span] = []
    start = 0
    for end in (*(mark.end() for mark in _END.finditer(reply[:LONGEST])), len(reply)):
        said = len(NO_WORD.sub("", reply[start:end]))
        if pieces and (not said or (said < LEAST and _TAG.search(reply[start:end]))):
            pieces[-1] = (pieces[-1][0], end)
        elif said:
            pieces.append((start, end))
        start = end
    while len(pieces) > most:
        sizes = [pieces[i + 1][1] - pieces[i][0] for i in range(len(pieces) - 1)]
        i = sizes.index(min(sizes))
        pieces[i : i + 2] = [(pieces[i][0], pieces[i + 1][1])]
    return tuple(trimmed(reply, piece, keep=_CLOSERS) for piece in pieces)


def sentences(reply: str, clauses: Sequence[Span]) -> tuple[Span, ...]:
    """Clauses as `split` gives them, joined to sentences."""
    found: list[Span] = []
    ended = True
    for number, (start, end) in enumerate(clauses):
        following = clauses[number + 1][0] if number + 1 < len(clauses) else len(reply)
        if ended:
            found.append((start, end))
        else:
            found[-1] = (found[-1][0], end)
        ended = bool(_FULL_STOP.search(reply[end - 1 : following]))
    return tuple(found)


def trimmed(reply: str, span: Span, keep: str = "") -> Span:
    """The span without spaces and punctuation at its edges; a run of `keep` right behind the last word stays."""
    start, end = span
    while start < end and not reply[start].isalnum():
        start += 1
    while end > start and not reply[end - 1].isalnum():
        end -= 1
    while end < span[1] and reply[end] in keep:
        end += 1
    return start, end
