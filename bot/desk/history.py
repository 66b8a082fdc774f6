"""History: everything that people decided about a talk, with who, when and why, and which of it holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from state.records.reviewing import Correction
from state.records.tables import Appeal

About = tuple[Literal["moves", "points"], int | str]
"""What was decided: what a reply does, by its number, or how far a criterion was met, by its id."""
State = Literal["stands", "replaced", "withdrawn", "refused"]


@dataclass(frozen=True)
class Entry:
    """A correction, or a ruling on an appeal. number: the correction's; 0 of a ruling. moves, share: as it was decided.

    turn: the reply that is concerned, if a single one is. by, at: who decided, '' if that is forgotten, and when.
    why: in their words. state: whether it holds, something later holds in its place, it was taken back, or it refused
    an appeal, which changes nothing. ended: who took it back, and when.
    """

    about: About
    number: int
    turn: int | None
    moves: Sequence[str]
    share: float
    by: str
    at: datetime
    why: str
    state: State
    ended: tuple[str, datetime] | None = None


def history(corrections: Iterable[Correction], appeals: Iterable[Appeal]) -> list[Entry]:
    """All that was decided about a talk, oldest first. Of several about the same thing, the last that stands holds."""
    entries = sorted((*_corrected(corrections), *_ruled(appeals)), key=lambda each: (each.at, each.number))
    holding = {each.about: place for place, each in enumerate(entries) if each.state == "stands"}
    return [
        replace(each, state="replaced") if each.state == "stands" and holding[each.about] != place else each
        for place, each in enumerate(entries)
    ]


def _corrected(rows: Iterable[Correction]) -> Iterator[Entry]:
    for row in rows:
        about: About = ("moves", row.turn or 0) if row.kind == "moves" else ("points", row.criterion or "")
        ended = None if row.withdrawn_at is None else (row.withdrawn_by or "", row.withdrawn_at)
        state: State = "stands" if ended is None else "withdrawn"
        moves, share = row.moves or (), row.share or 0.0
        yield Entry(about, row.number, row.turn, moves, share, row.by or "", row.at, row.reason, state, ended)


def _ruled(rows: Iterable[Appeal]) -> Iterator[Entry]:
    for row in rows:
        if row.state != "open":
            state: State = "stands" if row.state == "upheld" else "refused"
            by, at = row.decided_by or "", row.decided_at or row.made_at
            share = 1.0 if row.state == "upheld" else 0.0
            yield Entry(("points", row.criterion), 0, row.turn, (), share, by, at, row.note or "", state)
