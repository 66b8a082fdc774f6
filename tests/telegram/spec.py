"""The Bot API as validators: a call or an answer goes in, what is wrong with it by api.json comes out."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.telegram import limits, markup
from tests.telegram.shapes import Method, Shape, Violation, shape, violation
from tests.telegram.wire import Upload

SCALARS: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "Float": (int, float),
    "Boolean": bool,
    "String": str,
}
SPELLED = "String can be used instead of this object"
MISFIT = 1000  # more than the fields that any object has


class Spec:
    """Compiled from api.json. Every check returns all that it finds; an empty list means valid."""

    def __init__(self, api: dict[str, Any]) -> None:
        self.unions = {n: tuple(t["subtypes"]) for n, t in api["types"].items() if t.get("subtypes")}
        self.spelled = {n for n, t in api["types"].items() if SPELLED in "".join(t.get("description", []))}
        self.shapes = {n: shape(t.get("fields", [])) for n, t in api["types"].items() if n not in self.unions}
        self._methods = {
            n.lower(): Method(n, shape(m.get("fields", [])), tuple(m["returns"])) for n, m in api["methods"].items()
        }

    def method(self, name: str) -> Method | None:
        """Names are matched as Telegram does, whatever their case."""
        return self._methods.get(name.lower())

    def decode(self, method: Method, raw: dict[str, object]) -> tuple[dict[str, Any], list[Violation]]:
        """Parameters as they came -> (their values, what is wrong with them)."""
        values: dict[str, Any] = {}
        wrong: list[Violation] = []
        for name, value in raw.items():
            field = method.shape.fields.get(name)
            types = field.types if field else ("String",)
            try:
                values[name] = _value(types, value)
            except ValueError:
                wrong.append(violation(method.name, name, f"can't parse {value!r} as {_or(types)}"))
        attached = set(_attached(values))
        uploads = {name for name, value in raw.items() if isinstance(value, Upload)}
        lost = sorted(attached - uploads)
        wrong += [violation(method.name, name, f"attach://{name} is not among the files") for name in lost]
        judged = {name: value for name, value in values.items() if name not in attached & uploads}
        failed = {found.where for found in wrong}
        for name, value in judged.items():
            field = method.shape.fields.get(name)
            if field and "InputFile" in field.types and str(value).startswith("attach://"):
                values[name] = raw.get(str(value).removeprefix("attach://"), value)
        found = self._object(judged, method.shape, method.name)
        return values, wrong + [other for other in found if other.where not in failed]

    def result(self, method: Method, value: object) -> list[Violation]:
        """What is wrong with an answer to this method."""
        return self.check(value, method.returns, f"{method.name}()")

    def check(self, value: object, types: tuple[str, ...], where: str) -> list[Violation]:
        """What is wrong with a JSON value that should be one of the types, named as in api.json."""
        kind = min(self._leaves(types), key=lambda kind: self._misfit(value, kind))
        if kind.startswith("Array of ") and isinstance(value, list):
            inner = (kind.removeprefix("Array of "),)
            return [found for i, item in enumerate(value) for found in self.check(item, inner, f"{where}[{i}]")]
        if kind in self.shapes and kind != "InputFile" and isinstance(value, dict):
            return self._object(value, self.shapes[kind], where) + _button(kind, value, where)
        if self._misfit(value, kind):
            return [violation(*_split(where), f"{value!r} is not {_or(types)}")]
        return []

    def _object(self, value: dict[str, Any], shape: Shape, where: str) -> list[Violation]:
        wrong = [violation(where, name, "is not known to Telegram") for name in value if name not in shape.fields]
        for name, field in shape.fields.items():
            without = field.limits.without
            if name in value:
                found = self.check(value[name], field.types, f"{where}.{name}")
                wrong += found or _limits(where, name, field.limits, _plain(value, name, shape.marked))
            elif field.required or (without and not any(other in value for other in without)):
                wrong.append(violation(where, name, "missing, but required"))
        return wrong + [found for name, mode in shape.marked.items() for found in _markup(value, name, mode, where)]

    def _leaves(self, types: tuple[str, ...]) -> Iterator[str]:
        for name in types:
            if name in self.unions:
                yield from self._leaves(tuple(inner for inner in self.unions[name] if inner != name))
            else:
                yield name
                if name in self.spelled:
                    yield "String"

    def _misfit(self, value: object, kind: str) -> int:
        """How far a value is from a type, by its outermost form alone: 0 fits."""
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return MISFIT
            inner = list(self._leaves((kind.removeprefix("Array of "),)))
            return sum(min(self._misfit(item, leaf) for leaf in inner) for item in value)
        if kind == "InputFile":
            return 0 if isinstance(value, Upload) or str(value).startswith("attach://") else MISFIT
        if kind in SCALARS:
            fits = isinstance(value, SCALARS[kind]) and (kind == "Boolean" or not isinstance(value, bool))
            return 0 if fits else MISFIT
        if not isinstance(value, dict):
            return MISFIT
        fields = self.shapes[kind].fields
        constants = {n: f.limits.constant for n, f in fields.items() if f.limits.constant}
        unknown = sum(name not in fields for name in value)
        missing = sum(field.required and name not in value for name, field in fields.items())
        other = any(value.get(name, fixed) != fixed for name, fixed in constants.items())
        return MISFIT // 2 if other else unknown + missing


@cache
def load() -> Spec:
    """The Bot API of api.json beside this module."""
    return Spec(json.loads(Path(__file__).with_name("api.json").read_text("utf-8")))


def _value(types: tuple[str, ...], raw: object) -> object:
    """A parameter's value: forms and query strings carry JSON in text, but for plain strings."""
    if not isinstance(raw, str) or (set(types) & {"String", "InputFile"} and "Integer" not in types):
        return raw
    if "String" in types:
        return int(raw) if re.fullmatch(r"-?\d+", raw) else raw
    return json.loads(raw, parse_constant=lambda name: raw)


def _plain(value: dict[str, Any], name: str, marked: dict[str, str]) -> object:
    text = value[name]
    if name in marked and isinstance(text, str):
        if value.get(marked[name]) == "HTML":
            try:
                text = markup.parse(text)[0]
            except markup.MarkupError:
                return text
        return text.strip()
    return text


def _markup(value: dict[str, Any], name: str, mode: str, where: str) -> Iterator[Violation]:
    if not value.get(mode) or not isinstance(value.get(name), str):
        return
    if value[mode] != "HTML":
        yield violation(where, mode, f"{value[mode]!r} is not supported here: use HTML")
        return
    try:
        markup.parse(value[name])
    except markup.MarkupError as error:
        yield Violation(f"{where}.{name}", str(error), f"can't parse entities: {error}")


def _button(kind: str, value: dict[str, Any], where: str) -> list[Violation]:
    """Rules on a type's fields together, which only its own description states."""
    does = set(value) - {"text", "icon_custom_emoji_id", "style"}
    if kind == "InlineKeyboardButton" and len(does) != 1:
        what = f"a button does exactly one thing, this one: {', '.join(sorted(does)) or 'nothing'}"
        return [Violation(where, what, "Text buttons are unallowed in the inline keyboard")]
    if kind in ("InlineKeyboardButton", "KeyboardButton") and value.get("text") == "":
        return [Violation(where, "the button's text is empty", "button text must be non-empty")]
    return []


def _limits(where: str, name: str, stated: limits.Limits, value: object) -> list[Violation]:
    return [violation(where, name, complaint) for complaint in stated.complaints(value)]


def _split(where: str) -> tuple[str, str]:
    owner, _, name = where.rpartition(".")
    return owner or where, name


def _attached(value: object) -> Iterator[str]:
    """Names of the files that a value refers to as attach://NAME, at any depth."""
    match value:
        case str(text) if text.startswith("attach://"):
            yield text.removeprefix("attach://")
        case dict(items):
            for item in items.values():
                yield from _attached(item)
        case list(items):
            for item in items:
                yield from _attached(item)


def _or(types: tuple[str, ...]) -> str:
    return " or ".join(types)
