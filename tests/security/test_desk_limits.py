"""At the desk: how large a file is, how long a form may take, and how often somebody tries to come in."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.actions import Document, Person
from bot.desk import knocking, visiting
from bot.desk.desk import Desk
from bot.desk.knocking import AWHILE, MOST, Knocks
from bot.desk.routes import desk_app
from bot.desk.signing import new_link
from bot.practice import Practice
from bot.publishing import largest
from bot.settings import Limits
from bot.texts import texts
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import MEI
from tests.bot.desk.filled import ADMIN
from tests.bot.desk.filled import COACH as WANG
from tests.bot.table import Trainee

ZH = texts("zh")


def limited(practice: Practice, **limits: int) -> Practice:
    settings = practice.settings.model_copy(update={"limits": Limits.model_validate(limits)})
    return replace(practice, settings=settings)


async def test_a_file_at_the_desk_is_as_large_as_is_set(desk: Desk) -> None:
    small = replace(desk, practice=limited(desk.practice, upload=2))
    browser = await Browser(desk_app(small)).comes_in(small, WANG)
    assert "2 KB" in (await browser.opens("/imports")).text
    line = "销售：您好。\n客户：太贵了。\n".encode()
    for data, status in ((line, 200), (line * 90, 422), (b"a" * 7000, 422)):
        page = await browser.uploads("/imports", data, "a.txt", do="read", whom=MEI)
        assert (page.status_code, ZH("import-bad", why="large", count=0, most=0, size="2 KB") in page.text) == (
            status, status == 422
        )  # fmt: skip


def test_a_file_in_the_chat_is_as_large_as_is_set(desk: Desk) -> None:
    small = limited(desk.practice, upload=2)
    assert [largest(each.settings.limits) for each in (small, desk.practice)] == [2_000, 256_000]
    admin = Trainee(small, Person(ADMIN, "telegram", "孙", "zh", chat_id=13), datetime.now(UTC))
    assert admin.does(Document("a.yaml", None)) == [ZH("scenarios-large", limit=2)]


def knocking_from(desk: Desk, address: str) -> Browser:
    browser = Browser(desk_app(desk))
    browser.http.headers["X-Forwarded-For"] = f"198.51.100.1, {address}"
    return browser


async def test_who_tries_links_in_vain_is_not_listened_to_for_a_while(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.practice.records.unit() as unit:
        link = new_link(unit, WANG, "", datetime.now(UTC))
    guesser = knocking_from(desk, "203.0.113.9")
    statuses = [(await guesser.opens(f"/in/guess{number}")).status_code for number in range(MOST - 1)]
    await guesser.opens("/app")
    statuses.append((await guesser.sends("/app", data="user=1&hash=0")).status_code)
    assert statuses == [410] * (MOST - 1) + [403]
    for refused in (await guesser.opens(link), await guesser.sends(link), await guesser.sends("/app", data="")):
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
        assert ZH("desk-knocked") in refused.text
    elsewhere = knocking_from(desk, "203.0.113.10")
    await elsewhere.opens(link)
    assert (await elsewhere.sends(link)).status_code == 303
    assert (await elsewhere.opens(link)).status_code == 410, "a link that was given out is no try in vain"
    later = datetime.now(UTC) + AWHILE
    monkeypatch.setattr(visiting, "now", lambda: later)
    assert (await guesser.opens("/in/another")).status_code == 410


async def test_where_a_proxy_does_not_say_who_comes_nobody_is_shut_out_for_another(desk: Desk) -> None:
    browser = Browser(desk_app(desk))
    for number in range(MOST + 1):
        assert (await browser.opens(f"/in/guess{number}")).status_code == 410
    await browser.comes_in(desk, WANG)


@pytest.mark.parametrize(
    ("client", "forwarded", "whence"),
    [
        ("149.154.167.220", "198.51.100.1", "149.154.167.220"),  # no proxy of ours: the header is not believed
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.2", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("127.0.0.1", "", ""),
        ("127.0.0.1", "unknown", ""),
        ("", "", ""),
    ],
)
def test_from_where_somebody_comes(client: str, forwarded: str, whence: str) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "headers": headers, "client": (client, 1) if client else None}
    assert knocking.whence(visiting.Request(scope)) == whence


def test_of_those_who_tried_only_the_last_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knocking, "KNOWN", 3)
    knocks, at = Knocks(), datetime(2026, 3, 2, tzinfo=UTC)
    for number in range(3):
        knocks.missed(f"203.0.113.{number}", at)
    knocks.missed("203.0.113.9", at + AWHILE)
    assert list(knocks._tries) == ["203.0.113.9"]
    knocks.missed("", at)
    assert not knocks.is_out("", at + timedelta(seconds=1))


async def test_a_form_that_does_not_arrive_holds_nothing_up_for_ever(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visiting, "SLOWEST", 0.01)
    browser = await Browser(desk_app(desk)).comes_in(desk, WANG)

    async def body() -> AsyncIterator[bytes]:
        yield b"--x\r\n"
        await asyncio.Event().wait()

    for path in ("/desk/assign", "/desk/imports"):
        headers = {"Content-Type": "multipart/form-data; boundary=x", "Origin": browser.host}
        answer: httpx.Response = await browser.http.post(path, content=body(), headers=headers)
        assert answer.status_code == 408
