"""Examining: what there is to reckon the health of scenarios with, out of the figures of many talks.

As in surveying: nothing of a private talk, and of no talk anything that its trainee has not seen.
"""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from state.content.terms import Outcome
from state.health.talked import Doubted, Talked
from state.records.results import Result
from state.records.reviewing import Correction
from state.records.surveying import Scope, Survey, scored
from state.records.tables import Appeal, Turn


class Contested(NamedTuple):
    """A doubt with its talk. at: when the appeal or the correction was made."""

    doubted: Doubted
    at: datetime


class Ending(NamedTuple):
    """Where talks ended. state: the customer's, before the reply after which it was over; of those who left, after it.

    talks: how many.
    """

    state: str
    outcome: Outcome
    talks: int


class Examining(Survey):
    """The part of a unit that asks how scenarios do."""

    def talked(self, scope: Scope) -> list[Talked]:
        """The scored talks that are meant."""
        known = (col(Result.asked).is_not(None), col(Result.verdicts).is_not(None))
        wanted = sa_select(
            col(Result.user_id), col(Result.scenario), col(Result.score), col(Result.outcome),
            func.coalesce(Result.asked, ""), func.coalesce(Result.verdicts, ""),
        )  # fmt: skip
        found = self._database.connection().execute(wanted.where(*scored(scope), *known)).all()
        return [Talked._make(row) for row in found]

    def contested(self, scope: Scope) -> list[Contested]:
        """The appeals about the scored talks that are meant and the corrections of points that stand, newest first."""
        meant = scored(scope)
        appeals = select(Appeal, Result.scenario).join(Result, _of(Appeal)).where(*meant)
        found = {
            (each.user_id, each.session_id, each.criterion, False): Contested(
                Doubted(each.user_id, each.session_id, scenario, each.criterion, each.state), each.made_at
            )
            for each, scenario in self._database.exec(appeals)
        }
        standing = (col(Correction.criterion).is_not(None), col(Correction.withdrawn_at).is_(None))
        corrections = select(Correction, Result.scenario).join(Result, _of(Correction)).where(*meant, *standing)
        # Of several corrections of the same points the newest holds.
        for row, scenario in self._database.exec(corrections.order_by(col(Correction.number))):
            own = Doubted(row.user_id, row.session_id, scenario, row.criterion or "", "corrected")
            found[own.user_id, own.session_id, own.criterion, True] = Contested(own, row.at)
        return sorted(found.values(), key=lambda each: (each.at, each.doubted), reverse=True)

    def endings(self, scope: Scope) -> list[Ending]:
        """In which state of the customer's the scored talks that are meant ended, and how; by state and outcome."""
        own = (col(Turn.user_id) == Result.user_id, col(Turn.session_id) == Result.session_id)
        kept = (*own, col(Turn.taken_back).is_(False))
        last = sa_select(func.max(Turn.number)).where(*kept).correlate(Result).scalar_subquery()
        columns = (col(Turn.state_before), col(Turn.state_after), col(Result.outcome))
        wanted = sa_select(*columns, func.count()).join(Turn, own[0] & own[1]).group_by(*columns)
        rules = (*scored(scope), kept[-1], col(Turn.number) == last, col(Result.outcome).is_not(None))
        found = Counter[tuple[str, Outcome]]()
        for before, after, outcome, talks in self._database.connection().execute(wanted.where(*rules)):
            # Whoever leaves does so in the state that the last reply led to; the others' last reply led to an end.
            if outcome is not None:
                found[after if outcome == "left" else before, outcome] += talks
        return [Ending(state, outcome, talks) for (state, outcome), talks in sorted(found.items())]


def _of(table: type[Appeal] | type[Correction]) -> ColumnElement[bool]:
    return (col(table.user_id) == Result.user_id) & (col(table.session_id) == Result.session_id)
