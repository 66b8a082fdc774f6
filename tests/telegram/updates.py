"""The queue of updates: kept until confirmed, for one poller at a time or a webhook, in order or not."""

import asyncio
import math
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass

from tests.telegram.chats import Json, RefusedError

ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def whose(update: Json) -> int:
    """The id of who sent an update; 0 if nobody did."""
    about = next((value for value in update.values() if isinstance(value, dict)), {})
    sender: int = about.get("from", {}).get("id", 0)
    return sender


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """stray: comes outside its turn, so that no offset confirms it; it is gone once delivered."""

    update: Json
    stray: bool = False


class Updates:
    """Ids rise by one from `first`. allowed: the last allowed_updates asked for; None: Telegram's own."""

    def __init__(self, first: int = 500_000_001) -> None:
        self.allowed: frozenset[str] | None = None
        self._next = first
        self._queue: list[Entry] = []
        self._withheld: list[Json] | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._news = asyncio.Event()
        self._closed = False

    @property
    def pending(self) -> list[Json]:
        """Those not confirmed yet."""
        return [entry.update for entry in self._queue]

    def push(self, kind: str, payload: Json) -> Json | None:
        """Queue an update of this kind; None if the bot did not ask for the kind."""
        if (kind in ONLY_ON_REQUEST) if self.allowed is None else (kind not in self.allowed):
            return None
        update = {"update_id": self._next, kind: payload}
        self._next += 1
        if self._withheld is None:
            self._add(Entry(update))
        else:
            self._withheld.append(update)
        return update

    def duplicate(self, update: Json) -> None:
        """Deliver it once more under the same id, whatever has been confirmed."""
        self._add(Entry(update, stray=True))

    def withhold(self) -> None:
        """Keep back what is pushed from now on."""
        self._withheld = []

    def release(self, order: Sequence[int] | None = None) -> None:
        """Deliver what was withheld; order: positions among them, as [1, 0] to swap two."""
        withheld, self._withheld = self._withheld or [], None
        if order is None:
            self._queue += [Entry(update) for update in withheld]
        else:
            self._queue += [Entry(withheld[position], stray=True) for position in order]
        self._wake()

    def forget(self) -> None:
        """Drop all that is pending."""
        self._queue.clear()

    async def first_of_another(self, busy: Collection[int]) -> Entry | None:
        """The first update that is of none of these people, once there is one; None once nobody is to wait any more."""
        while not self._closed:
            self._news.clear()
            for entry in self._queue:
                if whose(entry.update) not in busy:
                    return entry
            await self._news.wait()
        return None

    def confirm(self, entry: Entry) -> None:
        """One update is done with, whatever came before it. Whose it was has their next one's turn."""
        self._queue = [other for other in self._queue if other is not entry]
        self._wake()

    async def get(self, offset: int = 0, limit: int = 100, timeout: float = 0) -> list[Json]:
        """Updates from offset on, once there are any, or [] after `timeout` seconds; confirms earlier ones.

        A negative offset asks for as many from the end, and drops the rest. Raises RefusedError (409) when
        another poller comes: Telegram ends the older one.
        """
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(RefusedError(409, CONFLICT))
        if offset < 0:
            del self._queue[:offset]
        else:
            self._queue = [entry for entry in self._queue if entry.stray or entry.update["update_id"] >= offset]
        if not self._queue and timeout and not self._closed:
            self._waiting = asyncio.get_running_loop().create_future()
            with suppress(TimeoutError):
                async with asyncio.timeout(None if math.isinf(timeout) else timeout):
                    await self._waiting
        batch = self._queue[:limit]
        self._queue = [entry for entry in batch if not entry.stray] + self._queue[limit:]
        return [entry.update for entry in batch]

    def close(self) -> None:
        """Answer the poller that waits, and let none wait any more."""
        self._closed = True
        self._wake()

    def _add(self, entry: Entry) -> None:
        self._queue.append(entry)
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)
