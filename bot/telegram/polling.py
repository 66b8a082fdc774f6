"""Polling: updates are fetched, handled, and only then confirmed, so that a program that dies loses none."""

import asyncio
import logging
import traceback
from dataclasses import dataclass, field

from telegram import Bot, Update

from bot.telegram.handlers import App
from bot.telegram.retrying import insist

WAIT = 50  # seconds that Telegram holds a request while there is nothing new
LOOK = 0.2  # seconds between two looks for what is new while something is in hand
AT_ONCE = 100  # updates that Telegram gives at most, from the first unconfirmed on: as many are in hand at most
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
log = logging.getLogger(__name__)


async def poll(application: App) -> None:
    """Fetch and handle updates until cancelled; those being handled are finished first, the others come again.

    Raises SettingsError if Telegram does not know the token.
    """
    bot: Bot = application.bot
    hand = _Hand(application)

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
        await hand.finish()


@dataclass
class _Hand:
    """The updates that were fetched and are not confirmed: one person's handled in order, people's side by side.

    offset: the id below which all are confirmed; None before the first.
    """

    application: App
    offset: int | None = None
    tasks: dict[int, "asyncio.Task[None]"] = field(default_factory=dict)
    _done: set[int] = field(default_factory=set)
    _last: dict[int | None, "asyncio.Task[None]"] = field(default_factory=dict)
    _stopping: bool = False

    def take(self, update: Update) -> None:
        """Handle an update after those of the same person, unless it is or was in hand."""
        number, whose = update.update_id, _sender(update)
        if number in self.tasks or number in self._done:
            return
        task = asyncio.create_task(self._handle(update, self._last.get(whose)))
        self.tasks[number] = self._last[whose] = task

    def confirm(self) -> None:
        """Move the offset up to the first update that is still in hand."""
        for number in [number for number, task in self.tasks.items() if task.done()]:
            del self.tasks[number]
            self._done.add(number)
        self._last = {whose: task for whose, task in self._last.items() if not task.done()}
        if self.tasks or self._done:  # after a quiet week, numbers may begin anew below those of before
            self.offset = min(self.tasks) if self.tasks else max(self._done) + 1
            self._done = {number for number in self._done if number >= self.offset}

    async def finish(self) -> None:
        """Let those finish that are being handled, and begin no other."""
        self._stopping = True
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)

    async def _handle(self, update: Update, before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await asyncio.wait({before})
        if self._stopping:
            return
        try:
            await self.application.process_update(update)
        except Exception as error:  # a fault of ours: fetched again and again, it would let no other be confirmed
            where = "".join(traceback.format_tb(error.__traceback__))  # without the message, which may quote a reply
            log.error("Update %s does not count: %s\n%s", update.update_id, type(error).__name__, where)


def _sender(update: Update) -> int | None:
    """Whose an update is: the person's who sent it, or where nobody did, the chat's."""
    found = update.effective_user or update.effective_chat
    return found.id if found is not None else None
