"""The reader, a reply at a time and in batches, against the networks alone on the same tokens.

`python -m tests.benchmarks.reader`. Every way reads a reply before the next is read, each as if for the first time.
"""

import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from state.understanding.reader import SentenceReader
from tests.benchmarks.step import ready_reader
from tests.customers import troupe

EVERY = 5
"""Of the replies of the model conversations, each so many-th is read."""
BATCH = 32
NETWORK, NETWORKS = "encoder and moves", "encoder, moves and meaning"
READER, MATCHING = "reader, moves alone", "reader, with a customer"

Said = tuple[str, str]
"""A customer's id, and what an expert says to them."""
Way = Callable[[Said], object]


def replies(every: int = EVERY) -> list[Said]:
    """Some of what is said in the model conversations."""
    said = []
    for name, customer in sorted(troupe().customers.items()):
        assert customer.scenario.talks is not None
        said += [(name, reply) for reply in customer.scenario.talks.expert]
    return said[::every]


def ways(reader: SentenceReader, said: Sequence[Said]) -> dict[str, Way]:
    """The networks alone, run on tokens that were made before, and the reader that stands on them."""
    model, encoder, customers = reader._model, reader._encoder, troupe().customers
    trunk = model._trunk
    words = {reply: trunk._lexicon.look_up(reply)[1] for _, reply in said}

    def network(one: Said, *, meaning: bool) -> None:
        (shared,) = trunk._session.run(["outputs"], {"words": words[one[1]]})
        model._session.run(["outputs", "moves"], {"shared": shared})
        if meaning:
            encoder._session.run(["outputs"], {"shared": shared})

    def read(one: Said, *, matching: bool) -> None:
        scenario = customers[one[0]].scenario
        reader.read(one[1], lang=scenario.lang, scenario=scenario if matching else None)

    return {
        NETWORK: lambda one: network(one, meaning=False),
        READER: lambda one: read(one, matching=False),
        NETWORKS: lambda one: network(one, meaning=True),
        MATCHING: lambda one: read(one, matching=True),
    }


def alone(reader: SentenceReader, said: Sequence[Said]) -> dict[str, list[float]]:
    """Milliseconds of processor of each reply by each way; all of it is done by the thread that asks."""
    took: dict[str, list[float]] = {}
    for one in said:
        for name, way in ways(reader, [one]).items():
            reader._model._trunk._last.cache_clear()
            begun = time.thread_time()
            way(one)
            took.setdefault(name, []).append(1000 * (time.thread_time() - begun))
    return took


def in_batches(reader: SentenceReader, said: Sequence[Said], size: int = BATCH) -> dict[str, list[float]]:
    """Milliseconds a reply, of batches that all cores read together."""
    took: dict[str, list[float]] = {}
    found = ways(reader, said)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for start in range(0, len(said) - size + 1, size):
            for name, way in found.items():
                reader._model._trunk._last.cache_clear()
                begun = time.perf_counter()
                list(threads.map(way, said[start : start + size]))
                took.setdefault(name, []).append(1000 * (time.perf_counter() - begun) / size)
    return took


def ratio(took: Mapping[str, Sequence[float]], one: str, other: str) -> float:
    """How many times as long one way takes as another, reply by reply; the median."""
    return statistics.median(a / b for a, b in zip(took[one], took[other], strict=True))


def main() -> None:
    """Print medians and ratios."""
    reader = ready_reader()
    for what, took in (
        ("a reply at a time", alone(reader, replies())),
        (f"{BATCH} together", in_batches(reader, replies(2))),
    ):
        print(what)
        for name, against in ((NETWORK, NETWORK), (READER, NETWORK), (NETWORKS, NETWORKS), (MATCHING, NETWORKS)):
            slow = statistics.quantiles(took[name], n=20)[-1]
            print(
                f"  {name:28} median {statistics.median(took[name]):6.2f} ms   95 in 100 under {slow:6.2f} ms   "
                f"{ratio(took, name, against):5.2f} × {against}"
            )
        print(f"  {MATCHING} against one network: {ratio(took, MATCHING, NETWORK):.2f}")


if __name__ == "__main__":
    main()
