"""Queueing: what waits to be said to whom, who is at it, and what became of it, within one transaction."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, update
from sqlmodel import col, select

from state.records.admitting import Admission
from state.records.tables import Channel, Format, Outgoing, Turn, User, Voice

HELD = timedelta(seconds=60)
"""For how long a message is a worker's own once it is about to send it; a text has arrived or failed by then."""
HELD_LONG = timedelta(seconds=180)
"""The same of a file, which may take long to leave."""

_UNSENT = (col(Outgoing.sent_at).is_(None), col(Outgoing.failed_at).is_(None))
_REACHED = (col(User.closed_at).is_(None),)


@dataclass(frozen=True)
class Message:
    """Something to say to a user: who speaks, what, and not before when."""

    voice: Voice
    text: str
    due_at: datetime
    format: Format = "plain"
    buttons: list[Any] | None = None
    session_id: str | None = None
    turn: int | None = None
    speaker: str | None = None
    replaces: int | None = None
    about: str | None = None


class Queue(Admission):
    """The part of a unit that knows what is to be said. Messages to one person are sent in the order of their ids."""

    def queue(self, user_id: str, messages: Iterable[Message]) -> None:
        """Put messages to a user behind those that wait, in this order; to be sent once the unit is kept.

        The user is held until then, so that no two workers give one number to two messages.
        """
        waiting = list(messages)
        if not waiting:
            return
        if user_id not in self._held and self._shared:
            self.hold(user_id)
        last = self._database.exec(select(func.max(Outgoing.id)).where(Outgoing.user_id == user_id)).one() or 0
        self._database.add_all(
            Outgoing(user_id=user_id, id=number, **asdict(message))
            for number, message in enumerate(waiting, start=last + 1)
        )
        self._database.flush()

    def pending(self, user_id: str, session_id: str | None = None) -> list[Outgoing]:
        """What still has to be sent to a user (within a session, if given), due or not, in order."""
        wanted = select(Outgoing).where(Outgoing.user_id == user_id, *_UNSENT)
        if session_id is not None:
            wanted = wanted.where(Outgoing.session_id == session_id)
        return list(self._database.exec(wanted.order_by(col(Outgoing.id))))

    def next_to_send(self, user_id: str, worker: str, now: datetime) -> Outgoing | None:
        """What has to be sent to a user first, due or not; None as long as the chat is closed, or another is at it.

        If it is due it is taken: it can no longer be withdrawn, and for a while no other worker will send it.
        """
        first = select(func.min(Outgoing.id)).where(Outgoing.user_id == user_id, *_UNSENT).scalar_subquery()
        wanted = select(Outgoing).join(User).where(Outgoing.user_id == user_id, Outgoing.id == first)
        # Whoever is at this row is taking it or withdrawing it, and never is the one behind it sent before it.
        free = wanted.where(*_UNSENT, *_REACHED).with_for_update(of=Outgoing, skip_locked=True)
        found = self._database.exec(free).first()
        if found is None or (found.taken_by != worker and found.taken_until is not None and found.taken_until > now):
            return None
        if found.due_at <= now:
            found.taken_at = found.taken_at or now
            found.taken_by, found.taken_until = worker, now + (HELD_LONG if found.format == "file" else HELD)
        return found

    def is_awaiting(self, user_id: str) -> bool:
        """Whether something still can be sent to a user, whoever is at it."""
        wanted = select(Outgoing.id).join(User).where(Outgoing.user_id == user_id, *_UNSENT, *_REACHED)
        return self._database.exec(wanted.limit(1)).first() is not None

    def answers(self, user_id: str, session_id: str, turn: int) -> list[Outgoing]:
        """What was and is to be said in answer to a reply, in order. None of it can be taken until the unit ends."""
        whose = (Outgoing.user_id == user_id, Outgoing.session_id == session_id, Outgoing.turn == turn)
        return list(self._database.exec(select(Outgoing).where(*whose).order_by(col(Outgoing.id)).with_for_update()))

    def withdraw(self, turn: Turn) -> None:
        """Let a reply, and what was to be said in answer to it, be gone. Raises LookupError if some has been taken."""
        answers = self.answers(turn.user_id, turn.session_id, turn.number)
        if any(row.taken_at is not None for row in answers):
            raise LookupError(f"reply {turn.number} of {turn.session_id} is being answered")
        for row in (*answers, turn):
            self._database.delete(row)
        self._database.flush()

    def sent(self, user_id: str, session_id: str) -> list[Outgoing]:
        """What was sent to a user within a session, in order."""
        wanted = select(Outgoing).where(
            Outgoing.user_id == user_id, Outgoing.session_id == session_id, col(Outgoing.sent_at).is_not(None)
        )
        return list(self._database.exec(wanted.order_by(col(Outgoing.id))))

    def users_with_pending(
        self, worker: str | None = None, now: datetime | None = None, due: datetime | None = None
    ) -> list[str]:
        """The ids of users to whom something still can be sent, whoever has waited longest first.

        worker, now: none of those to whom another worker is sending. due: only those to whom something was due by then.
        """
        wanted = select(Outgoing.user_id).join(User).where(*_UNSENT, *_REACHED).group_by(col(Outgoing.user_id))
        if worker is not None:
            others = (col(Outgoing.taken_by) != worker) & (col(Outgoing.taken_until) > now)
            wanted = wanted.having(func.count(case((others, 1))) == 0)
        if due is not None:
            wanted = wanted.having(func.min(Outgoing.due_at) <= due)
        return list(self._database.exec(wanted.order_by(func.min(Outgoing.due_at))))

    def close_chat(self, user_id: str, at: datetime, error: str = "the chat is closed") -> None:
        """Give up what waits for a user who cannot be reached; from now on nothing is sent until `open_chat`.

        at: when that showed. Somebody who has been seen since can be reached after all, and then nothing is changed.
        """
        found = update(User).where(col(User.id) == user_id, *_REACHED, col(User.seen_at) <= at)
        if self._database.exec(found.values(closed_at=at)).rowcount == 1:
            waits = update(Outgoing).where(col(Outgoing.user_id) == user_id, *_UNSENT)
            self._database.exec(waits.values(failed_at=at, error=error))

    def open_chat(self, user_id: str) -> list[Outgoing]:
        """Send to a user again. What was given up because the chat was closed is returned, in order."""
        user = self.user(user_id)
        if user is None or user.closed_at is None:
            return []
        lost = select(Outgoing).where(Outgoing.user_id == user_id, col(Outgoing.failed_at) >= user.closed_at)
        user.closed_at = None
        return list(self._database.exec(lost.order_by(col(Outgoing.id))))

    def backlog(self, channel: Channel, now: datetime) -> tuple[int, int, datetime | None]:
        """How many messages to a channel's users still have to be sent, how many of them are due, and since when.

        Read from the index of what is unsent alone.
        """
        theirs = col(Outgoing.user_id).startswith(f"{channel}:")
        due = case((col(Outgoing.due_at) <= now, 1))
        count, ripe, first = self._database.exec(
            select(func.count(), func.count(due), func.min(Outgoing.due_at)).where(*_UNSENT, theirs)
        ).one()
        return count, ripe, first

    def still_waits(self, message: Outgoing) -> bool:
        """Whether a message read in an earlier unit is not sent yet: that one, not another of somebody made new."""
        row = self._database.get(Outgoing, (message.user_id, message.id))
        return row is not None and (row.text, row.sent_at) == (message.text, None)

    def mark_sent(self, user_id: str, message: int, message_id: int | None, at: datetime) -> None:
        """Note that a message was sent. message: its `Outgoing.id`; message_id: what the channel calls it."""
        self._mark(user_id, message, sent_at=at, message_id=message_id, error=None, failed_at=None)

    def mark_failed(self, user_id: str, message: int, error: str, at: datetime) -> None:
        """Give a message up: it will not be sent."""
        self._mark(user_id, message, failed_at=at, error=error)

    def put_off(self, user_id: str, message: int, error: str, due_at: datetime) -> None:
        """Note that a message could not be sent and is to be tried again from `due_at` on."""
        self._mark(user_id, message, due_at=due_at, error=error, taken_until=None)

    @property
    def _shared(self) -> bool:
        """Whether others may write at the same time. A SQLite file has one writer at a time."""
        return self._database.get_bind().dialect.name != "sqlite"

    def _mark(self, user_id: str, message: int, **values: Any) -> None:
        # One that was given up meanwhile, as its chat was closed, is marked all the same: it was on its way.
        unsent = col(Outgoing.sent_at).is_(None)
        which = update(Outgoing).where(col(Outgoing.user_id) == user_id, col(Outgoing.id) == message, unsent)
        if self._database.exec(which.values(attempts=Outgoing.attempts + 1, **values)).rowcount != 1:
            raise LookupError(f"no message {message} to {user_id} waits to be sent")
