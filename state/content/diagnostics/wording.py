"""Wording: how a diagnostic is said to an author, in English and Chinese."""

from dataclasses import dataclass
from typing import Literal

from state.content.terms import Lang

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Said:
    """The same thing said in English and in Chinese."""

    en: str
    zh: str

    def of(self, lang: Lang) -> str:
        """The wording in one language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Diagnostic:
    """The wording of one code. `{value}` is what the author wrote; the finder fills in the other names.

    says: what is wrong, a sentence. fix: what to do about it, a sentence or two for somebody who does not program.
    """

    says: Said
    fix: Said
    severity: Severity = "error"


def error(en: str, zh: str, fix_en: str, fix_zh: str) -> Diagnostic:
    """A diagnostic that keeps the content from being used."""
    return Diagnostic(Said(en, zh), Said(fix_en, fix_zh))


def warning(en: str, zh: str, fix_en: str, fix_zh: str) -> Diagnostic:
    """A diagnostic that does not."""
    return Diagnostic(Said(en, zh), Said(fix_en, fix_zh), "warning")
