"""What goes wrong, and when: drawn by lot from a seed, and tied to how far the talks have come, not to the clock."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import httpx
from sqlalchemy import update
from sqlmodel import col

from bot.settings import Settings
from bot.telegram.application import worker_of
from state.records.records import Records
from state.records.tables import Outgoing
from tests.faults.databases import Postgresql, Sqlite, filled
from tests.faults.people import Trainee
from tests.faults.workers import Workers
from tests.telegram.chats import Json
from tests.telegram.faults import BROKEN, DROP, DROP_AFTER, Fault, Hang, flood
from tests.telegram.server import BotApi
from tests.telegram.updates import whose

AWAY_S = 10.0
FULL_S = 5.0
WORK = (400, 1000)
"""Updates that are taken between one kill and the next."""
STANDSTILL_S = 60.0
"""After so long somebody is killed though little was done."""
AT_ITS_START = 0.15
"""One worker in so many is killed once more as it begins anew."""
ECHOED = 0.08
"""One update in so many comes twice, at the same moment or a while later."""
REFUSALS: tuple[Fault, ...] = (flood(1), BROKEN, DROP, DROP_AFTER, flood(1), BROKEN, DROP, DROP_AFTER, Hang())


@dataclass
class Plan:
    """How much goes wrong. workers: the settings of those that begin, of one that comes late, and how many leave."""

    first: list[Settings]
    late: list[Settings]
    leaving: int
    refused: int = 30


@dataclass
class Havoc:
    """Lets everything go wrong as long as people practise.

    away: when the database was away, or its disk full, as (from, until) in seconds of `time.time()`.
    """

    telegram: BotApi
    workers: Workers
    database: Sqlite | Postgresql
    disk: Path | None
    people: list[Trainee]
    plan: Plan
    dice: Random
    tell: Callable[[str], None]
    away: list[tuple[float, float]] = field(default_factory=list)
    echoed: int = 0

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """As long as the block lasts; what has been begun is brought to its end, so that all is up afterwards."""
        begun = asyncio.get_running_loop().time()
        self._say = lambda what: self.tell(f"{asyncio.get_running_loop().time() - begun:6.1f} s  {what}")
        beside = [asyncio.create_task(each) for each in (self._kills(), self._echoes(), self._refuses())]
        course = asyncio.create_task(self._takes_its_course())
        try:
            yield
            await course
        finally:
            for task in (*beside, course):
                task.cancel()
            results = await asyncio.gather(*beside, course, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def _takes_its_course(self) -> None:
        """One thing after another, each when the talks have come so far."""
        course: list[tuple[float, Callable[[], Coroutine[None, None, None]]]] = [
            (0.15, self._adds),
            (0.3, self._takes_the_database_away),
            (0.5, self._removes),
            (0.65, self._fills_the_disk),
        ]
        for share, happens in course:
            while self._share() < share:
                await asyncio.sleep(0.05)
            await happens()

    def _share(self) -> float:
        """How far the talks have come, 0 to 1."""
        said = sum(len(each.said) for each in self.people)
        return said / max(1, said + sum(len(each.replies) for each in self.people))

    async def _kills(self) -> None:
        """Kill one after another, each when a while's work was done since: so talks go on on any machine."""
        hook, loop = self.telegram.world.webhook, asyncio.get_running_loop()
        while True:
            until, end = hook.taken + self.dice.randint(*WORK), loop.time() + STANDSTILL_S
            while hook.taken < until and loop.time() < end:
                await asyncio.sleep(0.02)
            worker = self.dice.choice(self.workers.known)
            self._say(f"kill the worker at port {worker.port}")
            self.workers.kill(worker)
            if self.dice.random() < AT_ITS_START:
                await asyncio.sleep(self.dice.uniform(0.0, 1.0))
                self.workers.kill(worker)

    async def _adds(self) -> None:
        for settings in self.plan.late:
            self._say(f"one more worker, at port {settings.telegram.webhook.port}")
            self.workers.add(settings)

    async def _removes(self) -> None:
        """Kill a worker for good. What it was sending is another's in a minute; that passes at once."""
        for worker in self.workers.known[: self.plan.leaving]:
            self._say(f"the worker at port {worker.port} goes for good")
            await self.workers.remove(worker)
            await asyncio.to_thread(_pass_a_minute, self.database.url, worker.settings)

    async def _takes_the_database_away(self) -> None:
        self._say(f"the database is away for {AWAY_S:.0f} s")
        begun = time.time()
        async with self.database.away():
            await self._kills_in_the_middle(AWAY_S)
        self.away.append((begun, time.time()))
        self._say("the database is back")

    async def _kills_in_the_middle(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 2)
        self.workers.kill(self.dice.choice(self.workers.known))
        await asyncio.sleep(seconds / 2)

    async def _fills_the_disk(self) -> None:
        if self.disk is None:
            return
        self._say(f"the disk is full for {FULL_S:.0f} s")
        begun = time.time()
        async with filled(self.disk):
            await self._kills_in_the_middle(FULL_S)
        await self.database.recover()
        self.away.append((begun, time.time()))
        self._say("there is room again")

    async def _echoes(self) -> None:
        """Deliver updates once more: those that are on their way, and those that were taken long ago."""
        seen: set[int] = set()
        async with httpx.AsyncClient() as http, asyncio.TaskGroup() as echoes:
            while True:
                await asyncio.sleep(0.02)
                for person in self.people:
                    for update in person.updates:
                        if update["update_id"] in seen:
                            continue
                        seen.add(update["update_id"])
                        if self.dice.random() < ECHOED:
                            echoes.create_task(self._echo(http, person, update, self.dice.choice((0.0, 0.0, 1.0, 4.0))))

    async def _echo(self, http: httpx.AsyncClient, person: Trainee, update: Json, after: float) -> None:
        await asyncio.sleep(after)
        # Telegram does not deliver again what was confirmed; of what was told not to count, that would make a lie.
        earlier = (each for each in self.telegram.world.updates.pending if whose(each) == person.person.user["id"])
        if update["update_id"] not in self.workers.lost() and all(
            each["update_id"] >= update["update_id"] for each in earlier
        ):
            self.echoed += 1
            await self.telegram.world.webhook.post(http, update)

    async def _refuses(self) -> None:
        """Let calls to Telegram fail now and then."""
        for _ in range(self.plan.refused):
            await asyncio.sleep(self.dice.uniform(0.3, 1.0))
            method = self.dice.choice(("sendMessage", "sendMessage", "editMessageText", "sendPhoto"))
            chat = self.dice.choice(self.people).person.chat.id
            self.telegram.plan(method, self.dice.choice(REFUSALS), chat)


def _pass_a_minute(url: str, removed: Settings) -> None:
    """Let what a worker was sending that is gone be another's, as it is after a minute."""
    theirs = (col(Outgoing.taken_by) == worker_of(removed.telegram), col(Outgoing.sent_at).is_(None))
    with closing(Records(url)) as records, records.unit() as unit:
        unit._database.exec(update(Outgoing).where(*theirs).values(taken_until=datetime.now(UTC)))
