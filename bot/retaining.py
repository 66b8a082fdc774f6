"""Retaining: what is older than it is to be kept is removed, at the start and every night, little by little."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.chores import is_ours
from bot.delivery import now
from state.records.errors import RecordsUnavailable
from state.records.records import Records
from state.records.unit import Unit

UPDATES = timedelta(days=30)
"""For how long updates are known again; Telegram keeps them for a day."""
LINKS = timedelta(days=1)
"""For how long a link to the desk is known once it has ended, so that whoever opens it late is told why it is dead."""
PORTION = 20  # talks, or
MANY = 500  # updates or messages, that are removed in one transaction: some milliseconds
PAUSE = 0.2  # seconds between two, in which others get to write
QUIET = time(3, 30)  # by the clock of this machine
log = logging.getLogger(__name__)


async def keep_tidy(records: Records, days: int, worker: str) -> None:
    """Remove what is old, now and every night, for ever; of several workers one does it each night.

    days: how long talks are kept, 0 for ever. worker: what this process is called.
    """
    while True:
        try:
            ours = await is_ours(records, "tidying", worker, last(QUIET, datetime.now().astimezone()))
            removed = await sweep(records, days, now()) if ours else 0
            if removed:
                log.info("Removed %d talks that ended more than %d days ago.", removed, days)
        except (RecordsUnavailable, SQLAlchemyError) as error:  # the next night is soon enough
            log.error("What is old was not removed: %s", type(error).__name__)
        await asyncio.sleep(seconds_until(QUIET, datetime.now().astimezone()))


async def sweep(records: Records, days: int, at: datetime) -> int:
    """Remove what is old by now, portion by portion, and return how many talks it was. Raises RecordsUnavailable."""
    before, talks = at - timedelta(days=days), 0
    if days:
        talks = await _all(records, lambda unit: unit.expire_talks(before, PORTION))
        await _all(records, lambda unit: unit.expire_imports(before, PORTION))
        await _all(records, lambda unit: unit.expire_messages(before, MANY))
    await _all(records, lambda unit: unit.expire_updates(at - UPDATES, MANY))
    await _all(records, lambda unit: unit.expire_links(at - LINKS, MANY))
    await _all(records, lambda unit: unit.expire_stays(at, MANY))
    return talks


def last(when: time, moment: datetime) -> datetime:
    """When the clock last showed a time. moment: local, aware."""
    then = moment.replace(hour=when.hour, minute=when.minute, second=0, microsecond=0)
    return then if then <= moment else then - timedelta(days=1)


def seconds_until(when: time, moment: datetime) -> float:
    """How long it is until the clock next shows a time, 1 to 86,400 seconds. moment: local, aware."""
    then = moment.replace(hour=when.hour, minute=when.minute, second=0, microsecond=0)
    if then <= moment:
        then += timedelta(days=1)
    return max(1.0, (then - moment).total_seconds())


async def _all(records: Records, portion: Callable[[Unit], int]) -> int:
    """Remove portions until nothing is left. portion: removes one and returns how much it was."""

    def one() -> int:
        with records.unit() as unit:
            return portion(unit)

    removed = 0
    while found := await asyncio.to_thread(one):
        removed += found
        await asyncio.sleep(PAUSE)
    return removed
