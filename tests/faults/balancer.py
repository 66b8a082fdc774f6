"""A load balancer: every connection goes to the next worker that takes it, and breaks off with that worker."""

import asyncio
from contextlib import suppress
from typing import Self

CHUNK = 65_536


class Balancer:
    """`async with Balancer() as balancer`: listens at `port` of 127.0.0.1 until the block ends.

    workers: the ports of those that there are; they may change at any time.
    """

    def __init__(self) -> None:
        self.workers: list[int] = []
        self._turn = 0

    async def __aenter__(self) -> Self:
        self._carrying: set[asyncio.Task[None]] = set()
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        try:
            with suppress(OSError, asyncio.CancelledError):
                await self._carry(reader, writer)
        finally:
            self._carrying.discard(task)
            writer.close()
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry bytes both ways until either side ends; where no worker takes a connection, it ends at once."""
        for _ in range(len(self.workers)):
            self._turn += 1
            try:
                port = self.workers[self._turn % len(self.workers)]
                back, out = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
            ways = [asyncio.create_task(_pump(reader, out)), asyncio.create_task(_pump(back, writer))]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
                out.close()
                out.transport.abort()
            return


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(CHUNK):
        writer.write(chunk)
        await writer.drain()
