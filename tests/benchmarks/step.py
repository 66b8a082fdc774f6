"""How long a step and a score take: microseconds, and as a ratio to storing the snapshot and reading it back.

Run by hand: `python -m tests.benchmarks.step`. The reader is not in it; readings are written down.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter_ns

from state.content.terms import Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot
from state.dialogue.step import step
from state.scoring.card import score
from state.scoring.talk import Talk
from tests.customers import NOW, SCENARIOS, customer_of, heard_as, played, started, troupe

ROUNDS = 200
MOVES: tuple[tuple[Move, ...], ...] = (
    ("acknowledge", "open_question"),
    ("restate",),
    ("isolate",),
    ("evidence", "benefit"),
    ("solution", "reassure"),
    ("feature", "advantage"),
)


def heards(customer: Customer) -> list[Heard]:
    """A talk of six replies: questions that bring out facts, then answers."""
    facts = [fact.id for fact in customer.scenario.facts]
    answers = [answer.id for answer in customer.scenario.answers]
    return [
        heard_as(
            *moves,
            reply=f"第 {n} 句话，说给这位客户听。",
            asks=facts[n : n + 1],
            gives=answers[n : n + 1] if n > 2 else (),
        )
        for n, moves in enumerate(MOVES)
    ]


def microseconds(work: Callable[[], object], times: int) -> float:
    """The median over rounds of one run of `work`, divided by the number of times that it does its thing."""
    rounds = []
    for _ in range(ROUNDS):
        began = perf_counter_ns()
        work()
        rounds.append((perf_counter_ns() - began) / 1000 / times)
    return median(rounds)


def measured(scenario: str) -> tuple[float, float, float]:
    """A snapshot stored and read back, a step, and scoring a turn, in microseconds each."""
    customer = customer_of(scenario)
    replies, start = heards(customer), started(customer)
    turns, end = played(customer, replies, start)
    before: list[Snapshot] = [start]
    for heard in replies[: len(turns) - 1]:
        before.append(step(customer, before[-1], heard, NOW).snapshot)
    talk = Talk(customer, tuple(turns), end)
    return (
        microseconds(lambda: Snapshot.model_validate_json(end.model_dump_json()), 1),
        microseconds(
            lambda: [step(customer, *known, NOW) for known in zip(before, replies, strict=False)], len(before)
        ),
        microseconds(lambda: score(talk, troupe().rubric), len(turns)),
    )


def main() -> None:
    """Print a line for each customer."""
    print(f"{'':24}{'snapshot':>12}{'step':>20}{'score, per turn':>20}")
    print(f"{'':24}{'stored, read':>12}")
    for scenario in SCENARIOS:
        store, a_step, a_turn = measured(scenario)
        ratios = (f"{a_step:9.0f} µs ×{a_step / store:4.1f}", f"{a_turn:12.0f} µs ×{a_turn / store:4.1f}")
        print(f"{scenario:24}{store:9.0f} µs", *ratios, sep="")


if __name__ == "__main__":
    main()
