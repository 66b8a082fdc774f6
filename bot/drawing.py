"""Drawing: a customer's machine as a file, in the form that the ending of its name asks for."""

from pathlib import Path
from typing import Literal, get_args

from bot.diagram import Diagram
from bot.mermaid import mermaid
from bot.texts import Texts

Ending = Literal["svg", "png", "mmd"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)


class Undrawn(Exception):
    """What was asked for cannot be drawn; the message says why and what to do."""


def ending_of(out: Path) -> Ending:
    """What a file is to be. Raises Undrawn for anything but the three that can be written."""
    for ending in ENDINGS:
        if out.suffix.lower() == f".{ending}":
            return ending
    raise Undrawn(f"{out}: the file's name should end in .svg, .png or .mmd")


def drawn_as(ending: Ending, diagram: Diagram, say: Texts) -> bytes:
    """What a file with this ending holds. Raises Undrawn if what draws it is not there."""
    if ending == "mmd":
        return mermaid(diagram, say).encode()
    otherwise = "Mermaid text needs neither: name the file .mmd, or leave --out away"
    try:
        from bot.graph import NoPicture, picture
    except ModuleNotFoundError as error:
        raise Undrawn(f"{error.name} is not installed: pip install -e '.[draw]'. {otherwise}.") from error
    try:
        return picture(diagram, say, ending)
    except NoPicture as error:
        if error.missing:
            raise Undrawn(
                "Graphviz, which draws pictures, is not installed, or its program `dot` is not on the PATH. "
                f"On Debian: apt-get install graphviz; elsewhere see https://graphviz.org/download. {otherwise}."
            ) from error
        raise Undrawn(f"Graphviz cannot draw it: {error}") from error
