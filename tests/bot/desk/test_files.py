"""Files that a coach takes from the desk: of their own trainees, under harmless names."""

import json
import re
from dataclasses import replace

import pytest

from bot.desk.desk import Desk
from bot.desk.routes import desk_app
from bot.exporting.choosing import exported
from bot.exporting.xapi import statements
from bot.settings import Export
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import FAR, LI, MEI
from tests.bot.desk.filled import COACH, GROUP, HOSTILE, OTHER

BEGINS = {
    "html": b"<!DOCTYPE html>",
    "pdf": b"%PDF-",
    "csv": "\ufeff".encode(),
    "turns": "\ufeff".encode(),
    "jsonl": b"{",
    "xapi": b"[\n{",
}


@pytest.mark.parametrize("address", [f"/talks/{LI}/first/export?", f"/people/{LI}/export?", f"/export?group={GROUP}&"])
async def test_each_form_is_a_file_with_a_harmless_name(address: str, desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    for form, begins in BEGINS.items():
        file = await browser.opens(f"{address}as={form}")
        assert (file.status_code, file.content.startswith(begins)) == (200, True), form
        ending = {"turns": "csv", "xapi": "json"}.get(form, form)
        assert re.fullmatch(rf'attachment; filename="duilian-[\w-]+\.{ending}"', file.headers["content-disposition"])
        if form == "html":
            assert "小李" in file.text
            assert HOSTILE not in file.text
    assert (await browser.opens(f"{address}as=exe")).status_code == 404


async def test_the_statements_of_a_talk_are_those_of_the_command(desk: Desk, browser: Browser) -> None:
    home = "https://academy.example.com/duilian"
    settings = desk.practice.settings.model_copy(update={"export": Export(xapi_home=f"{home}/")})
    own = replace(desk, practice=replace(desk.practice, settings=settings))
    visitor = await Browser(desk_app(own)).comes_in(own, COACH)
    sent = (await visitor.opens(f"/talks/{LI}/first/export?as=xapi")).json()
    with desk.practice.records.unit() as unit:
        talk = exported(unit, desk.practice.troupe, LI, "first")
    assert talk is not None
    assert sent == list(statements([talk], home))
    assert [each["verb"]["display"]["en"] for each in sent] == ["completed", "scored"]
    assert sent[0]["object"]["id"] == f"{home}/customers/zh/vmc_price"


async def test_a_talk_comes_as_a_visit_record_and_several_do_not(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    file = await browser.opens(f"/talks/{LI}/first/export?as=visit")
    assert (file.status_code, file.content[:5], file.headers["content-type"]) == (200, b"%PDF-", "application/pdf")
    assert file.headers["content-disposition"].startswith('attachment; filename="duilian-visit-talk-')
    for address in (f"/people/{LI}/export", f"/export?group={GROUP}", f"/talks/{FAR}/far/export"):
        assert (await browser.opens(f"{address}{'&' if '?' in address else '?'}as=visit")).status_code == 404


async def test_a_group_is_whole_and_nobody_elses(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    lines = (await browser.opens(f"/export?group={GROUP}&as=jsonl")).text.splitlines()
    talks = {each["talk"]: each for each in map(json.loads, lines)}
    assert set(talks) == {"first", "second", "hidden", "good"}
    assert "turns" not in talks["hidden"]
    assert {each["person"] for each in talks.values()} == {LI, MEI}
    for address in (f"/export?group={OTHER}", "/export", f"/people/{FAR}/export", f"/talks/{FAR}/far/export"):
        assert (await browser.opens(address)).status_code == 404
