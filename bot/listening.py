"""Listening: an ASGI application is served at one port of this machine as long as it is wanted."""

import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import uvicorn
from starlette.types import ASGIApp

from bot.requests import Requests
from bot.settings import SettingsError

PATIENCE = 10  # seconds that requests in hand have to be answered when all is stopped
log = logging.getLogger(__name__)


class Place(Protocol):
    """Where to listen: an address of this machine, and a port."""

    @property
    def listen(self) -> str:
        """The address."""
        ...

    @property
    def port(self) -> int:
        """The port."""
        ...


@asynccontextmanager
async def listening(app: ASGIApp, place: Place, variable: str) -> AsyncIterator[None]:
    """Serve an application as long as the block lasts; requests in hand are answered before it ends.

    variable: how the environment's variables for the place begin.
    Raises SettingsError if the port cannot be listened at.
    """
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # below that it tells of itself
    config = uvicorn.Config(
        Requests(app),
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
    bound = [_bound(place, variable)]
    # Not serve(): it would take signals over from us, and look ten times a second whether it should stop.
    await server.startup(sockets=bound)
    log.info("Listening at %s port %s.", place.listen, place.port)
    try:
        yield
    finally:
        await server.shutdown(sockets=bound)


def _bound(place: Place, variable: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.listen else socket.AF_INET
    try:
        return socket.create_server((place.listen, place.port), family=family)
    except OSError as error:
        raise SettingsError(
            f"{place.listen} port {place.port} cannot be listened at: {error.strerror}. Set {variable}LISTEN to an "
            f"address of this machine and {variable}PORT to a port that nothing else uses."
        ) from error
