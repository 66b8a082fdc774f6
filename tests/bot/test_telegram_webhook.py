"""By webhook: who may deliver, when a delivery is confirmed, and what probes are told."""

import asyncio
import json
import logging
import re
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.practice import Practice
from bot.settings import Access, Desk, SettingsError, Telegram, Webhook
from bot.telegram import handlers
from bot.telegram.address import SECRET, address_of
from bot.telegram.application import serve
from bot.telegram.sending import COACH
from bot.telegram.webhook import HEADER, LARGEST
from bot.texts import texts
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import SOON, BotProcess, free_port, hears_until, locked, practice_at, served
from tests.bot.test_cli import duilian
from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

EN, ZH = texts("en"), texts("zh")
HELP = COACH + ZH("help")
URL = "https://bot.example.org/telegram"
GREETING = "王总您好，多花六万多谁都得问个为什么。您觉得贵，主要是跟哪家比？"


@pytest.fixture
def patience() -> int:
    """Milliseconds that the records wait for another writer; a busy machine needs many."""
    return int(SOON * 1000)


@pytest.fixture
async def unserved(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, patience: int
) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe, patience, way="webhook") as opened:
        yield opened


@pytest.fixture
async def practice(telegram: BotApi, unserved: Practice) -> AsyncIterator[Practice]:
    async with served(unserved):
        await telegram.until(lambda: telegram.world.webhook.url, 5, "a webhook")
        yield unserved


@pytest.fixture
async def bot(unserved: Practice) -> AsyncIterator[httpx.AsyncClient]:
    """Requests to the bot, with the right secret."""
    telegram = unserved.settings.telegram
    headers = {HEADER: address_of(telegram).secret}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{telegram.webhook.port}", headers=headers) as http:
        yield http


@pytest.fixture
def lin(telegram: BotApi) -> Person:
    return Person(telegram, LIN, "小林")


def numbers(metrics: str) -> dict[str, float]:
    """What was counted: name and labels -> value."""
    found = {}
    for family in text_string_to_metric_families(metrics):
        for sample in family.samples:
            found[" ".join([sample.name, *sample.labels.values()])] = sample.value
    return found


async def listens(bot: httpx.AsyncClient) -> None:
    async with asyncio.timeout(SOON):
        while True:
            try:
                await bot.get("/healthz")
            except httpx.ConnectError:
                await asyncio.sleep(0.01)
            else:
                return


async def test_telegram_is_told_where_to_deliver_what_and_with_which_secret(
    telegram: BotApi, practice: Practice
) -> None:
    [call] = telegram.calls("setWebhook")
    assert call.parameters["url"] == practice.settings.telegram.webhook.url
    assert SECRET.fullmatch(call.parameters["secret_token"])
    assert {"message", "callback_query"} <= set(call.parameters["allowed_updates"])
    assert telegram.calls("deleteWebhook") == []


PROXY = {"Host": "bot.example.org", "Origin": "https://bot.example.org"}
"""What a proxy passes on of a request to the desk."""


@pytest.fixture
async def with_desk(telegram: BotApi, unserved: Practice) -> AsyncIterator[Practice]:
    """One in which Lin coaches, with a desk behind a proxy."""
    changes = {"access": Access(coaches=(LIN,)), "desk": Desk(url="https://bot.example.org/desk")}
    practice = replace(unserved, settings=unserved.settings.model_copy(update=changes))
    async with served(practice):
        await telegram.until(lambda: telegram.world.webhook.url, 5, "a webhook")
        yield practice


@pytest.mark.usefixtures("with_desk")
async def test_the_desk_is_beside_the_webhook_and_is_entered_by_a_link_from_the_chat(
    bot: httpx.AsyncClient, lin: Person
) -> None:
    async with httpx.AsyncClient(base_url=bot.base_url, headers=PROXY) as http:
        for path, onward in (("/desk", "/desk/"), ("/desk/", "/desk/sign-in")):
            answer = await http.get(path)
            assert (answer.is_redirect, answer.headers["Location"]) == (True, onward), "by path, as the proxy is asked"
        await lin.says("/desk")
        [told] = await lin.hears(timeout=SOON)
        address = told.text.splitlines()[-1]
        assert address.startswith("https://bot.example.org/desk/in/")
        link = address.removeprefix("https://bot.example.org")
        page = await http.get(link)
        form = re.findall(r'name="form" value="([^"]+)"', page.text)[0]
        entered = await http.post(link, data={"form": form}, headers={"Cookie": kept(page)})
        assert (entered.status_code, entered.headers["Location"]) == (303, "/desk/")
        assert "Secure" in entered.headers["Set-Cookie"]
        overview = await http.get("/desk/", headers={"Cookie": kept(entered)})
        assert (overview.status_code, "小林" in overview.text) == (200, True)
        assert (await http.post("/telegram", content="{}")).status_code == 403, "the desk's visitors are not Telegram"


def kept(answer: httpx.Response) -> str:
    """The cookie that an answer sets, which a client that is not asked over HTTPS would not send by itself."""
    return answer.headers["Set-Cookie"].partition(";")[0]


async def test_what_is_no_delivery_of_telegrams_is_refused_and_neither_answered_nor_logged(
    practice: Practice, bot: httpx.AsyncClient, lin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    said = {"message_id": 1, "date": 0, "chat": lin.chat.json, "from": lin.user, "text": "机密"}
    update = {"update_id": 1, "message": said}

    async def answer(body: bytes | str, **headers: str | bytes) -> int:
        response = await bot.post("/telegram", content=body, headers={HEADER: bot.headers[HEADER], **headers})
        assert response.content == b""
        return response.status_code

    whole = json.dumps(update)
    assert [await answer(whole, **{HEADER: wrong}) for wrong in ("", "wrong", "秘密".encode())] == [403] * 3
    async with httpx.AsyncClient(base_url=bot.base_url) as stranger:
        assert (await stranger.post("/telegram", content=whole)).status_code == 403
    unreadable = ["", "机密", "[1]", "null", '{"update_id": "机密"}', '{"update_id": true}', "[" * 100_000, b"\xff{}"]
    unreadable += [json.dumps({"message": said}), json.dumps({"update_id": 1, "message": {"text": "机密"}})]
    assert [await answer(body) for body in unreadable] == [400] * len(unreadable)
    assert await answer(whole + " " * LARGEST) == 413
    assert (await bot.get("/telegram")).status_code == 405
    assert "机密" not in caplog.text
    refused = numbers((await bot.get("/metrics")).text)
    assert refused["duilian_webhook_refused_total secret"] == 4
    assert refused["duilian_webhook_refused_total content"] == len(unreadable)
    assert refused["duilian_webhook_refused_total size"] == 1
    await lin.says("/help")
    assert [message.text for message in await lin.hears()] == [HELP]


async def test_a_delivery_that_breaks_off_is_refused_quietly(
    practice: Practice, bot: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", practice.settings.telegram.webhook.port)
    head = f"POST /telegram HTTP/1.1\r\nHost: a\r\n{HEADER}: {bot.headers[HEADER]}\r\nContent-Length: 100\r\n\r\n"
    writer.write(f'{head}{{"update_id"'.encode())
    await writer.drain()
    writer.close()
    async with asyncio.timeout(5):
        while "duilian_webhook_refused_total broken off" not in numbers((await bot.get("/metrics")).text):
            await asyncio.sleep(0.01)
    assert "Traceback" not in caplog.text


async def test_a_delivery_is_confirmed_once_it_is_kept(
    telegram: BotApi, unserved: Practice, tmp_path: Path, lin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "NOTICED_IN", 0.1)  # so that it is known soon that the button is in hand
    async with served(unserved):
        await lin.says("/reminders")
        [shown] = await lin.hears()
        async with locked(tmp_path):
            query = lin.presses_on(shown, shown.buttons[0])
            await lin.notices(query, SOON)  # answered, so in hand, though it cannot be kept yet
            assert len(telegram.world.updates.pending) == 1
        async with asyncio.timeout(SOON):
            while telegram.world.updates.pending:  # nothing is called when a delivery is confirmed
                await asyncio.sleep(0.02)
        with unserved.records.unit() as unit:
            user = unit.user(f"telegram:{LIN}")
        assert user is not None
        assert not user.remind


async def test_delivered_twice_or_in_another_order_each_counts_once(
    telegram: BotApi, practice: Practice, bot: httpx.AsyncClient, lin: Person
) -> None:
    for line in ("/practice zh/vmc_price", "0", "0"):
        await lin.says(line)
    await hears_until(lin, "谈话开始")
    telegram.world.updates.withhold()
    updates = [await lin.says(text) for text in (GREETING, "他们那台是硬轨还是线轨，用的什么系统？")]
    for update in reversed(updates):
        both = await asyncio.gather(*(bot.post("/telegram", json=update) for _ in range(2)))
        assert [response.status_code for response in both] == [200, 200]
    telegram.world.updates.release()  # and Telegram delivers them once more
    await lin.says("/status")
    assert "说了 2 句" in (await hears_until(lin, "正在和王建国谈"))[-1].text
    assert numbers((await bot.get("/metrics")).text)["duilian_actions_total message repeated"] == 4


async def test_whoever_is_in_hand_waits_for_nobody_else_and_for_what_came_before(
    telegram: BotApi, practice: Practice, bot: httpx.AsyncClient, lin: Person
) -> None:
    await lin.says("/language")
    await lin.hears()
    slow = faults.Hang()
    hanging = telegram.plan("answerCallbackQuery", slow)
    other = Person(telegram, 102, "小周")
    telegram.world.updates.withhold()
    await lin.presses("English")
    await lin.says("/help")
    await other.says("/help")
    pressed, asked, others = telegram.world.updates._withheld or []
    first = asyncio.create_task(bot.post("/telegram", json=pressed))
    await telegram.until(lambda: hanging.used, 5, "a button in hand")
    second = asyncio.create_task(bot.post("/telegram", json=asked))
    assert (await bot.post("/telegram", json=others)).status_code == 200
    assert [message.text for message in await other.hears()] == [HELP]
    assert not first.done()
    assert not second.done()
    slow.release()
    assert [(await task).status_code for task in (first, second)] == [200, 200]
    assert (await lin.hears())[0].text == COACH + EN("help")


async def test_before_telegram_has_answered_it_lives_and_is_not_ready(
    telegram: BotApi, unserved: Practice, bot: httpx.AsyncClient, lin: Person
) -> None:
    slow = faults.Hang()
    telegram.plan("getMe", slow)
    telegram.world.updates.withhold()
    update = await lin.says("/help")
    async with served(unserved):
        await listens(bot)
        waiting = await bot.get("/readyz")
        assert waiting.status_code == 503
        assert "telegram: getMe has not been answered yet" in waiting.text
        assert (await bot.post("/telegram", json=update)).status_code == 503
        slow.release()
        await telegram.until(lambda: telegram.world.webhook.url, 5, "a webhook")
        ready = await bot.get("/readyz")
        assert (ready.status_code, ready.text) == (200, "telegram: ok\ncontent: ok\nreader: ok\nrecords: ok\n")
        telegram.world.updates.release()
        assert [message.text for message in await lin.hears()] == [HELP]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let go of a file that is open")
@pytest.mark.parametrize("patience", [50])
async def test_records_that_are_away_are_no_reason_to_end_it_but_to_send_nobody_here(
    practice: Practice, bot: httpx.AsyncClient, tmp_path: Path
) -> None:
    async with locked(tmp_path):
        busy = await bot.get("/readyz")
        counted = await bot.get("/metrics")
    assert (busy.status_code, "records: cannot be used (busy)" in busy.text) == (503, True)
    assert (counted.status_code, numbers(counted.text)["duilian_records_reachable"]) == (200, 0)
    async with asyncio.timeout(SOON):  # a task of the bot's own that waited for the records may come first
        while (await bot.get("/readyz")).status_code != 200:
            await asyncio.sleep(0.01)
    (tmp_path / "duilian.db").rename(tmp_path / "elsewhere.db")
    gone = await bot.get("/readyz")
    assert gone.status_code == 503
    assert "records: cannot be used (unreachable)" in gone.text
    assert str(tmp_path) not in gone.text
    assert (await bot.get("/healthz")).status_code == 200


async def test_a_turn_is_counted_and_timed_and_nothing_tells_of_whom(
    telegram: BotApi, practice: Practice, bot: httpx.AsyncClient
) -> None:
    lin = Person(telegram, 987_654_321, "小林")
    for line in ("/practice zh/vmc_price", "0", "0", GREETING, "/help"):
        await lin.says(line)
    heard = await hears_until(lin, ZH("help"))
    query = lin.presses_on(heard[1], heard[1].buttons[0])
    assert (await lin.notices(query))["text"] == ZH("stale")

    async def settled() -> dict[str, float]:
        async with asyncio.timeout(5):
            while (found := numbers((await bot.get("/metrics")).text)).get("duilian_outgoing_waiting"):
                await asyncio.sleep(0.01)
        return found

    counted = await settled()
    assert counted["duilian_updates_total message"] == counted["duilian_actions_total message taken"] == 5
    assert counted["duilian_updates_total callback_query"] == 1
    assert counted["duilian_outgoing_total sent"] == len(telegram.calls("sendMessage"))
    assert counted["duilian_sessions_open"] == 1
    assert counted["duilian_turn_seconds_count read"] == counted["duilian_reading_confidence_count"] == 1
    assert counted["duilian_turn_seconds_count transaction"] == 6
    text = (await bot.get("/metrics")).text
    assert not any(private in text for private in ("987654321", "小林", "王总", telegram.token))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to be caught")
async def test_stopped_with_a_reply_in_hand_it_keeps_confirms_and_answers_it(
    telegram: BotApi, tmp_path: Path, lin: Person
) -> None:
    port = str(free_port())
    url = f"http://127.0.0.1:{port}/telegram"
    bot = BotProcess(telegram, tmp_path, "--webhook", TELEGRAM__WEBHOOK__URL=url, TELEGRAM__WEBHOOK__PORT=port)
    async with bot.running() as process:
        await lin.says("/language")
        await lin.hears(timeout=SOON)
        async with locked(tmp_path):
            await lin.notices(await lin.presses("English"), SOON)
            process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), SOON) == 0
    assert telegram.world.updates.pending == []
    with closing(sqlite3.connect(tmp_path / "duilian.db")) as records:
        assert records.execute("SELECT lang FROM user").fetchall() == [("en",)]
    assert telegram.world.webhook.url  # Telegram keeps what comes until the next start
    assert "Traceback" not in bot.log
    assert telegram.token not in bot.log


def test_without_an_address_it_says_what_to_set() -> None:
    done = duilian("telegram", "--webhook", DUILIAN_TELEGRAM__TOKEN="1:a", DUILIAN_DATABASE__URL="sqlite:///unused.db")
    assert done.returncode == 2
    assert "DUILIAN_TELEGRAM__WEBHOOK__URL is not set" in done.stderr
    assert URL in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "url",
    [
        "bot.example.org/telegram",
        "http://bot.example.org/telegram",
        "https://bot.example.org",
        "https:///telegram",
        "https://bot.example.org/telegram?a=b",
    ],
)
def test_an_address_that_cannot_be_delivered_to_is_an_error(url: str) -> None:
    with pytest.raises(SettingsError, match="DUILIAN_TELEGRAM__WEBHOOK__URL"):
        address_of(Telegram(webhook=Webhook(url=url)))


@pytest.mark.parametrize("secret", ["机密", "a b", "a" * 257, "secret\n"])
def test_a_secret_that_telegram_would_not_take_is_an_error_that_does_not_show_it(secret: str) -> None:
    with pytest.raises(SettingsError, match="DUILIAN_TELEGRAM__WEBHOOK__SECRET") as caught:
        address_of(Telegram.model_validate({"webhook": {"url": URL, "secret": secret}}))
    assert secret not in str(caught.value)


def test_a_secret_that_is_not_set_comes_from_the_token_and_does_not_show_it() -> None:
    derived = [address_of(Telegram.model_validate({"token": token, "webhook": {"url": URL}})) for token in "112"]
    assert derived[0] == derived[1]
    assert derived[1].secret != derived[2].secret
    assert all(SECRET.fullmatch(address.secret) for address in derived)
    assert derived[0].secret not in repr(derived[0])
    own = address_of(Telegram.model_validate({"webhook": {"url": URL, "secret": "of_my-own"}}))
    assert own.secret == "of_my-own"


async def test_a_port_that_is_taken_is_told(unserved: Practice) -> None:
    port = unserved.settings.telegram.webhook.port
    with (
        socket.create_server(("127.0.0.1", port)),
        pytest.raises(SettingsError, match=f"127.0.0.1 port {port} .*DUILIAN_TELEGRAM__WEBHOOK__PORT"),
    ):
        await serve(unserved)


async def test_an_address_that_telegram_does_not_take_is_told_in_its_words(
    telegram: BotApi, unserved: Practice
) -> None:
    telegram.plan("setWebhook", faults.Refuse(400, "Bad Request: bad webhook: Failed to resolve host"))
    with pytest.raises(SettingsError, match=r"WEBHOOK__URL http.*Bad webhook: failed to resolve host"):
        await serve(unserved)
