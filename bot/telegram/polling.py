"""Polling: updates are fetched, handled, and only then confirmed, so that a program that dies loses none."""

import asyncio
from dataclasses import dataclass, field

from telegram import Bot, Update

from bot.telegram.intake import Intake
from bot.telegram.retrying import insist
from bot.telegram.updates import KINDS

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
        return await bot.get_updates(hand.offset, AT_ONCE, wait, allowed_updates=KINDS)

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

    def confirm(self) -> None:
        """Move the offset up to the first update that is still in hand."""
        for number in [number for number, task in self.tasks.items() if task.done()]:
            del self.tasks[number]
            self._done.add(number)
        if self.tasks or self._done:  # after a quiet week, numbers may begin anew below those of before
            self.offset = min(self.tasks) if self.tasks else max(self._done) + 1
            self._done = {number for number in self._done if number >= self.offset}
