"""Composing: from YAML text to nodes, event by event, within limits that no content comes near."""

from collections.abc import Iterator
from typing import Any

import yaml

from state.content.nodes import LINE_END, NO_TEXT, Fault, Node
from state.content.problems import MOST
from state.content.stumbles import explain, stumble

DEPTH = 20
"""Levels of nesting that are read; content needs about eight."""

ENTRIES = 50_000
"""Keys, values and items of one file that are read; the largest file that ships has 5,700. Aliases, which could make
many of few, are not read at all."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader gives the same places ten times as fast
_OWN = "tag:yaml.org,2002:"  # what the parser makes of `!!`
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class _RefusedError(Exception):
    """The text cannot be read any further."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def compose(text: str) -> tuple[Node | None, list[Fault]]:
    """The tree of a text, or None where its faults leave none; and its faults.

    It works on events, as composing in C recurses without a limit, and resolves aliases and tags unasked.
    """
    composing = _Composing(yaml.parse(text, LOADER))
    try:
        return composing.document(), composing.faults
    except yaml.MarkedYAMLError as error:
        found = stumble(error, LINE_END.split(text), composing.root, composing.last)
        if "nesting depth" in f"{found.context} {found.problem}":  # the C loader looks ahead, and has its own limit
            fault = Fault("D011", Node(*found.at, 1, None), details={"limit": str(DEPTH)})
        else:
            fault = explain(found)
        return None, [*composing.faults, fault]
    except _RefusedError as refused:
        return None, [*composing.faults, refused.fault]


class _Composing:
    """Events on their way to a tree. root: the place of the first node, once it is met. last: the last scalar."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.faults: list[Fault] = []
        self.entries = 0
        self.root: Node | None = None
        self.last: yaml.ScalarEvent | None = None

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root:
                raise _RefusedError(Fault("D007", _at(event, 3)))
            if isinstance(event, yaml.NodeEvent):
                self.root = _at(event, 1)
                root = self._node(event, 1)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            raise _RefusedError(Fault("D009", _at(event, len(anchor) + 1)))
        if tag is not None:
            raise _RefusedError(Fault("D010", _at(event, 1), tag.replace(_OWN, "!!", 1)))
        self.entries += 1
        if self.entries > ENTRIES:
            raise _RefusedError(Fault("D088", _at(event, 1), details={"limit": str(ENTRIES)}))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth > DEPTH:
            raise _RefusedError(Fault("D011", _at(event, 1), details={"limit": str(DEPTH)}))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        self.last = event
        start, end = _mark(event.start_mark), _mark(event.end_mark)
        width = max(1, end.column - start.column) if start.line == end.line else 0
        if NO_TEXT.search(event.value):  # written as "\0" or the like
            self._complain(Fault("D005", _at(event, width)))
        empty = event.implicit[0] and event.value in _NULLS
        node = _at(event, width, None if empty else event.value)
        node.end = end.line + 1, end.column + 1
        return node

    def _sequence(self, start: yaml.Event, depth: int) -> Node:
        items: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, depth + 1))
        return _at(start, 1, items)

    def _mapping(self, start: yaml.Event, depth: int) -> Node:
        pairs: dict[str, tuple[Node, Node]] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key.value, str):
                self._complain(Fault("D029", key))
            elif key.value in pairs:
                first = pairs[key.value][0].line
                self._complain(Fault("D008", key, key.value, {"first": str(first)}))
            else:
                pairs[key.value] = (key, value)
        width = next((key.width for key, _ in pairs.values() if (key.line, key.column) == _spot(start)), 1)
        return _at(start, width, pairs)

    def _complain(self, fault: Fault) -> None:
        if len(self.faults) == MOST:
            raise _RefusedError(Fault("D089", fault.place, details={"limit": str(MOST)}))
        self.faults.append(fault)


def _mark(mark: Any) -> Any:
    """The mark itself: both loaders set one on every event, which their type stubs leave open."""
    return mark


def _spot(event: yaml.Event) -> tuple[int, int]:
    mark = _mark(event.start_mark)
    return mark.line + 1, mark.column + 1


def _at(event: yaml.Event, width: int, value: "str | list[Node] | dict[str, tuple[Node, Node]] | None" = None) -> Node:
    line, column = _spot(event)
    return Node(line, column, width, value)
