"""Requests: each that comes over HTTP has an id, and a line in the log, by the pattern of its address alone.

Addresses of the desk hold what lets in and who was looked at; neither stands in a log.
"""

import logging
import re
import time
from dataclasses import dataclass

from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.logs import bound, request_id

HEADER = b"x-request-id"
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")
PROBES = ("/healthz", "/readyz", "/metrics")
"""What is asked every few seconds, and is told of only when something is wrong."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Requests:
    """An application around another. An id that a proxy gave is taken over; every answer has it as `X-Request-ID`."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, begun = 500, False
        number = _given(scope) or request_id()

        async def sending(message: Message) -> None:
            nonlocal status, begun
            if message["type"] == "http.response.start":
                status, begun = message["status"], True
                message["headers"] = [*message.get("headers", ()), (HEADER, number.encode())]
            await send(message)

        began = time.perf_counter()
        with bound(request=number):
            try:
                await self.app(scope, receive, sending)
            except Exception:  # a fault of ours: whoever logged it further out would not know of which request
                log.exception("A request met a fault.")
                if not begun:
                    raise
            finally:
                route = pattern(scope)
                level = logging.DEBUG if route in PROBES and status < 500 else logging.INFO
                ms = round(1000 * (time.perf_counter() - began), 1)
                about = {"method": scope["method"], "route": route, "status": status, "ms": ms}
                log.log(level, "Answered.", extra=about)


def pattern(scope: Scope) -> str:
    """The pattern of the address that was asked for, as `/desk/in/{secret}`; '-' if none fits."""
    route, root = scope.get("route"), scope.get("root_path", "")
    if isinstance(route, Mount):
        return f"{root}/*"
    return f"{root}{route.path}" if isinstance(route, Route) else "-"


def _given(scope: Scope) -> str | None:
    given = [value.decode("latin-1") for name, value in scope["headers"] if name == HEADER]
    return next((value for value in given if WELL_FORMED.fullmatch(value)), None)
