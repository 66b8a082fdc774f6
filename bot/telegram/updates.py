"""Updates: which kinds of them Telegram is asked for, by whichever way they come."""

from telegram import Update

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")


def named(update: Update) -> str:
    """Which of `KINDS` an update is; `other` if it is none."""
    return next((kind for kind in KINDS if getattr(update, kind) is not None), "other")
