"""Chores: what is done from time to time is done by one of all workers that share the records."""

import asyncio
from datetime import datetime

from bot.delivery import now
from state.records.records import Records


async def is_ours(records: Records, chore: str, worker: str, since: datetime) -> bool:
    """Whether a chore is this worker's to do now, which others then leave alone; it must bear to be done twice.

    since: no other has begun it after this. Raises RecordsUnavailable.
    """

    def begin() -> bool:
        with records.unit() as unit:
            return unit.begin_chore(chore, worker, now(), since)

    return await asyncio.to_thread(begin)
