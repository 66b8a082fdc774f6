"""Every diagnostic is worded in both languages, explained in the docs, and raised by some test."""

import re
from pathlib import Path
from string import Formatter

import pytest

from state.content.diagnostics import DIAGNOSTICS, LIBRARY, MACHINE, NAMES, READING, SHAPES

ROOT = Path(__file__).parents[2]


def test_no_code_is_given_twice() -> None:
    assert len(DIAGNOSTICS) == sum(map(len, (READING, NAMES, SHAPES, MACHINE, LIBRARY)))


@pytest.mark.parametrize("code", DIAGNOSTICS)
def test_both_wordings_name_the_same_things(code: str) -> None:
    diagnostic = DIAGNOSTICS[code]
    named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (diagnostic.en, diagnostic.zh)]
    assert named[0] == named[1]


def test_the_docs_explain_every_code_and_no_other() -> None:
    text = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (D\d{3}) \|", text, flags=re.MULTILINE) == sorted(DIAGNOSTICS)


def test_every_code_is_expected_by_a_test() -> None:
    expected = {
        code
        for path in Path(__file__).parent.glob("test_*.py")
        if path != Path(__file__)
        for code in re.findall(r'"(D\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert set(DIAGNOSTICS) == expected
