"""Sending: a waiting message becomes one or more messages in a Telegram chat, with its buttons under the last."""

import asyncio
import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.cards import NoCard, recall
from bot.delivery import RECORDS_RETRY, Refused, TryLater, now
from bot.mydata import NAME, kept
from bot.stage import Stage
from bot.telegram.retrying import seconds_after
from state.records.errors import RecordsUnavailable
from state.records.records import Records
from state.records.tables import Outgoing

LONGEST = 4096  # UTF-16 code units, as Telegram counts
LARGEST = 50_000_000  # bytes of a file; a talk has some 50,000
UPLOAD = 120  # seconds that such a file has to leave
COACH = "🎓 "  # tells the coach's voice from the customer's
log = logging.getLogger(__name__)


@dataclass
class Sender:
    """Sends one person's messages: what an `Outbox` calls."""

    bot: Bot
    records: Records
    stage: Stage
    user_id: str
    _chat: int | None = None
    _sent: tuple[int, int] = (0, 0)

    async def __call__(self, message: Outgoing) -> int | None:
        """Send a message and return the id of its last part. Raises TryLater or Refused."""
        try:
            send = {"picture": self._send_picture, "file": self._send_file}.get(message.format, self._send)
            return await send(message, await self._chat_id())
        except RecordsUnavailable as error:
            raise TryLater(RECORDS_RETRY, error.reason) from error
        except Forbidden as error:  # blocked, or the account is gone
            raise Refused(type(error).__name__) from error
        except BadRequest as error:
            log.error("Telegram refused message %s to %s: %s", message.id, self.user_id, error.message)
            raise Refused(error.message) from error
        except TelegramError as error:
            raise TryLater(seconds_after(error, message.attempts), type(error).__name__) from error

    async def _send(self, message: Outgoing, chat: int) -> int | None:
        parts = list(pieces(COACH + message.text if message.voice == "coach" else message.text))
        # Of a long message whose sending broke off, the parts that arrived are not sent again.
        done = self._sent[1] if self._sent[0] == message.id else 0
        message_id = None
        for number, part in list(enumerate(parts, start=1))[done:]:
            buttons = keyboard(message.buttons or []) if number == len(parts) else None
            message_id = (await self.bot.send_message(chat, part, reply_markup=buttons)).message_id
            self._sent = (message.id, number)
        self._sent = (0, 0)  # the number may come again, once all that is kept of the person was removed
        return message_id

    async def _send_picture(self, message: Outgoing, chat: int) -> int | None:
        drawn = await asyncio.to_thread(self._draw, message)
        photo = await self.bot.send_photo(chat, drawn, caption=COACH + message.text, filename="card.png")
        return photo.message_id

    async def _send_file(self, message: Outgoing, chat: int) -> int | None:
        written = await asyncio.to_thread(kept, self.records, self.user_id, now())
        if len(written) > LARGEST:
            raise Refused(f"{len(written)} bytes, more than Telegram takes")
        name, caption = f"{NAME}.json", COACH + message.text
        sent = await self.bot.send_document(chat, written, caption=caption, filename=name, write_timeout=UPLOAD)
        return sent.message_id

    def _draw(self, message: Outgoing) -> bytes:
        try:
            return recall(self.records, self.stage.troupe, message.user_id, message.session_id or "").picture()
        except NoCard as error:  # the content may have changed since; the text card has been written already
            raise Refused(str(error)) from error
        except RecordsUnavailable:
            raise
        except Exception as error:  # a fault of ours in drawing must not hold up the words that follow
            where = "".join(traceback.format_tb(error.__traceback__))  # without the message, which may quote a reply
            log.error("Picture %s to %s was not drawn: %s\n%s", message.id, self.user_id, type(error).__name__, where)
            raise Refused(type(error).__name__) from error

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


def keyboard(buttons: list[dict[str, str]]) -> InlineKeyboardMarkup | None:
    """Buttons of {"data", "label"}, one a row so that labels can be read; None if there are none."""
    rows = [[InlineKeyboardButton(button["label"], callback_data=button["data"])] for button in buttons]
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


def _fitting(text: str, longest: int) -> int:
    """How many characters from the start fit."""
    units = 0
    for place, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > longest:
            return place
    return len(text)
