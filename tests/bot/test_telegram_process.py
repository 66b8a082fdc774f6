"""`duilian telegram` as a process: how it stops, and what it says where it cannot start (killed: test_killed.py)."""

import json
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.sending import COACH
from bot.texts import texts
from tests.bot.telegram_process import SOON, BotProcess
from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")


@pytest.fixture
def lin(telegram: BotApi) -> Person:
    return Person(telegram, LIN, "小林")


def rows(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "duilian.db")) as records:
        return records.execute(query).fetchall()


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
    logged = [json.loads(line) for line in bot.log.splitlines()]  # all of it, from the first line on
    assert [line["event"] for line in logged if line["event"] in ("Handled.", "Stopped.")] == ["Handled.", "Stopped."]


async def test_a_wrong_token_ends_it_with_a_sentence(telegram: BotApi, tmp_path: Path) -> None:
    bot = BotProcess(telegram, tmp_path, TELEGRAM__TOKEN="1:wrong")
    async with bot.running() as process:
        assert await process.wait() == 2
    assert "DUILIAN_TELEGRAM__TOKEN" in bot.log
    assert "1:wrong" not in bot.log
    assert "Traceback" not in bot.log
