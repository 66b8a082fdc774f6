"""Groups: the bot practises with one person at a time, so in a group it says where, and is silent otherwise."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.telegram.people import lang_of_app
from bot.texts import texts
from state.content.terms import Lang

AGAIN = 3600.0
"""Seconds for which a group is not told again."""
log = logging.getLogger(__name__)


@dataclass
class Groups:
    """Tells a group that added the bot, or spoke to it by name, where to find it. lang: where the app's is neither.

    When a group was told is kept in memory alone: an update is confirmed once it is handled, so that a restart repeats
    the last one at most.
    """

    lang: Lang
    clock: Callable[[], float] = time.monotonic
    _told: dict[int, float] = field(default_factory=dict)

    async def greet(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take a command or the news of new members."""
        message, at = update.effective_message, self.clock()
        if message is None or not _is_meant(message, context.bot.id, context.bot.username):
            return
        if at - self._told.get(message.chat_id, at - AGAIN) < AGAIN:
            return
        self._told[message.chat_id] = at  # before it is sent: others may be writing at the same time
        say = texts(lang_of_app(update.effective_user, self.lang))
        button = InlineKeyboardButton(say("group-open"), url=f"https://t.me/{context.bot.username}")
        try:
            await message.chat.send_message(say("group-hello"), reply_markup=InlineKeyboardMarkup([[button]]))
        except TelegramError as error:  # it may not write there
            log.info("Group of update %s was not told: %s", update.update_id, type(error).__name__)


def _is_meant(message: Message, bot: int, username: str) -> bool:
    """Whether a message adds the bot to a group, or begins with a command that names it."""
    if any(user.id == bot for user in message.new_chat_members or ()):
        return True
    commands = message.parse_entities([MessageEntity.BOT_COMMAND])
    first = next((text for entity, text in commands.items() if entity.offset == 0), "")
    return first.lower().endswith(f"@{username.lower()}")
