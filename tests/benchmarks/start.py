"""Start-up: from the start of the process to the answer to the first update, with caches warm.

`python -m tests.benchmarks.start [TIMES]`. Beside it, the bare echo bot of python-telegram-bot, in turns.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.load.server import BotApi
from tests.benchmarks.turn import commands, settings

TIMES = 7


async def seconds(name: str, folder: Path) -> float:
    """From the start to the first answer; the update waits from the beginning."""
    answered = asyncio.Event()
    async with BotApi() as api:
        api.heard = lambda _chat, _text, _asks: answered.set()
        api.say(1001, "/start")
        base = f"http://127.0.0.1:{api.port}"
        (folder / "config.yaml").write_text(settings(folder, "polling", base, 8080), encoding="utf-8")
        begun = time.perf_counter()
        process = subprocess.Popen(
            commands(folder, "polling", base, 8080)[name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            await asyncio.wait_for(answered.wait(), 60)
            return time.perf_counter() - begun
        finally:
            process.kill()
            process.wait()


async def measured(times: int = TIMES) -> dict[str, float]:
    """The medians, of Duilian and of the echo bot, each started so many times after once to warm up."""
    took: dict[str, list[float]] = {"duilian": [], "python-telegram-bot": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(times + 1):
            for name, found in took.items():
                one = await seconds(name, Path(folder))
                if number:
                    found.append(one)
    return {name: median(found) for name, found in took.items()}


def main() -> None:
    """Print both."""
    for name, took in asyncio.run(measured(*map(int, sys.argv[1:]))).items():
        print(f"{name:24}{took:6.2f} s from the start to the first answer")


if __name__ == "__main__":
    main()
