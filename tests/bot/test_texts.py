"""Every text exists in both languages, with the same variables, and fits where it is shown."""

from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import bot.texts
from bot.actions import COMMANDS, STAFF
from bot.texts import texts
from state.content.terms import Lang

FOLDER = Path(bot.texts.__file__).parent


class Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()
        self.referred: set[str] = set()

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 the library calls it so
        self.referred.add(node.id.name)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 the library calls it so
        self.found.add(node.id.name)


def messages(lang: str) -> dict[str, set[str]]:
    """Keys with the variables that each uses."""
    return {key: variables.found for key, variables in parsed(lang).items()}


def parsed(lang: str) -> dict[str, Variables]:
    found = {}
    for entry in FluentParser().parse((FOLDER / f"{lang}.ftl").read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = variables
    return found


def test_both_languages_say_the_same_things_with_the_same_variables() -> None:
    assert messages("zh") == messages("en")


def test_every_text_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
    built = ("busy-", "command-", "hint-", "status-")
    within = {key for variables in parsed("zh").values() for key in variables.referred}
    used = [key for key in messages("zh") if f'"{key}"' in code or key in within or key.startswith(built)]
    assert [key for key in messages("zh") if key not in used] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_commands_are_described_within_telegrams_limits(lang: Lang) -> None:
    for command in COMMANDS:
        if command not in ("start", *STAFF):
            assert 3 <= len(texts(lang)(f"command-{command}")) <= 256


def test_a_missing_text_or_value_is_a_fault_of_the_program() -> None:
    with pytest.raises(LookupError, match="no-such-text"):
        texts("zh")("no-such-text")
    with pytest.raises(LookupError, match="welcome"):
        texts("en")("welcome")


def test_names_are_shown_as_they_are() -> None:
    hostile = "<b>&{ $x }_*[`\u202eabc"
    assert texts("zh")("welcome", name=hostile, person=hostile).count(hostile) == 2


@pytest.mark.parametrize(("lang", "tapping"), [("zh", "点一"), ("en", "tap")])
def test_a_terminal_asks_nobody_to_tap(lang: Lang, tapping: str) -> None:
    keys = messages(lang)
    values = {name: "x" for variables in keys.values() for name in variables if name != "channel"}
    in_terminal = [key for key in keys if tapping in texts(lang, "terminal")(key, **values).lower()]
    assert in_terminal == []
    assert len([key for key in keys if tapping in texts(lang)(key, **values).lower()]) > 10


def test_english_counts() -> None:
    say = texts("en")
    assert "practised once" in say("status-idle", talks=1, score=50)
    assert "practised 2 times" in say("status-idle", talks=2, score=50)
