"""A bot that is killed once and started again, two people who go on meanwhile, and what came of it all."""

import asyncio
import itertools
import json
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime
from sqlmodel import UTCDateTime

from bot.settings import Mode
from state.records.tables import metadata
from tests.bot.mortal import begun
from tests.bot.telegram_process import UNSENT, settings_for
from tests.telegram.chats import Chat
from tests.telegram.client import Person
from tests.telegram.server import BotApi
from tests.telegram.updates import Updates
from tests.telegram.world import World

LIN, ZHOU = 101, 102
CHORES = ("menus", "reminders", "tidying")  # what a worker takes on soon after it began, each in its own time
LONG = 60.0  # seconds in which whatever is waited for comes, on a busy machine too
TELLS = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText")
NUMBERS = {"message_id", "replaces"}  # columns with what Telegram calls a message: another where one came twice
WORKERS = {"worker", "taken_by"}  # columns with what the process is called, which hangs on how updates come


@dataclass(frozen=True)
class Place:
    """Where a story goes on from: the records in a folder, the chats as Telegram has them, its next numbers."""

    folder: Path
    chats: dict[int, Chat] = field(default_factory=dict)
    update: int = 500_000_001
    number: int = 0


Said = tuple[str, str, tuple[str, ...]]
"""A call that says something: the method, the text, the buttons' labels."""


@dataclass
class Told:
    """What came of a story.

    records: by table, all rows but times and Telegram's numbers. said: by chat, what was sent and changed there, in
    order.
    """

    records: dict[str, list[str]]
    said: dict[int, list[Said]]


class Life:
    """A bot on a Telegram and a folder of its own, both set up as at `place`; killed at step `last`, if it comes to it.

    steps: what it did until then. unsure: what had been taken, and was not known to have arrived, when it was killed.
    """

    def __init__(self, telegram: BotApi, folder: Path, place: Place, way: Mode, pace: float, last: str | None) -> None:
        folder.mkdir()
        for file in place.folder.glob("duilian.db*"):
            shutil.copy(file, folder)
        telegram.world = World(
            updates=Updates(place.update), chats=deepcopy(place.chats), numbers=itertools.count(place.number)
        )
        self.telegram, self.folder, self.last = telegram, folder, last
        self.settings = settings_for(telegram, folder, None, way, pace=pace)
        self.lin, self.zhou = Person(telegram, LIN, "小林"), Person(telegram, ZHOU, "小周")
        self.lives, self._born = 0, 0
        self.unsure: list[tuple[int, str]] = []

    @property
    def steps(self) -> list[str]:
        """The steps of the life that ends or ended at `last`."""
        return (self.folder / "steps.1").read_text().splitlines()

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text(encoding="utf-8")

    @property
    def was_killed(self) -> bool:
        return self.last is not None and self.last in self.steps

    def rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.folder / "duilian.db", timeout=LONG)) as records, records:
            return records.execute(query).fetchall()

    async def comes(self, query: str) -> None:
        """Wait until the records hold it."""
        await self.telegram.until(lambda: self.rows(query), LONG, query)

    def time_stands_still(self, whose: Person) -> None:
        """Let nothing of what waits for somebody become due by itself, however slow the machine is."""
        later = "strftime('%Y-%m-%d %H:%M:%f', 'now', '+1 hour') || '000'"
        self.rows(f"UPDATE outgoing SET due_at = {later} WHERE user_id = 'telegram:{whose.user['id']}' AND {UNSENT}")

    async def time_passes(self, whose: Person, messages: int = 100) -> None:
        """Let what waits for somebody become due, the first so many messages of it, and be sent."""
        user, number = f"telegram:{whose.user['id']}", next(self.telegram.world.numbers)
        waits = f"SELECT id FROM outgoing WHERE user_id = '{user}' AND {UNSENT} ORDER BY id LIMIT {messages}"
        these = f"user_id = '{user}' AND id IN ({', '.join(str(found) for (found,) in self.rows(waits))})"
        self.rows(f"UPDATE outgoing SET due_at = strftime('%Y-%m-%d %H:%M:%f', 'now') || '000' WHERE {these}")
        # A button that is out of date says nothing in the chat, but lets the bot look what there is to be sent.
        whose.presses_on(whose.chat.by_bot()[-1], {"text": "…", "callback_data": f"expect/gone/{number}"})
        await self.comes(f"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM outgoing WHERE {these} AND {UNSENT})")

    @asynccontextmanager
    async def lived(self) -> AsyncIterator[None]:
        """Serve as long as the block lasts: it is started again once it was killed, and killed at the end."""
        living = asyncio.create_task(self._live())
        living.add_done_callback(lambda _: self.telegram.happened())
        story = asyncio.current_task()
        assert story is not None
        living.add_done_callback(lambda done: story.cancel() if not done.cancelled() else None)  # it ended by itself
        try:
            yield
            await self._settled()
        finally:
            living.cancel()
            await asyncio.wait({living})
            if not living.cancelled():
                living.result()

    async def _live(self) -> None:
        loop = asyncio.get_running_loop()
        for self.lives in (1, 2):
            steps, last = self.folder / f"steps.{self.lives}", self.last if self.lives == 1 else None
            # Not in a thread: two of them would take each other's news of who has ended.
            self._born = len(self.telegram.journal)
            process = begun(self.settings, steps, self.folder / "bot.log", last)
            ended = asyncio.Event()
            loop.add_reader(process.sentinel, ended.set)
            try:
                await ended.wait()
            finally:
                loop.remove_reader(process.sentinel)
                process.kill()
                process.join()
            if self.rows("SELECT 1 FROM sqlite_master WHERE name = 'outgoing'"):  # it may have died before it was made
                taken = f"SELECT user_id, text FROM outgoing WHERE {UNSENT} AND taken_at IS NOT NULL"
                self.unsure = [(int(user.partition(":")[2]), text) for user, text in self.rows(taken)]
            if process.exitcode != -signal.SIGKILL or not self.was_killed:
                break
        raise AssertionError(f"the bot ended with {process.exitcode}:\n{self.log}")

    async def _settled(self) -> None:
        """Wait until all that people did is dealt with and all is said; if it was to die, then after that."""
        if self.last is not None:
            with suppress(AssertionError):  # what it does at last takes a moment more, or is not done this time
                await self.telegram.until(lambda: self.was_killed, 1.0, self.last)

        def settled() -> bool:
            hears = self.telegram.calls("getUpdates") + self.telegram.calls("setWebhook")
            return (
                self.lives == (2 if self.was_killed else 1)
                and any(call.number > self._born for call in hears)
                and not self.telegram.world.updates.pending
                and not self.rows(f"SELECT 1 FROM outgoing WHERE {UNSENT}")
                and len(self.rows(f"SELECT 1 FROM chore WHERE name IN {CHORES}")) == len(CHORES)
            )

        await self.telegram.until(settled, LONG, "all is dealt with and said")

    def place(self) -> Place:
        """Where another story goes on from here."""
        world = self.telegram.world
        return Place(self.folder, world.chats, world.updates.push("message", {})["update_id"], next(world.numbers))

    def told(self) -> Told:
        """What came of it all."""
        records = {
            table: sorted(json.dumps([_timeless(*each) for each in row.items()], ensure_ascii=False) for row in rows)
            for table, rows in self._rows()
        }
        said: dict[int, list[Said]] = {}
        for call in self.telegram.journal:
            given = call.parameters
            if call.method in TELLS and call.status == 200:
                keyboard = given.get("reply_markup", {}).get("inline_keyboard", [])
                labels = tuple(button["text"] for row in keyboard for button in row)
                text = given.get("text") or given.get("caption", "")
                said.setdefault(given["chat_id"], []).append((call.method, text, labels))
        return Told(records, said)

    def _rows(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        with closing(sqlite3.connect(self.folder / "duilian.db")) as records:
            records.row_factory = sqlite3.Row
            for table in metadata.sorted_tables:
                kept = [each.name for each in table.columns if not isinstance(each.type, DateTime | UTCDateTime)]
                names = ", ".join(f'"{name}"' for name in kept if name not in NUMBERS | WORKERS)
                yield table.name, [dict(row) for row in records.execute(f'SELECT {names} FROM "{table.name}"')]


def _timeless(column: str, value: Any) -> Any:
    """A value without the times and Telegram's numbers in it."""
    if column == "pieces" and value is not None:
        return [text for _, text, _ in json.loads(value)]
    if isinstance(value, str) and value.startswith(("{", "[")):
        return _without_times(json.loads(value))
    return value


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_times(each) for name, each in value.items() if name != "at"}
    return [_without_times(each) for each in value] if isinstance(value, list) else value
