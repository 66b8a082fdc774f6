"""Menu: the button beside the field in which a coach types opens the desk, where it is served over HTTPS.

What was set is kept in the records, so that nobody's is set anew at each start. Others have the list of commands.
"""

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot, MenuButton, MenuButtonCommands, MenuButtonWebApp, WebAppInfo
from telegram.error import TelegramError

from bot.access import named, role_of
from bot.chores import is_ours
from bot.delivery import now
from bot.practice import Practice
from bot.texts import texts
from state.records.errors import RecordsUnavailable
from state.records.tables import User

HOUR = timedelta(hours=1)  # between two looks for roles that were given or taken elsewhere, as with `duilian users`
log = logging.getLogger(__name__)


@dataclass
class Menus:
    """Sets menu buttons. What Telegram does not take is tried again when the person is heard of, or within the hour.

    turns: by id, so that nobody's is set twice at once.
    """

    bot: Bot
    practice: Practice
    _turns: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def keep(self, worker: str) -> None:
        """See to everybody's button until cancelled; of several workers one does it each hour."""
        while True:
            try:
                ours = await is_ours(self.practice.records, "menus", worker, now() - HOUR)
                for user_id in await asyncio.to_thread(self._everybody) if ours else ():
                    await self._see_to(user_id)
            except RecordsUnavailable as error:
                log.info("Menu buttons are looked at again in an hour: %s", error)
            await asyncio.sleep(HOUR.total_seconds())

    async def one(self, user_id: str) -> None:
        """See to one person's button, whose role or language may have changed."""
        try:
            await self._see_to(user_id)
        except RecordsUnavailable:
            return  # within an hour it is looked at again

    async def _see_to(self, user_id: str) -> None:
        """Set a button that is not as it should be."""
        async with self._turns[user_id]:
            user = await asyncio.to_thread(self._user, user_id)
            if user is not None:
                await self._set(user)

    async def _set(self, user: User) -> None:
        wanted, chat = self._wanted(user), user.chat_id
        if chat is None or wanted == user.menu:
            return
        try:
            await self.bot.set_chat_menu_button(chat, _button(wanted))
        except TelegramError as error:
            log.info("The menu button of %s was not set: %s", user.id, type(error).__name__)
        else:
            await asyncio.to_thread(self._note, user.id, wanted)

    def _wanted(self, user: User) -> str:
        """What the button should open, as `User.menu` has it."""
        settings = self.practice.settings
        is_staff = role_of(settings.access, user.id, user.role) != "trainee"
        return f"{user.lang} {settings.desk.url}/app" if is_staff and settings.desk.url.startswith("https:") else ""

    def _everybody(self) -> list[str]:
        with self.practice.records.unit() as unit:
            return [user.id for user in unit.with_menu(named(self.practice.settings.access))]

    def _user(self, user_id: str) -> User | None:
        with self.practice.records.unit() as unit:
            return unit.user(user_id)

    def _note(self, user_id: str, menu: str) -> None:
        with self.practice.records.unit() as unit:
            unit.note_menu(user_id, menu)


def _button(menu: str) -> MenuButton:
    if not menu:
        return MenuButtonCommands()
    lang, _, address = menu.partition(" ")
    return MenuButtonWebApp(texts("zh" if lang == "zh" else "en")("desk-button"), WebAppInfo(address))
