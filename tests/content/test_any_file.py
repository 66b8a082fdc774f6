"""Whatever a file holds, loading it ends in an entry or in problems whose places lie in the file."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from state.content.loading import load
from state.content.scenario import Scenario
from tests.content.folders import SCENARIO

SCRAPS = (
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "\n",
    "\r",
    "  ",
    '"',
    "'",
    "|",
    ">",
    "#",
    "&a ",
    "*a",
    "!!map ",
    "~",
    "---\n",
    "? ",
    "，",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "file.yaml"


def assert_entry_or_placed_problems(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    entry, problems = load(path, Scenario)
    assert entry is not None or problems
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", raw.decode("utf-8", errors="replace"))
    for found in problems:
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1
        assert found.render("zh").startswith(f"{path.as_posix()}:{found.line}:{found.column}: {found.code} ")


@given(raw=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes(path: Path, raw: bytes) -> None:
    assert_entry_or_placed_problems(path, raw)


@given(text=st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text(path: Path, text: str) -> None:
    assert_entry_or_placed_problems(path, text.encode())


@given(
    at=st.integers(0, len(SCENARIO)),
    cut=st.integers(0, 40),
    scrap=st.lists(st.sampled_from(SCRAPS), max_size=4).map("".join),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_good_file_with_a_piece_replaced(path: Path, at: int, cut: int, scrap: str) -> None:
    assert_entry_or_placed_problems(path, (SCENARIO[:at] + scrap + SCENARIO[at + cut :]).encode())
