"""Serving: the desk by itself, until it is stopped; a link for whoever started it stands in the terminal."""

import asyncio
import secrets
import signal
from collections.abc import Callable

from bot.desk.desk import PREFIX, Desk
from bot.desk.routes import desk_app
from bot.desk.signing import link_of
from bot.listening import listening
from bot.logs import left_over
from bot.practice import Practice

VARIABLE = "DUILIAN_DESK__"


async def serve(practice: Practice, tell: Callable[[str], None]) -> None:
    """Serve the desk until Ctrl-C or SIGTERM. tell: is given the link by which whoever runs it comes in as an admin.

    Raises SettingsError if its port cannot be listened at.
    """
    place, secret, stopped = practice.settings.desk, secrets.token_urlsafe(24), asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(left_over)
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stopped.set)
        except NotImplementedError:  # on Windows, where Ctrl-C cancels the task
            continue
    async with listening(desk_app(Desk(practice, secret)), place, VARIABLE):
        host = f"[{place.listen}]" if ":" in place.listen else place.listen
        tell(link_of(f"http://{host}:{place.port}{PREFIX}", secret))
        await stopped.wait()
