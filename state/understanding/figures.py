"""Figures: the numbers that a text names, in digits or in words, so that what was said can be held against it."""

import re

_DIGITS = re.compile(
    r"(?<![a-z0-9.,-])[£$€¥]?(\d++(?:,\d{3})*+(?:\.\d++)?+)\s?([万千百亿]|(?:million|thousand|k|m)\b)?", re.IGNORECASE
)
_MONEY = re.compile(r"([一二两三四五六七八九])块([一二三四五六七八九])?")
_UNITS = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6}
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?")
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), start=2)
}
_NUMBER = "|".join([*_WORDS, "hundred", "thousand", "million"])
# The first letter is looked at before the thirty words are: few words of a text begin with one of these.
_ENGLISH = re.compile(rf"\b(?=[efhmnostz])(?<!\d )(?:{_NUMBER})(?:(?:[ -]| and )(?:{_NUMBER}))*\b")


def figures(text: str) -> frozenset[float]:
    """The numbers of a text in zh or en: 三十八万 and 38万 are 380000.0; "twelve hundred" and "1,200" are 1200.0.

    A single Chinese digit is none: 一 is mostly a part of some word.
    """
    found = set()
    for digits, unit in _DIGITS.findall(text):
        found.add(float(digits.replace(",", "")) * _UNITS.get(unit.lower(), 1))
    found |= {_chinese(whole) + _chinese(part) / 10 for whole, part in _MONEY.findall(text)}
    found |= {_chinese(number) for number in _CHINESE.findall(text) if len(number) > 1}
    found |= {_english(number.replace("-", " ").split()) for number in _ENGLISH.findall(text.lower())}
    return frozenset(round(number, 6) for number in found)


def _chinese(number: str) -> float:
    """三万八千 -> 38000, 六万四 -> 64000 (the last unit is left out in speech), 二点五 -> 2.5."""
    whole, _, part = number.partition("点")
    total, section, digit, unit = 0.0, 0.0, 0.0, 1.0
    for char in whole:
        if char in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[char]
            continue
        unit = 10.0 if char == "十" else _UNITS[char]
        if unit >= _UNITS["万"]:
            total, section = total + (section + digit) * unit, 0.0
        else:
            section += (digit or 1) * unit
        digit = 0.0
    if digit and unit > 10 and whole[-2] != "零":
        digit *= unit / 10
    decimals = "".join(str(_CHINESE_DIGITS[char]) for char in part)
    return total + section + digit + (float(f"0.{decimals}") if decimals else 0.0)


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
