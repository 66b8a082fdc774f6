"""Simulated trainees: who says more of what an expert says must score more, for every customer and every seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.trials import Played, Script, played
from state.content.terms import Lang
from state.troupe import Troupe
from state.understanding.reading import Reader

SKILLS = (0.0, 1 / 3, 2 / 3, 1.0)
"""The share of an expert's replies that a trainee of each level says, on the mean."""
SEEDS = 5


@dataclass(frozen=True)
class Climb:
    """One customer, one seed: the scores, 0–100, of trainees of rising skill. name: the scripts and the customer."""

    lang: Lang
    name: str
    seed: int
    scores: tuple[int, ...]

    @property
    def strict(self) -> bool:
        """Whether each level scores more than the one below."""
        return all(low < high for low, high in pairwise(self.scores))


def levels(expert: Sequence[str], worst: Sequence[str], draw: str) -> list[list[str]]:
    """What trainees of rising skill say, as many replies as the expert's; what the lower says well the higher does too.

    At turn t a trainee of skill p says the expert's reply if u < p, else the worst one's (the expert's where that
    script has ended). u is drawn from `draw` and t alone.
    """
    draws = [random.Random(f"{draw}:{turn}").random() for turn in range(len(expert))]  # noqa: S311 - guards no secret
    return [
        [
            good if u < skill or turn >= len(worst) else worst[turn]
            for turn, (good, u) in enumerate(zip(expert, draws, strict=True))
        ]
        for skill in SKILLS
    ]


def climbs(scripts: Sequence[Script], troupe: Troupe, reader: Reader, seeds: int = SEEDS) -> list[Climb]:
    """The scores of simulated trainees, for each customer with scripts of different grades and each seed.

    A level of which the customer, who may have walked out, heard just what he heard at the level below is no level of
    its own, and is left out.
    """
    ladders = [(expert, worst, seed) for expert, worst in _pairs(scripts) for seed in range(seeds)]
    rungs = [
        replace(expert, replies=said, seed=seed)
        for expert, worst, seed in ladders
        for said in levels(expert.replies, worst.replies, f"{expert.record['id']}:{seed}")
    ]
    went = played(rungs, troupe, reader)
    return [
        Climb(
            expert.lang,
            f"{expert.record['id']} and {worst.record['id']}, {expert.customer.id}",
            seed,
            tuple(_apart(went[len(SKILLS) * number : len(SKILLS) * (number + 1)])),
        )
        for number, (expert, worst, seed) in enumerate(ladders)
    ]


def _apart(went: Sequence[Played]) -> Iterator[int]:
    yield went[0].score
    for below, above in pairwise(went):
        if above.heard != below.heard:
            yield above.score


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


def _pairs(scripts: Sequence[Script]) -> Iterator[tuple[Script, Script]]:
    """The best- and the worst-graded script for each customer; where several are, in the order in which they stand."""
    customers: dict[tuple[str, str], list[Script]] = {}
    for script in scripts:
        customers.setdefault((script.customer.id, script.customer.persona.id), []).append(script)
    for of in customers.values():
        grades = [script.record["grade"] for script in of]
        best, worst = ([script for script in of if script.record["grade"] == at] for at in (max(grades), min(grades)))
        if max(grades) > min(grades):
            yield from zip(best, worst, strict=False)
