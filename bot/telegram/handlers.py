"""Handlers: an update from a private chat becomes a person's action; the answer is sent from the records."""

import asyncio
import logging
import time
import traceback
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
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
    Done,
    Edited,
    Person,
    Said,
    Unreadable,
    action_of,
)
from bot.cleaning import cleaned
from bot.delivery import now
from bot.hearing import Ear
from bot.practice import Practice
from bot.publishing import is_content, largest
from bot.telegram.deliveries import Deliveries
from bot.telegram.groups import Groups
from bot.telegram.introducing import Introductions
from bot.telegram.kinds import kind_of
from bot.telegram.lately import Lately
from bot.telegram.metrics import Metrics, Result
from bot.telegram.people import lang_of_app, person_of
from bot.telegram.retrying import carry_out
from bot.telegram.telling import say_at_once, tell
from bot.telegram.updates import named
from bot.telegram.voices import heard, too_much
from bot.texts import texts
from state.records.errors import RecordsUnavailable

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE

BORROWED = filters.FORWARDED | (filters.VIA_BOT & filters.TEXT)
"""Words that are not the sender's own."""
NOTICED_IN = 3.0
"""Seconds that a pressed button waits for what may be shown over it; then it is let go without."""
PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
CHANGED = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trainee:
    """What a trainee can do. What is said in groups is nobody's action."""

    practice: Practice
    deliveries: Deliveries
    introductions: Introductions
    metrics: Metrics = field(default_factory=Metrics)
    lately: Lately = field(default_factory=Lately)

    @cached_property
    def ear(self) -> Ear:
        """What voice messages are heard with, if anything."""
        return Ear(self.practice.settings.speech)

    def enter(self, application: App) -> None:
        """Let an application call these handlers."""
        said = MessageHandler(PRIVATE & filters.TEXT, self.say)
        changed = MessageHandler(CHANGED & (filters.TEXT | filters.CAPTION), self.change)
        file = MessageHandler(PRIVATE & filters.Document.ALL & ~filters.ANIMATION, self.send_file)
        borrowed = MessageHandler(PRIVATE & BORROWED, self.send_something)
        voice = MessageHandler(PRIVATE & filters.VOICE, self.send_voice)
        other = MessageHandler(PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, self.send_something)
        commands = [CommandHandler(name, partial(self.command, name), PRIVATE) for name in COMMANDS]
        joined = filters.COMMAND | filters.StatusUpdate.NEW_CHAT_MEMBERS
        in_groups = filters.UpdateType.MESSAGE & filters.ChatType.GROUPS & joined
        group = MessageHandler(in_groups, Groups(self.practice.settings.practice.lang).greet)
        membership = ChatMemberHandler(self.come_or_go, ChatMemberHandler.MY_CHAT_MEMBER)
        # Of these the first that fits takes a message.
        application.add_handlers([file, borrowed, *commands, said, changed, voice, other, group])
        application.add_handlers([CallbackQueryHandler(self.press), membership])

    async def command(self, name: CommandName, update: Update, context: Context) -> None:
        """Take a command with its argument."""
        await self._act(update, context, Command(name, cleaned(" ".join(context.args or []))))

    async def say(self, update: Update, context: Context) -> None:
        """Take free text. A command that is none of ours asks for help."""
        message = update.effective_message
        assert message is not None
        text, longest = message.text or "", self.practice.settings.practice.longest_reply
        if self.lately.continues(message.chat_id, text, message.date, longest):  # which has been answered
            return
        action = action_of(text) or Unreadable("blank")
        await self._act(update, context, _from(message, action) if isinstance(action, Said) else action)

    async def change(self, update: Update, context: Context) -> None:
        """Take free text that was changed after it had been sent. Made empty or a command, it leaves what was."""
        message = update.effective_message
        assert message is not None
        text = cleaned(message.text or message.caption or "")
        if text and not text.startswith("/"):
            await self._act(update, context, Edited(text, message.message_id))

    async def send_file(self, update: Update, context: Context) -> None:
        """Take a file: from an admin it is content, from anybody else no text."""
        assert update.effective_message is not None
        document, person = update.effective_message.document, self._person(update)
        if document is None or not await self._is_admin(person):
            await self.send_something(update, context)
            return
        data: bytes | None = None
        if is_content(document.file_name or "") and (document.file_size or 0) <= largest(self.practice.settings.limits):
            try:
                file = await document.get_file()
                data = bytes(await file.download_as_bytearray())
            except TelegramError as error:
                log.error("The file of update %s did not come: %s", update.update_id, type(error).__name__)
                await tell(context.bot, self.practice, person, "error-file")
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
            said = replace(_from(message, written), beside=kind) if isinstance(written, Said) else written
            await self._act(update, context, said)

    async def send_voice(self, update: Update, context: Context) -> None:
        """Take a voice message. It is heard where there is something to hear it with."""
        message, settings = update.effective_message, self.practice.settings.speech
        assert message is not None
        assert message.voice is not None
        if not settings.url or message.caption:
            await self.send_something(update, context)
        elif too_much(message.voice, settings.longest):
            await self._act(update, context, Unreadable("long-voice"))
        else:
            said = await heard(message, message.voice, self._person(update), self.practice, self.ear)
            await self._act(update, context, _from(message, said) if isinstance(said, Said) else said)

    async def press(self, update: Update, context: Context) -> None:
        """Take a button."""
        query, chat = update.callback_query, update.effective_chat
        assert query is not None
        if chat is not None and chat.type != chat.PRIVATE:
            say = texts(lang_of_app(query.from_user, self.practice.settings.practice.lang))
            await self._answer(update, say("group-button"), alert=True)
            return
        if chat is None or query.data is None:
            await self._answer(update)
            return
        under = query.message.message_id if query.message is not None else None
        seen = query.message if isinstance(query.message, Message) else None
        # What is shown belongs to it: a tick that is taken off again is another press.
        button = (under, seen and seen.text, seen and seen.reply_markup, query.data)
        if self.lately.is_pressed_again(chat.id, button, time.monotonic()):
            await self._answer(update)
            return
        acting = asyncio.create_task(self._act(update, context, Chosen(cleaned(query.data), under)))
        await asyncio.wait({acting}, timeout=NOTICED_IN)
        done = acting.result() if acting.done() else None
        await asyncio.gather(self._answer(update, done.notice if done is not None else ""), acting)
        if acting.result() is not None:
            self.lately.press(chat.id, button, time.monotonic())

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
            self.metrics.away(error)
            log.error("Update %s does not count: %s", update.update_id, error)
        self.deliveries.wake(user_id)

    def _person(self, update: Update) -> Person:
        return person_of(update, self.practice.settings.practice.lang)

    async def _is_admin(self, person: Person) -> bool:
        try:
            return await asyncio.to_thread(self.practice.role, person) == "admin"
        except RecordsUnavailable:
            return False  # who will be told so when the file is taken for something else

    async def _answer(self, update: Update, notice: str = "", *, alert: bool = False) -> None:
        """Let the button stop looking pressed; a query can be too old for that.

        notice: what is shown for a moment; with `alert`, until it is put away.
        """
        assert update.callback_query is not None
        try:
            await update.callback_query.answer(notice or None, show_alert=alert or None)
        except TelegramError as error:
            log.info("Button of update %s was not answered: %s", update.update_id, type(error).__name__)

    async def _act(self, update: Update, context: Context, action: Action) -> Done | None:
        """Carry out an action. One that cannot be is told of at once, for then the records hold nothing to send.

        Returns None if it could not be.
        """
        person = self._person(update)
        done: Done | None = None
        result: Result
        try:
            done = await carry_out(self.practice, person, action, update.update_id)
            result = "repeated" if done.repeated else "taken"
            if done.farewell:
                await say_at_once(context.bot, person, done.farewell)
        except RecordsUnavailable as error:
            result = "records"
            self.metrics.away(error)
            log.error("Update %s does not count: %s", update.update_id, error)
            await tell(context.bot, self.practice, person, "error-records")
        except Exception as error:  # a fault of ours must not keep the next update from being heard
            result = "fault"
            where = "".join(traceback.format_tb(error.__traceback__))  # without the message, which may quote a reply
            log.error("Update %s does not count: %s\n%s", update.update_id, type(error).__name__, where)
            await tell(context.bot, self.practice, person, "error-internal")
        self.metrics.acted(named(update), result)
        self.deliveries.wake(person.id, person.chat_id)
        if done is not None and _may_change_commands(action):
            await self.introductions.one(person)
        return done


def _may_change_commands(action: Action) -> bool:
    """Whether what an app offers may be another after this: the language or the role, or whoever asks was made one."""
    if isinstance(action, Chosen):
        return action.data.startswith("lang/")
    return isinstance(action, Command) and action.name in ("start", "help", "language")


def _from(message: Message, said: Said) -> Said:
    to = message.reply_to_message
    return replace(said, message=message.message_id, to=to.message_id if to is not None else None)
