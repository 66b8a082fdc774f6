"""Every text exists in both languages, with the same variables, and fits where it is shown."""

from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import bot.texts
from bot.actions import COMMANDS
from bot.texts import texts
from state.content.terms import Lang

FOLDER = Path(bot.texts.__file__).parent


class Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 the library calls it so
        self.found.add(node.id.name)


def messages(lang: str) -> dict[str, set[str]]:
    """Keys with the variables that each uses."""
    found = {}
    for entry in FluentParser().parse((FOLDER / f"{lang}.ftl").read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.found
    return found


def test_both_languages_say_the_same_things_with_the_same_variables() -> None:
    assert messages("zh") == messages("en")


def test_every_text_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
    built = ("busy-", "command-", "hint-", "status-")
    assert [key for key in messages("zh") if f'"{key}"' not in code and not key.startswith(built)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_commands_are_described_within_telegrams_limits(lang: Lang) -> None:
    for command in COMMANDS:
        if command != "start":
            assert 3 <= len(texts(lang)(f"command-{command}")) <= 256


def test_a_missing_text_or_value_is_a_fault_of_the_program() -> None:
    with pytest.raises(LookupError, match="no-such-text"):
        texts("zh")("no-such-text")
    with pytest.raises(LookupError, match="welcome"):
        texts("en")("welcome")


def test_names_are_shown_as_they_are() -> None:
    hostile = "<b>&{ $x }_*[`\u202eabc"
    assert hostile in texts("zh")("welcome", name=hostile)


def test_english_counts() -> None:
    say = texts("en")
    assert "practised once" in say("status-idle", talks=1, score=50)
    assert "practised 2 times" in say("status-idle", talks=2, score=50)
