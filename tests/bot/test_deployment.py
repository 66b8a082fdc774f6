"""The files for those who run it: their commands, settings, addresses and metrics are those that there are."""

import configparser
import json
import re
import shlex
import textwrap
from pathlib import Path

import pytest
import typer.main

from bot.cli import app
from bot.desk.desk import PREFIX
from bot.settings import Webhook, load_settings
from bot.telegram.address import PATH
from bot.telegram.metrics import Metrics

DOCS = Path(__file__).parents[2] / "docs"
FILES = DOCS / "deployment"
PAGE = (DOCS / "deployment.md").read_text(encoding="utf-8")
CONTAINER = (FILES / "Containerfile").read_text(encoding="utf-8")
PUBLIC = f"127.0.0.1:{Webhook().port}"


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(FILES / "duilian.service", encoding="utf-8")
    return parser


def in_the_page() -> list[list[str]]:
    """Every call of the program that the page shows, as words."""
    lines = [line.strip() for line in PAGE.replace("\\\n", " ").splitlines() if line.startswith("    ")]
    found = [re.search(r"\bduilian ((?:telegram|appeals|doctor)\b.*)", line) for line in lines]
    return [shlex.split(match[1]) for match in found if match]


def started() -> list[list[str]]:
    [command] = re.findall(r"^CMD (.+)$", CONTAINER, flags=re.MULTILINE)
    return [shlex.split(unit()["Service"]["ExecStart"])[1:], json.loads(command)]


def test_the_page_shows_how_to_start_it_both_ways() -> None:
    assert ["telegram"] in in_the_page()
    assert ["telegram", "--webhook"] in in_the_page()


@pytest.mark.parametrize("words", [*started(), *in_the_page()], ids=" ".join)
def test_commands_are_ones_that_the_program_knows(words: list[str]) -> None:
    name, *rest = words
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    command.make_context(name, rest, resilient_parsing=False)


def test_the_unit_and_the_page_agree_on_where_things_are() -> None:
    service = unit()["Service"]
    program, *_, config = shlex.split(service["ExecStart"])
    assert f"python3 -m venv {Path(program).parents[1]}" in PAGE
    assert f"config.example.yaml {config}" in PAGE
    assert f"useradd --system --home-dir {service['WorkingDirectory']} " in PAGE
    assert f"url: sqlite:///{service['WorkingDirectory']}/" in PAGE
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"


def test_variables_are_settings() -> None:
    named = set(re.findall(r"\b(DUILIAN_\w+)", PAGE + CONTAINER))
    assert "DUILIAN_TELEGRAM__WEBHOOK__URL" in named
    values = {name: "8080" if name.endswith("PORT") else "x" for name in named}
    load_settings(None, values)  # an unknown one is an error


def test_settings_that_the_page_shows_can_be_read(tmp_path: Path) -> None:
    blocks = re.findall(r"(?m)^    telegram:\n(?:    .*\n)+", PAGE)
    assert len(blocks) == 2
    for block in blocks:
        file = tmp_path / "config.yaml"
        file.write_text(textwrap.dedent(block), encoding="utf-8")
        load_settings(file, {})


@pytest.mark.parametrize("file", ["nginx.conf", "Caddyfile"])
def test_a_proxy_passes_on_what_telegram_delivers_and_the_desk_and_nothing_else(file: str) -> None:
    text = (FILES / file).read_text(encoding="utf-8")
    rules = [line.strip(" \t;{") for line in text.splitlines() if not line.startswith("#")]
    opened = [rule for rule in rules if rule.startswith(("location", "handle"))]
    nginx, caddy = (
        [f"location = {PATH}", f"location {PREFIX}", "location /"],
        [f"handle {PATH}", f"handle {PREFIX}*", "handle"],
    )
    assert opened == (nginx if file == "nginx.conf" else caddy)
    first, second, rest = map(rules.index, opened)
    places = [at for at, rule in enumerate(rules) if PUBLIC in rule]
    assert len(places) == 2
    assert first < places[0] < second < places[1] < rest
    assert "404" in rules[rest + 1]


def test_every_metric_is_explained_and_none_that_there_is_not() -> None:
    there = {family.name for family in Metrics().registry.collect()}
    table = re.findall(r"^\| `duilian_.*", (DOCS / "watching.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = {re.sub("_(total|info)$", "", name) for row in table for name in re.findall(r"\bduilian_\w+", row)}
    assert {name for name in there if name.startswith("duilian_")} == named
