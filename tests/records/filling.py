"""Databases full of rows: two in every table of whichever revision, one with all that may be missing, one without."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Connection, DateTime, Float, MetaData, Table, insert, select
from sqlalchemy.types import Integer

from state.records.schema import VERSION_TABLE
from tests.records.rows import NOON

Kept = dict[str, list[dict[str, Any]]]
"""Table -> its rows, by their keys."""

PLAIN, FULL = 0, 1
"""Which of a table's two rows."""

BODY = {
    "steps": [
        {"id": "c", "share": 0.5, "criteria": [{"criterion": "restated", "share": 0.25}]},
        {"id": "a", "share": None, "criteria": [{"criterion": "expected", "share": None}]},
    ],
    "groups": [{"criteria": [{"criterion": "fitted", "share": 1.0}]}],
}
"""Of a score card, as much as migrations read of it."""

BOTH: Mapping[str, tuple[Any, Any]] = {
    # Values of the plain row and of the full one that rules or migrations ask for; by column, or table.column.
    "lang": ("zh", "en"),
    "mode": ("practice", "exam"),
    "channel": ("telegram", "terminal"),
    "score": (0, 100),
    "target": (0, 100),
    "least": (0, 100),
    "share": (0.0, 0.25),
    "used": (0, 3),
    "allowed": (1, 3),
    "items": (1, 10),
    "answered": (1, 7),
    "correct": (0, 7),
    "body": (BODY, BODY),
    "outcome": ("agreed", "left"),
    "example": ("accepted", "refused"),
    "user.role": ("trainee", "coach"),
    "membership.role": ("member", "coach"),
    "invitation.role": ("trainee", "admin"),
    "session.phase": ("talk", "done"),
    "appeal.state": ("open", "upheld"),
    "training.state": ("running", "live"),
    "training.body": ("", "head"),
    "trained_head.body": ("", "head"),
    "outgoing.voice": ("customer", "coach"),
    "outgoing.format": ("plain", "picture"),
    "assignment.task": ("customer", "certificate"),
    "correction.kind": ("points", "moves"),
    "imported_mark.kind": ("comment", "points"),
    "stay.way": ("link", "app"),
}


def fill(connection: Connection) -> Kept:
    """Put two rows into every table that there is. Returns them."""
    made: dict[str, list[dict[str, Any]]] = {}
    for table in _tables(connection):
        made[table.name] = [_row(table, which, made) for which in (PLAIN, FULL)]
        for row in made[table.name]:
            connection.execute(insert(table), row)
    return everything(connection)


def everything(connection: Connection) -> Kept:
    """All rows of a database, with times in UTC."""
    found: Kept = {}
    for table in _tables(connection):
        keys = [column.name for column in table.primary_key.columns]
        rows = [
            {name: _plain(value) for name, value in row.items()}
            for row in connection.execute(select(table)).mappings().all()
        ]
        found[table.name] = sorted(rows, key=lambda row: [str(row[key]) for key in keys])
    return found


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def _plain(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=UTC) if value.utcoffset() is None else value.astimezone(UTC)


def _row(table: Table, which: int, made: Kept) -> dict[str, Any]:
    """A row that refers to those rows of other tables that are plain, or full, as it is itself."""
    row = {
        column.name: None
        if which == PLAIN and column.nullable and not column.primary_key
        else _value(table, column, which)
        for column in table.columns
    }
    for rule in table.foreign_key_constraints:
        if any(row[name] is None for name in rule.column_keys):
            continue
        row |= {part.parent.name: made[part.column.table.name][which][part.column.name] for part in rule.elements}
    if any(isinstance(column.type, JSON) for column in table.columns):  # SQL's NULL, not JSON's
        row = {name: value for name, value in row.items() if value is not None}
    return row


def _value(table: Table, column: Column[Any], which: int) -> Any:
    for name in (f"{table.name}.{column.name}", column.name):
        if name in BOTH:
            return BOTH[name][which]
    kind = column.type
    if isinstance(kind, JSON):
        return [{"话": ["“一句”\n", 'a "b" \\ %s', "🙂"], "n": [1, 2.5, -3, None, True]}, {}][which]
    if isinstance(kind, Boolean):
        return which == FULL
    if isinstance(kind, DateTime):
        return (NOON + timedelta(days=which, microseconds=1)).replace(tzinfo=None if _naive(column) else UTC)
    if isinstance(kind, BigInteger):
        return 2**40 + which
    if isinstance(kind, Integer):
        return 1 + which
    if isinstance(kind, Float):
        return [0.1, 1.0][which]
    return f"{table.name}.{column.name} {which} “没有时间”\n\t'; DROP TABLE session; -- %s 🙂"


def _naive(column: Column[Any]) -> bool:
    return not getattr(column.type, "timezone", False)
