"""Fit: the replies that brought what this type of person values, and those that jarred (基础篇 八 5)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from state.content.persona import Fit
from state.content.terms import MISTAKES, Move
from state.dialogue.snapshot import Turn
from state.scoring.credit import credited
from state.scoring.quoting import Shown, shown, surely
from state.scoring.talk import Talk, slipped

MOST = 2  # quotes of either sort; more than that nobody takes in


@dataclass(frozen=True, slots=True)
class Fitting:
    """What fitted this type of person, and what jarred: at most two of each, no move twice, what told most first."""

    fitted: tuple[Shown, ...]
    jarred: tuple[Shown, ...]


def fitting(talk: Talk) -> Fitting:
    """How the replies of a talk fitted the customer's type.

    A reply that makes a mistake fits nobody, nor do words that earn nothing. What only jars is forgiven in a
    reply that brings what the type values, or that brought a fact out or eased the concern.
    """
    fit = talk.customer.persona.fit
    counted, _ = credited(talk.turns, talk.customer.scenario.models.values())
    good = [turn for turn in counted if slipped(turn, tuple(MISTAKES)) is None]
    fitted = [(turn, move) for turn in good for move in fit.suits if surely(turn, move)]
    jarred = [(turn, move) for turn in talk.turns for move in fit.jars if _jars(turn, move, fit)]
    return Fitting(tuple(_most(fitted, _won)), tuple(_most(jarred, _lost)))


def _jars(turn: Turn, move: Move, fit: Fit) -> bool:
    to_the_point = turn.happened("FactTold") or turn.happened("ConcernEased")
    forgiven = to_the_point or any(surely(turn, liked) for liked in fit.suits)
    return surely(turn, move) and (move in MISTAKES or not forgiven)


def _most(found: Iterable[tuple[Turn, Move]], told: Callable[[Turn], int]) -> list[Shown]:
    """The few that told most, each another move in another reply."""
    chosen: list[Shown] = []
    for turn, move in sorted(found, key=lambda pair: -told(pair[0])):
        if len(chosen) < MOST and all(turn.number != one.turn and move != one.move for one in chosen):
            chosen.append(shown(turn, move))
    return chosen


def _won(turn: Turn) -> int:
    return turn.after.trust - turn.before.trust + turn.after.interest - turn.before.interest


def _lost(turn: Turn) -> int:
    return turn.before.trust - turn.after.trust + turn.before.patience - turn.after.patience
