"""Quotes: as much of somebody's words as is shown, in one line."""

from collections.abc import Mapping

from state.content.terms import Lang

QUOTE: Mapping[Lang, int] = {"zh": 40, "en": 80}  # characters of a reply that are quoted
NAME = 30
"""Characters of a name that somebody typed and we do not know."""
LOOSE = " ，、；：,;:"  # what an ellipsis does not follow


def shortened(text: str, lang: Lang, times: int = 1) -> str:
    """As much of a reply as is quoted, in one line. times: or so many times as much."""
    most = QUOTE[lang] * times
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept, after = line[: most - 1], line[most - 1]
    whole, space, _ = kept.rpartition(" ")
    # An English word is not cut in two, unless it is nearly all there is; Chinese has no spaces to cut at.
    cut = whole if lang == "en" and after != " " and space and len(whole) > len(kept) // 2 else kept
    return cut.rstrip(LOOSE) + "…"


def typed(text: str) -> str:
    """As much as is shown of a name that somebody typed, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= NAME else line[: NAME - 1] + "…"
