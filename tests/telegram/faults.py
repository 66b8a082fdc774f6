"""What can go wrong between a bot and Telegram, to be planned for a method's next calls."""

import asyncio
from dataclasses import dataclass, field

from tests.telegram.chats import Json


@dataclass(frozen=True)
class Refuse:
    """Answered with an error; nothing was done."""

    status: int
    description: str
    parameters: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Drop:
    """The connection closes without an answer. done: whether the call was carried out first."""

    done: bool


class Hang:
    """No answer until released; then the call is carried out, unless the caller has gone."""

    def __init__(self) -> None:
        self.released = asyncio.Event()

    def release(self) -> None:
        self.released.set()


Fault = Refuse | Drop | Hang

BROKEN = Refuse(500, "Internal Server Error")
BLOCKED = Refuse(403, "Forbidden: bot was blocked by the user")
NO_CHAT = Refuse(400, "Bad Request: chat not found")
DROP = Drop(done=False)
DROP_AFTER = Drop(done=True)


def flood(retry_after: int = 1) -> Refuse:
    """Too many calls; retry_after: seconds to wait."""
    return Refuse(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


@dataclass
class Plan:
    """A fault for a method's next calls (in a chat, if given). times: how many, None: all. used: so far."""

    method: str
    fault: Fault
    chat_id: int | None = None
    times: int | None = 1
    used: int = 0

    def take(self, method: str, parameters: Json) -> bool:
        """Whether this call meets the fault; counts it if so."""
        met = (
            method == self.method
            and (self.chat_id is None or parameters.get("chat_id") == self.chat_id)
            and (self.times is None or self.used < self.times)
        )
        self.used += met
        return met

    def cancel(self) -> None:
        """No more of it."""
        self.times = self.used
