"""The reader: how long a reply takes, beside the network alone; run by `python -m tests.benchmarks.reader`."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bot.bootstrap import load_troupe
from state.content.library import load_examples
from state.understanding.model import load_model
from state.understanding.reader import load_reader

CONTENT = Path(__file__).parents[2] / "scenarios"


def main() -> None:
    """Print median and 9 in 10 of some hundred unread replies, in ms, and the ratio to the network alone."""
    examples, _ = load_examples(CONTENT)
    assert examples is not None
    replies = [(each.lang, reply.reply) for each in examples.values() for reply in each.replies[::24]]
    scenario = load_troupe(CONTENT).customers["zh/vmc_price"].scenario
    model = load_model()
    alone, matching = load_reader(), load_reader()
    matching.prepare([scenario])
    ways: dict[str, Callable[[str, str], object]] = {
        "network alone": lambda _lang, reply: model.see(reply),
        "moves and spans": lambda lang, reply: alone.read(reply, lang=lang),
        "with a scenario": lambda lang, reply: matching.read(reply, lang=lang, scenario=scenario),
    }
    base = 0.0
    for name, way in ways.items():
        took = []
        for lang, reply in replies:
            start = time.perf_counter()
            way(lang, reply)
            took.append(1000 * (time.perf_counter() - start))
        median, slow = statistics.median(took), statistics.quantiles(took, n=10)[-1]
        base = base or median
        print(f"{name:<18} median {median:5.1f} ms   9 in 10 under {slow:5.1f} ms   ratio {median / base:4.1f}")


if __name__ == "__main__":
    main()
