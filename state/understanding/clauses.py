"""Clauses: the smallest stretches of a reply that can carry a move of their own, and be quoted."""

import re
from collections.abc import Sequence

from state.understanding.reading import Span
from state.understanding.wording import asks

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

_WH = r"(?:what|which|who|whose|where|when|why|how)(?:['’]s)?\b"
_AUX = r"(?:do|does|did|is|are|was|were|have|has|had|can|could|would|will|should)\b"
_SOMEBODY = r"(?:you|your|they|their|he|she|it|its|there|that|this|these|those|the|any(?:body|one)?|some(?:body|one))\b"
# Where another question may begin: what do you make, and who buys it? 哪台停得最凶，啥时候开始的？
_NEXT = re.compile(
    rf"(?:[,;]|\s[–—-])\s+(?:(?:and|but|so|or)\s+)?(?={_WH})|\s+(?:and|but)\s+(?={_WH})"
    rf"|(?:,?\s+and|,)\s+(?={_AUX}\s+{_SOMEBODY})|[，；](?!还是|或者|要么|比如|比方|例如|或)",
    re.IGNORECASE,
)
# When you say dear, … Whoever begins so has asked nothing yet.
_SUBORDINATE = re.compile(rf"\W*(?:(?:and|so|but)\s+)?{_WH}\s+(?:i|we|an?|one|{_SOMEBODY})\b", re.IGNORECASE)
_SAYS_LITTLE = 5
"""Letters or characters under which a question is none by itself (and how?)."""


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


def questions(reply: str, sentence: Span) -> tuple[Span, ...]:
    """The questions of a sentence of a reply that asks several things; () if it asks one, or none."""
    start, end = sentence
    found: list[Span] = []
    closed = False  # whether the last of them asks, so that another may follow
    for stop, following in (*(mark.span() for mark in _NEXT.finditer(reply, start, end)), (end, end)):
        piece = trimmed(reply, (start, stop), keep=_CLOSERS)
        says = reply[slice(*piece)]
        asking = asks(says) and not _SUBORDINATE.match(says) and len(NO_WORD.sub("", says)) >= _SAYS_LITTLE
        if found and not (asking and closed):
            found[-1] = (found[-1][0], piece[1])
        else:
            found.append(piece)
        closed |= asking
        start = following
    return tuple(found) if len(found) > 1 else ()


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
