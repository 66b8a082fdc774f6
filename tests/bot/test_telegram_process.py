"""`duilian telegram` as a process: killed or stopped at any moment and started again, nothing is lost or doubled."""

import signal
import sqlite3
import sys
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.sending import COACH, CUSTOMER
from bot.texts import texts
from tests.bot.telegram_process import SOON, BotProcess, hears_until
from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
GREETING = "王总您好，多花六万多谁都得问个为什么。您觉得贵，主要是跟哪家比？"
SECOND = "他们那台是硬轨还是线轨，用的什么系统？"
IN_TALK = "正在和王建国谈"
SAID = "SELECT voice, speaker, text FROM outgoing ORDER BY id"


@pytest.fixture
def lin(telegram: BotApi) -> Person:
    return Person(telegram, LIN, "小林")


async def begin(lin: Person) -> None:
    """Be in a talk, whose opening was heard to its end."""
    for line in ("/practice zh/vmc_price", "0", "0", "/status"):
        await lin.says(line)
    await hears_until(lin, IN_TALK, SOON)


def rows(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "duilian.db")) as records:
        return records.execute(query).fetchall()


def shown(voice: str, speaker: str | None, text: str) -> str:
    """How what is kept looks in the chat."""
    if voice == "coach":
        return COACH + text
    return f"{CUSTOMER}{speaker}：{text}" if speaker else CUSTOMER + text


async def test_killed_between_two_replies_a_talk_goes_on(telegram: BotApi, tmp_path: Path, lin: Person) -> None:
    bot = BotProcess(telegram, tmp_path)
    async with bot.running():
        await begin(lin)
        # The update is handled and answered, but not confirmed: the request that would do so is never carried out.
        telegram.plan("getUpdates", faults.Hang())
        await lin.says(GREETING)
        await lin.hears(timeout=SOON)
    await lin.says(SECOND)
    async with bot.running():
        await lin.says("/status")
        await hears_until(lin, "说了 2 句", SOON)
        await lin.says("/quit")
        await hears_until(lin, ZH("card-next"), SOON)
    assert rows(tmp_path, "SELECT number, reply FROM turn ORDER BY number") == [(1, GREETING), (2, SECOND)]
    sending = (call.parameters for call in telegram.journal if call.method in ("sendMessage", "sendPhoto"))
    sent = [given.get("text") or given["caption"] for given in sending]
    once = [text for text, _ in groupby(sent)]  # the last one before the kill may have come twice
    assert len(sent) - len(once) <= 1
    said = [shown(*row) for row in rows(tmp_path, SAID)]
    assert any(text.startswith(f"{CUSTOMER}王建国：") for text in said)
    assert once == said[: len(once)]
    assert len(said) - len(once) <= 1  # the last one may have been on its way when the test ended


async def test_killed_before_a_reply_is_kept_it_is_heard_after_the_start(
    telegram: BotApi, tmp_path: Path, lin: Person
) -> None:
    bot = BotProcess(telegram, tmp_path)
    with closing(sqlite3.connect(tmp_path / "duilian.db", isolation_level=None)) as other:
        async with bot.running():
            await begin(lin)
            other.execute("BEGIN IMMEDIATE")  # so that the bot has the reply and cannot write it down
            update = await lin.says(GREETING)
            await telegram.until(
                lambda: any(update in (call.result or []) for call in telegram.calls("getUpdates")), SOON, "a fetch"
            )
    assert rows(tmp_path, "SELECT count(*) FROM turn") == [(0,)]
    async with bot.running():
        await lin.says("/status")
        await hears_until(lin, "说了 1 句", SOON)


async def test_killed_while_the_customer_speaks_it_finishes_after_the_start(
    telegram: BotApi, tmp_path: Path, lin: Person
) -> None:
    bot = BotProcess(telegram, tmp_path, PRACTICE__PACE="0.5")
    async with bot.running():
        await begin(lin)
        await lin.says(GREETING)
        await telegram.until(lambda: rows(tmp_path, "SELECT 1 FROM turn"), SOON, "a turn that is kept")
    waiting = [shown(*row) for row in rows(tmp_path, SAID.replace("ORDER", "WHERE sent_at IS NULL ORDER"))]
    assert waiting
    async with bot.running():
        heard = [message.text for message in await hears_until(lin, waiting[-1], SOON)]
        await lin.says("/help")
        heard += [message.text for message in await hears_until(lin, ZH("help"), SOON)]
        # What was on its way at the kill comes once more: rather twice than never.
        assert list(dict.fromkeys(heard))[-len(waiting) - 1 :] == [*waiting, COACH + ZH("help")]


async def test_killed_while_a_message_is_on_its_way_it_is_sent_after_the_start(
    telegram: BotApi, tmp_path: Path, lin: Person
) -> None:
    bot = BotProcess(telegram, tmp_path)
    async with bot.running():
        hanging = telegram.plan("sendMessage", faults.Hang())
        await lin.says("/help")
        await telegram.until(lambda: hanging.used, SOON, "a message on its way")
    async with bot.running():
        await lin.says("/status")
        heard = [message.text for message in await lin.hears(2, SOON)]
    assert heard == [COACH + ZH("help"), COACH + ZH("status-idle", talks=0, score=0)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to be caught")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_stopped_by_a_signal_it_lets_a_message_arrive(
    telegram: BotApi, tmp_path: Path, lin: Person, number: signal.Signals
) -> None:
    bot = BotProcess(telegram, tmp_path)
    slow = faults.Hang()
    async with bot.running() as process:
        hanging = telegram.plan("sendMessage", slow)
        await lin.says("/help")
        await telegram.until(lambda: hanging.used, SOON, "a message on its way")
        process.send_signal(number)
        slow.release()
        assert await process.wait() == 0
    assert [message.text for message in lin.overhears()] == [COACH + ZH("help")]
    assert rows(tmp_path, "SELECT count(*) FROM outgoing WHERE sent_at IS NULL") == [(0,)]
    assert telegram.token not in bot.log
    assert "Traceback" not in bot.log


async def test_a_wrong_token_ends_it_with_a_sentence(telegram: BotApi, tmp_path: Path) -> None:
    bot = BotProcess(telegram, tmp_path, TELEGRAM__TOKEN="1:wrong")
    async with bot.running() as process:
        assert await process.wait() == 2
    assert "DUILIAN_TELEGRAM__TOKEN" in bot.log
    assert "1:wrong" not in bot.log
    assert "Traceback" not in bot.log


async def test_killed_at_one_step_after_another_a_talk_loses_and_doubles_nothing(
    telegram: BotApi, tmp_path: Path, lin: Person
) -> None:
    """Before a message, a change of one, an answer to a button and a picture are taken, and after one was."""
    steps = (
        ("", "sendMessage", faults.Hang(), lambda: lin.says("/practice zh/vmc_price")),
        (ZH("expect-ask")[:3], "editMessageText", faults.Hang(), lambda: lin.presses(ZH("skip"))),
        (ZH("proof-ask")[:3], "answerCallbackQuery", faults.Hang(), lambda: lin.presses(ZH("skip"))),
        (CUSTOMER, "sendMessage", faults.DROP_AFTER, lambda: lin.says(GREETING)),
        (CUSTOMER, "sendPhoto", faults.Hang(), lambda: lin.says("/quit")),
    )
    bot = BotProcess(telegram, tmp_path)
    for number, (shows, method, fault, does) in enumerate(steps):
        async with bot.running():
            if number:
                await lin.sees(shows, SOON)
            planned = telegram.plan(method, fault)
            await does()
            await telegram.until(lambda planned=planned: planned.used, SOON, f"{method} of step {number}")
    async with bot.running():
        await lin.sees(ZH("card-next"), SOON)
        await lin.says("/help")  # in order: what was said before has been sent then
        await lin.sees(ZH("help"), SOON)
    assert rows(tmp_path, "SELECT number, reply FROM turn ORDER BY number") == [(1, GREETING)]
    assert rows(tmp_path, "SELECT count(*) FROM card") == [(1,)]
    came = [str((message.before or [message.json])[0].get("text") or message.text) for message in lin.chat.by_bot()]
    once = [text for text, _ in groupby(came)]
    assert len(came) - len(once) <= len(steps)
    assert once == [shown(*row) for row in rows(tmp_path, SAID.replace("ORDER", "WHERE replaces IS NULL ORDER"))]
