"""Groups of people who talk to customers, each with how often they miss a criterion; the same ones every time."""

from collections.abc import Callable, Iterator
from random import Random

from state.content.terms import Outcome
from state.health.talked import MET, MISSED, Talked

CRITERIA = tuple(f"criterion{number}" for number in range(12))
Misses = Callable[[str, str], float]
"""How often a criterion is missed with a customer, 0–1: (customer, criterion) -> share."""


def talked(who: str, scenario: str, missed: str = "", *, score: int = 50, outcome: Outcome = "lost") -> Talked:
    """A talk in which one criterion was asked: `missed` says of it `MISSED`, `MET` or `UNRATED`."""
    return Talked(who, scenario, score, outcome, "calm" if missed else "", missed)


def group(people: int, customers: int, times: int, misses: Misses, seed: int) -> Iterator[Talked]:
    """Everybody talks to everybody so many times."""
    dice = Random(seed)
    for _ in range(times):
        for person in range(people):
            for customer in range(customers):
                name = f"zh/c{customer}"
                verdicts = "".join(MISSED if dice.random() < misses(name, each) else MET for each in CRITERIA)
                yield Talked(f"p{person}", name, 50, "lost", " ".join(CRITERIA), verdicts)
