"""Backup: all that a database holds written to one file, and put from it into any database that is served."""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Connection, Engine, MetaData, func, insert, inspect, select
from sqlalchemy import Table as Held
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.pool import NullPool

from state.records.archive import Archive, BackupRefused, Line, Manifest, Table, opened, written
from state.records.engine import is_sqlite, open_engine
from state.records.errors import place
from state.records.schema import ALEMBIC, VERSION_TABLE, revision, revisions
from state.records.tables import metadata

PORTION = 200
"""Rows that are held at a time."""
NUL, REPLACEMENT = "\x00", "\ufffd"

Told = Callable[[str, int], None]
"""Is told of each table that is done, and of how many rows it has."""


@dataclass(frozen=True)
class Holding:
    """What a database holds. revision: the migration that it is at; None: it has no tables of ours.

    rows: by table. strange: tables that this version of the program does not know.
    """

    revision: str | None
    rows: Mapping[str, int]
    strange: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return sum(self.rows.values())


def holding(engine: Engine) -> Holding:
    """See what a database holds, without waiting for who writes."""
    with _reading(engine) as connection:
        return _holding(connection)


def back_up(engine: Engine, path: Path, now: datetime, *, force: bool, told: Told) -> Manifest:
    """Write all that a database holds, as it is at one moment, whatever version of the program it is of.

    Who writes meanwhile is not held up. force: whether the file may take the place of another.
    Raises BackupRefused if it may not and there is one, the disk is full, or there is nothing to write; OSError.
    """
    with _reading(engine) as connection:
        at = revision(connection)
        if at is None:
            raise BackupRefused(f"The database {place(engine.url)} has no tables of Duilian's. No backup was made.")
        with written(path, force=force) as writing:
            for table in _tables(connection, at):
                with closing(_lines(connection, table)) as lines:
                    told(table.name, writing.table(table.name, [column.name for column in table.columns], lines))
            return writing.close(at, engine.dialect.name, now)


def restore(engine: Engine, path: Path, *, replace: bool, told: Told) -> Manifest:
    """Fill a database from a backup and bring it to this version of the program, all in one transaction.

    replace: whether what the database holds may be removed for it.
    Raises BackupRefused if it holds anything and that may not be removed, or if the backup is damaged, is of a newer
    version, or breaks a rule of the tables; OSError. Nothing has changed then.
    """
    # SQLite alters tables by making them anew, as in `upgrade`.
    filling = open_engine(engine.url, foreign_keys=False, pool=NullPool)
    with opened(path) as archive:
        at = archive.manifest.revision
        if at not in revisions():
            raise BackupRefused(f"{path} was made by a newer Duilian (revision {at}). Restore it with that one.")
        with filling.begin() as connection:
            _make_room(connection, replace=replace)
            _fill(connection, archive, path, told)
        return archive.manifest


def _make_room(connection: Connection, *, replace: bool) -> None:
    """Remove all tables of ours, if that may be."""
    held, where = _holding(connection), place(connection.engine.url)
    if held.revision is None and held.strange:
        raise BackupRefused(
            f"The database {where} has tables that are not Duilian's ({', '.join(held.strange[:5])}). "
            "Nothing was changed; take a database of its own."
        )
    if held.total and not replace:
        raise BackupRefused(
            f"The database {where} holds {held.total:,} rows. Nothing was changed; restore into an empty database, or "
            "with --replace, which removes them."
        )
    if held.revision is not None:
        found = MetaData()
        found.reflect(connection, only=[*held.rows, VERSION_TABLE])
        found.drop_all(connection)


def _fill(connection: Connection, archive: Archive, path: Path, told: Told) -> None:
    from state.records.migrations.run import run

    with ALEMBIC:
        run(connection, to=archive.manifest.revision)
    kept = {table.name: table for table in archive.manifest.tables}
    made = _tables(connection, archive.manifest.revision)
    if kept.keys() != {table.name for table in made}:
        raise BackupRefused(f"{path} has other tables than its version of Duilian. Nothing was changed.")
    for table in made:
        if set(kept[table.name].columns) != {column.name for column in table.columns}:
            raise BackupRefused(f"{path} has other columns in '{table.name}' than its version. Nothing was changed.")
        try:
            _load(connection, table, archive, kept[table.name])
        except (IntegrityError, DataError, ValueError) as error:
            raise BackupRefused(f"{path} has rows in '{table.name}' that cannot be. Nothing was changed.") from error
        told(table.name, kept[table.name].rows)
    with ALEMBIC:
        run(connection)
    if is_sqlite(connection.engine.url) and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise BackupRefused(f"{path} has rows that refer to others that are not there. Nothing was changed.")


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    """A connection on which everything is seen as it was at one moment, and which holds nobody up."""
    with engine.connect() as connection:
        if is_sqlite(engine.url):
            yield connection.execution_options(reading=True)
        else:
            yield connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _holding(connection: Connection) -> Holding:
    at = revision(connection)
    counted = ((table.name, select(func.count()).select_from(table)) for table in _tables(connection, at))
    rows = {name: connection.execute(count).scalar_one() for name, count in counted}
    names = sorted(inspect(connection).get_table_names())
    return Holding(at, rows, tuple(name for name in names if name != VERSION_TABLE and name not in metadata.tables))


def _tables(connection: Connection, at: str | None) -> list[Held]:
    """The tables of ours that a database has, each after those that it refers to. at: its revision."""
    if at is None:
        return []
    there = [name for name in inspect(connection).get_table_names() if name != VERSION_TABLE]
    # Of what a newer version brought nothing is known; else what we do not know is somebody else's.
    found = MetaData()
    found.reflect(connection, only=[name for name in there if at not in revisions() or name in metadata.tables])
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):  # a missing document is SQL's NULL
                column.type = JSON(none_as_null=bool(column.nullable))
    return found.sorted_tables


def _lines(connection: Connection, table: Held) -> Generator[Line]:
    with connection.execute(select(table).execution_options(yield_per=PORTION)) as rows:
        for row in rows.mappings():
            yield {str(name): _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    # SQLite keeps no offset; whatever we write there is in UTC.
    aware = value.replace(tzinfo=UTC) if value.utcoffset() is None else value.astimezone(UTC)
    return aware.isoformat()


def _load(connection: Connection, table: Held, archive: Archive, kept: Table) -> None:
    nul = is_sqlite(connection.engine.url)
    taken = {column.name: partial(_taken, column, nul=nul) for column in table.columns}
    rows = ({name: taken[name](value) for name, value in row.items()} for row in archive.rows(kept))
    while portion := list(islice(rows, PORTION)):
        connection.execute(insert(table), portion)


def _taken(column: Column[Any], value: Any, *, nul: bool) -> Any:
    """A value as its column takes it. nul: whether texts may hold the character 0, which PostgreSQL's cannot.

    Raises ValueError if it is of another kind.
    """
    if value is None or isinstance(column.type, JSON):
        return value
    kind = column.type.python_type
    if kind is datetime:
        return datetime.fromisoformat(value).astimezone(UTC)
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise ValueError(f"{column.name} is a {kind.__name__}")
    return value.replace(NUL, REPLACEMENT) if kind is str and not nul else value
