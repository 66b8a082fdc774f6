"""Intake: updates are handled, by whichever way they came: one person's in order, different people's side by side."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from telegram import Update

from bot.telegram.handlers import App
from bot.telegram.metrics import Metrics
from bot.telegram.updates import kind_of


@dataclass
class Intake:
    """Gives updates to the handlers of an application. The order is that in which they came to this program."""

    application: App
    metrics: Metrics
    _turns: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def take_all(self, updates: Iterable[Update]) -> None:
        """Handle updates that came together."""
        await asyncio.gather(*(self.take(update) for update in updates))

    async def take(self, update: Update) -> None:
        """Handle an update once those that came from the same person before it have been.

        When this returns, what the update does is kept, or its sender was told that it could not be.
        """
        self.metrics.came(kind_of(update))
        sender = update.effective_user or update.effective_chat
        # A lock lives as long as somebody holds it or waits for it, and lets them in as they came.
        turn = self._turns.setdefault(sender.id if sender else 0, asyncio.Lock())
        async with turn:
            with self.metrics.timed("whole"):
                await self.application.process_update(update)
