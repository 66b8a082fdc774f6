"""Errors: whatever keeps the records from being read or written, as one sentence with what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sqlalchemy.engine import URL
from sqlalchemy.exc import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree

Reason = Literal[
    "address", "busy", "damaged", "driver", "full", "memory", "newer", "readonly", "unmigrated", "unreachable"
]

SENTENCES: dict[Reason, str] = {
    "address": "The database address is not one. It should look like sqlite:///folder/records.db.",
    "busy": "The database {where} is busy: another program is writing to it and did not finish in time. "
    "Nothing was saved; try again, and close whatever else has it open.",
    "damaged": "The database {where} is damaged or is not a database at all. Move it away with the files beside it, "
    "and run `duilian db restore` with a backup.",
    "driver": "The driver for the database {where} is not installed. "
    "For PostgreSQL, pip install 'duilian[postgresql]'; or use a SQLite file.",
    "full": "The disk of the database {where} is full. Nothing was saved; free some space and try again.",
    "memory": "A database in memory keeps nothing. Give it a file, as sqlite:///folder/records.db.",
    "newer": "The database {where} was written by a newer Duilian. Install that one, or restore a backup.",
    "readonly": "The database {where} may not be written to. "
    "Let this user write to it: with SQLite, the file and its folder.",
    "unmigrated": "The database {where} lacks tables of this version. Run `duilian db upgrade`.",
    "unreachable": "The database {where} cannot be opened. See that it is there and this user may open it.",
}

_SIGNS: tuple[tuple[str, Reason], ...] = (
    # What SQLite and PostgreSQL say, in lower case; SQLite's wording is fixed by its sqlite3_errstr().
    ("locked", "busy"),
    ("is full", "full"),
    ("no space left", "full"),
    ("readonly", "readonly"),
    ("read-only", "readonly"),
    ("no such table", "unmigrated"),
    ("no such column", "unmigrated"),
    ("has no column named", "unmigrated"),
    ("malformed", "damaged"),
    ("not a database", "damaged"),
)

_CONTENDED = ("40001", "40P01", "55P03")
"""PostgreSQL's codes for a unit that cannot be put in order with another, for two that wait for each other, and for one
that has waited for another long enough."""


class RecordsUnavailable(Exception):
    """The records cannot be read or written now; nothing of the unit was kept.

    reason: which of `SENTENCES`. where: the database, if it is known, for a person to read.
    str(error): the sentence; it names the database, never a user or a password.
    """

    def __init__(self, reason: Reason, where: str = "") -> None:
        super().__init__(SENTENCES[reason].format(where=where))
        self.reason = reason
        self.where = where


class Contended(RecordsUnavailable):
    """Two units stood in each other's way, and this one was undone for the other's sake; it may be begun anew."""


class Unsure(RecordsUnavailable):
    """The records went away as they were being told to keep a unit, so that it may have been kept all the same."""


def place(url: URL) -> str:
    """Where a database is, for a person to read: the file, or the server and the database's name."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    host = (url.host or "").rpartition("@")[2]  # what stands before it is the rest of a password that has an @
    return f"{url.database} at {host}" if host else str(url.database)


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn a failing database into `RecordsUnavailable`; a broken rule of the tables stays what it is."""
    try:
        yield
    except IntegrityError:
        raise
    except NoConnectionFree as error:
        raise RecordsUnavailable("busy", where) from error
    except DatabaseError as error:
        if getattr(error.orig, "sqlstate", None) in _CONTENDED:
            raise Contended("busy", where) from error
        reason = _reason(error)
        if reason is None:
            raise
        raise RecordsUnavailable(reason, where) from error
    except InterfaceError as error:
        raise RecordsUnavailable("unreachable", where) from error


def _reason(error: DatabaseError) -> Reason | None:
    said = str(error.orig).lower()
    if isinstance(error, ProgrammingError):  # PostgreSQL's word for a table or column that is not there
        return "unmigrated" if "does not exist" in said else None
    if isinstance(error, OperationalError | InternalError) or type(error) is DatabaseError:
        return next((reason for sign, reason in _SIGNS if sign in said), "unreachable")
    return None
