"""Reminders: those who have long been away are told once whom to meet next, by day; looked for hour by hour."""

import asyncio
import logging
import traceback
from datetime import datetime, timedelta

from bot.delivery import now
from bot.practice import Practice
from bot.reminding import reminder
from bot.scene import Scene
from bot.telegram.deliveries import Deliveries
from state.records.errors import RecordsUnavailable

HOUR = 3600.0
DAY = range(9, 18)
"""Hours on the clock of this machine in which people are written to unasked."""
AT_ONCE = 50
"""People reminded in an hour: where there are a thousand, they do not all come back at once."""
log = logging.getLogger(__name__)


async def keep_reminding(practice: Practice, deliveries: Deliveries) -> None:
    """Remind people until cancelled. Several processes may do it at once."""
    while True:
        try:
            for user_id in await asyncio.to_thread(remind, practice, now()):
                deliveries.wake(user_id)
        except RecordsUnavailable as error:
            log.warning("Nobody is reminded this hour: %s", error)
        except Exception as error:  # a fault of ours in a courtesy must not keep anybody from practising
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("Reminding broke off: %s\n%s", type(error).__name__, where)
        await asyncio.sleep(HOUR)


def remind(practice: Practice, now: datetime) -> list[str]:
    """Queue a reminder for those away for `practice.remind_days`, one for each absence; the ids of whom.

    Raises RecordsUnavailable.
    """
    days = practice.settings.practice.remind_days
    if days == 0 or now.astimezone().hour not in DAY:
        return []
    since = now - timedelta(days=days)
    with practice.records.unit() as unit:
        away = [user.id for user in unit.absent(since, AT_ONCE)]
    return [user_id for user_id in away if _remind(practice, user_id, since, now)]


def _remind(practice: Practice, user_id: str, since: datetime, now: datetime) -> bool:
    """Remind one person, unless another process was first; noted and queued in one transaction."""
    with practice.records.unit() as unit:
        if not unit.claim_reminder(user_id, since, now):
            return False
        user = unit.user(user_id)
        assert user is not None
        scene = Scene(unit, user, practice.troupe, practice.settings, practice.reader, now)
        scene.coach(reminder(scene))
        scene.close()
        return True
