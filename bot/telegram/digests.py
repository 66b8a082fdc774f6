"""Digests: on Monday each coach hears how the week went, once; a bot that was away catches up until Wednesday."""

from datetime import datetime

from bot.access import named, role_of
from bot.digesting import digest
from bot.practice import Practice
from bot.reminding import DAY
from bot.scene import Scene, buttons_of
from bot.telegram.sending import COACH, LONGEST, units
from bot.week import monday, week_of
from state.records.queueing import Message
from state.records.tables import DIGEST, Role

WEEKDAYS = range(3)
"""Days of the week, 0 for Monday, on which people are told of the week before; later it is no news."""


def send_digests(practice: Practice, now: datetime) -> list[str]:
    """Queue what there is to say of the last week for each coach and admin who has not had it. Returns the ids of whom.

    Raises RecordsUnavailable.
    """
    here, access = now.astimezone(), practice.settings.access
    if not practice.settings.practice.digest or here.hour not in DAY or here.weekday() not in WEEKDAYS:
        return []
    since = monday(now)
    with practice.records.unit() as unit:
        found = unit.to_digest(since, named(access))
    staff = [(user.id, role_of(access, user.id, user.role)) for user in found]
    return [user_id for user_id, role in staff if role != "trainee" and _send(practice, user_id, role, since, now)]


def _send(practice: Practice, user_id: str, role: Role, since: datetime, now: datetime) -> bool:
    """Queue one person's digest, unless another process was first; noted and queued in one transaction.

    Where there is nothing to say that is noted too: what happens on Tuesday belongs to the next week.
    """
    with practice.records.unit() as unit:  # looking over a week takes longer than others should wait to write
        week = week_of(unit, user_id, role, now)
    with practice.records.unit() as unit:
        user = unit.user(user_id)
        if user is None or not unit.claim_digest(user_id, since, now) or not week.is_news:
            return False
        scene = Scene(unit, user, practice.troupe, practice.settings, practice.reader, now)
        screen = digest(scene, week, lambda text: units(COACH + text) <= LONGEST)
        unit.queue(user.id, [Message("coach", screen.text, now, buttons=buttons_of(screen.choices), about=DIGEST)])
        return True
