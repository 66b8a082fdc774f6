"""The rubric: the handbook's seven handling steps, each with crisp yes/no criteria (提高篇 五 3 a–g)."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from state.content.terms import Entry, Id, Move, ObjectionKind, StepId, Text, Unearned, Words


class Criterion(Entry):
    """One yes/no question about what the words did, judged by a test in `state.scoring.tests`.

    asks: the question. test: the test's name; `moves` and `than` are its arguments, where it takes any.
    points: what a yes is worth. only: the kinds of objection it applies to; left out, all.
    company: whether it applies only where several people are in the room.
    yes / no: the reason given on the card.
    """

    id: Id
    asks: Text
    section: Words
    test: Id
    moves: tuple[Move, ...] = ()
    than: tuple[Move, ...] = ()
    points: Annotated[int, Field(ge=1, le=20)]
    only: tuple[ObjectionKind, ...] | None = None
    company: bool = False
    yes: Text
    no: Text


class RubricStep(Entry):
    """A handling step: its principle in the handbook's sense, its criteria, and what to do next time."""

    id: StepId
    name: Text
    section: Words
    principle: Text
    advice: Text
    weight: Annotated[float, Field(gt=0, le=5)] = 1.0
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class Group(Entry):
    """Criteria beside the seven steps: fit to the customer's type, and feature → advantage → benefit."""

    id: Id
    name: Text
    section: Words
    advice: Text
    weight: Annotated[float, Field(gt=0, le=5)] = 1.0
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class Penalty(Entry):
    """What a mistake costs, in points of the whole score (0–100): the first time and each further time."""

    first: Annotated[int, Field(ge=0, le=50)]
    again: Annotated[int, Field(ge=0, le=50)]
    reason: Text


class HelpCosts(Entry):
    """What help during a talk costs, in points of the whole score (0–100).

    principle, direction, example: the three levels of a hint, each on its own. retry: taking the last reply back.
    """

    principle: Annotated[int, Field(ge=0, le=50)]
    direction: Annotated[int, Field(ge=0, le=50)]
    example: Annotated[int, Field(ge=0, le=50)]
    retry: Annotated[int, Field(ge=0, le=50)]


class Band(Entry):
    """A band of scores, from `at` up."""

    at: Annotated[int, Field(ge=0, le=100)]
    name: Text
    says: Text


class MoveEntry(Entry):
    """What a move is called and means, for a person."""

    id: Move
    name: Text
    means: Text
    section: Words


class Moves(Entry):
    """`moves.yaml`: every move once."""

    moves: tuple[MoveEntry, ...]


class Rubric(Entry):
    """`handbook.yaml`. version: a number that rises when scores would change."""

    version: Annotated[int, Field(ge=1)]
    steps: Annotated[tuple[RubricStep, ...], Field(min_length=7, max_length=7)]
    groups: tuple[Group, ...]
    mistakes: Mapping[Move, Penalty]
    unearned: Mapping[Unearned, Penalty]
    help: HelpCosts
    bands: Annotated[tuple[Band, ...], Field(min_length=2)]

    @property
    def parts(self) -> tuple[RubricStep | Group, ...]:
        """The steps and then the groups."""
        return (*self.steps, *self.groups)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id. Raises KeyError if there is none."""
        for part in self.parts:
            for criterion in part.criteria:
                if criterion.id == criterion_id:
                    return criterion
        raise KeyError(criterion_id)

    def band(self, score: int) -> Band:
        """The band that a score of 0–100 falls in."""
        return max((band for band in self.bands if band.at <= score), key=lambda band: band.at)
