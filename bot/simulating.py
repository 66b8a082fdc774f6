"""Simulated trainees: who more often handles a customer well must score more, with every customer and every seed."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.replaying import converse
from bot.trainees import Phrases, badly, phrases, well
from state.content.examples import Examples
from state.content.terms import Lang
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Snapshot
from state.scoring.card import score
from state.scoring.talk import Talk
from state.troupe import Troupe
from state.understanding.reading import Reader

SKILLS = (0, 1, 2, 3)
"""How many of each three replies a trainee of each level finds well."""
SEEDS = 5
REPLIES = 12
"""After so many a trainee has nothing more to say."""


@dataclass(frozen=True)
class Climb:
    """One customer, one seed: the scores, 0–100, of trainees of rising skill."""

    lang: Lang
    name: str
    seed: int
    scores: tuple[int, ...]

    @property
    def strict(self) -> bool:
        """Whether each level scores more than the one below."""
        return all(low < high for low, high in pairwise(self.scores))


def simulated(customer: Customer, skill: int, seed: int, said: Phrases, reader: Reader) -> Talk:
    """The talk of a trainee who finds `skill` of each three replies well, 0–3.

    What is found well at a turn by one who is less skilled is so by one who is more.
    """

    def answer(talk: Snapshot) -> str | None:
        if talk.turn >= REPLIES:
            return None
        block = random.Random(f"{customer.id}:{seed}:{talk.turn // 3}").sample(range(3), 3)  # noqa: S311 - no secret
        dice = random.Random(f"{customer.id}:{seed}:{talk.turn}:words")  # noqa: S311 - no secret
        return well(customer, talk, said, dice) if block[talk.turn % 3] < skill else badly(said, dice)

    turns, end = converse(customer, answer, seed, reader)
    return Talk(customer=customer, turns=tuple(turns), end=end)


def climbs(
    customers: Iterable[Customer], examples: Sequence[Examples], troupe: Troupe, reader: Reader, seeds: int = SEEDS
) -> list[Climb]:
    """The scores of simulated trainees with each customer and each seed.

    A level of which the customer, who may have walked out, heard just what he heard at the level below is no level of
    its own, and is left out.
    """
    found = []
    for customer in customers:
        said = phrases(examples, customer.scenario.lang, customer.objection.id)
        for seed in range(seeds):
            scores: dict[tuple[str, ...], int] = {}
            for skill in SKILLS:
                talk = simulated(customer, skill, seed, said, reader)
                scores.setdefault(tuple(turn.reply for turn in talk.turns), score(talk, troupe.rubric).score)
            found.append(Climb(customer.scenario.lang, customer.id, seed, tuple(scores.values())))
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
