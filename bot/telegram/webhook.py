"""Webhook: Telegram delivers updates by POST, and each is confirmed once it is handled, so that none is lost."""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from telegram import Bot, Update
from telegram.error import BadRequest

from bot.settings import SettingsError
from bot.telegram.address import VARIABLE, Address
from bot.telegram.intake import Intake
from bot.telegram.metrics import Metrics, Refusal
from bot.telegram.retrying import insist
from bot.telegram.updates import KINDS

LARGEST = 2**20  # bytes of a delivery; Telegram's are a few thousand
SLOWEST = 5.0  # seconds that a delivery may take to arrive
CONNECTIONS = 40  # deliveries at once, as Telegram does it by itself
HEADER = "X-Telegram-Bot-Api-Secret-Token"
log = logging.getLogger(__name__)


async def announce(bot: Bot, address: Address) -> None:
    """Let Telegram deliver here, however long it takes until it knows.

    Raises SettingsError if Telegram does not take the address.
    """
    call = partial(
        bot.set_webhook,
        address.url,
        max_connections=CONNECTIONS,
        allowed_updates=KINDS,
        secret_token=address.secret,
    )

    async def set_webhook() -> bool:
        try:
            return await call()
        except BadRequest as error:
            raise SettingsError(f"Telegram does not take {VARIABLE}URL {address.url}: {error.message}.") from error

    await insist("setWebhook", set_webhook)


@dataclass(frozen=True)
class Hook:
    """Takes deliveries. is_open: whether updates can be handled yet.

    Answers 200 once the update's transaction is committed, so that Telegram delivers again what died before. An update
    that could not be kept, for the records were away, is answered so too, after its sender was told that it does not
    count: if it came again it would count after all, and what its sender then said anew would count twice. Polling
    confirms such an update for the same reason.
    """

    bot: Bot
    intake: Intake
    metrics: Metrics
    secret: str = field(repr=False)
    is_open: Callable[[], bool]

    async def __call__(self, request: Request) -> Response:
        """Take a delivery, or refuse it.

        403 without the right secret, 408 if it breaks off, 413 if it is too large, 400 if no update; 503 before and
        after updates can be handled.
        """
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), self.secret.encode()):
            return self._refuse(403, "secret")
        try:
            async with asyncio.timeout(SLOWEST):
                body = await _body(request)
        except (TimeoutError, ClientDisconnect):
            return self._refuse(408, "broken off")
        if body is None:
            return self._refuse(413, "size")
        update = self._update(body)
        if update is None:
            return self._refuse(400, "content")
        if not self.is_open():
            return self._refuse(503, "early")
        if not await self.intake.take(update):
            return self._refuse(503, "late")
        return Response()

    def _update(self, body: bytes) -> Update | None:
        try:
            read: Any = json.loads(body)
            if not isinstance(read, dict) or type(read.get("update_id")) is not int:
                return None
            return Update.de_json(read, self.bot)
        except Exception as error:  # whatever the library makes of what is no update
            log.info("A delivery could not be read: %s", type(error).__name__)  # without the message, which quotes it
            return None

    def _refuse(self, status: int, reason: Refusal) -> Response:
        """Refuse a delivery, and tell whoever sent it nothing."""
        self.metrics.refused(reason)
        log.warning("A delivery was refused with %s (%s).", status, reason)
        return Response(status_code=status)


async def _body(request: Request) -> bytes | None:
    """The body of a request; None if it is larger than `LARGEST`, of which no more is read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)
