"""A step of the customer and the scoring of a turn, without the reader, over the model conversations of all customers.

`python -m tests.benchmarks.step` prints milliseconds, and what it takes to store a snapshot and read it back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median, quantiles
from time import thread_time_ns

from platformdirs import user_cache_path

from bot.replaying import EPOCH, converse
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot
from state.dialogue.step import begin, step
from state.scoring.card import score
from state.scoring.talk import Talk
from state.understanding.reader import SentenceReader, load_reader
from state.understanding.reading import Reader
from tests.customers import SCENARIOS, troupe

REPEATED = 7
"""Times that each turn is taken; the median counts."""


@dataclass(frozen=True)
class Costs:
    """Milliseconds of processor for each turn: a step, its share of the scoring, and storing a snapshot."""

    steps: list[float]
    scoring: list[float]
    stored: list[float]

    @property
    def turns(self) -> list[float]:
        """A step and its share of the scoring, together."""
        return [one + other for one, other in zip(self.steps, self.scoring, strict=True)]


@cache
def ready_reader() -> SentenceReader:
    """The reader, ready for the shipped customers; where that was done before, it takes seconds."""
    reader = load_reader(cache=user_cache_path("duilian"))
    reader.prepare(customer.scenario for customer in troupe().customers.values())
    return reader


def measured(scenarios: tuple[str, ...] = SCENARIOS, repeated: int = REPEATED) -> Costs:
    """What the turns of these customers' model conversations cost, as they were read."""
    found = [costs_of(troupe().customers[name], ready_reader(), repeated) for name in scenarios]
    return Costs(
        [one for costs in found for one in costs.steps],
        [one for costs in found for one in costs.scoring],
        [one for costs in found for one in costs.stored],
    )


def costs_of(customer: Customer, reader: Reader, repeated: int) -> Costs:
    """What the turns of a customer's model conversation cost, as they are read."""
    costs = Costs([], [], [])
    assert customer.scenario.talks is not None
    replies = iter(customer.scenario.talks.expert)
    turns, end = converse(customer, lambda _: next(replies, None), 0, reader)
    heards = [Heard(reply=turn.reply, reading=turn.reading, interrupted=turn.interrupted) for turn in turns]
    before: list[Snapshot] = [begin(customer, 0, EPOCH).snapshot]
    for heard in heards:
        before.append(step(customer, before[-1], heard, EPOCH).snapshot)
    talk = Talk(customer=customer, turns=tuple(turns), end=end)
    of_talk = _milliseconds(lambda: score(talk, troupe().rubric), repeated)
    for heard, (known, after) in zip(heards, pairwise(before), strict=True):
        costs.steps.append(
            _milliseconds(lambda known=known, heard=heard: step(customer, known, heard, EPOCH), repeated)
        )
        costs.scoring.append(of_talk / len(turns))
        costs.stored.append(
            _milliseconds(lambda after=after: Snapshot.model_validate_json(after.model_dump_json()), repeated)
        )
    return costs


def _milliseconds(work: Callable[[], object], repeated: int) -> float:
    took = []
    for _ in range(repeated):
        begun = thread_time_ns()
        work()
        took.append((thread_time_ns() - begun) / 1e6)
    return median(took)


def main() -> None:
    """Print median and 95th percentile of each part."""
    costs = measured()
    for name, found in (
        ("step and scoring", costs.turns), ("step", costs.steps), ("scoring", costs.scoring),
        ("snapshot stored and read", costs.stored),
    ):  # fmt: skip
        print(f"{name:26}{median(found):7.3f} ms   95 in 100 under {quantiles(found, n=20)[-1]:7.3f} ms")


if __name__ == "__main__":
    main()
