"""The overview: what it reckons is what the score cards say, for the talks that are asked for."""

import re
from statistics import fmean
from urllib.parse import parse_qsl

import pytest

from bot.desk.asking import Asked, asked
from bot.desk.charts import spark
from bot.desk.desk import Desk
from bot.texts import texts
from state.progress.history import STEPS, shares_in
from state.scoring.card import Card
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import FAR, LI, MEI
from tests.bot.desk.filled import ADMIN, COACH, GROUP
from tests.records.rows import appeal, comment

ZH = texts("zh")
CELL = re.compile(r'<td class="cell[^"]*">(–|\d+%)</td>')


def card(desk: Desk, who: str, session: str) -> Card:
    with desk.practice.records.unit() as unit:
        row = unit.card(who, session)
        assert row is not None
        return Card.model_validate(row.body)


def line_of(page: str, who: str) -> str:
    """A trainee's line in the table."""
    [line] = [row for row in page.split("<tr>") if 'scope="row"' in row and who.replace(":", "%3A") in row]
    return line


async def test_a_trainees_line_is_the_mean_of_the_cards(desk: Desk, browser: Browser) -> None:
    page = (await (await browser.comes_in(desk, COACH)).opens("/")).text
    cards = [card(desk, LI, name) for name in ("first", "second")]
    shares = [shares_in(each) for each in cards]
    wanted = [
        f"{round(fmean(known) * 100)}%" if (known := [each[step] for each in shares if step in each]) else "–"
        for step in STEPS
    ]
    line = line_of(page, LI)
    assert CELL.findall(line) == wanted
    assert f'<td class="figure">{round(fmean(each.score for each in cards))}</td>' in line
    assert '<td class="figure wide">3</td>' in line  # the private one took place too


async def test_the_weakest_step_is_named(desk: Desk, browser: Browser) -> None:
    page = (await (await browser.comes_in(desk, COACH)).opens(f"/?group={GROUP}")).text
    people = [[shares_in(card(desk, LI, name)) for name in ("first", "second")], [shares_in(card(desk, MEI, "good"))]]
    levels = {}
    for step in STEPS:
        means = [fmean(known) for talks in people if (known := [each[step] for each in talks if step in each])]
        if means:
            levels[step] = (fmean(means), len(means))
    step = min(levels, key=lambda each: levels[each][0])
    name = next(each.name.zh for each in desk.practice.troupe.rubric.steps if each.id == step)
    share, count = levels[step]
    assert ZH("desk-weakest", step=f"{step} {name}", share=f"{round(share * 100)}%", people=count) in page


async def test_filters_leave_out_what_is_not_asked_for(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, ADMIN)
    false = (await browser.opens("/?objection=false")).text
    assert MEI.replace(":", "%3A") in false.split('id="people"')[1]
    assert f"/people/{FAR.replace(':', '%3A')}" not in false
    assert '<option value="false" selected>' in false
    none = (await browser.opens("/?lang=en")).text
    assert ZH("desk-no-scores") in none
    assert 'id="pairs"' not in none


async def test_a_talk_that_somebody_commented_on_no_longer_waits(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    assert (await browser.opens("/")).text.count("/good") == 1
    with desk.practice.records.unit() as unit:
        unit.add(comment(user_id=MEI, session_id="good", by=COACH))
    assert "/good" not in (await browser.opens("/")).text


async def test_appeals_stand_first(desk: Desk, browser: Browser) -> None:
    with desk.practice.records.unit() as unit:
        made = appeal(user_id=LI, session_id="first", turn=2)
        unit.add(made)
        criterion = desk.practice.troupe.rubric.criterion(made.criterion)
        unit.add(appeal(user_id=FAR, session_id="far", id="a9"))
    page = (await (await browser.comes_in(desk, COACH)).opens("/")).text
    assert ZH("desk-appeals", count=1) in page
    assert page.index("/first#turn-2") < page.index(ZH("desk-unread"))
    assert f"{ZH('desk-turn', turn=2)} · {criterion.asks.zh} · {criterion.section}" in page


async def test_names_are_shown_and_not_run(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    for address in ("/", "/talks", f"/people/{LI}", f"/talks/{LI}/first"):
        page = (await browser.opens(address)).text
        assert "&lt;script&gt;alert(" in page
        assert "<script" not in page


@pytest.mark.parametrize("kept", [Asked(), Asked("组&?=", 7, "en", "amiable", "hidden", "zh/a&b"), Asked(days=0)])
def test_what_is_asked_for_stands_in_the_address(kept: Asked) -> None:
    assert asked(dict(parse_qsl(kept.query().removeprefix("?")))) == kept


def test_nonsense_in_an_address_asks_for_nothing() -> None:
    assert asked({"days": "31", "lang": "fr", "persona": "x", "objection": "<", "other": "1"}) == Asked()


def test_a_line_through_scores_stays_in_its_picture() -> None:
    drawn = spark([0, 100, 50])
    assert drawn is not None
    places = [tuple(map(float, place.split(","))) for place in drawn.points.split()]
    assert places == [(2, 18), (36, 2), (70, 10)]
    assert spark([50]) is None
