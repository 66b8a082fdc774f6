"""Citing: how a section of the handbook is named to somebody who reads no Chinese."""

import re
from collections.abc import Mapping

from state.content.terms import Lang

WORDS: Mapping[str, str] = {
    "基础篇": "Basics",
    "提高篇": "Advanced",
    "深度篇": "In depth",
    "客户的管理": "Managing customers",
}
"""The handbook's parts, and its one chapter that has a name instead of a number."""
NUMERALS = "零一二三四五六七八九十"
_CHAPTER = re.compile(rf"(?<= )([{NUMERALS[1:]}])(?: |$)")


def cited(section: str, lang: Lang) -> str:
    """A section as it is shown: `提高篇 五 3b` in Chinese, `Advanced 5.3b` in English. Other words stay as they are."""
    if lang == "zh":
        return section
    for chinese, english in WORDS.items():
        section = section.replace(chinese, english)
    return _CHAPTER.sub(lambda found: f"{NUMERALS.index(found[1])}.", section).removesuffix(".")
