"""Delivery of updates by POST: one person's one after another, different people's side by side, again until taken."""

import asyncio
import time
from collections import Counter

import httpx

from tests.telegram.chats import Json
from tests.telegram.updates import Entry, Updates, whose

RETRY_S = 0.05  # Telegram waits longer; a test should not
LONGEST_RETRY_S = 0.8  # after several tries
PATIENCE_S = 60.0  # for an answer, as Telegram has
AT_ONCE = 40  # deliveries side by side, unless the bot asks for another number


class Webhook:
    """url: '' while there is none. error, failed_at: how the last delivery failed, '' if it did not, and when.

    tries: how often each update was delivered, by its id. taken: how many deliveries were taken.
    """

    def __init__(self, updates: Updates) -> None:
        self.url = ""
        self.secret = ""
        self.error = ""
        self.failed_at = 0
        self.tries: Counter[int] = Counter()
        self.taken = 0
        self._updates = updates
        self._at_once = AT_ONCE
        self._task: asyncio.Task[None] | None = None

    async def turn(self, url: str, secret: str = "", at_once: int = AT_ONCE) -> None:
        """Deliver to this address from now on; '' ends it. Told the same once more, it goes on.

        at_once: how many deliveries are made side by side.
        """
        if self._task and (url, secret, at_once) == (self.url, self.secret, self._at_once):
            return
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None
        self.url, self.secret, self.error, self._at_once = url, secret, "", at_once
        if url:
            self._task = asyncio.create_task(self._deliver())

    def info(self) -> Json:
        """A WebhookInfo."""
        known = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        failed = {"last_error_message": self.error, "last_error_date": self.failed_at}
        return {**known, **failed} if self.error else known

    async def post(self, http: httpx.AsyncClient, update: Json) -> bool:
        """Deliver an update once; whether it was taken."""
        self.tries[update["update_id"]] += 1
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            (await http.post(self.url, json=update, headers=headers, timeout=PATIENCE_S)).raise_for_status()
        except httpx.HTTPError as error:
            self.error, self.failed_at = str(error) or type(error).__name__, int(time.time())
            return False
        self.taken += 1
        return True

    async def _deliver(self) -> None:
        busy: set[int] = set()
        limits = httpx.Limits(max_connections=self._at_once)
        async with httpx.AsyncClient(limits=limits) as http, asyncio.TaskGroup() as deliveries:
            free = asyncio.Semaphore(self._at_once)

            async def deliver(entry: Entry) -> None:
                wait = RETRY_S
                while not await self.post(http, entry.update):
                    await asyncio.sleep(wait)
                    wait = min(2 * wait, LONGEST_RETRY_S)
                busy.discard(whose(entry.update))
                free.release()
                self._updates.confirm(entry)

            while await free.acquire() and (entry := await self._updates.first_of_another(busy)):
                busy.add(whose(entry.update))
                deliveries.create_task(deliver(entry))
