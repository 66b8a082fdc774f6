"""Real conversations at the desk: read as they are, checked, kept for one's own trainees, and marked as imported."""

import html
import json
import re

import pytest

from bot.desk.desk import Desk
from bot.desk.uploading import LONGER
from bot.importing.faults import LARGEST
from bot.texts import texts
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import FAR, LI, MEI
from tests.bot.desk.filled import ADMIN, COACH, HOSTILE

ZH = texts("zh")
TALK = """小李：王总，您主要是跟哪家比？
王总：台州那家，便宜六万。
小李：除了价格，<b>还有</b>别的顾虑吗？
王总：=1+1，没有了。
路人：插一句
路人：再插一句
"""
SIDES = {"name.0": "小李", "side.0": "seller", "name.1": "王总", "side.1": "customer", "name.2": "路人",
         "side.2": "neither"}  # fmt: skip


def kept(desk: Desk, who: str) -> int:
    with desk.practice.records.unit() as unit:
        return len(unit.imports([who], 9))


def told(desk: Desk, who: str) -> list[str]:
    with desk.practice.records.unit() as unit:
        return [row.text for row in unit.pending(who)]


def score_on(page: str) -> int:
    [found] = re.findall(r'class="lead">(\d+) 分', page)
    return int(found)


async def test_a_file_is_checked_kept_commented_on_corrected_and_removed(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    await browser.opens("/imports")
    first = await browser.uploads("/imports", TALK.encode("gb18030"), "../../通话.txt", do="read", whom=MEI)
    assert first.status_code == 422
    assert ZH("import-bad", why="seller", count=0, most=0) in first.text
    assert "../" not in first.text
    assert all(f'value="{name}"' in first.text for name in ("小李", "王总", "路人"))
    again = await browser.uploads("/imports", do="read", whom=MEI, name="通话.txt", text=TALK, **SIDES)
    assert again.status_code == 200
    assert ZH("desk-import-heard", seller=2, customer=2) in again.text
    assert "&lt;b&gt;还有&lt;/b&gt;" in again.text
    assert "<b>还有" not in again.text
    assert (kept(desk, MEI), told(desk, MEI)) == (0, [])

    fields = {"whom": MEI, "name": "通话.txt", "text": TALK.replace("\n", "\r\n"), "objection": "price", **SIDES}
    done = await browser.uploads("/imports", do="keep", **fields)
    assert done.status_code == 303
    address = done.headers["location"].removeprefix("/desk").partition("?")[0]
    page = (await browser.opens(f"{address}?did=kept")).text
    assert ZH("desk-imported") in page
    assert ZH("import-under") in page
    assert ZH("desk-import-by", name="王教练", when="")[:5] in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "路人" not in page
    assert told(desk, MEI)[0].startswith("王教练把你和客户的一段真实对话（通话.txt，2 句）")
    before = score_on(page)

    await browser.sends(address, do="comment", turn="1", text="<i>先</i>问好")
    fault = await browser.sends(address, do="moves", turn="2", **{"move.argue": "on"}, reason="")
    assert fault.status_code == 422
    assert ZH("review-no-reason") in fault.text
    await browser.sends(address, do="moves", turn="2", **{"move.argue": "on"}, reason="这是在争")
    page = (await browser.opens(address)).text
    assert "&lt;i&gt;先&lt;/i&gt;问好" in page
    assert score_on(page) < before
    assert ZH("card-machine", machine=before) in page
    assert len(told(desk, MEI)) == 3
    stands, withdrawn = (ZH("desk-corrected", state=state) for state in ("stands", "withdrawn"))
    assert (stands in page, withdrawn in page) == (True, False)
    await browser.sends(address, do="withdraw", number="2")
    page = (await browser.opens(address)).text
    assert score_on(page) == before
    assert (stands in page, withdrawn in page) == (False, True)

    assert address in html.unescape((await browser.opens(f"/people/{MEI}")).text)
    for place in ("/talks", "/", f"/talks?trainee={MEI}&days=0"):
        assert address not in (await browser.opens(place)).text
    report = await browser.opens(f"{address}/export?as=html")
    assert ZH("import-under") in report.text
    assert "<b>还有" not in report.text
    whole = json.loads((await browser.opens(f"{address}/export?as=json")).text)
    assert (whole["imported"], whole["file"], whole["score"]) == (True, "通话.txt", before)
    assert (await browser.opens(f"{address}/export?as=pdf")).content.startswith(b"%PDF-")

    removed = await browser.sends(address, do="remove")
    assert removed.status_code == 303
    assert (await browser.opens(address)).status_code == 404
    assert kept(desk, MEI) == 0


async def test_who_is_called_like_the_trainee_sells_unless_it_is_said_otherwise(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    await browser.opens("/imports")
    talk = "小梅：王总，您觉得贵是跟哪家比？\n王总：跟台州那家。\n"
    sells, other = ('name="side.0" value="seller" checked', 'name="side.0" value="customer" checked')
    page = (await browser.uploads("/imports", do="read", whom=MEI, text=talk)).text
    assert sells in page
    turned = {"name.0": "小梅", "side.0": "customer"}
    page = (await browser.uploads("/imports", do="read", whom=MEI, text=talk, **turned)).text
    assert (sells in page, other in page) == (False, True)


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a.txt", "encoding"),
        (b"a" * (LARGEST + 1), "a.txt", "large"),
        (b"a" * (LONGER * LARGEST + 1), "a.txt", "large"),
        ("日期,话题\n1,2\n".encode(), "a.csv", "head"),
        (b"", "", "empty"),
    ],
    ids=["picture", "large", "huge", "no head", "nothing"],
)
async def test_what_cannot_be_read_is_refused_with_the_reason_and_what_was_chosen_stays(
    data: bytes, name: str, why: str, desk: Desk, browser: Browser
) -> None:
    await browser.comes_in(desk, COACH)
    await browser.opens("/imports")
    page = await browser.uploads("/imports", data, name, do="keep", whom=MEI, objection="price", text="")
    assert page.status_code == 422
    assert html.escape(ZH("import-bad", why=why, count=0, most=0, size="1 MB")) in page.text
    assert f'<option value="{MEI}" selected>' in page.text
    assert '<option value="price" selected>' in page.text
    assert ("日期,话题" in page.text) == (why == "head"), "what could be read as text can be mended on the page"
    assert kept(desk, MEI) == 0


async def test_nobody_imports_for_anothers_trainee_nor_touches_what_is_theirs(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    page = (await browser.opens("/imports")).text
    assert html.escape(HOSTILE, quote=False).replace('"', "&#34;") in page
    assert HOSTILE not in page
    assert "远方" not in page
    assert f"/imports/{FAR}" not in html.unescape(page)
    for whom in (FAR, COACH, ADMIN, "telegram:9"):
        sent = await browser.uploads("/imports", do="keep", whom=whom, text=TALK, **SIDES)
        assert sent.status_code == 404
        assert kept(desk, whom) == (1 if whom == FAR else 0)
    for do in ({"do": "comment", "text": "好"}, {"do": "remove"}, {"do": "moves", "turn": "1", "move.argue": "on"}):
        assert (await browser.sends(f"/imports/{FAR}/far", **do, reason="是")).status_code == 404
    assert (await browser.opens(f"/imports?trainee={FAR}")).status_code == 404
    assert (await browser.sends(f"/imports/{LI}/first", do="remove")).status_code == 404, "an admin imported it"
    assert (kept(desk, LI), kept(desk, FAR)) == (1, 1)


async def test_a_form_that_is_not_ours_imports_nothing(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    await browser.opens("/imports")
    fields = {"do": "keep", "whom": MEI, "text": TALK, **SIDES}
    forged = await browser.uploads("/imports", **{**fields, "form": "guessed"})
    plain = await browser.sends("/imports", **fields)
    assert (forged.status_code, plain.status_code) == (403, 403)
    assert kept(desk, MEI) == 0
