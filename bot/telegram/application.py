"""Application: Telegram is served from a first call that finds it until a signal, with nothing left open."""

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from telegram import Bot
from telegram.ext import Application

from bot.actions import COMMANDS, STAFF
from bot.practice import Practice
from bot.retaining import keep_tidy
from bot.settings import Telegram
from bot.telegram.deliveries import Deliveries
from bot.telegram.handlers import App, Trainee
from bot.telegram.polling import poll
from bot.telegram.retrying import insist
from bot.texts import texts
from state.content.terms import Lang

SIGNALS = (signal.SIGINT, signal.SIGTERM)
log = logging.getLogger(__name__)


async def serve(practice: Practice) -> None:
    """Serve Telegram until cancelled, or stopped by Ctrl-C or SIGTERM; what is in hand is finished.

    Raises SettingsError if Telegram does not know the token; RecordsUnavailable if the records cannot be read at first.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("transitions").setLevel(logging.WARNING)  # below that it logs every step of every customer
    logging.getLogger("httpx").setLevel(logging.WARNING)  # below that it logs addresses, which hold the token
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
    application = _built(practice.settings.telegram)
    bot: Bot = application.bot
    deliveries = Deliveries(bot, practice.records, practice.stage)
    Trainee(practice, deliveries).enter(application)
    introducing: asyncio.Task[None] | None = None
    tidying = asyncio.create_task(keep_tidy(practice.records, practice.settings.practice.retention_days))
    try:
        await insist("getMe", application.initialize)
        await insist("deleteWebhook", bot.delete_webhook)  # polling is refused while there is one
        introducing = asyncio.create_task(_introduce(bot, practice.settings.practice.lang))
        await deliveries.resume()
        log.info("Serving Telegram as @%s.", bot.username)
        await poll(application)
    finally:
        beside = [task for task in (tidying, introducing) if task is not None]
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await deliveries.close()
        await application.shutdown()
        await bot.shutdown()  # the application does not do it unless it was ready
        log.info("Stopped.")


def _built(settings: Telegram) -> App:
    builder = Application.builder().token(settings.token.get_secret_value())
    return builder.base_url(settings.base_url).base_file_url(settings.base_file_url).updater(None).build()


async def _introduce(bot: Bot, default: Lang) -> None:
    """Set the list of commands that Telegram offers. default: for apps in neither Chinese nor English."""
    languages: tuple[tuple[str | None, Lang], ...] = ((None, default), ("zh", "zh"), ("en", "en"))
    for code, lang in languages:
        offered = [(name, texts(lang)(f"command-{name}")) for name in COMMANDS if name not in ("start", *STAFF)]
        await insist("setMyCommands", partial(bot.set_my_commands, offered, language_code=code))


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
