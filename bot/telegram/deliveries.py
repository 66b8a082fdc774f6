"""Deliveries: an outbox for everybody to whom something is to be said, for as long as there is something."""

import asyncio
import logging
import traceback
from contextvars import Context
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot

from bot.delivery import Outbox, now
from bot.stage import Stage
from bot.telegram.metrics import Metrics
from bot.telegram.pacing import Pacer
from bot.telegram.sending import Sender
from state.records.errors import RecordsUnavailable
from state.records.records import Records

LOOK = 5.0  # seconds between two looks for what waits and nobody here has queued
POLLING = "polling"
"""What the worker is called that fetches updates. Telegram lets there be one, so all that waits is its to send."""
STRANDED = timedelta(seconds=1)
"""How long a message has been due before a worker takes it that did not queue it: whoever did is to send it then."""
log = logging.getLogger(__name__)


@dataclass
class _Line:
    """One person's outbox. wakes: how often there was news for it."""

    outbox: Outbox
    wakes: int = 0
    serving: "asyncio.Task[None] | None" = None


@dataclass
class Deliveries:
    """Sends what waits in the records to the people whom it waits for, side by side.

    worker: what this process is called, and was called before it was started anew.
    """

    bot: Bot
    pacer: Pacer
    records: Records
    stage: Stage
    metrics: Metrics = field(default_factory=Metrics)
    worker: str = POLLING
    _lines: dict[str, _Line] = field(default_factory=dict)

    async def watch(self) -> None:
        """Send what was left unsent when the program last ended, and what others queue, until cancelled.

        Others are a coach who decides in a terminal, or a worker that died. Records that are away are asked again.
        """
        while True:
            try:
                waiting = await asyncio.to_thread(self._waiting)
            except RecordsUnavailable as error:
                log.warning("What waits to be sent is looked for again in %.0f seconds: %s", LOOK, error)
                waiting = []
            for user_id in waiting:
                if user_id.startswith("telegram:") and user_id not in self._lines:  # a terminal may share the records
                    self.wake(user_id)
            await asyncio.sleep(LOOK)

    def wake(self, user_id: str, chat: int | None = None) -> None:
        """Something was queued for this person. chat: where they are written to, if that is known."""
        line = self._lines.get(user_id)
        if line is None:
            sender = Sender(self.bot, self.pacer, self.records, self.stage, user_id, chat)
            line = self._lines[user_id] = _Line(
                Outbox(self.records, user_id, self.metrics.counted(sender), self.worker)
            )
            # Whatever wakes it, an outbox serves more than the update that is being handled now.
            line.serving = asyncio.create_task(self._serve(user_id, line), context=Context())
        line.wakes += 1
        line.outbox.wake()

    async def close(self) -> None:
        """Let what is on its way arrive, then stop; the rest stays in the records."""
        tasks = [line.serving for line in self._lines.values() if line.serving is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, user_id: str, line: _Line) -> None:
        """Run an outbox until nothing waits in it, and forget it."""
        running = asyncio.create_task(line.outbox.run())
        idle: asyncio.Task[None] | None = None
        try:
            while not running.done():
                # An outbox that found nothing may have looked just before something was queued; so it is made to
                # look once more, and believed if nobody had news meanwhile.
                seen = line.wakes
                line.outbox.wake()
                idle = asyncio.create_task(line.outbox.idle())
                await asyncio.wait({running, idle}, return_when=asyncio.FIRST_COMPLETED)
                if idle.done() and seen == line.wakes:
                    break
                idle.cancel()
        finally:
            del self._lines[user_id]  # at once: who wakes it from here on gets a new one
            await _end(running, idle)
        if not running.cancelled() and (error := running.exception()) is not None:
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("Delivery to %s broke off: %s\n%s", user_id, type(error).__name__, where)

    def _waiting(self) -> list[str]:
        at = now()
        with self.records.unit() as unit:
            return unit.users_with_pending(self.worker, at, None if self.worker == POLLING else at - STRANDED)


async def _end(*tasks: "asyncio.Task[None] | None") -> None:
    left = [task for task in tasks if task is not None]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
