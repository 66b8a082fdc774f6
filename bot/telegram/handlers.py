"""Handlers: an update from a private chat becomes a person's action; the answer is sent from the records."""

import asyncio
import logging
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property, partial
from typing import Any

from telegram import Message, Update, Voice
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.actions import COMMANDS, Action, Chosen, Command, CommandName, Document, Person, Said, Unreadable, action_of
from bot.cleaning import cleaned
from bot.delivery import now
from bot.hearing import LARGEST as LOUDEST
from bot.hearing import Ear, NotHeard
from bot.practice import Practice
from bot.publishing import LARGEST
from bot.recollection import lang_heard, lang_of
from bot.telegram.deliveries import Deliveries
from bot.telegram.groups import Groups
from bot.telegram.kinds import kind_of
from bot.telegram.lately import Lately
from bot.telegram.people import lang_of_app, person_of
from bot.telegram.sending import COACH
from bot.texts import texts
from state.records.errors import RecordsUnavailable

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE

BORROWED = filters.FORWARDED | (filters.VIA_BOT & filters.TEXT)
"""Words that are not the sender's own."""
NOTICED_IN = 3.0
"""Seconds that a pressed button waits for what may be shown over it; then it is let go without."""
PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trainee:
    """What a trainee can do. Edited messages, and what is said in groups, are nobody's action."""

    practice: Practice
    deliveries: Deliveries
    lately: Lately = field(default_factory=Lately)

    @cached_property
    def ear(self) -> Ear:
        """What voice messages are heard with, if anything."""
        return Ear(self.practice.settings.speech)

    def enter(self, application: App) -> None:
        """Let an application call these handlers."""
        said = MessageHandler(PRIVATE & filters.TEXT, self.say)
        file = MessageHandler(PRIVATE & filters.Document.ALL & ~filters.ANIMATION, self.send_file)
        borrowed = MessageHandler(PRIVATE & BORROWED, self.send_something)
        voice = MessageHandler(PRIVATE & filters.VOICE, self.send_voice)
        other = MessageHandler(PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, self.send_something)
        commands = [CommandHandler(name, partial(self.command, name), PRIVATE) for name in COMMANDS]
        joined = filters.COMMAND | filters.StatusUpdate.NEW_CHAT_MEMBERS
        in_groups = filters.UpdateType.MESSAGE & filters.ChatType.GROUPS & joined
        group = MessageHandler(in_groups, Groups(self.practice.settings.practice.lang).greet)
        application.add_handlers([file, borrowed, *commands, said, voice, other, group])  # the first that fits
        application.add_handler(CallbackQueryHandler(self.press))

    async def command(self, name: CommandName, update: Update, context: Context) -> None:
        """Take a command with its argument."""
        await self._act(update, context, Command(name, cleaned(" ".join(context.args or []))))

    async def say(self, update: Update, context: Context) -> None:
        """Take free text. A command that is none of ours asks for help."""
        message = update.effective_message
        assert message is not None
        text, longest = message.text or "", self.practice.settings.practice.longest_reply
        if not self.lately.continues(message.chat_id, text, message.date, longest):  # which has been answered
            await self._act(update, context, action_of(text) or Unreadable("blank"))

    async def send_file(self, update: Update, context: Context) -> None:
        """Take a file: from an admin it is content, from anybody else no text."""
        assert update.effective_message is not None
        assert update.effective_chat is not None
        document = update.effective_message.document
        if document is None or update.effective_chat.id not in self.practice.settings.access.admins:
            await self.send_something(update, context)
            return
        data: bytes | None = None
        if (document.file_size or 0) <= LARGEST:
            try:
                file = await document.get_file()
                data = bytes(await file.download_as_bytearray())
            except TelegramError as error:
                log.error("The file of update %s did not come: %s", update.update_id, type(error).__name__)
                await self._tell(context, person_of(update, self.practice.settings.practice.lang), "error-file")
                return
        await self._act(update, context, Document(cleaned(document.file_name or ""), data))

    async def send_something(self, update: Update, context: Context) -> None:
        """Take a sticker, a picture or whatever else is no text of the sender's own. What stands under it is one."""
        message = update.effective_message
        assert message is not None
        kind, written = kind_of(message), action_of(message.caption or "")
        is_shown = self.lately.is_shown(message.chat_id, message.media_group_id)
        if kind == "forwarded" or written is None:
            if not is_shown:  # an album comes picture by picture
                await self._act(update, context, Unreadable(kind))
        else:
            said = replace(written, beside=kind) if isinstance(written, Said) else written
            await self._act(update, context, said)

    async def send_voice(self, update: Update, context: Context) -> None:
        """Take a voice message. It is heard where there is something to hear it with."""
        message = update.effective_message
        assert message is not None
        assert message.voice is not None
        settings = self.practice.settings.speech
        if not settings.url or message.caption:
            await self.send_something(update, context)
        elif _seconds(message.voice) > settings.longest or (message.voice.file_size or 0) > LOUDEST:
            await self._act(update, context, Unreadable("long-voice"))
        else:
            await self._act(update, context, await self._heard(update, message, message.voice))

    async def _heard(self, update: Update, message: Message, voice: Voice) -> Said | Unreadable:
        """What a voice message says. The sender's next messages wait for it, and no longer than the time set."""
        person = person_of(update, self.practice.settings.practice.lang)
        try:
            async with asyncio.timeout(self.practice.settings.speech.timeout):
                with suppress(TelegramError):
                    await message.chat.send_action(ChatAction.TYPING)
                file = await voice.get_file()
                sound = bytes(await file.download_as_bytearray())
                lang = await asyncio.to_thread(lang_heard, self.practice, person.id)
                found = await self.ear.hear(sound, lang or person.lang)
        except (NotHeard, TelegramError, RecordsUnavailable, TimeoutError) as error:
            why = str(error) if isinstance(error, NotHeard) else type(error).__name__
            log.warning("The voice of update %s was not heard: %s", update.update_id, why)
            return Unreadable("unheard")
        return Said(found.text, seconds=found.seconds or _seconds(voice))

    async def press(self, update: Update, context: Context) -> None:
        """Take a button."""
        query = update.callback_query
        assert query is not None
        chat = update.effective_chat
        if chat is not None and chat.type != chat.PRIVATE:
            say = texts(lang_of_app(query.from_user, self.practice.settings.practice.lang))
            await self._answer(update, say("group-button"), alert=True)
            return
        if chat is None or query.data is None:
            await self._answer(update)
            return
        shown = query.message.text if isinstance(query.message, Message) else None
        button = (query.message and query.message.message_id, shown, query.data)
        if self.lately.is_pressed_again(chat.id, button, time.monotonic()):
            await self._answer(update)
            return
        acting = asyncio.create_task(self._act(update, context, Chosen(cleaned(query.data))))
        await asyncio.wait({acting}, timeout=NOTICED_IN)
        await asyncio.gather(self._answer(update, (acting.result() or "") if acting.done() else ""), acting)
        if acting.result() is not None:
            self.lately.press(chat.id, button, time.monotonic())

    async def _answer(self, update: Update, notice: str = "", *, alert: bool = False) -> None:
        """Let the button stop looking pressed; a query can be too old for that.

        notice: what is shown for a moment; with `alert`, until it is put away.
        """
        assert update.callback_query is not None
        try:
            await update.callback_query.answer(notice or None, show_alert=alert or None)
        except TelegramError as error:
            log.info("Button of update %s was not answered: %s", update.update_id, type(error).__name__)

    async def _act(self, update: Update, context: Context, action: Action) -> str | None:
        """Carry out an action. One that cannot be is told of at once, for then the records hold nothing to send.

        Returns what is to be shown over a pressed button, '' for nothing; None if it could not be carried out.
        """
        person, notice = person_of(update, self.practice.settings.practice.lang), None
        try:
            notice = await asyncio.to_thread(self.practice.handle, person, action, now(), update.update_id)
        except RecordsUnavailable as error:
            log.error("Update %s does not count: %s", update.update_id, error)
            await self._tell(context, person, "error-records")
        except Exception as error:  # a fault of ours must not keep the next update from being heard
            where = "".join(traceback.format_tb(error.__traceback__))  # without the message, which may quote a reply
            log.error("Update %s does not count: %s\n%s", update.update_id, type(error).__name__, where)
            await self._tell(context, person, "error-internal")
        self.deliveries.wake(person.id)
        return notice

    async def _tell(self, context: Context, person: Person, key: str) -> None:
        lang = person.lang
        try:
            known = await asyncio.to_thread(lang_of, self.practice, person.id)
            lang = known or lang
        except RecordsUnavailable:
            log.info("The language of %s is not known now.", person.id)
        assert person.chat_id is not None
        try:
            await context.bot.send_message(person.chat_id, COACH + texts(lang)(key))
        except TelegramError as error:
            log.error("%s could not be told: %s", person.id, type(error).__name__)


def _seconds(voice: Voice) -> float:
    length = voice.duration
    return length.total_seconds() if isinstance(length, timedelta) else float(length)
