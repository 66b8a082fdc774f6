"""Probing: what monitoring asks, by whichever way updates come."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.delivery import now
from bot.telegram.health import Health
from bot.telegram.metrics import Metrics


def probes(health: Health, metrics: Metrics) -> list[Route]:
    """Whether the program lives, whether it can do what it is there for, and its metrics. They ask for no password."""

    async def measure(request: Request) -> Response:
        accept = request.headers.get("Accept", "")
        text, kind = await asyncio.to_thread(metrics.report, health.practice, now(), accept)
        return Response(text, headers={"Content-Type": kind})

    return [Route("/healthz", health.live), Route("/readyz", health.ready), Route("/metrics", measure)]
