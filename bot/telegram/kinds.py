"""Kinds: what sort of message it is that holds no words of the trainee's own."""

from collections.abc import Mapping

from telegram import Message

from bot.actions import Kind

_FIELDS: Mapping[str, Kind] = {
    "sticker": "sticker",
    "photo": "picture",
    "live_photo": "picture",
    "animation": "animation",  # which is told to be a document, too
    "video": "video",
    "video_note": "round",
    "voice": "voice",
    "audio": "audio",
    "contact": "contact",
    "venue": "place",  # which is told to be a location, too
    "location": "place",
    "poll": "poll",
    "dice": "dice",
    "game": "game",
    "document": "document",
}
"""Telegram's field -> our kind; the first field that a message has decides."""


def kind_of(message: Message) -> Kind:
    """What kind of message it is; `other` for one of which nothing is known."""
    if message.forward_origin is not None:
        return "forwarded"
    if message.text:
        return "via" if message.via_bot is not None else "blank"
    return next((kind for field, kind in _FIELDS.items() if getattr(message, field)), "other")
