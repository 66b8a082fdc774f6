"""Web: everything that the program answers over HTTP, as one ASGI application at one port."""

import asyncio

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.delivery import now
from bot.desk.desk import Desk
from bot.desk.routes import bare, mounted, routes
from bot.telegram.address import PATH
from bot.telegram.health import Health
from bot.telegram.metrics import Metrics
from bot.telegram.webhook import Hook
from state.records.records import Records


def web(hook: Hook, health: Health, metrics: Metrics, records: Records, desk: Desk) -> Starlette:
    """All addresses. Only `PATH` and the desk are for the public; a reverse proxy hides the others."""

    async def measure(request: Request) -> Response:
        accept = request.headers.get("Accept", "")
        text, kind = await asyncio.to_thread(metrics.report, records, now(), accept)
        return Response(text, headers={"Content-Type": kind})

    app = Starlette(
        routes=[
            Route(PATH, hook.__call__, methods=["POST"]),
            Route("/healthz", health.live),
            Route("/readyz", health.ready),
            Route("/metrics", measure),
            bare(),
            routes(),
        ]
    )
    return mounted(app, desk)
