"""Records: the database as the rest of Duilian sees it, opened by its address and used a unit at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlmodel
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from state.records import backup
from state.records.archive import Manifest
from state.records.backup import Holding, Told
from state.records.engine import PATIENCE, is_sqlite, open_engine
from state.records.errors import RecordsUnavailable, Unsure, explained, place
from state.records.schema import upgrade
from state.records.unit import Unit


class Records:
    """The records at an address such as `sqlite:///data/duilian.db` or `postgresql://duilian@db.example.org/duilian`,
    for use from any thread until closed.

    patience: milliseconds that a unit waits for another writer, and for a server that does not answer.
    Raises RecordsUnavailable if the address is none, names a database in memory, or needs a missing driver.
    """

    def __init__(self, url: str, *, patience: int = PATIENCE) -> None:
        try:
            address = make_url(url)
        except (ArgumentError, ValueError):  # the latter of a port that is none; either may quote a password
            raise RecordsUnavailable("address") from None
        if address.get_backend_name() in ("postgres", "postgresql"):  # as providers write it, too; one driver serves us
            address = address.set(drivername="postgresql+psycopg")
        self._where = place(address)
        is_file = is_sqlite(address) and "uri" not in address.query
        self._file = Path(str(address.database)) if is_file else None
        try:
            self._engine = open_engine(address, patience=patience)
        except (NoSuchModuleError, ModuleNotFoundError) as error:
            raise RecordsUnavailable("driver", self._where) from error

    def migrate(self) -> None:
        """Bring the tables to this version: milliseconds if they are. Several processes may do it at once.

        Raises RecordsUnavailable if the database cannot be written or was written by a newer version.
        """
        with explained(self._where):
            upgrade(self._engine)

    def reach(self) -> None:
        """See whether the records can be read now. Raises RecordsUnavailable if not."""
        # What has a SQLite file open does not notice that it was taken away, and would write what nobody finds again.
        self._find()
        with self.unit() as unit:
            unit.live_number()

    def holding(self) -> Holding:
        """See what the database holds, at whichever version it is. Raises RecordsUnavailable."""
        if self._file is not None and not self._file.is_file():
            return Holding(None, {})
        with explained(self._where):
            return backup.holding(self._engine)

    def back_up(self, path: Path, now: datetime, told: Told, *, force: bool = False) -> Manifest:
        """Write all that is kept to a file, as it is at this moment; see `backup.back_up`.

        Raises BackupRefused, RecordsUnavailable, OSError.
        """
        self._find()
        with explained(self._where):
            return backup.back_up(self._engine, path, now, force=force, told=told)

    def restore(self, path: Path, told: Told, *, replace: bool = False) -> Manifest:
        """Put all that a backup holds into the database, which must be empty unless it may be replaced.

        Raises BackupRefused, RecordsUnavailable, OSError; then nothing has changed.
        """
        with explained(self._where):
            return backup.restore(self._engine, path, replace=replace, told=told)

    def _find(self) -> None:
        if self._file is not None and not self._file.is_file():
            raise RecordsUnavailable("unreachable", self._where)

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One transaction: kept on leaving the block, undone if the block raises.

        A SQLite file has one writer at a time, so do what is slow, as reading a reply, before entering.
        Raises RecordsUnavailable if the database cannot be read or written; nothing is kept then. Raises Unsure if
        it went away at the very end, when nobody can know.
        """
        left = False
        try:
            # Rows stay readable after the commit: the shell sends what they say only then.
            with (
                explained(self._where),
                sqlmodel.Session(self._engine, expire_on_commit=False) as database,
                database.begin(),
            ):
                yield Unit(database)
                database.flush()
                left = True  # and only the commit is left to be done
        except RecordsUnavailable as error:
            if left and error.reason == "unreachable":
                raise Unsure("unreachable", self._where) from error
            raise

    def connections(self) -> tuple[int, int]:
        """How many connections to the database are in use, and how many are open and free."""
        pool = self._engine.pool
        return (pool.checkedout(), pool.checkedin()) if isinstance(pool, QueuePool) else (0, 0)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()
