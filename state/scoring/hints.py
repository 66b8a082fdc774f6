"""Hints: which handling step a talk needs next, and how much of it has been given away already."""

from collections.abc import Collection
from typing import get_args

from state.content.terms import MISTAKES, Move, StepId
from state.scoring.talk import Hint, Level, Talk, slipped
from state.scoring.tests import ENOUGH_KEY_FACTS

LEVELS: tuple[Level, ...] = get_args(Level)


def next_step(talk: Talk) -> tuple[StepId, Move]:
    """The handling step that the talk needs next, mostly in the handbook's order, and a move that takes it."""
    made, scenario = set(talk.end.made), talk.customer.scenario
    if talk.turns and slipped(talk.turns[-1], tuple(MISTAKES)):
        return "b", "acknowledge"
    if not made & {"acknowledge", "restate"}:
        return "c", "acknowledge"
    if not made & {"open_question", "isolate"}:
        return "d", "open_question"
    if not talk.end.isolated:
        return "d", "isolate"
    if _decider_unknown(talk) and "map_decision" not in made:
        return "d", "map_decision"
    met = scenario.met_by(talk.end.answered)
    if not met and _holds_back(talk) and "go_informal" not in made:
        return "g", "go_informal"
    if not met and not _knows_enough(talk):
        return "d", "closed_question"
    if not met:
        return "e", _untried(talk, ("evidence", "solution", "reassure", "benefit"))
    if "benefit" not in made:
        return "e", "benefit"
    if not made & {"expert_advice", "evidence"}:
        return "f", _untried(talk, ("expert_advice", "evidence"))
    return "e", "advance"


def next_hint(talk: Talk) -> Hint | None:
    """The hint that comes next: for the next step, the lowest level that was not given yet; None if all were."""
    step, move = next_step(talk)
    known = {hint.level for hint in given(talk)}
    # Where the scenario shows nobody doing it, there is no example to give.
    levels = LEVELS if move in talk.customer.scenario.models else LEVELS[:-1]
    left = (level for level in levels if level not in known)
    return next((Hint(turn=talk.end.turn + 1, level=level, step=step, move=move) for level in left), None)


def given(talk: Talk) -> list[Hint]:
    """The hints given so far that still hold: for the step that comes next, and an example only of its move."""
    step, move = next_step(talk)
    return [hint for hint in talk.help.hints if hint.step == step and (hint.level != "example" or hint.move == move)]


def _holds_back(talk: Talk) -> bool:
    """Whether the customer keeps to itself what could be said in private."""
    return talk.customer.objection.id == "hidden" and talk.customer.scenario.informal and not talk.end.confided


def _decider_unknown(talk: Talk) -> bool:
    """Whether it is still to be found out who of several people decides (深度篇 六)."""
    scenario = talk.customer.scenario
    telling = {fact.id for fact in scenario.facts if fact.decides}
    return bool(scenario.people) and telling.isdisjoint(talk.end.told)


def _knows_enough(talk: Talk) -> bool:
    """Whether as many key facts were told as scoring asks for."""
    keys = {fact.id for fact in talk.customer.scenario.facts if fact.key}
    return len(keys & set(talk.end.told)) >= min(ENOUGH_KEY_FACTS, len(keys))


def _untried(talk: Talk, moves: Collection[Move]) -> Move:
    """The first of some moves that was not made yet and has a model reply; else the first that has one, or at all."""
    shown = [move for move in moves if move in talk.customer.scenario.models] or list(moves)
    return next((move for move in shown if move not in talk.end.made), shown[0])
