"""Reviews: what people found against the machine, of a criterion or of what a reply does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from state.content.terms import Move
from state.dialogue.snapshot import Turn

By = Literal["appeal", "coach"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """How far a criterion is met, as a person found.

    share: 0.0–1.0. turn: the reply that shows it, from 1; None: not a single one. by: by an appeal that was upheld, or
    by a coach without one. reason: in the coach's words, '' if there is none.
    """

    share: float = 1.0
    turn: int | None = None
    by: By = "appeal"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All that people found of a talk.

    points: by criterion. moves: by the number of the turn, all that its reply makes.
    """

    points: Mapping[str, Ruling] = field(default_factory=dict)
    moves: Mapping[int, tuple[Move, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.points or self.moves)

    def until(self, turn: int) -> "Review":
        """What was found of the replies up to this one, and of none in particular."""
        points = {name: each for name, each in self.points.items() if each.turn is None or each.turn <= turn}
        return Review(points, {number: moves for number, moves in self.moves.items() if number <= turn})


def corrected(turn: Turn, moves: tuple[Move, ...]) -> Turn:
    """A turn whose reply makes these moves, beyond doubt: what was let pass as doubtful is no longer.

    The words that showed a move, and what happened, stay as they are.
    """
    reading = turn.reading
    spans = {move: span for move, span in reading.spans.items() if move in moves}
    events = tuple(event for event in turn.events if event.happened != "Overlooked" or event.about not in moves)
    return turn.model_copy(
        update={
            "reading": reading.model_copy(update={"moves": dict.fromkeys(moves, 1.0), "spans": spans}),
            "events": events,
        }
    )
