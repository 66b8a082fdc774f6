"""Sheets: pages of A4 on which lines of words are set one below the other, in points."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from fpdf import FPDF

from bot.charts import INK, MUTED
from bot.exporting.fonts import WEIGHTS, typeface
from bot.wrapping import wrapped
from state.content.terms import Lang

EDGE, FOOT = 48.0, 56.0  # around what is printed, and below it, where the number of the page stands
LEADING = 1.5
FAMILY = "noto"
MANY = 10_000  # lines: as many as it takes
Align = Literal["left", "centre"]


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set. size: points. colour: as #17666B."""

    size: float = 10.0
    colour: str = INK
    bold: bool = False

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.size * LEADING


class Sheet:
    """A PDF in the making. y: how far down the page it is written on. Close it by `finished`, once."""

    def __init__(self, texts: Iterable[str], bold: Iterable[str], lang: Lang, title: str, made_at: datetime) -> None:
        """Begin. texts: all that will be set; bold: what of it will be set in bold. made_at: aware."""
        self._face = typeface()
        self._pdf = FPDF(unit="pt", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_title(title)
        self._pdf.set_lang("zh-CN" if lang == "zh" else "en")
        self._pdf.set_producer("Duilian")
        self._pdf.set_creation_date(made_at)
        with TemporaryDirectory() as folder:
            for style, of in (("", [*texts, " 0123456789/"]), ("B", [*bold, " "])):
                path = Path(folder) / f"face{style}.ttf"
                self._face.write({char for text in of for char in self._face.known(text)}, WEIGHTS[style], path)
                self._pdf.add_font(FAMILY, "B" if style else "", path)
        self.left, self.right = EDGE, float(self._pdf.w) - EDGE
        self.top, self.bottom = EDGE, float(self._pdf.h) - FOOT
        self.y = 0.0
        self.new_page()

    def new_page(self) -> None:
        """Begin a page."""
        self._pdf.add_page()
        self.y = self.top

    def room(self, height: float) -> None:
        """Begin a page if so much no longer fits on this one."""
        if self.y + height > self.bottom and self.y > self.top:
            self.new_page()

    def cut(self, text: str, width: float, style: Style) -> list[str]:
        """A text as lines that fit; at least one."""
        lines = []
        self._take(style)
        for line in self._face.known(text).split("\n"):
            lines += wrapped(line.replace("\t", " "), lambda part: self._pdf.get_string_width(part) <= width, MANY)
        return lines or [""]

    def width(self, text: str, style: Style) -> float:
        """How wide a line is."""
        self._take(style)
        return float(self._pdf.get_string_width(text))

    def set(
        self, lines: Iterable[str], x: float, style: Style, *, align: Align = "left", width: float = 0.0, y: float = -1
    ) -> None:
        """Set lines below each other from `x` on, or in the middle of `width`; from `y` on, or from where it is."""
        top = self.y if y < 0 else y
        self._take(style)
        for line in lines:
            self._pdf.set_text_color(*rgb(style.colour))
            start = x + (width - self._pdf.get_string_width(line)) / 2 if align == "centre" else x
            self._pdf.text(start, top + style.line / 2 + style.size * 0.38, line)
            top += style.line

    def write(self, text: str, style: Style, x: float, width: float) -> None:
        """Set a text of any length, over as many pages as it takes."""
        for line in self.cut(text, width, style):
            self.room(style.line)
            self.set([line], x, style)
            self.y += style.line

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0.0) -> None:
        """Fill a rectangle, before anything is set on it."""
        self._pdf.set_fill_color(*rgb(colour))
        rounded = min(radius, height / 2, width / 2)
        self._pdf.rect(x, y, width, height, style="F", round_corners=rounded > 0, corner_radius=rounded)

    def rule(self, x: float, y: float, to_x: float, to_y: float, colour: str, width: float = 0.6) -> None:
        """Draw a line."""
        self._pdf.set_draw_color(*rgb(colour))
        self._pdf.set_line_width(width)
        self._pdf.line(x, y, to_x, to_y)

    def finished(self) -> bytes:
        """The PDF, with the number on each page of several."""
        count = int(self._pdf.pages_count)
        style = Style(8, MUTED)
        for number in range(1, count + 1) if count > 1 else ():
            self._pdf.page = number
            foot = self.bottom + FOOT / 2 - style.line
            self.set([f"{number}/{count}"], self.left, style, align="centre", width=self.right - self.left, y=foot)
        return bytes(self._pdf.output())

    def _take(self, style: Style) -> None:
        self._pdf.set_font(FAMILY, "B" if style.bold else "", style.size)


def rgb(colour: str) -> tuple[int, int, int]:
    """#RRGGBB as three numbers of 0–255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
