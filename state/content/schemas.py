"""Schemas: our types as JSON Schema, with which an editor helps an author while typing.

`python -m state.content.schemas [FOLDER]` writes them, to scenarios/schema if no folder is given.
"""

import json
import sys
from pathlib import Path

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from state.content.library import KINDS


class AsWritten(GenerateJsonSchema):
    """Where a type lets a lone value stand for a list of one, so does its schema."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Let a lone value in where a validator makes a list of it."""
        return _or_lone(super().function_before_schema(schema))


def _or_lone(schema: JsonSchemaValue) -> JsonSchemaValue:
    if schema.get("type") != "array":
        return schema
    item = _or_lone(schema["items"])
    lone = item["anyOf"][0] if "anyOf" in item else item
    return {"anyOf": [lone, {**schema, "items": item}]}


def schemas() -> dict[str, str]:
    """File name -> text of the JSON Schema, for every type that a YAML file can have."""
    kinds = {kind.__name__.lower(): kind for kind in KINDS.values()}
    return {
        f"{name}.json": json.dumps(
            kind.model_json_schema(by_alias=True, schema_generator=AsWritten), ensure_ascii=False, indent=2
        )
        + "\n"
        for name, kind in sorted(kinds.items())
    }


def schema_line(name: str) -> str:
    """The first line of a content file, by its path without `.yaml`: it names the schema to an editor."""
    folder, _, _ = name.rpartition("/")
    kind = KINDS[folder or name].__name__.lower()
    return f"# yaml-language-server: $schema={'../' if folder else ''}schema/{kind}.json"


def main(folder: Path) -> None:
    """Write all schemas to a folder, with line ends that do not depend on the system."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("scenarios/schema"))
