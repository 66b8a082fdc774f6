"""Pages become pictures, photographed by one headless Chromium for all of them."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import async_playwright

WIDTH, HEIGHT = 390, 844  # CSS pixels; a phone's
SCALE = 2
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
Photograph = Callable[[str, Path], Awaitable[None]]
"""Writes a picture of an HTML page, all of its length."""


def chromium() -> str | None:
    """The Chromium that takes the pictures: what DUILIAN_CHROMIUM names, or the system's; None if there is none."""
    return shutil.which(os.environ.get("DUILIAN_CHROMIUM") or "chromium")


@asynccontextmanager
async def camera() -> AsyncIterator[Photograph]:
    """What takes pictures as long as the block lasts, one at a time. Raises FileNotFoundError without Chromium."""
    program = chromium()
    if program is None:
        raise FileNotFoundError("there is no Chromium")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=program, args=FLAGS)
        try:
            page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE)

            async def photograph(html: str, path: Path) -> None:
                await page.set_content(html)
                await page.screenshot(path=path, full_page=True)

            yield photograph
        finally:
            await browser.close()
