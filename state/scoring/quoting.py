"""Quoting: what a reply surely did, with the words that are laid before whoever said it."""

from dataclasses import dataclass

from state.content.terms import MISTAKES, Move
from state.dialogue.snapshot import Turn
from state.scoring.card import quoted
from state.scoring.finding import UNSURE
from state.scoring.talk import slipped


@dataclass(frozen=True, slots=True)
class Shown:
    """A move where it was made. turn: from 1. quote: the words of that reply that showed it."""

    turn: int
    move: Move
    quote: str


def shown(turn: Turn, move: Move) -> Shown:
    """A move as this turn shows it."""
    return Shown(turn.number, move, quoted(turn, move))


def surely(turn: Turn, move: Move) -> bool:
    """Whether a reply makes this move so surely that its author may be told; a mistake, beyond doubt."""
    if move in MISTAKES:
        return slipped(turn, (move,)) is not None
    return turn.reading.moves.get(move, 0.0) >= UNSURE
