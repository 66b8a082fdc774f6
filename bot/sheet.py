"""Sheets: a certificate as PDF: one sheet of A4 laid on its side."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from fpdf import FPDF

from bot.certificate import Certificate
from bot.charts import GRID, INK, MUTED, TEAL
from bot.texts import Texts
from bot.typeface import cut_down

WIDTH, HEIGHT = 297.0, 210.0  # millimetres of a sheet of A4 laid on its side
MARGIN, INSIDE = 12.0, 34.0  # of the frame, and of what stands in it
FEW = 8  # results in one column
REGULAR, BOLD = 400, 700
FAMILY = "page"


def drawn(say: Texts, certificate: Certificate) -> bytes:
    """Lay a certificate out: one sheet of A4, whose words can be searched and copied. It takes a second or two."""
    said = _said(say, certificate)
    whole = "".join(
        (*said.values(), *(f"{name} {score} {day}" for name, score, day in certificate.passed), "0123456789")
    )
    with TemporaryDirectory() as folder:
        files, known = cut_down(whole, (REGULAR, BOLD), Path(folder))

        def shown(text: str) -> str:
            return " ".join("".join(each for each in text if each in known or each.isspace()).split())

        pdf = FPDF("landscape", "mm", "A4")
        pdf.set_creation_date(certificate.day)
        pdf.set_title(shown(said["title"]))
        pdf.set_lang("zh-CN" if say.lang == "zh" else "en")
        pdf.set_auto_page_break(False)
        pdf.add_font(FAMILY, "", files[REGULAR])
        pdf.add_font(FAMILY, "B", files[BOLD])
        pdf.add_page()
        _lay_out(pdf, say, {key: shown(text) for key, text in said.items()}, certificate, shown)
        return bytes(pdf.output())


def _said(say: Texts, certificate: Certificate) -> dict[str, str]:
    """All words but those of the results, by place."""
    return {
        "title": say("certificate-title"),
        "certify": say("certificate-certify"),
        "name": certificate.name,
        "passed": say("certificate-passed", count=len(certificate.passed), least=certificate.least),
        "by": say("certificate-by", by=certificate.by) if certificate.by else "",
        "day": say("certificate-day", day=f"{certificate.day:%Y-%m-%d}"),
        "code": say("certificate-code", code=certificate.code),
        "check": say("certificate-check", code=certificate.code),
    }


def _lay_out(
    pdf: FPDF, say: Texts, said: dict[str, str], certificate: Certificate, shown: Callable[[str], str]
) -> None:
    _frame(pdf)
    _centred(pdf, said["title"], 38, 36, TEAL, bold=True)
    _centred(pdf, said["certify"], 60, 13, MUTED)
    _centred(pdf, said["name"] or certificate.code, 76, 28, INK, bold=True)
    pdf.set_draw_color(TEAL)
    pdf.set_line_width(0.3)
    pdf.line(WIDTH / 2 - 45, 85, WIDTH / 2 + 45, 85)
    _centred(pdf, said["passed"], 95, 13, MUTED)
    _results(pdf, say, [(shown(name), score, day) for name, score, day in certificate.passed])
    for place, (key, size, colour) in enumerate((("by", 11, INK), ("day", 11, INK))):
        _fitted(pdf, said[key], INSIDE, 172 + 7 * place, 120, size, colour)
    for place, (key, size, colour) in enumerate((("code", 11, INK), ("check", 9, MUTED))):
        _fitted(pdf, said[key], WIDTH - INSIDE - 120, 172 + 7 * place, 120, size, colour, align="R")


def _frame(pdf: FPDF) -> None:
    pdf.set_draw_color(TEAL)
    for inset, line in ((0.0, 0.9), (2.2, 0.25)):
        pdf.set_line_width(line)
        at = MARGIN + inset
        pdf.rect(at, at, WIDTH - 2 * at, HEIGHT - 2 * at)


def _results(pdf: FPDF, say: Texts, passed: Sequence[tuple[str, int, str]]) -> None:
    """The results, in one column if they are few, in two if not, nearer to what they belong to than to what follows."""
    columns = 1 if len(passed) <= FEW else 2
    rows = -(-len(passed) // columns)
    high = min(8.0, 60.0 / rows)
    wide = 150.0 if columns == 1 else (WIDTH - 2 * INSIDE - 10) / 2
    left = (WIDTH - columns * wide - (columns - 1) * 10) / 2
    top = 103 + (60 - rows * high) * 0.35
    size = 11 if columns == 1 else 9
    pdf.set_draw_color(GRID)
    pdf.set_line_width(0.2)
    for place, (name, score, day) in enumerate(passed):
        column, row = divmod(place, rows)
        x, y = left + column * (wide + 10), top + row * high + high / 2
        _fitted(pdf, name, x, y, wide - 52, size, INK)
        _fitted(pdf, say("certificate-score", score=score), x + wide - 52, y, 26, size, INK, align="R", bold=True)
        _fitted(pdf, day, x + wide - 26, y, 26, size, MUTED, align="R")
        pdf.line(x, y + high / 2, x + wide, y + high / 2)


def _centred(pdf: FPDF, text: str, y: float, size: float, colour: str, *, bold: bool = False) -> None:
    _fitted(pdf, text, INSIDE, y, WIDTH - 2 * INSIDE, size, colour, align="C", bold=bold)


def _fitted(
    pdf: FPDF,
    text: str,
    x: float,
    y: float,
    width: float,
    size: float,
    colour: str,
    align: str = "L",
    bold: bool = False,
) -> None:
    """Write a line, smaller if it would be too wide. y: its middle. size: points."""
    if not text:
        return
    pdf.set_font(FAMILY, "B" if bold else "", size)
    wide = pdf.get_string_width(text)
    if wide > width:
        pdf.set_font(FAMILY, "B" if bold else "", size * width / wide * 0.99)
    pdf.set_text_color(colour)
    pdf.c_margin = 0
    pdf.set_xy(x, y - 4)
    pdf.cell(width, 8, text, align=align)
