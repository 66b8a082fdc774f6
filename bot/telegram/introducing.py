"""Introducing: which commands, and which menu button, a person's app offers, by their language and their role."""

import asyncio
import logging
from dataclasses import dataclass, field
from functools import cached_property, partial

from telegram import Bot, BotCommandScopeChat
from telegram.error import TelegramError

from bot.actions import COMMANDS, STAFF, CommandName, Person
from bot.practice import Practice
from bot.recollection import lang_of
from bot.telegram.menu import Menus
from bot.telegram.retrying import insist
from bot.texts import texts
from state.content.terms import Lang
from state.records.errors import RecordsUnavailable
from state.records.tables import Role

PRACTICE: tuple[CommandName, ...] = tuple(name for name in COMMANDS if name not in ("start", *STAFF))
OFFERED: dict[Role, tuple[CommandName, ...]] = {
    "trainee": PRACTICE,
    "coach": (*(name for name in STAFF if name != "scenarios"), *PRACTICE),
    "admin": (*STAFF, *PRACTICE),
}
"""In the order of the app's list, which shows few at a time: what only some may do comes first for them."""
log = logging.getLogger(__name__)


@dataclass
class Introductions:
    """What apps offer: to everybody the trainee's commands in the app's language, unless a chat is told otherwise."""

    bot: Bot
    practice: Practice
    _told: dict[int, tuple[Role, Lang]] = field(default_factory=dict)

    @cached_property
    def menus(self) -> Menus:
        """What sets the buttons that open the desk."""
        return Menus(self.bot, self.practice)

    async def everybody(self) -> None:
        """Say what the bot is and what is offered, however long it takes. Other apps get the settings' language."""
        default = self.practice.settings.practice.lang
        languages: tuple[tuple[str | None, Lang], ...] = ((None, default), ("zh", "zh"), ("en", "en"))
        for code, lang in languages:
            offered = _offered("trainee", lang)
            await insist("setMyCommands", partial(self.bot.set_my_commands, offered, language_code=code))
            say, bot = texts(lang), self.bot
            about, description = say("bot-about"), say("bot-description")
            await insist("setMyDescription", partial(bot.set_my_description, description, language_code=code))
            await insist("setMyShortDescription", partial(bot.set_my_short_description, about, language_code=code))

    async def one(self, person: Person) -> None:
        """Set what is offered in a chat whose person acts in another role, or in another language than the app's.

        What Telegram does not take is left as it was until the next time.
        """
        assert person.chat_id is not None
        await self.menus.one(person.id)
        try:
            role = await asyncio.to_thread(self.practice.role, person)
            lang = await asyncio.to_thread(lang_of, self.practice, person.id)
        except RecordsUnavailable:
            return
        wanted = (role, lang or person.lang)
        if self._told.get(person.chat_id, ("trainee", person.lang)) == wanted:
            return
        try:
            await self.bot.set_my_commands(_offered(*wanted), scope=BotCommandScopeChat(person.chat_id))
        except TelegramError as error:
            log.info("The commands of %s were not set: %s", person.id, type(error).__name__)
        else:
            self._told[person.chat_id] = wanted


def _offered(role: Role, lang: Lang) -> list[tuple[str, str]]:
    return [(name, texts(lang)(f"command-{name}")) for name in OFFERED[role]]
