"""Whatever people write is shown as they wrote it, and runs nowhere: at the desk, in files, in the chat."""

import csv
import io
import json
import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from bot.commenting import answer
from bot.desk.desk import Desk
from bot.desk.routes import desk_app
from bot.exporting import html
from bot.exporting.tables import BOM, FORMULAS
from state.records.tables import Turn
from state.troupe import Troupe
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import FAR, LI, MEI
from tests.bot.desk.filled import ADMIN, COACH, RIVAL
from tests.bot.table import with_troupe
from tests.records.rows import appeal
from tests.security.crawling import Page, crawled, strange

RUNS = (
    "\"'><img src=x onerror=alert(1) evil><svg/onload=alert(2) evil></textarea></option></script><script evil>alert(3)"
    "</script><a href=javascript:alert(4) evil>*b* _i_ [t](javascript:alert(5)) `c` {{ 7*7 }} {% raw %} {x} %s"
    "'); DROP TABLE \"user\"; -- ' OR '1'='1"
)
STYLE = r"none|(width|background):[#%A-Z0-9.]+"
REPORTS = frozenset({"h2", "h3"}) | frozenset(
    re.findall(r"<([a-z][a-z0-9]*)", Path(html.__file__).read_text(encoding="utf-8"))
)
"""What a report is made of."""
GROUP_RUNS = "=<b evil>'; DROP TABLE x; --"
FORMULA = '=HYPERLINK("http://x","y")'


def evil(what: str) -> str:
    """What is written into a field; what tells it from others."""
    return f"{what}:{RUNS}"


@pytest.fixture
def written(desk: Desk) -> Desk:
    """A desk at which Li and her coach wrote such things wherever one can write."""
    practice, now = desk.practice, datetime.now(UTC)
    with practice.records.unit() as unit:
        for who, name in ((LI, "name"), (COACH, "coach"), (ADMIN, "admin")):
            user = unit.user(who)
            assert user is not None
            user.name = evil(name)
        unit.join(LI, GROUP_RUNS, "member", now)
        unit.join(COACH, GROUP_RUNS, "coach", now)
        for number, words in ((1, "reply"), (2, FORMULA)):
            turn: Turn = unit.turns(LI, "first")[number - 1]
            turn.reply = evil("reply") if number == 1 else words
        unit.add(appeal(user_id=LI, session_id="first", criterion="calm", made_at=now))
        unit.add(appeal(user_id=LI, session_id="first", criterion="restated", id="b0", made_at=now))
    return desk


async def write_all(desk: Desk, browser: Browser) -> None:
    """Send in every form at which a coach can write, and the trainee's answer."""
    talk = f"/talks/{LI}/first"
    await browser.opens(talk)
    sent = [
        (talk, {"do": "comment", "text": evil("comment"), "turn": "1"}),
        (talk, {"do": "answer", "number": "1", "text": evil("answer")}),
        (talk, {"do": "moves", "turn": "1", "move.isolate": "on", "reason": evil("reason")}),
        (talk, {"do": "points", "criterion": "calm", "share": "half", "reason": evil("points")}),
        (talk, {"do": "rule", "criterion": "restated", "verdict": "upheld", "note": evil("note")}),
        ("/assign", {"whom": f"group:{GROUP_RUNS}", "task": "customer", "customer.zh/vmc_price": "on",
                     "note": evil("task"), "least": "", "due": ""}),
    ]  # fmt: skip
    for path, fields in sent:
        taken = await browser.sends(path, **fields)
        assert taken.status_code == 303, (fields, Page(path, taken.text).words)
    conversation = f"{evil('seller')[:40]}：{evil('said')}\n客户{RUNS[:20]}：{evil('answered')}\n".encode()
    await browser.opens("/imports")
    name = evil("file").replace("/", "|") + ".txt"
    sides = {"whom": LI, "name.0": evil("seller")[:40], "side.0": "seller", "name.1": f"客户{RUNS[:20]}",
             "side.1": "customer"}  # fmt: skip
    read = await browser.uploads("/imports", conversation, name, do="read", **sides)
    assert strange(Page("/desk/imports", read.text)) == []
    kept = await browser.uploads("/imports", conversation, name, do="keep", **sides)
    assert kept.status_code == 303, Page("/desk/imports", kept.text).words[-1500:]
    with desk.practice.records.unit() as unit:
        trainee = unit.user(LI)
        assert trainee is not None
        answer_to = (LI, "first"), 1, evil("trainee")
        answer(unit, desk.practice.troupe, trainee, "trainee", *answer_to, datetime.now(UTC))


async def test_no_page_is_other_than_its_template_and_all_words_are_there(written: Desk, browser: Browser) -> None:
    await browser.comes_in(written, COACH)
    await write_all(written, browser)
    admin = await browser.another().comes_in(written, ADMIN)
    pages = await crawled(browser)
    assert len(pages) > 20
    pages["/desk/learning"] = Page("/desk/learning", (await admin.opens("/learning")).text)
    assert {path: found for path, page in pages.items() if (found := strange(page))} == {}
    shown = "\n".join(page.words + "\n".join(page.shown) for page in pages.values())
    fields = ["name", "coach", "reply", "comment", "answer", "reason", "points", "note", "task", "trainee"]
    assert [each for each in fields if evil(each) not in shown] == []
    assert GROUP_RUNS in shown
    assert evil("reason") in pages["/desk/learning"].words


def _is_harmless(path: str, content: bytes, kind: str) -> None:
    if kind.startswith("text/html"):
        page = Page("/desk/", content.decode())
        assert strange(page, REPORTS, STYLE) == [], path
    elif kind.startswith("text/csv"):
        rows = list(csv.reader(io.StringIO(content.decode().removeprefix(BOM))))
        assert len({len(row) for row in rows}) == 1, path
        assert not [cell for row in rows[1:] for cell in row if cell.startswith(FORMULAS)], path
    elif kind.startswith("application/pdf"):
        for runs in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/OpenAction <<", b"/EmbeddedFile", b"/SubmitForm"):
            assert runs not in content, path
    elif kind.startswith("application/json") and not kind.startswith("application/jsonl"):
        json.loads(content)
    else:
        assert [json.loads(line) for line in content.decode().splitlines()]


async def test_in_every_form_of_file_words_are_words(written: Desk, browser: Browser) -> None:
    await browser.comes_in(written, COACH)
    where = (f"/talks/{LI}/first/export", f"/people/{LI}/export", f"/export?{urlencode({'group': GROUP_RUNS})}")
    seen = dict.fromkeys(("html", "csv", "turns", "jsonl", "xapi", "pdf"), "")
    for address in where:
        for form in seen:
            file = await browser.opens(f"{address}{'&' if '?' in address else '?'}as={form}")
            assert file.status_code == 200
            _is_harmless(address, file.content, file.headers["Content-Type"])
            text = file.content.decode(errors="replace")
            seen[form] += Page("/desk/", text).words if form == "html" else text
    visit = await browser.opens(f"{where[0]}?as=visit")
    _is_harmless("visit", visit.content, visit.headers["Content-Type"])
    assert evil("reply") in seen["html"]
    assert evil("name") in seen["html"]
    assert evil("reply") in [row[7] for row in csv.reader(io.StringIO(seen["turns"])) if len(row) > 7]
    assert f"'{FORMULA}" in [row[7] for row in csv.reader(io.StringIO(seen["turns"])) if len(row) > 7]
    assert json.dumps(evil("reply"), ensure_ascii=False) in seen["jsonl"]
    assert json.dumps(evil("name"), ensure_ascii=False) in seen["xapi"]


async def test_addresses_and_forms_that_are_made_up_break_nothing(written: Desk, browser: Browser) -> None:
    await browser.comes_in(written, ADMIN)
    pages = await crawled(browser)
    asked = {name for path in pages for name in _names(path)}
    forms = {(form.path.partition("?")[0], form.fields.get("do", ""), form.method): form
             for page in pages.values() for form in page.forms}  # fmt: skip
    asked |= {name for (_, _, method), form in forms.items() if method == "get" for name in form.fields}
    assert {"group", "days", "lang", "persona", "objection", "trainee", "beside", "moves", "as"} <= asked | {"as"}
    odd = [RUNS, "'", "%00", "９" * 30, "9" * 30, "-1", "../../../../etc/passwd", "\u202e\ufffe", "a" * 3000]
    kinds = {path.split("/")[2]: path.partition("?")[0] for path in sorted(pages, key=len)}
    for path in kinds.values():
        for place, name in enumerate(sorted(asked)):
            answer = await browser.opens(f"{path.removeprefix('/desk')}?{urlencode({name: odd[place % len(odd)]})}")
            assert answer.status_code in (200, 303, 404, 422), (path, name)
            assert strange(Page(path, answer.text)) == []
    for path in (f"/talks/{quote(RUNS, safe='')}/x", f"/talks/{LI}/{quote(RUNS, safe='')}", "/people/%00",
                 f"/customers/{quote(RUNS)}", f"/imports/{LI}/{quote(RUNS, safe='')}", "/talks/%FF/%FE",
                 "/in/%00"):  # fmt: skip
        answer = await browser.opens(path)
        assert answer.status_code in (404, 410), path
        assert strange(Page("/desk/", answer.text)) == []
    for (path, do, method), form in forms.items():
        if method != "post" or path in ("/desk/sign-out", "/desk/language"):
            continue
        for filling in random.Random(path + do).sample(odd, 3):
            await browser.opens("/")
            kept = {"do": do} if do else {}
            answer = await browser.sends(
                path.removeprefix("/desk"), **{**dict.fromkeys(form.fields, filling), **kept, "form": browser.nonce}
            )
            assert answer.status_code in (303, 403, 404, 422), (path, do, filling)
            assert strange(Page(path, answer.text)) == []
    with written.practice.records.unit() as unit:
        assert {user.id for user in map(unit.user, (LI, MEI, FAR, COACH, RIVAL, ADMIN)) if user is not None} == {
            LI, MEI, FAR, COACH, RIVAL, ADMIN
        }  # fmt: skip
        assert len(unit.turns(LI, "first")) > 1


def _names(path: str) -> list[str]:
    _, _, query = path.partition("?")
    return [each.partition("=")[0] for each in query.split("&") if each]


async def test_what_content_says_is_shown_as_words_too(written: Desk, troupe: Troupe) -> None:
    """An admin's customer may say anything: at the desk it is words as everybody's."""
    old = troupe.customers["zh/vmc_price"]
    account = old.account.model_copy(update={"company": evil("company"), "person": evil("person"), "title": RUNS})
    scenario = old.scenario.model_copy(update={"title": evil("title"), "offer": evil("offer")})
    customer = replace(old, account=account, scenario=scenario)
    changed = replace(troupe, customers={**troupe.customers, "zh/vmc_price": customer})
    desk = replace(written, practice=with_troupe(written.practice, changed))
    browser = await Browser(desk_app(desk)).comes_in(desk, COACH)
    shown = ""
    for path in ("/", "/talks", "/customers", "/customers/zh/vmc_price", f"/talks/{LI}/first", "/assign",
                 f"/talks/{LI}/second?beside=first", f"/talks/{LI}/first?beside=model"):  # fmt: skip
        answered = await browser.opens(path)
        page = Page(f"/desk{path}", answered.text)
        assert (answered.status_code, strange(page)) == (200, []), path
        shown += page.words + "\n".join(page.shown)
    assert [each for each in ("person", "title") if evil(each) not in shown] == []
    for form in ("html", "csv", "turns", "pdf", "jsonl", "xapi", "visit"):
        file = await browser.opens(f"/talks/{LI}/first/export?as={form}")
        _is_harmless(form, file.content, file.headers["Content-Type"])
