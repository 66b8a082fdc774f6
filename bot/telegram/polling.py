"""Polling: updates are fetched, handled, and only then confirmed, so that a program that dies loses none."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from telegram import Bot, Update

from bot.telegram.handlers import App
from bot.telegram.retrying import insist

WAIT = 50  # seconds that Telegram holds a request while there is nothing new
KINDS = ["message", "edited_message", "callback_query"]


async def poll(application: App) -> None:
    """Fetch and handle updates until cancelled; those in hand are finished first.

    Raises SettingsError if Telegram does not know the token.
    """
    bot: Bot = application.bot
    offset: int | None = None

    async def fetch() -> tuple[Update, ...]:
        return await bot.get_updates(offset=offset, timeout=WAIT, allowed_updates=KINDS)

    while True:
        updates = await insist("getUpdates", fetch)
        if updates:
            await _finish(application, updates)
            offset = max(update.update_id for update in updates) + 1


async def _finish(application: App, updates: Iterable[Update]) -> None:
    handling = asyncio.create_task(_handle(application, updates))
    try:
        await asyncio.shield(handling)
    finally:
        await handling


async def _handle(application: App, updates: Iterable[Update]) -> None:
    """Handle updates: one person's in order, different people's side by side."""
    by_sender: dict[int | None, list[Update]] = defaultdict(list)
    for update in updates:
        by_sender[update.effective_user.id if update.effective_user else None].append(update)
    await asyncio.gather(*(_in_order(application, theirs) for theirs in by_sender.values()))


async def _in_order(application: App, updates: Iterable[Update]) -> None:
    for update in updates:
        await application.process_update(update)
