"""Every text exists in both languages, with the same variables, and fits where it is shown."""

from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import bot.texts
from bot.actions import COMMANDS, STAFF
from bot.telegram.sending import COACH, LONGEST, units
from bot.texts import files, texts
from state.content.terms import Lang
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import practice_at, served
from tests.telegram.client import Person
from tests.telegram.server import BotApi

FOLDER = Path(bot.texts.__file__).parent
HOSTILE = "<b>&_*[`{x}😀" * 16
"""As long as a name can be in Telegram, and longer than any in the content."""


class Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()
        self.referred: set[str] = set()

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 the library calls it so
        self.referred.add(node.id.name)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 the library calls it so
        self.found.add(node.id.name)


def messages(lang: Lang) -> dict[str, set[str]]:
    """Keys with the variables that each uses."""
    return {key: variables.found for key, variables in parsed(lang).items()}


def parsed(lang: Lang) -> dict[str, Variables]:
    found = dict[str, Variables]()
    entries = [each for file in files(lang) for each in FluentParser().parse(file.read_text(encoding="utf-8")).body]
    for entry in entries:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, "of two texts with one key, one would never be seen"
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = variables
    return found


def test_both_languages_say_the_same_things_with_the_same_variables() -> None:
    assert messages("zh") == messages("en")


def test_every_text_is_used() -> None:
    sources = (*FOLDER.parent.rglob("*.py"), *FOLDER.parent.rglob("*.html"))
    code = "".join(path.read_text(encoding="utf-8") for path in sources).replace("'", '"')
    built = ("busy-", "command-", "desk-link-", "hint-", "status-")
    within = {key for variables in parsed("zh").values() for key in variables.referred}
    used = [key for key in messages("zh") if f'"{key}"' in code or key in within or key.startswith(built)]
    assert [key for key in messages("zh") if key not in used] == []


@pytest.mark.parametrize("value", [HOSTILE, 0, 1, 10**12], ids=["hostile", "none", "one", "many"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_fits_a_message_whatever_stands_in_it(lang: Lang, value: str | int) -> None:
    every = set[str]().union(*messages(lang).values()) - {"channel"}  # a text may stand within another, with its own
    for key in messages(lang):
        text = texts(lang)(key, **dict.fromkeys(every, value))
        assert units(COACH + text) <= LONGEST, key


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_stands_outside_of_messages_fits_there(lang: Lang) -> None:
    say = texts(lang)
    longest = {"stale": 200, "group-button": 200, "bot-about": 120, "bot-description": 512}
    assert {key: units(say(key)) for key, limit in longest.items() if units(say(key)) > limit} == {}


async def test_a_hostile_name_is_shown_as_it_is_and_breaks_nothing(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    name = "<b>&amp;_*[`😀 ש"
    async with practice_at(telegram, tmp_path, reader, troupe) as practice, served(practice):
        person = Person(telegram, 104, name)
        for line in ("/start", "/practice zh/vmc_price", "<i>跟谁比？</i> _*[`", "/why", "/quit", "/start"):
            await person.says(line)
        welcome = (await person.hears())[0]
        assert "<b>&amp;_*[`😀" in welcome.text
        again = await person.sees(texts("zh")("menu-home", mode="practice"))
        assert "<b>&amp;_*[`😀" in again.text
        await person.presses(texts("zh")("card-button"))
        await person.sees("<i>跟谁比？</i> _*[`")


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
