"""Delivery of updates by POST, one at a time and again until the bot takes it."""

import asyncio
import math
import time

import httpx

from tests.telegram.chats import Json
from tests.telegram.updates import Updates

RETRY_S = 0.05  # Telegram waits longer; a test should not
PATIENCE_S = 60.0  # for an answer, as Telegram has


class Webhook:
    """url: '' while there is none. error, failed_at: how the last delivery failed, '' if it did not, and when."""

    def __init__(self, updates: Updates) -> None:
        self.url = ""
        self.error = ""
        self.failed_at = 0
        self._updates = updates
        self._task: asyncio.Task[None] | None = None

    async def turn(self, url: str, secret: str = "") -> None:
        """Deliver to this address from now on; '' ends it."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None
        self.url, self.error = url, ""
        if url:
            self._task = asyncio.create_task(self._deliver(url, secret))

    def info(self) -> Json:
        """A WebhookInfo."""
        known = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        failed = {"last_error_message": self.error, "last_error_date": self.failed_at}
        return {**known, **failed} if self.error else known

    async def _deliver(self, url: str, secret: str) -> None:
        offset = 0
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        async with httpx.AsyncClient(headers=headers, timeout=PATIENCE_S) as http:
            while updates := await self._updates.get(offset, 1, math.inf):
                try:
                    (await http.post(url, json=updates[0])).raise_for_status()
                except httpx.HTTPError as error:
                    self.error, self.failed_at = str(error) or type(error).__name__, int(time.time())
                    await asyncio.sleep(RETRY_S)
                else:
                    offset = updates[0]["update_id"] + 1
