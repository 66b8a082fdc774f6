"""Telling: what is said at once, for it cannot wait in the records."""

import asyncio
import logging

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.actions import Person
from bot.practice import Practice
from bot.recollection import lang_of
from bot.telegram.retrying import seconds_after
from bot.telegram.sending import COACH
from bot.texts import texts
from state.records.errors import RecordsUnavailable

TRIES = 4  # over seven seconds unless Telegram asks for more
log = logging.getLogger(__name__)


async def tell(bot: Bot, practice: Practice, person: Person, key: str) -> None:
    """Say a text to a person in the language that they use. key: of the text."""
    lang = person.lang
    try:
        known = await asyncio.to_thread(lang_of, practice, person.id)
        lang = known or lang
    except RecordsUnavailable:
        log.info("The language of %s is not known now.", person.id)
    await say_at_once(bot, person, texts(lang)(key))


async def say_at_once(bot: Bot, person: Person, text: str) -> None:
    """Say something to a person in Telegram; it is tried a few times, and then given up."""
    assert person.chat_id is not None
    for failures in range(TRIES):
        try:
            await bot.send_message(person.chat_id, COACH + text)
        except (BadRequest, Forbidden) as error:
            log.error("%s could not be told: %s", person.id, type(error).__name__)
            return
        except TelegramError as error:
            log.error("%s could not be told: %s", person.id, type(error).__name__)
            await asyncio.sleep(seconds_after(error, failures) if failures + 1 < TRIES else 0)
        else:
            return
