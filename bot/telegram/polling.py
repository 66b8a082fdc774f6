"""Polling: updates are fetched, handled, and only then confirmed, so that a program that dies loses none."""

import asyncio
import logging
import warnings
from dataclasses import dataclass, field

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.warnings import PTBUserWarning

from bot.telegram.intake import Intake
from bot.telegram.retrying import insist
from bot.telegram.updates import KINDS

log = logging.getLogger(__name__)
WAIT = 50  # seconds that Telegram holds a request while there is nothing new
LOOK = 0.2  # seconds between two looks for what is new while something is in hand
AT_ONCE = 100  # updates that Telegram gives at most, from the first unconfirmed on: as many are in hand at most


async def poll(bot: Bot, intake: Intake) -> None:
    """Fetch and handle updates until cancelled; those being handled are finished first, the others come again.

    Raises SettingsError if Telegram does not know the token.
    """
    hand = _Hand(intake)

    async def fetch() -> tuple[Update, ...]:
        # Telegram confirms all below the offset, and gives all from it on: what is in hand once more, and what is new.
        # It gives them at once as long as there is any, so waiting for news makes sense only with nothing in hand.
        wait = 0 if hand.tasks else WAIT
        try:
            return await bot.get_updates(hand.offset, AT_ONCE, wait, allowed_updates=KINDS)
        except TelegramError:
            raise
        except Exception as error:  # of a kind that the library cannot make anything of: the others must be heard
            log.error("Updates could not be read: %s", type(error).__name__)  # without the message, which may quote
            return await _legible(bot, hand)

    try:
        while True:
            for update in await insist("getUpdates", fetch):
                hand.take(update)
            if hand.tasks:
                await asyncio.wait(hand.tasks.values(), timeout=LOOK)
            hand.confirm()
    finally:
        intake.closing = True
        await asyncio.gather(*hand.tasks.values(), return_exceptions=True)


async def _legible(bot: Bot, hand: "_Hand") -> tuple[Update, ...]:
    """Those of the updates that can be read; the others are done with, or they would come for ever."""
    given = {"offset": hand.offset, "limit": AT_ONCE, "timeout": 0, "allowed_updates": KINDS}
    wanted = {name: value for name, value in given.items() if value is not None}
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBUserWarning)  # the library would rather read them itself
        answer = await bot.do_api_request("getUpdates", api_kwargs=wanted)
    for raw in answer:
        try:
            found.append(Update.de_json(raw, bot))
        except Exception as error:
            log.error("Update %s does not count: %s", raw["update_id"], type(error).__name__)
            hand.leave_out(raw["update_id"])
    return tuple(found)


@dataclass
class _Hand:
    """The updates that were fetched and are not confirmed.

    offset: the id below which all are confirmed; None before the first.
    """

    intake: Intake
    offset: int | None = None
    tasks: dict[int, "asyncio.Task[bool]"] = field(default_factory=dict)
    _done: set[int] = field(default_factory=set)

    def take(self, update: Update) -> None:
        """Handle an update, unless it is or was in hand."""
        number = update.update_id
        if number not in self.tasks and number not in self._done:
            self.tasks[number] = asyncio.create_task(self.intake.take(update))

    def leave_out(self, number: int) -> None:
        """An update is done with that was never begun."""
        self._done.add(number)

    def confirm(self) -> None:
        """Move the offset up to the first update that is still in hand."""
        for number in [number for number, task in self.tasks.items() if task.done()]:
            del self.tasks[number]
            self._done.add(number)
        if self.tasks or self._done:  # after a quiet week, numbers may begin anew below those of before
            self.offset = min(self.tasks) if self.tasks else max(self._done) + 1
            self._done = {number for number in self._done if number >= self.offset}
