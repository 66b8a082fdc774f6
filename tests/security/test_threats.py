"""The threat model names what is there: files of the program, and tests that try what they are said to try."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")


def test_every_file_that_it_names_is_there_and_every_threat_has_a_test() -> None:
    named = set(re.findall(r"`((?:bot|state|tests|docs)/[\w/.]+)`", PAGE))
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    rows = [line.split("|")[1:-1] for line in PAGE.splitlines() if line.startswith("|") and "`tests/" in line]
    assert len(rows) > 20
    threats = PAGE.partition("## Threats")[2].partition("## Limits")[0]
    untried = [line for line in threats.splitlines() if line.startswith("|") and line.count("|") == 5
               and "tests/" not in line and not re.match(r"\| threat|\|---", line)]  # fmt: skip
    assert [line.split("|")[1].strip() for line in untried] == ["a command that content or people could add to"]


def test_all_tests_that_attack_are_in_it() -> None:
    ours = {f"tests/security/{file.name}" for file in (ROOT / "tests/security").glob("test_*.py")}
    assert [name for name in sorted(ours) if f"`{name}`" not in PAGE] == []
