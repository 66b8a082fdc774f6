"""A trainee in Telegram goes back from the score card to a reply and tries another."""

from pathlib import Path

import pytest

from bot.telegram.sending import COACH
from bot.texts import texts
from state.troupe import Troupe
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.bot.test_rescoring import ARGUES, ASKS, RESTATES, Listener
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")


@pytest.mark.parametrize("restarted", [False, True])
async def test_from_the_card_to_both_ways_and_back(
    telegram: BotApi, tmp_path: Path, troupe: Troupe, restarted: bool
) -> None:
    lin = Person(telegram, LIN, "小林")
    async with practice_at(telegram, tmp_path, Listener(), troupe) as practice, served(practice):
        for line in ("/practice zh/vmc_price", "0", "0", ASKS, ARGUES, "/quit"):
            await lin.says(line)
        card = (await hears_until(lin, ZH("card-next")))[-1]
        assert ZH("whatif-button") in card.labels
        await lin.presses(ZH("whatif-button"))
        [replies] = await lin.hears()
        assert replies.labels == [f"1. {ASKS}", f"2. {ARGUES}", ZH("whatif-leave")]
        await lin.presses(f"2. {ARGUES}")
        assert await lin.sees(COACH + ZH("whatif-turn", person="王建国", turn=2)) is replies
        if not restarted:
            await lin.says(RESTATES)
    if restarted:
        await lin.says(RESTATES)
    async with practice_at(telegram, tmp_path, Listener(), troupe) as practice, served(practice):
        [both] = await lin.hears()
        held, tried, again = both.text.split("\n\n")
        assert held.startswith(COACH + ZH("whatif-held") + f"\n“{ARGUES}”\n")
        assert tried.startswith(ZH("whatif-tried") + f"\n“{RESTATES}”\n")
        assert again == ZH("whatif-again")
        await lin.presses(ZH("whatif-leave"))
        assert [message.text for message in await lin.hears()] == [COACH + ZH("whatif-left")]
        await lin.says("/status")
        assert "你练过 1 次" in (await lin.hears())[0].text
