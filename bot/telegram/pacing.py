"""Pacing: calls to Telegram wait for their turn, so that no chat, and not all of them together, get too many.

A call's turn is worked out as it comes and never given to a later one, so a chat with much to say holds up no other.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram.ext import BaseRateLimiter

from bot.settings import Rate

BURST = 3
"""Calls that a chat takes at once; Telegram allows short bursts."""
KEPT = 1000
"""Chats that are remembered before those that had no call lately are forgotten."""

Result = bool | dict[str, Any] | list[dict[str, Any]]


@dataclass
class Bucket:
    """Lets calls through at a rate. rate: calls a second. burst: calls at once after a rest, 1 or more."""

    rate: float
    burst: int = 1
    _full: float = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until a call may go."""
        return max(0.0, self._full - (self.burst - 1) / self.rate - now)

    def take(self, now: float) -> float:
        """Give the next turn away; seconds until it comes."""
        seconds = self.wait(now)
        self._full = max(self._full, now) + 1 / self.rate
        return seconds

    def rested(self, now: float) -> bool:
        """Whether it is as if it had never been used."""
        return self._full <= now


@dataclass
class _Chat:
    bucket: Bucket
    turns: asyncio.Lock = field(default_factory=asyncio.Lock)
    granted: bool = False


class Pacer(BaseRateLimiter[None]):
    """Paces a bot's calls. Those that name no chat go at once: Telegram does not count them as messages."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._all = Bucket(rate.all)
        self._chats: dict[int | str, _Chat] = {}

    async def turn(self, chat_id: int | str) -> bool:
        """Wait for a chat's turn, which is kept for its next call. True: there was a wait.

        Whoever is cancelled in it has sent nothing.
        """
        chat = self._chat(chat_id)
        if chat.granted:
            return False
        waited = await self._wait(chat)
        chat.granted = True
        return waited

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Result:
        """Make a call when it is its turn."""
        chat_id = data.get("chat_id")
        if endpoint == "sendChatAction":
            if self._all.wait(_time()) > 0:
                return True  # nobody misses it, and it is out of date when its turn comes
            self._all.take(_time())
        elif chat_id is not None:
            chat = self._chat(chat_id)
            if not chat.granted:
                await self._wait(chat)
            chat.granted = False
        return await callback(*args, **kwargs)

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is left."""

    async def _wait(self, chat: _Chat) -> bool:
        """Wait until it is a chat's turn among its own calls, then among all; True if that took time."""
        waited = chat.turns.locked()
        async with chat.turns:
            # Only then is the chat's turn taken: a long wait among all must not let it have two at once after it.
            for seconds in (chat.bucket.wait, self._all.take):
                if left := seconds(_time()):
                    waited = True
                    await asyncio.sleep(left)
            chat.bucket.take(_time())
        return waited

    def _chat(self, chat_id: int | str) -> _Chat:
        if chat_id not in self._chats:
            if len(self._chats) >= KEPT:
                self._chats = {known: chat for known, chat in self._chats.items() if _in_use(chat)}
            group = isinstance(chat_id, str) or chat_id < 0
            self._chats[chat_id] = _Chat(Bucket(self._rate.group / 60 if group else self._rate.chat, BURST))
        return self._chats[chat_id]


def _in_use(chat: _Chat) -> bool:
    return chat.granted or chat.turns.locked() or not chat.bucket.rested(_time())


def _time() -> float:
    return asyncio.get_running_loop().time()
