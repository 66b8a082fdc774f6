"""Looking: what can be seen of a database from outside, without changing anything of it, not even by opening it."""

import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from state.records.errors import RecordsUnavailable, explained, place
from state.records.schema import revision, revisions

PATIENCE = 5
"""Seconds that a server has to answer."""


@dataclass(frozen=True)
class Look:
    """What was seen.

    kind: `sqlite` or `postgresql`, or another that SQLAlchemy knows. where: for a person to read, without a password.
    is_there: whether there is a file, or a server. at: its migration; '' for none. lacks: how many are still to be run.
    is_newer: a later program wrote it. is_foreign: it has tables, and they are not ours.
    is_writable: whether it, or what is still to be made, can be written.
    size, ahead, free: bytes of a file, of the write-ahead log beside it, and left on its disk; None where not known.
    version: the server's, as `16.4`; '' for a file.
    """

    kind: str
    where: str
    is_there: bool = True
    at: str = ""
    lacks: int = 0
    is_newer: bool = False
    is_foreign: bool = False
    is_writable: bool = True
    size: int | None = None
    ahead: int | None = None
    free: int | None = None
    version: str = ""


def look(address: str) -> Look:
    """Look at the database at an address. Raises RecordsUnavailable if it is no address, or cannot be opened."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise RecordsUnavailable("address") from error
    where = place(url)
    try:
        with explained(where):
            return _file(url, where) if url.get_backend_name() == "sqlite" else _server(url, where)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise RecordsUnavailable("driver", where) from error


def _file(url: URL, where: str) -> Look:
    if url.database in (None, "", ":memory:"):
        raise RecordsUnavailable("memory")
    file = Path(str(url.database)).absolute()
    near = next(folder for folder in file.parents if folder.exists())
    free = shutil.disk_usage(near).free
    may_make = os.access(near, os.W_OK | os.X_OK)
    if not file.exists():
        return Look("sqlite", where, is_there=False, lacks=len(revisions()), is_writable=may_make, free=free)
    log = file.with_name(f"{file.name}-wal")
    # Where a log lies beside it, somebody may be writing. Where none does, one would be made by opening it to read.
    mode = "mode=ro" if log.exists() else "mode=ro&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(file.as_posix())}?{mode}", uri=True, timeout=PATIENCE)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    with engine.connect() as connection:
        at, lacks, is_newer, is_foreign = _migration(connection)
    return Look(
        "sqlite",
        where,
        at=at,
        lacks=lacks,
        is_newer=is_newer,
        is_foreign=is_foreign,
        is_writable=may_make and os.access(file, os.W_OK),
        size=file.stat().st_size,
        ahead=log.stat().st_size if log.exists() else 0,
        free=free,
    )


def _server(url: URL, where: str) -> Look:
    patience = {"connect_timeout": PATIENCE} if url.get_backend_name() == "postgresql" else {}
    engine = create_engine(url, connect_args=patience, poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        at, lacks, is_newer, is_foreign = _migration(connection)
        if url.get_backend_name() != "postgresql":
            return Look(url.get_backend_name(), where, at=at, lacks=lacks, is_newer=is_newer, is_foreign=is_foreign)
        version = str(connection.execute(text("SHOW server_version")).scalar())
        readonly = connection.execute(text("SHOW transaction_read_only")).scalar() == "on"
        may_make = connection.execute(
            text("SELECT has_schema_privilege(current_user, current_schema(), 'CREATE')")
        ).scalar()
    return Look(
        "postgresql",
        where,
        at=at,
        lacks=lacks,
        is_newer=is_newer,
        is_foreign=is_foreign,
        is_writable=not readonly and (bool(may_make) or not lacks),
        version=version.partition(" ")[0],
    )


def _migration(connection: Connection) -> tuple[str, int, bool, bool]:
    """The migration that a database is at, how many it lacks, whether it is a later one, and whether it is not ours."""
    known, at = revisions(), revision(connection)
    if at is None:
        return "", len(known), False, bool(inspect(connection).get_table_names())
    if at not in known:
        return at, 0, True, False
    return at, len(known) - 1 - known.index(at), False, False
