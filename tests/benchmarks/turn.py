"""A whole turn through HTTP, an update in and the customer's line out, against bare echo bots of two libraries.

`python -m tests.benchmarks.turn`: each bot is a process of its own on one core, the server and the people another.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from tests.benchmarks.load.crowd import Crowd, Round
from tests.benchmarks.load.server import TOKEN, BotApi
from tests.bot.telegram_process import free_port
from tests.customers import troupe

ROOT = Path(__file__).parents[2]
AIOGRAM_PYTHON = ROOT / ".venv" / "aiogram" / "bin" / "python"
OURS, ECHO, AIOGRAM = "duilian", "python-telegram-bot", "aiogram"
WAYS = ("webhook", "polling")
CORES = os.sched_getaffinity(0)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Bot:
    """A bot that is served.

    rounds: of saturation, each with the seconds of processor that the bot used in it.

    paced: the rates, turns a second, at which people came, and what came of it.
    """

    name: str
    process: subprocess.Popen[bytes]
    crowd: Crowd
    rounds: list[tuple[Round, float]] = field(default_factory=list)
    paced: list[tuple[float, Round]] = field(default_factory=list)

    def cpu(self) -> float:
        """Seconds of processor used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def per_second(self) -> float:
        """Turns for each second of processor, the median of the rounds."""
        return median(len(found.took) / cpu for found, cpu in self.rounds)

    @property
    def rate(self) -> float:
        """Turns a second, the median of the rounds."""
        return median(found.rate for found, _ in self.rounds)


def talks() -> list[tuple[str, tuple[str, ...]]]:
    """The model conversations: a customer, and what an expert says."""
    found = []
    for name, customer in sorted(troupe().customers.items()):
        assert customer.scenario.talks is not None
        found.append((name, customer.scenario.talks.expert))
    return found


def commands(folder: Path, way: str, base: str, port: int) -> dict[str, list[str]]:
    """How each bot is started. base: of the server, as http://127.0.0.1:8081."""
    ports = [str(port)] if way == "webhook" else []
    found = {
        OURS: [sys.executable, "-m", "bot", "telegram", "--config", str(folder / "config.yaml")],
        ECHO: [sys.executable, "-m", "tests.benchmarks.load.echo_telegram", f"{base}/bot", *ports],
    }
    if AIOGRAM_PYTHON.exists():
        script = Path(__file__).with_name("load") / "echo_aiogram.py"
        found[AIOGRAM] = [str(AIOGRAM_PYTHON), str(script), TOKEN, base, *ports]
    return found


def settings(folder: Path, way: str, base: str, port: int) -> str:
    """Settings without what slows it down on purpose: pauses, and the limits of what Telegram takes."""
    return f"""
telegram:
  token: "{TOKEN}"
  base_url: {base}/bot
  mode: {way}
  rate: {{all: 100000, chat: 100000, group: 100000}}
  webhook: {{url: "http://127.0.0.1:{port}/telegram", port: {port}}}
database: {{url: "sqlite:///{folder.as_posix()}/duilian.db"}}
practice: {{pace: 0}}
"""


@asynccontextmanager
async def served(name: str, way: str, folder: Path) -> AsyncIterator[Bot]:
    """A bot of this name in a process of its own, once it can be talked to."""
    async with BotApi() as api:
        base, port = f"http://127.0.0.1:{api.port}", free_port()
        folder.mkdir()
        (folder / "config.yaml").write_text(settings(folder, way, base, port), encoding="utf-8")
        with (folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                commands(folder, way, base, port)[name],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        try:
            os.sched_setaffinity(process.pid, {min(CORES)})  # its threads, begun later, stay there too
            await asyncio.wait_for(api.ready.wait(), 30)
            opens = (lambda scenario: f"/practice {scenario}") if name == OURS else (lambda _: None)
            yield Bot(name, process, Crowd(api, [(opens(scenario), replies) for scenario, replies in talks()]))
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


async def measured(
    way: str, turns: Mapping[str, int], rounds: int = 3, seconds: float = 6.0, halves: bool = True
) -> dict[str, Bot]:
    """Each bot's throughput, one after another and again, and then its answers at half of the first's and of its own.

    turns: how many a round has. seconds: of each stretch at a given rate.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bots = {name: await stack.enter_async_context(served(name, way, folder / name)) for name in turns}
        for name, bot in bots.items():
            await bot.crowd.ready(turns[name])
            await bot.crowd.saturate(turns[name] // 4)
        for _ in range(rounds):
            for name, bot in bots.items():
                await bot.crowd.ready(turns[name])
                before = bot.cpu()
                found = await bot.crowd.saturate(turns[name])
                bot.rounds.append((found, bot.cpu() - before))
        if halves:
            half = next(iter(bots.values())).rate / 2
            for bot in bots.values():
                for rate in sorted({half, bot.rate / 2}):
                    # Beyond what it can do, the longer it lasts the longer the line: a second shows that as well.
                    lasts = seconds if rate < bot.rate else 1.0
                    await bot.crowd.ready(int(lasts * rate))
                    bot.paced.append((rate, await bot.crowd.paced(lasts, rate)))
        return bots


def quantile(found: Round, percent: int) -> float:
    """So many percent of the answers came within these milliseconds."""
    return 1000 * quantiles(found.took, n=100)[percent - 1]


def run(way: str, turns: Mapping[str, int], rounds: int = 3, seconds: float = 6.0) -> dict[str, Bot]:
    """Measure, with this process, and so server and people, on a core of their own where there are two."""
    own = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {max(own)})
        return asyncio.run(measured(way, turns, rounds, seconds))
    finally:
        os.sched_setaffinity(0, own)


def rounds_of(turns: int, echoes: int) -> dict[str, int]:
    """How many turns a round has: first the echo that all are held against, then Duilian, then aiogram's."""
    return {ECHO: echoes, OURS: turns, **({AIOGRAM: echoes} if AIOGRAM_PYTHON.exists() else {})}


def report(bots: Mapping[str, Bot]) -> Iterator[str]:
    """Lines that show what was found."""
    for name, bot in bots.items():
        each = [found.messages / len(found.took) for found, _ in bot.rounds]
        yield (
            f"  {name:20} {bot.rate:6.0f} turns a second, {1000 / bot.per_second:6.2f} ms of processor a turn, "
            f"{median(each):.2f} messages a turn"
        )
        for rate, found in bot.paced:
            waits = "   ".join(f"p{percent} {quantile(found, percent):7.1f} ms" for percent in (50, 95, 99))
            yield f"    at {rate:5.0f} a second: {waits}   still open at the end {found.late}"


def main() -> None:
    """Print both ways."""
    for way in WAYS:
        print(way)
        print("\n".join(report(run(way, rounds_of(600, 2000)))))
    print(f"the server itself: {1e6 * server_alone():.0f} µs of processor a call")


def server_alone(calls: int = 3000) -> float:
    """Seconds of processor that the server takes for a call, and its caller with it."""
    return asyncio.run(_calls(calls))


async def _calls(calls: int) -> float:
    async with BotApi() as api:
        reader, writer = await asyncio.open_connection("127.0.0.1", api.port)
        body = urlencode({"chat_id": 1, "text": "这边报价三十二万六，您比人家多六万二。"}).encode()
        head = f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        begun = time.process_time()
        for _ in range(calls):
            writer.write(head + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(answer.rpartition(b"Content-Length: ")[2]))
        took = time.process_time() - begun
        writer.close()
        return took / calls


if __name__ == "__main__":
    main()
