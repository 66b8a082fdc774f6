"""The reference of YAML keys is what the types make of it, and says of every key what it is, in both languages."""

import re
from pathlib import Path
from typing import Any

import pytest

from state.content.keys import described
from state.content.library import KINDS
from state.content.reference import main, pages
from state.content.terms import Entry

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"
REFERENCE = ROOT / "docs" / "reference"
WRITTEN = {kind.__module__ for kind in KINDS.values()} | {Entry.__module__}


def test_the_pages_on_disk_are_those_of_the_types() -> None:
    made = pages(SCENARIOS)
    assert {path.name for path in REFERENCE.iterdir()} == set(made)
    changed = [name for name, text in made.items() if (REFERENCE / name).read_text(encoding="utf-8") != text]
    assert changed == [], "run `make schemas`"


def test_the_pages_can_be_written_elsewhere(tmp_path: Path) -> None:
    main(tmp_path / "pages", SCENARIOS)
    assert {path.name for path in (tmp_path / "pages").iterdir()} == {path.name for path in REFERENCE.iterdir()}


def entries(kind: type[Entry] = Entry) -> list[type[Entry]]:
    found = [each for below in kind.__subclasses__() for each in (below, *entries(below))]
    return [each for each in found if each.__module__ in WRITTEN]


@pytest.mark.parametrize("kind", entries(), ids=lambda kind: kind.__name__)
def test_every_key_is_explained_in_chinese_and_then_in_english(kind: type[Entry]) -> None:
    for key, field in kind.model_fields.items():
        said = described(field.description or "")
        assert said.zh.endswith("。"), key
        assert re.search(r"[.!?]$", said.en), key


@pytest.mark.parametrize("kind", dict.fromkeys(KINDS.values()), ids=lambda kind: kind.__name__)
def test_every_key_stands_in_the_table_of_its_page(kind: Any) -> None:
    text = (REFERENCE / f"{kind.__name__.lower()}.md").read_text(encoding="utf-8")
    for key, field in kind.model_fields.items():
        assert f"| `{field.alias or key}` | " in text


def test_every_link_leads_somewhere() -> None:
    text = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.iterdir()}
    for name, page in text.items():
        for file, anchor in re.findall(r"\]\(([\w./]*)#(\w+)\)", page):
            assert f'<a id="{anchor}">' in text[file or name], f"{name}: {file}#{anchor}"


def test_every_table_of_keys_has_an_example() -> None:
    for path in REFERENCE.iterdir():
        for table in re.findall(r"\| 键 Key .*?\n\n(.{7})", path.read_text(encoding="utf-8"), flags=re.DOTALL):
            assert table == "```yaml", path.name


def test_a_key_tells_its_limits_its_default_and_whether_it_is_needed() -> None:
    page = (REFERENCE / "scenario.md").read_text(encoding="utf-8")
    assert "| `turns` | 整数，6–60<br>a whole number, 6–60 | 可不写，当作 `20`<br>no; `20` if left out |" in page
    assert "| `title` | 文字，最多 600 字<br>text, up to 600 characters | 必填<br>yes |" in page
