"""Excerpts: examples of the types of YAML file, cut out of content that ships."""

from collections.abc import Iterator, Mapping
from typing import Any

from state.content.sources import Loc, Source

Schema = Mapping[str, Any]
"""A type as JSON schema."""

SHOWN = 14  # lines of an example
LISTED = 3  # items of a list in it


def top_of(source: Source) -> list[str]:
    """The first lines of a file, as an example of the whole."""
    written = [line for line in source.lines if line.strip() and not line.lstrip().startswith("#")]
    return _shortened(written)


def samples_of(schemas: Mapping[str, Schema], sources: Mapping[str, Source]) -> dict[str, list[str]]:
    """Name of a type of object -> an example of it: the first with the most keys in any of the files."""
    best: dict[str, tuple[int, list[str]]] = {}
    for kind, schema in schemas.items():
        source = sources[kind]
        for name, loc in _occurrences(schema, schema, source, ()):
            keys = len(source.node(loc).plain())
            if keys > best.get(name, (0, []))[0]:
                best[name] = (keys, _excerpt(source, loc))
    return {name: lines for name, (_, lines) in best.items()}


def _occurrences(root: Schema, schema: Schema, source: Source, loc: Loc) -> Iterator[tuple[str, Loc]]:
    """Where in a file each type of object occurs."""
    value = source.node(loc).value
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if isinstance(value, dict):
            yield name, loc
        schema = root["$defs"][name]
    for option in schema.get("anyOf", []):
        yield from _occurrences(root, option, source, loc)
    if isinstance(value, list) and "items" in schema:
        for index in range(len(value)):
            yield from _occurrences(root, schema["items"], source, (*loc, index))
    if isinstance(value, dict):
        every = schema.get("additionalProperties")
        for key in value:
            of = schema.get("properties", {}).get(key, every)
            if isinstance(of, dict):
                yield from _occurrences(root, of, source, (*loc, key))


def _excerpt(source: Source, loc: Loc) -> list[str]:
    """The lines in which an object is written, below those of the keys that it lies under."""
    above = sorted({source.node(loc[: depth + 1], key=True).line for depth in range(len(loc))})
    node = source.node(loc)
    lines = [source.lines[number - 1] for number in above if number < node.line]
    for number, line in enumerate(source.lines[node.line - 1 :], start=node.line):
        if number > node.line and line.strip() and _indent(line) < node.column - 1:
            break
        if line.strip() and not line.lstrip().startswith("#"):
            lines.append(line)
    return _shortened(lines)


def _shortened(lines: list[str]) -> list[str]:
    """Without the later items of long lists, and no more than fit an example."""
    kept = list[str]()
    counts: dict[int, int] = {}
    dropping: int | None = None
    for line in lines:
        indent = _indent(line)
        counts = {at: count for at, count in counts.items() if at <= indent}
        if dropping is not None and indent >= dropping and (indent > dropping or line.lstrip().startswith("- ")):
            continue
        dropping = None
        if line.lstrip().startswith("- "):
            counts[indent] = counts.get(indent, 0) + 1
            if counts[indent] > LISTED:
                kept.append(f"{' ' * indent}- …")
                dropping = indent
                continue
        else:
            counts.pop(indent, None)
        kept.append(line)
    return kept if len(kept) <= SHOWN else [*kept[:SHOWN], f"{' ' * _indent(kept[SHOWN])}# …"]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
