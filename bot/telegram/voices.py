"""Voices: what a voice message says, where there is something to hear it with."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

from telegram import Message, Voice
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.actions import Person, Said, Unreadable
from bot.hearing import LARGEST, Ear, NotHeard
from bot.practice import Practice
from bot.recollection import lang_heard
from state.records.errors import RecordsUnavailable

log = logging.getLogger(__name__)


def too_much(voice: Voice, longest: float) -> bool:
    """Whether a voice message is longer than is listened to. longest: seconds."""
    return _seconds(voice) > longest or (voice.file_size or 0) > LARGEST


async def heard(message: Message, voice: Voice, person: Person, practice: Practice, ear: Ear) -> Said | Unreadable:
    """What a voice message says. The sender's next messages wait for it, and no longer than the time set."""
    try:
        async with asyncio.timeout(practice.settings.speech.timeout):
            with suppress(TelegramError):
                await message.chat.send_action(ChatAction.TYPING)
            file = await voice.get_file()
            sound = bytes(await file.download_as_bytearray())
            lang = await asyncio.to_thread(lang_heard, practice, person.id)
            found = await ear.hear(sound, lang or person.lang)
    except (NotHeard, TelegramError, RecordsUnavailable, TimeoutError) as error:
        why = str(error) if isinstance(error, NotHeard) else type(error).__name__
        log.warning("A voice message of %s was not heard: %s", person.id, why)
        return Unreadable("unheard")
    return Said(found.text, message.message_id, seconds=found.seconds or _seconds(voice))


def _seconds(voice: Voice) -> float:
    length = voice.duration
    return length.total_seconds() if isinstance(length, timedelta) else float(length)
