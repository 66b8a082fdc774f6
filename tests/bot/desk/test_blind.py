"""Scoring blind at the desk: who is asked sees no score before giving their own; then agreement tells of both."""

import html
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

from bot.assigning import assign
from bot.calibrating import Reckoned, ask_blind
from bot.commenting import comment
from bot.desk.desk import Desk
from bot.desk.routes import desk_app
from bot.tasks import Wish
from bot.texts import texts
from state.records.tables import Card as CardRow
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import LI
from tests.bot.desk.filled import ADMIN, COACH, GROUP, RIVAL
from tests.bot.desk.test_actions import card, lost, told
from tests.bot.desk.test_overview import line_of
from tests.records.rows import appeal

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


async def test_the_overview_tells_it_unless_that_would_take_long(desk: Desk) -> None:
    quick, slow = (Browser(desk_app(replace(desk, reckoned=Reckoned(soon=soon)))) for soon in (1, 0))
    for browser in (quick, slow):
        await browser.comes_in(desk, COACH)
        assert ZH("desk-agreement-none") in (await browser.opens("/")).text
    await quick.opens(TALK)
    await quick.sends(TALK, do="comment", text="好")
    told = ZH("desk-agreement-over", count=1)
    assert told in (await quick.opens("/")).text
    assert told in (await quick.opens(f"/?group={GROUP}")).text
    late = (await slow.opens("/")).text
    assert (told in late, ZH("desk-agreed-later") in late) == (False, True)
    await slow.opens("/agreement")  # from then on it is known
    assert told in (await slow.opens("/")).text


LINK = re.compile(r'href="/desk(/[^"#]*)')
NONCE = re.compile(r'name="form" value="[^"]+"')


def asked(desk: Desk, coach: str = COACH) -> None:
    """The admin has looked at Li's first talk, and asks a coach to score it blind."""
    troupe, now = desk.practice.troupe, datetime.now(UTC)
    with desk.practice.records.unit() as unit:
        admin, other = unit.user(ADMIN), unit.user(coach)
        assert admin is not None
        assert other is not None
        ask_blind(unit, troupe, admin, "admin", (LI, "first"), [(other, "coach")], now)
        comment(unit, troupe, admin, "admin", (LI, "first"), "看了", now)


def scored_again(desk: Desk) -> None:
    """Li's first talk gets a card that could not be more different."""
    with desk.practice.records.unit() as unit:
        row = unit.card(LI, "first")
        assert row is not None
        steps = [{**step, "share": 1.0 - (step["share"] or 0.0)} for step in row.body["steps"]]
        other = {"number": row.number + 1, "score": 100 - row.score, "body": {**row.body, "score": 100 - row.score}}
        unit.add(CardRow(**{**row.model_dump(), **other, "body": {**other["body"], "steps": steps}}))


UNREAD = ("as=pdf", "as=visit", "?moves=", "?points=")
"""What is not compared: PDFs hold the time at which they were made, forms of corrections what the pages have."""


async def everything(browser: Browser) -> dict[str, str]:
    """All that can be opened from these pages on: every page and file but those in which the time stands."""
    found, waiting = dict[str, str](), ["/", f"/?group={GROUP}&days=0", f"/talks/{LI}/second/others"]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith("/static") or any(kind in path for kind in UNREAD):
            continue
        text = (await browser.opens(path)).text
        found[path] = NONCE.sub("", text)
        waiting += [html.unescape(link) for link in LINK.findall(text)]
    return found


async def test_whatever_a_talk_scored_nothing_that_can_be_opened_is_another_until_it_is_scored_blind(
    desk: Desk, browser: Browser
) -> None:
    asked(desk)
    with desk.practice.records.unit() as unit:
        unit.add(appeal(user_id=LI, session_id="first", criterion=lost(desk), turn=1))
    await browser.comes_in(desk, COACH)
    before = await everything(browser)
    kinds = ("/talks?", f"/people/{LI}", "/export?", "/others", "beside=", "/agreement", "/assign")
    assert all(any(kind in path.replace("%3A", ":") for path in before) for kind in kinds)
    scored_again(desk)
    after = await everything(browser)
    assert {path for path in before if before[path] != after.get(path)} == set()
    assert set(before) == set(after)


async def test_what_waits_to_be_scored_blind_is_left_out_of_each_mean_list_and_file(
    desk: Desk, browser: Browser
) -> None:
    admin = await browser.another().comes_in(desk, ADMIN)
    await browser.comes_in(desk, COACH)
    name, score, second = lost(desk), card(desk).score, card(desk, LI, "second").score
    with desk.practice.records.unit() as unit:
        unit.add(appeal(user_id=LI, session_id="first", criterion=name, turn=1))
    asked(desk)

    for sees, seer in ((False, browser), (True, admin)):
        mean = round((score + second) / 2) if sees else second
        page = (await seer.opens("/")).text
        assert f'<td class="figure">{mean}</td>' in line_of(page, LI)
        assert (ZH("desk-appeals", count=1) in page) == sees
        assert (ZH("desk-unscored", count=1) in page) != sees
        page = (await seer.opens(f"/people/{LI}")).text
        scores = [str(score), str(second)] if sees else [str(second)]
        assert ZH("desk-last-scores", scores=" · ".join(scores)) in page
        assert (ZH("desk-blind-tag") in page) != sees
        page = (await seer.opens("/talks")).text
        assert (ZH("desk-blind-tag") in page) != sees
        page = (await seer.opens(f"/talks/{LI}/second")).text
        assert ("?beside=first" in page) == sees
        assert (await seer.opens(f"/talks/{LI}/second?beside=first")).status_code == (200 if sees else 404)
        assert ("beside=first" in (await seer.opens(f"/talks/{LI}/second/others")).text) == sees
        for address in (f"/people/{LI}/export?", f"/export?group={GROUP}&"):
            lines = (await seer.opens(f"{address}as=jsonl")).text.splitlines()
            assert ("first" in {json.loads(line)["talk"] for line in lines}) == sees
            for form in ("csv", "turns"):
                assert ("first" in (await seer.opens(f"{address}as={form}")).text) == sees
        assert (await seer.opens(f"/talks/{LI}/first/export")).status_code == (200 if sees else 404)
        assert (ZH("desk-agreement-over", count=1) in (await seer.opens("/agreement")).text) == sees


async def test_how_far_somebody_has_come_is_told_without_what_waits_to_be_scored_blind(
    desk: Desk, browser: Browser
) -> None:
    troupe, long_ago = desk.practice.troupe, datetime(2020, 1, 1, tzinfo=UTC)
    with desk.practice.records.unit() as unit:
        coach = unit.user(COACH)
        assert coach is not None
        [row] = assign(unit, troupe, "coach", coach, "", [LI], Wish("customer", ["zh/fixture_later"]), long_ago)
        row.subjects, row.least, batch = ["zh/vmc_price"], 100, row.batch
    await browser.comes_in(desk, COACH)
    scores = [card(desk, LI, name).score for name in ("first", "second")]
    shown = (await browser.opens(f"/assign?batch={batch}")).text
    assert ZH("task-best", unit="score", best=max(scores)) in shown
    for name in ("first", "second"):
        with desk.practice.records.unit() as unit:
            admin = unit.user(ADMIN)
            assert admin is not None
            ask_blind(unit, troupe, admin, "admin", (LI, name), [(coach, "coach")], datetime.now(UTC))
    assert ZH("task-nothing") in (await browser.opens(f"/assign?batch={batch}")).text
    with desk.practice.records.unit() as unit:
        [kept] = unit.open_assignments(LI)
        kept.done_at = datetime.now(UTC)
    shown = (await browser.opens(f"/assign?batch={batch}")).text
    assert ZH("assigned-unscored") in shown
    assert ZH("task-nothing") not in shown
