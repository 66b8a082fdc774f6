"""Schema: bringing a database to the tables of this version, one migration after another."""

import time
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from state.records.engine import is_sqlite, open_engine
from state.records.errors import RecordsUnavailable, place

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
VERSION_TABLE = "alembic_version"
ALEMBIC = Lock()
"""It keeps in one place what it is about to do."""
LONGEST = 30.0
"""Seconds after which a migration that fails is no longer taken for one that another runs at the same time."""


def revisions(versions: Path = VERSIONS) -> list[str]:
    """The numbers of a folder's migrations, in order, as `0001`."""
    return sorted(path.name.partition("_")[0] for path in versions.glob("[0-9]*_*.py"))


def revision(connection: Connection) -> str | None:
    """The migration that a database is at, or None if it is empty."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    at: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return at


def upgrade(engine: Engine, versions: Path = VERSIONS) -> None:
    """Run the migrations that a database lacks, all in one transaction. Returns at once if it lacks none.

    Raises RecordsUnavailable if the database knows migrations that this version does not.
    """
    known = revisions(versions)
    deadline = time.monotonic() + LONGEST
    while (at := _at(engine)) != known[-1]:
        if at is not None and at not in known:
            raise RecordsUnavailable("newer", place(engine.url))
        try:
            _run(engine, versions)
        except DatabaseError:
            # Another may be at it: SQLite waits for it, PostgreSQL lets us run into what it has made.
            if is_sqlite(engine.url) or (_at(engine) == at and time.monotonic() > deadline):
                raise
            time.sleep(0.5)


def _at(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return revision(connection)


def _run(engine: Engine, versions: Path) -> None:
    # Alembic takes 0.1 s to load, and most starts have nothing for it to do.
    from state.records.migrations.run import run

    # SQLite changes a table by making it anew and dropping the old one, which references to it must survive.
    # Minding them can only be switched outside a transaction, hence a connection of its own.
    migrating = open_engine(engine.url, foreign_keys=False, pool=NullPool)
    with ALEMBIC, migrating.begin() as connection:
        run(connection, versions)
        if is_sqlite(engine.url):
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration would leave {len(broken)} rows that refer to nothing: {broken[:5]}")
