"""Chats as Telegram holds them: who is in them, their messages in order, each with its earlier versions."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
BOT: Json = {"id": 7000000001, "is_bot": True, "first_name": "对练", "username": "duilian_test_bot"}


class RefusedError(Exception):
    """What Telegram answers when a valid call cannot be done: an HTTP status and a description."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


@dataclass
class Message:
    """json: as Telegram shows it now. before: its earlier versions, oldest first.
    source: as the bot wrote it, markup and all; '' for people's messages.
    """

    json: Json
    source: str = ""
    before: list[Json] = field(default_factory=list)
    deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        """Plain text or caption, without markup."""
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def by_bot(self) -> bool:
        return bool(self.json["from"]["id"] == BOT["id"])

    @property
    def buttons(self) -> list[Json]:
        """Inline buttons, row by row."""
        return [button for row in self.json.get("reply_markup", {}).get("inline_keyboard", []) for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    def change(self, json: Json) -> None:
        """Raises RefusedError if that changes nothing, as Telegram does."""
        if {**self.json, "edit_date": 0} == {**json, "edit_date": 0}:
            raise RefusedError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message",
            )
        self.before.append(self.json)
        self.json = {**json, "edit_date": int(time.time())}


@dataclass(frozen=True)
class Press:
    """A pressed inline button. after: the id of the newest message at the time. query: the callback query's id."""

    after: int
    label: str
    query: str


@dataclass
class Chat:
    """keyboard: the reply keyboard now shown. presses: the inline buttons that people pressed, in order.
    actions: the chat actions that the bot showed there (`typing`), in order.
    notices: its answers to pressed buttons (`text`, `show_alert`), in order.
    """

    json: Json
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: list[list[Json]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    notices: list[Json] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    blocked: bool = False

    @property
    def id(self) -> int:
        return int(self.json["id"])

    def add(self, sender: Json, content: Json, source: str = "") -> Message:
        """A new message; ids rise by one."""
        head = {
            "message_id": len(self.messages) + 1,
            "from": sender,
            "chat": self.json,
            "date": int(time.time()),
        }
        message = Message({**head, **content}, source)
        self.messages[message.id] = message
        return message

    def find(self, message_id: int, doing: str) -> Message:
        """Raises RefusedError if there is no such message, naming what was to be done with it."""
        message = self.messages.get(message_id)
        if message is None or message.deleted:
            raise RefusedError(400, f"Bad Request: message to {doing} not found")
        return message

    def by_bot(self) -> list[Message]:
        """All that the bot sent, deleted ones too, oldest first."""
        return [message for message in self.messages.values() if message.by_bot]

    def transcript(self) -> str:
        """The chat as a person would see it, for a failing test."""
        return "\n".join(line for message in self.messages.values() for line in _shown(message)) or "(nothing yet)"


def _shown(message: Message) -> Iterator[str]:
    skipped = {"message_id", "from", "chat", "date", "edit_date", "text", "entities", "reply_markup"}
    content = message.text or ", ".join(sorted(set(message.json) - skipped))
    state = " (deleted)" if message.deleted else f" (edited {len(message.before)}x)" if message.before else ""
    yield f"  #{message.id} {message.json['from']['first_name']}: {content}{state}"
    if message.labels:
        yield f"       [{'] ['.join(message.labels)}]"
