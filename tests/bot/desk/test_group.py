"""A coach and a group of thirty in a real browser: who needs what is found, and something is done about it."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean
from urllib.parse import unquote, urlencode

import pytest
from sqlalchemy.engine import make_url

from bot.bootstrap import open_practice
from bot.desk.desk import Desk
from bot.desk.signing import new_link
from bot.settings import Database, Settings, Telegram
from bot.settings import Desk as DeskSettings
from bot.texts import texts
from tests.bot.desk.browsing import SECRET, TOKEN, URL
from tests.bot.desk.filled import COACH, GROUP
from tests.bot.desk.test_browser import opened, serious
from tests.bot.test_cli import duilian
from tests.customers import CHINESE
from tests.records.rows import user

ZH = texts("zh")
PEOPLE, TALKS = 30, 300


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The desk over a group that `duilian simulate` made."""
    url = f"sqlite:///{(tmp_path / 'desk.db').as_posix()}"
    assert len(CHINESE) * PEOPLE == TALKS
    made = duilian(
        *("simulate", *CHINESE, "--talks", "10", "--keep", GROUP, "--lang", "zh"),
        *(word for kind in ("expert", "average", "arguer") for word in ("--as", kind)),
        DUILIAN_DATABASE__URL=url,
    )
    assert ZH("rehearse-kept", group=GROUP, people=PEOPLE, talks=TALKS) in made.stdout, made.stderr
    settings = Settings(
        database=Database(url=url), telegram=Telegram.model_validate({"token": TOKEN}), desk=DeskSettings(url=URL)
    )
    practice, now = open_practice(settings), datetime.now(UTC)
    with practice.records.unit() as unit:
        unit.add(user(id=COACH, name="王教练", role="coach", chat_id=11, seen_at=now))
        unit.join(COACH, GROUP, "coach", now)
    yield Desk(practice, SECRET)
    practice.records.close()


def rows(desk: Desk, query: str, *values: str) -> list[tuple[object, ...]]:
    """What the database holds, past all code of the desk."""
    with closing(sqlite3.connect(str(make_url(desk.practice.settings.database.url).database))) as database:
        return database.execute(query, values).fetchall()


def levels(desk: Desk) -> dict[str, dict[str, float]]:
    """What the score cards themselves say: trainee -> step -> the mean share of its points over all talks."""
    shares: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for who, body in rows(desk, "SELECT user_id, body FROM card"):
        for part in json.loads(str(body))["steps"]:
            if part["share"] is not None:
                shares[str(who)][part["id"]].append(part["share"])
    return {who: {step: fmean(found) for step, found in steps.items()} for who, steps in shares.items()}


def weak_talk(desk: Desk, who: str, step: str) -> str:
    """The last talk of a trainee in which a step was missed."""
    for session, body in rows(desk, "SELECT session_id, body FROM card WHERE user_id = ? ORDER BY made_at DESC", who):
        if any(part["id"] == step and part["share"] == 0 for part in json.loads(str(body))["steps"]):
            return str(session)
    raise AssertionError(f"{who} never missed {step}")


async def test_the_weakest_step_of_thirty_is_found_read_commented_corrected_and_assigned(desk: Desk) -> None:
    people = levels(desk)
    steps = {step.id: step.name.zh for step in desk.practice.troupe.rubric.steps}
    means = {step: fmean(of[step] for of in people.values() if step in of) for step in steps}
    weakest = min(means, key=lambda step: means[step])

    async with opened(desk) as (home, browser):
        page = await browser.new_page(locale="zh-CN")
        with desk.practice.records.unit() as unit:
            link = new_link(unit, COACH, home, datetime.now(UTC))
        await page.goto(link)
        await page.get_by_role("button", name=ZH("desk-enter-button")).click()
        await page.goto(f"{home}/?{urlencode({'group': GROUP, 'days': 0})}")
        assert await page.locator("table.heat tbody tr:has(a)").count() == PEOPLE
        said = await page.get_by_role("region", name=ZH("desk-weakest-head")).inner_text()
        assert f"{weakest} {steps[weakest]}" in said
        assert f"{round(means[weakest] * 100)}%" in said.replace(" ", "")
        assert await serious(page) == []

        # Into a talk of somebody who is named as weakest there.
        before, after = ZH("desk-weakest-who", who="|").split("|")
        [named] = [line for line in said.splitlines() if line.startswith(before)]
        name = named.removeprefix(before).removesuffix(after).split(ZH("desk-comma"))[0]
        await page.get_by_role("rowheader").get_by_role("link", name=name, exact=True).click()
        await page.wait_for_url("**/people/**")
        who = unquote(page.url.rpartition("/")[2])
        assert people[who][weakest] == min(of[weakest] for of in people.values() if weakest in of)
        session = weak_talk(desk, who, weakest)
        await page.get_by_role("region", name=ZH("desk-talks")).first.locator(f"a[href$='/{session}']").click()
        await page.wait_for_url("**/talks/**")
        assert await serious(page) == []

        turn = page.locator("#turn-1")
        await turn.get_by_text(ZH("review-comment", turn=1)).click()
        await turn.get_by_label(ZH("desk-comment-words")).fill("先把话听完，再问一句为什么。")
        await turn.get_by_role("button", name=ZH("desk-send")).click()
        await page.get_by_role("status").wait_for()

        part = page.locator("details", has=page.locator("summary", has_text=f"{weakest} {steps[weakest]}"))
        await part.locator("li.no").first.get_by_role("link", name=ZH("desk-correct-points")).click()
        form = page.locator("form.marking", has=page.locator("input[value=points]"))
        await form.get_by_label(ZH("share", level="full")).check()
        await form.get_by_label(ZH("desk-why")).fill("第一句就做到了")
        await form.get_by_role("button", name=ZH("desk-correct")).click()
        await page.get_by_role("status").wait_for()
        [(machine,), (corrected,)] = rows(desk, "SELECT score FROM card WHERE session_id = ? ORDER BY number", session)
        assert corrected > machine
        assert ZH("card-machine", machine=machine) in await page.locator("#card").inner_text()

        await page.goto(f"{home}/assign?{urlencode({'whom': f'group:{GROUP}'})}")
        await page.get_by_role("radio", name=ZH("assign-task", task="goal")).check()
        await page.get_by_label(ZH("desk-assign-step")).select_option(weakest)
        await page.get_by_label(ZH("desk-assign-least")).fill("70")
        await page.get_by_label(ZH("desk-assign-due")).fill(f"{datetime.now(UTC) + timedelta(days=7):%Y-%m-%d}")
        await page.get_by_role("button", name=ZH("desk-assign-give")).click()
        await page.get_by_role("status").get_by_text(ZH("assign-made", count=PEOPLE)).wait_for()
    assert rows(desk, "SELECT text FROM comment") == [("先把话听完，再问一句为什么。",)]
    asked = "SELECT task, subjects, least, count(DISTINCT user_id) FROM assignment GROUP BY task, subjects, least"
    assert rows(desk, asked) == [("goal", f'["{weakest}"]', 70, PEOPLE)]
