"""The Bot API's description compiled: what methods take and return, what types hold, what a violation says."""

from dataclasses import dataclass
from typing import Any

from tests.telegram import limits

TELEGRAMS_WORDS = {  # (field, complaint) -> the answer that Telegram gives to such a call
    ("chat_id", "missing"): "chat_id is empty",
    ("text", "missing"): "message text is empty",
    ("text", "fewer"): "message text is empty",
    ("text", "more"): "message is too long",
    ("caption", "more"): "message caption is too long",
    ("callback_data", "fewer"): "BUTTON_DATA_INVALID",
    ("callback_data", "more"): "BUTTON_DATA_INVALID",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """where: the path, as `sendMessage.reply_markup.inline_keyboard[0][1]`. what: the complaint.
    reply: what Telegram would say, after `Bad Request: `."""

    where: str
    what: str
    reply: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Field:
    types: tuple[str, ...]
    required: bool
    limits: limits.Limits


@dataclass(frozen=True, slots=True)
class Shape:
    """A method's parameters or a type's fields. marked: field of text -> that of its parse mode."""

    fields: dict[str, Field]
    marked: dict[str, str]


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    shape: Shape
    returns: tuple[str, ...]


def shape(fields: list[dict[str, Any]]) -> Shape:
    """From a method's or type's fields as in api.json."""
    read = {
        f["name"]: Field(tuple(f["types"]), f["required"], limits.read(f["name"], f["types"], f["description"]))
        for f in fields
    }
    marked = {}
    for mode in [name for name in read if name.endswith("parse_mode")]:
        own = mode.removesuffix("parse_mode").rstrip("_")
        texts = [own] if own else ["text", "caption", "message_text", "title"]
        marked.update({text: mode for text in texts if text in read})
    return Shape(read, marked)


def violation(where: str, name: str, what: str) -> Violation:
    """With the answer that Telegram gives to such a call."""
    for (field, word), reply in TELEGRAMS_WORDS.items():
        if field == name and word in what:
            return Violation(f"{where}.{name}", what, reply)
    return Violation(f"{where}.{name}", what, f"{name}: {what}")
