"""A page becomes a picture: photographed by a headless Chromium, cut where the page ends."""

import asyncio
import tempfile
from pathlib import Path

from PIL import Image

CHROMIUM = "chromium"
WIDTH, HEIGHTS = 390, (1000, 2800, 8100)  # CSS pixels; a phone's, and how long a page may be, tried in turn
SCALE = 2
BELOW = (255, 0, 255)  # what `phone.css` has below the page


async def photograph(page: str, path: Path) -> None:
    """Write a picture of an HTML page. Raises OSError if there is no Chromium, ValueError if the page is too long."""
    for height in HEIGHTS:
        with tempfile.TemporaryDirectory() as folder:
            source, shot = Path(folder, "page.html"), Path(folder, "shot.png")
            source.write_text(page, encoding="utf-8")
            await _shoot(source, shot, height)
            with Image.open(shot) as opened:
                taken = opened.convert("RGB").crop((0, 0, WIDTH * SCALE, opened.height))
        end = _end(taken)
        if end < taken.height:
            taken.crop((0, 0, taken.width, end)).save(path)
            return
    raise ValueError(f"{path.stem} is longer than {HEIGHTS[-1]} pixels")


async def _shoot(source: Path, shot: Path, height: int) -> None:
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={shot.parent / 'profile'}",
        f"--force-device-scale-factor={SCALE}",
        f"--window-size={WIDTH + 110},{height}",  # a narrower window is not to be had everywhere
        f"--screenshot={shot}",
        source.as_uri(),
    )
    process = await asyncio.create_subprocess_exec(CHROMIUM, *options, stderr=asyncio.subprocess.PIPE)
    _, said = await process.communicate()
    if not shot.is_file():
        raise OSError(f"Chromium took no picture: {said.decode(errors='replace')[-500:]}")


def _end(picture: Image.Image) -> int:
    """The first row below the page; the picture's height if there is none."""
    column = picture.crop((0, 0, 1, picture.height)).tobytes()
    rows = (tuple(column[place : place + 3]) for place in range(0, len(column), 3))
    return next((number for number, pixel in enumerate(rows) if pixel == BELOW), picture.height)
