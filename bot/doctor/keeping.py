"""Keeping: the database is there, is of this version, can be written, and has room to grow."""

from collections.abc import Iterator

from bot.doctor.finding import Case, Finding, Values
from state.records.errors import RecordsUnavailable
from state.records.looking import Look, look

NONE_LEFT, LITTLE = 50_000_000, 500_000_000
"""Bytes of disk with which it stops soon, and with which somebody should look."""
LONG = 200_000_000
"""Bytes of a write-ahead log that nobody writes back; SQLite does at 4 million, unless somebody reads on and on."""
OLDEST = 13
"""Of PostgreSQL's versions, the oldest that it still mends."""


def database(case: Case) -> Iterator[Finding]:
    """What is found of the database."""
    try:
        found = look(case.settings.database.address())
    except RecordsUnavailable as error:
        values = {"reason": error.reason, "where": error.where}
        yield Finding("database", "error", "doctor-database-away", "doctor-database-do", values)
        return
    room = list(_room(found))
    yield from (*_state(found, sound=not room), *room)


def readable(found: Look) -> bool:
    """Whether this program can read what is in a database as it is."""
    return found.is_there and bool(found.at) and not (found.lacks or found.is_newer)


def _state(found: Look, *, sound: bool) -> Iterator[Finding]:
    values: Values = {"where": found.where, "at": found.at, "count": found.lacks, "kind": _kind(found)}
    if not found.is_writable:
        yield Finding("database", "error", "doctor-database-readonly", "doctor-database-readonly-do", values)
    elif found.is_newer:
        yield Finding("database", "error", "doctor-database-newer", "doctor-database-newer-do", values)
    elif found.is_foreign:
        yield Finding("database", "error", "doctor-database-foreign", "doctor-database-foreign-do", values)
    elif not found.at:
        yield Finding("database", "ok", "doctor-database-new", values=values)
    elif found.lacks:
        yield Finding("database", "warning", "doctor-database-older", "doctor-database-older-do", values)
    elif found.kind == "postgresql" and int(found.version.partition(".")[0] or 0) < OLDEST:
        values["oldest"] = OLDEST
        yield Finding("database", "warning", "doctor-postgresql-old", "doctor-postgresql-old-do", values)
    elif sound:
        yield Finding("database", "ok", "doctor-database-ok", values={**values, "size": _megabytes(found.size or 0)})


def _room(found: Look) -> Iterator[Finding]:
    values: Values = {"where": found.where, "free": _megabytes(found.free or 0)}
    if found.free is not None and found.free < LITTLE:
        status = "error" if found.free < NONE_LEFT else "warning"
        yield Finding("database", "error" if status == "error" else "warning", "doctor-disk", "doctor-disk-do", values)
    if found.ahead is not None and found.ahead > LONG:
        values["size"] = _megabytes(found.ahead)
        yield Finding("database", "warning", "doctor-wal", "doctor-wal-do", values)


def _kind(found: Look) -> str:
    return f"PostgreSQL {found.version}" if found.kind == "postgresql" else "SQLite"


def _megabytes(size: int) -> int:
    return round(size / 1_000_000)
