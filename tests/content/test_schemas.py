"""The schemas on disk are those of the types, and every file of content names its own."""

import json
from pathlib import Path

import pytest

from state.content.library import KINDS
from state.content.schemas import main, schema_line, schemas

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("name", schemas())
def test_the_schema_on_disk_is_that_of_the_type(name: str) -> None:
    assert (SCENARIOS / "schema" / name).read_text(encoding="utf-8") == schemas()[name], (
        "run `python -m state.content.schemas`"
    )


def test_every_kind_of_file_has_a_schema(tmp_path: Path) -> None:
    main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {f"{kind.__name__.lower()}.json" for kind in KINDS.values()}


def test_every_file_opens_with_the_line_that_names_its_schema() -> None:
    wrong = {}
    for path in SCENARIOS.rglob("*.yaml"):
        expected = schema_line(path.relative_to(SCENARIOS).with_suffix("").as_posix())
        with path.open(encoding="utf-8-sig") as file:
            first = file.readline().rstrip()
        if first != expected or not (path.parent / first.partition("$schema=")[2]).is_file():
            wrong[path.name] = first
    assert wrong == {}


def test_a_schema_takes_what_the_loader_takes() -> None:
    place = json.loads(schemas()["scenario.json"])["$defs"]["Place"]["properties"]
    said = {option["type"]: option for option in place["say"]["anyOf"]}
    assert set(said) == {"string", "array"}, "one bubble, or several alternatives"
    assert {option["type"] for option in said["array"]["items"]["anyOf"]} == {"string", "array"}, "a bubble or a burst"


def test_a_schema_knows_keys_as_they_are_written() -> None:
    definitions = json.loads(schemas()["scenario.json"])["$defs"]
    assert "is" in definitions["Concern"]["properties"]
    assert "in" in definitions["Place"]["properties"]
    assert definitions["Place"]["additionalProperties"] is False
