"""What was not signed, was signed for another bot or by another way, or is used once more, lets nobody in."""

import asyncio
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.desk import Desk
from bot.desk.signing import digest_of, new_link, signed_by_telegram
from tests.bot.desk.browsing import TOKEN, Browser
from tests.bot.desk.filled import ADMIN, COACH
from tests.bot.desk.test_entrance import init_data, opened_with

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GOOD = init_data(11, NOW)


def fields() -> dict[str, str]:
    return dict(parse_qsl(GOOD))


def signed(values: dict[str, str], key: bytes) -> str:
    """What somebody signs by themselves with some key."""
    text = "\n".join(f"{name}={values[name]}" for name in sorted(values))
    return urlencode({**values, "hash": hmac.new(key, text.encode(), hashlib.sha256).hexdigest()})


def test_a_field_that_was_changed_added_or_left_out_is_noticed() -> None:
    assert signed_by_telegram(GOOD, TOKEN, NOW) == "telegram:11"
    for name, value in fields().items():
        changed = [{**fields(), name: value + " "}, {**fields(), name: value.swapcase() + "0"}]
        changed += [{key: kept for key, kept in fields().items() if key != name}]
        assert [signed_by_telegram(urlencode(each), TOKEN, NOW) for each in changed] == [""] * 3, name
    for more in ({"chat_type": "private"}, {"user\nauth_date": "1"}, {"": ""}):
        assert signed_by_telegram(urlencode({**fields(), **more}), TOKEN, NOW) == ""
    twice = f"{GOOD}&user={quote(json.dumps({'id': 13}))}"
    assert signed_by_telegram(twice, TOKEN, NOW) == ""
    assert signed_by_telegram(f"user={quote(json.dumps({'id': 13}))}&{GOOD}", TOKEN, NOW) == "telegram:11"


def test_other_keys_than_the_bots_sign_nothing() -> None:
    values = {name: value for name, value in fields().items() if name != "hash"}
    token = TOKEN.encode()
    forged = [
        hashlib.sha256(token).digest(),  # how the login button of a website is signed
        hmac.new(token, b"WebAppData", hashlib.sha256).digest(),  # the other way round
        hmac.new(b"WebAppData", b"", hashlib.sha256).digest(),  # no token
        hmac.new(b"WebAppData", b"123456:another-bot", hashlib.sha256).digest(),
        token,
        b"WebAppData",
        b"",
    ]
    assert [signed_by_telegram(signed(values, key), TOKEN, NOW) for key in forged] == [""] * len(forged)
    right = hmac.new(b"WebAppData", token, hashlib.sha256).digest()
    assert signed_by_telegram(signed(values, right), TOKEN, NOW) == "telegram:11", "or nothing would be shown by this"


@pytest.mark.parametrize(
    "user", ["11", '"11"', "{}", '{"id": "11"}', '{"id": true}', '{"id": 11.5}', '{"id": null}', "[11]", '{"id": [11]}']
)
def test_what_is_signed_and_names_nobody_is_nobody(user: str) -> None:
    values = {name: value for name, value in fields().items() if name != "hash"} | {"user": user}
    key = hmac.new(b"WebAppData", TOKEN.encode(), hashlib.sha256).digest()
    assert signed_by_telegram(signed(values, key), TOKEN, NOW) == ""


@given(st.integers(0, len(GOOD) - 1), st.characters(min_codepoint=32, max_codepoint=0x2FFF))
def test_no_character_can_be_another(place: int, char: str) -> None:
    data = GOOD[:place] + char + GOOD[place + 1 :]
    found = signed_by_telegram(data, TOKEN, NOW)
    assert found == ("telegram:11" if parse_qsl(data) == parse_qsl(GOOD) else "")


@given(st.text(max_size=300))
def test_whatever_is_handed_over_is_no_signature(data: str) -> None:
    assert signed_by_telegram(data, TOKEN, NOW) == ""
    assert signed_by_telegram(f"{data}&{urlencode({'hash': data})}", TOKEN, NOW) == ""


def link_for(desk: Desk, who: str, at: datetime) -> str:
    with desk.practice.records.unit() as unit:
        return new_link(unit, who, "", at)


async def test_of_several_who_use_a_link_at_once_one_comes_in(desk: Desk, browser: Browser) -> None:
    link = link_for(desk, COACH, datetime.now(UTC))
    many = [browser.another() for _ in range(6)]
    for each in many:
        await each.opens(link)
    answers = await asyncio.gather(*(each.sends(link) for each in many))
    assert sorted(answer.status_code for answer in answers) == [303] + [410] * 5
    inside = [(await each.opens("/")).status_code for each in many]
    assert sorted(inside) == [200] + [303] * 5


async def test_a_link_once_used_is_dead_for_whoever_used_it_too(desk: Desk, browser: Browser) -> None:
    link = link_for(desk, COACH, datetime.now(UTC))
    await browser.opens(link)
    sent = {"form": browser.nonce}
    assert (await browser.sends(link, **sent)).status_code == 303
    await browser.opens("/")
    assert (await browser.sends(link)).status_code == 410
    await browser.opens("/")
    await browser.sends("/sign-out")
    await browser.opens(link)
    assert (await browser.sends(link)).status_code == 410
    assert (await browser.opens("/")).status_code == 303


async def test_a_link_is_known_only_as_it_was_given_out(desk: Desk, browser: Browser) -> None:
    link = link_for(desk, COACH, datetime.now(UTC))
    secret = link.removeprefix("/in/")
    with desk.practice.records.unit() as unit:
        row = unit.link(digest_of(secret))
        assert row is not None
        digest = row.digest
    for other in (digest, secret[:-1], secret + "A", secret.swapcase(), secret + "%20", "%", "_" * len(secret)):
        await browser.opens("/sign-in")
        assert (await browser.sends(f"/in/{other}")).status_code == 410, other


async def test_what_a_browser_had_before_signing_in_is_worth_nothing_after_it(desk: Desk, browser: Browser) -> None:
    link = link_for(desk, COACH, datetime.now(UTC))
    await browser.opens(link)
    before, form = browser.http.cookies["duilian_desk"], browser.nonce
    assert (await browser.sends(link)).status_code == 303
    assert await opened_with(browser, before) == 303
    browser.nonce = form
    assert (await browser.sends("/sign-out")).status_code == 403, "nor what its forms carried"


async def test_a_cookie_of_another_bots_desk_is_none(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, ADMIN)
    telegram = desk.practice.settings.telegram.model_validate({"token": "123456:another-bot"})
    settings = desk.practice.settings.model_copy(update={"telegram": telegram})
    from dataclasses import replace

    other = replace(desk, practice=replace(desk.practice, settings=settings))
    ticket = desk.opened(browser.http.cookies["duilian_desk"])
    assert ticket["user"] == ADMIN
    assert await opened_with(browser, other.sealed(ticket)) == 303
    assert await opened_with(browser, desk.sealed({**ticket, "user": COACH})) == 303, "the stay is the admin's"
    assert await opened_with(browser, desk.sealed({**ticket, "stay": "guessed"})) == 303
    assert await opened_with(browser, desk.sealed({**ticket, "way": "local"})) == 303
    assert await opened_with(browser, desk.sealed(ticket)) == 200


def test_telegrams_clock_is_believed_for_minutes_only() -> None:
    for late in (timedelta(minutes=11), timedelta(days=365), -timedelta(minutes=2)):
        assert signed_by_telegram(GOOD, TOKEN, NOW + late) == ""
