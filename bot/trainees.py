"""Trainees that are played: what each kind of them says next to a customer, in sentences that people wrote."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, get_args

from state.content.examples import Examples
from state.content.scenario import Fact
from state.content.terms import MISTAKES, Lang, Move, ObjectionKind
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Snapshot

Kind = Literal["expert", "average", "discounter", "arguer", "interrogator", "silent", "random"]
"""Who keeps to the handbook; does so in half of what is said; gives way on the price; quarrels; only asks; hardly
says a word; says anything."""
KINDS: tuple[Kind, ...] = get_args(Kind)

POOR: tuple[Move, ...] = (*sorted(MISTAKES), "feature", "other", "advance")
"""What a reply does that was not found well."""
MIDDLING: tuple[Move, ...] = ("feature", "advantage", "solution", "concede", "courtesy", "advance")
QUARRELSOME: tuple[Move, ...] = ("argue", "dismiss", "disparage", "pressure", "feature", "advance")
GIVING: tuple[Move, ...] = ("acknowledge", "concede", "feature", "concede", "advance")
ASKING: tuple[Move, ...] = ("closed_question", "open_question")
SPARSE: Mapping[Lang, Sequence[str]] = {
    "zh": ("嗯。", "哦。", "好。", "……", "这样啊。", "是吧。"),
    "en": ("Hm.", "OK.", "Right.", "...", "I see.", "Yeah."),
}
ENOUGH = 3
"""Replies to an objection from which on those to other objections are not needed."""

Phrases = Mapping[Move, Sequence[str]]
"""What trainees say, by the one move that each reply makes."""
Answering = Callable[[Snapshot], str]
"""What is said to a customer as things stand."""


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


def trainee(kind: Kind, customer: Customer, seed: int, said: Phrases) -> Answering:
    """A trainee of a kind, who talks until the customer ends it. The same seed says the same in the same talk.

    said: what to draw from beside the scenario's own sentences; of moves that it lacks none are made.
    """

    def answer(talk: Snapshot) -> str:
        dice = random.Random(f"{customer.id}:{seed}:{talk.turn}:{kind}")  # noqa: S311 - no secret
        return _says(kind, customer, talk, said, dice)

    return answer


def _says(kind: Kind, customer: Customer, talk: Snapshot, said: Phrases, dice: random.Random) -> str:
    match kind:
        case "expert":
            return well(customer, talk, said, dice)
        case "average":
            return well(customer, talk, said, dice) if dice.random() < 0.5 else _any(said, MIDDLING, dice)
        case "discounter":
            return _any(said, (GIVING[talk.turn % len(GIVING)],), dice)
        case "arguer":
            return _any(said, QUARRELSOME, dice)
        case "interrogator":
            unknown = _unknown(customer, talk)
            return dice.choice(unknown[0].asked) if unknown else _any(said, ASKING, dice)
        case "silent":
            return dice.choice(SPARSE[customer.scenario.lang])
        case "random":
            return _any(said, tuple(said), dice)


def well(customer: Customer, talk: Snapshot, said: Phrases, dice: random.Random) -> str:
    """What somebody says next who keeps to the handbook's steps: accept, isolate, find out, answer, advise, go on."""
    scenario = customer.scenario
    if not talk.turn:
        return f"{one(said, 'acknowledge', dice)} {dice.choice(_unknown(customer, talk)[0].asked)}"
    if not talk.isolated and (customer.objection.id != "hidden" or talk.turn > 1):
        return one(said, "isolate", dice)
    if customer.objection.id == "hidden" and not talk.confided:
        return one(said, "go_informal" if talk.turn % 2 else "open_question", dice)
    if len(talk.told) < 2:
        return dice.choice(_unknown(customer, talk)[0].asked)
    if "restate" not in talk.made:
        return one(said, "restate", dice)
    untold = [answer for answer in scenario.answers if answer.id not in talk.answered]
    if len(talk.answered) < scenario.concern.enough and untold:
        return dice.choice(untold[0].means)
    return one(said, "advance" if "expert_advice" in talk.made else "expert_advice", dice)


def badly(said: Phrases, dice: random.Random) -> str:
    """A mistake, or words that lead nowhere."""
    return _any(said, POOR, dice)


def one(said: Phrases, move: Move, dice: random.Random) -> str:
    """A reply that makes one move."""
    return dice.choice(said[move])


def _any(said: Phrases, moves: Sequence[Move], dice: random.Random) -> str:
    return one(said, dice.choice([move for move in moves if move in said]), dice)


def _unknown(customer: Customer, talk: Snapshot) -> list[Fact]:
    """The facts that were not told yet, the key ones first."""
    left = [fact for fact in customer.scenario.facts if fact.id not in talk.told]
    return sorted(left, key=lambda fact: not fact.key)
