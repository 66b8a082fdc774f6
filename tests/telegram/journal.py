"""Every call in order with what was wrong with it, and waiting until something is there."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from tests.telegram.chats import Chat, Json
from tests.telegram.faults import Fault
from tests.telegram.shapes import Violation

SHOWN = 30  # calls of the journal in an error's text
LOOK_S = 0.2  # seconds between two looks at what is waited for
T = TypeVar("T")


@dataclass
class Call:
    """status: of the HTTP answer; None as long as there is none, so for ever if the connection was dropped.
    result: what a call that succeeded gave. description: why one failed.
    """

    number: int
    at: datetime
    method: str
    parameters: Json
    violations: list[Violation] = field(default_factory=list)
    fault: Fault | None = None
    status: int | None = None
    result: Any = None
    description: str = ""

    def __str__(self) -> str:
        given = {name: value for name, value in self.parameters.items() if name != "reply_markup"}
        return f"  {self.number} {self.at:%H:%M:%S.%f} {self.method} {given} -> {self.status} {self.description}"


class Journal:
    """journal: every call, oldest first. violations: of calls, answers and pushed updates alike."""

    def __init__(self) -> None:
        self.journal: list[Call] = []
        self.violations: list[Violation] = []
        self._expected = False
        self._watchers: set[asyncio.Future[None]] = set()

    def calls(self, method: str, chat_id: int | None = None) -> list[Call]:
        """The journal's calls of one method (to one chat)."""
        return [
            call for call in self.journal if call.method == method and chat_id in (None, call.parameters.get("chat_id"))
        ]

    def expect_violations(self) -> None:
        """This test provokes them."""
        self._expected = True

    def assert_valid(self) -> None:
        """Fails if there were violations that the test does not expect."""
        assert self._expected or not self.violations, f"violations of the Bot API:\n{self.report()}"

    async def until(self, found: Callable[[], T | None], timeout: float, what: str, chat: Chat | None = None) -> T:
        """Wait until `found` returns something true, and return that; tried again whenever anything happened.

        timeout: seconds. When they have passed, AssertionError with the chat, the violations and the journal.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while not (value := found()):
                    watcher = asyncio.get_running_loop().create_future()
                    self._watchers.add(watcher)
                    try:
                        with suppress(TimeoutError):  # not all that can be waited for is a call: look again soon
                            await asyncio.wait_for(watcher, LOOK_S)
                    finally:
                        self._watchers.discard(watcher)
                return value
        raise AssertionError(f"{what}: not within {timeout} s\n{self.report(chat)}")

    def report(self, chat: Chat | None = None) -> str:
        """Chat, violations and the end of the journal, to be read."""
        said = ["chat:", chat.transcript()] if chat else []
        wrong = [f"  {violation}" for violation in self.violations] or ["  (none)"]
        calls = [str(call) for call in self.journal if call.method != "getUpdates"][-SHOWN:] or ["  (none)"]
        return "\n".join([*said, "violations:", *wrong, "journal, without getUpdates:", *calls])

    def happened(self) -> None:
        """Let those who wait in `until` look again."""
        for watcher in self._watchers:
            if not watcher.done():
                watcher.set_result(None)

    def blame(self, call: Call, wrong: list[Violation]) -> None:
        """Hold these against a call."""
        call.violations += wrong
        self.violations += wrong
