"""Delivery to Telegram: who is held up, who is gone, who comes back, and who is seen typing."""

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from telegram import Bot

from bot import delivery
from bot.actions import Command
from bot.actions import Person as Trainee
from bot.delivery import GRACE, Outbox, TryLater, now, typing_time
from bot.practice import Practice
from bot.telegram.deliveries import Deliveries
from bot.telegram.pacing import Pacer
from bot.telegram.sending import COACH, CUSTOMER
from bot.texts import texts
from state.records.queueing import Message
from state.records.tables import Outgoing
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.telegram import faults
from tests.telegram.client import Person, group
from tests.telegram.examples import LIN
from tests.telegram.journal import Call
from tests.telegram.server import BotApi

ZH = texts("zh")
HELP, IDLE = COACH + ZH("help"), COACH + ZH("status-idle", talks=0, score=0)
WHO = f"telegram:{LIN}"
GREETING = "王总您好，多花六万多谁都得问个为什么。您觉得贵，主要是跟哪家比？"


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe) as opened:
        yield opened


@pytest.fixture
def lin(telegram: BotApi) -> Person:
    return Person(telegram, LIN, "小林")


@pytest.fixture
def zhou(telegram: BotApi) -> Person:
    return Person(telegram, 102, "小周")


def waiting(practice: Practice) -> list[Outgoing]:
    with practice.records.unit() as unit:
        return unit.pending(WHO)


def tell(practice: Practice, *messages: Message) -> None:
    with practice.records.unit() as unit:
        unit.queue(WHO, messages)


def rows(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "duilian.db")) as records, records:
        return records.execute(query).fetchall()


def burst(bubbles: list[str]) -> list[str]:
    """What the customer says in one go, as the chat shows it: named once, marked throughout."""
    first, *others = bubbles
    return [f"{CUSTOMER}王建国：{first}", *(CUSTOMER + bubble for bubble in others)]


async def comes(what: Any) -> Any:
    """Wait for something that no call to Telegram shows."""
    async with asyncio.timeout(5):
        while not (found := what()):
            await asyncio.sleep(0.01)
    return found


async def begin(lin: Person) -> None:
    """Be in a talk, whose opening was heard to its end."""
    for line in ("/practice zh/vmc_price", "0", "0", "/status"):
        await lin.says(line)
    await hears_until(lin, "正在和王建国谈")


async def test_a_chat_refused_for_an_hour_waits_for_it_alone(
    telegram: BotApi, practice: Practice, tmp_path: Path, lin: Person, zhou: Person
) -> None:
    flood = telegram.plan("sendMessage", faults.flood(3600), LIN, times=None)
    async with served(practice):
        await lin.says("/help")
        await comes(lambda: [row for row in waiting(practice) if row.error])
        await lin.says("/status")
        await comes(lambda: len(waiting(practice)) == 2)
        await zhou.says("/help")
        assert [message.text for message in await zhou.hears()] == [HELP]
    async with served(practice):  # an hour outlives a restart
        await zhou.says("/status")
        assert [message.text for message in await zhou.hears()] == [IDLE]
        await lin.says("/help")
        await comes(lambda: len(waiting(practice)) == 3)
    assert flood.used == 1
    assert waiting(practice)[0].due_at - now() > timedelta(seconds=3500)
    flood.cancel()
    rows(tmp_path, "UPDATE outgoing SET due_at = '2026-01-01 00:00:00' WHERE sent_at IS NULL")  # an hour later
    async with served(practice):
        assert [message.text for message in await lin.hears(3)] == [HELP, IDLE, HELP]


async def test_whoever_speaks_to_a_customer_held_up_by_telegram_hurries_and_interrupts_nobody(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, lin: Person
) -> None:
    passing = faults.Hang()
    passing.release()
    telegram.plan("sendMessage", passing, LIN, times=5)  # to the customer's first bubble, which is not the last
    flood = telegram.plan("sendMessage", faults.flood(3600), LIN, times=None)
    wang = troupe.customers["zh/vmc_price"]
    opening = tuple(burst for burst in wang.scenario.opening if len(burst) > 1)  # of which the dice draw one
    talkative = replace(wang, scenario=wang.scenario.model_copy(update={"opening": opening}))
    troupe = replace(troupe, customers={**troupe.customers, wang.id: talkative})
    async with practice_at(telegram, tmp_path, reader, troupe, pace=0.1) as practice, served(practice):
        for line in ("/practice zh/vmc_price", "0", "0"):
            await lin.says(line)
        await comes(lambda: [row for row in waiting(practice) if row.error])
        await lin.says(GREETING)
        await lin.says("/undo")
        await comes(lambda: rows(tmp_path, "SELECT 1 FROM turn WHERE taken_back"))
        await asyncio.sleep(0.3)  # in which what was hurried would go out
        [held, *_] = waiting(practice)
        assert (held.voice, held.attempts) == ("customer", 1)
        assert held.due_at - now() > timedelta(seconds=3500)
    assert flood.used == 1
    assert rows(tmp_path, "SELECT interrupted FROM turn") == [(0,)]


async def test_how_often_sending_failed_outlives_a_restart(telegram: BotApi, practice: Practice, lin: Person) -> None:
    broken = telegram.plan("sendMessage", faults.BROKEN, LIN, times=2)
    async with served(practice):
        await lin.says("/help")
        await comes(lambda: [row for row in waiting(practice) if row.attempts == 1])
    async with served(practice):
        [row] = await comes(lambda: [row for row in waiting(practice) if row.attempts == 2])
        assert broken.used == 2
        assert (row.due_at - now()).total_seconds() > 1.0  # the second wait is longer than the first can be
        assert [message.text for message in await lin.hears()] == [HELP]


async def test_what_waits_for_its_turn_is_left_in_the_records_when_all_is_stopped(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, lin: Person
) -> None:
    async with practice_at(telegram, tmp_path, reader, troupe, rate={"all": 1000, "chat": 0.01}) as practice:
        async with served(practice):
            for _ in range(4):
                await lin.says("/help")
            await lin.hears(3)
            with closing(sqlite3.connect(tmp_path / "duilian.db")) as records:
                await comes(lambda: records.execute("SELECT count(*) FROM seen_update").fetchone() == (4,))
            await comes(lambda: len(waiting(practice)) == 1)
            begun = time.monotonic()
        assert time.monotonic() - begun < GRACE
        [row] = waiting(practice)
        assert (row.attempts, row.error) == (0, None)
        async with served(practice):
            assert [message.text for message in await lin.hears()] == [HELP]


GONE = [
    faults.BLOCKED,
    faults.NO_CHAT,
    faults.Refuse(403, "Forbidden: user is deactivated"),
    faults.Refuse(400, "Bad Request: PEER_ID_INVALID"),
]


@pytest.mark.parametrize("fault", GONE, ids=lambda fault: fault.description)
async def test_whoever_is_gone_is_written_to_no_more_until_heard_again(
    telegram: BotApi, practice: Practice, tmp_path: Path, lin: Person, fault: faults.Refuse
) -> None:
    async with served(practice):
        await begin(lin)
        refused = telegram.plan("sendMessage", fault, LIN, times=None)
        await lin.says(GREETING)
        await comes(lambda: rows(tmp_path, "SELECT 1 FROM user WHERE closed_at IS NOT NULL"))
        lost = [text for (text,) in rows(tmp_path, "SELECT text FROM outgoing WHERE failed_at IS NOT NULL ORDER BY id")]
        assert lost
        [(error,)] = rows(tmp_path, "SELECT DISTINCT error FROM outgoing WHERE failed_at IS NOT NULL")
        assert error.lower() in fault.description.lower()
        tell(practice, Message("coach", "教练看过了。", now()))  # it waits
    async with served(practice):
        assert refused.used == 1
        refused.cancel()
        await lin.says("/status")
        heard = [message.text for message in await hears_until(lin, "说了 1 句")]
    assert heard[:-1] == [COACH + "教练看过了。", COACH + ZH("back-again"), *burst(lost)]
    assert rows(tmp_path, "SELECT closed_at FROM user") == [(None,)]


async def test_a_message_that_is_refused_for_itself_closes_no_chat(
    telegram: BotApi, practice: Practice, tmp_path: Path, lin: Person
) -> None:
    telegram.plan("sendMessage", faults.Refuse(400, "Bad Request: message is too long"))
    async with served(practice):
        await lin.says("/help")
        await lin.says("/status")
        assert [message.text for message in await lin.hears()] == [IDLE]
    assert rows(tmp_path, "SELECT closed_at FROM user") == [(None,)]
    assert rows(tmp_path, "SELECT error FROM outgoing WHERE failed_at IS NOT NULL") == [("Message is too long",)]


async def test_whoever_blocks_the_bot_is_not_written_to_and_hears_the_rest_on_letting_it_in_again(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, lin: Person
) -> None:
    async with practice_at(telegram, tmp_path, reader, troupe, pace=0.1) as practice, served(practice):
        await begin(lin)
        slow = faults.Hang()
        on_its_way = telegram.plan("sendMessage", slow, LIN)
        await lin.says(GREETING)
        await telegram.until(lambda: on_its_way.used, 5, "the customer speaks")
        await lin.blocks()
        await comes(lambda: rows(tmp_path, "SELECT 1 FROM user WHERE closed_at IS NOT NULL"))
        slow.release()
        await telegram.until(lambda: telegram.calls("sendMessage", LIN)[-1].status == 403, 5, "a refusal")
        sent = len(telegram.calls("sendMessage", LIN))
        await lin.unblocks()
        [(says,)] = rows(tmp_path, "SELECT says FROM turn")
        said = [say["text"] for say in json.loads(says)]
        heard = [message.text for message in await hears_until(lin, said[-1])]
    assert heard == [COACH + ZH("back-again"), *burst(said)]
    assert len(telegram.calls("sendMessage", LIN)) == sent + len(heard)


async def test_a_block_in_a_group_closes_nobodys_chat(telegram: BotApi, practice: Practice, lin: Person) -> None:
    async with served(practice):
        await lin.says("/help")
        await lin.hears()
        await lin.inside(group(telegram, -1001, "销售一组")).blocks()
        await lin.says("/status")
        assert [message.text for message in await lin.hears()] == [IDLE]


@asynccontextmanager
async def delivering(telegram: BotApi, practice: Practice, lin: Person) -> AsyncIterator[Deliveries]:
    """Deliveries without a bot that polls, to somebody who has been sent something before."""
    practice.handle(Trainee(WHO, "telegram", "小林", "zh", LIN), Command("help"), now())
    async with Bot(telegram.token, telegram.base_url) as bot:
        deliveries = Deliveries(bot, Pacer(practice.settings.telegram.rate), practice.records, practice.stage)
        deliveries.wake(WHO)
        await lin.hears()
        try:
            yield deliveries
        finally:
            await deliveries.close()


def actions(telegram: BotApi) -> list[Call]:
    return telegram.calls("sendChatAction", LIN)


async def test_a_customer_is_seen_typing_and_the_coach_is_not(
    telegram: BotApi, practice: Practice, lin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "RENEWED", 0.3)
    async with delivering(telegram, practice, lin) as deliveries:
        first, second, third = (now() + timedelta(seconds=seconds) for seconds in (1.0, 1.1, 2.7))
        tell(
            practice,
            Message("coach", "谈话开始。", first),
            Message("customer", "坐。", second),
            Message("customer", "好" * 6, third),
        )
        deliveries.wake(WHO)
        await lin.hears(3)
    sent = telegram.calls("sendMessage", LIN)[-3:]
    assert len(actions(telegram)) >= 3
    assert all(sent[1].at < call.at < sent[2].at for call in actions(telegram))  # 坐 came too soon to be seen typed
    assert all(call.parameters["action"] == "typing" for call in actions(telegram))


async def test_a_customer_reads_before_typing(telegram: BotApi, practice: Practice, lin: Person) -> None:
    async with delivering(telegram, practice, lin) as deliveries:
        began = now()
        tell(practice, Message("customer", "坐。", began + timedelta(seconds=2.25)))
        deliveries.wake(WHO)
        await lin.hears()
    [typing] = actions(telegram)
    assert (typing.at - began).total_seconds() >= 1.0


async def test_typing_that_cannot_be_shown_keeps_no_bubble_back(
    telegram: BotApi, practice: Practice, lin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.plan("sendChatAction", faults.BROKEN, times=None)
    async with delivering(telegram, practice, lin) as deliveries:
        tell(practice, Message("customer", "坐吧，喝茶。", now() + timedelta(seconds=1.5)))
        deliveries.wake(WHO)
        assert [message.text for message in await lin.hears()] == [CUSTOMER + "坐吧，喝茶。"]
    assert actions(telegram)
    assert "Typing" not in caplog.text


async def test_nobody_is_seen_typing_what_telegram_holds_up(telegram: BotApi, practice: Practice, lin: Person) -> None:
    async with delivering(telegram, practice, lin) as deliveries:
        telegram.plan("sendMessage", faults.flood(1))
        tell(practice, Message("customer", "坐吧，喝茶。", now()), Message("customer", "说吧。", now()))
        deliveries.wake(WHO)
        await lin.hears(2)
    assert actions(telegram) == []


class Listener:
    """A channel to somebody who hears everything at once."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def ready(self, message: Outgoing) -> bool:
        return False

    async def show_typing(self, message: Outgoing) -> None:
        pass

    async def send(self, message: Outgoing) -> int | None:
        self.heard.append(message.text)
        return len(self.heard)


class Late(ThreadPoolExecutor):
    """Threads whose results come late: after `then` was done, which is done once."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__(1)
        self._then = then

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        def late() -> Any:
            found = function(*args, **kwargs)
            self._then()
            return found

        return super().submit(late)


async def test_what_was_put_off_and_is_due_before_it_is_looked_at_may_be_anothers_by_then(practice: Practice) -> None:
    practice.handle(Trainee(WHO, "telegram", "小林", "zh", chat_id=LIN), Command("status"), now())
    [status] = waiting(practice)
    tries, takers = 0, list[str]()

    class Busy(Listener):
        async def send(self, message: Outgoing) -> int | None:
            nonlocal tries
            tries += 1
            raise TryLater(0.2, "RetryAfter")

    def another_takes_it() -> None:
        if tries and not takers:
            time.sleep(0.25)  # until it is due
            with practice.records.unit() as unit:
                found = unit.next_to_send(WHO, "other", now())
                takers.append(found.taken_by or "" if found is not None else "")

    asyncio.get_running_loop().set_default_executor(Late(another_takes_it))
    outbox = Outbox(practice.records, WHO, Busy(), "one")
    running = asyncio.create_task(outbox.run())
    async with asyncio.timeout(20):
        while not takers:
            await asyncio.sleep(0.01)
        with practice.records.unit() as unit:
            unit.mark_sent(WHO, status.id, 7, now())
        await outbox.idle()
    running.cancel()
    assert (takers, tries) == (["other"], 1)


async def test_each_message_takes_one_transaction_and_finding_the_first_another(practice: Practice) -> None:
    person, listener, begun = Trainee(WHO, "telegram", "小林", "zh", chat_id=LIN), Listener(), list[str]()
    practice.handle(person, Command("status"), now())
    tell(practice, *(Message("coach", text, now()) for text in ("一", "二")))
    outbox = Outbox(practice.records, WHO, listener, "polling")

    def see(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        begun.extend([statement] * statement.startswith("BEGIN"))

    event.listen(Engine, "before_cursor_execute", see)
    try:
        running = asyncio.create_task(outbox.run())
        await outbox.idle()
    finally:
        event.remove(Engine, "before_cursor_execute", see)
    running.cancel()
    assert listener.heard[1:] == ["一", "二"]
    assert not waiting(practice)
    assert len(begun) == 1 + len(listener.heard)


def test_typing_takes_as_long_as_there_is_to_type_and_is_not_seen_of_what_was_typed() -> None:
    def message(text: str, **values: Any) -> Outgoing:
        return Outgoing(**{"user_id": WHO, "id": 1, "voice": "customer", "text": text, "due_at": now(), **values})

    assert typing_time(message("贵")) < typing_time(message("贵了六万二")) < typing_time(message("贵了六万二" * 2))
    assert typing_time(message("word" * 4)) == typing_time(message("价" * 8)) == 2.0
    assert typing_time(message("贵", voice="coach")) == 0.0
    assert typing_time(message("贵", error="RetryAfter")) == 0.0
