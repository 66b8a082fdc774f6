"""In the chat, what people write stays what they wrote: no markup, no SQL, nothing that steers a terminal or a line."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.commenting import comment
from bot.practice import Practice
from bot.settings import Access
from bot.texts import texts
from state.content.terms import Move
from state.records.unit import Unit
from state.troupe import Troupe
from tests.bot.telegram_process import hears_until, noted, practice_at, served
from tests.bot.test_rescoring import ASKS, Listener
from tests.records.rows import user
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
RUNS = '<b>&lt;_*[t](tg://user?id=1)`{x}{{7*7}}%s\'); DROP TABLE "user"; --'
UNSEEN = "\x1b\u202e\x00\u200b\x07"
GROUP = "=<i>'); DROP TABLE x; --"
COACH = LIN + 1


class Anything(dict[str, Sequence[Move]]):
    """What a reader knows that takes every reply for an open question."""

    def __missing__(self, reply: str) -> Sequence[Move]:
        return ("open_question",)


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, Listener(known=Anything()), troupe) as opened:
        access = Access(admins=(COACH,))
        set_ = replace(opened, settings=opened.settings.model_copy(update={"access": access}))
        async with served(set_):
            yield set_


def written(unit: Unit, practice: Practice, text: str) -> None:
    """A coach's comment on the only talk."""
    [session] = unit.sessions(f"telegram:{LIN}", 9)
    coach = unit.user(f"telegram:{COACH}")
    assert coach is not None
    key = (session.user_id, session.id)
    comment(unit, practice.troupe, coach, "admin", key, text, datetime.now(UTC), 1)


async def test_nothing_that_is_said_is_taken_for_markup_or_more(
    telegram: BotApi, practice: Practice, tmp_path: Path
) -> None:
    lin, coach = Person(telegram, LIN, RUNS[:60] + UNSEEN), Person(telegram, COACH, RUNS[:50])
    await lin.says("/start")
    assert RUNS[:60] in (await lin.hears())[0].text
    await lin.says(f"/practice {RUNS}{UNSEEN}")
    assert RUNS[:20] in (await lin.hears())[0].text
    await lin.says("/practice zh/vmc_price")
    await hears_until(lin, ZH("private-how"))
    await lin.says(ASKS)
    reply = f"{RUNS}{UNSEEN}{'字' * 5}"
    await lin.says(reply)
    await lin.says("/why")
    await lin.sends_document(f"{RUNS}.pdf", b"%PDF-")
    await lin.says("/quit")
    await hears_until(lin, ZH("card-next"))
    await lin.presses(ZH("card-button"))
    await lin.says("/whatif")
    asked = await lin.sees(RUNS[:10])
    assert UNSEEN[0] not in asked.text
    await coach.says(f"/invite +{GROUP} 2人")
    assert GROUP in (await coach.hears())[0].text
    await coach.sends_document(f"{RUNS}.zip", b"PK")
    assert RUNS[:10] in (await coach.hears(2))[-1].text
    await noted(tmp_path)  # until then the talk is nobody's to read
    with practice.records.unit() as unit:
        written(unit, practice, reply)
        assert [turn.reply for session in unit.sessions(f"telegram:{LIN}", 9)
                for turn in unit.turns(session.user_id, session.id)] == [ASKS, RUNS + "字" * 5]  # fmt: skip
        assert unit.groups() == [GROUP]
        unit.add(user(id="telegram:9", chat_id=9))
    assert RUNS in (await lin.sees(RUNS, timeout=15)).text
    sent = [call for call in telegram.journal if call.method.startswith(("send", "edit", "answer"))]
    assert len(sent) > 15
    assert [call for call in sent if "parse_mode" in call.parameters or "entities" in call.parameters] == []
    for chat in (lin.chat, coach.chat):
        for message in chat.by_bot():
            assert not set(UNSEEN) & set(message.text), message.text
