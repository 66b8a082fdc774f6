"""Two talks with one customer: what differs, reply beside reply; and only those that the coach may see."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.comparing import compared
from bot.desk.desk import Desk
from bot.desk.others import PAGE
from bot.desk.scorecard import Shown, shown
from bot.texts import texts
from state.records.surveying import Scope
from state.records.tables import Card as CardRow
from state.records.tables import Session
from state.scoring.card import Card
from state.scoring.review import Review
from state.understanding.reading import Reader
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import FAR, LI, MEI
from tests.bot.desk.filled import ADMIN, COACH, hold
from tests.bot.desk.test_actions import card
from tests.bot.desk.test_transcript import words

ZH = texts("zh")
TALK = f"/talks/{LI}/first"


def on_a_card(desk: Desk, made: Card) -> Shown:
    found = shown(ZH, made, desk.practice.troupe.rubric, Review())
    assert found is not None
    return found


def test_what_is_not_rated_on_one_side_is_not_compared(desk: Desk) -> None:
    one, other = card(desk), card(desk, LI, "second")
    gaps = {gap.item.id: gap for gap in compared(on_a_card(desk, one), on_a_card(desk, other))}
    mine, theirs = ({each.criterion: each for each in made.judged} for made in (one, other))
    rated = {name for name in mine if mine[name].share is not None or theirs[name].share is not None}
    assert set(gaps) == rated
    both = [name for name in rated if None not in (mine[name].share, theirs[name].share)]
    assert both
    assert {gaps[name].points for name in rated - set(both)} <= {None}
    for name in both:
        assert gaps[name].points == pytest.approx(mine[name].points - theirs[name].points)


async def test_another_trainees_try_stands_beside_with_the_points_that_differ(
    desk: Desk, browser: Browser, reader: Reader
) -> None:
    price, now = desk.practice.troupe.customers["zh/vmc_price"], datetime.now(UTC)
    with desk.practice.records.unit() as unit:
        hold(unit, MEI, price, "expert", now, desk.practice.troupe, reader, name="hers")
        hold(unit, MEI, price, "expert", now, desk.practice.troupe, reader, name="secret", private=True)
    await browser.comes_in(desk, COACH)
    offered = (await browser.opens(f"{TALK}/others")).text
    for wanted in ('?beside=second"', f"?beside=hers&amp;whose={MEI.replace(':', '%3A')}"):
        assert wanted in offered
    assert not any(name in offered for name in ("beside=far", "beside=first", "beside=secret", "beside=good", "远方"))
    assert "beside=second" not in (await browser.opens(f"{TALK}/others?whose={MEI}")).text
    page = (await browser.opens(f"{TALK}?beside=hers&whose={MEI}")).text
    one, other = card(desk), card(desk, MEI, "hers")
    assert ZH("desk-total") in page
    head = page.split('id="both"')[1].split("</table>")[0]
    assert re.findall(r"<strong>([^<]+)</strong>", head)[:3] == [
        str(one.score), str(other.score), f"{one.score - other.score:+d}".replace("-", "−"),
    ]  # fmt: skip
    assert one.turning is not None
    assert f'href="#turn-{one.turning}"' in head
    assert f'href="#beside-turn-{other.turning}"' in head
    for slip in one.mistakes:
        assert f'href="#turn-{slip.turn}"' in head
    with desk.practice.records.unit() as unit:
        mine, hers = unit.turns(LI, "first"), unit.turns(MEI, "hers")
    said = words(page.split('id="said"')[1])
    at = 0
    for number in range(max(len(mine), len(hers))):
        for turn in (*mine[number : number + 1], *hers[number : number + 1]):
            at = said.index(turn.reply, at)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for address in (f"beside=secret&whose={MEI}", f"beside=far&whose={FAR}", "beside=first", f"beside=hers&whose={LI}",
                    f"beside=good&whose={MEI}"):  # fmt: skip
        assert (await browser.opens(f"{TALK}?{address}")).status_code == 404, address
    assert (await browser.opens(f"{TALK}/others?whose={FAR}")).status_code == 404
    assert (await browser.opens(f"/talks/{LI}/hidden/others")).status_code == 404
    admin = await browser.another().comes_in(desk, ADMIN)
    assert (await admin.opens(f"{TALK}?beside=far&whose={FAR}")).status_code == 200


async def test_the_model_is_scored_as_well(desk: Desk, browser: Browser) -> None:
    page = (await (await browser.comes_in(desk, COACH)).opens(f"{TALK}?beside=model")).text
    head = page.split('id="both"')[1].split("</table>")[0]
    own, model = (int(found) for found in re.findall(r"<strong>(\d+)</strong>", head)[:2])
    assert own == card(desk).score
    assert model > own, "an arguer does worse than the model"
    assert 'class="figure">' in page.split('id="gaps"')[1]


async def test_of_many_tries_a_page_at_a_time_is_shown(desk: Desk, browser: Browser) -> None:
    with desk.practice.records.unit() as unit:
        held, kept = unit.session(LI, "first"), unit.card(LI, "first")
        assert held is not None
        assert kept is not None
        for number in range(PAGE + 4):
            at = held.started_at - timedelta(days=number + 1)
            own = {"id": f"old{number}", "started_at": at, "updated_at": at, "ended_at": at}
            unit.add(Session(**{**held.model_dump(), **own}))
            unit.add(CardRow(**{**kept.model_dump(), "session_id": own["id"], "score": number}))
    await browser.comes_in(desk, COACH)
    alone = (await browser.opens(TALK)).text
    assert alone.count("?beside=") < 6
    first, second = [(await browser.opens(f"{TALK}/others?page={page}")).text for page in (1, 2)]
    shown_first, shown_second = (re.findall(r"\?beside=(\w+)", page) for page in (first, second))
    assert len(shown_first) == PAGE
    assert not set(shown_first) & set(shown_second)
    assert 'rel="next"' in first
    assert 'rel="next"' not in second
    best = re.findall(r"\?beside=(\w+)", (await browser.opens(f"{TALK}/others?sort=best")).text)
    with desk.practice.records.unit() as unit:
        scores = {row.session_id: row.score for row in unit.results(Scope((LI,), None, ("zh/vmc_price",)), 99)}
    del scores["first"]
    assert [scores[name] for name in best] == sorted(scores.values(), reverse=True)[:PAGE]
