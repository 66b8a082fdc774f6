"""Schooling: replies that people judged in the machine's place, what became of them as examples, the trainings that
learn them, and the heads that came of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlmodel
from sqlalchemy import CheckConstraint, String, Text, exists, func, or_, update
from sqlmodel import Field, col, select

from state.records.reviewing import Correction
from state.records.reviews import Key
from state.records.tables import JSON_OR_NULL, Appeal, Row, Session, Turn, of_session

Fate = Literal["accepted", "refused"]
State = Literal["running", "failed", "done", "live", "dropped"]
Stage = Literal["reading", "measuring", "coaches"]
"""Where a training is: all examples are read and the head is fitted; measured on the sets; held against the coaches."""


class TrainedHead(Row, table=True):
    """A head that went live; the one with the highest number is live now. number: from 1.

    body: as `Head.save` writes it; empty: the one that came with the program. by: a user's id. note: for a person, what
    it was learnt from. taught_at: when the replies were gathered that it has learnt; none: none, or it is not known.
    """

    __tablename__ = "trained_head"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    by: str
    note: str
    body: str = Field(sa_type=Text)
    taught_at: datetime | None = None


class Training(Row, table=True):
    """A head being learnt, or learnt and not yet decided about; of all, one runs at a time. number: from 1.

    by: a user's id. at: when it was begun, and up to when replies had to be accepted to be learnt. beat_at: when it
    last showed that it is alive. replies: how many it learns; digest: of which and as what. against: the number of the
    head that was live then. found: what it changes, as `bot.comparing` writes it; body: the head; both once it is done,
    the body until it is decided whether it goes `live`, as which head, or is `dropped`; when and by whom.
    error: why it failed: `crashed`, `lost` (it no longer showed that it is alive), or `stopped`, by decided_by.
    """

    __table_args__ = (CheckConstraint("state IN ('running', 'failed', 'done', 'live', 'dropped')", name="state"),)

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: State = Field(default="running", sa_type=String)
    by: str
    at: datetime
    beat_at: datetime
    stage: Stage = Field(default="reading", sa_type=String)
    replies: int
    digest: str
    against: int
    found: list[Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    body: str | None = Field(default=None, sa_type=Text)
    error: str | None = None
    ended_at: datetime | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    head: int | None = None


class Agreed(Row, table=True):
    """A ruling of people about a talk with which the machine by itself once agreed. about: the ruling, in a few words.

    at: when that was found first.
    """

    __table_args__ = (of_session(table="agreed"),)

    user_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    at: datetime


@dataclass(frozen=True)
class Ruled:
    """A reply that a person judged in the machine's place: a coach corrected its moves, or an appeal that names it was
    upheld. customer: what was said before it, '' before the first reply.
    """

    ruling: Correction | Appeal
    session: Session
    turn: Turn
    customer: str


class Schooling:
    """The part of a unit that knows what the reader could learn, and by which head it reads."""

    _database: sqlmodel.Session

    def corrected_replies(self) -> Iterator[Ruled]:
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
            yield Ruled(correction, session, turn, self._said_before(turn))

    def upheld_replies(self) -> Iterator[Ruled]:
        """The reply that each upheld appeal names, if it names one, in the order of the rulings; none taken back."""
        in_talk = (col(Session.user_id) == Appeal.user_id) & (col(Session.id) == Appeal.session_id)
        of_turn = (
            (col(Turn.user_id) == Appeal.user_id)
            & (col(Turn.session_id) == Appeal.session_id)
            & (col(Turn.number) == Appeal.turn)
            & col(Turn.taken_back).is_(False)
        )
        wanted = (
            select(Appeal, Session, Turn).join(Session, in_talk).join(Turn, of_turn).where(Appeal.state == "upheld")
        )
        ordered = wanted.order_by(col(Appeal.decided_at), col(Appeal.id))
        for appeal, session, turn in self._database.exec(ordered).all():
            yield Ruled(appeal, session, turn, self._said_before(turn))

    def _said_before(self, turn: Turn) -> str:
        before = self._database.get(Turn, (turn.user_id, turn.session_id, turn.number - 1, False))
        return " ".join(say["text"] for say in before.says) if before is not None else ""

    def ruled_talks(self) -> list[Key]:
        """The talks, none of them private, of which a correction stands or an appeal was upheld; oldest first."""
        corrected = exists().where(
            col(Correction.user_id) == Session.user_id,
            col(Correction.session_id) == Session.id,
            col(Correction.withdrawn_at).is_(None),
        )
        upheld = exists().where(
            col(Appeal.user_id) == Session.user_id,
            col(Appeal.session_id) == Session.id,
            col(Appeal.state) == "upheld",
        )
        wanted = select(Session.user_id, Session.id).where(or_(corrected, upheld), col(Session.private).is_(False))
        found = self._database.exec(wanted.order_by(col(Session.started_at), col(Session.id)))
        return [(user_id, session_id) for user_id, session_id in found]

    def agreed(self, talk: Key) -> dict[str, datetime]:
        """The rulings about a talk with which the machine once agreed, and since when that is known."""
        rows = self._database.exec(select(Agreed).where(Agreed.user_id == talk[0], Agreed.session_id == talk[1]))
        return {row.about: row.at for row in rows}

    def note_agreed(self, talk: Key, about: str, at: datetime) -> None:
        """Note that the machine agrees with a ruling, if the talk is still there and it is not noted yet."""
        if self._database.get(Session, talk) is not None and self._database.get(Agreed, (*talk, about)) is None:
            self._database.add(Agreed(user_id=talk[0], session_id=talk[1], about=about, at=at))

    def live_head(self, after: int = 0) -> TrainedHead | None:
        """The head that is live, if its number is higher than `after`."""
        wanted = select(TrainedHead).where(TrainedHead.number > after).order_by(col(TrainedHead.number).desc()).limit(1)
        return self._database.exec(wanted).one_or_none()

    def heads(self) -> list[TrainedHead]:
        """All heads that ever went live, the newest first."""
        return list(self._database.exec(select(TrainedHead).order_by(col(TrainedHead.number).desc())))

    def training(self, number: int | None = None) -> Training | None:
        """The training of this number, or the last; None if there is none."""
        if number is not None:
            return self._database.get(Training, number)
        return self._database.exec(select(Training).order_by(col(Training.number).desc()).limit(1)).one_or_none()

    def beat(self, number: int, at: datetime, stage: Stage | None = None) -> bool:
        """Note that a training is alive (and where it is). False if it does not run: it was stopped, or given up."""
        values: dict[str, Any] = {"beat_at": at} if stage is None else {"beat_at": at, "stage": stage}
        return self._end(number, **values)

    def end_training(self, number: int, found: list[Any], body: str, at: datetime) -> bool:
        """Keep what came of a training that runs. False if it does not; nothing is kept then."""
        return self._end(number, state="done", found=found, body=body, ended_at=at)

    def fail_training(self, number: int, error: str, at: datetime, by: str | None = None) -> bool:
        """Give up a training that runs. by: who stopped it, if somebody did. False if it does not run."""
        return self._end(number, state="failed", error=error, ended_at=at, decided_by=by)

    def _end(self, number: int, **values: Any) -> bool:
        running = update(Training).where(col(Training.number) == number, col(Training.state) == "running")
        return self._database.exec(running.values(**values)).rowcount == 1
