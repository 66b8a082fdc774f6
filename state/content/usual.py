"""Usual: what any seller asks any customer, in twenty wordings a question and language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from state.content.terms import USUAL, Lang, Usual

_NAMES: Mapping[str, Usual] = {name: name for name in USUAL}


@cache
def usual(lang: Lang) -> Mapping[Usual, tuple[str, ...]]:
    """The wordings of each question. In the file, a line `# name` stands before those of each."""
    text = Path(__file__).with_name(f"usual.{lang}.txt").read_text(encoding="utf-8")
    blocks = (block.strip().splitlines() for block in text.split("# ")[1:])
    return {_NAMES[name.strip()]: tuple(wordings) for name, *wordings in blocks}
