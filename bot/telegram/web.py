"""Web: everything that the program answers over HTTP, as one ASGI application at one port."""

from starlette.applications import Starlette
from starlette.routing import Route

from bot.desk.desk import Desk
from bot.desk.routes import bare, mounted, routes
from bot.telegram.address import PATH
from bot.telegram.health import Health
from bot.telegram.metrics import Metrics
from bot.telegram.probing import probes
from bot.telegram.webhook import Hook


def web(hook: Hook, health: Health, metrics: Metrics, desk: Desk) -> Starlette:
    """All addresses. Only `PATH` and the desk are for the public; a reverse proxy hides the others."""
    at_hook = Route(PATH, hook.__call__, methods=["POST"])
    return mounted(Starlette(routes=[at_hook, *probes(health, metrics), bare(), routes()]), desk)
