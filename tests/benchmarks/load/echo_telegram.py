"""An echo bot, as bare as python-telegram-bot makes one: `echo_telegram BASE_URL [PORT]`.

With a port, updates are delivered there; without, it polls. By webhook it is the library's own example for a custom
server (customwebhookbot), on the server that Duilian uses too.
"""

import asyncio
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.benchmarks.load.server import TOKEN


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    message = update.effective_message
    assert message is not None
    assert message.text is not None
    await message.reply_text(message.text)


def main(base_url: str, port: int | None) -> None:
    """Serve until killed."""
    builder = Application.builder().token(TOKEN).base_url(base_url).concurrent_updates(True)
    if port is None:
        application = builder.build()
        application.add_handler(MessageHandler(filters.TEXT, echo))
        application.run_polling()
    else:
        asyncio.run(listen(builder.updater(None).build(), port))


async def listen(application: "Application", port: int) -> None:  # type: ignore[type-arg]
    """Take what is delivered."""
    application.add_handler(MessageHandler(filters.TEXT, echo))

    async def take(request: Request) -> Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return Response()

    routes = [Route("/telegram", take, methods=["POST"])]
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=routes), port=port, http="h11", ws="none", lifespan="off", log_config=None)
    )
    async with application:
        await application.start()
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        await application.bot.set_webhook(f"http://127.0.0.1:{port}/telegram")
        await serving
        await application.stop()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
