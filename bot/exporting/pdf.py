"""Documents as PDF, laid out like their pages in HTML."""

from datetime import datetime

from bot.charts import AMBER, GRID, INK, MUTED, PALE, RED, TEAL
from bot.exporting.document import (
    SIGNS,
    Bars,
    Block,
    Document,
    Finding,
    Form,
    Heading,
    Mark,
    NewPage,
    Paragraph,
    Speech,
    Table,
    bold_of,
    texts_of,
)
from bot.exporting.shades import shade
from bot.exporting.sheet import Sheet, Style
from bot.picture import PAPER

PLAIN, STRONG, QUIET, SMALL = Style(), Style(12, bold=True), Style(9, MUTED), Style(8, MUTED)
TONES = {"plain": PLAIN, "strong": STRONG, "quiet": QUIET}
COLOURS: dict[Mark, str] = {"good": TEAL, "half": AMBER, "bad": RED, "open": MUTED}
NAMES = 110.0  # the column of names in a form
SIGN = 16.0  # the column of signs
BUBBLE = 0.78  # share of the width that a speech may take
PAD = 6.0  # within a bubble
INNER = 4.0  # within a ruled row
NARROWEST = 26.0  # column of a table


def as_pdf(document: Document, made_at: datetime) -> bytes:
    """Write a document on pages of A4. made_at: aware. What the font lacks, as emoji, is left out.

    It takes about a millisecond for each different character in it.
    """
    sheet = Sheet(texts_of(document), bold_of(document), document.lang, document.title, made_at)
    width = sheet.right - sheet.left
    sheet.write(document.title, Style(18, bold=True), sheet.left, width)
    if document.under:
        sheet.write(document.under, QUIET, sheet.left, width)
    sheet.y += 6
    for block in document.blocks:
        _set(sheet, block)
    if document.foot:
        sheet.y += 10
        sheet.write(document.foot, SMALL, sheet.left, width)
    return sheet.finished()


def _set(sheet: Sheet, block: Block) -> None:
    left, width = sheet.left, sheet.right - sheet.left
    match block:
        case Heading(text=text, level=2):
            style = Style(13, TEAL, bold=True)
            sheet.y += 12
            sheet.room(style.line + 40)  # with something of what follows
            sheet.write(text, style, left, width)
            sheet.rule(left, sheet.y + 1, sheet.right, sheet.y + 1, PALE, 1.5)
            sheet.y += 7
        case Heading(text=text):
            style = Style(10.5, bold=True)
            sheet.y += 5
            sheet.room(style.line + 30)
            sheet.write(text, style, left, width)
        case Paragraph(text=text, tone=tone):
            sheet.write(text, TONES[tone], left, width)
            sheet.y += 4
        case Form(rows=rows, ruled=ruled):
            for name, value in rows:
                _row(sheet, name, value, ruled)
            sheet.y += 4
        case Bars(rows=bars):
            for name, share, shown in bars:
                _bar(sheet, name, share, shown)
            sheet.y += 5
        case Table():
            _table(sheet, block)
        case Finding(mark=mark, text=text, quote=quote):
            lines = sheet.cut(text, width - SIGN, PLAIN)
            sheet.room(len(lines) * PLAIN.line + (QUIET.line if quote else 0))
            sheet.set(sheet.cut(SIGNS[mark], SIGN, PLAIN), left, Style(10, COLOURS[mark], bold=True))
            sheet.write(text, PLAIN, left + SIGN, width - SIGN)
            if quote:
                sheet.write(quote, QUIET, left + SIGN, width - SIGN)
            sheet.y += 2
        case Speech():
            _speech(sheet, block)
        case NewPage():
            sheet.new_page()


def _row(sheet: Sheet, name: str, value: str, ruled: bool) -> None:
    """A name and its value; ruled, in two cells as high as they need to be, over pages if need be."""
    pad = INNER if ruled else 0.0
    wide = sheet.right - sheet.left - NAMES - 2 * pad
    names = sheet.cut(name, NAMES - 2 * pad, PLAIN)
    lines = sheet.cut(value, wide, PLAIN)
    if len(names) < len(lines) > 1:  # a long value may be parted, but not from its name
        names += [""] * (len(lines) - len(names))
    lines += [""] * (len(names) - len(lines))
    sheet.room(min(len(lines), 3) * PLAIN.line + 2 * pad)
    top = sheet.y
    sheet.y += pad
    for shown, line in zip(names, lines, strict=True):
        if sheet.y + PLAIN.line + pad > sheet.bottom:
            _cell(sheet, top, ruled)
            sheet.new_page()
            top = sheet.y
            sheet.y += pad
        if ruled:
            above = sheet.y - top if sheet.y - top <= pad else 0.0
            sheet.box(sheet.left, sheet.y - above, NAMES, PLAIN.line + above + pad, PAPER)
        sheet.set([shown], sheet.left + pad, PLAIN if ruled else Style(10, MUTED))
        sheet.set([line], sheet.left + NAMES + pad, PLAIN)
        sheet.y += PLAIN.line
    sheet.y += pad
    _cell(sheet, top, ruled)


def _cell(sheet: Sheet, top: float, ruled: bool) -> None:
    """The rules around a row that ends here."""
    if not ruled:
        return
    for x in (sheet.left, sheet.left + NAMES, sheet.right):
        sheet.rule(x, top, x, sheet.y, GRID)
    for y in (top, sheet.y):
        sheet.rule(sheet.left, y, sheet.right, y, GRID)


def _bar(sheet: Sheet, name: str, share: float | None, shown: str) -> None:
    sheet.room(PLAIN.line)
    left, right = sheet.left + 190, sheet.right - 60
    sheet.set(sheet.cut(name, 184, PLAIN)[:1], sheet.left, PLAIN)
    if share is not None:
        sheet.box(left, sheet.y + 5, right - left, 6, PAPER, 3)
        if share > 0:
            sheet.box(left, sheet.y + 5, max(6.0, (right - left) * share), 6, TEAL, 3)
    sheet.set(sheet.cut(shown, 54, PLAIN)[:1], right + 8, PLAIN)
    sheet.y += PLAIN.line


def _table(sheet: Sheet, table: Table) -> None:
    """A table, its head again on each page. The first column and the wide ones share what the narrow ones leave."""
    small, head = Style(8.5), Style(8.5, MUTED, bold=True)
    free = sheet.right - sheet.left
    texts = [table.head, *(tuple(cell.text for cell in row) for row in table.rows)]
    broad = [at for at in range(len(table.head)) if at == 0 or at in table.wide]
    narrow = {
        at: min(max(NARROWEST, *(sheet.width(row[at], head) + 8 for row in texts)), free / 4)
        for at in range(len(table.head))
        if at not in broad
    }
    each = (free - sum(narrow.values())) / len(broad)
    widths = [narrow.get(at, each) for at in range(len(table.head))]

    def line(texts: tuple[str, ...], style: Style, shades: tuple[str | None, ...]) -> None:
        cut = [sheet.cut(text, width - 6, style) for text, width in zip(texts, widths, strict=True)]
        height = max(len(lines) for lines in cut) * style.line + 4
        if sheet.y + height > sheet.bottom and sheet.y > sheet.top:
            sheet.new_page()
            if style is not head:
                line(table.head, head, (None,) * len(widths))
        x = sheet.left
        for at, (lines, width, colour) in enumerate(zip(cut, widths, shades, strict=True)):
            if colour is not None:
                sheet.box(x, sheet.y, width, height, colour)
            if at in broad:
                sheet.set(lines, x + 2, style, y=sheet.y + 2)
            else:
                sheet.set(lines, x, style, align="centre", width=width, y=sheet.y + 2)
            x += width
        sheet.y += height
        sheet.rule(sheet.left, sheet.y, sheet.right, sheet.y, GRID)

    line(table.head, head, (None,) * len(widths))
    for row in table.rows:
        shades = tuple(None if cell.share is None else shade(cell.share) for cell in row)
        line(tuple(cell.text for cell in row), small, shades)
    sheet.y += 6


def _speech(sheet: Sheet, speech: Speech) -> None:
    """A bubble, the trainee's to the right; one that is longer than a page goes on without its ground."""
    most = (sheet.right - sheet.left) * BUBBLE
    lines = sheet.cut(speech.text, most - 2 * PAD, PLAIN)
    wide = max(sheet.width(line, PLAIN) for line in lines) + 2 * PAD
    height = len(lines) * PLAIN.line + 2 * PAD
    x = sheet.right - wide if speech.own else sheet.left
    sheet.room(min(height + 2 * SMALL.line, 400))
    who = sheet.cut(speech.who, most, SMALL)[:1]
    sheet.set(who, sheet.right - sheet.width(who[0], SMALL) if speech.own else x, SMALL)
    sheet.y += SMALL.line
    if sheet.y + height <= sheet.bottom:
        sheet.box(x, sheet.y, wide, height, PALE if speech.own else PAPER, 6)
    sheet.y += PAD
    for line in lines:
        sheet.room(PLAIN.line)
        sheet.set([line], x + PAD, Style(10, INK))
        sheet.y += PLAIN.line
    sheet.y += PAD
    for line in sheet.cut(speech.note, most, SMALL) if speech.note else ():
        sheet.room(SMALL.line)
        sheet.set([line], sheet.right - sheet.width(line, SMALL) if speech.own else x, SMALL)
        sheet.y += SMALL.line
    sheet.y += 4
