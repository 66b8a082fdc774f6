"""Problems: what is wrong in a file, where, and what would be right."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from state.content.diagnostics import DIAGNOSTICS, Said, Severity
from state.content.terms import Lang

SHOWN = 100
"""Code points of the quoted line that are shown at most."""

MOST = 100
"""Problems of one file that are told at most."""

_NAME = 60


def nearest(value: str, known: Collection[str]) -> str | None:
    """The known name that is most like `value`, or None if none is much like it."""
    if len(value) > _NAME:
        return None
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
    details: Mapping[str, str | Said] = field(default_factory=dict)
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

    @property
    def end_column(self) -> int | None:
        """The column behind what is wrong, on the same line; None where no line of the file is to blame."""
        return max(self.column, min(self.column + self.width, len(self.quoted) + 1)) if self.quoted else None

    def says(self, lang: Lang = "en") -> str:
        """What is wrong, in a sentence."""
        return self._worded(DIAGNOSTICS[self.code].says, lang)

    def hint(self, lang: Lang = "en") -> str:
        """What was probably meant, or ''."""
        if self.near is None:
            return ""
        return f"是不是“{self.near}”？" if lang == "zh" else f"Did you mean '{self.near}'?"

    def fix(self, lang: Lang = "en") -> str:
        """What to do about it: what was probably meant, or else what is right in such a place."""
        return self.hint(lang) or self._worded(DIAGNOSTICS[self.code].fix, lang)

    def offer(self, lang: Lang = "en") -> str:
        """The names that would be valid, or ''."""
        return ("known here: " if lang == "en" else "这里可用：") + ", ".join(self.known) if self.known else ""

    def _worded(self, said: Said, lang: Lang) -> str:
        value = self.value if len(self.value) <= _NAME else self.value[: _NAME - 1] + "…"
        details = {name: text.of(lang) if isinstance(text, Said) else text for name, text in self.details.items()}
        return said.of(lang).format(value=_legible(value), **details)

    def render(self, lang: Lang = "en") -> str:
        """Place, code, what is wrong and what to do in one line; below it the line of the file, underlined."""
        kind = {"en": "warning: ", "zh": "提醒："}[lang] if self.severity == "warning" else ""
        sentence = (" " if lang == "en" else "").join((self.says(lang), self.fix(lang)))
        head = f"{self.path}:{self.line}:{self.column}: {self.code} {kind}{sentence}"
        known = self.offer(lang)
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


def at_most(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without those of a file that has already had its share; one of these says that there are more."""
    told: Counter[str] = Counter()
    for problem in problems:
        told[problem.path] += 1
        if told[problem.path] == MOST + 1:
            yield Problem(problem.path, problem.line, problem.column, "D089", details={"limit": str(MOST)})
        if told[problem.path] <= MOST:
            yield problem


def _legible(text: str) -> str:
    """The text in which control characters are seen, and do nothing."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
