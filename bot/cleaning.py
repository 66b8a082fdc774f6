"""Cleaning: what people send is made safe to store, to show and to put within other words."""

import unicodedata

KEPT = "\n\t\u200c\u200d"  # joiners hold emoji and the letters of some scripts together
UNSEEN = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe0e\ufe0f"  # blanks that are no spaces to Unicode


def cleaned(text: str) -> str:
    """The text without what is no writing: control characters, marks that turn a line's direction, halves of pairs.

    Half a surrogate pair becomes U+FFFD, since no database would take it. '' if nothing of it can be seen.
    """
    kept = "".join(map(_kept, text)).strip()
    return kept if any(map(_is_seen, kept)) else ""


def isolated(text: str) -> str:
    """Words that run from right to left, kept from turning around those that they stand among; others as they are."""
    turns = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)
    return f"\u2068{text}\u2069" if turns else text


def _kept(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return "" if char not in KEPT and unicodedata.category(char) in ("Cc", "Cf") and not _tags(char) else char


def _tags(char: str) -> bool:
    """Whether a character is one of those that spell out a flag."""
    return "\U000e0020" <= char <= "\U000e007f"


def _is_seen(char: str) -> bool:
    """Whether a character shows; one of a later Unicode than Python knows does."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp") and char not in UNSEEN
