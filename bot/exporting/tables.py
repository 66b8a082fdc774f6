"""Tables: talks and turns as CSV, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.exporting.choosing import Exported
from bot.texts import Texts
from state.dialogue.snapshot import Say
from state.records.tables import Turn
from state.scoring.card import Card, Part
from state.troupe import Troupe

BOM = "\ufeff"
"""Begins the file: without it, Excel takes Chinese for something else."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet might work out, instead of showing it."""

_TALK = (
    "person", "name", "groups", "talk", "scenario", "customer", "type", "objection", "mode", "private",
    "started", "minutes", "replies", "outcome", "score",
)  # fmt: skip
_TURN = (
    "person", "name", "talk", "scenario", "customer", "turn", "at", "reply", "moves", "trust", "patience", "interest",
    "answer",
)  # fmt: skip


def talks_csv(talks: Iterable[Exported], say: Texts, troupe: Troupe) -> Iterator[str]:
    """A row for each talk: who, with whom, how it ended, the score, and the share of each step in percent.

    Yields the file piece by piece, each a whole row. What is not rated, not seen yet or private is left empty.
    """
    parts = [(part.id, part.name[say.lang]) for part in troupe.rubric.parts]
    rows = (_talk(each, say, [part for part, _ in parts]) for each in talks)
    steps = [f"{part} {name} %" if len(part) == 1 else f"{name} %" for part, name in parts]
    yield from _written((*_heads(say, _TALK), *steps), rows)


def turns_csv(talks: Iterable[Exported], say: Texts, troupe: Troupe) -> Iterator[str]:
    """A row for each reply: what was said, what it did, how the customer felt after it and what was answered.

    Yields the file piece by piece, each a whole row. There is none of a private talk.
    """
    names = {str(entry.id): entry.name[say.lang] for entry in troupe.moves.moves}
    rows = (_turn(each, turn, names, say) for each in talks for turn in each.turns)
    yield from _written(_heads(say, _TURN), rows)


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: what might be one has an apostrophe before it."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def clock(at: datetime) -> str:
    """A time on the clock of the machine, as spreadsheets read it."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _written(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    page = io.StringIO()
    writer = csv.writer(page)
    page.write(BOM)
    writer.writerow(head)
    yield _taken(page)
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
        yield _taken(page)


def _taken(page: io.StringIO) -> str:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text


def _heads(say: Texts, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(say("csv-column", column=column) for column in columns)


def _talk(each: Exported, say: Texts, parts: Iterable[str]) -> Iterator[object]:
    held, session, customer = each.held, each.session, each.customer
    yield from (held.user_id, each.name, say("export-comma").join(each.groups), held.id, held.scenario, each.title)
    yield from (
        (customer.persona.name[say.lang], customer.objection.name[say.lang]) if customer is not None else ("", "")
    )
    yield say("export-mode", mode=session.mode) if session is not None else ""
    yield say("export-yes") if session is None else ""
    yield clock(held.started_at)
    yield round(each.took.total_seconds() / 60, 1) if each.took is not None else ""
    yield len(each.turns) if session is not None else ""
    yield say("export-outcome", outcome=session.outcome) if session is not None and session.outcome else ""
    yield each.row.score if each.row is not None else ""
    shares = _shares(each.card)
    for part in parts:
        share = shares.get(part)
        yield round(share * 100) if share is not None else ""


def _shares(card: Card | None) -> dict[str, float | None]:
    parts: tuple[Part, ...] = (*card.steps, *card.groups) if card is not None else ()
    return {part.id: part.share for part in parts}


def _turn(each: Exported, turn: Turn, names: dict[str, str], say: Texts) -> Iterator[object]:
    yield from (each.held.user_id, each.name, each.held.id, each.held.scenario, each.title)
    yield from (turn.number, clock(turn.at), turn.reply)
    yield say("export-comma").join(names.get(move, move) for move in turn.reading["moves"])
    yield from (turn.meters[meter] for meter in ("trust", "patience", "interest"))
    yield "\n".join(spoken(said) for said in turn.says)


def spoken(said: dict[str, object]) -> str:
    """A stored bubble as a chat shows it."""
    return Say.model_validate(said).line
