"""Schooling: replies whose moves coaches corrected, what became of them as examples, and the heads learnt from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlmodel
from sqlalchemy import Text, func
from sqlmodel import Field, col, select

from state.records.reviewing import Correction
from state.records.tables import Row, Session, Turn


class TrainedHead(Row, table=True):
    """A head that went live; the one with the highest number is live now. number: from 1.

    body: as `Head.save` writes it; empty: the one that came with the program. by: a user's id. note: for a person, what
    it was learnt from.
    """

    __tablename__ = "trained_head"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    by: str
    note: str
    body: str = Field(sa_type=Text)


@dataclass(frozen=True)
class Corrected:
    """A reply whose moves a coach corrected. customer: what was said before it."""

    correction: Correction
    session: Session
    turn: Turn
    customer: str


class Schooling:
    """The part of a unit that knows what the reader could learn, and by which head it reads."""

    _database: sqlmodel.Session

    def corrected_replies(self) -> Iterator[Corrected]:
        """The correction that stands of each reply that has one, oldest first; none of a reply taken back."""
        standing = (Correction.kind == "moves", col(Correction.withdrawn_at).is_(None))
        last = (
            select(col(Correction.user_id), col(Correction.session_id), func.max(Correction.number).label("number"))
            .where(*standing)
            .group_by(col(Correction.user_id), col(Correction.session_id), col(Correction.turn))
            .subquery()
        )
        of_last = (
            (col(Correction.user_id) == last.c.user_id)
            & (col(Correction.session_id) == last.c.session_id)
            & (col(Correction.number) == last.c.number)
        )
        in_talk = (col(Session.user_id) == Correction.user_id) & (col(Session.id) == Correction.session_id)
        of_turn = (
            (col(Turn.user_id) == Correction.user_id)
            & (col(Turn.session_id) == Correction.session_id)
            & (col(Turn.number) == Correction.turn)
            & col(Turn.taken_back).is_(False)
        )
        wanted = select(Correction, Session, Turn).join(last, of_last).join(Session, in_talk).join(Turn, of_turn)
        for correction, session, turn in self._database.exec(wanted.order_by(col(Correction.at))).all():
            before = self._database.get(Turn, (turn.user_id, turn.session_id, turn.number - 1, False))
            said = " ".join(say["text"] for say in before.says) if before is not None else ""
            yield Corrected(correction, session, turn, said)

    def live_head(self, after: int = 0) -> TrainedHead | None:
        """The head that is live, if its number is higher than `after`."""
        wanted = select(TrainedHead).where(TrainedHead.number > after).order_by(col(TrainedHead.number).desc()).limit(1)
        return self._database.exec(wanted).one_or_none()

    def heads(self) -> list[TrainedHead]:
        """All heads that ever went live, the newest first."""
        return list(self._database.exec(select(TrainedHead).order_by(col(TrainedHead.number).desc())))
