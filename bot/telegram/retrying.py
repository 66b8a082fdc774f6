"""Retrying: how long to wait after Telegram did not do something, and what goes on until it is done, or known."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.actions import Action, Done, Person
from bot.delivery import RECORDS_RETRY, now
from bot.practice import Practice
from bot.settings import SettingsError
from state.records.errors import RecordsUnavailable, Unsure

LONGEST = 60.0  # seconds between two tries, unless Telegram asks for more
UNSURE = 60.0  # seconds for which it is asked whether an action was kept; so long Telegram waits for an answer
T = TypeVar("T")
log = logging.getLogger(__name__)


def seconds_after(error: TelegramError, failures: int) -> float:
    """How long to wait before the next try: as Telegram asks, else about 1, 2, 4 … 60 seconds.

    failures: how often it had failed before. No two wait equally long, or all that failed at once would come back so.
    """
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        return seconds + random.uniform(0.0, 0.25)  # noqa: S311 - no secret
    return min(LONGEST, 2.0 ** min(failures, 10)) * random.uniform(0.75, 1.0)  # noqa: S311 - no secret


async def insist(what: str, call: Callable[[], Awaitable[T]]) -> T:
    """Call until Telegram does it, however long that takes. what: the call's name, for the log.

    Raises SettingsError if Telegram does not know the token.
    """
    failures = 0
    while True:
        try:
            return await call()
        except InvalidToken:  # whose text holds the token
            raise SettingsError(
                "Telegram does not accept the token. Get the right one from @BotFather and set DUILIAN_TELEGRAM__TOKEN."
            ) from None
        except Conflict as error:
            seconds = seconds_after(error, failures)
            log.warning("Another program fetches this bot's updates; stop it. Next try in %.0f s.", seconds)
        except TelegramError as error:
            seconds = seconds_after(error, failures)
            log.warning("Telegram did not do %s (%s). Next try in %.0f s.", what, type(error).__name__, seconds)
        await asyncio.sleep(seconds)
        failures += 1


async def carry_out(practice: Practice, person: Person, action: Action, update: int) -> Done:
    """Carry out an action. Where the records went away just as they were to keep it, it is asked until that is known.

    Raises RecordsUnavailable if it was not kept, or if that cannot be known for long.
    """
    end, unsure = time.monotonic() + UNSURE, False
    while True:
        try:
            return await asyncio.to_thread(practice.handle, person, action, now(), update)
        except RecordsUnavailable as error:
            unsure = unsure or isinstance(error, Unsure)
            if not unsure or time.monotonic() > end:
                raise
            log.warning("Whether update %s was kept will show: %s", update, error)
        await asyncio.sleep(RECORDS_RETRY)
