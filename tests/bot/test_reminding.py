"""Reminders: once for each absence, by day, to those who can be reached and have not said no."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Rules, Settings
from bot.telegram.reminders import remind
from bot.telegram.sending import COACH
from bot.texts import texts
from state.records.tables import Outgoing
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH, EN = texts("zh"), texts("en")
TEN = datetime(2026, 3, 2, 10, 0).astimezone()
DAY = timedelta(days=1)
WHO = "telegram:7"


@pytest.fixture
def trainee(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, reader, troupe) as sitting:
        sitting.now = TEN
        yield sitting


def reminded(trainee: Trainee, at: datetime) -> list[Outgoing]:
    """What is queued by a look at this time, and then sent."""
    told = remind(trainee.practice, at)
    with trainee.practice.records.unit() as unit:
        waiting = unit.pending(WHO)
        for row in waiting:
            unit.mark_sent(WHO, row.id, None, at)
    trainee.heard += waiting
    assert told == [WHO] * len(waiting)
    return waiting


def test_after_two_weeks_there_is_one_reminder_and_after_the_next_absence_another(trainee: Trainee) -> None:
    trainee.types("/help")
    assert reminded(trainee, TEN + 13 * DAY) == []
    [row] = reminded(trainee, TEN + 15 * DAY)
    assert row.text.startswith(ZH("remind", name="小林"))
    assert row.voice == "coach"
    for later in range(16, 60):
        assert reminded(trainee, TEN + later * DAY) == []
    trainee.now = TEN + 60 * DAY
    trainee.types("/help")
    assert reminded(trainee, TEN + 73 * DAY) == []
    assert len(reminded(trainee, TEN + 75 * DAY)) == 1


@pytest.mark.parametrize(("hour", "called"), [(0, False), (8, False), (9, True), (17, True), (18, False), (23, False)])
def test_nobody_is_reminded_but_by_day(trainee: Trainee, hour: int, called: bool) -> None:
    trainee.types("/help")
    assert bool(reminded(trainee, (TEN + 20 * DAY).replace(hour=hour))) == called


def test_the_button_starts_the_customer_to_meet_next(trainee: Trainee) -> None:
    trainee.types("/help")
    [row] = reminded(trainee, TEN + 15 * DAY)
    start, _ = row.buttons or []
    customer = trainee.practice.troupe.customers[start["data"].removeprefix("customer//")]
    assert customer.account.person in row.text
    trainee.now = TEN + 16 * DAY
    trainee.presses(start["label"])
    with trainee.practice.records.unit() as unit:
        session = unit.open_session(WHO)
        assert session is not None
        assert session.scenario == customer.id


def test_a_talk_that_was_left_open_is_scored_first_when_the_button_is_pressed(trainee: Trainee) -> None:
    for line in ("/practice zh/vmc_price", "王总您好，您觉得贵，主要是跟哪家比？"):
        trainee.types(line)
    [row] = reminded(trainee, TEN + 15 * DAY)
    trainee.now = TEN + 16 * DAY
    said = trainee.presses((row.buttons or [])[0]["label"])
    assert said[0] == ZH("talk-expired", person="王建国")
    assert ZH("expect-ask") in said[-1]
    assert any(ZH("card-outcome", outcome="left") in text for text in trainee.presses(ZH("card-button")))


def test_a_talk_that_is_still_open_is_what_is_reminded_of(tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    rules = Settings(practice=Rules(expire_hours=24 * 30))
    with table(tmp_path, reader, troupe, rules) as trainee:
        trainee.now = TEN
        trainee.types("/practice zh/vmc_price")
        [row] = reminded(trainee, TEN + 15 * DAY)
    assert row.text == ZH("remind-talk", name="小林")
    assert [button["label"] for button in row.buttons or []] == [ZH("remind-stop")]


def test_reminders_are_switched_off_by_button_and_on_by_command(trainee: Trainee) -> None:
    trainee.types("/help")
    reminded(trainee, TEN + 15 * DAY)
    trainee.now = TEN + 16 * DAY
    assert trainee.presses(ZH("remind-stop")) == [ZH("remind-off")]
    assert reminded(trainee, TEN + 40 * DAY) == []
    trainee.now = TEN + 40 * DAY
    assert trainee.types("/reminders") == [ZH("remind-off")]
    assert trainee.types("/reminders on") == [ZH("remind-on", days=14)]
    assert len(reminded(trainee, TEN + 60 * DAY)) == 1
    trainee.now = TEN + 60 * DAY
    assert trainee.types("/reminders off") == [ZH("remind-off")]
    assert trainee.presses(ZH("remind-again")) == [ZH("remind-on", days=14)]


def test_whoever_has_blocked_the_bot_is_not_reminded(trainee: Trainee) -> None:
    trainee.types("/help")
    trainee.practice.lose(WHO, TEN + DAY, update=9)
    assert reminded(trainee, TEN + 15 * DAY) == []
    trainee.practice.find_again(WHO, TEN + 20 * DAY, update=10)
    assert reminded(trainee, TEN + 33 * DAY) == []
    assert len(reminded(trainee, TEN + 35 * DAY)) == 1


def test_where_reminders_are_not_wanted_at_all_there_are_none(tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    with table(tmp_path, reader, troupe, Settings(practice=Rules(remind_days=0))) as trainee:
        trainee.now = TEN
        trainee.types("/help")
        assert reminded(trainee, TEN + 300 * DAY) == []
        assert trainee.types("/reminders on") == [ZH("remind-none")]


def test_a_reminder_speaks_the_persons_language_and_offers_a_customer_of_it(trainee: Trainee) -> None:
    trainee.types("/language en")
    [row] = reminded(trainee, TEN + 15 * DAY)
    assert row.text.startswith(EN("remind", name="小林"))
    assert (row.buttons or [])[0]["data"].startswith("customer//en/")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the clock's zone cannot be set here")
async def test_the_bot_reminds_when_it_is_served(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = datetime.now().astimezone().utctimetuple().tm_hour
    monkeypatch.setenv("TZ", f"NOON{here - 12:+d}")  # east of Greenwich is negative
    time.tzset()
    try:
        lin = Person(telegram, LIN, "小林")
        async with practice_at(telegram, tmp_path, reader, troupe) as practice:
            async with served(practice):
                await lin.says("/help")
                await lin.hears()
            with practice.records.unit() as unit:
                user = unit.user(f"telegram:{LIN}")
                assert user is not None
                user.seen_at -= 15 * DAY
            async with served(practice):
                [message] = await lin.hears()
                assert message.text.startswith(COACH + ZH("remind", name="小林"))
                await lin.presses(message.labels[0])
                await hears_until(lin, "客户卡")
            async with served(practice):
                await lin.says("/help")
                await lin.hears()
        assert len([said for said in lin.chat.by_bot() if ZH("remind", name="小林") in said.text]) == 1
    finally:
        monkeypatch.undo()
        time.tzset()
