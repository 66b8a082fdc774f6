"""No address, file name or id leads to a file that it was not meant for."""

import asyncio
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import bot.desk.showing
from bot.actions import Document, Person
from bot.desk.desk import Desk
from bot.desk.files import attached
from bot.desk.routes import desk_app
from bot.importing.logs import file_name
from bot.publishing import place_of
from bot.texts import texts
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import LI, MEI
from tests.bot.desk.filled import ADMIN
from tests.bot.table import FOLDER, Trainee

ZH = texts("zh")
UPWARDS = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "....//", "%252e%252e/", "./../", "..;/", "/", "%00/../"]
NAMES = [
    "../../../etc/passwd.txt", "..\\..\\boot.txt", "/etc/passwd.txt", "C:\\boot.txt", "a\x00b.txt",
    "a\r\nX-Evil: 1.txt", "....//boot.txt", "~/boot.txt", '"; filename="boot.txt',
]  # fmt: skip


async def asked(app: Any, path: str) -> tuple[int, bytes]:
    """What is answered at a path that no client tidied up."""
    sent: list[dict[str, Any]] = []
    scope = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": unquote(path),
             "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
             "headers": [(b"host", b"bot.example.org")], "server": ("127.0.0.1", 80)}  # fmt: skip

    waiting = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()  # nobody hangs up
        return waiting.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


async def test_beside_the_static_files_nothing_is_served(desk: Desk) -> None:
    app = desk_app(desk)
    status, style = await asked(app, "/desk/static/desk.css")
    assert (status, style) == (200, (bot.desk.showing.STATIC / "desk.css").read_bytes())
    own = Path(bot.desk.showing.__file__).read_bytes()
    for up in UPWARDS:
        for target in ("showing.py", "templates/base.html", "../settings.py", "etc/passwd", ""):
            for deep in (1, 2, 8):
                status, body = await asked(app, f"/desk/static/{up * deep}{target}")
                assert status in (404, 405), (up, target)
                assert own[:60] not in body
                assert b"{% block" not in body
                assert b"root:" not in body


async def test_ids_in_addresses_are_only_looked_up(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, ADMIN)
    for up in UPWARDS:
        odd = f"{up}{up}{up}etc/passwd"
        for path in (f"/people/{odd}", f"/people/{odd}/export", f"/talks/{LI}/{odd}", f"/talks/{odd}/first/export",
                     f"/customers/{odd}", f"/imports/{LI}/{odd}", f"/imports/{odd}/first/export"):  # fmt: skip
            status, body = await asked(browser.app, f"/desk{path}")
            assert status in (303, 404), path
            assert b"root:" not in body
            assert (await browser.opens(path)).status_code == 404, path


@pytest.mark.parametrize("name", NAMES)
async def test_of_a_files_name_that_is_sent_in_its_last_part_is_shown(name: str, desk: Desk, browser: Browser) -> None:
    shown = file_name(name)
    assert not re.search(r"[/\\\x00-\x1f]", shown)
    await browser.comes_in(desk, ADMIN)
    await browser.opens("/imports")
    before = set(FOLDER.parent.glob("*"))
    sides = {"whom": MEI, "name.0": "甲", "side.0": "seller"}
    sent = await browser.uploads("/imports", "甲：您好。\n客户：太贵了。\n".encode(), name, do="keep", **sides)
    assert sent.status_code == 303
    with desk.practice.records.unit() as unit:
        [row] = unit.imports([MEI], 9, 0)
    assert not re.search(r"[/\\\x00-\x1f]", row.name)
    assert set(FOLDER.parent.glob("*")) == before
    file = await browser.opens(f"/imports/{MEI}/{row.id}/export")
    named = re.fullmatch(r'attachment; filename="duilian-[A-Za-z0-9_-]+\.[a-z]+"', file.headers["Content-Disposition"])
    assert named


@pytest.mark.parametrize("name", [*NAMES, "报告", "", "..", "a" * 500])
def test_files_that_are_given_out_have_harmless_names(name: str) -> None:
    header = attached(b"", name, "csv", "text/csv").headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="duilian-[A-Za-z0-9_-]*\.csv"', header)


@pytest.mark.parametrize(
    "name",
    ["../../zh/vmc_price.yaml", "..\\..\\x.yaml", "/etc/cron.d/x.yaml", "..yaml", ".yaml", "...yaml", "a/../../b.yaml",
     "字" * 250 + ".yaml", "x\x00.yaml", "a\nb.yaml", "%2e%2e%2fx.yaml", "~.yaml"],
)  # fmt: skip
def test_a_customer_that_is_sent_in_belongs_beside_the_others(name: str) -> None:
    path, _ = place_of(name, (FOLDER / "zh/vmc_price.yaml").read_bytes())
    assert path is not None
    assert re.fullmatch(r"zh/[^/]{1,60}", path)


def test_one_with_a_name_that_leads_elsewhere_is_refused(desk: Desk) -> None:
    before = sorted(FOLDER.parent.rglob("*.yaml"))
    admin = Trainee(desk.practice, Person(ADMIN, "telegram", "孙", "zh", chat_id=13))
    assert admin.does(Document("字/" + "..\\" * 80 + "x.yaml", (FOLDER / "zh/vmc_price.yaml").read_bytes()))
    with desk.practice.records.unit() as unit:
        assert unit.live_number() == 0, "nothing went live"
    assert sorted(FOLDER.parent.rglob("*.yaml")) == before


def test_what_content_names_is_no_path(desk: Desk) -> None:
    text = (FOLDER / "zh/vmc_price.yaml").read_text(encoding="utf-8")
    account = re.search(r"^account: (\S+)$", text, re.MULTILINE)
    assert account is not None
    sent = text.replace(account[0], "account: ../../../../etc/passwd")
    admin = Trainee(desk.practice, Person(ADMIN, "telegram", "孙", "zh", chat_id=13))
    [said] = admin.does(Document("own.yaml", sent.encode()))
    assert "etc/passwd" in said, "it is told as an id that is not known"
    assert "root:" not in said
