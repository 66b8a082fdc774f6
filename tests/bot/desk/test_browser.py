"""The desk in a real browser: signing in by each way, finding one's way, reading; and what axe holds serious."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from bot.desk.desk import Desk
from bot.desk.signing import new_link
from bot.proposing import decide, proposals
from bot.texts import texts
from tests.bot.desk.browsing import SECRET
from tests.bot.desk.chromium import AXE, CHROMIUM, WIDTHS, opened
from tests.bot.desk.conftest import LI
from tests.bot.desk.filled import ADMIN, COACH
from tests.bot.desk.test_entrance import init_data
from tests.bot.desk.test_learning import done

ZH = texts("zh")
PAGES = ("/", "/talks", f"/people/{LI}", f"/talks/{LI}/first", f"/talks/{LI}/second?beside=model", "/nowhere",
         f"/talks/{LI}/first?moves=1", "/assign", "/agreement", "/customers", "/customers/zh/vmc_price", "/learning",
         f"/talks/{LI}/second?beside=first", f"/talks/{LI}/second/others", "/imports",
         f"/imports/{LI}/first?moves=1")  # fmt: skip

missing = [str(path) for path in (Path(CHROMIUM), AXE) if not path.exists()]
if missing and "CI" not in os.environ:
    pytest.skip(f"not here: {', '.join(missing)}; see docs/desk.md", allow_module_level=True)


async def serious(page: Page) -> list[str]:
    """What axe finds that is serious or worse, each with where it first is."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    bad = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in bad]


async def test_a_coach_comes_in_by_each_way_and_reads(desk: Desk) -> None:
    async with opened(desk) as (home, browser):
        chat = await browser.new_page(locale="zh-CN")
        with desk.practice.records.unit() as unit:
            link = new_link(unit, COACH, home, datetime.now(UTC))
        await chat.goto(link)
        await chat.get_by_role("button", name=ZH("desk-enter-button")).click()
        await chat.wait_for_url(f"{home}/")
        assert ZH("desk-self", name="王教练", role="coach") in await chat.inner_text("header")

        app = await (await browser.new_context(locale="zh-CN")).new_page()
        signed = init_data(11, datetime.now(UTC))
        await app.goto(f"{home}/app#tgWebAppData={signed.replace('%', '%25').replace('&', '%26')}&tgWebAppVersion=8.0")
        await app.wait_for_url(f"{home}/")
        assert ZH("desk-self", name="王教练", role="coach") in await app.inner_text("header")

        local = await (await browser.new_context(locale="zh-CN")).new_page()
        await local.goto(f"{home}/in/{SECRET}")
        await local.get_by_role("button", name=ZH("desk-enter-button")).click()
        await local.wait_for_url(f"{home}/")
        assert ZH("desk-self", name=ZH("desk-local"), role="admin") in await local.inner_text("header")

        # With the keyboard alone: past the navigation, and from the list into a talk.
        await chat.keyboard.press("Tab")
        await chat.keyboard.press("Enter")
        assert await chat.evaluate("document.activeElement.id") == "main"
        await chat.get_by_role("region", name=ZH("desk-people")).get_by_role("link").first.focus()
        await chat.keyboard.press("Enter")
        await chat.wait_for_url("**/people/**")
        await chat.goto(f"{home}/talks/{LI}/first")
        jump = chat.get_by_role("navigation", name=ZH("desk-jump")).get_by_role("link").first
        target = await jump.get_attribute("href")
        await jump.click()
        assert chat.url.endswith(str(target))
        assert await chat.locator(":target").count() == 1

        # A comment and a correction, as they are sent by a browser that runs no script.
        turn = chat.locator("#turn-1")
        await turn.get_by_text(ZH("review-comment", turn=1)).click()
        await turn.get_by_label(ZH("desk-comment-words")).fill("先问再讲")
        await turn.get_by_role("button", name=ZH("desk-send")).click()
        await chat.get_by_role("status").wait_for()
        assert "先问再讲" in await turn.inner_text()
        await turn.get_by_role("link", name=ZH("review-correct-moves")).click()
        move = desk.practice.troupe.moves.moves[0].name.zh
        await turn.get_by_label(move).set_checked(True)
        await turn.get_by_label(ZH("desk-why")).fill("这一句做到了")
        await turn.get_by_role("button", name=ZH("desk-correct")).click()
        await chat.get_by_role("status").wait_for()
        assert "这一句做到了" in await turn.inner_text()
        await chat.get_by_role("button", name=ZH("desk-sign-out"), exact=True).click()
        await chat.wait_for_url(f"{home}/sign-in")


async def test_no_page_has_a_serious_fault_whatever_its_size_colours_and_language(desk: Desk) -> None:
    with desk.practice.records.unit() as unit:  # so that there is something to be learnt, and something learnt
        for turn in (1, 2):
            unit.correct((LI, "first"), turn=turn, moves=["isolate"], reason="是", by=COACH, at=datetime.now(UTC))
        first, _ = proposals(unit, desk.practice.troupe.rubric)
        decide({first.key: None}, [first], "accepted", ADMIN, datetime.now(UTC))
    done(desk, (90, 92), (80, 70))
    async with opened(desk) as (home, browser):
        for size, scheme, locale in (("phone", "light", "zh-CN"), ("desk", "dark", "en-GB")):
            wide, high = WIDTHS[size]
            context = await browser.new_context(
                viewport={"width": wide, "height": high}, color_scheme="dark" if scheme == "dark" else "light",
                locale=locale,
            )  # fmt: skip
            page, said = await context.new_page(), list[str]()
            page.on("console", lambda message, said=said: said.append(message.text))
            await page.goto(f"{home}/in/{SECRET}")
            faults = {"enter": await serious(page)}
            await page.locator("button.main").click()
            await page.wait_for_url(f"{home}/")
            lang = "zh" if locale == "zh-CN" else "en"
            await context.add_cookies([{"name": "duilian_desk_lang", "value": lang, "url": f"{home}/"}])
            for path in PAGES:
                await page.goto(home + path)
                faults[path] = await serious(page)
                assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, size)
            assert {where: found for where, found in faults.items() if found} == {}, (size, scheme, locale)
            assert [text for text in said if "Content Security Policy" in text] == []
            await context.close()
