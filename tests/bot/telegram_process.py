"""The bot under test: served within the test's own event loop, or as a process that can be killed."""

import asyncio
import os
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.practice import Practice
from bot.settings import Database, Mode, Rules, Settings, Telegram
from bot.stage import Stage
from bot.telegram.application import serve
from state.records.records import Records
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.telegram.chats import Message
from tests.telegram.client import Person
from tests.telegram.server import BotApi

ROOT = Path(__file__).parents[2]
UNHURRIED = {"all": 10_000.0, "chat": 10_000.0, "group": 10_000.0}  # messages a second: no test waits for its turn
EITHER_WAY = pytest.mark.parametrize("way", ["polling", "webhook"])
UNSENT = "sent_at IS NULL AND failed_at IS NULL"  # of `outgoing`
SOON = 20.0  # seconds in which a process starts, reads or ends, on a busy machine too


def database(folder: Path) -> str:
    return f"sqlite:///{(folder / 'duilian.db').as_posix()}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def settings_for(
    telegram: BotApi, folder: Path, rate: dict[str, float] | None = None, way: Mode = "polling", **rules: object
) -> Settings:
    """Settings for this Bot API server, with the records in this folder. way: how updates come."""
    port = free_port()
    return Settings(
        telegram=Telegram.model_validate(
            {
                "token": telegram.token,
                "base_url": telegram.base_url,
                "base_file_url": telegram.base_file_url,
                "rate": rate or UNHURRIED,
                "mode": way,
                "webhook": {"url": f"http://127.0.0.1:{port}/telegram", "port": port},
            }
        ),
        database=Database(url=database(folder)),
        practice=Rules.model_validate({"pace": 0, **rules}),
    )


@asynccontextmanager
async def practice_at(
    telegram: BotApi,
    folder: Path,
    reader: Reader,
    troupe: Troupe,
    patience: int = 5000,
    rate: dict[str, float] | None = None,
    way: Mode = "polling",
    **rules: object,
) -> AsyncIterator[Practice]:
    """A practice set up for this Bot API server. patience: milliseconds that its records wait for another writer.

    way: how updates come to it.
    """
    settings = settings_for(telegram, folder, rate, way, **rules)
    records = Records(settings.database.address(), patience=patience)
    try:
        records.migrate()
        yield Practice(records, reader, Stage(records, ROOT / "scenarios", troupe), settings)
    finally:
        records.close()


@asynccontextmanager
async def served(practice: Practice) -> AsyncIterator[None]:
    """Serve a practice as long as the block lasts; it must end as it is told to."""
    serving = asyncio.create_task(serve(practice))
    try:
        yield
    finally:
        serving.cancel()
        await asyncio.wait({serving})
        if not serving.cancelled():
            serving.result()


async def noted(folder: Path) -> None:
    """Wait until the bot has noted all that it sent, which is a moment after it arrived."""
    with closing(sqlite3.connect(folder / "duilian.db")) as records:
        async with asyncio.timeout(SOON):
            while records.execute(f"SELECT 1 FROM outgoing WHERE {UNSENT}").fetchall():
                await asyncio.sleep(0.02)


@asynccontextmanager
async def locked(folder: Path) -> AsyncIterator[None]:
    """Somebody else writes the database as long as the block lasts.

    It begins once all is noted that was sent: a note that waited would hold up what comes next.
    """
    await noted(folder)
    with closing(sqlite3.connect(folder / "duilian.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


class BotProcess:
    """`duilian telegram` as a process of its own, on the records of a folder."""

    def __init__(self, telegram: BotApi, folder: Path, *arguments: str, **settings: str) -> None:
        self.telegram = telegram
        self.folder = folder
        self.arguments = arguments
        self.settings = {
            "TELEGRAM__TOKEN": telegram.token,
            "TELEGRAM__BASE_URL": telegram.base_url,
            "TELEGRAM__BASE_FILE_URL": telegram.base_file_url,
            "DATABASE__URL": database(folder),
            "PRACTICE__PACE": "0",
            **{f"TELEGRAM__RATE__{name.upper()}": str(rate) for name, rate in UNHURRIED.items()},
            **settings,
        }

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """A started process that hears or has ended; killed at the end of the block unless it ended before."""
        before = self._hearing()
        process = await self.start()
        ended = asyncio.create_task(process.wait())
        ended.add_done_callback(lambda _: self.telegram.happened())
        try:
            await self.telegram.until(
                lambda: self._hearing() > before or ended.done(), SOON, "the bot polls, or has set its webhook"
            )
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await ended

    def _hearing(self) -> int:
        return len(self.telegram.calls("getUpdates")) + len(self.telegram.calls("setWebhook"))

    async def start(self) -> asyncio.subprocess.Process:
        """Start it. What it logs goes to `bot.log` in the folder."""
        with (self.folder / "bot.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "telegram", *self.arguments),
                cwd=self.folder,
                env={
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    **{f"DUILIAN_{name}": value for name, value in self.settings.items()},
                },
                stderr=log,
            )

    @property
    def log(self) -> str:
        """What it has logged."""
        return (self.folder / "bot.log").read_text(encoding="utf-8")


async def shows(person: Person, message: Message, labels: list[str]) -> None:
    """Wait until a message has exactly these buttons, from left to right and from top to bottom."""
    await person.telegram.until(lambda: message.labels == labels, 5.0, f"the buttons {labels}", person.chat)


async def hears_until(person: Person, fragment: str, timeout: float = 5.0) -> list[Message]:
    """What a person hears up to the first message that holds this text. timeout: seconds for each message."""
    heard: list[Message] = []
    while not heard or fragment not in heard[-1].text:
        heard += await person.hears(timeout=timeout)
    return heard
