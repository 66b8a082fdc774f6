"""Feedback: what to work on next, no more than helps, and a good and a bad reply side by side at the weakest spot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from state.content.rubric import Rubric
from state.content.terms import MISTAKES, Mistake, Move, Text
from state.scoring.card import Card, quoted
from state.scoring.talk import Talk, slipped

ONE_MORE = (60, 80)  # points from which on a trainee can take in one thing more: the bands that are sound, and strong

OF_WHAT_WAS_GOOD = ("learnt_key", "eased", "suits")
"""Tests that show a turn that went well even where too little did: such a turn is no spot for another reply."""

TEMPTING: Mapping[Move, tuple[Mistake, ...]] = {
    "acknowledge": ("argue", "dismiss"),
    "restate": ("argue", "dismiss"),
    "open_question": ("dismiss", "concede"),
    "closed_question": ("dismiss", "concede"),
    "isolate": ("concede", "pressure"),
    "map_decision": ("pressure",),
    "benefit": ("overpromise",),
    "evidence": ("overpromise",),
    "reassure": ("overpromise",),
    "expert_advice": ("overpromise",),
    "solution": ("concede",),
    "go_informal": ("pressure",),
    "advance": ("pressure",),
}
"""The mistakes that come to mind first where one of these moves would have been good."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A good and a bad reply at the same spot. turn: the spot, from 1; None if it is no single reply.

    move, good: what would have been good, and how it is said. bad, why: a mistake there, and what is wrong with it.
    own: whether the trainee made it; otherwise it is one that is often made.
    """

    turn: int | None
    move: Move
    good: str
    bad: str
    why: Text
    own: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a trainee takes along. work: criteria, the dearest first, each of another step or group."""

    work: tuple[str, ...]
    contrast: Contrast | None


def feedback(talk: Talk, card: Card, rubric: Rubric) -> Feedback:
    """What to work on: one thing below 60 points, two from 60, three from 80; and the contrast, if there is one."""
    most = 1 + sum(card.score >= points for points in ONE_MORE)
    return Feedback(tuple(_dearest(card))[:most], _contrast(talk, card, rubric))


def _dearest(card: Card) -> Iterator[str]:
    """The focus, and then from each other step or group the criterion whose missing points cost most."""
    lost = []
    for part in (*card.steps, *card.groups):
        missing = [(item.of - item.points, item) for item in part.criteria if item.share is not None and item.share < 1]
        if missing and all(item.criterion != card.focus for item in part.criteria):
            points, item = max(missing, key=lambda pair: pair[0])
            lost.append((points / part.of * part.weight, item.criterion))
    if card.focus is not None:
        yield card.focus
        yield from (criterion for _, criterion in sorted(lost, key=lambda pair: -pair[0]))


def _contrast(talk: Talk, card: Card, rubric: Rubric) -> Contrast | None:
    move = card.instead
    if move is None or move not in talk.customer.scenario.models:
        return None
    good, missteps = talk.customer.scenario.models[move], talk.customer.objection.missteps
    weak = card.focus is not None and rubric.criterion(card.focus).test not in OF_WHAT_WAS_GOOD
    spot = next((turn for turn in talk.turns if weak and turn.number == card.weakest), None)
    slip = slipped(spot, tuple(MISTAKES)) if spot is not None else None
    if spot is not None and slip is not None:
        why = next((misstep.why for mistake, misstep in missteps.items() if mistake == slip), None)
        if why is None and slip in rubric.mistakes:
            why = rubric.mistakes[slip].reason
        if why is not None:
            return Contrast(spot.number, move, good, quoted(spot, slip), why, own=True)
    often = next((missteps[mistake] for mistake in TEMPTING.get(move, ()) if mistake in missteps), None)
    if often is None:
        return None
    said = often.say[talk.customer.scenario.lang]
    return Contrast(spot.number if spot is not None else None, move, good, said, often.why, own=False)
