"""Quotes: as much of somebody's words as is shown, in one line."""

from collections.abc import Mapping

from state.content.terms import Lang

QUOTE: Mapping[Lang, int] = {"zh": 40, "en": 80}  # characters of a reply that are quoted


def shortened(text: str, lang: Lang) -> str:
    """As much of a reply as is quoted, in one line."""
    line = " ".join(text.split())
    if len(line) <= QUOTE[lang]:
        return line
    kept, after = line[: QUOTE[lang] - 1], line[QUOTE[lang] - 1]
    whole, space, _ = kept.rpartition(" ")
    # An English word is not cut in two, unless it is nearly all there is; Chinese has no spaces to cut at.
    return (whole if lang == "en" and after != " " and space and len(whole) > len(kept) // 2 else kept.rstrip()) + "…"
