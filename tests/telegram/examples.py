"""Names that many tests use: a person's id, an inline keyboard."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

LIN = 101


def inline(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    """Rows of (label, callback data)."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(t, callback_data=d) for t, d in row] for row in rows])
