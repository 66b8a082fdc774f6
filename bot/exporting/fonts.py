"""Fonts for a PDF: of the typeface that cards are drawn in, only the characters that a document has."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from bot.canvas import CHINESE, FONT
from bot.wrapping import is_chinese

WEIGHTS = {"": 400, "B": 700}
ASCENT, DESCENT = 880, -120  # of 1000: Chinese characters stand in the middle of their line
MISSING = ".notdef"
NARROW = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "　": "  "})
"""Marks that are as wide as a Chinese character in this face, and what stands for them among other letters."""
LIKE = str.maketrans({"✗": "×", "−": "–"})
"""Signs that the face lacks or draws too small, and those that look like them."""


class Typeface:
    """The face, opened once; it is used by one thread at a time. To open it takes a second."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._font = TTFont(str(resources.files("manimgx_fonts_cjk") / FONT), fontNumber=CHINESE, lazy=True)
        self._glyphs: dict[int, str] = self._font.getBestCmap()

    def known(self, text: str) -> str:
        """The text in what the face has glyphs for; the rest, as emoji and marks that turn a line, is left out."""
        composed = unicodedata.normalize("NFC", text).translate(LIKE)
        if not any(map(is_chinese, composed.replace("　", ""))):
            composed = composed.translate(NARROW)
        return "".join(char for char in composed if char == "\n" or (ord(char) in self._glyphs and _shows(char)))

    def write(self, characters: Iterable[str], weight: int, path: Path) -> None:
        """Write a TrueType font of these characters at a weight of 100–900. It takes a millisecond a character.

        What a PDF embeds is neither variable nor has it this face's curves of the third degree.
        """
        with self._lock:
            self._write(characters, weight, path)

    def _write(self, characters: Iterable[str], weight: int, path: Path) -> None:
        known = {ord(char): self._glyphs[ord(char)] for char in characters if ord(char) in self._glyphs}
        names = [MISSING, *sorted(set(known.values()) - {MISSING})]
        source, glyphs, widths = self._font.getGlyphSet(location={"wght": weight}), {}, {}
        for name in names:
            pen = TTGlyphPen(None)
            source[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
            glyphs[name], widths[name] = pen.glyph(), round(source[name].width)
        built = FontBuilder(self._font["head"].unitsPerEm, isTTF=True)
        built.setupGlyphOrder(names)
        built.setupCharacterMap(known)
        built.setupGlyf(glyphs)
        lefts = {name: getattr(built.font["glyf"][name], "xMin", 0) for name in names}
        built.setupHorizontalMetrics({name: (widths[name], lefts[name]) for name in names})
        built.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
        built.setupNameTable({"familyName": "Noto Sans CJK", "styleName": str(weight)})
        built.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
        built.setupPost()
        built.save(path)


@cache
def typeface() -> Typeface:
    """The face, for all documents of a process."""
    return Typeface()


def _shows(char: str) -> bool:
    return char.isprintable() or char == "　"
