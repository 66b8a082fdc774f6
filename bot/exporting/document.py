"""Documents: what a report says, block by block, whatever it is then written as: HTML, PDF or plain text."""

from dataclasses import dataclass
from typing import Literal

from state.content.terms import Lang

Tone = Literal["plain", "strong", "quiet"]
Mark = Literal["good", "half", "bad", "open"]
SIGNS: dict[Mark, str] = {"good": "✓", "half": "◐", "bad": "✗", "open": "–"}


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a section. level: 2 or 3; the title of the document is 1."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; each line of the text begins a new one."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Form:
    """Names and what belongs to each. A value of '' is a blank to be filled in by hand."""

    rows: tuple[tuple[str, str], ...]
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Names, each with a share of 0.0–1.0 as a bar (None: there is none) and what is written beside it."""

    rows: tuple[tuple[str, float | None, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. share: 0.0–1.0, by which it is coloured; None: it is not."""

    text: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. The first column has the names, the others are narrow unless named in `wide`, from 0."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    wide: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of a card: whether it was good, why, and the words that showed it, '' if none did."""

    mark: Mark
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody said in a talk. own: whether it was the trainee. note: what it did, in small print."""

    who: str
    text: str
    own: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a new page."""


Block = Heading | Paragraph | Form | Bars | Table | Finding | Speech | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """A title, a line under it, and blocks in their order. foot: stands below all of it."""

    lang: Lang
    title: str
    under: str
    blocks: tuple[Block, ...]
    foot: str = ""


def texts_of(document: Document) -> list[str]:
    """All that is written in a document, in no particular order: what a font has to have."""
    found = [document.title, document.under, document.foot, *SIGNS.values()]
    for block in document.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                found.append(text)
            case Form(rows=rows):
                found += [text for row in rows for text in row]
            case Bars(rows=bars):
                found += [text for name, _, shown in bars for text in (name, shown)]
            case Table(head=head, rows=cells):
                found += [*head, *(cell.text for row in cells for cell in row)]
            case Finding(text=text, quote=quote):
                found += [text, quote]
            case Speech(who=who, text=text, note=note):
                found += [who, text, note]
            case NewPage():
                pass
    return found


def bold_of(document: Document) -> list[str]:
    """What of it is set in bold."""
    found = [document.title, *SIGNS.values()]
    for block in document.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text, tone="strong"):
                found.append(text)
            case Table(head=head):
                found += head
            case _:
                pass
    return found
