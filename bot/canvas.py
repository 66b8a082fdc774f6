"""Canvas: words and shapes in pixels of the finished picture, which is a PNG or an SVG."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from io import BytesIO
from typing import Literal
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

from bot.shapes import SCALE, Area, Dot, Panel, Point, Shape, Stroke
from bot.wrapping import NO_END, is_chinese, wrapped

COLOURS = 64  # few, and all calm: what is drawn has about ten, the rest are the shades of its edges
LONE = 0.18  # share of the width below which the last of several lines looks forgotten
NARROWER = (0.96, 0.92, 0.88, 0.84, 0.8)  # shares of the width that are tried then
LEADING = 1.4  # height of a line by the size of its words
FONT = "NotoSansCJK-VF.otf.ttc"
FONTS = "Noto Sans CJK SC,Source Han Sans SC,PingFang SC,Microsoft YaHei,sans-serif"
"""What an SVG, which has no font of its own, is shown in: the first that is there."""
KOREAN, CHINESE = 1, 2  # faces of the font; the Korean one has the quotation marks that English needs

Align = Literal["left", "centre", "right"]


def font_file() -> str:
    """Where the font is."""
    return str(resources.files("manimgx_fonts_cjk") / FONT)


@dataclass(frozen=True, slots=True)
class Face:
    """What words are set in. size: pixels. chinese: whether there is a Chinese character among them."""

    size: int
    bold: bool
    chinese: bool


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text in its box."""

    text: str
    face: Face
    colour: str
    left: float
    top: float
    right: float

    @property
    def bottom(self) -> float:
        """Where the next line begins."""
        return self.top + self.face.size * LEADING

    @property
    def base(self) -> float:
        """The line that letters stand on. Chinese characters stand 0.88 of the size above it and 0.12 below it, so that
        they are in the middle of theirs.
        """
        return self.top + self.face.size * (LEADING / 2 + 0.38)


@dataclass
class Canvas:
    """What is to be painted: panels, on them shapes, on them words. Lengths are pixels, y grows downwards."""

    width: int
    words: list[Words] = field(default_factory=list)
    _panels: list[Shape] = field(default_factory=list)
    _shapes: list[Shape] = field(default_factory=list)
    _fonts: dict[Face, ImageFont.FreeTypeFont] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict)

    def text(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        size: int,
        colour: str,
        *,
        bold: bool = False,
        lines: int = 1,
        align: Align = "left",
    ) -> float:
        """Write a text in at most so many lines; return where they end. What the font lacks, as emoji, is left out."""
        face, cut = self._cut(text, width, size, bold, lines)
        for line in cut:
            room = width - self._length(line, face)
            start = left + {"left": -self._hanging(line, face), "centre": room / 2, "right": room}[align]
            self.words.append(Words(line, face, colour, start, top, start + width - room))
            top = self.words[-1].bottom
        return top

    def height(self, text: str, width: float, size: int, *, bold: bool = False, lines: int = 1) -> float:
        """How high the text would be."""
        return len(self._cut(text, width, size, bold, lines)[1]) * size * LEADING

    def _cut(self, text: str, width: float, size: int, bold: bool, lines: int) -> tuple[Face, list[str]]:
        shown = self._shown(text)
        face = Face(size, bold, any(map(is_chinese, shown)))
        if not face.chinese:
            shown = shown.replace("…", "...")  # whose dots stand in the middle of the line in this font
        return face, self._wrapped(shown, width, face, lines)

    def _wrapped(self, text: str, width: float, face: Face, lines: int) -> list[str]:
        """Cut a text so that, if it can be helped, no lone word is left over for the last line."""

        def within(width: float) -> list[str]:
            return wrapped(text, lambda line: self._length(line, face) <= width, lines)

        def is_even(cut: list[str]) -> bool:
            return len(cut) < 2 or self._length(cut[-1], face) >= width * LONE

        cut = within(width)
        if is_even(cut):
            return cut
        narrower = map(within, (width * share for share in NARROWER))
        return next((each for each in narrower if len(each) == len(cut) and is_even(each)), cut)

    def panel(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 24) -> None:
        """A rounded rectangle, below all shapes and words."""
        self._panels.append(Panel(left, top, right, bottom, colour, radius))

    def area(self, points: Sequence[Point], colour: str) -> None:
        """A filled polygon."""
        self._shapes.append(Area(points, colour))

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line through points."""
        self._shapes.append(Stroke(points, colour, width))

    def dotted(self, start: Point, end: Point, colour: str, width: float) -> None:
        """A dotted straight line."""
        count = max(1, round(math.dist(start, end) / (width * 3)))
        for place in range(count + 1):
            share = place / count
            self.dot(
                (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share), width / 2, colour
            )

    def dot(self, centre: Point, radius: float, colour: str, inside: str | None = None) -> None:
        """A filled circle, or with `inside` a ring of that inner colour."""
        self._shapes.append(Dot(centre, radius, colour, inside))

    def png(self, height: float, background: str) -> bytes:
        """Paint it all, so high."""
        image = Image.new("RGB", (self.width * SCALE, math.ceil(height) * SCALE), background)
        draw = ImageDraw.Draw(image)
        for shape in (*self._panels, *self._shapes):
            shape.paint(draw)
        for words in self.words:
            place = (words.left * SCALE, words.base * SCALE)
            draw.text(place, words.text, words.colour, self._font(words.face), anchor="ls")
        out = BytesIO()
        small = image.reduce(SCALE).quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        small.save(out, "PNG")
        return out.getvalue()

    def svg(self, height: float, background: str) -> bytes:
        """Write it all as SVG, so high. Words are as wide as they are here, whatever font they are shown in."""
        size = f'width="{self.width}" height="{math.ceil(height)}"'
        shapes = [shape.svg() for shape in (*self._panels, *self._shapes)]
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {self.width} {math.ceil(height)}">',
            f'<rect {size} fill="{background}"/>',
            *shapes,
            f'<g font-family="{FONTS}">',
            *map(self._element, self.words),
            "</g>",
            "</svg>",
        ]
        return "\n".join(lines).encode() + b"\n"

    def _element(self, words: Words) -> str:
        place = f'x="{words.left:.1f}" y="{words.base:.1f}" textLength="{self._length(words.text, words.face):.1f}"'
        face = f'font-size="{words.face.size}" font-weight="{700 if words.face.bold else 400}" fill="{words.colour}"'
        return f'<text {place} lengthAdjust="spacingAndGlyphs" {face}>{escape(words.text)}</text>'

    def _hanging(self, line: str, face: Face) -> float:
        """How far a line begins before its place: a Chinese opening mark is blank in its left half."""
        return face.size / 2 if face.chinese and line[0] in NO_END and self._length(line[0], face) >= face.size else 0.0

    def _length(self, text: str, face: Face) -> float:
        return self._font(face).getlength(text) / SCALE

    def _font(self, face: Face) -> ImageFont.FreeTypeFont:
        if face not in self._fonts:
            # Each canvas opens its own, for two threads must not use one; it takes a fraction of a millisecond.
            font = ImageFont.truetype(
                font_file(),
                face.size * SCALE,
                CHINESE if face.chinese else KOREAN,
                layout_engine=ImageFont.Layout.BASIC,  # the same on every system
            )
            font.set_variation_by_axes([700 if face.bold else 400])
            self._fonts[face] = font
        return self._fonts[face]

    def _shown(self, text: str) -> str:
        """A text in one line without what the font has no glyph for."""
        composed = unicodedata.normalize("NFC", text)
        return " ".join("".join(character for character in composed if self._is_known(character)).split())

    def _is_known(self, character: str) -> bool:
        if character not in self._known:
            glyph = self._font(Face(10, bold=False, chinese=True)).getmask
            self._known[character] = character.isspace() or (
                character.isprintable() and bytes(glyph(character)) != bytes(glyph("\uffff"))
            )
        return self._known[character]
