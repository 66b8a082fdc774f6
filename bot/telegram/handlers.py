"""Handlers: an update from a private chat becomes a person's action; the answer is sent from the records."""

import asyncio
import logging
import traceback
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.actions import (
    COMMANDS,
    Action,
    Chosen,
    Command,
    CommandName,
    Document,
    Edited,
    Person,
    Said,
    Unreadable,
    action_of,
)
from bot.delivery import now
from bot.practice import Practice
from bot.publishing import LARGEST
from bot.recollection import lang_of
from bot.telegram.deliveries import Deliveries
from bot.telegram.metrics import Metrics, Result
from bot.telegram.retrying import seconds_after
from bot.telegram.sending import COACH
from bot.telegram.updates import kind_of
from bot.texts import texts
from state.content.terms import Lang
from state.records.errors import RecordsUnavailable

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE

PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
TRIES = 4  # of saying something at once, over seven seconds unless Telegram asks for more
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trainee:
    """What a trainee can do. What is said in groups is nobody's action."""

    practice: Practice
    deliveries: Deliveries
    metrics: Metrics = field(default_factory=Metrics)

    def enter(self, application: App) -> None:
        """Let an application call these handlers."""
        said = MessageHandler(PRIVATE & filters.TEXT, self.say)
        changed = MessageHandler(
            filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE & filters.TEXT, self.change
        )
        file = MessageHandler(PRIVATE & filters.Document.ALL, self.send_file)
        other = MessageHandler(PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, self.send_something)
        commands = [CommandHandler(name, partial(self.command, name), PRIVATE) for name in COMMANDS]
        membership = ChatMemberHandler(self.come_or_go, ChatMemberHandler.MY_CHAT_MEMBER)
        application.add_handlers([*commands, said, changed, file, other, CallbackQueryHandler(self.press), membership])

    async def command(self, name: CommandName, update: Update, context: Context) -> None:
        """Take a command with its argument."""
        await self._act(update, context, Command(name, " ".join(context.args or [])))

    async def say(self, update: Update, context: Context) -> None:
        """Take free text. A command that is none of ours asks for help."""
        assert update.effective_message is not None
        action = action_of(update.effective_message.text or "")
        if isinstance(action, Said):
            action = replace(action, message=update.effective_message.message_id)
        if action is not None:
            await self._act(update, context, action)

    async def change(self, update: Update, context: Context) -> None:
        """Take free text that was changed after it had been sent."""
        message = update.effective_message
        assert message is not None
        await self._act(update, context, Edited((message.text or "").strip(), message.message_id))

    async def send_file(self, update: Update, context: Context) -> None:
        """Take a file: from an admin it is content, from anybody else no text."""
        assert update.effective_message is not None
        assert update.effective_chat is not None
        document = update.effective_message.document
        person = person_of(update, self.practice.settings.practice.lang)
        if document is None or not await self._is_admin(person):
            await self.send_something(update, context)
            return
        data: bytes | None = None
        if (document.file_size or 0) <= LARGEST:
            try:
                file = await document.get_file()
                data = bytes(await file.download_as_bytearray())
            except TelegramError as error:
                log.error("The file of update %s did not come: %s", update.update_id, type(error).__name__)
                await self._tell(context, person, "error-file")
                return
        await self._act(update, context, Document(document.file_name or "", data))

    async def send_something(self, update: Update, context: Context) -> None:
        """Take a sticker, a picture, a voice message or whatever else is no text."""
        await self._act(update, context, Unreadable())

    async def press(self, update: Update, context: Context) -> None:
        """Take a button."""
        query = update.callback_query
        assert query is not None
        chat = update.effective_chat
        if chat is None or chat.type != chat.PRIVATE or query.data is None:
            await self._answer(update)
        else:
            pressed = Chosen(query.data, query.message.message_id if query.message is not None else None)
            await asyncio.gather(self._answer(update), self._act(update, context, pressed))

    async def come_or_go(self, update: Update, context: Context) -> None:
        """Take it that a person has blocked the bot, or no longer does."""
        change = update.my_chat_member
        assert change is not None
        if change.chat.type != change.chat.PRIVATE:
            return
        gone = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
        user_id = f"telegram:{change.from_user.id}"
        note = self.practice.lose if gone else self.practice.find_again
        try:
            await asyncio.to_thread(note, user_id, now(), update.update_id)
        except RecordsUnavailable as error:  # it will show when something is sent, or when the person is heard
            log.error("Update %s does not count: %s", update.update_id, error)
        self.deliveries.wake(user_id)

    async def _is_admin(self, person: Person) -> bool:
        try:
            return await asyncio.to_thread(self.practice.role, person) == "admin"
        except RecordsUnavailable:
            return False  # who will be told so when the file is taken for something else

    async def _answer(self, update: Update) -> None:
        """Let the button stop looking pressed; a query can be too old for that."""
        assert update.callback_query is not None
        try:
            await update.callback_query.answer()
        except TelegramError as error:
            log.info("Button of update %s was not answered: %s", update.update_id, type(error).__name__)

    async def _act(self, update: Update, context: Context, action: Action) -> None:
        """Carry out an action. One that cannot be is told of at once, for then the records hold nothing to send."""
        person = person_of(update, self.practice.settings.practice.lang)
        result: Result
        try:
            done = await asyncio.to_thread(self.practice.handle, person, action, now(), update.update_id)
            result = "repeated" if done.repeated else "taken"
            if done.farewell:
                await self._say(context, person, done.farewell)
        except RecordsUnavailable as error:
            result = "records"
            log.error("Update %s does not count: %s", update.update_id, error)
            await self._tell(context, person, "error-records")
        except Exception as error:  # a fault of ours must not keep the next update from being heard
            result = "fault"
            where = "".join(traceback.format_tb(error.__traceback__))  # without the message, which may quote a reply
            log.error("Update %s does not count: %s\n%s", update.update_id, type(error).__name__, where)
            await self._tell(context, person, "error-internal")
        self.metrics.acted(kind_of(update), result)
        self.deliveries.wake(person.id)

    async def _tell(self, context: Context, person: Person, key: str) -> None:
        lang = person.lang
        try:
            known = await asyncio.to_thread(lang_of, self.practice, person.id)
            lang = known or lang
        except RecordsUnavailable:
            log.info("The language of %s is not known now.", person.id)
        await self._say(context, person, texts(lang)(key))

    async def _say(self, context: Context, person: Person, text: str) -> None:
        """Say at once what does not wait in the records; it is tried a few times, and then given up."""
        assert person.chat_id is not None
        for failures in range(TRIES):
            try:
                await context.bot.send_message(person.chat_id, COACH + text)
            except (BadRequest, Forbidden) as error:
                log.error("%s could not be told: %s", person.id, type(error).__name__)
                return
            except TelegramError as error:
                log.error("%s could not be told: %s", person.id, type(error).__name__)
                await asyncio.sleep(seconds_after(error, failures) if failures + 1 < TRIES else 0)
            else:
                return


def person_of(update: Update, lang: Lang) -> Person:
    """Who sent an update from a private chat. lang: for people whose app speaks neither Chinese nor English."""
    user, chat = update.effective_user, update.effective_chat
    assert user is not None
    assert chat is not None
    spoken = (user.language_code or "").lower()
    if spoken.startswith(("zh", "en")):
        lang = "zh" if spoken.startswith("zh") else "en"
    bot = update.get_bot().username
    own = f"telegram:{user.id}"
    return Person(id=own, channel="telegram", name=user.first_name, lang=lang, chat_id=chat.id, bot=bot)
