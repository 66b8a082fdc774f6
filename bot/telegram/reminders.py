"""Reminders, by day, looked for hour by hour: whom to meet next, for those long away; what is due, or was; the week."""

import asyncio
import logging
import traceback
from datetime import datetime, timedelta

from bot.chores import is_ours
from bot.delivery import now
from bot.practice import Practice
from bot.reminding import DAY, of_assigned, reminder
from bot.scene import Scene
from bot.telegram.deliveries import Deliveries
from bot.telegram.digests import send_digests
from state.progress.assigned import STALE, Nudge, nudge
from state.records.errors import RecordsUnavailable
from state.records.reviewing import Assignment

HOUR = timedelta(hours=1)
AT_ONCE = 50
"""People reminded in an hour: where there are a thousand, they do not all come back at once."""
log = logging.getLogger(__name__)


async def keep_reminding(practice: Practice, deliveries: Deliveries) -> None:
    """Remind people, and sum up coaches' weeks, until cancelled; of several workers one does it each hour."""
    while True:
        try:
            ours = await is_ours(practice.records, "reminders", deliveries.worker, now() - HOUR)
            for look in (remind, send_digests) if ours else ():
                for user_id in await asyncio.to_thread(look, practice, now()):
                    deliveries.wake(user_id)
        except RecordsUnavailable as error:
            log.warning("Nobody is reminded this hour: %s", error)
        except Exception as error:  # a fault of ours in a courtesy must not keep anybody from practising
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("Reminding broke off: %s\n%s", type(error).__name__, where)
        await asyncio.sleep(HOUR.total_seconds())


def remind(practice: Practice, now: datetime) -> list[str]:
    """Queue a reminder for those away for `practice.remind_days`, one for each absence, and of what was assigned, one
    from the day before it is due and one from the day after. Returns the ids of whom.

    Raises RecordsUnavailable.
    """
    days = practice.settings.practice.remind_days
    if days == 0 or now.astimezone().hour not in DAY:
        return []
    since = now - timedelta(days=days)
    with practice.records.unit() as unit:
        away = [user.id for user in unit.absent(since, AT_ONCE)]
        due = unit.due_assignments(now - timedelta(days=STALE + 1), now + timedelta(days=2))
    owing = dict.fromkeys(row.user_id for row in due if _nudge(row, now) is not None)
    reminded = [user_id for user_id in away if _remind(practice, user_id, since, now)]
    return reminded + [user_id for user_id in owing if _remind_of_assigned(practice, user_id, now)]


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


def _remind_of_assigned(practice: Practice, user_id: str, now: datetime) -> bool:
    """Remind one person of what is due, unless another process was first."""
    with practice.records.unit() as unit:
        owing = [row for row in unit.open_assignments(user_id) if _nudge(row, now) is not None]
        rows = [row for row in owing if unit.claim_assignment_reminder(row, now)]
        user = unit.user(user_id)
        if not rows or user is None:
            return False
        scene = Scene(unit, user, practice.troupe, practice.settings, practice.reader, now)
        scene.coach(of_assigned(scene, rows))
        scene.close()
        return True


def _nudge(row: Assignment, now: datetime) -> Nudge | None:
    """Whether a day has come to remind of an assignment, by the days of this machine's clock."""
    if row.due_at is None:
        return None
    reminded = row.reminded_at.astimezone() if row.reminded_at is not None else None
    return nudge(row.due_at.astimezone(), row.made_at.astimezone(), reminded, now.astimezone())
