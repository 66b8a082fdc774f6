"""A bot that ends by SIGKILL at a given step: a process forked from a warm one, which writes down each of its steps.

A step is a statement that reaches SQLite within a transaction, before it is carried out, and a transaction that was
just committed; a request to Telegram, before it is sent, and after it was answered; and a delivery of Telegram's,
before it is handled, and before it is answered. It is named by what it is, and numbered among those of its name, as
`Practice.handle: INSERT turn #1`: so a step is the same one in every run, however threads take turns.
"""

import asyncio
import multiprocessing
import os
import re
import signal
import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import Pool, event
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from telegram.request import HTTPXRequest

from bot.settings import Settings
from state.records.engine import PATIENCE
from state.records.records import Records

LONG_PATIENCE = 60_000  # milliseconds that the records wait for another writer; a busy machine needs many
STATEMENT = re.compile(
    r"(BEGIN|COMMIT|ROLLBACK|SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\b"
    r'(?:.*?\b(?:INTO|FROM|TABLE|INDEX|(?<=UPDATE))\s+"?(\w+))?',
    re.S,
)


@dataclass
class Steps:
    """Takes the steps of a process. written: an open file, a line for each. last: the step to die before."""

    written: int
    last: str | None
    _taken: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _unit: threading.local = field(default_factory=threading.local)

    def take(self, name: str) -> None:
        with self._lock:
            self._taken[name] += 1
            step = f"{name} #{self._taken[name]}"
            os.write(self.written, f"{step}\n".encode())
            if step == self.last:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Take every step that this process makes from now on."""
        event.listen(Pool, "connect", self._watch_connection)
        event.listen(Session, "after_commit", lambda _: self.take(f"{self._opener}: committed"))
        Records.unit = self._around_unit(Records.unit)  # type: ignore[method-assign]
        HTTPXRequest.do_request = self._around_request(HTTPXRequest.do_request)  # type: ignore[method-assign]
        from bot.telegram.webhook import Hook

        Hook.__call__ = self._around_delivery(Hook.__call__)  # type: ignore[method-assign]

    def _watch_connection(self, connection: sqlite3.Connection, _entry: object) -> None:
        connection.set_trace_callback(self._statement)

    def _statement(self, sql: str) -> None:
        found = STATEMENT.match(sql)
        if found is None:  # a PRAGMA, or a savepoint
            return
        verb, table = found.groups()
        self.take(f"{self._opener}: {verb}{f' {table}' if table else ''}")

    @property
    def _opener(self) -> str:
        """The function that opened the transaction of this thread."""
        return str(getattr(self._unit, "opened_by", "start"))

    def _around_unit(self, unit: Callable[[Records], Any]) -> Callable[[Records], Any]:
        def stepping(records: Records) -> Any:
            self._unit.opened_by = sys._getframe(1).f_code.co_qualname
            return unit(records)

        return stepping

    def _around_request(self, request: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def stepping(sender: HTTPXRequest, url: str, *args: Any, **kwargs: Any) -> Any:
            name = url.rpartition("/")[2]
            self.take(f"{name}: sent")
            answer = await request(sender, url, *args, **kwargs)
            self.take(f"{name}: answered")
            return answer

        return stepping

    def _around_delivery(self, take: Callable[..., Awaitable[Response]]) -> Callable[..., Awaitable[Response]]:
        async def stepping(hook: object, request: Request) -> Response:
            self.take("delivery: came")
            response = await take(hook, request)
            self.take("delivery: handled")
            return response

        return stepping


def warm_up() -> None:
    """Load what all processes are forked from; takes seconds, once."""
    process = context().Process(target=int)
    process.start()
    process.join()


def begun(settings: Settings, steps: Path, log: Path, last: str | None) -> BaseProcess:
    """A process that serves Telegram until it is killed, at this step at the latest; blocks until it is forked.

    steps, log: files for what it does and what it logs.
    """
    process = context().Process(target=_live, args=(settings, steps, log, last))
    process.start()
    return process


@cache
def context() -> BaseContext:
    """How processes are forked from one in which all is loaded."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.bot.warm", "tests.bot.mortal", "tests.faults.workers"])
    return found


def _live(settings: Settings, steps: Path, log: Path, last: str | None) -> None:
    Steps(os.open(steps, os.O_WRONLY | os.O_CREAT), last).watch()
    serve_for_ever(settings, log, patience=LONG_PATIENCE)


def serve_for_ever(settings: Settings, log: Path, patience: int = PATIENCE) -> None:
    """What `duilian telegram` does, in a process in which all is loaded.

    patience: milliseconds that the records wait for another writer. Raises RecordsUnavailable.
    """
    from bot.logs import logged
    from bot.masking import mask_of
    from bot.practice import Practice
    from bot.stage import open_stage
    from bot.telegram.application import serve
    from tests.bot.warm import LIBRARY, READER, SCENARIOS

    with log.open("a", encoding="utf-8") as heard:
        os.dup2(heard.fileno(), sys.stderr.fileno())
    records = Records(settings.database.address(), patience=patience)
    records.migrate()
    with logged(settings.logs, mask_of(settings)):
        asyncio.run(serve(Practice(records, READER, open_stage(records, SCENARIOS, LIBRARY), settings)))
