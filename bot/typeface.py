"""Typeface: the font of the pictures, cut down to what one document shows, in a form that a PDF can hold."""

from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib import instancer

from bot.canvas import CHINESE, font_file

CLOSE = 1.0  # units of 1,000 to the em by which a TrueType curve may miss the original


def cut_down(texts: str, weights: tuple[int, ...], folder: Path) -> tuple[dict[int, Path], frozenset[str]]:
    """Write the font with the characters of some texts into a folder, once for each weight (100–900).

    Returns the files by weight, and the characters that the font has. It takes a second or two: the whole font has
    65,535 glyphs in all weights, and no PDF library would take it as it is.
    """
    options = subset.Options()
    options.layout_features, options.name_IDs = [], [1, 2, 4, 6]
    options.drop_tables += ["BASE", "GSUB", "GPOS", "VORG", "VVAR", "vhea", "vmtx", "DSIG", "STAT"]
    subsetter, small = subset.Subsetter(options), BytesIO()
    subsetter.populate(text=texts)
    with TTFont(font_file(), fontNumber=CHINESE, lazy=True) as font:
        subsetter.subset(font)
        font.save(small)
        known = frozenset(map(chr, font.getBestCmap()))
    files = {weight: folder / f"{weight}.ttf" for weight in weights}
    for weight, file in files.items():
        small.seek(0)
        _in_truetype(instancer.instantiateVariableFont(TTFont(small), {"wght": weight})).save(file)
    return files, known


def _in_truetype(font: Any) -> Any:
    """The same font with TrueType's curves, which every reader of PDFs knows."""
    drawn, order, glyphs = font.getGlyphSet(), font.getGlyphOrder(), {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, CLOSE, reverse_direction=True))
        glyphs[name] = pen.glyph()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    font["glyf"], font["loca"] = glyf, newTable("loca")
    del font["CFF2"]
    most = font["maxp"]
    most.tableVersion, most.maxZones = 0x00010000, 1
    for name in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth", "maxPoints", "maxContours",
        "maxCompositePoints", "maxCompositeContours",
    ):  # fmt: skip
        setattr(most, name, 0)
    font["post"].formatType = 3.0  # without the glyphs' names
    font.sfntVersion = "\000\001\000\000"
    return font
