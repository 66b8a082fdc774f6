"""Every diagnostic is worded in both languages, explained in the docs, and raised by some test."""

import re
from pathlib import Path
from string import Formatter

import pytest

from state.content.diagnostics import DIAGNOSTICS, LIBRARY, LIMITS, MACHINE, NAMES, READING, SHAPES

ROOT = Path(__file__).parents[2]


def test_no_code_is_given_twice() -> None:
    assert len(DIAGNOSTICS) == sum(map(len, (READING, NAMES, SHAPES, MACHINE, LIBRARY, LIMITS)))


@pytest.mark.parametrize("code", DIAGNOSTICS)
def test_both_wordings_name_the_same_things(code: str) -> None:
    for said in (DIAGNOSTICS[code].says, DIAGNOSTICS[code].fix):
        named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (said.en, said.zh)]
        assert named[0] == named[1]


@pytest.mark.parametrize("code", DIAGNOSTICS)
def test_both_wordings_are_sentences(code: str) -> None:
    for said in (DIAGNOSTICS[code].says, DIAGNOSTICS[code].fix):
        assert said.en.endswith(".")
        assert said.zh.endswith("。")
    assert DIAGNOSTICS[code].fix.en[0].isupper() or DIAGNOSTICS[code].fix.en == "{fix}."


def rows() -> dict[str, tuple[str, str, str]]:
    """Code -> anchor, what it means and what to do, by the docs."""
    text = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    found = re.findall(r'^\| <a id="(\w+)"></a>(D\d{3}) \| (.+) \| (.+) \|$', text, flags=re.MULTILINE)
    assert len(found) == len(re.findall(r"^\|.*D\d{3}", text, flags=re.MULTILINE))
    return {code: (anchor, means, do) for anchor, code, means, do in found}


def test_the_docs_explain_every_code_and_no_other() -> None:
    assert sorted(rows()) == sorted(DIAGNOSTICS)


def test_the_docs_have_an_anchor_for_every_code_and_tell_warnings_from_errors() -> None:
    for code, (anchor, means, _) in rows().items():
        assert anchor == code.lower()
        assert means.startswith("*Warning:*") == (DIAGNOSTICS[code].severity == "warning")


def test_every_code_is_expected_by_a_test() -> None:
    expected = {
        code
        for path in Path(__file__).parents[1].rglob("test_*.py")
        if path != Path(__file__)
        for code in re.findall(r'"(D\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert expected == set(DIAGNOSTICS)
