"""What people decided about a talk stays at its foot, with what holds; and the machine's own word beside theirs."""

import html
import re
from datetime import UTC, datetime, timedelta

from bot.desk.desk import Desk
from bot.desk.history import history
from bot.texts import texts
from state.scoring.agreement import shares_of
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import LI
from tests.bot.desk.filled import COACH, HOSTILE
from tests.bot.desk.test_actions import card, lost
from tests.records.rows import NOON, appeal, correction

ZH = texts("zh")
TALK = f"/talks/{LI}/first"


def test_of_several_the_last_that_stands_holds() -> None:
    later = [NOON + timedelta(minutes=minute) for minute in range(9)]
    points = {"kind": "points", "moves": None, "criterion": "restated"}
    rows = [
        correction(number=1, at=later[0]),
        correction(number=2, at=later[1], moves=["isolate"]),
        correction(number=3, at=later[2], share=1.0, **points),
        correction(number=4, at=later[4], share=0.0, withdrawn_at=later[6], withdrawn_by="telegram:9", **points),
    ]
    ruled = [
        appeal(state="upheld", decided_at=later[3], decided_by="telegram:8", note="看过了"),
        appeal(criterion="calm", state="refused", decided_at=later[5]),
        appeal(criterion="isolate"),
    ]
    found = history(rows, ruled)
    assert [(each.number, each.about[1], each.state) for each in found] == [
        (1, 1, "replaced"), (2, 1, "stands"), (3, "restated", "replaced"), (0, "restated", "stands"),
        (4, "restated", "withdrawn"), (0, "calm", "refused"),
    ]  # fmt: skip
    assert found[4].ended == ("telegram:9", later[6])
    assert (found[3].by, found[3].why, found[5].by) == ("telegram:8", "看过了", "")


async def test_the_machines_word_stands_beside_the_coachs_and_all_of_it_at_the_foot(
    desk: Desk, browser: Browser
) -> None:
    name, rubric = lost(desk), desk.practice.troupe.rubric
    of, reason = rubric.criterion(name).points, rubric.criterion(name).no.zh
    await browser.comes_in(desk, COACH)
    await browser.opens(TALK)
    for share, why in (("half", "算一半"), ("full", f"全做到了 {HOSTILE}")):
        assert (await browser.sends(TALK, do="points", criterion=name, share=share, reason=why)).status_code == 303
    assert shares_of(card(desk))[name] == 1
    page = html.unescape((await browser.opens(TALK)).text)
    item = page.split(f'id="criterion-{name}"')[1].split("</li>")[0]
    coach, machine = (
        ZH("desk-found", by=who, rated="yes", points=points, of=of)
        for who, points in (("coach", str(of)), ("machine", "0"))
    )
    assert re.search(rf"{coach}</span>\s*<span class=\"tag\">{machine}</span>", item)
    assert "全做到了" in item
    assert "算一半" not in item
    assert reason in item.split('class="correction machine"')[1]
    foot = page.split('id="history"')[1]
    first, second = re.findall(r'<li class="(\w+)">(.*?)</li>', foot, re.DOTALL)
    assert (first[0], "算一半" in first[1]) == ("replaced", True)
    assert (second[0], "王教练" in second[1]) == ("stands", True)
    assert ZH("desk-history-state", state="stands", kind="correction") in second[1]
    assert "<script" not in (await browser.opens(TALK)).text

    assert (await browser.sends(TALK, do="withdraw", number="2")).status_code == 303
    page = (await browser.opens(TALK)).text
    assert "算一半" in page.split(f'id="criterion-{name}"')[1].split("</li>")[0]
    states = re.findall(r'<li class="(\w+)">', page.split('id="history"')[1])
    assert states == ["stands", "withdrawn"]
    assert ZH("desk-history-ended", name="王教练", at="")[:4] in page.split('id="history"')[1]


async def test_of_an_appeal_the_machines_points_are_named(desk: Desk, browser: Browser) -> None:
    name = lost(desk)
    of = desk.practice.troupe.rubric.criterion(name).points
    with desk.practice.records.unit() as unit:
        unit.add(appeal(user_id=LI, session_id="first", criterion=name, made_at=datetime.now(UTC)))
    await browser.comes_in(desk, COACH)
    page = (await browser.opens(TALK)).text
    item = page.split(f'id="criterion-{name}"')[1].split("</li>")[0]
    assert ZH("desk-found", by="machine", rated="yes", points="0", of=of) in item
    assert 'id="history"' not in page
    assert (await browser.sends(TALK, do="rule", criterion=name, verdict="upheld", note="看过了")).status_code == 303
    page = (await browser.opens(TALK)).text
    item = page.split(f'id="criterion-{name}"')[1].split("</li>")[0]
    assert ZH("desk-found", by="appeal", rated="yes", points=str(of), of=of) in item
    assert "看过了" in item
    assert "看过了" in page.split('id="history"')[1]
