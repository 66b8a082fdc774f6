"""The table of speed that the README shows: `make bench`, or `python -m tests.benchmarks.speed [--write] [PART …]`.

Parts: step, reader, turn, growth, start. --write puts the table, with all parts, into the README. A quarter of an hour.
"""

import argparse
import asyncio
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks import growth, reader, start, step, turn

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- speed: make bench ARGS=--write -->", "<!-- /speed -->"
HALF, THRICE, FLAT, ENCODER = 0.5, 3.0, 1.2, 1.3
STEP, START = 0.3, 1.5


@dataclass(frozen=True)
class Row:
    """A line of the table. short: by what factor the target is missed, up to 1 it is reached; None: no target."""

    what: str
    against: str
    measured: str
    target: str = ""
    short: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the target is reached, or by how much it is missed."""
        if self.short is None:
            return ""
        return (
            "reached" if self.short <= 1 else f"missed: {self.short:.1f} times" if self.short >= 1.1 else "just missed"
        )


def at_most(what: str, against: str, ratio: float, target: float, more: str = "") -> Row:
    """A ratio that is to be small."""
    return Row(what, against, f"× {ratio:.2f}{more}", f"≤ {target}", ratio / target)


def of_step() -> Iterator[Row]:
    """The customer's step and the scoring."""
    costs = step.measured()
    middle, high = median(costs.turns), quantiles(costs.turns, n=20)[-1]
    times = middle / median(costs.stored)
    told = f"{middle:.2f} ms (95 in 100 under {high:.2f}), × {times:.0f}"
    yield Row("step and scoring, a turn", "a snapshot to JSON and back", told, f"≤ {STEP} ms", middle / STEP)


def of_reader() -> Iterator[Row]:
    """The reader."""
    ready, every = step.ready_reader(), reader.EVERY
    for what, took in (
        ("one reply", reader.alone(ready, reader.replies(every))),
        (f"{reader.BATCH} replies at once", reader.in_batches(ready, reader.replies(2))),
    ):
        for name, against in ((reader.READER, reader.NETWORK), (reader.MATCHING, reader.NETWORKS)):
            more = f" ({median(took[name]):.1f} ms a reply)"
            yield at_most(f"{name}, {what}", f"{against}, alone", reader.ratio(took, name, against), ENCODER, more)
        one = reader.ratio(took, reader.MATCHING, reader.NETWORK)
        yield at_most(f"{reader.MATCHING}, {what}", f"{reader.NETWORK}, alone", one, ENCODER)


def of_turn() -> Iterator[Row]:
    """A turn through HTTP."""
    for way in turn.WAYS:
        bots = turn.run(way, turn.rounds_of(400, 1500))
        ours, echo = bots[turn.OURS], bots[turn.ECHO]
        cost = f"{1000 / ours.per_second:.1f} against {1000 / echo.per_second:.1f} ms of a core"
        share = ours.per_second / echo.per_second
        told = f"× {share:.2f} ({cost})"
        yield Row(f"turns a second and core, {way}", f"{turn.ECHO}, echo", told, f"≥ {HALF}", HALF / share)
        if turn.AIOGRAM in bots:
            share = ours.per_second / bots[turn.AIOGRAM].per_second
            yield Row(f"turns a second and core, {way}", "aiogram, echo", f"× {share:.2f}")
        yield from _waits(way, bots)


def _waits(way: str, bots: dict[str, turn.Bot]) -> Iterator[Row]:
    ours, echo = bots[turn.OURS], bots[turn.ECHO]
    (half, theirs), *_ = echo.paced
    for rate, found in ours.paced:
        whose = "the echo's" if rate == half else "its own"
        times = turn.quantile(found, 99) / turn.quantile(theirs, 99)
        three = " / ".join(f"{turn.quantile(found, percent):.0f}" for percent in (50, 95, 99))
        them = " / ".join(f"{turn.quantile(theirs, percent):.0f}" for percent in (50, 95, 99))
        what = f"p50 / p95 / p99 at half of {whose} throughput, {rate:.0f} a second, {way}"
        told = f"{three} against {them} ms, p99 × {times:.1f}"
        if rate == half:
            yield Row(what, f"{turn.ECHO}, echo", told, f"p99 ≤ × {THRICE:.0f}", times / THRICE)
        else:
            yield Row(what, f"{turn.ECHO}, echo at half of its", told)


def of_growth() -> Iterator[Row]:
    """What is stored, how many customers there are, and what an open talk holds."""
    ready = step.ready_reader()
    with tempfile.TemporaryDirectory() as made:
        sessions = growth.by_sessions(Path(made) / "sessions", ready)
        least = sessions[min(sessions)]
        for size, found in list(sessions.items())[1:]:
            more = f" ({1000 * found['turn']:.1f} ms; transaction × {found['transaction'] / least['transaction']:.2f})"
            what = f"a turn with {size:,} stored sessions ({found['bytes'] / 1e9:.2f} GB)"
            yield at_most(what, f"with {min(sessions)}", found["turn"] / least["turn"], FLAT, more)
        held = growth.held_by_talks(Path(made), growth.Memory(ready))
        yield Row("memory of an open talk", "none open", f"{held / 1024:.1f} KB")
    with tempfile.TemporaryDirectory() as made:
        (few, of_few), (many, of_many) = growth.by_scenarios(Path(made), ready).items()
        yield at_most(f"a turn with {many:,} scenarios", f"with {few}", of_many["turn"] / of_few["turn"], FLAT)
        told = f"{of_many['bytes'] / 2**20:.0f} against {of_few['bytes'] / 2**20:.0f} MB"
        yield Row(f"memory of {many:,} scenarios", f"of {few}", told)
        told = f"{of_many['kept']:.1f} against {of_few['kept']:.2f} s; read and checked anew {of_many['read']:.0f} s"
        yield Row(f"loading {many:,} scenarios", f"{few}", f"{told} against {of_few['read']:.1f} s")
        yield Row("making a customer ready, vectors in the cache", "", f"{1000 * of_many['first']:.0f} ms")


def of_start() -> Iterator[Row]:
    """The start."""
    took = asyncio.run(start.measured())
    ours, echo = took[turn.OURS], took[turn.ECHO]
    told = f"{ours:.2f} s, × {ours / echo:.1f}"
    yield Row("start to the first answer, caches warm", f"{turn.ECHO}, echo", told, f"≤ {START} s", ours / START)


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "step": of_step, "reader": of_reader, "turn": of_turn, "growth": of_growth, "start": of_start,
}  # fmt: skip


def table(rows: list[Row]) -> str:
    """The rows in Markdown."""
    head = "| benchmark | against | measured | target | |\n|---|---|---|---|---|\n"
    return head + "".join(
        f"| {row.what} | {row.against} | {row.measured} | {row.target} | {row.verdict} |\n" for row in rows
    )


def machine() -> str:
    """This machine, in plain words."""
    rate = re.search(r"cpu MHz\s*: ([\d.]+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    speed = f", {float(rate[1]) / 1000:.1f} GHz" if rate else ""
    cores = len(turn.CORES)
    load = os.getloadavg()[0]
    busy = "idle before" if load < 0.5 else f"with other work beside it (load {load:.1f} before)"
    return f"{cores} virtual core{'s' * (cores != 1)}{speed}, Python {platform.python_version()}, {busy}"


def written(text: str, block: str) -> str:
    """A page with this block between the marks. Raises ValueError if they are not there."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{BEGIN} and {END} are not there")
    return f"{before}{BEGIN}\n{block}{END}{after}"


def main() -> None:
    """Measure, and print or write."""
    parser = argparse.ArgumentParser(prog="speed")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all, if none is named")
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    given = parser.parse_args()
    if given.write and given.parts:
        parser.error("--write is for all parts")
    where, rows = machine(), list[Row]()
    for name in given.parts or PARTS:
        begun = time.perf_counter()
        rows += PARTS[name]()
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    block = f"\nMeasured on {where}.\n\n{table(rows)}\n"
    print(block)
    if given.write:
        README.write_text(written(README.read_text(encoding="utf-8"), block), encoding="utf-8")


if __name__ == "__main__":
    main()
