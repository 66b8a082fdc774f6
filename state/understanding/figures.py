"""Figures: the numbers that a text names, in digits or in words, so that what was said can be held against it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_DIGITS = re.compile(
    r"(?<![a-z0-9.,-])([£$€¥])?(\d++(?:,\d{3})*+(?:\.\d++)?+)\s?([万千百亿]|(?:million|thousand|k)\b|(?(1)m\b|(?!)))?"
    r"(?:(?<=万)\s?(\d)(?![\d万千百]|[.,]\d))?",
    re.IGNORECASE,
)
"""The sign of a currency, a number, its unit (m after a sign: five m in length are no millions), and after 万 the
thousands, as they are spoken: 32 万 6."""
_MONEY = re.compile(r"([一二两三四五六七八九])块([一二三四五六七八九])?")
_UNITS = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6}
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?")
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), start=2)
}
_TEN = 10
_NUMBER = "|".join([*_WORDS, "hundred", "thousand", "million"])
# The first letter is looked at before the thirty words are: few words of a text begin with one of these.
_ENGLISH = re.compile(rf"\b(?=[efhmnostz])(?<!\d )(?:{_NUMBER})(?:(?:[ -]| and )(?:{_NUMBER}))*\b")


_UNIT = re.compile(
    r"\s?(?P<zh>个?小时|个?钟头|个钟|分钟|分|秒|个?微米|毫米|公斤|千瓦|块钱|元|块|吨|丝|道|度|天|礼拜|星期|周|个?月|年|岁|台|件|只|根|把|套"
    r"|毛(?![坯利病刺糙])|个?人|家|次|回|趟|遍|班|片|种|条|转|牛(?!皮)|袋|箱|张|栏|行(?!业|情|程)|包(?!括|含|装)|[%％])|\s?(?P<sign>[°µμ]\s?[a-z]|[mcd]?m\b|kg\b|kw\b)"
    r"|(?: of (?:the|those|these|your|my|his|her|their))?"
    r"[ -](?:(?:working|full|whole|solid|straight|good|long|extra) )?(?P<en>[a-z]{3,})",
    re.IGNORECASE,
)
_MONEYS = frozenset(("元", "毛"))
_SAME_UNIT = {
    "钟头": "小时",
    "个钟": "小时",
    "礼拜": "周",
    "星期": "周",
    "块钱": "元",
    "块": "元",
    "回": "次",
    "趟": "次",
    "遍": "次",
}
_NO_UNIT = frozenset(
    (
        "after", "again", "all", "and", "any", "are", "back", "because", "been", "before", "both", "but", "came",
        "can", "did", "does", "each", "even", "every", "for", "from", "going", "had", "has", "have", "her", "here",
        "him", "his", "how", "instead", "into", "just", "last", "less", "like", "made", "may", "more", "most",
        "next", "not", "now", "off", "only", "onto", "other", "our", "out", "over", "own", "per", "plus", "put",
        "right", "she", "since", "some", "than", "that", "the", "their", "then", "there", "they", "this", "times",
        "today", "too", "under", "until", "upon", "was", "went", "were", "what", "when", "where", "which", "while",
        "who", "whose", "why", "will", "with", "within", "without", "would", "yet", "you", "your",
    )
)  # fmt: skip


PLAIN = 100
"""From here on a number means something without a unit."""


class Quantity(NamedTuple):
    """A figure with what it counts. written: as the text has it, its unit included."""

    value: float
    unit: str
    written: str


def quantities(text: str, *, small: bool = False) -> tuple[Quantity, ...]:
    """The numbers of a text that have a unit: a measure, a counted thing, or the sign of a currency.

    Those that are large or no whole ones count without one, too: "890 at peak"; small: so do all others.
    """
    return tuple(_quantities(text, small=small))


def _quantities(text: str, *, small: bool) -> Iterator[Quantity]:
    ended = 0
    found = (match for pattern in (_DIGITS, _CHINESE, _ENGLISH) for match in pattern.finditer(text.lower()))
    for match in sorted(found, key=lambda match: match.start()):
        number = match[0].rstrip()
        start, end = match.start(), match.start() + len(number)
        unit = _UNIT.match(text, end)
        more = _behind(text, unit) if unit else 0.0
        # 六次 counts, 一次 says nothing
        values = figures(number) or {DIGITS.get(number, 1.0)} - ({1.0} if not more else set())
        if start < ended or len(values) != 1:
            continue
        single = match.re is _CHINESE and len(number) == 1  # 礼拜四, 老四
        ended = end
        if number[0] in "£$€¥":
            yield Quantity(min(values), number[0], text[start:ended])
        elif unit and (named := _unit(unit)):
            ended = unit.end() + bool(more)
            yield Quantity(min(values) + more, named, text[start:ended])
        elif "万" in number:  # 十一万六
            yield Quantity(min(values), "元", text[start:ended])
        elif (small and not single) or (match.re is not _CHINESE and (min(values) >= PLAIN or min(values) % 1)):
            yield Quantity(min(values), "", text[start:ended])


def _behind(text: str, unit: re.Match[str]) -> float:
    """What stands behind a unit and belongs to the number: 三丝半, 三毛五."""
    last = text[unit.end() : unit.end() + 1]
    if last == "半":
        return 0.5
    after = text[unit.end() + 1 : unit.end() + 2]
    decimal = _unit(unit) in _MONEYS or (
        unit["zh"] in ("分", "丝") and after not in ("分", "秒", *DIGITS, *_UNITS, "十")
    )
    return DIGITS.get(last, 0) / 10 if decimal else 0.0


def _unit(found: re.Match[str]) -> str:
    """What a unit is compared by; "" if the word is none."""
    if found["zh"]:
        bare = found["zh"].removeprefix("个")
        return _SAME_UNIT.get(bare, bare)
    if found["sign"]:
        return found["sign"].lower()
    word = found["en"].lower()
    return "" if word in _NO_UNIT else word.removesuffix("s")


def figures(text: str) -> frozenset[float]:
    """The numbers of a text in zh or en.

    三十八万 and 38万 are 380000.0, 38 万 6 is 386000.0; "twelve hundred" and "1,200" are 1200.0. A single
    Chinese digit is none: 一 is mostly a part of some word.
    """
    found = set()
    for _, digits, unit, thousands in _DIGITS.findall(text):
        found.add(float(digits.replace(",", "")) * _UNITS.get(unit.lower(), 1) + float(thousands or 0) * 1e3)
    found |= {_chinese(whole) + _chinese(part) / 10 for whole, part in _MONEY.findall(text)}
    found |= {_chinese(number) for number in _CHINESE.findall(text) if len(number) > 1}
    words = (number.replace("-", " ").split() for number in _ENGLISH.findall(text.lower()))
    found |= {_english(number) for number in words if not _run_together(number)}
    return frozenset(round(number, 6) for number in found)


def _chinese(number: str) -> float:
    """三万八千 -> 38000, 六万四 -> 64000 (the last unit is left out in speech), 二点五 -> 2.5."""
    whole, _, part = number.partition("点")
    total, section, digit, unit = 0.0, 0.0, 0.0, 1.0
    for char in whole:
        if char in DIGITS:
            digit = DIGITS[char]
            continue
        unit = 10.0 if char == "十" else _UNITS[char]
        if unit >= _UNITS["万"]:
            total, section = total + (section + digit) * unit, 0.0
        else:
            section += (digit or 1) * unit
        digit = 0.0
    if digit and unit > 10 and whole[-2] != "零":
        digit *= unit / 10
    decimals = "".join(str(DIGITS[char]) for char in part)
    return total + section + digit + (float(f"0.{decimals}") if decimals else 0.0)


def _run_together(number: list[str]) -> bool:
    """Whether it is no sum: "one ten" may be 110 or 1.10, "two thirty" a time of day."""
    values = [_WORDS.get(word, 0) for word in number]
    return any(one and other >= min(_TEN, one) for one, other in pairwise(values) if other)


def _english(number: list[str]) -> float:
    total, section = 0.0, 0.0
    for word in number:
        if word in _WORDS:
            section += _WORDS[word]
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in ("thousand", "million"):
            total, section = total + (section or 1) * _UNITS[word], 0.0
    return total + section
