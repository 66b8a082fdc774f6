"""Counting: a channel whose messages are counted and timed by what becomes of them, whatever the channel is."""

import time
from dataclasses import dataclass
from typing import Literal, Protocol

from telegram.error import RetryAfter

from bot.delivery import Channel, Refused, TryLater, Unreachable
from state.records.errors import RecordsUnavailable
from state.records.tables import Outgoing

Failure = Literal["flood", "server", "records", "refused", "unreachable", "fault"]
"""Why a message was not sent: too many at once (429); timeouts, dropped connections and 5xx; the records were away;
Telegram refuses it for good; the person cannot be reached; a fault of ours."""


class Tally(Protocol):
    """Is told what became of messages."""

    def sent(self, message: Outgoing, seconds: float) -> None:
        """A message was sent, which took so long."""

    def unsent(self, result: Literal["put_off", "failed"], failure: Failure) -> None:
        """A message was not sent: it comes later, or never."""


@dataclass(frozen=True)
class Counted:
    """A channel whose messages are counted."""

    channel: Channel
    tally: Tally

    async def ready(self, message: Outgoing) -> bool:
        """See `Channel.ready`."""
        return await self.channel.ready(message)

    async def show_typing(self, message: Outgoing) -> None:
        """See `Channel.show_typing`."""
        await self.channel.show_typing(message)

    async def send(self, message: Outgoing) -> int | None:
        """See `Channel.send`."""
        began = time.perf_counter()
        try:
            message_id = await self.channel.send(message)
        except TryLater as later:
            self.tally.unsent("put_off", _why(later.__cause__))
            raise
        except Refused as refused:
            self.tally.unsent("failed", "unreachable" if isinstance(refused, Unreachable) else "refused")
            raise
        except Exception:
            self.tally.unsent("failed", "fault")
            raise
        self.tally.sent(message, time.perf_counter() - began)
        return message_id


def _why(cause: BaseException | None) -> Failure:
    if isinstance(cause, RetryAfter):
        return "flood"
    return "records" if isinstance(cause, RecordsUnavailable) else "server"
