"""A transcript: the talk as it was, what was read in it, and the score card, each leading to the other."""

import html
import re

import pytest

from bot.desk.desk import Desk
from bot.desk.reading import laid_out
from bot.texts import texts
from state.content.terms import Move
from state.dialogue.snapshot import Meters, Turn
from state.scoring.card import Card
from state.understanding.reading import Reading
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import LI, MEI
from tests.bot.desk.filled import COACH
from tests.records.rows import NOON

ZH = texts("zh")


def turn(reply: str, spans: dict[Move, tuple[int, int]], *others: Move) -> Turn:
    calm = Meters(trust=50, patience=50, interest=50)
    moves = dict.fromkeys((*spans, *others), 0.9)
    return Turn(
        number=1, reply=reply, reading=Reading(moves=moves, spans=spans), interrupted=False, state_before="objecting",
        state_after="exploring", before=calm, after=calm.model_copy(update={"trust": 57}), says=(), events=(), at=NOON,
    )  # fmt: skip


def test_words_are_marked_even_where_moves_overlap() -> None:
    line = laid_out([], [turn("abcdef", {"restate": (1, 4), "argue": (3, 6)}, "courtesy")], None, None).lines[0]
    assert [(piece.text, piece.numbers, piece.mistake) for piece in line.pieces] == [
        ("a", (), False), ("bc", (1,), False), ("d", (1, 2), True), ("ef", (2,), True),
    ]  # fmt: skip
    assert [(made.move, made.number, made.mistake) for made in line.made] == [
        ("restate", 1, False), ("argue", 2, True), ("courtesy", 0, False),
    ]  # fmt: skip
    assert [(gauge.name, gauge.value, gauge.change) for gauge in line.gauges][:2] == [
        ("trust", 57, 7), ("patience", 50, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("reply", ["", "嗯", "<b>&\"'"])
def test_nothing_of_a_reply_is_lost(reply: str) -> None:
    line = laid_out([], [turn(reply, {"other": (0, len(reply))})], None, None).lines[0]
    assert "".join(piece.text for piece in line.pieces) == reply


def words(page: str) -> str:
    """What a page says, without its tags."""
    return html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", page))


async def test_every_word_of_the_talk_is_there_in_order(desk: Desk, browser: Browser) -> None:
    page = words((await (await browser.comes_in(desk, COACH)).opens(f"/talks/{LI}/first")).text)
    with desk.practice.records.unit() as unit:
        turns = unit.turns(LI, "first")
    at = 0
    for text in [text for row in turns for text in (row.reply, *(say["text"] for say in row.says))]:
        at = page.index(text, at)
    assert len(turns) >= 2


async def test_mistakes_and_the_turning_point_can_be_jumped_to(desk: Desk, browser: Browser) -> None:
    page = (await (await browser.comes_in(desk, COACH)).opens(f"/talks/{LI}/first")).text
    with desk.practice.records.unit() as unit:
        row = unit.card(LI, "first")
    assert row is not None
    card = Card.model_validate(row.body)
    assert card.mistakes
    assert card.turning is not None
    tools = page.split('<nav class="tools"')[1]
    for number in {card.turning, *(slip.turn for slip in card.mistakes)}:
        assert f'href="#turn-{number}"' in tools
        assert page.count(f'id="turn-{number}"') == 1
    lost = {slip.turn: sum(each.cost for each in card.mistakes if each.turn == slip.turn) for slip in card.mistakes}
    for number, cost in lost.items():
        assert ZH("desk-slip", cost=cost) in page.split(f'id="turn-{number}"')[1].split("</li>")[0]


async def test_the_card_gives_each_criterion_with_its_reply(desk: Desk, browser: Browser) -> None:
    page = (await (await browser.comes_in(desk, COACH)).opens(f"/talks/{MEI}/good")).text
    with desk.practice.records.unit() as unit:
        row = unit.card(MEI, "good")
    assert row is not None
    card, rubric = Card.model_validate(row.body), desk.practice.troupe.rubric
    scored = page.split('id="card"')[1]
    assert ZH("desk-points", score=card.score) in scored
    met = [one for one in card.judged if one.share is not None and one.share >= 1 and one.turn is not None]
    assert len(met) > 3
    for one in met:
        item = scored.split(html.escape(rubric.criterion(one.criterion).yes.zh, quote=False))[1].split("</li>")[0]
        assert f'href="#turn-{one.turn}"' in item


async def test_an_earlier_try_and_the_model_stand_beside(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    alone = (await browser.opens(f"/talks/{LI}/second")).text
    assert "?beside=first" in alone
    assert "?beside=good" not in alone
    tried = (await browser.opens(f"/talks/{LI}/second?beside=first")).text
    with desk.practice.records.unit() as unit:
        first = unit.turns(LI, "first")[0]
    assert first.reply in words(tried.split('id="beside-turn-1"')[1].split("<dl")[0])
    ids = re.findall(r' id="([^"]+)"', tried)
    assert len(ids) == len(set(ids))
    talks = desk.practice.troupe.customers["zh/vmc_price"].scenario.talks
    assert talks is not None
    model = words((await browser.opens(f"/talks/{LI}/second?beside=model")).text)
    assert all(reply in model for reply in talks.expert[:3])


async def test_a_talk_whose_customer_is_gone_can_still_be_read(desk: Desk, browser: Browser) -> None:
    with desk.practice.records.unit() as unit:
        session = unit.session(LI, "first")
        assert session is not None
        session.scenario = "zh/was_here_once"
        reply = unit.turns(LI, "first")[0].reply
    page = await (await browser.comes_in(desk, COACH)).opens(f"/talks/{LI}/first")
    assert page.status_code == 200
    assert reply in words(page.text)
    assert (await browser.opens(f"/talks/{LI}/first?beside=model")).status_code == 404


async def test_what_this_version_does_not_understand_is_said_to_be_so(desk: Desk, browser: Browser) -> None:
    with desk.practice.records.unit() as unit:
        unit.turns(LI, "first")[0].reading = {"moves": {"unheard_of": 1}}
    page = await (await browser.comes_in(desk, COACH)).opens(f"/talks/{LI}/first")
    assert (page.status_code, ZH("desk-not-understood") in page.text) == (200, True)
