"""Polling: updates are fetched, handled, and only then confirmed, so that a program that dies loses none."""

import asyncio
from collections.abc import Iterable

from telegram import Bot, Update

from bot.telegram.intake import Intake
from bot.telegram.retrying import insist
from bot.telegram.updates import KINDS

WAIT = 50  # seconds that Telegram holds a request while there is nothing new


async def poll(bot: Bot, intake: Intake) -> None:
    """Fetch and handle updates until cancelled; those in hand are finished first.

    Raises SettingsError if Telegram does not know the token.
    """
    offset: int | None = None

    async def fetch() -> tuple[Update, ...]:
        return await bot.get_updates(offset=offset, timeout=WAIT, allowed_updates=KINDS)

    while True:
        updates = await insist("getUpdates", fetch)
        if updates:
            await _finish(intake, updates)
            offset = max(update.update_id for update in updates) + 1


async def _finish(intake: Intake, updates: Iterable[Update]) -> None:
    handling = asyncio.create_task(intake.take_all(updates))
    try:
        await asyncio.shield(handling)
    finally:
        await handling
