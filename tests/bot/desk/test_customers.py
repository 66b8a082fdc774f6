"""Customers: what points at a customer is named, with the talks; what points at the people is not."""

import re
from datetime import UTC, datetime

import pytest

from bot.desk.desk import Desk
from bot.texts import texts
from state.records.reviewing import BlindScore
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import FAR, LI
from tests.bot.desk.crowd import CUSTOMERS, PEOPLE, crowd
from tests.bot.desk.filled import ADMIN, COACH, GROUP, OTHER, RIVAL
from tests.records.rows import appeal, correction

ZH = texts("zh")
BROKEN = CUSTOMERS[0]
CRITERION = "calm"


@pytest.fixture
def people(desk: Desk) -> list[str]:
    """A group, all of whom miss one criterion with one customer and none with the others."""
    with desk.practice.records.unit() as unit:
        return crowd(unit, desk.practice.troupe, GROUP, datetime.now(UTC), lambda *met: met == (BROKEN, CRITERION))


def named(page: str) -> list[str]:
    """The customers' pages that the list of what looks unwell leads to."""
    [section] = re.findall(r'<section class="card" aria-labelledby="unwell">(.*?)</section>', page, re.DOTALL)
    return re.findall(r'<h3 id="unwell-\d+"><a href="/desk/customers/([^"?]+)', section)


def line_of(page: str, scenario: str) -> list[str]:
    """What stands in a customer's line: talks, people, mean, share won."""
    met = page.split('id="met"')[1]
    [line] = [row for row in met.split("<tr>") if f"/customers/{scenario}" in row]
    return re.findall(r'<td class="(?:figure|cell[^"]*)">([^<]+)</td>', line)


async def test_a_criterion_that_all_miss_with_one_customer_is_named(
    desk: Desk, browser: Browser, people: list[str]
) -> None:
    await browser.comes_in(desk, COACH)
    page = (await browser.opens("/customers")).text
    assert named(page) == [BROKEN]
    asks = desk.practice.troupe.rubric.criterion(CRITERION).asks.zh
    assert asks in page
    assert ZH("desk-health-points", what="closed") in page
    own = (await browser.opens(f"/customers/{BROKEN}")).text
    for who in people[:5]:
        talk = f"/desk/talks/{who.replace(':', '%3A')}/talk{who.partition(':')[2]}x0#criterion-{CRITERION}"
        assert f'href="{talk}"' in own
    assert (await browser.opens(f"/customers/{CUSTOMERS[1]}")).text.count(ZH("desk-health-well", fewest=5)) == 1


async def test_where_all_miss_it_everywhere_no_customer_is_named(desk: Desk, browser: Browser) -> None:
    with desk.practice.records.unit() as unit:
        crowd(unit, desk.practice.troupe, GROUP, datetime.now(UTC), lambda _, criterion: criterion == CRITERION)
    await browser.comes_in(desk, COACH)
    page = (await browser.opens("/customers")).text
    assert named(page) == []
    assert ZH("desk-health-none") in page


async def test_a_customers_line_and_whom_a_pair_defeats(desk: Desk, browser: Browser, people: list[str]) -> None:
    await browser.comes_in(desk, ADMIN)
    page = (await browser.opens(f"/customers?group={GROUP}&objection=price")).text
    with desk.practice.records.unit() as unit:
        own = [row for name in ("first", "second") if (row := unit.card(LI, name)) is not None]
        agreed = [each for name in ("first", "second") if (each := unit.session(LI, name)) and each.outcome == "agreed"]
    mean = (30 * PEOPLE + sum(row.score for row in own)) / (PEOPLE + 2)
    assert line_of(page, BROKEN) == [
        str(PEOPLE + 2), str(PEOPLE + 1), str(round(mean)), f"{round(100 * len(agreed) / (PEOPLE + 2))}%",
    ]  # fmt: skip
    defeated = page.split(ZH("desk-defeated"))[1]
    assert all(f"/people/{each.replace(':', '%3A')}" in defeated for each in people)


async def test_of_another_group_nothing_counts_and_nobody_is_named(
    desk: Desk, browser: Browser, people: list[str]
) -> None:
    with desk.practice.records.unit() as unit:
        unit.add(appeal(user_id=FAR, session_id="far", criterion=CRITERION))
    await browser.comes_in(desk, RIVAL)
    for address in ("/customers", f"/customers/{BROKEN}"):
        page = (await browser.opens(address)).text
        assert not any(who.replace(":", "%3A") in page for who in people)
        assert "组员" not in page
        assert GROUP not in page
    assert named((await browser.opens("/customers")).text) == []
    await (coach := browser.another()).comes_in(desk, COACH)
    for address in ("/customers", f"/customers/{BROKEN}"):
        page = (await coach.opens(address)).text
        assert "远方" not in page
        assert FAR.replace(":", "%3A") not in page
        assert (await coach.opens(f"{address}?group={OTHER}")).status_code == 404


async def test_a_customer_whom_nobody_knows_is_not_there(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    for address in ("/customers/zh/nobody", "/customers/..%2f..%2fetc", "/customers/zh/<b>"):
        assert (await browser.opens(address)).status_code == 404


async def test_what_several_dispute_is_named_with_each_talk(desk: Desk, browser: Browser, people: list[str]) -> None:
    other = CUSTOMERS[1]
    with desk.practice.records.unit() as unit:
        for number, who in enumerate(people[:4]):
            talk = f"talk{who.partition(':')[2]}x1"
            unit.add(appeal(user_id=who, session_id=talk, criterion="restated", id=f"r{number}", state="refused"))
        unit.add(
            correction(user_id=people[4], session_id=f"talk{people[4].partition(':')[2]}x1", kind="points",
                       criterion="restated", share=1.0)
        )  # fmt: skip
    await browser.comes_in(desk, COACH)
    page = (await browser.opens("/customers")).text
    assert set(named(page)) == {BROKEN, other}
    assert ZH("desk-health-points", what="unclear") in page
    own = (await browser.opens(f"/customers/{other}")).text.split('aria-labelledby="doubts"')[1]
    assert own.count(ZH("desk-health-became", doubt="refused")) == 4
    assert own.count(ZH("desk-health-became", doubt="corrected")) == 1
    assert own.count("#criterion-restated") == 5


async def test_what_waits_to_be_scored_blind_counts_in_nothing(desk: Desk, browser: Browser, people: list[str]) -> None:
    await browser.comes_in(desk, COACH)
    before = line_of((await browser.opens("/customers")).text, BROKEN)
    talk = f"talk{people[0].partition(':')[2]}x0"
    with desk.practice.records.unit() as unit:
        unit.add(appeal(user_id=people[0], session_id=talk, criterion=CRITERION))
        unit.add(
            BlindScore(user_id=people[0], session_id=talk, coach_id=COACH, asked_by=ADMIN, asked_at=datetime.now(UTC))
        )
    after = line_of((await browser.opens("/customers")).text, BROKEN)
    assert (int(before[0]) - int(after[0]), int(before[1]) - int(after[1])) == (1, 1)
    own = (await browser.opens(f"/customers/{BROKEN}")).text
    assert talk not in own
    assert ZH("desk-health-undoubted") in own


async def test_the_list_of_talks_can_be_of_one_customer(desk: Desk, browser: Browser, people: list[str]) -> None:
    await browser.comes_in(desk, COACH)
    page = (await browser.opens(f"/talks?customer={BROKEN}")).text
    assert page.count("/talk2") == PEOPLE
    assert page.count("x0") == PEOPLE
    assert f'<option value="{BROKEN}" selected>' in page
    nobody = (await browser.opens('/talks?customer="><script>')).text
    assert ZH("desk-no-talks") in nobody
    assert "<script" not in nobody
