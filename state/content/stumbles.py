"""Stumbles: what a parser of YAML could not get over, as the author would see it and where the author would mend it.

A parser complains where it can go no further, which is often lines behind the mistake, and in words of its grammar.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from state.content.diagnostics import Said
from state.content.nodes import Fault, Node

_SPACED_COLON = re.compile(r":(\s|$)")
_KEY_AND_COLON = re.compile(r"(?:-\s+)*[^\s：:]{1,40}\s*([：:])")  # a full-width colon is soon typed among Chinese
_OUR_KEY = re.compile(r"[A-Za-z_]+")


class Spot(NamedTuple):
    """A place in a file, 1-based."""

    line: int
    column: int


@dataclass(frozen=True)
class Quoted:
    """The text in quotes that was read last: where it begins, and the spot behind it."""

    start: Spot
    end: Spot


@dataclass(frozen=True)
class Stumble:
    """Where a parser gave up, and on what.

    context, problem: in its words. began: where what it was reading begins, if it says so. at: where it stopped; that
    can be behind the last line. root: where the content of the file begins. quoted: if a text in quotes came last.
    """

    lines: Sequence[str]
    context: str
    problem: str
    began: Spot | None
    at: Spot
    root: Spot | None
    quoted: Quoted | None

    def line(self, number: int) -> str:
        """A line by its number, or '' behind the end."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def char(self, spot: Spot) -> str:
        """The character at a place, or ''."""
        return self.line(spot.line)[spot.column - 1 : spot.column]

    @property
    def head(self) -> str:
        """What stands before the place on its line."""
        return self.line(self.at.line)[: self.at.column - 1]

    @property
    def ended(self) -> bool:
        """Whether nothing more comes."""
        return not any(line.strip() for line in self.lines[self.at.line - 1 :])

    def above(self, number: int) -> int:
        """The number of the next line above that holds more than a comment; 0 if there is none."""
        while number := number - 1:
            text = self.line(number).strip()
            if text and not text.startswith("#"):
                break
        return number


def stumble(
    error: yaml.MarkedYAMLError, lines: Sequence[str], root: Node | None, last: yaml.ScalarEvent | None
) -> Stumble:
    """The stumble that an error of the parser tells of. root: the first node so far. last: the last scalar so far."""
    began, at = _spot(error.context_mark), _spot(error.problem_mark)
    quoted = None
    if last is not None and last.style in ("'", '"'):
        start, end = _spot(last.start_mark), _spot(last.end_mark)
        quoted = Quoted(start, end) if start and end else None
    return Stumble(
        lines,
        error.context or "",
        error.problem or "",
        began,
        at or began or Spot(1, 1),
        Spot(root.line, root.column) if root else None,
        quoted,
    )


def explain(found: Stumble) -> Fault:
    """What the author should mend, and where."""
    rules = (
        _tab,
        _open_quote,
        _escape,
        _open_bracket,
        _no_colon,
        _colon_within,
        _kept_for_yaml,
        _list_on_line,
        _indent,
    )
    for rule in rules:
        for fault in rule(found):
            return fault
    why = " ".join(filter(None, (found.context, found.problem)))
    fix = Said(
        "Look at this line and the one above: indentation, quotes, brackets and colons",
        "请看看这一行和上一行的缩进、引号、括号和冒号",
    )
    return _fault("D006", found.at, why=Said(why, f"读到这里就读不下去了（{why}）"), fix=fix)


def _tab(found: Stumble) -> Iterator[Fault]:
    line = found.line(found.at.line)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        yield _fault("D022", Spot(found.at.line, indent.index("\t") + 1))
    elif found.char(found.at) == "\t":
        yield _fault("D022", found.at)


def _open_quote(found: Stumble) -> Iterator[Fault]:
    """A quote that is never closed, or was closed by that which opens the next text."""
    if found.began and "quoted scalar" in found.context and ("stream" in found.problem or "indicator" in found.problem):
        yield _fault("D023", found.began, where="")
    quoted = found.quoted
    if quoted and quoted.start.line < quoted.end.line == found.at.line:
        line = quoted.end.line
        yield _fault("D023", quoted.start, where=Said(f", but only on line {line}", f"，到第 {line} 行才合上"))


def _escape(found: Stumble) -> Iterator[Fault]:
    if "escape" in found.problem or "hexdecimal" in found.problem:
        why = Said('in "…" a backslash begins a special character', '双引号 "…" 里的反斜杠表示特殊字符')
        fix = Said("Use single quotes '…', or write \\\\", "请改用单引号 '…'，或者写成 \\\\")
        yield _fault("D006", Spot(found.at.line, found.head.rfind("\\") + 1 or found.at.column), why=why, fix=fix)


def _open_bracket(found: Stumble) -> Iterator[Fault]:
    """A bracket that is never closed, or what it holds is not set apart by commas."""
    if not found.began or "flow" not in found.context:
        return
    closing = "}" if "mapping" in found.context else "]"
    line, opening = found.line(found.at.line), found.line(found.began.line)
    outside = _indentation(line) <= _indentation(opening) and _SPACED_COLON.search(line)
    if found.ended or (found.at.line > found.began.line and outside):
        yield _fault("D024", found.began, closing=closing)
    elif not (found.quoted and found.quoted.end == found.at):  # else text goes on behind a closing quote
        why = Said("in brackets, commas stand between the items", "括号里的各项要用逗号隔开")
        fix = Said(f"Write ',' or the closing '{closing}' here", f"请在这里补上逗号“,”或者右括号“{closing}”")
        yield _fault("D006", found.at, why=why, fix=fix)


def _no_colon(found: Stumble) -> Iterator[Fault]:
    if found.began and "expected ':'" in found.problem and found.began.line < found.at.line:
        yield _without_colon(found, found.began)


def _without_colon(found: Stumble, spot: Spot) -> Fault:
    rest = found.line(spot.line)[spot.column - 1 :].rstrip()
    if colon := _KEY_AND_COLON.match(rest):
        return _fault("D025", Spot(spot.line, spot.column + colon.start(1)))
    if rest.startswith("-"):
        why = Said("a space is missing behind the hyphen of a list", "列表的短横后面少了一个空格")
        return _fault("D006", spot, why=why, fix=Said("Write '- …'", "请写成“- …”"))
    return _fault("D025", spot, len(rest))


def _colon_within(found: Stumble) -> Iterator[Fault]:
    """A colon where no key can be: in a text, or in a line that the one above has swallowed."""
    if not found.problem.startswith("mapping values"):
        return
    key, above = found.head.strip(), found.above(found.at.line)
    before = found.line(found.above(above)).rstrip() if above and found.above(above) else ":"
    line = found.line(above) if above else ""
    if _SPACED_COLON.search(found.head) or not above:
        yield _fault("D026", found.at)
    elif _SPACED_COLON.search(line):
        indented = _OUR_KEY.fullmatch(key) or not line.lstrip(" -").isascii()
        first = Spot(found.at.line, _indentation(found.head) + 1)
        yield _fault("D027", first, len(key)) if indented else _fault("D026", found.at)
    elif before.endswith(":") or line.lstrip().startswith("- "):
        yield _without_colon(found, Spot(above, len(line) - len(line.lstrip(" -")) + 1))
    else:
        yield _fault("D026", found.at)


def _kept_for_yaml(found: Stumble) -> Iterator[Fault]:
    """A text that begins with a character to which YAML gives a meaning."""
    context, problem, began, quoted = found.context, found.problem, found.began, found.quoted
    spot = None
    if "cannot start any token" in problem or problem.startswith("mapping keys"):
        spot = found.at
    elif "tag handle" in problem and began:
        yield _fault("D010", began, value=found.line(began.line)[began.column - 1 :].split()[0])
    elif re.search("an alias|an anchor|a tag|a directive|a block scalar", context):
        spot = began
    elif "block node" in context and found.char(found.at) in tuple(",]}"):
        spot = found.at
    elif quoted and quoted.end.line == found.at.line and not found.head[quoted.end.column - 1 :].strip():
        spot = quoted.start
    if spot and (char := found.char(spot)):
        other = Said('double quotes "…"', '双引号 "…" ') if char == "'" else Said("single quotes '…'", "单引号 '…' ")
        yield _fault("D028", spot, value=char, quote=other)


def _list_on_line(found: Stumble) -> Iterator[Fault]:
    if "sequence entries are not allowed" in found.problem:
        why = Said("a list cannot begin on the line of its key", "列表不能和键写在同一行")
        fix = Said("Put each '- …' on a line of its own below", "请把每个“- …”另起一行")
        yield _fault("D006", found.at, why=why, fix=fix)


def _indent(found: Stumble) -> Iterator[Fault]:
    """A line that does not belong where it stands."""
    if "document start" in found.problem:
        if found.root and found.at.column < found.root.column:
            yield _fault("D027", found.root, 0)
        elif found.line(found.at.line - 1).startswith("..."):
            yield _fault("D007", Spot(found.at.line - 1, 1), 3)
        return
    if not found.began or "block" not in found.context:
        return
    if found.char(found.at) == ":":
        yield _fault("D029", found.at)
    elif found.char(found.at) in tuple("]}"):
        why = Said("this bracket was never opened", "这个右括号没有对应的左括号")
        yield _fault(
            "D006", found.at, why=why, fix=Said("Delete it, or open it before", "请删掉，或者在前面补上左括号")
        )
    elif found.head.strip():
        return
    elif found.at.column == found.began.column:
        why = Said("keys and items of a list ('- …') stand side by side", "列表项（“- …”）和键混在了同一层")
        fix = Said(
            "Indent the list below its key, or make all of them items", "请把列表缩进到它的键下面，或者全写成列表项"
        )
        yield _fault("D006", found.at, why=why, fix=fix)
    else:
        yield _fault("D027", found.at, 0)


_RULES = (
    _tab, _open_quote, _escape, _open_bracket, _no_colon, _colon_within, _kept_for_yaml, _list_on_line, _indent,
)  # fmt: skip
"""Each yields what it makes of a stumble, if it makes anything of it; the first that does is believed."""


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _fault(code: str, spot: Spot, width: int = 1, *, value: str = "", **details: str | Said) -> Fault:
    return Fault(code, Node(spot.line, spot.column, width, None), value, details)


def _spot(mark: Any) -> Spot | None:
    """The place of a mark; both loaders set `line` and `column`, which their type stubs leave open."""
    return Spot(mark.line + 1, mark.column + 1) if mark else None
