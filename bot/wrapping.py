"""Wrapping: a text is cut into lines where Chinese and English may be cut, and ends in an ellipsis if it must."""

import unicodedata
from collections.abc import Callable, Iterator

NO_START = "，。、；：！？）》」』】〉”’…—～·,.;:!?)]}%％"
NO_END = "（《「『【〈“‘([{"


def wrapped(text: str, fits: Callable[[str], bool], lines: int) -> list[str]:
    """Cut a text into at most so many lines that fit. A word that is longer than a line is cut anywhere."""
    found, line = list[str](), ""
    for unit in _units(text):
        if line and not fits((line + unit).rstrip()):
            found.append(line.rstrip())
            line = ""
        while not line and not fits(unit.rstrip()) and len(found) <= lines:
            end = next(end for end in range(1, len(unit) + 1) if not fits(unit[: end + 1]))
            found.append(unit[:end])
            unit = unit[end:]
        line += unit
        if len(found) > lines:
            break
    if line.strip():
        found.append(line.rstrip())
    return found if len(found) <= lines else [*found[: lines - 1], _cut(found[lines - 1], fits)]


def is_chinese(character: str) -> bool:
    """Whether a character is as wide as a Chinese one, beside which a line may end."""
    return unicodedata.east_asian_width(character) in "WF"


def _cut(line: str, fits: Callable[[str], bool]) -> str:
    more = "…" if any(map(is_chinese, line)) else "..."
    while line and not fits(line + more):
        line = line[:-1]
    return line.rstrip(" ，。、；：,.;:—…") + more


def _units(text: str) -> Iterator[str]:
    """Cut a text wherever a line may end: after a space and beside a Chinese character, but not before a full stop."""
    start = 0
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        chinese = is_chinese(before) or is_chinese(after)
        if before == " " or (chinese and after not in NO_START and after != " " and before not in NO_END):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]
