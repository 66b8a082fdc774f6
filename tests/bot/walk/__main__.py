"""A walk through every screen of the product in Telegram, with a picture of each: `python -m tests.bot.walk FOLDER`.

A real bot is served in this process against the loopback Bot API server, a new one for each chapter. Another screen is
another step in a chapter: a step's picture shows what is new or changed in the chat since the step before of the same
person. The pictures need Chromium, and Chinese and emoji fonts: on Debian the packages chromium, fonts-noto-cjk and
fonts-noto-color-emoji.
"""

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.bootstrap import open_practice
from bot.practice import Practice
from bot.settings import Access, Database, Desk, Limits, Rules, Settings, Telegram
from state.content.terms import Lang
from tests.bot.telegram_process import database, served
from tests.bot.walk.coaching import COACHING
from tests.bot.walk.inviting import INVITING
from tests.bot.walk.practising import PRACTISING
from tests.bot.walk.running import RUNNING
from tests.bot.walk.walking import ABOUT, ADMINS, COACHES, PATIENCE, Chapter, walk_in
from tests.telegram.camera import camera, chromium
from tests.telegram.server import BotApi

CHAPTERS: Mapping[str, Chapter] = {
    each.name: each
    for each in (
        Chapter("practising", PRACTISING),
        Chapter("running", RUNNING),
        Chapter("coaching", COACHING, desk="https://duilian.example/desk"),
        Chapter("inviting", INVITING, pace=1, mode="invite"),
    )
}
FONTS = {"zh-cn": "fonts-noto-cjk", "und-zsye": "fonts-noto-color-emoji"}  # what has to be shown: Debian's package


@asynccontextmanager
async def bot_at(telegram: BotApi, folder: Path, chapter: Chapter) -> AsyncIterator[Practice]:
    """A bot with all that ships, its records in a folder, served as long as the block lasts."""
    urls = {"base_url": telegram.base_url, "base_file_url": telegram.base_file_url}
    settings = Settings(
        limits=Limits(messages=0, talks=0),  # nobody looks at so many screens in a minute
        telegram=Telegram.model_validate({"token": telegram.token, **urls}),
        database=Database(url=database(folder)),
        practice=Rules(pace=chapter.pace),
        access=Access(
            mode=chapter.mode,
            admins=tuple(ADMINS.values()),
            coaches=tuple(COACHES.values()) if chapter.mode == "open" else (),
        ),
        desk=Desk(url=chapter.desk),
    )
    practice = open_practice(settings)
    try:
        async with served(practice):
            yield practice
    finally:
        practice.records.close()


async def walk(chapter: Chapter, langs: Sequence[Lang], folder: Path, only: Sequence[str]) -> list[str]:
    """Play a chapter's steps, and put pictures of them into a folder. Returns what went wrong.

    only: parts of names; none: all.
    """
    failed, pages = list[str](), dict[str, str]()
    with tempfile.TemporaryDirectory() as home:
        async with BotApi() as telegram, bot_at(telegram, Path(home), chapter) as practice:
            await telegram.until(
                lambda: len(telegram.calls("setMyShortDescription")) >= len(ABOUT) + 1,
                PATIENCE,
                "commands and description",
            )
            for lang in langs:
                taken = walk_in(telegram, practice, lang, chapter)
                await taken.play()
                failed += taken.failed
                pages |= taken.pages
            failed += map(str, telegram.violations)
    folder.mkdir(parents=True, exist_ok=True)
    async with camera() as photograph:
        for name, page in pages.items():
            if not only or any(part in name for part in only):
                await photograph(page, folder / f"{name}.png")
    return failed


def lacking() -> list[str]:
    """The Debian packages without which there are no pictures, or none in which all can be read."""
    found = [] if chromium() else ["chromium"]
    if shutil.which("fc-list"):  # elsewhere than on Linux the system has its own
        found += [package for language, package in FONTS.items() if not _has_font(language)]
    return found


def _has_font(language: str) -> bool:
    asked = ["fc-list", f":lang={language}", "family"]
    return bool(subprocess.run(asked, check=True, capture_output=True).stdout.strip())


def main(arguments: Sequence[str] | None = None) -> None:
    """Say what could not be done, if anything. arguments: of the command line; None for those it was started with."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bot.walk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--lang", choices=ABOUT, nargs="+", default=tuple(ABOUT))
    parser.add_argument("--chapter", choices=CHAPTERS, nargs="+", default=tuple(CHAPTERS), help="what to walk through")
    parser.add_argument("--only", nargs="+", default=[], help="parts of the names of the pictures to take")
    given = parser.parse_args(arguments)
    missing = lacking()
    if missing:
        parser.error(
            f"no pictures can be taken without {' and '.join(missing)}. On Debian: apt-get install {' '.join(missing)}"
        )
    failed = [
        told
        for name in given.chapter
        for told in asyncio.run(walk(CHAPTERS[name], given.lang, given.folder, given.only))
    ]
    print(*failed, sep="\n")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
