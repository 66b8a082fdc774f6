"""Problems: what is wrong in a file, where, and what would be right."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from state.content.diagnostics import DIAGNOSTICS, Severity
from state.content.terms import Lang

SHOWN = 100
"""Code points of the quoted line that are shown at most."""


def nearest(value: str, known: Collection[str]) -> str | None:
    """The known name that is most like `value`, or None if none is much like it."""
    found = get_close_matches(value.lower(), known, n=1, cutoff=0.6)
    return found[0] if found else None


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file.

    path: the file, as it is to be shown. line, column: 1-based, in code points.
    width: code points to underline.
    value: what the author wrote. details: what else the wording names. known: what would be valid there.
    near: the one of `known` that was probably meant. quoted: the line of the file, '' if there is none.
    """

    path: str
    line: int
    column: int
    code: str
    value: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    near: str | None = None
    quoted: str = ""
    width: int = 1

    @property
    def severity(self) -> Severity:
        """An error keeps the content from being used; a warning does not."""
        return DIAGNOSTICS[self.code].severity

    def within(self, folder: Path) -> "Problem":
        """The same problem, its file named as it lies in a folder."""
        return replace(self, path=Path(self.path).relative_to(folder).as_posix())

    def says(self, lang: Lang = "en") -> str:
        """What is wrong, in a sentence."""
        diagnostic = DIAGNOSTICS[self.code]
        value = self.value if len(self.value) <= 60 else self.value[:59] + "…"
        return (diagnostic.zh if lang == "zh" else diagnostic.en).format(value=value, **self.details)

    def hint(self, lang: Lang = "en") -> str:
        """What was probably meant, or ''."""
        if self.near is None:
            return ""
        return f"是不是“{self.near}”？" if lang == "zh" else f"Did you mean '{self.near}'?"

    def render(self, lang: Lang = "en") -> str:
        """Place, code and sentence in one line; below it the line of the file with the value underlined."""
        kind = {"en": "warning: ", "zh": "提醒："}[lang] if self.severity == "warning" else ""
        sentence = (" " if lang == "en" else "").join(filter(None, (self.says(lang), self.hint(lang))))
        head = f"{self.path}:{self.line}:{self.column}: {self.code} {kind}{sentence}"
        known = ("known here: " if lang == "en" else "这里可用：") + ", ".join(self.known) if self.known else ""
        if not self.quoted.strip():
            return f"{head}\n      {known}" if known else head
        return f"{head}\n{self._quote(known)}"

    def _quote(self, known: str) -> str:
        line = "".join(char if char.isprintable() else " " for char in self.quoted)
        start = max(0, self.column - 1 - SHOWN // 2) if len(line) > SHOWN else 0
        before = ("…" if start else "") + line[start : self.column - 1]
        value = line[self.column - 1 : self.column - 1 + self.width][: SHOWN // 2]
        rest = line[self.column - 1 + len(value) : start + SHOWN]
        shown = before + value + rest + ("…" if start + SHOWN < len(line) else "")
        carets = "^" * max(1, cells(value))
        return f"{self.line:5d} | {shown}\n      | {' ' * cells(before)}{carets}  {known}".rstrip()


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that keep the content from being used."""
    return [problem for problem in problems if problem.severity == "error"]
