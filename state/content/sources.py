"""Sources: a file as its author wrote it, in which the place of every value can be found again."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from state.content.nodes import Fault, Node, compose
from state.content.problems import Problem, nearest

MIB = 1 << 20
LIMIT = 2 * MIB
"""Bytes of a file of content that are read; examples may have twice as many."""

Loc = tuple[int | str, ...]
"""The way to a value: keys and indices from the top, as `("transitions", 3, "dest")`."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML 1.1 takes for the end of a line
_NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Source:
    """A file that could be read. path: as shown. digest: SHA-256 of its text, whatever its line ends."""

    path: str
    lines: tuple[str, ...]
    root: Node
    digest: str

    def node(self, loc: Loc, *, key: bool = False) -> Node:
        """The node at `loc`, or its key; or as far as the way leads.

        It may lead nowhere: a lone string can stand for a list of one, and a default is not written down.
        """
        node = self.root
        for item in loc:
            if isinstance(node.value, dict) and item in node.value:
                of_key, node_there = node.value[str(item)]
                node = of_key if key and item == loc[-1] else node_there
            elif isinstance(node.value, list) and isinstance(item, int) and item < len(node.value):
                node = node.value[item]
        return node

    def has(self, loc: Loc) -> bool:
        """Whether the file gives anything at `loc`."""
        parent = self.node(loc[:-1]).value
        return isinstance(parent, dict) and loc[-1] in parent

    def problem(
        self,
        code: str,
        loc: Loc,
        value: str = "",
        *,
        key: bool = False,
        known: Iterable[str] = (),
        **details: object,
    ) -> Problem:
        """A problem at the place of `loc`, with the nearest of the `known` names."""
        fault = Fault(code, self.node(loc, key=key), value, {name: str(text) for name, text in details.items()})
        return _problem(self.path, self.lines, fault, tuple(known))

    def each(self, code: str, loc: Loc, pattern: re.Pattern[str]) -> Iterator[Problem]:
        """A problem at every place where the text at `loc` has the pattern, which is its value.

        Where it is written in another way than it is read (with escapes, say), the place is that of the text.
        """
        node, (last, column) = self.node(loc), self.node(loc).end
        found = [" ".join(each.split()) for each in pattern.findall(str(node.value or ""))]
        *lines, end = self.lines[node.line - 1 : last] or ("",)
        written = list(pattern.finditer("\n".join([*lines, end[: column - 1]]), node.column - 1))
        if len(written) != len(found):
            yield from (self.problem(code, loc, value) for value in found)
            return
        for match, value in zip(written, found, strict=True):
            before = match.string[: match.start()].split("\n")
            width = 0 if "\n" in match[0] else len(match[0])
            place = Node(node.line + len(before) - 1, len(before[-1]) + 1, width, None)
            yield _problem(self.path, self.lines, Fault(code, place, value))


def _problem(path: str, lines: tuple[str, ...], fault: Fault, known: tuple[str, ...] = ()) -> Problem:
    place, value = fault.place, fault.value
    line, column = place.line, place.column
    if line > len(lines):  # the parser counts on behind the end of a file that has no last line end
        line, column = len(lines), len(lines[-1]) + 1
    quoted = lines[line - 1]
    width = max(1, place.width or len(quoted.rstrip()) - column + 1)
    near = nearest(value, known) if value else None
    return Problem(path, line, column, fault.code, value, fault.details, known, near, quoted, width)


def read(path: Path, *, limit: int = LIMIT) -> tuple[Source | None, list[Problem]]:
    """The source of a file of at most `limit` bytes, or None where its problems leave none; and these."""
    shown = path.as_posix()
    text, found = _text(path, limit)
    if text is None:
        return None, found
    lines = tuple(_BREAK.split(text))
    no_text = _NO_TEXT.search(text)
    faults: list[Fault]
    if no_text:
        before = _BREAK.split(text[: no_text.start()])
        root, faults = None, [Fault("D005", Node(len(before), len(before[-1]) + 1, 1, None))]
    else:
        root, faults = compose(text)
    problems = [_problem(shown, lines, fault) for fault in faults]
    if root is None:
        return None, problems or [Problem(shown, 1, 1, "D002")]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return Source(shown, lines, root, digest), problems


def _text(path: Path, limit: int) -> tuple[str | None, list[Problem]]:
    shown = path.as_posix()
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        return None, [Problem(shown, 1, 1, "D001", details={"why": error.strerror or str(error)})]
    if len(raw) > limit:
        return None, [Problem(shown, 1, 1, "D003", details={"limit": str(limit // MIB)})]
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        before = _BREAK.split(raw[: error.start].decode("utf-8").removeprefix("\ufeff"))
        return None, [Problem(shown, len(before), len(before[-1]) + 1, "D004")]
