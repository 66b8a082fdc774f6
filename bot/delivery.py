"""Delivery: what waits to be said to one person is sent in order, each when it is due, and marked once it is."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from state.records.errors import RecordsUnavailable
from state.records.records import Records
from state.records.tables import Outgoing
from state.records.unit import Unit

RECORDS_RETRY = 2.0  # seconds before lost records are tried again
GRACE = 5.0  # seconds that a message on its way has to arrive when all is stopped
TYPED = 8.0  # Chinese characters, or twice as many others, that somebody is seen to type in a second
FIRST_KEY = 1.0  # seconds more, in which a person begins
NOTICED = 0.7  # seconds; whoever is seen typing for less is not seen
RENEWED = 4.5  # seconds after which typing is shown again; Telegram shows it for five
ELSEWHERE = 1.0  # seconds between two looks for what follows a message that another worker is sending


class TryLater(Exception):
    """The channel did not take the message now; it stays first in line. seconds: not before then."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Refused(Exception):
    """The channel will never take the message."""


class Unreachable(Refused):
    """The channel takes no message to this person any more, this one or another."""


class Channel(Protocol):
    """Where an outbox sends to."""

    async def ready(self, message: Outgoing) -> bool:
        """Wait until the channel would take a message; True if that took time. May be cancelled: nothing is sent."""

    async def show_typing(self, message: Outgoing) -> None:
        """Show that somebody is typing a message; does nothing where that cannot be shown."""

    async def send(self, message: Outgoing) -> int | None:
        """Send a message and return what the channel calls it. Raises TryLater, Refused or Unreachable."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def typing_time(message: Outgoing) -> float:
    """Seconds before a message is due in which its speaker types it; 0 if nobody is seen to.

    A customer reads and thinks first, so of a long pause it is the last part. What the channel put off has been typed.
    """
    if message.voice != "customer" or message.error is not None:
        return 0.0
    wide = sum(1.0 if character > "\u2e7f" else 0.5 for character in message.text)
    return wide / TYPED + FIRST_KEY


@dataclass
class Outbox:
    """The messages that wait for one person. `run` sends them until cancelled; `wake` tells it that there are new ones.

    Sent but not yet marked when the process dies: sent again, so that at worst a last bubble comes twice.
    worker: what this process is called; what another is sending is left to it, and what follows waits until then.
    """

    records: Records
    user_id: str
    channel: Channel
    worker: str
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _typing: tuple[int, float] = (0, 0.0)
    _found: tuple[Outgoing | None, bool] | None = None
    _stopping: bool = False

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
            found, self._found = self._found, None
            if found is None:
                self._news.clear()
                try:
                    found = await asyncio.to_thread(self._next)
                except RecordsUnavailable:
                    await self._rest(RECORDS_RETRY)
                    continue
            waiting, elsewhere = found
            if elsewhere:
                await self._rest(ELSEWHERE)
                continue
            if waiting is None:
                if not self._news.is_set():
                    self._idle.set()
                await self._news.wait()
                continue
            seconds = (waiting.due_at - now()).total_seconds()
            if seconds > 0 or waiting.taken_until is None:  # what was put off is not held, though it was taken once
                await self._pause(waiting, seconds)  # and look again: it may have become due at once
            elif not await self.channel.ready(waiting):  # if that took time, look again too
                await self._finish(self._deliver(waiting))

    async def _pause(self, message: Outgoing, seconds: float) -> None:
        """Wait until a message is due, or there is news, and let its speaker be seen typing."""
        typed = typing_time(message)
        if seconds > typed:
            await self._rest(seconds - typed)
        elif seconds <= NOTICED:
            await self._rest(seconds)
        else:
            showing = asyncio.create_task(self._show_typing(message))
            try:
                await self._rest(seconds)
            finally:  # before the message itself goes out
                showing.cancel()
                await asyncio.gather(showing, return_exceptions=True)

    async def _show_typing(self, message: Outgoing) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            whose, at = self._typing
            if whose == message.id:
                await asyncio.sleep(max(0.0, at + RENEWED - clock()))
            self._typing = (message.id, clock())
            await self.channel.show_typing(message)

    async def _finish(self, delivery: Coroutine[None, None, None]) -> None:
        """Let a message on its way arrive and be marked, even when stopped: else it would be sent again."""
        delivering = asyncio.create_task(delivery)
        try:
            await asyncio.shield(delivering)
        except asyncio.CancelledError:
            self._stopping = True
            with suppress(TimeoutError):
                await asyncio.wait_for(delivering, GRACE)
            raise

    async def _deliver(self, message: Outgoing) -> None:
        user_id, number, begun = message.user_id, message.id, now()
        try:
            message_id = await self.channel.send(message)
        except TryLater as later:
            reason, due = str(later), now() + timedelta(seconds=later.seconds)
            await self._note(message, lambda unit: unit.put_off(user_id, number, reason, due))
        except Unreachable as gone:
            reason, at = str(gone), now()

            def close(unit: Unit) -> None:
                unit.mark_failed(user_id, number, reason, at)
                unit.close_chat(user_id, begun, reason)

            await self._note(message, close)
        except Refused as refusal:
            reason, at = str(refusal), now()
            await self._note(message, lambda unit: unit.mark_failed(user_id, number, reason, at))
        else:
            at = now()
            await self._note(message, lambda unit: unit.mark_sent(user_id, number, message_id, at))

    async def _note(self, message: Outgoing, what: Callable[[Unit], None]) -> None:
        """Write down what became of a message, however long the records are away: else it would be sent again.

        What comes after it is looked up in the same transaction; when all is stopped, nothing more is taken.
        """
        while True:
            self._news.clear()
            try:
                self._found = await asyncio.to_thread(self._write, message, what)
            except RecordsUnavailable:
                await asyncio.sleep(RECORDS_RETRY)
            else:
                return

    def _write(self, message: Outgoing, what: Callable[[Unit], None]) -> tuple[Outgoing | None, bool] | None:
        with self.records.unit() as unit:
            if unit.still_waits(message):  # whoever it was said to may have had all of it removed meanwhile
                what(unit)
            return None if self._stopping else self._first(unit)

    def _next(self) -> tuple[Outgoing | None, bool]:
        with self.records.unit() as unit:
            return self._first(unit)

    def _first(self, unit: Unit) -> tuple[Outgoing | None, bool]:
        """What is to be sent first, and whether there is something, but another worker is at it."""
        found = unit.next_to_send(self.user_id, self.worker, now())
        return found, found is None and unit.is_awaiting(self.user_id)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), seconds)
