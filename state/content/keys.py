"""Keys: what is to be written under each key of a type of YAML file, told in tables, in both languages."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, TypeAdapter

from state.content.excerpts import Schema
from state.content.schemas import AsWritten
from state.content.terms import Id, Lines, Move, Names

PARTS = "parts"
"""The page of what files of several types have in common."""
TEXT = "Text"  # said in both languages: told in the line where it is used, for it is everywhere
CHINESE = re.compile("[\u4e00-\u9fff]")


class Said(NamedTuple):
    """The same thing in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh}<br>{self.en}".replace("|", "\\|")


@dataclass(frozen=True)
class Writer:
    """Writes tables of keys. root: the schema that `$ref` refers to."""

    root: Schema
    shared: set[str]
    samples: Mapping[str, list[str]]

    def table(self, schema: Schema) -> list[str]:
        """Every key of an object."""
        lines = ["| 键 Key | 写什么 What to write | 必填 Needed | 意思 What it is |", "|---|---|---|---|"]
        needed = schema.get("required", [])
        for key, value in schema["properties"].items():
            must = Said("必填", "yes") if key in needed else _optional(value)
            lines.append(f"| `{key}` | {self.words(value)} | {must} | {described(value['description'])} |")
        return [*lines, ""]

    def sections(self, schema: Schema) -> Iterator[str]:
        """A section for each type of object that a file has within, with its keys and an example."""
        for name, path, said in dict.fromkeys(self._inner(schema, "")):
            zh, en = described(said)
            yield from (f'## <a id="{name.lower()}"></a>`{path}`', "", zh, en, "")
            yield from self.table(self.root["$defs"][name])
            yield from fenced(self.samples.get(name, []))

    def _inner(self, schema: Schema, path: str, seen: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, str]]:
        for key, value in schema["properties"].items():
            name = _referred(value)
            if name is None or name in self.shared or name == TEXT or name in seen:
                continue
            here = f"{path}.{key}" if path else key
            yield name, here, value["description"]
            yield from self._inner(self.root["$defs"][name], here, seen | {name})

    def words(self, schema: Schema) -> Said:
        """What is to be written, in words."""
        for known, said in _KNOWN:
            if all(schema.get(key) == value for key, value in known.items()):
                return said
        if "$ref" in schema:
            return self._link(schema["$ref"].rpartition("/")[2])
        if "anyOf" in schema:
            return self.words(next(each for each in schema["anyOf"] if each.get("type") != "null"))
        if "enum" in schema:
            return _choice(schema["enum"])
        match schema.get("type"):
            case "array":
                return self._list(schema)
            case "object":
                key = self.words(schema["propertyNames"]) if "propertyNames" in schema else Said("名目", "a name")
                value = self.words(schema["additionalProperties"])
                return Said(f"一样一行，{key.zh}：{value.zh}", f"a line for each, {key.en}: {value.en}")
            case "boolean":
                return Said("`true` 或 `false`", "`true` or `false`")
            case "integer":
                return Said(f"整数{_range(schema, '，')}", f"a whole number{_range(schema, ', ')}")
            case "number":
                return Said(f"数字{_range(schema, '，')}", f"a number{_range(schema, ', ')}")
        most = schema.get("maxLength")
        return Said(f"文字，最多 {most} 字", f"text, up to {most} characters") if most else Said("文字", "text")

    def _list(self, schema: Schema) -> Said:
        least, most, item = schema.get("minItems"), schema.get("maxItems"), self.words(schema["items"])
        if least == most and least is not None:
            return Said(f"列表，正好 {least} 项：{item.zh}", f"a list of just {least}: {item.en}")
        if most:
            return Said(f"列表，{least or 0}–{most} 项：{item.zh}", f"a list of {least or 0}–{most}: {item.en}")
        if least and least > 1:
            return Said(f"列表，至少 {least} 项：{item.zh}", f"a list of {least} or more: {item.en}")
        return Said(f"列表：{item.zh}", f"a list: {item.en}")

    def _link(self, name: str) -> Said:
        if name == TEXT:
            return Said("文字，中英文各一份：`{zh: …, en: …}`", "text in both languages")
        page = f"{PARTS}.md" if name in self.shared else ""
        return Said(f"[这些键]({page}#{name.lower()})", f"[these keys]({page}#{name.lower()})")


def _known() -> Iterator[tuple[Schema, Said]]:
    """What has a name of its own, by what its schema says, and how it is called."""

    def schema(of: Any, *keys: str) -> Schema:
        found = TypeAdapter(of).json_schema(schema_generator=AsWritten)
        return {key: found[key] for key in keys}

    which = f"{PARTS}.md#move"
    yield schema(Move, "enum"), Said(f"一个话步（[有哪些]({which})）", f"a move ([which]({which}))")
    one_or_many = Annotated[tuple[Move, ...], BeforeValidator(lambda value: value)]
    yield (
        schema(one_or_many, "anyOf"),
        Said(f"一个话步，或几个话步的列表（[有哪些]({which})）", f"one or several moves ([which]({which}))"),
    )
    says = f"{PARTS}.md#lines"
    yield schema(Lines, "anyOf"), Said(f"一种或几种[说法]({says})", f"one or several [texts]({says})")
    yield schema(Names, "anyOf"), Said("一个名字，或名字的列表", "a name or a list of names")
    yield schema(Id, "pattern"), Said("标识：小写英文字母、数字、`_`", "small English letters, digits and `_`")


_KNOWN = tuple(_known())


def _referred(schema: Schema) -> str | None:
    """The type of object that a value is, or consists of."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    within = [*schema.get("anyOf", []), schema.get("items"), schema.get("additionalProperties")]
    return next((name for each in within if isinstance(each, dict) and (name := _referred(each))), None)


def _choice(names: list[str]) -> Said:
    listed = [f"`{name}`" for name in names]
    if len(listed) == 1:
        return Said(listed[0], listed[0])
    return Said("、".join(listed[:-1]) + f" 或 {listed[-1]}", ", ".join(listed[:-1]) + f" or {listed[-1]}")


def _range(schema: Schema, before: str) -> str:
    """The limits of a number, after a comma."""
    low, high = schema.get("minimum"), schema.get("maximum")
    if "exclusiveMinimum" in schema:
        low = f"> {schema['exclusiveMinimum']:g}"
        return f"{before}{low}" + (f", ≤ {high:g}" if high is not None else "")
    if low is not None and high is not None:
        return f"{before}{low:g}–{high:g}" if low >= 0 else f"{before}−{-low:g} … {high:g}"
    return f"{before}≥ {low:g}" if low is not None else ""


def _optional(schema: Schema) -> Said:
    default = schema.get("default")
    if isinstance(default, bool) or (isinstance(default, int | float | str) and default != ""):
        shown = json.dumps(default, ensure_ascii=False)
        return Said(f"可不写，当作 `{shown}`", f"no; `{shown}` if left out")
    return Said("可不写", "no")


def described(text: str) -> Said:
    """What is said of a key: its first lines with Chinese in them, and the others."""
    lines = text.split("\n")
    count = next((index for index, line in enumerate(lines) if not CHINESE.search(line)), len(lines))
    return Said("".join(lines[:count]), " ".join(lines[count:]))


def fenced(lines: list[str]) -> list[str]:
    """Lines of YAML as a page shows them; nothing for none."""
    return ["```yaml", *lines, "```", ""] if lines else []
