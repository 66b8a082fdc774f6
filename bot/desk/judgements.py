"""Judgements: what people made of a talk: what they wrote about it, corrected and were asked to score."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.desk.history import About, Entry, history
from bot.desk.visiting import Visit
from bot.rights import Blind, NotAllowed, review
from state.content.rubric import Rubric
from state.records.reviewing import Comment, Correction
from state.records.reviews import Key
from state.records.unit import Unit
from state.scoring.tests import RECORDED


@dataclass(frozen=True)
class Judgements:
    """What was made of a talk. may: whether the visitor may add to it.

    blind: whether they have to score it first, and see no score until then. names: users' ids -> what they are called.
    history: everything that was corrected or ruled, oldest first.
    """

    may: bool
    blind: bool
    comments: Sequence[Comment]
    corrections: Sequence[Correction]
    names: Mapping[str, str]
    history: Sequence[Entry]

    def thread(self, turn: int | None) -> Iterator[tuple[Comment, int]]:
        """What was written about a reply, or the whole; answers behind what they answer, each with how deep it is."""
        about = [row for row in self.comments if row.turn == turn]

        def under(to: int | None, depth: int) -> Iterator[tuple[Comment, int]]:
            for row in about:
                if row.to == to:
                    yield row, depth
                    yield from under(row.number, depth + 1)

        yield from under(None, 0)

    def moves(self, turn: int) -> Correction | None:
        """The correction that holds of what a reply does."""
        return self._holding(("moves", turn))

    def points(self, criterion: str) -> Correction | None:
        """The correction that holds of a criterion; None, too, where an appeal was upheld since."""
        return self._holding(("points", criterion))

    def ticked(self, turn: int, read: Sequence[str]) -> Sequence[str]:
        """The moves of a reply as they stand. read: what was read in it."""
        found = self.moves(turn)
        return found.moves or () if found is not None else read

    def _holding(self, about: About) -> Correction | None:
        numbers = {each.number for each in self.history if each.about == about and each.state == "stands"}
        return next((row for row in self.corrections if row.number in numbers), None)


def judgements(visit: Visit, unit: Unit, talk: Key) -> Judgements:
    """What was made of a talk that the visitor may see and that is not private."""
    by, may, blind = visit.by, False, False
    try:
        review(unit, by.id, by.role, talk)
        may = True
    except Blind:
        blind = True
    except NotAllowed:
        pass
    comments, corrections, appeals = unit.comments(*talk), unit.corrections(*talk), unit.appeals(*talk)
    wrote = {*(row.by for row in comments), *(row.by for row in corrections)}
    wrote |= {*(row.withdrawn_by for row in corrections), *(row.decided_by for row in appeals)}
    names = unit.names(sorted(each for each in wrote if each))
    return Judgements(may, blind, comments, corrections, names, history(corrections, appeals))


def recorded(rubric: Rubric) -> set[str]:
    """The criteria that go by the record alone, which nobody corrects."""
    return {each.id for part in rubric.parts for each in part.criteria if each.test in RECORDED}
