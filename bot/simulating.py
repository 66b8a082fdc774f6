"""Simulated trainees: who more often handles a customer well must score more, with every customer and every seed."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.replaying import converse
from state.content.examples import Examples
from state.content.scenario import Fact
from state.content.terms import MISTAKES, Lang, Move, ObjectionKind
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
POOR: tuple[Move, ...] = (*sorted(MISTAKES), "feature", "other", "advance")
"""What a reply does that was not found well."""
ENOUGH = 3
"""Replies to an objection from which on those to other objections are not needed."""

Phrases = Mapping[Move, Sequence[str]]
"""What trainees say, by the one move that each reply makes."""


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


def phrases(examples: Iterable[Examples], lang: Lang, objection: ObjectionKind) -> Phrases:
    """Labelled replies that make one move alone and need no customer's line to be understood.

    Those to this objection; to any, where there are few.
    """
    own: dict[Move, list[str]] = {}
    others: dict[Move, list[str]] = {}
    for reply in (reply for each in examples if each.lang == lang for reply in each.replies):
        if len(reply.moves) == 1 and len(reply.reply) >= (8 if lang == "zh" else 20):
            kept = own if reply.objection == objection else others
            kept.setdefault(reply.moves[0], []).append(reply.reply)
    moves = own.keys() | others.keys()
    return {
        move: of if len(of := own.get(move, [])) >= ENOUGH else [*of, *others.get(move, [])] for move in sorted(moves)
    }


def well(customer: Customer, talk: Snapshot, said: Phrases, dice: random.Random) -> str:
    """What somebody says next who keeps to the handbook's steps: accept, isolate, find out, answer, advise, go on."""
    scenario = customer.scenario
    if not talk.turn:
        return f"{_one(said, 'acknowledge', dice)} {dice.choice(_unknown(customer, talk)[0].asked)}"
    if not talk.isolated and (customer.objection.id != "hidden" or talk.turn > 1):
        return _one(said, "isolate", dice)
    if customer.objection.id == "hidden" and not talk.confided:
        return _one(said, "go_informal" if talk.turn % 2 else "open_question", dice)
    if len(talk.told) < 2:
        return dice.choice(_unknown(customer, talk)[0].asked)
    if "restate" not in talk.made:
        return _one(said, "restate", dice)
    untold = [answer for answer in scenario.answers if answer.id not in talk.answered]
    if len(talk.answered) < scenario.concern.enough and untold:
        return dice.choice(untold[0].means)
    return _one(said, "advance" if "expert_advice" in talk.made else "expert_advice", dice)


def _unknown(customer: Customer, talk: Snapshot) -> list[Fact]:
    """The facts that were not told yet, the key ones first."""
    left = [fact for fact in customer.scenario.facts if fact.id not in talk.told]
    return sorted(left, key=lambda fact: not fact.key)


def badly(said: Phrases, dice: random.Random) -> str:
    """A mistake, or words that lead nowhere."""
    return _one(said, dice.choice([move for move in POOR if move in said]), dice)


def _one(said: Phrases, move: Move, dice: random.Random) -> str:
    return dice.choice(said[move])


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
