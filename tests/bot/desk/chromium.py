"""The desk in a real browser: served at a port of this machine, and opened by Debian's Chromium."""

import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from bot.desk.desk import Desk
from bot.desk.routes import desk_app
from bot.listening import listening
from bot.settings import Desk as Place
from tests.bot.telegram_process import free_port

CHROMIUM = os.environ.get("DUILIAN_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
AXE = Path(os.environ.get("DUILIAN_AXE") or Path(sys.prefix) / "axe.min.js")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}


@asynccontextmanager
async def opened(desk: Desk) -> AsyncIterator[tuple[str, Browser]]:
    """The desk at a port of this machine, and a browser."""
    place = Place(port=free_port())
    async with listening(desk_app(desk), place, "TEST_"), async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield f"http://127.0.0.1:{place.port}/desk", browser
        finally:
            await browser.close()
