"""Nobody takes what is there for all: messages a minute, talks a day, sizes, tries to come in. Practice meets none."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.actions import Person as Somebody
from bot.practice import Practice
from bot.settings import Limits, Mode, Settings
from bot.telegram import haste
from bot.telegram.haste import MINUTE, Haste
from bot.telegram.sending import COACH
from bot.texts import texts
from state.troupe import Troupe
from tests.bot.table import Trainee, table
from tests.bot.telegram_process import EITHER_WAY, hears_until, practice_at, served
from tests.bot.test_rescoring import ASKS, Listener
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
FOUR = 4


def limited(practice: Practice, **limits: int) -> Practice:
    settings = practice.settings.model_copy(update={"limits": Limits.model_validate(limits)})
    return replace(practice, settings=settings)


def test_as_many_as_are_allowed_in_any_minute_are_heard_and_then_none_for_one() -> None:
    judge = Haste(FOUR).judge
    assert [judge(7, at) for at in (0, 10, 20, 59, MINUTE, MINUTE + 10)] == ["heard"] * 6
    assert judge(7, 75) == "told", "20, 59, 60 and 70 are within the last minute"
    assert judge(8, 75) == "heard", "another person"
    assert [judge(7, at) for at in (75, 100, 134.9)] == ["unheard"] * 3
    assert [judge(7, at) for at in (135, 135, 135, 135, 135)] == ["heard"] * 4 + ["told"]


def test_of_many_people_only_the_last_minute_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(haste, "KNOWN", 3)
    judged = Haste(1)
    for person in range(3):
        judged.judge(person, 0)
    assert judged.judge(0, 1) == "told"
    judged.judge(3, 2 * MINUTE)
    assert [len(judged._times), len(judged._until)] == [1, 0]
    assert Haste(0).judge(7, 0) == "heard"


@pytest.fixture
def way() -> Mode:
    return "polling"


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, troupe: Troupe, way: Mode) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, Listener(), troupe, way=way) as opened:
        few = limited(opened, messages=FOUR)
        async with served(few):
            yield few


@EITHER_WAY
async def test_whoever_floods_the_bot_is_told_once_and_heard_again_after_a_minute(
    telegram: BotApi, practice: Practice
) -> None:
    lin, mei = Person(telegram, LIN, "小林"), Person(telegram, LIN + 1, "小梅")
    await lin.says("/practice zh/vmc_price")
    await hears_until(lin, ZH("private-how"))
    await lin.says(ASKS)
    sent = [await lin.says("/status") for _ in range(12)]
    assert (await hears_until(lin, ZH("too-fast")))[-1].text == COACH + ZH("too-fast")
    await mei.says("/help")
    await mei.hears()
    assert not any(ZH("too-fast") in message.text for message in lin.overhears())
    now = sent[-1]["message"]["date"]
    await lin.sends(text="/status", date=now + 61, entities=[{"type": "bot_command", "offset": 0, "length": 7}])

    def told(what: str) -> int:
        return sum(what in message.text for message in lin.chat.by_bot())

    await telegram.until(lambda: told("说了 1 句") == FOUR - 2 + 1, 10.0, "what was asked before and after", lin.chat)
    assert told(ZH("too-fast")) == 1
    with practice.records.unit() as unit:
        [session] = unit.sessions(f"telegram:{LIN}", 5)
        assert [turn.reply for turn in unit.turns(session.user_id, session.id)] == [ASKS]


async def test_what_waited_while_the_bot_was_away_is_all_heard(telegram: BotApi, practice: Practice) -> None:
    lin, now = Person(telegram, LIN, "小林"), int(datetime.now(UTC).timestamp())
    command = [{"type": "bot_command", "offset": 0, "length": 5}]
    for number in range(3 * FOUR):
        await lin.sends(text="/help", date=now - 3600 + 20 * number, entities=command)
    heard = [message.text for message in await lin.hears(3 * FOUR)]
    assert heard == [COACH + ZH("help")] * (3 * FOUR)


async def test_presses_count_and_blocking_the_bot_never_goes_unheard(telegram: BotApi, practice: Practice) -> None:
    lin = Person(telegram, LIN, "小林")
    await lin.says("/reminders")
    [shown] = await lin.hears()
    for _ in range(FOUR):
        lin.presses_on(shown, {**shown.buttons[0], "text": shown.labels[0]})
    await lin.sees(ZH("too-fast"))
    await lin.blocks()

    def is_gone() -> bool:
        with practice.records.unit() as unit:
            user = unit.user(f"telegram:{LIN}")
            return user is not None and user.closed_at is not None

    async with asyncio.timeout(10):
        while not is_gone():
            await asyncio.to_thread(lambda: None)


@pytest.fixture
def sitting(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, Listener(), troupe, Settings(limits=Limits(talks=2))) as trainee:
        yield trainee


def test_only_so_many_talks_are_begun_in_a_day(sitting: Trainee) -> None:
    enough = ZH("talks-enough", limit=2)
    sitting.now = datetime(2026, 3, 2, 9).astimezone()
    for _ in range(2):
        assert enough not in sitting.types("/practice zh/vmc_price")
        sitting.types("/quit")
    for line in ("/practice zh/vmc_price", "/exam zh/vmc_price"):
        assert sitting.types(line) == [enough]
    other = Trainee(sitting.practice, Somebody("telegram:8", "telegram", "小梅", "zh", chat_id=8), sitting.now)
    assert enough not in other.types("/practice zh/vmc_price")
    sitting.now = datetime(2026, 3, 2, 23, 58).astimezone()
    assert sitting.types("/practice zh/vmc_price") == [enough]
    assert enough not in sitting.types("/practice zh/vmc_price"), "it is past midnight on this machine's clock"


def test_at_the_machine_itself_any_number_is_begun(sitting: Trainee) -> None:
    here = Trainee(sitting.practice, Somebody("terminal:local", "terminal", "我", "zh"), sitting.now)
    for _ in range(3):
        assert ZH("talks-enough", limit=2) not in here.types("/practice zh/vmc_price")
        here.types("/quit")
    with sitting.practice.records.unit() as unit:
        assert len(unit.sessions("terminal:local", 9)) == 3
