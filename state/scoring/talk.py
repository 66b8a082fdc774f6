"""Talks as scoring sees them: what was prepared, said and concluded, and the small questions asked of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from pydantic import Field

from state.content.terms import Id, Mode, Move, ObjectionKind, StepId, Trait
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Snapshot, Turn, Value
from state.scoring.review import Review, corrected


class Preparation(Value):
    """What the trainee expected and brought (提高篇 五 3a). Both empty: it was skipped."""

    objections: tuple[ObjectionKind, ...] = ()
    proof: tuple[Id, ...] = ()


class Diagnosis(Value):
    """What the trainee took the objection for afterwards (提高篇 五 3d).

    concern: the position of the chosen concern among those offered, 0 being the real one.
    judged: which of the three hold of this customer (基础篇 八 3); None: that was not answered.
    """

    kind: ObjectionKind | None = None
    concern: Annotated[int, Field(ge=0, le=9)] | None = None
    judged: tuple[Trait, ...] | None = None


Level = Literal["principle", "direction", "example"]


class Hint(Value):
    """A hint. turn: the reply that it is for, from 1. step: what is to be done next; move: what the example makes."""

    turn: Annotated[int, Field(ge=1)]
    level: Level
    step: StepId
    move: Move


class Help(Value):
    """What help the trainee had in the talk. hints: those given, in order. retry: the number of the reply taken back.

    offered: the hint whose cost was shown last; it is given if it is asked for once more.
    """

    hints: tuple[Hint, ...] = ()
    offered: Hint | None = None
    retry: Annotated[int, Field(ge=1)] | None = None


BLAMED = 0.75  # nobody is held to have made a mistake that was read with less confidence than this


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk to be scored. preparation, diagnosis: None where the trainee had no chance of either.

    review: what people found against the machine. turns: as they were read; `reviewed` has them as they were corrected.
    unrated: the criteria that this talk cannot show, whatever was said in it.
    """

    customer: Customer
    turns: tuple[Turn, ...]
    end: Snapshot
    preparation: Preparation | None = None
    diagnosis: Diagnosis | None = None
    review: Review = field(default_factory=Review)
    mode: Mode = "practice"
    help: Help = field(default_factory=Help)
    unrated: frozenset[str] = frozenset()

    @property
    def reviewed(self) -> "Talk":
        """The same talk with each reply making those moves that a coach found, where one did."""
        moves = self.review.moves
        if not moves:
            return self
        turns = (corrected(turn, moves[turn.number]) if turn.number in moves else turn for turn in self.turns)
        return replace(self, turns=tuple(turns))

    @property
    def unreviewed(self) -> "Talk":
        """The same talk as the machine alone judges it. Only of one whose turns are as they were read."""
        return replace(self, review=Review())

    def making(self, moves: Collection[Move]) -> Iterator[Turn]:
        """The turns whose reply makes any of these moves."""
        return (turn for turn in self.turns if any(move in turn.reading.moves for move in moves))

    def first(self, moves: Collection[Move]) -> Turn | None:
        """The first turn whose reply makes any of these moves."""
        return next(self.making(moves), None)

    def sureness(self, moves: Collection[Move]) -> float:
        """How surely any of these moves was read anywhere in the talk, 0.0–1.0."""
        return max((sureness(turn, moves) for turn in self.turns), default=0.0)


def slipped(turn: Turn, mistakes: Collection[Move]) -> Move | None:
    """The mistake, of these, that a reply makes beyond doubt; None if it makes none, or may not have.

    What the customer let pass is held against nobody.
    """
    passed = overlooked_in(turn)
    made = [move for move in mistakes if turn.reading.moves.get(move, 0.0) >= BLAMED and move not in passed]
    return max(made, key=lambda move: turn.reading.moves[move], default=None)


def overlooked_in(turn: Turn) -> frozenset[str]:
    """The mistakes of a reply that the customer let pass, for they may be none."""
    return frozenset(event.about for event in turn.events if event.happened == "Overlooked")


def sureness(turn: Turn, moves: Collection[Move]) -> float:
    """How surely any of these moves was read in this turn, 0.0–1.0."""
    return max((turn.reading.moves.get(move, 0.0) for move in moves), default=0.0)
