"""Delivery: what waits to be said to one person is sent in order, each when it is due, and marked once it is."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from state.records.errors import RecordsUnavailable
from state.records.records import Records
from state.records.tables import Outgoing

RECORDS_RETRY = 2.0  # seconds before lost records are tried again
GRACE = 5.0  # seconds that a message on its way has to arrive when all is stopped

Send = Callable[[Outgoing], Awaitable[int | None]]
"""Sends a message and returns what the channel calls it; raises TryLater or Refused."""


class TryLater(Exception):
    """The channel did not take the message now; it stays first in line. seconds: not before then."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Refused(Exception):
    """The channel will never take the message."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass
class Outbox:
    """The messages that wait for one person. `run` sends them until cancelled; `wake` tells it that there are new ones.

    Sent but not yet marked when the process dies: sent again, so that at worst a last bubble comes twice.
    """

    records: Records
    user_id: str
    send: Send
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Look again: something was queued, or became due."""
        self._idle.clear()
        self._news.set()

    async def idle(self) -> None:
        """Wait until nothing waits to be sent."""
        await self._idle.wait()

    async def run(self) -> None:
        """Send what waits, in order, for ever."""
        while True:
            self._news.clear()
            try:
                waiting = await asyncio.to_thread(self._first)
            except RecordsUnavailable:
                await self._rest(RECORDS_RETRY)
                continue
            if waiting is None:
                if not self._news.is_set():
                    self._idle.set()
                await self._news.wait()
                continue
            seconds = (waiting.due_at - now()).total_seconds()
            if seconds > 0:
                await self._rest(seconds)  # and look again: it may have become due at once
                continue
            await self._finish(self._deliver(waiting))

    async def _finish(self, delivery: Coroutine[None, None, None]) -> None:
        """Let a message on its way arrive and be marked, even when stopped: else it would be sent again."""
        delivering = asyncio.create_task(delivery)
        try:
            await asyncio.shield(delivering)
        except asyncio.CancelledError:
            with suppress(TimeoutError):
                await asyncio.wait_for(delivering, GRACE)
            raise

    async def _deliver(self, message: Outgoing) -> None:
        try:
            message_id = await self.send(message)
        except TryLater as later:
            await self._note("put_off", message, str(later), now() + timedelta(seconds=later.seconds))
        except Refused as refusal:
            await self._note("mark_failed", message, str(refusal), now())
        else:
            await self._note("mark_sent", message, message_id, now())

    async def _note(self, what: str, message: Outgoing, value: object, at: datetime) -> None:
        """Write down what became of a message, however long the records are away: else it would be sent again."""
        while True:
            try:
                await asyncio.to_thread(self._mark, what, message, value, at)
            except RecordsUnavailable:
                await asyncio.sleep(RECORDS_RETRY)
            else:
                return

    def _mark(self, what: str, message: Outgoing, value: object, at: datetime) -> None:
        with self.records.unit() as unit:
            if unit.still_waits(message):  # whoever it was said to may have had all of it removed meanwhile
                getattr(unit, what)(message.user_id, message.id, value, at)

    def _first(self) -> Outgoing | None:
        with self.records.unit() as unit:
            waiting = unit.pending(self.user_id)
        return waiting[0] if waiting else None

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), seconds)
