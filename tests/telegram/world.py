"""All that Telegram knows of one bot: its chats, files, pressed buttons, profile and updates."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.chats import Chat, Json, RefusedError
from tests.telegram.updates import Updates
from tests.telegram.webhook import Webhook
from tests.telegram.wire import Upload


@dataclass
class World:
    """queries: callback query id -> the chat it came from. profile: (kind, scope, language) ->
    what the bot set, as ('Commands', scope, 'zh')."""

    updates: Updates = field(default_factory=Updates)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    queries: dict[str, Chat] = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict)
    profile: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.webhook = Webhook(self.updates)

    def chat(self, chat_id: int | str) -> Chat:
        """Raises RefusedError if there is none, or if its person has blocked the bot."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise RefusedError(400, "Bad Request: chat not found")
        if chat.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        return chat

    def keep(self, upload: Upload) -> Json:
        """Store a file; what every kind of file says of itself."""
        file_id = f"file-{next(self.numbers)}"
        self.files[file_id] = upload
        return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": len(upload.content)}
