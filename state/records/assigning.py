"""Assigning: what people are asked to practise, how it is taken back and marked as done, within one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlmodel
from sqlalchemy import ColumnElement, nulls_last, update
from sqlmodel import col, select

from state.records.reviewing import Assignment
from state.records.tables import Membership, Session, User

_UNDONE: tuple[ColumnElement[bool], ...] = (
    col(Assignment.done_at).is_(None),
    col(Assignment.cancelled_at).is_(None),
)
_SOONEST = (nulls_last(col(Assignment.due_at)), col(Assignment.made_at), col(Assignment.user_id), col(Assignment.id))
_NEWEST = (col(Assignment.made_at).desc(), col(Assignment.batch), col(Assignment.user_id))


class Assignments:
    """The part of a unit that knows what people are asked to practise. Who may ask whom is not for it to say."""

    _database: sqlmodel.Session

    def assign(self, assignments: Iterable[Assignment]) -> None:
        """Keep new assignments."""
        self._database.add_all(assignments)
        self._database.flush()

    def assignment(self, user_id: str, name: str) -> Assignment | None:
        """One of a trainee's assignments, by its id."""
        return self._database.get(Assignment, (user_id, name))

    def open_assignments(self, user_id: str) -> list[Assignment]:
        """What a trainee is asked for and has not done, what is due soonest first, what has no date last."""
        wanted = select(Assignment).where(Assignment.user_id == user_id, *_UNDONE)
        return list(self._database.exec(wanted.order_by(*_SOONEST)))

    def done_assignments(self, user_id: str, limit: int) -> list[Assignment]:
        """What a trainee was asked for and has done, last done first."""
        wanted = select(Assignment).where(Assignment.user_id == user_id, col(Assignment.done_at).is_not(None))
        return list(self._database.exec(wanted.order_by(col(Assignment.done_at).desc()).limit(limit)))

    def batch(self, batch: str) -> list[Assignment]:
        """All assignments that were given at once, those taken back too."""
        wanted = select(Assignment).where(Assignment.batch == batch)
        return list(self._database.exec(wanted.order_by(col(Assignment.user_id), col(Assignment.id))))

    def assigned_by(self, made_by: str = "") -> list[Assignment]:
        """What somebody gave and has not taken back, newest first; what anybody gave if nobody is named."""
        wanted = select(Assignment).where(col(Assignment.cancelled_at).is_(None))
        wanted = wanted.where(Assignment.made_by == made_by) if made_by else wanted
        return list(self._database.exec(wanted.order_by(*_NEWEST)))

    def assigned_in(self, group: str) -> list[Assignment]:
        """What the members of a group are asked for and have not done, by whomever, soonest due first."""
        whose = select(Membership.user_id).where(Membership.group_name == group, Membership.role == "member")
        wanted = select(Assignment).where(col(Assignment.user_id).in_(whose), *_UNDONE)
        return list(self._database.exec(wanted.order_by(*_SOONEST)))

    def finish_assignment(self, assignment: Assignment, at: datetime, results: list[Any]) -> bool:
        """Mark an assignment as done, by these results. False if it was before, or was taken back."""
        which = update(Assignment).where(*_key(assignment), *_UNDONE)
        return self._database.exec(which.values(done_at=at, results=results)).rowcount == 1

    def certificate(self, code: str) -> Assignment | None:
        """The certificate whose id begins so, whoever holds it. code: so long that nobody guesses it."""
        begins = col(Assignment.id).startswith(code, autoescape=True)
        earned = (col(Assignment.done_at).is_not(None), Assignment.task == "certificate")
        found = list(self._database.exec(select(Assignment).where(begins, *earned).limit(2)))
        return found[0] if len(found) == 1 else None

    def cancel_assignment(self, assignment: Assignment, at: datetime) -> bool:
        """Take an assignment back. False if it is done, or was taken back before."""
        which = update(Assignment).where(*_key(assignment), *_UNDONE)
        return self._database.exec(which.values(cancelled_at=at)).rowcount == 1

    def due_assignments(self, since: datetime, before: datetime) -> list[Assignment]:
        """What is not done and due within this time, of people in Telegram who can be and want to be reminded."""
        reached = (User.channel == "telegram", col(User.remind).is_(True), col(User.closed_at).is_(None))
        wanted = select(Assignment).join(User).where(*reached, *_UNDONE)
        within = (col(Assignment.due_at) >= since, col(Assignment.due_at) < before)
        return list(self._database.exec(wanted.where(*within).order_by(*_SOONEST)))

    def claim_assignment_reminder(self, assignment: Assignment, at: datetime) -> bool:
        """Note that a trainee is reminded now. False if another process did so since this was read, or it is done."""
        before = assignment.reminded_at
        same = col(Assignment.reminded_at).is_(None) if before is None else col(Assignment.reminded_at) == before
        which = update(Assignment).where(*_key(assignment), *_UNDONE, same)
        return self._database.exec(which.values(reminded_at=at)).rowcount == 1

    def met(self, user_id: str) -> set[str]:
        """The scenarios that a trainee has talked in, or begun to."""
        return set(self._database.exec(select(Session.scenario).where(Session.user_id == user_id).distinct()))


def _key(assignment: Assignment) -> tuple[ColumnElement[bool], ...]:
    return col(Assignment.user_id) == assignment.user_id, col(Assignment.id) == assignment.id
