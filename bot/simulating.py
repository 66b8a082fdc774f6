"""Simulated trainees: who handles a customer better must score more, with every customer and every seed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.replaying import converse
from bot.trainees import Kind, phrases, trainee
from state.content.examples import Examples
from state.content.terms import Lang
from state.dialogue.customer import Customer
from state.scoring.card import score
from state.scoring.talk import Talk
from state.troupe import Troupe
from state.understanding.reading import Reader

RISING: tuple[Kind, ...] = ("arguer", "average", "expert")
SEEDS = 5


@dataclass(frozen=True)
class Climb:
    """One customer, one seed: the scores, 0–100, of trainees of rising skill."""

    lang: Lang
    name: str
    seed: int
    scores: tuple[int, ...]

    @property
    def strict(self) -> bool:
        """Whether each trainee scores more than the one below."""
        return all(low < high for low, high in pairwise(self.scores))


def climbs(
    customers: Iterable[Customer], examples: Sequence[Examples], troupe: Troupe, reader: Reader, seeds: int = SEEDS
) -> list[Climb]:
    """The scores of simulated trainees with each customer and each seed.

    examples: labelled replies, from which they draw their sentences.
    """
    found = []
    for customer in customers:
        said = phrases(examples, customer.scenario.lang, customer.objection.id)
        for seed in range(seeds):
            scores = []
            for kind in RISING:
                turns, end = converse(customer, trainee(kind, customer, seed, said), seed, reader)
                scores.append(score(Talk(customer=customer, turns=tuple(turns), end=end), troupe.rubric).score)
            found.append(Climb(customer.scenario.lang, customer.id, seed, tuple(scores)))
    return found


def order(of: Sequence[Climb]) -> str:
    """How many rise strictly, each language apart, and the scores of those that do not."""
    lines = list[str]()
    for lang in sorted({each.lang for each in of}):
        ours = [each for each in of if each.lang == lang]
        good = sum(each.strict for each in ours)
        lines.append(
            f"{lang}, trainees of rising skill: {good} of {len(ours)} (scenario × seed) pairs in strict order"
            f" ({good / len(ours):.0%})"
        )
        lines += [
            f"  {each.name}, seed {each.seed}: {' '.join(map(str, each.scores))}" for each in ours if not each.strict
        ]
    return "\n".join(lines)
