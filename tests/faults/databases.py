"""The databases under test: where they are, and what it is like when one is away or its disk is full."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

from tests.postgres import Cluster

Kind = Literal["sqlite", "postgresql"]
SIZE = "192m"
"""Of the small disk: an empty PostgreSQL takes a third of it."""


class Sqlite:
    """A file in a folder."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "duilian.db"
        self.url = f"sqlite:///{self.file.as_posix()}"

    async def begin(self) -> None:
        """It is made by whoever opens it first."""

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Nobody gets at it, as while another program writes for long."""
        with closing(sqlite3.connect(self.file, isolation_level=None, timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    async def recover(self) -> None:
        """There is nothing to be started again."""

    def close(self) -> None:
        """There is nothing to be stopped."""


class Postgresql:
    """A server of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self._cluster = Cluster(folder / "server")
        self.url = self._cluster.url("duilian")

    async def begin(self) -> None:
        """Start it, with an empty database."""
        settings = {"max_wal_size": "64MB", "min_wal_size": "32MB"}
        await asyncio.to_thread(self._cluster.begin, **settings)
        await asyncio.to_thread(self._cluster.order, "CREATE DATABASE duilian")

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """The server dies, and is started again."""
        await asyncio.to_thread(self._cluster.stop)
        yield
        await asyncio.to_thread(self._cluster.start)

    async def recover(self) -> None:
        """Wait until it answers again; it is started if it died."""
        while (state := await asyncio.to_thread(self._cluster.state)) != "ready":
            if state == "gone":
                await asyncio.to_thread(self._cluster.start)
            await asyncio.sleep(0.1)

    def close(self) -> None:
        """Stop it."""
        if self._cluster.state() != "gone":
            self._cluster.stop()


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Let a folder be a small disk of its own; False where that is not allowed."""
    mounted = os.geteuid() == 0 and shutil.which("mount") is not None
    if mounted:
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "tmpfs", str(folder)]
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


@asynccontextmanager
async def filled(folder: Path) -> AsyncIterator[None]:
    """Not a byte is free on the small disk of a folder as long as the block lasts."""
    assert folder.is_mount(), "or the disk of this machine would be filled"
    ballast = folder / "ballast"

    async def fill() -> None:
        while True:  # for what others let go of, too
            with ballast.open("ab", buffering=0) as file, suppress(OSError):
                while file.write(bytes(65_536)):
                    pass
            await asyncio.sleep(0.1)

    filling = asyncio.create_task(fill())
    try:
        yield
    finally:
        filling.cancel()
        await asyncio.wait({filling})
        ballast.unlink(missing_ok=True)
