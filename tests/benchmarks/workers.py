"""Several workers on one PostgreSQL: turns a second with 1, 2 and 4 of them, and what a turn costs each process.

`python -m tests.benchmarks.workers`: real workers by webhook, each given every so-manieth update, as behind a balancer;
a real server that writes to the disk before it answers; and people who say the next thing once they are answered.
"""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from tests.benchmarks.load.crowd import Crowd
from tests.benchmarks.load.server import TOKEN, BotApi
from tests.bot.telegram_process import free_port
from tests.customers import troupe
from tests.postgres import Cluster

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
START = 60.0  # seconds in which a worker begins to hear
DURABLE = {"fsync": "on", "full_page_writes": "on"}


@dataclass(frozen=True)
class Found:
    """What came of a number of workers. Seconds of processor are those of one turn."""

    workers: int
    rate: float
    first_word: list[float]
    worker: float
    database: float
    people: float

    @property
    def cores(self) -> float:
        """How many of the machine's cores were busy with it."""
        return self.rate * (self.worker + self.database + self.people)


def processor(pids: Iterable[int]) -> dict[int, float]:
    """Seconds of processor that each of these processes has used, of those that are still there."""
    used = {}
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used[pid] = (int(fields[11]) + int(fields[12])) / TICKS
    return used


def server_processes(cluster: Cluster) -> list[int]:
    """The server's own process and those that it began, one for each connection among them."""
    main = int((cluster.data / "postmaster.pid").read_text().split()[0])
    children = (stat.parent.name for stat in Path("/proc").glob("[0-9]*/stat") if parent(stat) == main)
    return [main, *map(int, children)]


def parent(stat: Path) -> int | None:
    """Who began a process; None if it has just ended."""
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def environment(api: BotApi, address: str, port: int) -> dict[str, str]:
    """Settings without what slows it down on purpose: pauses, and the limits of what Telegram takes."""
    settings = {
        "TELEGRAM__TOKEN": TOKEN,
        "TELEGRAM__BASE_URL": f"http://127.0.0.1:{api.port}/bot",
        "TELEGRAM__WEBHOOK__URL": f"http://127.0.0.1:{port}/telegram",
        "TELEGRAM__WEBHOOK__PORT": str(port),
        **{f"TELEGRAM__RATE__{name}": "100000" for name in ("ALL", "CHAT", "GROUP")},
        **{f"LIMITS__{name}": "0" for name in ("MESSAGES", "TALKS")},
        "DATABASE__URL": address,
        "PRACTICE__PACE": "0",
    }
    return {**os.environ, "PYTHONPATH": str(ROOT), **{f"DUILIAN_{name}": value for name, value in settings.items()}}


@asynccontextmanager
async def served(api: BotApi, address: str, count: int, folder: Path) -> AsyncIterator[list[int]]:
    """So many workers; their processes' ids."""
    workers = []
    try:
        for number in range(count):
            with (folder / f"worker{number}.log").open("wb") as log:
                command = [sys.executable, "-m", "bot", "telegram", "--webhook"]
                settings = environment(api, address, free_port())
                workers.append(subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log))
        async with asyncio.timeout(START * count):
            while api.workers < count:
                assert all(worker.poll() is None for worker in workers), f"a worker ended; see {folder}"
                await asyncio.sleep(0.1)
        yield [worker.pid for worker in workers]
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGKILL)
            worker.wait()


async def measure(cluster: Cluster, count: int, turns: int, rounds: int) -> Found:
    """Let people talk to so many workers, some rounds of so many turns each."""
    address = cluster.url(cluster.make())
    scripts = [
        (f"/practice {name}", customer.scenario.talks.expert)
        for name, customer in sorted(troupe().customers.items())
        if customer.scenario.talks is not None
    ]
    with TemporaryDirectory() as folder:
        async with BotApi() as api, served(api, address, count, Path(folder)) as workers:
            crowd = Crowd(api, scripts)
            await crowd.ready(turns)
            await crowd.saturate(turns // 2)  # connections are made, statements prepared, customers' sentences read
            seconds, spent, took = [], [], list[float]()
            for _ in range(rounds):
                await crowd.ready(turns)
                sides = (workers, server_processes(cluster), [os.getpid()])
                before = [processor(each) for each in sides]
                found = await crowd.saturate(turns)
                after = [processor(each) for each in sides]
                seconds.append(found.seconds)
                both = zip(before, after, strict=True)
                spent.append([sum(now[pid] - then[pid] for pid in now.keys() & then.keys()) for then, now in both])
                took += found.took
    worker, database, people = (median(each) / turns for each in zip(*spent, strict=True))
    return Found(count, turns / median(seconds), took, worker, database, people)


def table(found: Iterable[Found]) -> str:
    """What was found, as a table of Markdown."""
    lines = [
        "| workers | turns a second | to the first word: median / 95 of 100 "
        "| processor for one turn: worker / database / load | cores busy |",
        "|---|---|---|---|---|",
    ]
    for each in found:
        p95 = quantiles(each.first_word, n=20)[-1]
        costs = " / ".join(f"{1000 * cost:.1f}" for cost in (each.worker, each.database, each.people))
        lines.append(
            f"| {each.workers} | {each.rate:.0f} | {1000 * median(each.first_word):.0f} / {1000 * p95:.0f} ms "
            f"| {costs} ms | {each.cores:.2f} of {os.cpu_count()} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--turns", type=int, default=400, help="in one round")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="pg-") as folder:
        cluster = Cluster(Path(folder, "server"))
        cluster.begin(**DURABLE)
        try:
            found = [asyncio.run(measure(cluster, count, asked.turns, asked.rounds)) for count in asked.workers]
        finally:
            cluster.stop("fast")
    print(table(found))


if __name__ == "__main__":
    main()
