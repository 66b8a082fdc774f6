"""Reviews: what coaches wrote about a talk, corrected and scored themselves, and which talks wait for that.

Who may do any of it is not for this part to say.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, tuple_, update
from sqlmodel import col, select

from state.records.admitting import Admission
from state.records.reviewing import BlindScore, Comment, Correction
from state.records.tables import Card, Membership, Outgoing, Session

Key = tuple[str, str]
"""A talk: whose, and its session's id."""


class Reviews(Admission):
    """The part of a unit that knows what was made of talks."""

    def comments(self, user_id: str, session_id: str) -> list[Comment]:
        """What was written about a talk and answered, in order."""
        wanted = select(Comment).where(Comment.user_id == user_id, Comment.session_id == session_id)
        return list(self._database.exec(wanted.order_by(col(Comment.number))))

    def comment(self, user_id: str, session_id: str, number: int) -> Comment | None:
        """One of a talk's comments."""
        return self._database.get(Comment, (user_id, session_id, number))

    def add_comment(
        self, talk: Key, text: str, *, by: str, at: datetime, turn: int | None = None, to: int | None = None
    ) -> Comment:
        """Keep a comment under the talk's next number. turn: the reply that it is about. to: the comment it answers."""
        number = self._next(Comment, talk)
        made = Comment(user_id=talk[0], session_id=talk[1], number=number, turn=turn, by=by, to=to, text=text, at=at)
        self._database.add(made)
        self._database.flush()
        return made

    def corrections(self, user_id: str, session_id: str) -> list[Correction]:
        """A talk's corrections, withdrawn ones too, in order."""
        wanted = select(Correction).where(Correction.user_id == user_id, Correction.session_id == session_id)
        return list(self._database.exec(wanted.order_by(col(Correction.number))))

    def correct(
        self,
        talk: Key,
        *,
        reason: str,
        by: str,
        at: datetime,
        turn: int | None = None,
        moves: Sequence[str] | None = None,
        criterion: str | None = None,
        share: float | None = None,
    ) -> Correction:
        """Keep a correction under the talk's next number: of moves if any are given, else of points."""
        number = self._next(Correction, talk)
        made = Correction(
            user_id=talk[0],
            session_id=talk[1],
            number=number,
            kind="points" if moves is None else "moves",
            turn=turn,
            moves=None if moves is None else list(moves),
            criterion=criterion,
            share=share,
            reason=reason,
            by=by,
            at=at,
        )
        self._database.add(made)
        self._database.flush()
        return made

    def withdraw_correction(self, talk: Key, number: int, by: str, at: datetime) -> Correction:
        """Let a correction no longer hold. Raises LookupError if there is none that does."""
        which = update(Correction).where(*_of(Correction, talk), col(Correction.number) == number)
        stands = which.where(col(Correction.withdrawn_at).is_(None))
        if self._database.exec(stands.values(withdrawn_at=at, withdrawn_by=by)).rowcount != 1:
            raise LookupError(f"no correction {number} of {talk[1]} stands")
        found = self._database.get(Correction, (*talk, number), populate_existing=True)
        assert found is not None, "it has just been changed"
        return found

    def blind_scores(self, user_id: str, session_id: str) -> list[BlindScore]:
        """The scores that coaches were asked for of a talk, given or not, in the order in which they were asked."""
        wanted = select(BlindScore).where(BlindScore.user_id == user_id, BlindScore.session_id == session_id)
        return list(self._database.exec(wanted.order_by(col(BlindScore.asked_at), col(BlindScore.coach_id))))

    def blind_score(self, user_id: str, session_id: str, coach_id: str) -> BlindScore | None:
        """What a coach was asked to score blind."""
        return self._database.get(BlindScore, (user_id, session_id, coach_id))

    def blind_asked(self, coach_id: str) -> list[Key]:
        """The talks that a coach was asked to score blind and has not yet, what was asked first first."""
        wanted = select(BlindScore.user_id, BlindScore.session_id).where(
            BlindScore.coach_id == coach_id, col(BlindScore.done_at).is_(None)
        )
        found = self._database.exec(wanted.order_by(col(BlindScore.asked_at), col(BlindScore.session_id)))
        return [(user_id, session_id) for user_id, session_id in found]

    def session_of(self, user_id: str, begins: str) -> Session | None:
        """A person's session whose id begins so, if there is a single one. begins: not empty."""
        wanted = select(Session).where(Session.user_id == user_id, col(Session.id).startswith(begins, autoescape=True))
        found = list(self._database.exec(wanted.limit(2)))
        return found[0] if len(found) == 1 else None

    def said_to(self, user_id: str, message_id: int) -> Outgoing | None:
        """What was sent to a person, by what the channel calls it; the newest, if it was put in another's place."""
        wanted = select(Outgoing).where(Outgoing.user_id == user_id, Outgoing.message_id == message_id)
        return self._database.exec(wanted.order_by(col(Outgoing.id).desc()).limit(1)).first()

    def members_of(self, groups: Collection[str]) -> list[str]:
        """The ids of all who are members of any of these groups, in order; coaches of a group are not."""
        found = select(Membership.user_id).where(
            col(Membership.group_name).in_(list(groups)), col(Membership.role) == "member"
        )
        return list(self._database.exec(found.distinct().order_by(col(Membership.user_id))))

    def to_review(
        self, trainees: Collection[str] | None, limit: int, offset: int = 0, but: str = ""
    ) -> list[tuple[Session, bool]]:
        """The finished talks of these trainees (none: of everybody), each with whether anybody has reviewed it.

        but: whose are left out.
        Those that nobody has come first, and among both the newest. Never a private talk, nor one whose trainee has
        not seen the card: the conditions of `Unit.oversee`.
        """
        seen = or_(_made(Comment), _made(Correction))
        order = (case((seen, 1), else_=0), col(Session.ended_at).desc(), col(Session.id))
        wanted = select(Session, seen).where(*open_to_review(trainees, but)).order_by(*order)
        rows = self._database.exec(wanted.limit(limit).offset(offset))
        return [(session, bool(reviewed)) for session, reviewed in rows]

    def count_to_review(self, trainees: Collection[str] | None, but: str = "") -> tuple[int, int]:
        """How many talks of these trainees can be reviewed, and how many of them nobody has."""
        unseen = case((or_(_made(Comment), _made(Correction)), 0), else_=1)
        counted = select(func.count(), func.coalesce(func.sum(unseen), 0)).select_from(Session)
        every, new = self._database.exec(counted.where(*open_to_review(trainees, but))).one()
        return every, new

    def _next(self, table: type[Comment] | type[Correction], talk: Key) -> int:
        """The next number within a talk. Whoever else would take it waits until the unit ends."""
        self.hold(talk[0])
        last = select(func.coalesce(func.max(col(table.number)), 0)).where(*_of(table, talk))
        return self._database.exec(last).one() + 1


def among(
    user: object, session: object, who: Collection[str] | None, but: Collection[Key] = ()
) -> Iterator[ColumnElement[bool]]:
    """That a row is about one of these people (none: anybody), and about none of these talks.

    user, session: the columns that say whose talk it is about, and which.
    """
    if who is not None:
        yield col(user).in_(list(who))
    if but:
        yield tuple_(user, session).not_in(list(but))


def _of(table: type[Comment] | type[Correction], talk: Key) -> tuple[ColumnElement[bool], ...]:
    return col(table.user_id) == talk[0], col(table.session_id) == talk[1]


def by_coach(table: type[Comment] | type[Correction]) -> ColumnElement[bool]:
    """That somebody but the trainee made it; a name that is forgotten was a coach's."""
    return or_(col(table.by).is_(None), col(table.by) != col(table.user_id))


def _made(table: type[Comment] | type[Correction]) -> ColumnElement[bool]:
    """Whether somebody but the trainee has made one about the talk."""
    own = (col(table.user_id) == Session.user_id, col(table.session_id) == Session.id)
    return exists().where(*own, by_coach(table)).correlate(Session)


def open_to_review(trainees: Collection[str] | None, but: str = "") -> tuple[ColumnElement[bool], ...]:
    """That a session can be reviewed, and is one of these trainees' (none: anybody's). but: whose are left out."""
    own = (col(Card.user_id) == Session.user_id, col(Card.session_id) == Session.id)
    waits = (
        col(Outgoing.user_id) == Session.user_id,
        col(Outgoing.session_id) == Session.id,
        col(Outgoing.sent_at).is_(None),
        col(Outgoing.failed_at).is_(None),
    )
    return (
        *among(Session.user_id, Session.id, trainees),
        col(Session.user_id) != but,
        col(Session.phase) == "done",
        col(Session.private).is_(False),
        exists().where(*own).correlate(Session),
        ~exists().where(*waits).correlate(Session),
    )
