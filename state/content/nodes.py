"""Nodes: YAML text as a tree in which everything keeps its place, and scalars stay as they were written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from state.content.diagnostics import Said

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML 1.1 takes for the end of a line."""

NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""A character that no text holds."""


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
    details: Mapping[str, str | Said] = field(default_factory=dict)
