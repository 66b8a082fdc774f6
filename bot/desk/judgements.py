"""Judgements: what people made of a talk: what they wrote about it, corrected and were asked to score."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.calibrating import is_blind
from bot.desk.visiting import Visit
from bot.rights import NotAllowed, review
from state.content.rubric import Rubric
from state.records.reviewing import Comment, Correction
from state.records.reviews import Key
from state.records.unit import Unit
from state.scoring.tests import RECORDED


@dataclass(frozen=True)
class Judgements:
    """What was made of a talk. may: whether the visitor may add to it.

    blind: whether they have to score it first, and see no score until then. names: users' ids -> what they are called.
    """

    may: bool
    blind: bool
    comments: Sequence[Comment]
    corrections: Sequence[Correction]
    names: Mapping[str, str]

    def thread(self, turn: int | None) -> Iterator[tuple[Comment, int]]:
        """What was written about a reply, or the whole; answers behind what they answer, each with how deep it is."""
        about = [row for row in self.comments if row.turn == turn]

        def under(to: int | None, depth: int) -> Iterator[tuple[Comment, int]]:
            for row in about:
                if row.to == to:
                    yield row, depth
                    yield from under(row.number, depth + 1)

        yield from under(None, 0)

    def moves(self, turn: int) -> list[Correction]:
        """The corrections of what a reply does, withdrawn ones too, in order."""
        return [row for row in self.corrections if row.kind == "moves" and row.turn == turn]

    def points(self, criterion: str) -> list[Correction]:
        """The corrections of a criterion, withdrawn ones too, in order."""
        return [row for row in self.corrections if row.kind == "points" and row.criterion == criterion]

    def ticked(self, turn: int, read: Sequence[str]) -> Sequence[str]:
        """The moves of a reply as they stand. read: what was read in it."""
        standing = [row for row in self.moves(turn) if row.withdrawn_at is None]
        return standing[-1].moves or () if standing else read


def judgements(visit: Visit, unit: Unit, talk: Key) -> Judgements:
    """What was made of a talk that the visitor may see and that is not private."""
    by = visit.by
    try:
        review(unit, by.id, by.role, talk)
        may = True
    except NotAllowed:
        may = False
    comments, corrections = unit.comments(*talk), unit.corrections(*talk)
    wrote = {*(row.by for row in comments), *(row.by for row in corrections)}
    names = {user.id: user.name for each in wrote if each and (user := unit.user(each)) is not None}
    return Judgements(may, is_blind(unit, by.id, talk), comments, corrections, names)


def recorded(rubric: Rubric) -> set[str]:
    """The criteria that go by the record alone, which nobody corrects."""
    return {each.id for part in rubric.parts for each in part.criteria if each.test in RECORDED}
