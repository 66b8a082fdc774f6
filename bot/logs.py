"""Logs: whatever the program and its libraries log goes to stderr one way, a line each, with no secret and no words.

Text for people at a terminal, JSON for everything else. Of an exception the log has its kind and where it was raised;
what it says, which may quote a trainee, only where that can be nothing but the machine's own words (`TELLING`).
"""

import logging
import secrets
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.types import EventDict, Processor

from bot.masking import Mask
from bot.settings import Logs, SettingsError
from state.records.errors import RecordsUnavailable

TELLING = (OSError, ImportError, SettingsError, RecordsUnavailable)
"""Exceptions whose message holds nothing that a person wrote."""
FIELDS = ("kind", "result", "ms", "method", "route", "status")
"""What a line of ours has beside its event; what libraries add of their own is left out, for it could be anything."""
FLOORS = {
    "alembic": logging.INFO,
    "asyncio": logging.INFO,
    "fontTools": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpx": logging.INFO,
    "multipart": logging.INFO,
    "PIL": logging.INFO,
    "python_multipart": logging.INFO,  # below that it tells of forms piece by piece
    "sqlalchemy": logging.WARNING,
    "telegram": logging.INFO,  # below that it logs every update and every call, with all that is said in them
    "transitions": logging.WARNING,  # below that it logs every step of every customer
    "uvicorn": logging.WARNING,
}
"""Below which level each library is not heard, whatever is set."""
_handled: ContextVar[dict[str, Any] | None] = ContextVar("handled", default=None)
log = logging.getLogger(__name__)


@contextmanager
def logged(settings: Logs, mask: Mask, stream: TextIO | None = None) -> Iterator[None]:
    """Log as it is set, as long as the block lasts. stream: in the place of stderr.

    What ends a thread, is warned of, or is left over by a task is logged too, without what it may quote.
    """
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.setFormatter(_formatter(settings, mask, out))
    root = logging.getLogger()
    level = getattr(logging, settings.level.upper())
    before = {name: logging.getLogger(name).level for name in FLOORS}
    root_before, hook = root.level, threading.excepthook
    root.addHandler(handler)
    root.setLevel(level)
    for name, floor in FLOORS.items():
        # An address of Telegram's is told for each call only to whoever hunts a fault.
        quiet = logging.WARNING if name == "httpx" and level > logging.DEBUG else floor
        logging.getLogger(name).setLevel(max(quiet, level))
    threading.excepthook = _thread_ended
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        threading.excepthook = hook
        for name, earlier in before.items():
            logging.getLogger(name).setLevel(earlier)
        root.setLevel(root_before)
        root.removeHandler(handler)


def bound(**about: str | int) -> AbstractContextManager[None]:
    """All that is logged within a block, in threads that it waits for as well, says what it is about."""
    return structlog.contextvars.bound_contextvars(**about)


def request_id() -> str:
    """What tells this request from all others: the one that is being handled has one, or a new one is made."""
    known = structlog.contextvars.get_contextvars().get("request")
    return known if isinstance(known, str) else secrets.token_hex(8)


@contextmanager
def handling() -> Iterator[dict[str, Any]]:
    """Gather what is `noted` within a block, in threads that it waits for as well."""
    found: dict[str, Any] = {}
    token = _handled.set(found)
    try:
        yield found
    finally:
        _handled.reset(token)


def noted(**what: Any) -> None:
    """Note something of what is being handled, for the line that is logged of it; of numbers in `ms`, their sum."""
    found = _handled.get()
    if found is None:
        return
    for name, value in what.items():
        if isinstance(value, Mapping):
            into = found.setdefault(name, {})
            into |= {key: round(into.get(key, 0) + number, 1) for key, number in value.items()}
        else:
            found[name] = value


def where(error: BaseException) -> str:
    """An exception's kind and where it was raised, and what it was raised from, innermost first."""
    parts: list[str] = []
    each: BaseException | None = error
    while each is not None and len(parts) < 10:
        frames = "".join(traceback.format_tb(each.__traceback__))
        parts.append(f"{frames}{_named(each)}")
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "\nwhich came of:\n".join(parts)


def _named(error: BaseException) -> str:
    kind = type(error).__qualname__
    return f"{kind}: {error}" if isinstance(error, TELLING) else kind


def left_over(_loop: Any, context: dict[str, Any]) -> None:
    """An event loop's exception handler: what nobody waited for is logged without what it may quote."""
    error = context.get("exception")
    told = (type(error), error, error.__traceback__) if isinstance(error, BaseException) else None
    log.error("%s", str(context.get("message", "")).partition("\n")[0], exc_info=told)


def _thread_ended(about: threading.ExceptHookArgs) -> None:
    if about.exc_type is SystemExit or about.exc_value is None:
        return
    name = about.thread.name if about.thread is not None else "?"
    log.error("Thread %s broke off.", name, exc_info=(about.exc_type, about.exc_value, about.exc_traceback))


def _formatter(settings: Logs, mask: Mask, out: TextIO) -> logging.Formatter:
    terminal = out.isatty()
    as_text = settings.format == "text" or (settings.format == "auto" and terminal)
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(FIELDS),
        structlog.processors.TimeStamper(fmt="iso", utc=not as_text, key="time"),
        _raised,
    ]
    render: Processor = (
        structlog.dev.ConsoleRenderer(colors=terminal, timestamp_key="time", pad_event_to=0)
        if as_text
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )

    def masked(_logger: Any, _name: str, line: Any) -> str:
        return mask(str(line))

    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[meta, _in_order, render, masked] if not as_text else [meta, render, masked],
    )


def _raised(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Instead of an exception, where it was raised."""
    found = event.pop("exc_info", None)
    error: BaseException | TracebackType | None = found[1] if isinstance(found, tuple) else None
    if isinstance(error, BaseException):
        event["exception"] = where(error)
    return event


def _in_order(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """What a person looks for first comes first."""
    first = [name for name in ("time", "level", "event", "request", "update", "chat") if name in event]
    return {name: event[name] for name in (*first, *(other for other in event if other not in first))}
