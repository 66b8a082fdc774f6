"""Killed at any step and started again, the bot has lost, doubled and misdirected nothing.

Four stories: somebody comes to a bot that has no records yet; then two people at once go through the preparation,
whose questions change in place as buttons are pressed, through a talk, where two messages are taken as one reply and
another interrupts the customer, and to the end of the talk, with the card's picture and a button under it. Each story
is told once without a death, and then, from the same records and chats, once for each step that the bot makes in it
(`mortal.py` says what a step is): with SIGKILL at that step, and a start after it.

In the end the records must be the same, row for row, but for times and Telegram's numbers of messages; every button
must be answered; and each chat must be the same, message for message, but that one message may stand there twice in a
row: the one that was taken and not yet noted as sent when the bot was killed, for nobody can know whether it arrived.
So a repeat is allowed from `sendMessage: answered` (or `sendPhoto`) to the COMMIT of `Outbox._write` of the same
message, and, as it does not depend on what the other threads were doing, at whatever step of the other person's falls
between these. A change in place is never made twice.

`make kills` takes every step. The suite takes a sample, always the same, of the steps at which something lasts that
did not before: what lies between a BEGIN and its COMMIT leaves no trace.
"""

import asyncio
import itertools
import os
import random
import re
import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import Mode
from bot.texts import texts
from tests.bot.lives import LIN, LONG, ZHOU, Life, Place, Said, Told
from tests.bot.mortal import warm_up
from tests.telegram.server import BotApi

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork every start takes seconds")

ZH = texts("zh")
GREETING = "王总您好，多花六万多谁都得问个为什么。您觉得贵，主要是跟哪家比？"
ADDED = "他们那台是硬轨还是线轨，用的什么系统？"
INTERRUPTING = "王总，除了价格，还有没有别的让您不踏实的？"

WANTED = os.environ.get("KILLS", "")
"""A regular expression for the steps that are taken, `.` for all of them. Empty: a sample."""
SAMPLE: dict[Mode, int] = {"polling": 3, "webhook": 1}
"""How many steps of each story are taken in a sample, evenly spaced."""
LASTING = ("sent", "answered", "COMMIT", "committed", "came", "handled")
STARTING = ("start", "open_stage", "getMe", "deleteWebhook", "setWebhook", "setMy", "remind", "_all")
"""Steps of every start. They are taken in the first story, with no records, and in the second, with some."""
BY_THE_CLOCK = ("Outbox._next", "Sender._look_up", "Deliveries._waiting", "Stage._take_over", "getUpdates")
"""Steps of which there are as many as time allows: where one of these is not come to, nobody is killed."""
WEBHOOK = ("delivery", "setWebhook", "answerCallbackQuery", "Practice.handle: COMMIT", "Practice.handle: committed")
"""Where a bot that is delivered to differs from one that polls."""


async def arrives(life: Life) -> None:
    await life.lin.says("/help")
    await life.lin.sees(ZH("help"), LONG)


async def begins(life: Life) -> None:
    """Lin stands before the first question of the preparation; Zhou has heard what his customer says first."""
    for who, scenario in ((life.lin, "zh/vmc_price"), (life.zhou, "zh/fixture_later")):
        await who.says(f"/practice {scenario}")
        await who.sees(ZH("expect-ask")[:3], LONG)
    life.rows("UPDATE session SET seed = 7")  # so that every run of the tests has the same customers
    for _ in range(2):
        await life.zhou.says("0")
    await life.comes("SELECT 1 FROM session WHERE phase = 'talk'")


async def prepares(life: Life) -> None:
    await life.zhou.says("林老板，您这批阀门现在换一次型要多久？")
    await life.lin.presses(ZH("skip"))
    await life.lin.sees(ZH("proof-ask")[:3], LONG)
    await life.lin.presses(ZH("skip"))
    await life.comes(f"SELECT 1 FROM session WHERE user_id = 'telegram:{LIN}' AND phase = 'talk'")
    await life.comes(f"SELECT 1 FROM turn WHERE user_id = 'telegram:{ZHOU}'")
    for who in (life.lin, life.zhou):
        await life.time_passes(who)


async def talks(life: Life) -> None:
    await life.lin.says(GREETING)
    await life.comes(f"SELECT 1 FROM turn WHERE user_id = 'telegram:{LIN}'")
    life.time_stands_still(life.lin)
    await life.lin.says(ADDED)
    await life.comes("SELECT 1 FROM turn WHERE json_array_length(pieces) = 2")
    life.time_stands_still(life.lin)
    await life.zhou.says("那旺季换型停机，一年下来您估过要损失多少？")
    await life.time_passes(life.lin, 1)
    await life.lin.says(INTERRUPTING)
    await life.comes("SELECT 1 FROM turn WHERE interrupted")
    await life.comes(f"SELECT 1 FROM turn WHERE user_id = 'telegram:{ZHOU}' AND number = 2")
    for who in (life.lin, life.zhou):
        await life.time_passes(who)


async def ends(life: Life) -> None:
    await life.zhou.says("要不我们先借您一套样品夹具试两周？")
    await life.lin.says("/quit")
    await life.lin.sees(ZH("card-next"), LONG)
    await life.lin.presses(ZH("card-button"))
    await life.comes(f"SELECT 1 FROM turn WHERE user_id = 'telegram:{ZHOU}' AND number = 3")
    for who in (life.lin, life.zhou):
        await life.time_passes(who)


TALKS = (prepares, talks, ends)


@dataclass
class Telling:
    """A story as it was told without a death. start: from where."""

    story: Callable[[Life], Awaitable[None]]
    start: Place
    way: Mode
    told: Told
    steps: list[str]

    def to_take(self) -> list[str]:
        """The steps at which the bot is to be killed."""
        steps = [step for step in self.steps if self.story in (arrives, prepares) or not step.startswith(STARTING)]
        if self.way == "webhook":
            steps = [step for step in steps if step.startswith(WEBHOOK)]
        if WANTED:
            return [step for step in steps if re.search(WANTED, step)]
        lasting = [step for step in steps if step.partition(" #")[0].endswith(LASTING)]
        apart = len(lasting) / SAMPLE[self.way]
        begin = random.Random(7).uniform(0, apart)
        return [lasting[int(begin + apart * number)] for number in range(SAMPLE[self.way])]


async def lived(
    folder: Path, start: Place, story: Callable[[Life], Awaitable[None]], way: Mode, last: str | None = None
) -> Life:
    """Tell a story from somewhere on. Customers take ten times as long as people do, so that time passes when told."""
    async with BotApi() as telegram:
        life = Life(telegram, folder, start, way, 10 if story in TALKS else 0, last)
        async with life.lived():
            await story(life)
        telegram.assert_valid()
        assert '"level": "error"' not in life.log
        assert telegram.world.queries.keys() == telegram.world.answers.keys()
    return life


def repeated(said: dict[int, list[Said]], expected: dict[int, list[Said]]) -> Iterator[tuple[int, Said]]:
    """What stands in a chat twice in a row and should once; AssertionError for any other difference."""
    assert said.keys() == expected.keys()
    for chat, calls in said.items():
        if calls != expected[chat]:
            places = [place for place, (one, other) in enumerate(itertools.pairwise(calls)) if one == other]
            place = next((place for place in places if calls[:place] + calls[place + 1 :] == expected[chat]), None)
            assert place is not None, f"chat {chat} was told {calls} and not {expected[chat]}"
            yield chat, calls[place]


async def killed(folder: Path, telling: Telling, step: str) -> None:
    """Tell a story with a death. Raises AssertionError if it comes out otherwise than without."""
    life = await lived(folder, telling.start, telling.story, telling.way, step)
    told = life.told()
    assert life.was_killed or step.startswith(BY_THE_CLOCK), "it was not come to"
    for table, rows in telling.told.records.items():
        assert told.records[table] == rows, table
    for chat, (method, text, _) in repeated(told.said, telling.told.said):
        assert method != "editMessageText"
        assert any(chat == whose and text.endswith(unsure) for whose, unsure in life.unsure), f"{text!r} came twice"
    shutil.rmtree(folder)  # hundreds of them would fill a disk


async def test_killed_at_any_step_it_loses_doubles_and_misdirects_nothing(tmp_path: Path) -> None:
    await asyncio.to_thread(warm_up)
    place, tellings = Place(tmp_path / "nowhere"), list[Telling]()
    for story in (arrives, begins, *TALKS):
        life = await lived(tmp_path / story.__name__, place, story, "polling")
        if story is not begins:  # it draws by lot
            tellings.append(Telling(story, place, "polling", life.told(), life.steps))
        if story in TALKS:
            other = await lived(tmp_path / f"{story.__name__}-webhook", place, story, "webhook")
            assert other.told() == life.told()
            tellings.append(Telling(story, place, "webhook", other.told(), other.steps))
        assert all(life.told().records[table] for table in ("user", "outgoing", "seen_update", "publication"))
        if story is not arrives:
            place = life.place()

    ways, numbers = asyncio.Semaphore(os.cpu_count() or 1), itertools.count()

    async def take(telling: Telling, step: str) -> str:
        async with ways:
            try:
                await killed(tmp_path / str(next(numbers)), telling, step)
            except AssertionError as error:
                return f"{telling.story.__name__} by {telling.way}, killed at {step!r}: {error}"
        return ""

    taken = [take(telling, step) for telling in tellings for step in telling.to_take()]
    wrong = [found for found in await asyncio.gather(*taken) if found]
    assert not wrong, f"wrong after {len(wrong)} of {len(taken)} deaths:\n" + "\n".join(wrong)
