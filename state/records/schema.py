"""Schema: bringing a database to the tables of this version, one migration after another."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.pool import NullPool

from state.records.engine import open_engine
from state.records.errors import RecordsUnavailable, place

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
VERSION_TABLE = "alembic_version"


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
    with engine.connect() as connection:
        at = revision(connection)
    if at == known[-1]:
        return
    if at is not None and at not in known:
        raise RecordsUnavailable("newer", place(engine.url))
    # Alembic takes 0.1 s to load, and most starts have nothing for it to do.
    from state.records.migrations.run import run

    # SQLite changes a table by making it anew and dropping the old one, which references to it must survive.
    # Minding them can only be switched outside a transaction, hence a connection of its own.
    migrating = open_engine(engine.url, foreign_keys=False, pool=NullPool)
    with migrating.begin() as connection:
        run(connection, versions)
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration would leave {len(broken)} rows that refer to nothing: {broken[:5]}")
