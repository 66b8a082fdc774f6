"""Web: everything that the program answers over HTTP, as one ASGI application at one port."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.delivery import now
from bot.settings import SettingsError
from bot.settings import Webhook as Place
from bot.telegram.address import PATH, VARIABLE
from bot.telegram.health import Health
from bot.telegram.metrics import Metrics
from bot.telegram.webhook import Hook
from state.records.records import Records

PATIENCE = 10  # seconds that requests in hand have to be answered when all is stopped
log = logging.getLogger(__name__)


def web(hook: Hook, health: Health, metrics: Metrics, records: Records) -> Starlette:
    """All addresses. Only `PATH` is for the public; a reverse proxy hides the others."""

    async def measure(request: Request) -> Response:
        accept = request.headers.get("Accept", "")
        text, kind = await asyncio.to_thread(metrics.report, records, now(), accept)
        return Response(text, headers={"Content-Type": kind})

    return Starlette(
        routes=[
            Route(PATH, hook.__call__, methods=["POST"]),
            Route("/healthz", health.live),
            Route("/readyz", health.ready),
            Route("/metrics", measure),
        ]
    )


@asynccontextmanager
async def listening(app: ASGIApp, place: Place) -> AsyncIterator[None]:
    """Serve an application as long as the block lasts; requests in hand are answered before it ends.

    Raises SettingsError if the port cannot be listened at.
    """
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # below that it tells of itself
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    bound = [_bound(place)]
    # Not serve(): it would take signals over from us, and look ten times a second whether it should stop.
    await server.startup(sockets=bound)
    log.info("Listening at %s port %s.", place.listen, place.port)
    try:
        yield
    finally:
        await server.shutdown(sockets=bound)


def _bound(place: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.listen else socket.AF_INET
    try:
        return socket.create_server((place.listen, place.port), family=family)
    except OSError as error:
        raise SettingsError(
            f"{place.listen} port {place.port} cannot be listened at: {error.strerror}. Set {VARIABLE}LISTEN to an "
            f"address of this machine and {VARIABLE}PORT to a port that nothing else uses."
        ) from error
