"""Loading: from a file to one of our types, with every error of it at its place and in plain words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from state.content.diagnostics import Said
from state.content.nodes import Node
from state.content.problems import MOST, Problem, at_most, errors
from state.content.sources import LIMIT, Loc, Source, read
from state.content.terms import Entry

T = TypeVar("T", bound=Entry)

_TYPES = {
    "model_type": "D033", "dict_type": "D033", "mapping_type": "D033",
    "tuple_type": "D034", "list_type": "D034",
    "string_type": "D035",
    "int_type": "D036", "int_parsing": "D036", "int_from_float": "D036",
    "float_type": "D037", "float_parsing": "D037", "finite_number": "D037",
    "bool_type": "D038", "bool_parsing": "D038",
}  # fmt: skip
_LIMITS = {
    "greater_than_equal": ("D040", "ge"), "less_than_equal": ("D041", "le"), "greater_than": ("D042", "gt"),
    "string_too_short": ("D043", "min_length"), "string_too_long": ("D044", "max_length"),
    "too_short": ("D045", "min_length"), "too_long": ("D046", "max_length"),
}  # fmt: skip
_WHY = {"int_parsing_size": Said("this number has too many digits", "这个数字太长")}
_COLONLESS = re.compile(r"\w{1,40}\s*([：:])")  # of a text that should be keys
_ID = "^[a-z][a-z0-9_]{0,39}$"


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """What came of a file: its entry (None: an error), its source (None: unreadable), its problems."""

    entry: T | None
    source: Source | None
    problems: list[Problem]


def load(path: Path, kind: type[T]) -> tuple[T | None, list[Problem]]:
    """Read a file as an entry of this kind: the entry, or None if it has an error; and all problems."""
    loaded = load_source(path, kind)
    return loaded.entry, loaded.problems


def load_source(path: Path, kind: type[T], *, limit: int = LIMIT) -> Loaded[T]:
    """Read a file as an entry of this kind, and keep the source in which places can be looked up."""
    source, problems = read(path, limit=limit)
    if source is None:
        return Loaded(None, None, problems)
    entry: T | None = None
    try:
        entry = kind.model_validate(source.root.plain())
    except ValidationError as error:
        problems += _explain(source, error, kind)
    else:
        problems += _booleans(source, entry, source.root, ())
    return Loaded(None if errors(problems) else entry, source, list(at_most(problems)))


def _explain(source: Source, error: ValidationError, kind: type[Entry]) -> list[Problem]:
    items = error.errors(include_url=False)[: MOST + 1]  # more are not told, and looking for near names takes time
    found = [(item, _of(source, item, kind)) for item in items]
    unknown = {item["loc"]: problem for item, problem in found if item["type"] == "extra_forbidden"}
    return [problem for item, problem in found if not _told(item, unknown)]


def _told(item: ErrorDetails, unknown: Mapping[Loc, Problem]) -> bool:
    """Whether another problem says as much.

    A key is missing because it is misspelt; a list seems too short because pydantic leaves out wrong items.
    """
    loc, type_ = item["loc"], item["type"]
    if type_ == "too_short":
        return len(item["input"]) >= int(item["ctx"]["min_length"])
    return type_ == "missing" and any(key[:-1] == loc[:-1] and found.near == loc[-1] for key, found in unknown.items())


def _of(source: Source, item: ErrorDetails, kind: type[Entry]) -> Problem:
    """The problem that an error of pydantic stands for."""
    loc, type_, context = item["loc"], item["type"], item.get("ctx", {})
    of_key = loc[-1:] == ("[key]",)
    loc = loc[:-1] if of_key else loc
    value = item["input"] if isinstance(item["input"], str) else ""
    if type_ == "extra_forbidden":
        given = source.node(loc[:-1]).value
        known = tuple(key for key in keys(kind, loc[:-1]) if not isinstance(given, dict) or key not in given)
        return source.problem("D030", loc, str(loc[-1]), key=True, known=known)
    if type_ == "missing":
        return source.problem("D031", loc[:-1], str(loc[-1]))
    if item["input"] is None:
        return source.problem("D032", loc)
    if type_ == "literal_error":
        known = tuple(re.findall("'([^']*)'", context["expected"]))
        return source.problem("D039", loc, value, key=of_key, known=known)
    if type_ == "string_pattern_mismatch":
        code = "D047" if context["pattern"] == _ID else "D048"
        return source.problem(code, loc, value, key=of_key, form=context["pattern"])
    if type_ in _LIMITS:
        code, limit = _LIMITS[type_]
        count = len(item["input"]) if type_ in ("too_short", "too_long") else ""
        return source.problem(code, loc, value, key=of_key, limit=context[limit], count=count)
    if type_ in _TYPES:
        return _of_type(source, _TYPES[type_], loc, item["input"], keys(kind, loc), of_key)
    return source.problem("D049", loc, value, key=of_key, why=_WHY.get(type_, item["msg"]))


def _of_type(source: Source, code: str, loc: Loc, given: object, known: tuple[str, ...], of_key: bool) -> Problem:
    """The problem that something is there, but of another kind."""
    value = given if isinstance(given, str) else ""
    if code == "D033" and (colon := _COLONLESS.match(value)):
        found = source.problem("D025", loc)
        return replace(found, column=max(found.quoted.find(colon[1], found.column - 1) + 1, found.column), width=1)
    if code in ("D036", "D037", "D038") and not value:  # a sentence names what is there
        value = "[…]" if isinstance(given, list) else "{…}"
    return source.problem(code, loc, value, key=of_key, known=known if code == "D033" else ())


def keys(kind: type[Entry], loc: Loc) -> tuple[str, ...]:
    """The keys that an entry of this kind can have at `loc`."""
    at: Any = kind
    for item in loc:
        at = _inside(at, item)
    models = [model for model in _options(at) if isinstance(model, type) and issubclass(model, BaseModel)]
    return tuple(field.alias or name for model in models for name, field in model.model_fields.items())


def _inside(annotation: Any, item: int | str) -> Any:
    """The type of what lies at a key or index of a value of this type; None if that is no type of ours."""
    for option in _options(annotation):
        if isinstance(option, type) and issubclass(option, BaseModel):
            fields = {field.alias or name: field.annotation for name, field in option.model_fields.items()}
            return fields.get(str(item))
        origin = get_origin(option)
        if origin is tuple and isinstance(item, int):
            return get_args(option)[0]
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return get_args(option)[1]
    return None


def _options(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows, without what `Annotated` adds and without the bars of a union."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _options(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for option in get_args(annotation):
            yield from _options(option)
    else:
        yield annotation


def _booleans(source: Source, value: object, node: Node, loc: Loc) -> Iterator[Problem]:
    """Pydantic takes `yes`, `on` and `1` for true; here an author writes true or false."""
    if isinstance(value, bool) and node.value not in ("true", "false"):
        yield source.problem("D038", loc, str(node.value), known=("true", "false"))
    elif isinstance(value, BaseModel) and isinstance(node.value, dict):
        for name, field in type(value).model_fields.items():
            key = field.alias or name
            if key in node.value:
                yield from _booleans(source, getattr(value, name), node.value[key][1], (*loc, key))
    elif isinstance(value, Mapping) and isinstance(node.value, dict):
        for key, item in value.items():
            yield from _booleans(source, item, node.value[key][1], (*loc, key))
    elif isinstance(value, tuple) and isinstance(node.value, list):
        for index, (item, inner) in enumerate(zip(value, node.value, strict=False)):
            yield from _booleans(source, item, inner, (*loc, index))
