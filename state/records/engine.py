"""Engine: one way of opening a database, so that every connection keeps the same promises."""

import json
import sqlite3
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from state.records.errors import RecordsUnavailable, place

PATIENCE = 5_000
"""How long a writer waits for another, in milliseconds."""
_FIRST = "first in line"


def open_engine(
    url: URL, *, foreign_keys: bool = True, patience: int = PATIENCE, pool: type[Pool] | None = None
) -> Engine:
    """Make an engine for a SQLite file, whose folder is created, or for PostgreSQL. It connects on first use.

    A transaction of a SQLite file waits for who writes, but on a connection with the execution option `reading`.

    foreign_keys: whether SQLite keeps references whole.
    patience: milliseconds that a writer waits for another, and that PostgreSQL has to answer when it is called.
    Raises RecordsUnavailable if the database is in memory or its folder cannot be made.
    """
    sqlite = is_sqlite(url)
    if sqlite:
        _make_folder(url)
    engine = create_engine(
        url,
        json_serializer=partial(json.dumps, ensure_ascii=False),
        hide_parameters=True,  # what trainees wrote has no place in a log
        pool_pre_ping=not sqlite,  # a server may have hung up; a file does not
        poolclass=pool,
        connect_args={} if sqlite else _promptly(url, patience),
    )
    if sqlite:
        _keep_promises(engine, foreign_keys, patience)
        _stand_in_line(engine, patience)
    else:
        _wait_no_longer(engine, patience)
    return engine


def is_sqlite(url: URL) -> bool:
    """Whether a database is a file of this machine, which has one writer at a time."""
    return url.get_backend_name() == "sqlite"


def _promptly(url: URL, patience: int) -> dict[str, Any]:
    """What lets a server that is gone be noticed soon, where the address does not say otherwise."""
    seconds = max(1, patience // 1_000)
    wanted = {"connect_timeout": seconds, "tcp_user_timeout": 2 * patience, "application_name": "duilian"}
    return {name: value for name, value in wanted.items() if name not in url.query}


def _wait_no_longer(engine: Engine, patience: int) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = {max(1, patience)}")
        cursor.close()
        connection.commit()  # else the first rollback would take it back


def _make_folder(url: URL) -> None:
    if url.database in (None, "", ":memory:") or url.query.get("mode") == "memory":
        raise RecordsUnavailable("memory")
    if "uri" in url.query:  # then what looks like a path is not one
        return
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordsUnavailable("unreachable", place(url)) from error


def _keep_promises(engine: Engine, foreign_keys: bool, patience: int) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; `begin` below does
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
        _write_ahead(cursor, patience)
        # NORMAL may lose the last commits when the power fails, though what they say was sent already.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA secure_delete = ON")  # what somebody has had removed is overwritten, not only unlinked
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Taking the lock only at the first write would fail, not wait, if another wrote since the first read.
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _stand_in_line(engine: Engine, patience: int) -> None:
    """Let the threads of this program have a SQLite file one after another, each at once when the one before is done.

    SQLite itself would let them look again every so often, in up to a tenth of a second.
    """
    line, where = threading.Lock(), place(engine.url)

    @event.listens_for(engine, "begin", insert=True)
    def wait(connection: Connection) -> None:
        if connection.get_execution_options().get("reading"):
            return
        if not line.acquire(timeout=patience / 1_000):
            raise RecordsUnavailable("busy", where)
        entry = connection.connection.record_info  # which outlives the connection, if that is lost
        assert entry is not None, "the connection was just taken out of the pool"
        entry[_FIRST] = True

    @event.listens_for(engine, "checkin")
    def leave(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if entry.record_info and entry.record_info.pop(_FIRST, False):
            line.release()


def _write_ahead(cursor: DBAPICursor, patience: int) -> None:
    """Switch to WAL, in which who reads does not wait for who writes. It is done once in the life of a file."""
    deadline = time.monotonic() + patience / 1_000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself here if another is about to write, as when two start on a new file.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
