"""Sixty people and more talk at once while all goes wrong, and nothing of it is lost, doubled or out of order."""

import asyncio
import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from bot.delivery import now
from bot.settings import Database, Settings
from state.records.records import Records
from state.troupe import Troupe
from tests import postgres
from tests.bot.mortal import warm_up
from tests.bot.telegram_process import free_port, settings_for
from tests.faults.balancer import Balancer
from tests.faults.checking import Examiner, Found
from tests.faults.databases import Kind, Postgresql, Sqlite, small_disk
from tests.faults.havoc import Havoc, Plan
from tests.faults.people import trainees
from tests.faults.workers import Workers
from tests.telegram.server import BotApi

SEEDS = [int(each) for each in os.environ.get("FAULTS", "9").split(",")]
ON = os.environ.get("FAULTS_ON", "postgresql").split(",")
"""On which databases. `make faults` takes SQLite, too."""
PEOPLE = int(os.environ.get("FAULTS_PEOPLE", "25"))
REPLIES = int(os.environ.get("FAULTS_REPLIES", "1"))
"""What those say at most who do not go on to the end. `make faults` has more people, seeds and replies."""
PACE = 0.05
"""Customers take a twentieth of the time that people do, so that some messages are joined and some interrupt."""
LONGEST_S = 900.0
EXPECTED = re.compile(
    r"Update \d+ does not count: The d|What is old was not removed: RecordsUnavailable|telegram:\d+ could not be told: "
)
"""What a worker may call an error: that the records were away, which people were told."""


@pytest.fixture
def disk() -> Iterator[tuple[Path, bool]]:
    """A folder, and whether it is a small disk of its own. Its path is short: that of a socket has little room."""
    with TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        with small_disk(folder) as mounted:
            yield folder, mounted


@pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork every start takes seconds")
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ON)
async def test_whatever_happens_nothing_is_lost_or_doubled(
    kind: Kind, seed: int, disk: tuple[Path, bool], tmp_path: Path, troupe: Troupe
) -> None:
    if kind == "postgresql":
        postgres.required()
    folder, mounted = disk
    print(f"{kind}, seed {seed}")
    found, log = await lived(kind, folder, mounted, tmp_path / "bot.log", troupe, seed)
    print(found)
    faults = [line for line in log.splitlines() if '"level": "error"' in line and not EXPECTED.search(line)]
    assert not faults
    assert log.count('"event": "Serving Telegram') > 1, "it says nothing"
    assert "Traceback" not in log
    assert not found.wrong, "\n".join(found.wrong)
    if not mounted:
        pytest.skip("all was tried but the full disk: no small one could be mounted, which takes root")


async def lived(kind: Kind, folder: Path, mounted: bool, log: Path, troupe: Troupe, seed: int) -> tuple[Found, str]:
    """Let everything go wrong once. Returns what came of it, and what the workers logged."""
    await asyncio.to_thread(warm_up)
    dice = Random(seed)
    database = Postgresql(folder) if kind == "postgresql" else Sqlite(folder)
    try:
        await database.begin()
        async with BotApi() as telegram, Balancer() as balancer:
            several = kind == "postgresql"
            settings = [settings_of(telegram, folder, balancer.port, database.url) for _ in range(3 if several else 1)]
            plan = Plan(settings[:2], settings[2:], leaving=1) if several else Plan(settings, [], leaving=0)
            workers = Workers(telegram, log)
            balancer.workers = [each.telegram.webhook.port for each in settings]
            people = trainees(telegram, troupe, PEOPLE, REPLIES, dice)
            havoc = Havoc(telegram, workers, database, folder if mounted else None, people, plan, dice, print)
            for each in plan.first:
                workers.add(each)
            records = Records(database.url)
            try:
                await telegram.until(lambda: telegram.world.webhook.url, 60.0, "a webhook")
                async with asyncio.timeout(LONGEST_S):
                    async with havoc.going_on():
                        await asyncio.gather(*(each.practises() for each in people))
                    await database.recover()
                    while telegram.world.updates.pending or unsent(records):
                        await asyncio.sleep(0.2)
            finally:
                await workers.close()
                records.close()
            faults = workers.deaths + havoc.away
            examiner = Examiner(telegram, Records(database.url), troupe, faults, workers.lost())
            found = examiner.examined(people)
            examiner.records.close()
            telegram.assert_valid()
            print(f"{len(workers.deaths)} deaths, ended {dict(workers.ended)}, {havoc.echoed} updates came once more")
        return found, log.read_text(encoding="utf-8")
    finally:
        database.close()


def settings_of(telegram: BotApi, folder: Path, public: int, url: str) -> Settings:
    """The settings of a worker. public: the port at which Telegram reaches them all."""
    settings = settings_for(telegram, folder, None, "webhook", pace=PACE)
    hook = settings.telegram.webhook.model_copy(update={"url": f"http://127.0.0.1:{public}/telegram"})
    own = settings.telegram.model_copy(update={"webhook": hook.model_copy(update={"port": free_port()})})
    return settings.model_copy(update={"telegram": own, "database": Database(url=url)})


def unsent(records: Records) -> int:
    """How many messages wait to be sent."""
    with records.unit() as unit:
        return unit.backlog("telegram", now())[0]
