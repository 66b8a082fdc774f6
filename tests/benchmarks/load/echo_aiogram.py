"""An echo bot, as bare as aiogram 3 makes one: `echo_aiogram.py TOKEN BASE [PORT]`, in an environment of its own.

With a port, updates are delivered there, to the library's own handler; without, it polls.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say what was said."""
    await message.answer(message.text or "")


def main(token: str, base: str, port: int | None) -> None:
    """Serve until killed."""

    async def begin(bot: Bot) -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}/telegram")

    async def poll() -> None:
        await dispatcher.start_polling(made())

    def made() -> Bot:
        return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(base)))

    if port is None:
        asyncio.run(poll())
        return
    dispatcher.startup.register(begin)
    app, bot = web.Application(), made()
    SimpleRequestHandler(dispatcher, bot).register(app, "/telegram")
    setup_application(app, dispatcher, bot=bot)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
