"""Updates wait until confirmed, come to one poller or webhook, and fail as planned."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import Conflict

from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.server import LEFT, BotApi
from tests.telegram.serving import serve


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[str]:
    server, port = await serve(app)
    yield f"http://127.0.0.1:{port}"
    await server.shutdown()


async def test_updates_wait_until_confirmed(bot: Bot, lin: Person) -> None:
    await lin.says("一")
    await lin.says("二")
    first = await bot.get_updates()
    assert [update.message.text for update in first if update.message] == ["一", "二"]
    assert await bot.get_updates() == first
    assert await bot.get_updates(offset=first[1].update_id) == first[1:]
    assert await bot.get_updates() == first[1:]
    assert await bot.get_updates(offset=first[1].update_id + 1) == ()


async def test_a_poller_gets_an_update_as_it_comes(telegram: BotApi, bot: Bot, lin: Person) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.until(lambda: telegram.calls("getUpdates"), 5, "a poll")
    await lin.says("在吗")
    (update,) = await polling
    assert update.message
    assert update.message.from_user
    assert update.message.from_user.language_code == "zh-hans"


async def test_a_poll_without_updates_ends_empty(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_a_second_poller_ends_the_first(telegram: BotApi, bot: Bot, lin: Person, raw: httpx.AsyncClient) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.until(lambda: telegram.calls("getUpdates"), 5, "a poll")
    second = asyncio.create_task(raw.post("getUpdates", json={"timeout": 30}))
    with pytest.raises(Conflict):
        await first
    await lin.says("在吗")
    assert len((await second).json()["result"]) == 1


async def test_a_poller_that_died_is_in_nobodys_way(telegram: BotApi, lin: Person, raw: httpx.AsyncClient) -> None:
    with pytest.raises(httpx.ReadTimeout):
        await raw.post("getUpdates", json={"timeout": 30}, timeout=0.2)
    await telegram.until(lambda: telegram.journal[-1].description, 5, "the end of the poll")
    await lin.says("在吗")
    assert len((await raw.post("getUpdates", json={})).json()["result"]) == 1
    assert [call.status for call in telegram.journal] == [None, 200]


async def test_a_bot_that_is_killed_and_started_again_misses_nothing(
    telegram: BotApi, lin: Person, raw: httpx.AsyncClient
) -> None:
    poll = "import sys, urllib.request as http; [http.urlopen(sys.argv[1]).read() for _ in range(2)]"
    url = f"{telegram.base_url}{telegram.token}/getUpdates?timeout=30"
    hang = faults.Hang()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", poll, url)
    await telegram.until(lambda: telegram.calls("getUpdates"), 20, "the first poll")
    second = telegram.plan("getUpdates", hang)
    await lin.says("在吗")
    await telegram.until(lambda: second.used, 20, "the second poll")
    process.kill()
    await process.wait()
    await telegram.until(lambda: telegram.journal[-1].description == LEFT, 20, "the end of the second poll")
    again = (await raw.post("getUpdates", json={"timeout": 30})).json()["result"]
    assert [update["message"]["text"] for update in again] == ["在吗"]


async def test_updates_are_doubled_withheld_and_swapped(telegram: BotApi, bot: Bot, lin: Person) -> None:
    async def texts(offset: int) -> list[str | None]:
        return [u.message.text for u in await bot.get_updates(offset) if u.message]

    update = await lin.says("一")
    after = update["update_id"] + 1
    assert await texts(0) == ["一"]
    assert await texts(after) == []
    telegram.world.updates.duplicate(update)
    assert await texts(after) == ["一"]
    telegram.world.updates.withhold()
    await lin.says("二")
    await lin.says("三")
    assert await texts(after) == []
    telegram.world.updates.release([1, 0])
    assert await texts(after) == ["三", "二"]
    assert await texts(after) == []


async def test_only_updates_asked_for_come(bot: Bot, lin: Person) -> None:
    await bot.get_updates(allowed_updates=["message"])
    update = await lin.says("一")
    assert await lin.edits(update, "二") == {}
    assert len(await bot.get_updates()) == 1


async def test_a_webhook_gets_each_update_until_it_takes_it(telegram: BotApi, bot: Bot, lin: Person) -> None:
    taken: list[tuple[str, str]] = []

    async def hook(request: Request) -> Response:
        text = (await request.json())["message"]["text"]
        taken.append((text, request.headers["x-telegram-bot-api-secret-token"]))
        telegram.happened()
        return Response(status_code=500 if len(taken) == 1 else 200)

    async with serving(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as address:
        await bot.set_webhook(f"{address}/hook", secret_token="abc")
        with pytest.raises(Conflict):
            await bot.get_updates()
        await lin.says("一")
        await lin.says("二")
        await telegram.until(lambda: len(taken) == 3, 5, "three deliveries")
        assert taken == [("一", "abc"), ("一", "abc"), ("二", "abc")]
        await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""


async def test_a_webhook_gets_one_persons_updates_in_order_and_different_peoples_side_by_side(
    telegram: BotApi, bot: Bot, lin: Person
) -> None:
    came: list[str] = []
    let_go = asyncio.Event()

    async def hook(request: Request) -> Response:
        text = (await request.json())["message"]["text"]
        came.append(text)
        telegram.happened()
        if text == "一":
            await let_go.wait()
        return Response()

    zhou = Person(telegram, 102, "小周")
    async with serving(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as address:
        await bot.set_webhook(f"{address}/hook")
        await lin.says("一")
        await lin.says("二")
        await zhou.says("三")
        await telegram.until(lambda: len(came) == 2, 5, "two deliveries")
        assert came == ["一", "三"]
        let_go.set()
        await telegram.until(lambda: not telegram.world.updates.pending, 5, "all deliveries")
        assert came == ["一", "三", "二"]
        await bot.delete_webhook()
