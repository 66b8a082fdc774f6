"""Workers: processes that serve the bot, killed with SIGKILL at any moment, and begun anew as a supervisor would."""

import asyncio
import os
import re
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx

from bot.settings import Settings
from state.records.errors import RecordsUnavailable
from tests.bot.mortal import context, serve_for_ever
from tests.telegram.server import BotApi

LONG_REST_S = 1.0  # after it ended by itself
REST_S = 0.3  # between the end of a worker and its next beginning; systemd waits longer, a test should not

LOST = re.compile(r"Update (\d+) does not count: The d")


@dataclass
class Worker:
    """One of several: where it listens, by which it is known, and the process that it is now."""

    settings: Settings
    log: Path
    killed_at: float | None = None
    keeping: "asyncio.Task[None] | None" = None
    process: BaseProcess | None = None

    @property
    def port(self) -> int:
        return self.settings.telegram.webhook.port

    def kill(self) -> None:
        """End it wherever it is."""
        if self.process is not None:
            self.killed_at = self.killed_at or time.time()
            self.process.kill()


@dataclass
class Workers:
    """All of them. ended: how processes ended: 'killed', or the status that they ended with by themselves.

    deaths: when somebody was killed, and when the last that he had sent was there, in seconds of `time.time()`.
    """

    telegram: BotApi
    log: Path
    known: list[Worker] = field(default_factory=list)
    ended: Counter[int | str] = field(default_factory=Counter)
    deaths: list[tuple[float, float]] = field(default_factory=list)

    def add(self, settings: Settings) -> Worker:
        """Begin one more, and begin it anew whenever it ends."""
        worker = Worker(settings, self.log)
        worker.keeping = asyncio.create_task(self._keep(worker))
        self.known.append(worker)
        return worker

    def kill(self, worker: Worker) -> None:
        """Kill one, which is begun anew."""
        worker.kill()

    async def remove(self, worker: Worker) -> None:
        """Kill one for good."""
        self.known.remove(worker)
        assert worker.keeping is not None
        worker.kill()
        worker.keeping.cancel()
        await asyncio.wait({worker.keeping})
        await self._bury(worker)

    def lost(self) -> set[int]:
        """The updates of which a worker says that they do not count."""
        return {int(number) for number in LOST.findall(self.log.read_text(encoding="utf-8"))}

    async def close(self) -> None:
        """Kill all."""
        for worker in list(self.known):
            await self.remove(worker)

    async def _keep(self, worker: Worker) -> None:
        loop = asyncio.get_running_loop()
        while True:
            # Not in a thread: two of them would take each other's news of who has ended.
            process = worker.process = context().Process(target=_serve, args=(worker.settings, self.log))
            process.start()
            ended = asyncio.Event()
            loop.add_reader(process.sentinel, ended.set)
            try:
                await ended.wait()
            finally:
                loop.remove_reader(process.sentinel)
                process.kill()
                process.join()
            if process.exitcode == -signal.SIGKILL:
                self.ended["killed"] += 1
                await self._bury(worker)
                await asyncio.sleep(REST_S)
            else:
                self.ended[str(process.exitcode)] += 1
                await asyncio.sleep(LONG_REST_S)

    async def _bury(self, worker: Worker) -> None:
        """Wait until all that it had sent has arrived, as it has at Telegram before another process is up.

        Who asks on a new connection is answered after those who had asked before.
        """
        async with httpx.AsyncClient(timeout=None) as http:
            await http.post(f"{self.telegram.base_url}{self.telegram.token}/getMe")
        self.deaths.append((worker.killed_at or time.time(), time.time()))
        worker.killed_at = None


def _serve(settings: Settings, log: Path) -> None:
    os.nice(10)  # other tests may run beside this one, and wait for seconds only
    try:
        serve_for_ever(settings, log)
    except RecordsUnavailable as error:  # as the command does
        print(f"duilian: {error}", file=sys.stderr)
        sys.exit(2)
