"""Polling: a slow update holds up only the person whose it is, and none is confirmed before it was handled."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.practice import Practice
from bot.settings import Access
from bot.telegram.application import serve
from bot.telegram.polling import AT_ONCE
from bot.telegram.sending import COACH
from bot.texts import texts
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import practice_at, served
from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
HELP, IDLE = COACH + ZH("help"), COACH + ZH("status-idle", talks=0, score=0)


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> AsyncIterator[Practice]:
    """One in which Lin is an admin, whose files are fetched before they are looked at: that can be made slow."""
    async with practice_at(telegram, tmp_path, reader, troupe) as opened:
        settings = opened.settings.model_copy(update={"access": Access(admins=(LIN,))})
        yield replace(opened, settings=settings)


@pytest.fixture
def lin(telegram: BotApi) -> Person:
    return Person(telegram, LIN, "小林")


@pytest.fixture
def zhou(telegram: BotApi) -> Person:
    return Person(telegram, 102, "小周")


async def test_a_slow_update_holds_up_nobody_else(
    telegram: BotApi, practice: Practice, lin: Person, zhou: Person
) -> None:
    slow = faults.Hang()
    fetching = telegram.plan("getFile", slow)
    async with served(practice):
        sent = await lin.sends_document("notes.yaml", b"no content")
        await telegram.until(lambda: fetching.used, 5, "a file that is fetched")
        await lin.says("/status")
        polls = len(telegram.calls("getUpdates"))
        for line, answer in (("/help", HELP), ("/status", IDLE), ("/help", HELP)):
            await zhou.says(line)
            assert [message.text for message in await zhou.hears()] == [answer]
        await asyncio.sleep(1)
        assert len(telegram.calls("getUpdates")) - polls < 12  # it looks, but not as fast as it can
        assert lin.overhears() == []  # in order: what came later waits for the file
        assert telegram.world.updates.pending[0] == sent
        slow.release()
        [refused, idle] = await lin.hears(2)
        assert "notes.yaml" in refused.text
        assert idle.text == IDLE
        await telegram.until(lambda: not telegram.world.updates.pending, 5, "all confirmed")
    assert [message.text for message in zhou.chat.by_bot()] == [HELP, IDLE, HELP]  # nothing was heard twice


async def test_a_stop_finishes_what_is_being_handled_and_begins_nothing(
    telegram: BotApi, practice: Practice, lin: Person
) -> None:
    slow = faults.Hang()
    fetching = telegram.plan("getFile", slow)
    serving = asyncio.create_task(serve(practice))
    sent = await lin.sends_document("notes.yaml", b"no content")
    await telegram.until(lambda: fetching.used, 5, "a file that is fetched")
    later = await lin.says("/status")
    await telegram.until(
        lambda: any(later in (call.result or []) for call in telegram.calls("getUpdates")), 5, "the next one is in hand"
    )
    serving.cancel()
    slow.release()
    await asyncio.wait({serving})
    assert serving.cancelled()
    assert telegram.world.updates.pending == [sent, later]
    with practice.records.unit() as unit:
        assert IDLE.removeprefix(COACH) not in [row.text for row in unit.pending(f"telegram:{LIN}")]
    async with served(practice):  # both come again; the first is known
        [refused, idle] = await lin.hears(2)
    assert "notes.yaml" in refused.text
    assert idle.text == IDLE


async def test_more_than_telegram_gives_at_once_are_all_heard_once(
    telegram: BotApi, practice: Practice, lin: Person, zhou: Person
) -> None:
    each = AT_ONCE // 2 + 5
    telegram.world.updates.withhold()
    for _ in range(each):
        await lin.says("/language zh")
        await zhou.says("/language zh")
    telegram.world.updates.release()
    async with served(practice):
        for person in (lin, zhou):
            await person.hears(each, timeout=20)
            await person.says("/status")
            assert [message.text for message in await person.hears()] == [IDLE]


async def test_numbers_that_begin_anew_below_those_of_before_are_heard(
    telegram: BotApi, practice: Practice, zhou: Person
) -> None:
    """Telegram chooses them anew after a week without any."""
    async with served(practice):
        await zhou.says("/help")
        await zhou.hears()
        await telegram.until(lambda: not telegram.world.updates.pending, 5, "all confirmed")
        telegram.world.updates.duplicate({**(await zhou.says("/status")), "update_id": 17})
        assert [message.text for message in await zhou.hears(2)] == [IDLE, IDLE]
        await zhou.says("/help")
        assert [message.text for message in await zhou.hears()] == [HELP]
        await telegram.until(lambda: not telegram.world.updates.pending, 5, "all confirmed")


async def test_an_update_that_nobody_can_read_keeps_no_other_from_being_heard(
    telegram: BotApi, practice: Practice, zhou: Person, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.expect_violations()
    telegram.world.updates.withhold()
    await zhou.says("/help")
    broken = telegram.world.updates.push("message", {"message_id": 7, "text": "谁也读不懂"})
    assert broken is not None
    await zhou.says("/status")
    telegram.world.updates.release()
    async with served(practice):
        assert [message.text for message in await zhou.hears(2)] == [HELP, IDLE]
        await zhou.says("/help")
        assert [message.text for message in await zhou.hears()] == [HELP]
    assert f"Update {broken['update_id']} does not count" in caplog.text
    assert "谁也读不懂" not in caplog.text
