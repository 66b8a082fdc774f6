"""Diagnostics: every code, how grave it is, and how it is worded for an author, in English and Chinese."""

from state.content.diagnostics.fitting import FITTING
from state.content.diagnostics.machine import MACHINE
from state.content.diagnostics.meaning import MEANING
from state.content.diagnostics.names import NAMES
from state.content.diagnostics.needs import NEEDS
from state.content.diagnostics.reading import READING
from state.content.diagnostics.shapes import SHAPES
from state.content.diagnostics.wording import Diagnostic, Said, Severity

__all__ = ["DIAGNOSTICS", "PARTS", "Diagnostic", "Said", "Severity"]

PARTS = (READING, NAMES, SHAPES, MACHINE, FITTING, NEEDS, MEANING)
"""The codes by what they are about; none is in two."""

DIAGNOSTICS: dict[str, Diagnostic] = {code: diagnostic for part in PARTS for code, diagnostic in part.items()}
