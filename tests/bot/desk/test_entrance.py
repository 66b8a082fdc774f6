"""Who comes to the desk, how, for how long; and what no page does without."""

import hashlib
import hmac
import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from itsdangerous.timed import TimestampSigner

from bot.actions import Command, Person
from bot.desk.desk import HOURS, Desk
from bot.desk.routes import desk_app
from bot.desk.signing import AHEAD, FRESH, digest_of, new_link, signed_by_telegram
from bot.desk.visiting import LONGEST
from bot.practice import Practice
from bot.retaining import LINKS, sweep
from bot.settings import Desk as DeskSettings
from bot.texts import texts
from tests.bot.desk.browsing import SECRET, TOKEN, URL, Browser
from tests.bot.desk.conftest import LI
from tests.bot.desk.filled import ADMIN, COACH
from tests.bot.table import Trainee

ZH = texts("zh")


def init_data(user_id: int, at: datetime, token: str = TOKEN) -> str:
    """What Telegram hands to a Mini App, signed as its documentation says."""
    fields = {"query_id": "AAE", "user": json.dumps({"id": user_id, "first_name": "王"}), "signature": "x-y_z",
              "auth_date": str(int(at.timestamp()))}  # fmt: skip
    text = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode({**fields, "hash": hmac.new(key, text.encode(), hashlib.sha256).hexdigest()})


def link_for(practice: Practice, user_id: str, at: datetime) -> str:
    with practice.records.unit() as unit:
        return new_link(unit, user_id, "", at)


async def test_a_link_lets_in_once_however_often_it_is_looked_at(desk: Desk, browser: Browser) -> None:
    link = link_for(desk.practice, COACH, datetime.now(UTC))
    assert (await browser.another().opens(link)).status_code == 200  # as an app that shows what is behind a link does
    await browser.opens(link)
    entered = await browser.sends(link)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/desk/")
    assert "王教练" in (await browser.opens("/")).text
    late = browser.another()
    refused = await late.opens(link)
    assert (refused.status_code, ZH("desk-link-used") in refused.text) == (410, True)
    assert (await late.sends(link)).status_code == 410
    assert (await late.opens("/")).headers["Location"] == "/desk/sign-in"


@pytest.mark.parametrize("when", ["expired", "unknown"])
async def test_a_dead_link_says_why(when: str, desk: Desk, browser: Browser) -> None:
    made = datetime.now(UTC) - timedelta(minutes=11)
    link = link_for(desk.practice, COACH, made) if when == "expired" else "/in/nothing"
    for answer in (await browser.opens(link), await browser.sends(link)):
        assert (answer.status_code, ZH(f"desk-link-{when}") in answer.text) == (410, True)


async def test_of_a_link_only_a_digest_is_kept_and_that_not_for_ever(practice: Practice) -> None:
    now = datetime.now(UTC)
    secret = link_for(practice, COACH, now).removeprefix("/in/")
    with practice.records.unit() as unit:
        row = unit.link(digest_of(secret))
        assert row is not None
        assert secret not in row.model_dump_json()
    await sweep(practice.records, 0, now + LINKS)
    with practice.records.unit() as unit:
        assert unit.link(digest_of(secret)) is not None
    await sweep(practice.records, 0, now + LINKS + timedelta(minutes=11))
    with practice.records.unit() as unit:
        assert unit.link(digest_of(secret)) is None


async def test_who_no_longer_coaches_is_not_let_in_and_not_kept_in(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    link = link_for(desk.practice, COACH, datetime.now(UTC))
    with desk.practice.records.unit() as unit:
        coach = unit.user(COACH)
        assert coach is not None
        coach.role = "trainee"
    assert (await browser.opens("/")).headers["Location"] == "/desk/sign-in"
    await browser.opens(link)
    assert (await browser.sends(link)).status_code == 403


async def test_a_sign_in_ends_after_twelve_hours(desk: Desk, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    await browser.comes_in(desk, COACH)
    assert (await browser.opens("/")).status_code == 200
    ticket = desk.opened(browser.http.cookies["duilian_desk"])
    earlier = int(time.time()) - HOURS * 3600 - 1
    with monkeypatch.context() as patched:
        patched.setattr(TimestampSigner, "get_timestamp", lambda _: earlier)
        stale = desk.sealed(ticket)
    assert await opened_with(browser, desk.sealed(ticket)) == 200
    assert await opened_with(browser, stale) == 303
    with desk.practice.records.unit() as unit:
        stay = unit.stay(COACH, digest_of(ticket["stay"]), datetime.now(UTC))
        assert stay is not None
        stay.ends_at = datetime.now(UTC)
    assert await opened_with(browser, desk.sealed(ticket)) == 303
    await sweep(desk.practice.records, 0, datetime.now(UTC))
    with desk.practice.records.unit() as unit:
        assert unit.everything(COACH)[0]["stay"] == []


async def opened_with(browser: Browser, cookie: str) -> int:
    """What another browser is answered that has this cookie."""
    other = browser.another()
    other.http.cookies.set("duilian_desk", cookie)
    return (await other.opens("/")).status_code


async def test_after_signing_out_a_copy_of_the_cookie_lets_nobody_in_and_other_sign_ins_hold(
    desk: Desk, browser: Browser
) -> None:
    await browser.comes_in(desk, COACH)
    phone = await browser.another().comes_in(desk, COACH)
    admin = await browser.another().comes_in(desk, ADMIN)
    await browser.opens("/")
    copy = browser.http.cookies["duilian_desk"]
    assert await opened_with(browser, copy) == 200
    assert (await browser.sends("/sign-out")).headers["Location"] == "/desk/sign-in"
    assert await opened_with(browser, copy) == 303
    assert [(await each.opens("/")).status_code for each in (phone, admin)] == [200, 200]


async def test_signing_out_everywhere_ends_all_of_ones_own_sign_ins(desk: Desk, browser: Browser) -> None:
    others = [await browser.another().comes_in(desk, who) for who in (COACH, ADMIN)]
    await browser.opens("/app")
    assert (await browser.sends("/app", data=init_data(11, datetime.now(UTC)))).status_code == 303
    assert 'value="everywhere"' in (await browser.opens("/")).text
    copy = browser.http.cookies["duilian_desk"]
    assert (await browser.sends("/sign-out", where="everywhere")).status_code == 303
    assert await opened_with(browser, copy) == 303
    assert [(await each.opens("/")).status_code for each in others] == [303, 200]


async def test_a_cookie_that_was_changed_is_none(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    payload, _, seal = browser.http.cookies["duilian_desk"].partition(".")
    other = browser.another()
    other.http.cookies.set("duilian_desk", f"{payload[:-2]}xx.{seal}")
    assert (await other.opens("/")).status_code == 303


async def test_the_cookie_is_kept_from_scripts_and_other_sites(desk: Desk, browser: Browser) -> None:
    link = link_for(desk.practice, COACH, datetime.now(UTC))
    await browser.opens(link)
    cookie = (await browser.sends(link)).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Secure", "Path=/desk", "Max-Age=43200"} <= set(cookie.split("; "))
    nearby = Browser(browser.app, "http://127.0.0.1:8090")
    assert "Secure" not in (await nearby.opens("/sign-in")).headers["Set-Cookie"]


async def test_telegram_signs_a_coach_in(browser: Browser) -> None:
    page = await browser.opens("/app")
    assert "frame-ancestors https://web.telegram.org" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    entered = await browser.sends("/app", data=init_data(11, datetime.now(UTC)))
    assert entered.status_code == 303
    assert {"SameSite=None", "Partitioned", "Secure"} <= set(entered.headers["Set-Cookie"].split("; "))
    assert "王教练" in (await browser.opens("/")).text


async def test_what_telegram_did_not_sign_lets_nobody_in(browser: Browser) -> None:
    now = datetime.now(UTC)
    good = init_data(11, now)
    forged = good.replace("%22id%22%3A+11", "%22id%22%3A+13")
    assert forged != good
    for data in (
        forged,
        init_data(11, now, "123456:another"),
        init_data(11, now - FRESH - timedelta(minutes=1)),
        "",
        "a",
    ):
        await browser.opens("/app")
        assert (await browser.sends("/app", data=data)).status_code == 403
    assert (await browser.sends("/app", data=init_data(101, now))).status_code == 403  # signed, but a trainee
    assert (await browser.opens("/")).status_code == 303


def test_how_old_a_signature_may_be() -> None:
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    ages = {timedelta(0): True, FRESH: True, FRESH + timedelta(seconds=1): False, -AHEAD: True, -2 * AHEAD: False}
    found = {age: bool(signed_by_telegram(init_data(11, now - age), TOKEN, now)) for age in ages}
    assert found == ages
    assert signed_by_telegram(init_data(11, now, ""), "", now) == ""  # a bot without a token signs nothing


async def test_the_link_in_the_terminal_lets_in_as_long_as_the_program_runs(desk: Desk) -> None:
    browser = Browser(desk_app(desk), "http://127.0.0.1:8090")
    await browser.opens(f"/in/{SECRET}")
    assert (await browser.sends(f"/in/{SECRET}")).status_code == 303
    assert ZH("desk-self", name=ZH("desk-local"), role="admin") in (await browser.opens("/")).text
    copy = browser.http.cookies["duilian_desk"]
    again = Browser(desk_app(Desk(desk.practice, "another secret")), "http://127.0.0.1:8090")
    again.http.cookies = browser.http.cookies
    assert (await again.opens("/")).headers["Location"] == "/desk/sign-in"
    assert (await Browser(desk_app(Desk(desk.practice)), browser.host).opens("/in/ ")).status_code == 410
    await browser.sends("/sign-out")
    assert await opened_with(browser, copy) == 303
    await browser.opens(f"/in/{SECRET}")
    assert (await browser.sends(f"/in/{SECRET}")).status_code == 303
    assert (await browser.opens("/")).status_code == 200


async def test_no_form_is_taken_that_is_not_ours(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    await browser.opens("/")
    other = await browser.another().comes_in(desk, ADMIN)
    await other.opens("/")
    forged = [
        await browser.sends("/sign-out", form=""),
        await browser.sends("/sign-out", form=other.nonce),
        await browser.sends("/sign-out", {"Origin": "https://evil.example"}),
        await browser.sends("/sign-out", {"Origin": "null"}),
        await browser.sends("/sign-out", padding="x" * LONGEST),
        await browser.another().sends("/language", lang="en"),
    ]
    assert [answer.status_code for answer in forged] == [403] * len(forged)
    assert (await browser.opens("/")).status_code == 200
    assert (await browser.sends("/sign-out", {})).headers["Location"] == "/desk/sign-in"
    assert (await browser.opens("/")).status_code == 303


async def test_the_language_is_chosen_where_one_is(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    await browser.opens("/talks?days=7")
    changed = await browser.sends("/language", lang="en", here="/desk/talks?days=7")
    assert changed.headers["Location"] == "/desk/talks?days=7"
    assert '<html lang="en">' in (await browser.opens("/talks?days=7")).text
    for elsewhere in ("https://evil.example", "//evil.example", "/desk", "/desk/\\evil", "/desk/\r\nX: y"):
        assert (await browser.sends("/language", lang="zh", here=elsewhere)).headers["Location"] == "/desk/"


async def test_every_page_is_dressed(desk: Desk, browser: Browser) -> None:
    pages = [await browser.opens(path) for path in ("/sign-in", "/in/x", "/nothing", "/")]
    await browser.comes_in(desk, COACH)
    pages += [await browser.opens(path) for path in ("/", "/talks", f"/people/{LI}", f"/talks/{LI}/first", "/no/where")]
    for page in pages:
        policy = dict(each.split(" ", 1) for each in page.headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == policy["script-src"] == policy["frame-ancestors"] == "'none'"
        assert policy["form-action"] == policy["style-src"] == "'self'"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert " style=" not in page.text


@pytest.mark.parametrize(("who", "key"), [(COACH, "desk-link"), (LI, "desk-staff")])
async def test_the_bot_gives_links_to_those_who_coach(who: str, key: str, desk: Desk, browser: Browser) -> None:
    person = Person(who, "telegram", "某", "zh", chat_id=1)
    [said] = Trainee(desk.practice, person, datetime.now(UTC)).orders(Command("desk"))
    if key == "desk-staff":
        assert said == ZH(key)
        return
    link = said.splitlines()[-1].removeprefix(URL)
    await browser.opens(link)
    assert (await browser.sends(link)).status_code == 303


def test_without_an_address_the_bot_says_what_to_set(practice: Practice) -> None:
    unset = replace(practice, settings=practice.settings.model_copy(update={"desk": DeskSettings()}))
    [told] = Trainee(unset, Person(ADMIN, "telegram", "孙", "zh", chat_id=1)).orders(Command("desk"))
    assert "desk.url" in told
    with practice.records.unit() as unit:
        assert unit.everything(ADMIN)[0]["sign_in"] == []
