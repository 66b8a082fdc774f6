"""Chores: what is to be done from time to time, once for all workers, within one transaction."""

from datetime import datetime

import sqlmodel
from sqlalchemy import bindparam, text
from sqlmodel import UTCDateTime

# Both databases know this form; of several workers at once, each but the first finds the condition not to hold.
_BEGIN = text(
    "INSERT INTO chore (name, worker, begun_at) VALUES (:name, :worker, :at) ON CONFLICT (name) DO UPDATE "
    "SET worker = :worker, begun_at = :at WHERE chore.begun_at <= :since OR chore.worker = :worker"
).bindparams(bindparam("at", type_=UTCDateTime()), bindparam("since", type_=UTCDateTime()))


class Chores:
    """The part of a unit that knows which worker does what is done once for all."""

    _database: sqlmodel.Session

    def begin_chore(self, name: str, worker: str, at: datetime, since: datetime) -> bool:
        """Take a chore on. False if another worker has begun it after `since`.

        One begun anew, which may have been cut short, goes over it once more.
        """
        values = {"name": name, "worker": worker, "at": at, "since": since}
        return self._database.connection().execute(_BEGIN, values).rowcount == 1
