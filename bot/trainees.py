"""Trainees that are played: what each kind of them says next to a customer, in sentences that people wrote."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, get_args

from state.content.examples import Examples
from state.content.scenario import Fact
from state.content.terms import Hitch, Lang, Move, ObjectionKind
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Snapshot, digest_of
from state.dialogue.step import OPEN

Kind = Literal["expert", "average", "discounter", "arguer", "interrogator", "silent", "random"]
"""Who keeps to the handbook; does so in half of what is said; gives way on the price; quarrels; only asks; hardly
says a word; says anything."""
KINDS: tuple[Kind, ...] = get_args(Kind)

MIDDLING: tuple[Move, ...] = ("feature", "advantage", "solution", "courtesy", "advance")
QUARRELSOME: tuple[Move, ...] = ("argue", "dismiss", "disparage", "pressure", "feature", "advance")
GIVING: tuple[Move, ...] = ("acknowledge", "concede", "feature", "concede", "advance")
ASKING: tuple[Move, ...] = ("closed_question", "open_question")
SPARSE: Mapping[Lang, Sequence[str]] = {
    "zh": ("嗯。", "哦。", "好。", "……", "这样啊。", "是吧。"),
    "en": ("Hm.", "OK.", "Right.", "...", "I see.", "Yeah."),
}
MANNERS: Mapping[Lang, Mapping[Hitch, str]] = {
    "zh": {
        "bad_line": "对不起，信号不好，刚才没听清，麻烦您再讲一遍好吗？",
        "waited": "实在对不起，让您等了这么久。",
        "complaint": "对不起，这件事换了谁都会不高兴，是我们没做好。",
    },
    "en": {
        "bad_line": "I'm sorry, the line broke up. Could you say that again, please?",
        "waited": "I'm very sorry that you were kept waiting so long.",
        "complaint": "I'm sorry about that. Anybody would be cross, and it's our fault.",
    },
}
"""What an expert says to what comes up in a call (基础篇 五 4.2)."""
SHOWING: tuple[Move, ...] = ("expert_advice", "evidence", "benefit")
"""What an expert brings beside answers (提高篇 五 3e, 3f, 九)."""
CALLED_OFF: tuple[Move, ...] = ("expert_advice",)
"""The same where nothing is to be sold for now (提高篇 五 1)."""
CONFIDES, IN_PRIVATE = 48, 40  # trust, 0–100, from which a customer is asked what is behind it
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
            return _well(customer, talk, said, dice)
        case "average":
            return _well(customer, talk, said, dice) if dice.random() < 0.5 else _any(said, MIDDLING, dice)
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


def _well(customer: Customer, talk: Snapshot, said: Phrases, dice: random.Random) -> str:
    """What somebody says next who keeps to the handbook's steps: accept, isolate, find out, answer, advise, go on.

    Whoever hides something is asked what is behind it now and then, once he trusts, and in private a little sooner
    (提高篇 五 3g). What comes up in a call is met civilly, a second objection accepted and met. Whoever declines a
    step is told more before the next is proposed. What has been said in all its words is not said again, heard or not.
    """
    scenario = customer.scenario
    if talk.hitch is not None:
        return MANNERS[scenario.lang][talk.hitch]
    if scenario.second is not None and talk.second in OPEN:
        return f"{_new(said, 'acknowledge', talk, dice)} {dice.choice(scenario.second.means)}"
    if not talk.turn:
        return _accepting(customer, talk, said, dice)
    if customer.objection.id == "hidden" and not talk.confided:
        if talk.turn % 2 and talk.meters.trust >= CONFIDES:
            return _new(said, "isolate", talk, dice)
        if talk.turn % 2 and talk.meters.trust >= IN_PRIVATE and "go_informal" not in talk.made:
            return _new(said, "go_informal", talk, dice)
        return _accepting(customer, talk, said, dice)
    if not talk.isolated:
        return _new(said, "isolate", talk, dice)
    if len(talk.told) < 2:
        return dice.choice(_unknown(customer, talk)[0].asked)
    if "restate" not in talk.made:
        return _new(said, "restate", talk, dice)
    showing = CALLED_OFF if customer.objection.id == "false" else SHOWING
    lacking = [move for move in showing if move not in talk.made and _left(said, move, talk)]
    if talk.answered and lacking:
        return _new(said, lacking[0], talk, dice)
    untold = [answer for answer in scenario.answers if answer.id not in talk.answered]
    left = {person.id for person in scenario.left_out_by(talk.answered)}
    untold.sort(key=lambda answer: left.isdisjoint(scenario.speaks_to(answer)))  # what somebody still waits for first
    if (left or len(talk.answered) < scenario.concern.enough + talk.made.get("advance", 0)) and untold:
        return dice.choice(untold[0].means)
    return _new(said, "advance", talk, dice)


def _accepting(customer: Customer, talk: Snapshot, said: Phrases, dice: random.Random) -> str:
    """A word that accepts, and a question for what is not known yet; once all is known, the word alone."""
    word, unknown = _new(said, "acknowledge", talk, dice), _unknown(customer, talk)
    return f"{word} {dice.choice(unknown[0].asked)}" if unknown else word


def _any(said: Phrases, moves: Sequence[Move], dice: random.Random) -> str:
    return dice.choice(said[dice.choice([move for move in moves if move in said])])


def _new(said: Phrases, move: Move, talk: Snapshot, dice: random.Random) -> str:
    """A reply that makes one move, in words that were not said before as long as there are any."""
    return dice.choice(_left(said, move, talk) or said[move])


def _left(said: Phrases, move: Move, talk: Snapshot) -> Sequence[str]:
    return [reply for reply in said[move] if digest_of(reply) not in talk.heard]


def _unknown(customer: Customer, talk: Snapshot) -> list[Fact]:
    """The facts that were not told yet, the key ones first; from turn to turn another, for one may be guarded."""
    left = [fact for fact in customer.scenario.facts if fact.id not in talk.told]
    sought = [fact for fact in left if fact.key] or left
    return sought[talk.turn % len(sought) :] if sought else []
