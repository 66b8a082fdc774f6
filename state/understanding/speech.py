"""Speech: what can be told of a reply that was said aloud from its transcription and the time that it took."""

import re
from collections.abc import Iterator, Mapping

from state.content.terms import Lang
from state.understanding.reading import Span, Spoken
from state.understanding.wording import length

MEASURABLE: Mapping[Lang, int] = {"zh": 12, "en": 8}
"""Characters or words from which on a pace can be told: in less, a breath before the first word decides it."""

_EDGE = r"(?:(?<=[，,、。.．；;：:！!？?…\s])|^)"
_AFTER = r"(?=[，,、。.．；;：:！!？?…\s]|$)"
_FILLERS: Mapping[Lang, re.Pattern[str]] = {
    "zh": re.compile(
        # Sounds stand anywhere; words that also mean something count only where they stand alone.
        rf"[呃唔]+|{_EDGE}嗯+{_AFTER}|{_EDGE}(?:额+|啊+|那个|这个|就是说?|怎么说呢?){_AFTER}"
        r"|(?:那个){2,}|(?:这个){2,}|(?:就是){2,}|(?:然后){2,}"
    ),
    "en": re.compile(
        r"\b(?:u+m+|u+h+|e+rm*|e+r{3,}|u+hm+|h+m+|mm+)\b"
        rf"|{_EDGE}(?:you know|i mean|like|basically|sort of|kind of)(?=,)",
        re.IGNORECASE,
    ),
}


def fillers(text: str, lang: Lang) -> list[Span]:
    """Where a pause is filled: (start, end) in code points, end exclusive, in order.

    A single 嗯 that opens a reply takes in what was said before it, and fills nothing.
    """
    return list(_filling(text, lang))


def _filling(text: str, lang: Lang) -> Iterator[Span]:
    for found in _FILLERS[lang].finditer(text):
        if not (found[0] == "嗯" and not text[: found.start()].strip()):
            yield found.span()


def plain(text: str, lang: Lang) -> str:
    """The text as it is read for what it says: fillers made blank, so that all else stays where it stands."""
    for start, end in fillers(text, lang):
        after = end + 1 if text[end : end + 1] in ("，", ",", "、") else end  # which belongs to the pause
        text = text[:start] + " " * (after - start) + text[after:]
    return text


def spoken(text: str, lang: Lang, seconds: float) -> Spoken:
    """How a reply sounded. seconds: from its first word to its last, more than 0 to have a pace."""
    said = length(text, lang)
    pace = round(said * 60 / seconds, 1) if seconds > 0 and said >= MEASURABLE[lang] else None
    return Spoken(
        seconds=round(seconds, 1), pace=pace, fillers=tuple(text[slice(*span)] for span in fillers(text, lang))
    )
