"""Health: whether the program lives, and whether it can do what it is there for."""

import asyncio
import logging
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.practice import Practice
from state.records.errors import RecordsUnavailable

OK = "ok"
log = logging.getLogger(__name__)


@dataclass
class Health:
    """What a probe asks. known: whether Telegram has said who the bot is (getMe). Made within an event loop."""

    practice: Practice
    known: bool = False
    _reader: "asyncio.Task[str]" = field(init=False)

    def __post_init__(self) -> None:
        self._reader = asyncio.create_task(asyncio.to_thread(lambda: self.practice.reader.version))

    async def live(self, request: Request) -> Response:
        """200: the event loop answers."""
        return PlainTextResponse("alive\n")

    async def ready(self, request: Request) -> Response:
        """200 if all is there that a turn needs, else 503; and a line on each, without names of files or servers."""
        found = {
            "telegram": OK if self.known else "getMe has not been answered yet",
            "content": OK if self.practice.troupe.offered else "there is no customer to offer",
            "reader": self._reading(),
            "records": await asyncio.to_thread(self._records),
        }
        status = 200 if all(what == OK for what in found.values()) else 503
        return PlainTextResponse("".join(f"{part}: {what}\n" for part, what in found.items()), status)

    def _reading(self) -> str:
        if not self._reader.done():
            return "still loading"
        failed = not self._reader.cancelled() and self._reader.exception() is not None
        return "could not be loaded; see the log" if failed else OK

    def _records(self) -> str:
        try:
            self.practice.records.reach()
        except RecordsUnavailable as error:
            log.warning("Not ready: %s", error)
            return f"cannot be used ({error.reason}); see the log"
        return OK
