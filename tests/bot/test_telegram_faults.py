"""What goes wrong between Telegram, the records and the bot costs nobody a word, and nobody hears one twice."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot

from bot.actions import Command
from bot.delivery import now
from bot.practice import Practice
from bot.recollection import lang_of
from bot.settings import Mode, Rate, SettingsError
from bot.stage import Stage
from bot.telegram.application import serve
from bot.telegram.deliveries import Deliveries
from bot.telegram.pacing import Pacer
from bot.telegram.sending import COACH, CUSTOMER, LONGEST, pieces
from bot.terminal import person_at_terminal
from bot.texts import texts
from state.records.queueing import Message
from state.records.records import Records
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests import postgres
from tests.bot.telegram_process import EITHER_WAY, ROOT, hears_until, locked, practice_at, served
from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.markup import units
from tests.telegram.server import BotApi

ZH = texts("zh")
HELP = COACH + ZH("help")


@pytest.fixture
def way() -> Mode:
    """How updates come; by polling unless a test says otherwise."""
    return "polling"


@pytest.fixture
async def unserved(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, way: Mode
) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe, patience=1_000, way=way) as opened:
        yield opened


@pytest.fixture
async def practice(unserved: Practice) -> AsyncIterator[Practice]:
    async with served(unserved):
        yield unserved


@pytest.fixture
def lin(telegram: BotApi) -> Person:
    return Person(telegram, LIN, "小林")


@pytest.mark.parametrize(
    ("fault", "times"), [(faults.flood(1), 1), (faults.BROKEN, 1), (faults.DROP, 1)], ids=["flood", "broken", "drop"]
)
async def test_what_telegram_does_not_take_is_sent_again_in_order(
    telegram: BotApi, practice: Practice, lin: Person, fault: faults.Fault, times: int
) -> None:
    telegram.plan("sendMessage", fault, times=times)
    await lin.says("/help")
    await lin.says("/status")
    heard = [message.text for message in await lin.hears(2)]
    assert heard == [HELP, COACH + ZH("status-idle", talks=0, score=0)]


async def test_only_the_last_message_can_come_twice(telegram: BotApi, practice: Practice, lin: Person) -> None:
    telegram.plan("sendMessage", faults.DROP_AFTER)
    await lin.says("/help")
    await lin.says("/status")
    heard = [message.text for message in await lin.hears(3)]
    assert heard == [HELP, HELP, COACH + ZH("status-idle", talks=0, score=0)]


@pytest.mark.parametrize("how", ["blocked", "no chat"])
async def test_whoever_cannot_be_reached_keeps_nobody_waiting_and_is_heard_again(
    telegram: BotApi, practice: Practice, lin: Person, how: str
) -> None:
    fault = faults.BLOCKED if how == "blocked" else faults.NO_CHAT
    refused = telegram.plan("sendMessage", fault, LIN)
    await lin.says("/help")
    await telegram.until(lambda: refused.used, 5, "a refused message")
    other = Person(telegram, 102, "小周")
    await other.says("/help")
    assert [message.text for message in await other.hears()] == [HELP]
    await lin.says("/status")
    assert [message.text for message in await lin.hears()] == [COACH + ZH("status-idle", talks=0, score=0)]


@pytest.mark.parametrize(
    "fault",
    [faults.BROKEN, faults.flood(1), faults.DROP, faults.DROP_AFTER, faults.Refuse(409, "Conflict: another poller")],
    ids=["broken", "flood", "drop", "drop after", "conflict"],
)
async def test_updates_are_fetched_again_after_a_fault(
    telegram: BotApi, unserved: Practice, lin: Person, fault: faults.Fault
) -> None:
    await lin.says("/help")
    telegram.plan("getUpdates", fault)
    async with served(unserved):
        assert [message.text for message in await lin.hears()] == [HELP]


@pytest.mark.parametrize(
    ("method", "way"),
    [("getMe", "polling"), ("deleteWebhook", "polling"), ("setMyCommands", "polling"), ("setWebhook", "webhook")],
)
async def test_a_start_without_network_goes_on_when_it_is_back(
    telegram: BotApi, unserved: Practice, lin: Person, method: str
) -> None:
    telegram.plan(method, faults.DROP)
    async with served(unserved):
        await lin.says("/help")
        assert [message.text for message in await lin.hears()] == [HELP]
        await telegram.until(lambda: len(telegram.calls(method)) > 1, 5, f"another {method}")


async def test_a_webhook_from_before_is_taken_down(telegram: BotApi, unserved: Practice, lin: Person) -> None:
    await telegram.world.webhook.turn("http://127.0.0.1:9/nobody")
    await lin.says("/help")
    async with served(unserved):
        assert [message.text for message in await lin.hears()] == [HELP]


async def test_a_token_that_telegram_does_not_know_is_told_without_showing_it(
    telegram: BotApi, unserved: Practice
) -> None:
    telegram.plan("getMe", faults.Refuse(401, "Unauthorized"), times=None)
    with pytest.raises(SettingsError, match="DUILIAN_TELEGRAM__TOKEN") as caught:
        await serve(unserved)
    assert telegram.token not in str(caught.value)


@EITHER_WAY
async def test_records_that_are_away_are_told_of_and_count_nothing(
    practice: Practice, tmp_path: Path, lin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await lin.says("/practice zh/vmc_price")
    await lin.hears(2)
    async with locked(tmp_path):
        await lin.says("王总您好")
        assert [message.text for message in await lin.hears()] == [COACH + ZH("error-records")]
    await lin.says("/status")
    assert (await lin.hears())[0].text.startswith(COACH + "正在准备见王建国")
    assert "is busy" in caplog.text
    assert "王总" not in caplog.text


@EITHER_WAY
async def test_a_fault_of_the_program_is_told_and_the_next_update_is_heard(
    practice: Practice, tmp_path: Path, lin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    for line in ("/practice zh/vmc_price", "0", "0"):
        await lin.says(line)
    await lin.says("/status")
    await hears_until(lin, "正在和王建国谈")
    with closing(sqlite3.connect(tmp_path / "duilian.db")) as damaging, damaging:
        damaging.execute("UPDATE session SET snapshot = '{}'")
    await lin.says("王总您好")
    await hears_until(lin, ZH("error-internal"))
    await lin.says("/help")
    assert [message.text for message in await lin.hears()] == [HELP]
    assert "ValidationError" in caplog.text
    assert "王总" not in caplog.text


async def test_a_long_message_comes_in_parts_with_the_buttons_under_the_last(
    telegram: BotApi, unserved: Practice, lin: Person
) -> None:
    async with served(unserved):
        await lin.says("/help")
        await lin.hears()
    paragraphs = [f"{number} " + "价" * 1500 for number in range(5)]
    with unserved.records.unit() as unit:
        button = {"data": "lang//zh", "label": "中文"}
        user = unit.user(f"telegram:{LIN}")
        assert user is not None
        unit.queue(user.id, [Message("customer", "\n\n".join(paragraphs), user.seen_at, buttons=[button])])
    passing = faults.Hang()
    passing.release()
    telegram.plan("sendMessage", passing)
    second = telegram.plan("sendMessage", faults.BROKEN)
    async with served(unserved):
        parts = await lin.hears(3)
    assert second.used
    assert [part.text for part in parts] == [
        CUSTOMER + "\n\n".join(paragraphs[:2]),
        CUSTOMER + "\n\n".join(paragraphs[2:4]),
        CUSTOMER + paragraphs[4],
    ]
    assert [part.labels for part in parts] == [[], [], ["中文"]]


@given(st.text("价a \n😀", min_size=1).filter(str.strip), st.integers(2, 12))
def test_parts_of_a_text_fit_and_lose_nothing_but_space(text: str, longest: int) -> None:
    parts = list(pieces(text, longest))
    assert all(part.strip() and units(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_text_that_fits_stays_whole() -> None:
    assert list(pieces("价" * LONGEST)) == ["价" * LONGEST]


async def test_an_outbox_is_dropped_once_it_is_empty(telegram: BotApi, unserved: Practice, lin: Person) -> None:
    async with served(unserved):
        await lin.says("/help")
        await lin.hears()
    before = asyncio.all_tasks()
    async with Bot(telegram.token, telegram.base_url) as bot, asyncio.timeout(5):
        deliveries = Deliveries(bot, Pacer(Rate()), unserved.records, unserved.stage)
        deliveries.wake(f"telegram:{LIN}")
        while left := asyncio.all_tasks() - before:
            await asyncio.wait(left)


async def test_a_delivery_that_breaks_off_is_taken_up_with_the_next_message(
    telegram: BotApi, practice: Practice, tmp_path: Path, lin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    slow = faults.Hang()
    hanging = telegram.plan("sendMessage", slow)
    await lin.says("/help")
    await telegram.until(lambda: hanging.used, 5, "a message on its way")
    with closing(sqlite3.connect(tmp_path / "duilian.db", isolation_level=None)) as damaging:
        [(due,)] = damaging.execute("SELECT due_at FROM outgoing").fetchall()
        damaging.execute("UPDATE outgoing SET due_at = 'never'")
        slow.release()
        await lin.hears()
        async with asyncio.timeout(5):
            while "broke off: ValueError" not in caplog.text:
                await asyncio.sleep(0.01)
        damaging.execute("UPDATE outgoing SET due_at = ?", (due,))
    await lin.says("/status")
    again, status = await lin.hears(2)  # what could not be marked as sent comes twice
    assert again.text == HELP
    assert status.text == COACH + ZH("status-idle", talks=0, score=0)


async def test_what_waits_for_a_terminal_is_left_to_it(telegram: BotApi, unserved: Practice, lin: Person) -> None:
    unserved.handle(person_at_terminal("zh"), Command("help"), now())
    async with served(unserved):
        await lin.says("/help")
        await lin.hears()
    with unserved.records.unit() as unit:
        assert unit.users_with_pending() == ["terminal:local"]


async def test_a_stop_lets_the_update_in_hand_be_finished(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, lin: Person
) -> None:
    async with practice_at(telegram, tmp_path, reader, troupe) as practice:
        serving = asyncio.create_task(serve(practice))
        await lin.says("/language")
        await lin.hears()
        async with locked(tmp_path):
            query = await lin.presses("English")
            await lin.notices(query)  # answered, so in hand, though it cannot be kept yet
            serving.cancel()
        await asyncio.wait({serving})
        assert serving.cancelled()
        assert lang_of(practice, f"telegram:{LIN}") == "en"
        assert [update["callback_query"]["id"] for update in telegram.world.updates.pending] == [query]  # unconfirmed


@pytest.mark.parametrize("done", [True, False])
async def test_what_the_records_may_have_kept_is_asked_for_until_it_is_known_and_done_once(
    telegram: BotApi, unserved: Practice, lin: Person, done: bool
) -> None:
    with (
        postgres.fresh("migrated") as url,
        TemporaryDirectory(prefix="pg-") as folder,
        closing(postgres.Cut(Path(folder), url, done=done)) as cut,
        closing(Records(cut.url)) as records,
    ):
        stage = Stage(records, ROOT / "scenarios", unserved.troupe)
        async with served(replace(unserved, records=records, stage=stage)):
            await lin.says("/help")
            assert [message.text for message in await lin.hears(timeout=20)] == [HELP]
            with closing(Records(url)) as direct, direct.unit() as unit:
                assert unit.user(f"telegram:{lin.user['id']}")
    assert len(telegram.calls("sendMessage")) == 1
