"""Intake: updates are handled, by whichever way they came: one person's in order, different people's side by side."""

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from telegram import Update

from bot.logs import bound, handling, noted, request_id
from bot.telegram.handlers import App
from bot.telegram.metrics import Metrics
from bot.telegram.updates import named

log = logging.getLogger(__name__)


@dataclass
class Intake:
    """Gives updates to the handlers of an application. The order is that in which they came to this program.

    admits: whether an update is to be handled at all.
    closing: what is being handled is finished, and nothing is begun.
    """

    application: App
    metrics: Metrics
    admits: Callable[[Update], Awaitable[bool]]
    closing: bool = False
    _turns: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def take(self, update: Update) -> bool:
        """Handle an update once those that came from the same person before it have been. False: it was not begun.

        When this returns True, what the update does is kept, or its sender was told that it could not be, or is not
        heard for a while.
        """
        sender, chat = update.effective_user or update.effective_chat, update.effective_chat or update.effective_user
        kind, about = named(update), {"chat": chat.id} if chat else {}
        self.metrics.came(kind, f"telegram:{sender.id}" if sender else "")
        if not await self.admits(update):
            self.metrics.acted(kind, "hasty")
            return True
        with bound(request=request_id(), update=update.update_id, **about), handling() as done, self.metrics.in_hand():
            began = time.perf_counter()
            if not await self._in_turn(update, sender.id if sender else 0):
                return False
            ms = {"all": round(1000 * (time.perf_counter() - began), 1), **done.get("ms", {})}
            log.info("Handled.", extra={"kind": kind, "result": done.get("result", "ignored"), "ms": ms})
        return True

    async def _in_turn(self, update: Update, sender: int) -> bool:
        # A lock lives as long as somebody holds it or waits for it, and lets them in as they came.
        turn = self._turns.setdefault(sender, asyncio.Lock())
        async with turn:
            if self.closing:
                return False
            with self.metrics.timed("whole"):
                await self._handle(update)
        return True

    async def _handle(self, update: Update) -> None:
        try:
            await self.application.process_update(update)
        except Exception as error:  # a fault of ours: coming again and again, it would let no other be confirmed
            noted(result="fault")
            where = "".join(traceback.format_tb(error.__traceback__))  # without the message, which may quote a reply
            log.error("Update %s does not count: %s\n%s", update.update_id, type(error).__name__, where)
