"""Records: the database as the rest of Duilian sees it, opened by its address and used a unit at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlmodel
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from state.records.engine import PATIENCE, open_engine
from state.records.errors import RecordsUnavailable, explained, place
from state.records.schema import upgrade
from state.records.unit import Unit


class Records:
    """The records at an address such as `sqlite:///data/duilian.db`, for use from any thread until closed.

    patience: milliseconds that a unit waits for another writer of a SQLite file.
    Raises RecordsUnavailable if the address is none, names a database in memory, or needs a missing driver.
    """

    def __init__(self, url: str, *, patience: int = PATIENCE) -> None:
        try:
            address = make_url(url)
        except (ArgumentError, ValueError):  # the latter of a port that is none; either may quote a password
            raise RecordsUnavailable("address") from None
        self._where = place(address)
        is_file = address.get_backend_name() == "sqlite" and "uri" not in address.query
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
        if self._file is not None and not self._file.is_file():
            raise RecordsUnavailable("unreachable", self._where)
        with self.unit() as unit:
            unit.live_number()

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One transaction: kept on leaving the block, undone if the block raises.

        A SQLite file has one writer at a time, so do what is slow, as reading a reply, before entering.
        Raises RecordsUnavailable if the database cannot be read or written; nothing is kept then.
        """
        # Rows stay readable after the commit: the shell sends what they say only then.
        with (
            explained(self._where),
            sqlmodel.Session(self._engine, expire_on_commit=False) as database,
            database.begin(),
        ):
            yield Unit(database)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()
