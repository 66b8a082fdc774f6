"""Files that a coach takes from the desk: of their own trainees, under harmless names."""

import json
import re

import pytest

from bot.desk.desk import Desk
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import FAR, LI, MEI
from tests.bot.desk.filled import COACH, GROUP, HOSTILE, OTHER

BEGINS = {
    "html": b"<!DOCTYPE html>",
    "pdf": b"%PDF-",
    "csv": "\ufeff".encode(),
    "turns": "\ufeff".encode(),
    "jsonl": b"{",
}


@pytest.mark.parametrize("address", [f"/talks/{LI}/first/export?", f"/people/{LI}/export?", f"/export?group={GROUP}&"])
async def test_each_form_is_a_file_with_a_harmless_name(address: str, desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    for form, begins in BEGINS.items():
        file = await browser.opens(f"{address}as={form}")
        assert (file.status_code, file.content.startswith(begins)) == (200, True), form
        ending = "csv" if form == "turns" else form
        assert re.fullmatch(rf'attachment; filename="duilian-[\w-]+\.{ending}"', file.headers["content-disposition"])
        if form == "html":
            assert "小李" in file.text
            assert HOSTILE not in file.text
    assert (await browser.opens(f"{address}as=exe")).status_code == 404


async def test_a_group_is_whole_and_nobody_elses(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    lines = (await browser.opens(f"/export?group={GROUP}&as=jsonl")).text.splitlines()
    talks = {each["talk"]: each for each in map(json.loads, lines)}
    assert set(talks) == {"first", "second", "hidden", "good"}
    assert "turns" not in talks["hidden"]
    assert {each["person"] for each in talks.values()} == {LI, MEI}
    for address in (f"/export?group={OTHER}", "/export", f"/people/{FAR}/export", f"/talks/{FAR}/far/export"):
        assert (await browser.opens(address)).status_code == 404
