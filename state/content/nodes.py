"""Nodes: YAML text as a tree in which everything keeps its place, and scalars stay as they were written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

DEPTH = 20
"""Levels of nesting that are read; content needs about eight."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader gives the same places ten times as fast
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(slots=True)
class Node:
    """A value and its place: a text (None: empty or null), a list, or a mapping of key -> (key, value).

    line, column: 1-based, in code points. width: code points on that line; 0: to the end of it.
    end: the line and column behind a text; (0, 0) where it is no text.
    """

    line: int
    column: int
    width: int
    value: "str | list[Node] | dict[str, tuple[Node, Node]] | None"
    end: tuple[int, int] = (0, 0)

    def plain(self) -> Any:
        """The value as str, None, list and dict."""
        if isinstance(self.value, dict):
            return {key: value.plain() for key, (_, value) in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


@dataclass(frozen=True)
class Fault:
    """Something in the text that is no good YAML, or YAML that is not used here."""

    code: str
    place: Node
    value: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


class _RefusedError(Exception):
    """The text cannot be read any further."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def compose(text: str) -> tuple[Node | None, list[Fault]]:
    """The tree of a text, or None where its faults leave none; and its faults.

    It works on events, as composing in C recurses without a limit, and resolves aliases and tags unasked.
    """
    faults: list[Fault] = []
    try:
        return _document(yaml.parse(text, LOADER), faults), faults
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Node(mark.line + 1, mark.column + 1, 1, None) if mark else Node(1, 1, 1, None)
        why = " ".join(filter(None, (error.context, error.problem)))
        if "nesting depth" in why:  # the C loader looks ahead, and has a limit of its own
            return None, [*faults, Fault("D011", place, details={"limit": str(DEPTH)})]
        return None, [*faults, Fault("D006", place, details={"why": why})]
    except _RefusedError as refused:
        return None, [*faults, refused.fault]


def _document(events: Iterator[yaml.Event], faults: list[Fault]) -> Node | None:
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and root:
            raise _RefusedError(Fault("D007", _at(event, 3)))
        if isinstance(event, yaml.NodeEvent):
            root = _node(events, event, 1, faults)
    return root


def _node(events: Iterator[yaml.Event], event: yaml.Event, depth: int, faults: list[Fault]) -> Node:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor is not None:
        raise _RefusedError(Fault("D009", _at(event, len(anchor) + 1)))
    if tag is not None:
        raise _RefusedError(Fault("D010", _at(event, 1), tag))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if depth > DEPTH:
        raise _RefusedError(Fault("D011", _at(event, 1), details={"limit": str(DEPTH)}))
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, event, depth, faults)
    return _mapping(events, event, depth, faults)


def _scalar(event: yaml.ScalarEvent) -> Node:
    start, end = _mark(event.start_mark), _mark(event.end_mark)
    width = max(1, end.column - start.column) if start.line == end.line else 0
    empty = event.implicit[0] and event.value in _NULLS
    node = _at(event, width, None if empty else event.value)
    node.end = end.line + 1, end.column + 1
    return node


def _sequence(events: Iterator[yaml.Event], start: yaml.Event, depth: int, faults: list[Fault]) -> Node:
    items: list[Node] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_node(events, event, depth + 1, faults))
    return _at(start, 1, items)


def _mapping(events: Iterator[yaml.Event], start: yaml.Event, depth: int, faults: list[Fault]) -> Node:
    pairs: dict[str, tuple[Node, Node]] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _node(events, event, depth + 1, faults)
        value = _node(events, next(events), depth + 1, faults)
        if not isinstance(key.value, str):
            faults.append(Fault("D029", key))
        elif key.value in pairs:
            first = pairs[key.value][0].line
            faults.append(Fault("D008", key, key.value, {"first": str(first)}))
        else:
            pairs[key.value] = (key, value)
    width = next((key.width for key, _ in pairs.values() if (key.line, key.column) == _spot(start)), 1)
    return _at(start, width, pairs)


def _mark(mark: Any) -> Any:
    """The mark itself: both loaders set one on every event, which their type stubs leave open."""
    return mark


def _spot(event: yaml.Event) -> tuple[int, int]:
    mark = _mark(event.start_mark)
    return mark.line + 1, mark.column + 1


def _at(event: yaml.Event, width: int, value: "str | list[Node] | dict[str, tuple[Node, Node]] | None" = None) -> Node:
    line, column = _spot(event)
    return Node(line, column, width, value)
