"""Sending: a waiting message becomes one or more messages in a Telegram chat, with its buttons under the last."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.cards import NoCard, recall
from bot.certificate import NAME as CERTIFICATE
from bot.certificate import NoCertificate, certificate_of
from bot.delivery import RECORDS_RETRY, Refused, TryLater, Unreachable, now
from bot.mydata import NAME, kept
from bot.stage import Stage
from bot.telegram.pacing import Pacer
from bot.telegram.retrying import seconds_after
from state.records.errors import RecordsUnavailable
from state.records.records import Records
from state.records.tables import Outgoing

LONGEST, CAPTION = 4096, 1024  # of a message and below a picture, in UTF-16 code units, as Telegram counts
COACH, CUSTOMER = "🎓 ", "👤 "  # tell the two voices apart
GONE = ("chat not found", "user not found", "user is deactivated", "input_user_deactivated", "peer_id_invalid")
"""What Telegram says of a chat that there is no more; where the bot was blocked, it forbids."""
LARGEST = 50_000_000  # bytes of a file; a talk has some 50,000
UPLOAD = 120  # seconds that such a file has to leave
log = logging.getLogger(__name__)


@dataclass
class Sender:
    """Sends one person's messages: the channel of an `Outbox`. pacer: the bot's own."""

    bot: Bot
    pacer: Pacer
    records: Records
    stage: Stage
    user_id: str
    _chat: int | None = None
    _sent: tuple[int, int] = (0, 0)

    async def ready(self, message: Outgoing) -> bool:
        """Wait for the chat's turn; True if that took time."""
        try:
            return await self.pacer.turn(await self._chat_id())
        except (Refused, RecordsUnavailable):  # which sending will tell of
            return False

    async def show_typing(self, message: Outgoing) -> None:
        """Show that the customer is typing. Whether that is seen or not, the message itself will come."""
        try:
            await self.bot.send_chat_action(await self._chat_id(), ChatAction.TYPING)
        except (Refused, RecordsUnavailable, TelegramError) as error:
            log.debug("Typing was not shown to %s: %s", self.user_id, type(error).__name__)

    async def send(self, message: Outgoing) -> int | None:
        """Send a message and return the id of its last part. Raises TryLater, Refused or Unreachable."""
        try:
            send = self._ways.get(message.format, self._send)
            return await send(message, await self._chat_id())
        except RecordsUnavailable as error:
            raise TryLater(RECORDS_RETRY, error.reason) from error
        except Forbidden as error:
            raise Unreachable(error.message) from error
        except BadRequest as error:
            if _is_gone(error):
                raise Unreachable(error.message) from error
            log.error("Telegram refused message %s to %s: %s", message.id, self.user_id, error.message)
            raise Refused(error.message) from error
        except TelegramError as error:
            raise TryLater(seconds_after(error, message.attempts), type(error).__name__) from error

    @property
    def _ways(self) -> dict[str, Callable[[Outgoing, int], Awaitable[int | None]]]:
        return {"picture": self._send_picture, "file": self._send_file, "certificate": self._send_certificate}

    async def _send(self, message: Outgoing, chat: int) -> int | None:
        mark = COACH if message.voice == "coach" else CUSTOMER
        first, *others = pieces(shown(message), LONGEST - units(mark))
        parts = [first, *(mark + part for part in others)]
        if message.replaces is not None and len(parts) == 1 and await self._put_in_place(message, chat, parts[0]):
            return message.replaces
        # Of a long message whose sending broke off, the parts that arrived are not sent again.
        done = self._sent[1] if self._sent[0] == message.id else 0
        message_id = None
        for number, part in list(enumerate(parts, start=1))[done:]:
            buttons = keyboard(message.buttons or []) if number == len(parts) else None
            message_id = (await self.bot.send_message(chat, part, reply_markup=buttons)).message_id
            self._sent = (message.id, number)
        self._sent = (0, 0)  # the number may come again, once all that is kept of the person was removed
        return message_id

    async def _put_in_place(self, message: Outgoing, chat: int, text: str) -> bool:
        """Change the message whose button was pressed. False: it is gone, or too old to be changed."""
        buttons = keyboard(message.buttons or [])
        try:
            await self.bot.edit_message_text(text, chat, message.replaces, reply_markup=buttons)
        except BadRequest as error:
            return "not modified" in error.message  # it says this already
        return True

    async def _send_picture(self, message: Outgoing, chat: int) -> int | None:
        drawn, caption = await asyncio.to_thread(self._draw, message), shown(message)
        try:
            if drawn is not None and units(caption) <= CAPTION:
                buttons = keyboard(message.buttons or [])
                photo = await self.bot.send_photo(
                    chat, drawn, caption=caption, filename="duilian.png", reply_markup=buttons
                )
                return photo.message_id
            if drawn is not None and self._sent[0] != message.id:
                await self.bot.send_photo(chat, drawn, filename="duilian.png")
                self._sent = (message.id, 0)
        except BadRequest as error:
            if _is_gone(error):
                raise
            log.warning("Telegram refused picture %s to %s: %s", message.id, self.user_id, error.message)
        return await self._send(message, chat)  # without a picture, its caption and its button must do

    async def _send_file(self, message: Outgoing, chat: int) -> int | None:
        written = await asyncio.to_thread(kept, self.records, self.user_id, now())
        if len(written) > LARGEST:
            raise Refused(f"{len(written)} bytes, more than Telegram takes")
        name, caption = f"{NAME}.json", shown(message)
        sent = await self.bot.send_document(chat, written, caption=caption, filename=name, write_timeout=UPLOAD)
        return sent.message_id

    async def _send_certificate(self, message: Outgoing, chat: int) -> int | None:
        try:
            troupe, about = self.stage.troupe, message.about or ""
            written = await asyncio.to_thread(certificate_of, self.records, troupe, self.user_id, about)
        except NoCertificate as error:
            raise Refused("there is no such certificate") from error
        caption, name = shown(message), f"{CERTIFICATE}.pdf"
        return (await self.bot.send_document(chat, written, caption=caption, filename=name)).message_id

    def _draw(self, message: Outgoing) -> bytes | None:
        """The score card of the message's talk, or the progress if it belongs to none; None if it cannot be drawn."""
        try:
            if message.session_id is None:
                from bot.headway import progress_picture  # what draws takes a while to load

                return progress_picture(self.records, self.stage.troupe, self.user_id, now())
            return recall(self.records, self.stage.troupe, message.user_id, message.session_id or "").picture()
        except NoCard as error:  # the content may have changed since
            log.warning("Picture %s to %s was not drawn: %s", message.id, self.user_id, error)
        except RecordsUnavailable:
            raise
        except Exception as error:  # a fault of ours in drawing must not hold up the words that follow
            where = "".join(traceback.format_tb(error.__traceback__))  # without the message, which may quote a reply
            log.error("Picture %s to %s was not drawn: %s\n%s", message.id, self.user_id, type(error).__name__, where)
        return None

    async def _chat_id(self) -> int:
        if self._chat is None:
            self._chat = await asyncio.to_thread(self._look_up)
        return self._chat

    def _look_up(self) -> int:
        with self.records.unit() as unit:
            user = unit.user(self.user_id)
        if user is None or user.chat_id is None:
            raise Refused("no chat is known")
        return user.chat_id


def shown(message: Outgoing) -> str:
    """A message as the chat shows it: with the mark of who speaks, and the name of the one who begins to."""
    if message.voice == "coach":
        return COACH + message.text
    name = message.speaker
    # What follows a name in Chinese characters is a Chinese colon.
    named = "" if not name else f"{name}：" if "\u4e00" <= name[-1] <= "\u9fff" else f"{name}: "
    return CUSTOMER + named + message.text


def keyboard(buttons: list[dict[str, Any]]) -> InlineKeyboardMarkup | None:
    """Buttons of {"data", "label", "beside": whether in the row of the one before}; None if there are none."""
    rows: list[list[InlineKeyboardButton]] = []
    for button in buttons:
        drawn = InlineKeyboardButton(button["label"], callback_data=button["data"])
        if rows and button.get("beside"):
            rows[-1].append(drawn)
        else:
            rows.append([drawn])
    return InlineKeyboardMarkup(rows) if rows else None


def pieces(text: str, longest: int = LONGEST) -> Iterator[str]:
    """Cut a text into parts that Telegram takes: between paragraphs if it can be, else lines, else words.

    longest: UTF-16 code units of a part.
    """
    text = text.strip()  # Telegram does the same
    while (end := _fitting(text, longest)) < len(text):
        found = (text.rfind(mark, 1, end + 1) for mark in ("\n\n", "\n", " "))
        cut = next((place for place in found if place > 0), end)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def units(text: str) -> int:
    """How long Telegram takes a text to be."""
    return len(text.encode("utf-16-le")) // 2


def _is_gone(error: BadRequest) -> bool:
    return any(words in error.message.lower() for words in GONE)


def _fitting(text: str, longest: int) -> int:
    """How many characters from the start fit."""
    units = 0
    for place, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > longest:
            return place
    return len(text)
