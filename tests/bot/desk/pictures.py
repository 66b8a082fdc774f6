"""A picture of every page and form of the desk: `python -m tests.bot.desk.pictures FOLDER [NAME…]`.

Each is taken on a phone and on a desk, light and dark, in Chinese and English: `talk.phone.dark.en.png`. Another page
is another line in `SHOTS`.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from playwright.async_api import BrowserContext, Page

from bot.assigning import assign
from bot.bootstrap import load_troupe
from bot.calibrating import ask_blind, give_blind
from bot.commenting import answer, comment
from bot.correcting import correct_moves, correct_points, withdraw
from bot.deciding import rule
from bot.desk.desk import Desk
from bot.desk.signing import new_link
from bot.practice import Practice
from bot.proposing import decide, proposals
from bot.settings import Database, Settings, Telegram
from bot.shell import ready_reader
from bot.stage import Stage
from bot.tasks import Wish
from bot.trainees import Kind
from state.records.records import Records
from state.records.tables import User
from state.records.unit import Unit
from state.scoring.agreement import shares_of
from state.scoring.card import Card
from state.scoring.tests import RECORDED
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.desk.browsing import TOKEN
from tests.bot.desk.chromium import WIDTHS, opened
from tests.bot.desk.filled import ADMIN, COACH, GROUP, HOSTILE, OTHER, RIVAL, hold, joined, staffed
from tests.bot.desk.test_learning import done
from tests.bot.table import FOLDER
from tests.records.rows import appeal, imported

LI, MEI, SECOND = "telegram:101", "telegram:102", "telegram:19"
NAMES = ("阿强", "Oluwaseun Adébáyọ̀", "王小明", "赵敏", "Ekaterina Aleksandrovna Vorontsova-Dashkova", HOSTILE)
SCHEMES, LANGS = ("light", "dark"), ("zh", "en")
TALK = f"/talks/{LI}/first"
CALL = """小李：王总，上回报的价您看了吗？
王总：看了，比台州那家贵六万多，太贵了。
小李：六万多谁都得问个为什么。除了价格，您还有别的顾虑吗？
王总：没有，就是价。
小李：那我把主轴的差别给您算一遍，一年省下的换刀时间值多少钱，您再看值不值。
路人：插一句
"""
Do = Callable[[Page], Awaitable[object]]


@dataclass(frozen=True)
class Shot:
    """A picture. who: signs in; '' for nobody. do: what is done on the page before it is taken."""

    name: str
    path: str
    who: str = COACH
    do: Do | None = None


def opens(selector: str) -> Do:
    """Unfold what is folded in."""

    async def do(page: Page) -> None:
        await page.locator(f"{selector} > summary").first.click()

    return do


def sends(selector: str) -> Do:
    """Send a form as it is, whatever the browser thinks of it."""

    async def do(page: Page) -> None:
        async with page.expect_navigation():
            form = page.locator(f"{selector}").first
            await form.evaluate("form => { form.noValidate = true; form.requestSubmit(form.querySelector('button')); }")

    return do


def focuses(count: int) -> Do:
    """Press the tabulator so often."""

    async def do(page: Page) -> None:
        for _ in range(count):
            await page.keyboard.press("Tab")

    return do


def reads(page_text: str) -> Do:
    """Paste a real conversation of a trainee's, and have it read."""

    async def do(page: Page) -> None:
        form = page.locator("form.marking").first
        await form.locator("select[name=whom]").select_option(LI)
        await form.locator("textarea[name=text]").fill(page_text)
        async with page.expect_navigation():
            await form.locator("button.main").click()

    return do


SHOTS: Sequence[Shot] = (
    Shot("sign_in", "/sign-in", ""),
    Shot("enter", "/in/{link}", ""),
    Shot("app", "/app", ""),
    Shot("link_unknown", "/in/nothing", ""),
    Shot("missing", "/nowhere"),
    Shot("overview", "/?days=0"),
    Shot("overview_group", f"/?group={GROUP}&days=90"),
    Shot("overview_filtered", "/?lang=en"),
    Shot("overview_nobody", "/", SECOND),
    Shot("overview_focus", "/?days=0", do=focuses(9)),
    Shot("person", f"/people/{LI}"),
    Shot("talks", f"/talks?group={GROUP}&days=0"),
    Shot("talks_none", "/talks?lang=en"),
    Shot("talk", TALK),
    Shot("talk_moves", f"{TALK}?moves=1"),
    Shot("talk_moves_fault", f"{TALK}?moves=1", do=sends("#turn-1 form.marking")),
    Shot("talk_points", f"{TALK}?points={{missed}}"),
    Shot("talk_points_fault", f"{TALK}?points={{missed}}", do=sends("[id^=criterion] form.marking")),
    Shot("talk_comment", TALK, do=opens("#turn-2 details:last-of-type")),
    Shot("talk_ask", TALK, do=opens("#blind")),
    Shot("talk_done", f"{TALK}?did=points"),
    Shot("talk_appeal", f"/talks/{LI}/second"),
    Shot("talk_private", f"/talks/{LI}/hidden"),
    Shot("others", f"{TALK}/others"),
    Shot("beside", f"{TALK}?beside=second"),
    Shot("beside_anothers", f"{TALK}?beside=hers&whose={MEI}"),
    Shot("beside_model", f"{TALK}?beside=model"),
    Shot("blind", f"/talks/{MEI}/good"),
    Shot("blind_fault", f"/talks/{MEI}/good", do=sends("form.marking")),
    Shot("assign", "/assign"),
    Shot("assign_fault", "/assign", do=sends("form.marking")),
    Shot("assign_far", "/assign?batch={batch}&did=given&count=2"),
    Shot("agreement", "/agreement"),
    Shot("agreement_none", "/agreement", RIVAL),
    Shot("customers", "/customers?days=0"),
    Shot("customer", "/customers/zh/vmc_price?days=0"),
    Shot("imports", "/imports"),
    Shot("imports_fault", "/imports", do=sends("form.marking")),
    Shot("imports_check", "/imports", do=reads(CALL)),
    Shot("imported", f"/imports/{LI}/call"),
    Shot("imported_points", f"/imports/{LI}/call?moves=1"),
    Shot("learning", "/learning", ADMIN),
)


def fill(records: Records, troupe: Troupe, reader: Reader) -> dict[str, str]:
    """A small month with something of everything; what addresses need to name."""
    now = datetime.now(UTC)
    price, later = troupe.customers["zh/vmc_price"], troupe.customers["zh/fixture_later"]
    english = troupe.customers[troupe.who("en")[0].id]
    with records.unit() as unit:
        staffed(unit, now)
        joined(unit, SECOND, "钱教练", "新来的", now)
        unit.join(SECOND, GROUP, "coach", now)
        unit.leave_group(SECOND, "新来的")
        for who, name, group in ((LI, "小李", GROUP), (MEI, "小梅", GROUP), ("telegram:103", "远方", OTHER)):
            joined(unit, who, name, group, now)
        talks: list[tuple[str, str, Kind, int]] = [(LI, "first", "arguer", 3), (LI, "second", "average", 1),
                                                   (MEI, "hers", "expert", 2)]  # fmt: skip
        for who, name, kind, days in talks:
            hold(unit, who, price, kind, now - timedelta(days=days), troupe, reader, name=name)
        hold(unit, LI, later, "expert", now - timedelta(days=2), troupe, reader, name="hidden", private=True)
        hold(unit, MEI, later, "average", now - timedelta(days=4), troupe, reader, name="good")
        for number, name in enumerate(NAMES, start=110):
            joined(unit, f"telegram:{number}", name, GROUP, now)
            if number % 5:
                kind = ("discounter", "average", "expert")[number % 3]
                met = (english, later, price)[number % 3]
                at = now - timedelta(days=number - 100)
                hold(unit, f"telegram:{number}", met, kind, at, troupe, reader, name=f"talk{number}")
        unit.add(imported(user_id=LI, id="call", name="通话.txt", imported_by=COACH, imported_at=now))
        return _judge(unit, troupe, now)


def _judge(unit: Unit, troupe: Troupe, now: datetime) -> dict[str, str]:
    """Let coaches judge what was held, one of them blind, and ask people to practise."""
    coach, second, admin, trainee = (_user(unit, who) for who in (COACH, SECOND, ADMIN, LI))
    first, again = (LI, "first"), (LI, "second")
    row = unit.card(*first)
    assert row is not None
    judged = [each for each in Card.model_validate(row.body).judged if each.share is not None]
    told = [each for each in judged if troupe.rubric.criterion(each.criterion).test not in RECORDED]
    missed = [each.criterion for each in told if not each.share]
    about = (unit, troupe, coach, coach.role, first)
    said = comment(*about, "这一句先认了他的难处，很好。下一步先问清楚他在和谁比，再讲我们的精度。", now, 2)
    answer(unit, troupe, trainee, "trainee", first, said.number, "明白，下次先问。", now)
    comment(*about, "整场节奏不错，别急着反驳。", now)
    correct_moves(*about, 1, ["isolate", "acknowledge"], "他认了，也问了还有没有别的。", now)
    correct_points(*about, missed[0], 0.5, "算做到一半。", now, 2)
    correct_points(unit, troupe, admin, "admin", first, missed[0], 1.0, "第二句做到了：“您是跟哪家比”。", now, 2)
    made = correct_points(*about, missed[1], 1.0, "看错了。", now, 1)
    withdraw(*about, 4, now)
    assert made.new.machine is not None
    for place, talk in ((2, first), (3, again)):
        unit.add(appeal(user_id=LI, session_id=talk[1], criterion=missed[place], id=f"a{place}", turn=1, made_at=now))
    rule(unit, troupe, unit.appeals(*first)[0], "upheld", "这一句确实问了。", COACH, now)
    for talk in ((MEI, "hers"), (MEI, "good")):
        comment(unit, troupe, admin, "admin", talk, "看过了。", now)
    ask_blind(unit, troupe, admin, "admin", (MEI, "good"), [(coach, coach.role)], now)
    ask_blind(unit, troupe, admin, "admin", again, [(coach, coach.role), (second, "coach")], now)
    kept = unit.card(*again)
    assert kept is not None
    own = shares_of(Card.model_validate(kept.body))
    for by, shares in ((coach, own), (second, {**own, missed[3]: 1.0})):
        rounded = {name: None if share is None else round(share * 2) / 2 for name, share in shares.items()}
        give_blind(unit, troupe, by, "coach", again, rounded, now)
    rows = assign(unit, troupe, "coach", coach, GROUP, (), Wish("customer", ["zh/vmc_price"], "exam", 60), now)
    assign(unit, troupe, "coach", coach, "", [LI], Wish("goal", ["c"], "practice", 80, now + timedelta(days=5)), now)
    for user in unit.users():
        for waiting in unit.pending(user.id):
            unit.mark_sent(user.id, waiting.id, None, now)
    return {"missed": missed[2], "batch": rows[0].batch}


def _user(unit: Unit, who: str) -> User:
    found = unit.user(who)
    assert found is not None
    if who == SECOND:
        found.role = "coach"
    return found


async def take(folder: Path, desk: Desk, named: dict[str, str], shots: Sequence[Shot], looks: Sequence[str]) -> None:
    """Take the pictures. looks: as `phone.dark.en`."""
    async with opened(desk) as (home, browser):
        for look in looks:
            size, scheme, lang = look.split(".")
            wide, high = WIDTHS[size]
            contexts: dict[str, BrowserContext] = {}
            for shot in shots:
                if shot.who not in contexts:
                    contexts[shot.who] = await browser.new_context(
                        viewport={"width": wide, "height": high},
                        color_scheme="dark" if scheme == "dark" else "light",
                        locale="zh-CN" if lang == "zh" else "en-GB",
                    )
                    await _come_in(contexts[shot.who], desk, home, shot.who, lang)
                page = await contexts[shot.who].new_page()
                await _take(page, desk, home, shot, named)
                await page.screenshot(path=folder / f"{shot.name}.{look}.png", full_page=True)
                await page.close()
            for context in contexts.values():
                await context.close()


async def _come_in(context: BrowserContext, desk: Desk, home: str, who: str, lang: str) -> None:
    await context.add_cookies([{"name": "duilian_desk_lang", "value": lang, "url": f"{home}/"}])
    if who:
        page = await context.new_page()
        await page.goto(home + _link(desk, who))
        await page.locator("button.main").click()
        await page.wait_for_url(f"{home}/")
        await page.close()


async def _take(page: Page, desk: Desk, home: str, shot: Shot, named: dict[str, str]) -> None:
    link = _link(desk, COACH).rpartition("/")[2] if "{link}" in shot.path else ""
    await page.goto(home + shot.path.format(link=link, **named))
    if shot.do is not None:
        await shot.do(page)


def _link(desk: Desk, who: str) -> str:
    with desk.practice.records.unit() as unit:
        return new_link(unit, who, "", datetime.now(UTC))


def main() -> None:
    """Fill a database, serve the desk, and take every picture, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these pages, as `talk`")
    parser.add_argument("--look", action="append", help="only so, as `phone.dark.en`")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    looks = given.look or [".".join(each) for each in product(WIDTHS, SCHEMES, LANGS)]
    shots = [shot for shot in SHOTS if not given.names or shot.name in given.names]
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place).as_posix()}/desk.db"
        records, troupe, reader = Records(url), load_troupe(FOLDER), ready_reader()
        records.migrate()
        settings = Settings(database=Database(url=url), telegram=Telegram.model_validate({"token": TOKEN}))
        desk = Desk(Practice(records, reader, Stage(records, FOLDER, troupe), settings))
        named = fill(records, troupe, reader)
        with records.unit() as unit:
            first = next(each for each in proposals(unit, troupe.rubric) if each.moves)
            decide({first.key: None}, [first], "accepted", ADMIN, datetime.now(UTC))
        done(desk, (90, 93), (80, 78))
        asyncio.run(take(given.folder, desk, named, shots, looks))
        records.close()


if __name__ == "__main__":
    main()
