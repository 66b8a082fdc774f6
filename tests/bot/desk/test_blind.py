"""Scoring blind at the desk: who is asked sees no score before giving their own; then agreement tells of both."""

import re

from bot.desk.desk import Desk
from bot.texts import texts
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import LI
from tests.bot.desk.filled import ADMIN, COACH, RIVAL
from tests.bot.desk.test_actions import card, told

ZH = texts("zh")
TALK = f"/talks/{LI}/first"


async def test_who_is_asked_scores_before_they_see_a_score(desk: Desk, browser: Browser) -> None:
    other = await browser.another().comes_in(desk, ADMIN)
    await browser.comes_in(desk, COACH)
    page = (await browser.opens(TALK)).text
    assert f'name="coach.{ADMIN}"' in page
    assert not any(f'name="coach.{who}"' in page for who in (COACH, RIVAL, LI))
    assert ZH("desk-nobody-asked") in (await browser.sends(TALK, do="ask")).text
    assert (await browser.sends(TALK, do="ask", **{f"coach.{ADMIN}": "on", f"coach.{RIVAL}": "on"})).status_code == 303
    assert len(told(desk, ADMIN)) == 1
    assert told(desk, RIVAL) == []

    score = ZH("desk-points", score=card(desk).score)
    form = (await other.opens(TALK)).text
    for shown in (score, 'class="moves"', 'class="gauges"', 'class="tag slip"'):
        assert shown in page
        assert shown not in form
    assert (await other.opens(f"{TALK}/export")).status_code == 404
    assert (await other.opens(f"/talks/{LI}/second?beside=first")).status_code == 404
    assert (await other.sends(TALK, do="comment", text="我看")).status_code == 404
    assert TALK.replace(":", "%3A") in (await other.opens("/")).text.split(ZH("desk-blind-waiting"))[1]

    await other.opens(TALK)
    names = set(re.findall(r'name="share\.([^"]+)"', form))
    assert names == set(card(desk).asked)
    shares = {f"share.{name}": "full" for name in names}
    partly = dict(list(shares.items())[1:])
    wrong = await other.sends(TALK, do="blind", **partly)
    assert (wrong.status_code, ZH("desk-not-blind", why="shares") in wrong.text) == (422, True)
    assert wrong.text.count(" checked") == len(partly)
    assert (await other.sends(TALK, do="blind", **shares)).status_code == 303
    assert score in (await other.opens(TALK)).text
    with desk.practice.records.unit() as unit:
        given = unit.blind_score(LI, "first", ADMIN)
        assert given is not None
        assert given.shares == dict.fromkeys(names, 1.0)
    assert (await other.sends(TALK, do="blind", **shares)).status_code == 422
    agreed = (await browser.opens("/agreement")).text
    assert ZH("desk-agreement-machine", name="孙") in agreed


async def test_without_anything_to_compare_that_is_said(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    assert ZH("desk-agreement-none") in (await browser.opens("/agreement")).text


async def test_only_what_is_ones_own_is_compared(desk: Desk, browser: Browser) -> None:
    rival = await browser.another().comes_in(desk, RIVAL)
    await browser.comes_in(desk, COACH)
    await browser.opens(TALK)
    await browser.sends(TALK, do="comment", text="好")
    agreed = (await browser.opens("/agreement")).text
    assert ZH("desk-agreement-over", count=1) in agreed
    assert ZH("desk-agreement-moves") in agreed
    assert ZH("desk-agreement-none") in (await rival.opens("/agreement")).text
