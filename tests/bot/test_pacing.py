"""Pacing: nothing exceeds the rates, nobody is overtaken, and a chat with much to say holds up no other."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice import Practice
from bot.settings import Rate
from bot.telegram.pacing import BURST, Bucket, Pacer
from state.records.queueing import Message
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import practice_at, served
from tests.telegram.client import Person
from tests.telegram.server import BotApi

Send = Callable[[int, str], Awaitable[None]]


@given(st.floats(0.1, 50), st.integers(1, 5), st.lists(st.floats(0, 3), min_size=1, max_size=60), st.floats(0.1, 5))
def test_no_stretch_of_time_has_more_turns_than_the_rate_allows(
    rate: float, burst: int, pauses: list[float], stretch: float
) -> None:
    bucket = Bucket(rate, burst)
    turns = [now + bucket.take(now) for now in itertools.accumulate(pauses)]
    assert turns == sorted(turns)
    for begin in turns:
        within = [turn for turn in turns if begin <= turn <= begin + stretch]
        assert len(within) <= burst + rate * stretch + 1e-6


@given(st.floats(0.1, 50), st.integers(1, 5), st.lists(st.floats(0, 3), max_size=60))
def test_after_a_rest_a_whole_burst_may_go_at_once(rate: float, burst: int, pauses: list[float]) -> None:
    bucket = Bucket(rate, burst)
    for now in itertools.accumulate(pauses):
        bucket.take(now)
    later = sum(pauses) + (len(pauses) + 1) / rate
    assert bucket.rested(later)
    assert [bucket.take(later) for _ in range(burst)] == pytest.approx([0.0] * burst)
    assert bucket.take(later) == pytest.approx(1 / rate)
    assert not bucket.rested(later)


def sending(pacer: Pacer, sent: list[tuple[int, str]]) -> Send:
    async def send(chat: int, text: str) -> None:
        async def call() -> bool:
            sent.append((chat, text))
            return True

        await pacer.process_request(call, (), {}, "sendMessage", {"chat_id": chat, "text": text}, None)

    return send


async def test_a_chat_with_much_to_say_holds_up_no_other() -> None:
    sent: list[tuple[int, str]] = []
    send = sending(Pacer(Rate(all=100, chat=20)), sent)

    async def say_all(chat: int, count: int) -> None:
        for number in range(count):
            await send(chat, str(number))

    await asyncio.gather(say_all(1, 12), *(say_all(chat, 2) for chat in range(2, 8)))
    assert [text for chat, text in sent if chat == 1] == [str(number) for number in range(12)]
    others = [place for place, (chat, _) in enumerate(sent) if chat != 1]
    assert max(others) < 2 * 6 + BURST  # the chat had its burst meanwhile, and no more


async def test_a_turn_that_was_waited_for_is_not_waited_for_twice() -> None:
    sent: list[tuple[int, str]] = []
    pacer = Pacer(Rate(all=1e9, chat=0.01))
    send = sending(pacer, sent)
    for number in range(BURST):
        assert not await pacer.turn(7)
        assert not await pacer.turn(7)
        await send(7, str(number))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(pacer.turn(7), 0.05)
    assert not await pacer.turn(8)
    assert len(sent) == BURST


async def test_a_group_has_a_pace_of_its_own() -> None:
    sent: list[tuple[int, str]] = []
    send = sending(Pacer(Rate(all=10_000, chat=10_000, group=0.1)), sent)
    for number in range(BURST + 2):
        await send(7, str(number))

    async def say_all() -> None:
        for number in range(BURST + 2):
            await send(-1001, str(number))

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(say_all(), 0.1)
    assert [text for chat, text in sent if chat == -1001] == [str(number) for number in range(BURST)]


async def test_typing_is_left_out_rather_than_waited_for() -> None:
    pacer, done = Pacer(Rate(all=0.1)), list[str]()

    async def call() -> bool:
        done.append("typing")
        return True

    for _ in range(3):
        await pacer.process_request(call, (), {}, "sendChatAction", {"chat_id": 7, "action": "typing"}, None)
    assert done == ["typing"]


async def test_what_names_no_chat_is_not_paced() -> None:
    pacer, done = Pacer(Rate(all=0.1)), list[str]()

    async def call() -> bool:
        done.append("answered")
        return True

    for _ in range(5):
        await pacer.process_request(call, (), {}, "answerCallbackQuery", {"callback_query_id": "1"}, None)
    assert len(done) == 5


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe, rate={"all": 20, "chat": 12}) as opened:
        yield opened


async def test_at_telegram_no_more_arrives_than_it_bears(telegram: BotApi, practice: Practice) -> None:
    people = [Person(telegram, number, f"学员{number}") for number in range(301, 305)]
    async with served(practice):
        for person in people:
            await person.says("/language zh")
        for person in people:
            await person.hears()
    with practice.records.unit() as unit:
        for number, person in zip((12, 8, 6, 4), people, strict=True):
            user = unit.user(f"telegram:{person.user['id']}")
            assert user is not None
            unit.queue(user.id, [Message("coach", str(place), user.seen_at) for place in range(number)])
    before = len(telegram.journal)
    async with served(practice):
        for number, person in zip((12, 8, 6, 4), people, strict=True):
            heard = [message.text.split()[-1] for message in await person.hears(number)]
            assert heard == [str(place) for place in range(number)]
    calls = [call.at.timestamp() for call in telegram.journal[before:] if call.method == "sendMessage"]
    assert len(calls) == 30
    assert calls[-1] - calls[0] > 29 / 20 * 0.9
