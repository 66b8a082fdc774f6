"""Sources: a file as its author wrote it, in which the place of every value can be found again."""

import codecs
import errno
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from state.content.composing import compose
from state.content.diagnostics import Said
from state.content.nodes import LINE_END, NO_TEXT, Fault, Node
from state.content.problems import Problem, nearest

MIB = 1 << 20
LIMIT = 2 * MIB
"""Bytes of a file of content that are read; examples may have twice as many."""

NOTHING = Said("there is no such file or folder", "没有这个文件或文件夹")
_FOLDER = Said("it is a folder, and a file belongs here", "这是个文件夹，这里应该是文件")
_NO_FILE = Said("it is no ordinary file", "这不是普通文件")
_LINK = Said("it is a link to a file that is not there", "这是个链接，指向的文件不存在")
_WHY = {
    errno.ENOENT: NOTHING,
    errno.EACCES: Said("it may not be read by you", "没有读取权限"),
    errno.ELOOP: Said("it is a link that leads back to itself", "这是个指回自己的链接"),
}

_UTF_16 = Said("; it seems to be UTF-16, which some editors call Unicode", "，看来是 UTF-16（记事本里叫 Unicode）")
_GBK = Said("; it seems to be GBK, which Chinese editors call ANSI", "，看来是 GBK（记事本里叫 ANSI）")
_NONE = "\ufffe"  # stands for bytes that are no character

Loc = tuple[int | str, ...]
"""The way to a value: keys and indices from the top, as `("transitions", 3, "dest")`."""


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
        fault = Fault(code, self.node(loc, key=key), value, _worded(details))
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


def _worded(details: Mapping[str, object]) -> dict[str, str | Said]:
    return {name: text if isinstance(text, Said) else str(text) for name, text in details.items()}


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
    raw, found = _bytes(path, limit)
    if raw is None:
        return None, found
    text, fault = _text(raw)
    lines = tuple(LINE_END.split(text))
    root, faults = (None, [fault]) if fault else compose(text)
    problems = [_problem(shown, lines, each) for each in faults]
    if root is None:
        return None, problems or [Problem(shown, 1, 1, "D002")]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return Source(shown, lines, root, digest), problems


def placed(source: Source) -> Source:
    """The source with the places in its file, which one from a kept library lacks; as it is if that cannot be read."""
    return read(Path(source.path))[0] or source


def unreadable(path: Path, why: Said) -> Problem:
    """The problem that a path cannot be read."""
    return Problem(path.as_posix(), 1, 1, "D001", details={"why": why})


def _bytes(path: Path, limit: int) -> tuple[bytes | None, list[Problem]]:
    try:
        if path.exists() and not path.is_file():  # reading a pipe or a device might never end
            return None, [unreadable(path, _FOLDER if path.is_dir() else _NO_FILE)]
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        why = _WHY.get(error.errno or 0) or Said(*2 * (error.strerror or str(error),))
        if error.errno == errno.ENOENT and path.is_symlink():
            why = _LINK
        return None, [unreadable(path, why)]
    if len(raw) > limit:
        return None, [Problem(path.as_posix(), 1, 1, "D003", details={"limit": str(limit // MIB)})]
    return raw, []


def _text(raw: bytes) -> tuple[str, Fault | None]:
    """The text, as far as it is text; and the fault that ends it."""
    try:
        text, rest = raw.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        text, rest = raw[: error.start].decode("utf-8"), _NONE
    text = text.removeprefix("\ufeff")
    found = NO_TEXT.search(text + rest)
    if not found:
        return text, None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _is(raw, "utf-16-le") or _is(raw, "utf-16-be"):
        return "", Fault("D004", Node(1, 1, 1, None), details={"guess": _UTF_16})
    if rest and b"\0" not in raw:
        guess = _GBK if text.isascii() and _is(raw, "gb18030") else ""
        return text, Fault("D004", _end(text), details={"guess": guess})
    return text, Fault("D005", _end(text[: found.start()]))


def _is(raw: bytes, encoding: str) -> bool:
    """Whether the bytes are a text in this encoding, with keys."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return ":" in text and not NO_TEXT.search(text)


def _end(text: str) -> Node:
    """The place behind a text."""
    lines = LINE_END.split(text)
    return Node(len(lines), len(lines[-1]) + 1, 1, None)
