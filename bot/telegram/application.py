"""Application: Telegram is served, by polling or by webhook, until a signal, with nothing left open."""

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace

import httpx
from telegram import Bot
from telegram.ext import Application
from telegram.request import HTTPXRequest

from bot.logs import left_over
from bot.practice import Practice
from bot.retaining import keep_tidy
from bot.settings import Telegram
from bot.telegram.deliveries import POLLING, Deliveries
from bot.telegram.handlers import App, Trainee
from bot.telegram.haste import Gate
from bot.telegram.intake import Intake
from bot.telegram.introducing import Introductions
from bot.telegram.metrics import Metrics
from bot.telegram.pacing import Pacer
from bot.telegram.polling import poll
from bot.telegram.reminders import keep_reminding
from bot.telegram.retrying import insist

SIGNALS = (signal.SIGINT, signal.SIGTERM)
CONNECTIONS = 256
"""Calls to Telegram at once; beyond that they wait for each other."""
KEPT = 6
"""Connections that are left open for the next call. All that are open are looked at in each call."""
log = logging.getLogger(__name__)


async def serve(practice: Practice) -> None:
    """Serve Telegram until cancelled, or stopped by Ctrl-C or SIGTERM; what is in hand is finished.

    Raises SettingsError if Telegram does not know the token or does not take the webhook's address, or if that cannot
    be listened at; RecordsUnavailable if the records cannot be read at first.
    """
    asyncio.get_running_loop().set_exception_handler(left_over)
    logging.getLogger("telegram.ext.ExtBot").setLevel(logging.CRITICAL + 1)  # it logs updates that it cannot read whole
    serving = asyncio.create_task(_serve(practice))
    with _at_signals(serving.cancel):
        try:
            await asyncio.wait({serving})
        finally:
            serving.cancel()
            await asyncio.wait({serving})
    if not serving.cancelled():
        serving.result()


async def _serve(practice: Practice) -> None:
    settings, metrics = practice.settings.telegram, Metrics()
    practice = replace(practice, watcher=metrics)
    pacer = Pacer(settings.rate)
    application = _built(settings, pacer)
    bot: Bot = application.bot
    deliveries = Deliveries(bot, pacer, practice.records, practice.stage, metrics, worker_of(settings))
    trainee = Trainee(practice, deliveries, Introductions(bot, practice), metrics)
    trainee.enter(application)
    intake = Intake(application, metrics, Gate(bot, practice).admits)
    try:
        if settings.mode == "polling":
            await insist("getMe", application.initialize)
            await insist("deleteWebhook", bot.delete_webhook)  # polling is refused while there is one
            async with _watched(trainee), _begun(trainee, bot):
                await poll(bot, intake)
        else:
            await _listen(trainee, bot, intake)
    finally:
        await deliveries.close()
        await application.shutdown()
        await bot.shutdown()  # the application does not do it unless it was ready
        log.info("Stopped.")


async def _listen(trainee: Trainee, bot: Bot, intake: Intake) -> None:
    """Take what Telegram delivers. The webhook stays set at the end: Telegram keeps what comes while nobody is here."""
    from bot.desk.desk import Desk  # what serves HTTP takes a while to load, and polling does without
    from bot.listening import listening
    from bot.telegram.address import VARIABLE, address_of
    from bot.telegram.health import Health
    from bot.telegram.web import web
    from bot.telegram.webhook import Hook, announce

    practice, metrics = trainee.practice, trainee.metrics
    settings = practice.settings.telegram
    address, health = address_of(settings), Health(practice)
    hook = Hook(bot, intake, metrics, address.secret, lambda: health.known)
    app = web(hook, health, metrics, Desk(practice))
    async with listening(app, settings.webhook, VARIABLE):
        await insist("getMe", intake.application.initialize)
        health.known = True
        await announce(bot, address)
        async with _begun(trainee, bot):
            await asyncio.Event().wait()


@asynccontextmanager
async def _watched(trainee: Trainee) -> AsyncIterator[None]:
    """Answer probes as long as the block lasts, if that is set: by polling, nothing else needs a port."""
    place = trainee.practice.settings.watching
    if not place.port:
        yield
        return
    from starlette.applications import Starlette

    from bot.listening import listening
    from bot.telegram.health import Health
    from bot.telegram.probing import probes

    app = Starlette(routes=[*probes(Health(trainee.practice, known=True), trainee.metrics)])
    async with listening(app, place, "DUILIAN_WATCHING__"):
        yield


async def _know_the_reader(practice: Practice, metrics: Metrics) -> None:
    await asyncio.to_thread(lambda: practice.reader.version)
    metrics.reader_is_loaded = True


@asynccontextmanager
async def _begun(trainee: Trainee, bot: Bot) -> AsyncIterator[None]:
    """Send what was left unsent, say what the bot can do, and remind, as long as the block lasts."""
    practice, deliveries = trainee.practice, trainee.deliveries
    beside = [
        asyncio.create_task(_know_the_reader(practice, trainee.metrics)),
        asyncio.create_task(trainee.introductions.everybody()),
        asyncio.create_task(trainee.introductions.menus.keep(deliveries.worker)),
        asyncio.create_task(deliveries.watch()),
        asyncio.create_task(keep_reminding(practice, deliveries)),
        asyncio.create_task(keep_tidy(practice.records, practice.settings.practice.retention_days, deliveries.worker)),
    ]
    try:
        log.info("Serving Telegram as @%s, by %s.", bot.username, practice.settings.telegram.mode)
        yield
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


def worker_of(settings: Telegram) -> str:
    """What this process is called among those that serve the bot; the same after it was started anew in its place."""
    return POLLING if settings.mode == "polling" else f"{socket.gethostname()}:{settings.webhook.port}"


def _built(settings: Telegram, pacer: Pacer) -> App:
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=KEPT)
    builder = Application.builder().token(settings.token.get_secret_value()).rate_limiter(pacer)
    builder = builder.request(HTTPXRequest(httpx_kwargs={"limits": limits}))
    return builder.base_url(settings.base_url).base_file_url(settings.base_file_url).updater(None).build()


@contextmanager
def _at_signals(stop: Callable[[], object]) -> Iterator[None]:
    """Call `stop` at Ctrl-C and SIGTERM where the event loop can; where not, Ctrl-C cancels the main task."""
    loop, taken = asyncio.get_running_loop(), []
    for number in SIGNALS:
        try:
            loop.add_signal_handler(number, stop)
        except (NotImplementedError, RuntimeError):  # on Windows; in a thread
            continue
        taken.append(number)
    try:
        yield
    finally:
        for number in taken:
            loop.remove_signal_handler(number)
