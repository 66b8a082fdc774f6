"""What happens in a walk without the person's doing: time goes by, others decide, somebody joins a group."""

import asyncio
from datetime import datetime, timedelta

from bot.calibrating import ask_blind
from bot.certificate import code_of
from bot.deciding import decide
from bot.delivery import now
from bot.telegram.digests import send_digests
from bot.telegram.reminders import remind
from bot.week import monday
from state.records.tables import GroupRole, Verdict
from tests.bot.walk.walking import ADMINS, Does, Walk, Who, Words
from tests.telegram.client import Person


def ages() -> Does:
    """Let all invitations be of last month."""

    async def do(walk: Walk, person: Person) -> None:
        with walk.practice.records.unit() as unit:
            for each in unit.invitations(now()):
                each.expires_at -= timedelta(days=400)

    return do


def is_away() -> Does:
    """Let three weeks pass without a word, until a noon that lies behind us."""

    async def do(walk: Walk, person: Person) -> None:
        noon = _noon()
        with walk.practice.records.unit() as unit:
            user = unit.user(_id(person))
            assert user is not None
            user.seen_at = noon - timedelta(weeks=3)
        assert await asyncio.to_thread(remind, walk.practice, noon), "nobody was reminded"

    return do


def sums_up() -> Does:
    """Let next Monday come, and with it what there is to say of this week."""

    async def do(walk: Walk, person: Person) -> None:
        noon, who = monday(now(), weeks=-1) + timedelta(hours=12), _id(person)
        assert who in await asyncio.to_thread(send_digests, walk.practice, noon), "there is nothing to say"
        with walk.practice.records.unit() as unit:
            for told in unit.users_with_pending():  # others are told of it at the same time
                for row in unit.pending(told):
                    row.due_at = now()

    return do


def is_due(days: int) -> Does:
    """Let a noon come that lies so many days before the date of all that is assigned; below 0: after it."""

    async def do(walk: Walk, person: Person) -> None:
        noon, made = _noon(), dict[str, datetime]()
        with walk.practice.records.unit() as unit:
            for row in unit.open_assignments(_id(person)):
                made[row.id], row.made_at = row.made_at, noon - timedelta(days=5)
                row.due_at, row.reminded_at = noon + timedelta(days=days, hours=1), None
        assert await asyncio.to_thread(remind, walk.practice, noon), "nobody was reminded"
        with walk.practice.records.unit() as unit:  # what was done before it was asked for does not count
            for row in unit.open_assignments(_id(person)):
                row.made_at = made[row.id]

    return do


def decides(verdict: Verdict, note: Words) -> Does:
    """Let a coach decide the appeal that waits."""

    async def do(walk: Walk, person: Person) -> None:
        practice = walk.practice
        with practice.records.unit() as unit:
            waiting = [one.id for one in unit.open_appeals() if one.user_id == _id(person)]
        by = f"telegram:{ADMINS[walk.lang]}"
        await asyncio.to_thread(
            decide, practice.records, practice.troupe, waiting[0], verdict, walk.words(note), by, now()
        )

    return do


def belongs(role: GroupRole) -> Does:
    """Let somebody be in the walk's group."""

    async def do(walk: Walk, person: Person) -> None:
        with walk.practice.records.unit() as unit:
            unit.join(_id(person), walk.words("{group}"), role, now())

    return do


def leaves() -> Does:
    """Let somebody be in the walk's group no longer."""

    async def do(walk: Walk, person: Person) -> None:
        with walk.practice.records.unit() as unit:
            assert unit.leave_group(_id(person), walk.words("{group}")), "they were not in it"

    return do


def is_asked_blind(whose: Who) -> Does:
    """Let the admin ask a coach to score somebody's last talk without sight of other scores."""

    async def do(walk: Walk, person: Person) -> None:
        practice = walk.practice
        with practice.records.unit() as unit:
            [talk, *_] = unit.sessions(_id(walk.people[whose]), 1)
            coach, admin = unit.user(_id(person)), unit.user(f"telegram:{ADMINS[walk.lang]}")
            assert coach is not None
            assert admin is not None
            key = (talk.user_id, talk.id)
            ask_blind(unit, practice.troupe, admin, "admin", key, [(coach, "coach")], now())

    return do


def checks_certificate(whose: Who) -> Does:
    """Ask about the code of the certificate that somebody earned last."""

    async def do(walk: Walk, person: Person) -> None:
        with walk.practice.records.unit() as unit:
            done = unit.done_assignments(_id(walk.people[whose]), 100)
            code = code_of(next(row for row in done if row.task == "certificate"))
        await person.says(f"/assign {code}")

    return do


def _noon() -> datetime:
    """The last noon on this machine's clock: people are reminded by day, and what is queued for later is not sent."""
    here = now().astimezone()
    return (here.replace(hour=12) - timedelta(days=here.hour < 13)).astimezone(now().tzinfo)


def _id(person: Person) -> str:
    return f"telegram:{person.user['id']}"
