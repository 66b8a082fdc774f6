"""Unit: what one transaction may read and write; all of it is kept, or none."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, bindparam, func, or_, text, update
from sqlalchemy.orm import aliased
from sqlmodel import UTCDateTime, col, select

from state.records import forgetting
from state.records.assigning import Assignments
from state.records.chores import Chores
from state.records.examining import Examining
from state.records.imports import Imports
from state.records.judging import Judgings
from state.records.overseeing import Held, Overseen, held
from state.records.queueing import Queue
from state.records.reviews import Reviews
from state.records.schooling import Schooling
from state.records.staffing import Staffing
from state.records.tables import (
    Appeal,
    Card,
    ContentFile,
    DrillRound,
    Goal,
    Publication,
    Row,
    Session,
    Turn,
    User,
    Verdict,
)

# Both databases know this form; a failed INSERT would end PostgreSQL's transaction.
_TAKE = text(
    "INSERT INTO seen_update (user_id, update_id, at) VALUES (:user_id, :update_id, :at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("update_id", type_=BigInteger()), bindparam("at", type_=UTCDateTime()))

PORTION = 500
"""Rows of a long reading that are held at a time."""

_REACHED = (col(User.closed_at).is_(None),)


def _to_be_reminded(since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Who was seen last before this time, not reminded since, and can and wants to be."""
    new = or_(col(User.reminded_at).is_(None), col(User.reminded_at) < col(User.seen_at))
    return (*_REACHED, col(User.remind).is_(True), col(User.seen_at) < since, new)


class Unit(Examining, Queue, Assignments, Reviews, Judgings, Schooling, Staffing, Imports, Chores):
    """One transaction, opened by `Records.unit`. Its rows may be changed within it and read after it."""

    def add(self, row: Row) -> None:
        """Insert a row at once, so that rows which refer to it may follow.

        Raises sqlalchemy.exc.IntegrityError if it breaks a rule of the tables, as a second open session does.
        """
        self._database.add(row)
        self._database.flush()
        if isinstance(row, Card):
            self.sum_up(row)

    def take_update(self, user_id: str, update_id: int, at: datetime) -> bool:
        """Claim an update. False if it was dealt with before, and then there is nothing to do."""
        claim = {"user_id": user_id, "update_id": update_id, "at": at}
        return self._database.connection().execute(_TAKE, claim).rowcount == 1

    def session(self, user_id: str, session_id: str) -> Session | None:
        """One of a trainee's sessions."""
        return self._database.get(Session, (user_id, session_id))

    def open_session(self, user_id: str) -> Session | None:
        """The session that a trainee is in, if any."""
        wanted = select(Session).where(Session.user_id == user_id, Session.phase != "done")
        return self._database.exec(wanted).one_or_none()

    def sessions(self, user_id: str, limit: int) -> list[Session]:
        """A trainee's sessions, newest first."""
        wanted = select(Session).where(Session.user_id == user_id)
        return list(self._database.exec(wanted.order_by(col(Session.started_at).desc()).limit(limit)))

    def begun_since(self, user_id: str, since: datetime) -> int:
        """How many sessions a trainee has begun since then."""
        wanted = select(func.count()).where(Session.user_id == user_id, col(Session.started_at) >= since)
        return self._database.exec(wanted).one()

    def recent_sessions(self, limit: int) -> list[Held]:
        """All trainees' sessions, newest first, as anybody may see them."""
        found = self._database.exec(select(Session).order_by(col(Session.started_at).desc()).limit(limit))
        return [held(session) for session in found]

    def held_by(
        self,
        users: Collection[str] | None = None,
        *,
        begins: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[tuple[str, str]]:
        """The user and the id of every session, private or not, in the order in which they were begun.

        users: only theirs. begins: how the id begins. since, until: begun then; `until` is excluded.
        """
        wanted = select(Session.user_id, Session.id).where(col(Session.id).startswith(begins, autoescape=True))
        if users is not None:
            wanted = wanted.where(col(Session.user_id).in_(users))
        if since is not None:
            wanted = wanted.where(Session.started_at >= since)
        if until is not None:
            wanted = wanted.where(Session.started_at < until)
        return list(
            self._database.exec(wanted.order_by(col(Session.started_at), col(Session.user_id), col(Session.id)))
        )

    def oversee(self, user_id: str, session_id: str) -> Overseen | None:
        """A session as anybody may see it."""
        session = self.session(user_id, session_id)
        if session is None:
            return None
        if session.private:
            return Overseen(held(session))
        cards = [] if self.pending(user_id, session_id) else self.cards_of(user_id, session_id)
        return Overseen(held(session), self.turns(user_id, session_id), cards)

    def said(self, scenario: str = "", since: datetime | None = None) -> Iterator[tuple[str, Turn]]:
        """Every reply that anybody may read, oldest first, each with its scenario; none of a private session.

        scenario: only of the talks with this customer. since: only from this time on.
        """
        talk = (col(Session.user_id) == Turn.user_id) & (col(Session.id) == Turn.session_id)
        wanted = select(Session.scenario, Turn).join(Session, talk)
        wanted = wanted.where(col(Session.private).is_(False), col(Turn.taken_back).is_(False))
        if scenario:
            wanted = wanted.where(Session.scenario == scenario)
        if since is not None:
            wanted = wanted.where(Turn.at >= since)
        order = (col(Turn.at), col(Turn.user_id), col(Turn.session_id), col(Turn.number))
        yield from self._database.exec(wanted.order_by(*order).execution_options(yield_per=PORTION))

    def turns(self, user_id: str, session_id: str, *, taken_back: bool = False) -> list[Turn]:
        """The turns of a session, in order. taken_back: those that were unsaid instead."""
        whose = (Turn.user_id == user_id, Turn.session_id == session_id)
        wanted = select(Turn).where(*whose, Turn.taken_back == taken_back)
        return list(self._database.exec(wanted.order_by(col(Turn.number))))

    def card(self, user_id: str, session_id: str) -> Card | None:
        """A session's newest score card."""
        wanted = select(Card).where(Card.user_id == user_id, Card.session_id == session_id)
        return self._database.exec(wanted.order_by(col(Card.number).desc()).limit(1)).first()

    def cards_of(self, user_id: str, session_id: str) -> list[Card]:
        """Every score card of a session, newest first."""
        wanted = select(Card).where(Card.user_id == user_id, Card.session_id == session_id)
        return list(self._database.exec(wanted.order_by(col(Card.number).desc())))

    def cards(self, user_id: str, limit: int) -> list[tuple[Card, Session]]:
        """The newest score card of each of a trainee's sessions, the session that was held last first."""
        other = aliased(Card)
        same = (other.user_id == Card.user_id, other.session_id == Card.session_id)
        newest = select(func.max(other.number)).where(*same).correlate(Card).scalar_subquery()
        wanted = (
            select(Card, Session)
            .join(Session, (col(Session.user_id) == Card.user_id) & (col(Session.id) == Card.session_id))
            .where(Card.user_id == user_id, Card.number == newest)
            .order_by(col(Session.started_at).desc())
            .limit(limit)
        )
        return [(card, session) for card, session in self._database.exec(wanted)]

    def scored(self) -> list[tuple[str, str]]:
        """The user and the id of every session that has a score card, in the order in which they were first scored."""
        wanted = select(Card.user_id, Card.session_id).where(Card.number == 1)
        return list(self._database.exec(wanted.order_by(col(Card.made_at), col(Card.user_id), col(Card.session_id))))

    def appeals(self, user_id: str, session_id: str) -> list[Appeal]:
        """The appeals of a session, oldest first."""
        wanted = select(Appeal).where(Appeal.user_id == user_id, Appeal.session_id == session_id)
        return list(self._database.exec(wanted.order_by(col(Appeal.made_at), col(Appeal.criterion))))

    def open_appeals(self) -> list[Appeal]:
        """All trainees' appeals that wait to be decided, oldest first."""
        wanted = select(Appeal).where(Appeal.state == "open")
        return list(self._database.exec(wanted.order_by(col(Appeal.made_at), col(Appeal.id))))

    def decide(self, appeal: Appeal, verdict: Verdict, note: str | None, by: str, at: datetime) -> None:
        """Uphold or refuse an open appeal. by: a user's id. Raises LookupError if it has been decided before."""
        key = (col(Appeal.user_id) == appeal.user_id, col(Appeal.session_id) == appeal.session_id)
        which = update(Appeal).where(*key, col(Appeal.criterion) == appeal.criterion, col(Appeal.state) == "open")
        values = {"state": verdict, "decided_at": at, "decided_by": by, "note": note}
        if self._database.exec(which.values(**values)).rowcount != 1:
            raise LookupError(f"appeal {appeal.id} does not wait to be decided")

    def record_of(self, user_id: str) -> tuple[int, int | None]:
        """How many of a trainee's talks were scored, and the score of the last."""
        first = select(func.count()).select_from(Card).where(Card.user_id == user_id, Card.number == 1)
        last = self.cards(user_id, limit=1)
        return self._database.exec(first).one(), last[0][0].score if last else None

    def goal(self, user_id: str) -> Goal | None:
        """The goal that a trainee set last."""
        wanted = select(Goal).where(Goal.user_id == user_id)
        return self._database.exec(wanted.order_by(col(Goal.number).desc()).limit(1)).first()

    def drill_round(self, user_id: str, number: int) -> DrillRound | None:
        """One of a trainee's rounds of drills."""
        return self._database.get(DrillRound, (user_id, number))

    def drill_rounds(self, user_id: str, limit: int) -> list[DrillRound]:
        """A trainee's last rounds of drills, newest first."""
        wanted = select(DrillRound).where(DrillRound.user_id == user_id)
        return list(self._database.exec(wanted.order_by(col(DrillRound.number).desc()).limit(limit)))

    def live_number(self) -> int:
        """The number of the publication that is live, 0 if there is none."""
        return self._database.exec(select(func.coalesce(func.max(Publication.number), 0))).one()

    def live(self) -> Publication | None:
        """The publication that is live."""
        return self._database.exec(select(Publication).order_by(col(Publication.number).desc()).limit(1)).first()

    def publication(self, number: int) -> Publication | None:
        """The publication of this number."""
        return self._database.get(Publication, number)

    def publications(self, limit: int) -> list[Publication]:
        """The last publications, newest first."""
        wanted = select(Publication).order_by(col(Publication.number).desc()).limit(limit)
        return list(self._database.exec(wanted))

    def published_with(self, scenario: str, version: str) -> Publication | None:
        """The newest publication in which a scenario had this content version."""
        wanted = select(Publication).order_by(col(Publication.number).desc())
        found = (each for each in self._database.exec(wanted) if each.customers.get(scenario) == version)
        return next(found, None)

    def contents(self, digests: Iterable[str]) -> dict[str, str]:
        """The texts of files by their digests, those that are there."""
        wanted = select(ContentFile).where(col(ContentFile.digest).in_(list(digests)))
        return {file.digest: file.text for file in self._database.exec(wanted)}

    def keep_contents(self, texts: Mapping[str, str]) -> None:
        """Keep files' texts by their digests; those that are there stay."""
        there = set(self._database.exec(select(ContentFile.digest).where(col(ContentFile.digest).in_(list(texts)))))
        self._database.add_all(ContentFile(digest=own, text=text) for own, text in texts.items() if own not in there)
        self._database.flush()

    def absent(self, since: datetime, limit: int) -> list[User]:
        """People in Telegram not seen since then and not reminded of it, who may be; who is away longest first."""
        wanted = select(User).where(User.channel == "telegram", *_to_be_reminded(since))
        return list(self._database.exec(wanted.order_by(col(User.seen_at)).limit(limit)))

    def claim_reminder(self, user_id: str, since: datetime, at: datetime) -> bool:
        """Note that a user is reminded now. False if that is no longer called for, or another process does it."""
        which = update(User).where(col(User.id) == user_id, *_to_be_reminded(since))
        return self._database.exec(which.values(reminded_at=at)).rowcount == 1

    def count_open(self) -> int:
        """How many sessions are not over, of all users."""
        return self._database.exec(select(func.count()).select_from(Session).where(Session.phase != "done")).one()

    def everything(self, user_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """All rows about a person by table, as columns by name; and what else they did, for others."""
        return forgetting.everything(self._database, user_id), forgetting.traces(self._database, user_id)

    def forget(self, user_id: str) -> None:
        """Remove all that is kept of a person. Rows that were read in this unit are no longer to be used."""
        forgetting.forget(self._database, user_id)

    def expire_talks(self, before: datetime, limit: int) -> int:
        """Remove at most so many talks that ended before, with all that belongs to them, and return how many."""
        return forgetting.expire_talks(self._database, before, limit)

    def expire_messages(self, before: datetime, limit: int) -> int:
        """Remove at most so many messages of no talk that were sent or given up before, and return how many."""
        return forgetting.expire_messages(self._database, before, limit)

    def expire_updates(self, before: datetime, limit: int) -> int:
        """Remove at most so many of the updates that were dealt with before, and return how many."""
        return forgetting.expire_updates(self._database, before, limit)
