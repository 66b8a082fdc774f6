"""Logs: one line an update and a request, all of it parsed, by whom it is and never what was said, nor a secret."""

import asyncio
import gc
import io
import json
import logging
import sqlite3
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import InvalidToken

from bot.logs import left_over, logged
from bot.masking import HIDDEN, Mask, mask_of
from bot.practice import Practice
from bot.requests import Requests
from bot.settings import Access, Database, Desk, Logs, Settings, Speech, Telegram, Webhook
from bot.telegram.address import address_of
from bot.telegram.webhook import HEADER
from bot.texts import texts
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import hears_until, locked, practice_at, served
from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import TOKEN, BotApi

ZH = texts("zh")
Level = Literal["debug", "info"]
SAID = ["王总您好，多花六万多谁都得问个为什么。您觉得贵，主要是跟哪家比？", "悄悄告诉您，我们的底价是四十一万八。"]


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@asynccontextmanager
async def practising(
    telegram: BotApi, folder: Path, reader: Reader, troupe: Troupe, level: Level, way: Literal["polling", "webhook"]
) -> AsyncIterator[tuple[Practice, io.StringIO]]:
    """A bot that is served, with a desk, and what it logs."""
    async with practice_at(telegram, folder, reader, troupe, patience=300, way=way) as opened:
        changes = {"access": Access(coaches=(LIN,)), "desk": Desk(url="https://bot.example.org/desk")}
        practice = replace(opened, settings=opened.settings.model_copy(update=changes))
        stream = io.StringIO()
        with logged(Logs(format="json", level=level), mask_of(practice.settings), stream):
            async with served(practice):
                hearing = "getUpdates" if way == "polling" else "setWebhook"
                await telegram.until(lambda: telegram.calls(hearing), 5, "a bot that hears")
                yield practice, stream


async def talk_with_faults(telegram: BotApi, lin: Person, folder: Path) -> None:
    """A talk in which Telegram, the records and the program fail in turn."""
    for line in ("/practice zh/vmc_price", "0", "0", "/status"):
        await lin.says(line)
    await hears_until(lin, "正在和王建国谈")
    for fault in (faults.flood(1), faults.BROKEN, faults.DROP, faults.Refuse(400, "Bad Request: message is too long")):
        telegram.plan("sendMessage", fault)
    await lin.says(SAID[0])
    await lin.says("/status")
    await hears_until(lin, "正在和王建国谈", timeout=15)
    await lin.sends_sticker()
    await lin.hears()
    async with locked(folder):
        await lin.says(SAID[1])
        await hears_until(lin, ZH("error-records"))
    with closing(sqlite3.connect(folder / "duilian.db", isolation_level=None)) as other:
        other.execute("UPDATE session SET snapshot = ?", (json.dumps({"trust": SAID[1]}, ensure_ascii=False),))
    await lin.says(SAID[1])
    await hears_until(lin, ZH("error-internal"))


@pytest.mark.parametrize(("level", "way"), [("info", "webhook"), ("debug", "polling")])
async def test_a_talk_can_be_followed_and_nothing_said_in_it_nor_anybodys_name_is_logged(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, level: Level, way: Literal["polling", "webhook"]
) -> None:
    lin = Person(telegram, LIN, "林晓梅", username="lin_the_seller")
    async with practising(telegram, tmp_path, reader, troupe, level, way) as (practice, stream):
        await talk_with_faults(telegram, lin, tmp_path)
    logged_text = stream.getvalue()
    said = [message.json.get("text", "") for message in lin.chat.messages.values()]
    phrases = {phrase.strip() for text in said for phrase in text.split("\n") if len(phrase.strip()) > 3}
    assert len(phrases) > 10
    assert [
        phrase for phrase in phrases | {"林晓梅", "lin_the_seller", "王建国", "王总"} if phrase in logged_text
    ] == []
    assert telegram.token not in logged_text
    assert telegram.token.partition(":")[2] not in logged_text
    assert address_of(practice.settings.telegram).secret not in logged_text
    found = lines(stream)
    handled = [line for line in found if line["event"] == "Handled."]
    assert {line["update"] for line in handled} == set(range(handled[0]["update"], handled[-1]["update"] + 1))
    assert {(line["level"], line["chat"]) for line in handled} == {("info", LIN)}
    assert [line["result"] for line in handled][-2:] == ["records", "fault"]
    assert {line["kind"] for line in handled} == {"message"}
    replied = next(line for line in handled if "read" in line["ms"])
    assert replied["ms"]["read"] + replied["ms"]["transaction"] <= replied["ms"]["whole"] <= replied["ms"]["all"]
    assert len({line["request"] for line in handled}) == len(handled), "each update has an id of its own"
    request_of = {line["update"]: line["request"] for line in handled}
    of_updates = [line for line in found if "update" in line]
    assert any("does not count" in line["event"] for line in of_updates)
    assert all(line["request"] == request_of[line["update"]] for line in of_updates)
    calls = [line["event"] for line in found if line["logger"] == "httpx"]
    if level == "debug":
        assert any(f"/bot{HIDDEN}/sendMessage" in call for call in calls)
    else:
        assert calls == []
        answered = [line["request"] for line in found if line.get("route") == "/telegram"]
        assert set(request_of.values()) <= set(answered), "what Telegram delivered is told by the same id"


async def test_a_request_is_logged_by_the_pattern_of_its_address_and_under_the_proxys_id(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    async with practising(telegram, tmp_path, reader, troupe, "info", "webhook") as (practice, stream):
        hook = practice.settings.telegram.webhook
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{hook.port}") as http:
            asked = {
                "/desk/in/let-me-in?who=telegram:7": "/desk/in/{secret}",
                "/desk/people/telegram:7": "/desk/people/{trainee}",
                "/desk/static/desk.css": "/desk/static/*",
                "/desk/not/there": "/desk/{nothing:path}",
                "/nowhere/let-me-in": "-",
            }
            numbers = {}
            for path, pattern in asked.items():
                given = {"X-Request-ID": "of-the-proxy-17"} if "people" in path else {"X-Request-ID": 'x" evil=1'}
                numbers[pattern] = (await http.get(path, headers=given)).headers["X-Request-ID"]
            await http.get("/metrics")
            refused = await http.post("/telegram", headers={HEADER: "guessed-it"}, content="秘密")
    about = {line["route"]: line for line in lines(stream) if line["event"] == "Answered."}
    assert {pattern: about[pattern]["request"] for pattern in numbers} == numbers
    assert numbers["/desk/people/{trainee}"] == "of-the-proxy-17"
    assert len(set(numbers.values())) == len(numbers)
    assert {"/metrics"}.isdisjoint(about), "what is asked every few seconds is told of only when it fails"
    assert (about["/telegram"]["status"], refused.status_code) == (403, 403)
    assert (about["/desk/people/{trainee}"]["method"], about["/desk/people/{trainee}"]["status"]) == ("GET", 303)
    for hidden in ("let-me-in", "telegram:7", "evil", "guessed-it", "秘密"):
        assert hidden not in stream.getvalue()


async def test_a_fault_in_a_request_is_told_of_it_without_what_it_quotes() -> None:
    async def breaks(_request: Request) -> Response:
        raise ValueError(SAID[1])

    app = Requests(Starlette(routes=[Route("/talks/{talk}", breaks)]))
    with listened() as stream:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as http:
            answer = await http.get("/talks/17?note=private")
    fault, answered = lines(stream)
    assert answer.status_code == answered["status"] == 500
    assert fault["request"] == answered["request"] == answer.headers["X-Request-ID"]
    assert fault["exception"].endswith("ValueError")
    assert answered["route"] == "/talks/{talk}"
    assert "底价" not in stream.getvalue()
    assert "private" not in stream.getvalue()


SECRETS = Settings(
    telegram=Telegram(token=TOKEN, webhook=Webhook(secret="hook-line-and-sinker")),  # type: ignore[arg-type]
    speech=Speech(key="sk-speech"),  # type: ignore[arg-type]
    database=Database(url='postgresql+psycopg://duilian:pa"ss@db.example.org/duilian'),
)


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_secret_is_logged_however_it_gets_there(form: Literal["json", "text"]) -> None:
    stream = io.StringIO()
    with logged(Logs(format=form, level="debug"), mask_of(SECRETS), stream):
        log = logging.getLogger("some.library")
        log.info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
        log.info("in a path: %s", TOKEN.replace(":", "%3A"))
        log.debug("of another bot: 123456789:%s", "A" * 35)
        log.warning("%s %s", {"secret_token": "hook-line-and-sinker"}, SECRETS.speech.key.get_secret_value())
        log.error("connecting to %s failed", SECRETS.database.url)
        try:
            raise InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
        except InvalidToken:
            log.exception("%s", address_of(SECRETS.telegram.model_copy(update={"webhook": Webhook(url=URL)})).secret)
    for secret in (TOKEN, TOKEN.partition(":")[2], "hook-line", "sk-speech", 'pa"ss', "pa\\", "AAAAAAAA"):
        assert secret not in stream.getvalue()
    assert stream.getvalue().count(HIDDEN) == 7
    assert "db.example.org" in stream.getvalue(), "what is no secret stays"
    assert "InvalidToken" in stream.getvalue()


URL = "https://bot.example.org/telegram"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("form", "stream"), [("auto", Terminal()), ("text", io.StringIO())])
def test_people_read_lines_of_text(form: Literal["auto", "text"], stream: io.StringIO) -> None:
    with logged(Logs(format=form), Mask(), stream):
        logging.getLogger("bot.x").info("Handled.", extra={"kind": "message", "ms": {"whole": 12.5}})
        logging.getLogger("bot.x").debug("unheard")
    [line] = stream.getvalue().splitlines()
    assert "Handled." in line
    assert ("\x1b[" in line) is stream.isatty()
    assert "unheard" not in line
    with pytest.raises(json.JSONDecodeError):
        json.loads(line)


@contextmanager
def listened() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    with logged(Logs(), Mask(), stream):
        yield stream


async def test_what_nobody_waited_for_is_logged_without_what_it_quotes() -> None:
    async def breaks() -> None:
        raise ValueError(SAID[1])

    with listened() as stream:
        asyncio.get_running_loop().set_exception_handler(left_over)
        task = asyncio.create_task(breaks())
        await asyncio.wait({task})
        del task
        gc.collect()
        thread = threading.Thread(target=lambda: int(SAID[1]), name="reader")
        thread.start()
        thread.join()
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            logging.captureWarnings(True)
            warnings.warn("old ways", DeprecationWarning, stacklevel=1)
    of_task, of_thread, warning = lines(stream)
    assert of_task["event"] == "Task exception was never retrieved"
    assert of_task["exception"].endswith("\nValueError")
    assert of_thread["event"] == "Thread reader broke off."
    assert "old ways" in warning["event"]
    assert "底价" not in stream.getvalue()


def test_the_machines_own_words_are_told_and_what_a_fault_came_of() -> None:
    with listened() as stream:
        try:
            try:
                int(SAID[1])
            except ValueError as error:
                raise FileNotFoundError(2, "No such file or directory", "duilian.db") from error
        except OSError:
            logging.getLogger("bot.x").exception("No.")
    [line] = lines(stream)
    assert "FileNotFoundError: [Errno 2] No such file or directory: 'duilian.db'" in line["exception"]
    assert line["exception"].endswith("\nValueError")


def test_logging_leaves_everything_as_it_found_it() -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers), logging.getLogger("httpx").level, threading.excepthook
    with listened():
        assert logging.getLogger("httpx").level == logging.WARNING
    assert (root.level, list(root.handlers), logging.getLogger("httpx").level, threading.excepthook) == before
