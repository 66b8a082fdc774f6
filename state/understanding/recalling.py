"""Recalling: a figure that the other has said a moment ago, and which a reply takes up with another number."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Literal, NamedTuple

from state.understanding.citing import CHECKS, CITES, CLAUSE, OWN, SUM, bare
from state.understanding.figures import DIGITS, PLAIN, Quantity, quantities
from state.understanding.telling import telling

LIKELY = 10
"""How many times as much or as little a figure may be as the one that is meant."""
CLOSE, FEW = 2, 10
"""The same, where only the place in the reply says what it is; of numbers up to FEW any may stand for any."""
SUPPOSES = re.compile(
    r"如果|要是|假如|假设|能不能|可不可以|能否|可以|最多|最少|至少|哪怕|换成|做到|降到|提到|加到|减到"
    r"|\b(if|could|would|can|may|suppose|say|at least|at most|instead|let's|how about|what about)\b",
    re.IGNORECASE,
)
"""Words of somebody who makes a number up."""
_OPENS = re.compile(
    r"\s*(?:(?:那|哦|噢|喔|啊|哎哟|哎呀|哎|唉|哇|嚯|好|才|就|一共|约|大概"
    r"|only|so|oh|wow|ok|okay|right|fine|well|just|up to|about|around)[，,！!]?\s*)*",
    re.IGNORECASE,
)
"""What stands before a figure that is only exclaimed."""
_WONDERS = re.compile(r"(.)不\1|[吗嗎]|没有?\W*$")
"""How a clause asks whether it could be so: 三班开不开."""
_SINGLE = re.compile(r"(?<![一二两三四五六七八九十百千万])[二两三四五六七八九](?![一二两三四五六七八九十百千万号])")
_THAT = (("那",), ("这",), ("that",), ("those",), ("these",))
"""What stands before a figure of which both know."""
_COUNTING = frozenset(
    "的了是那就也有在我们您你这个一共大概都还才只要到得着过年月天日周礼拜星期小时分秒号点元块钱万千百十台件家次回趟只根把套张班"
    "人片种条袋箱"
)
"""Characters that stand beside any number."""


class Said(NamedTuple):
    """A quantity with its clause, the words before (the nearest first) and behind it there, and the whole line.

    first: whether it is the first number, with little before its clause.
    """

    quantity: Quantity
    clause: str
    before: tuple[str, ...]
    behind: tuple[str, ...]
    line: str
    first: bool


How = Literal["verbatim", "echoed", "in_its_place", "likely"]
"""How a figure is taken up: in the very words in which it was said; in some of them, or exclaimed alone, and before all
else; the same elsewhere; of the same subject."""
FRAME = 3
"""Characters or words about a number, those counted twice that say something, from which on they tell what it is of."""
BRIEF = 4
"""Characters or words before a figure up to which it is still what the reply begins with: "Right, …"."""
VERBATIM = 3
"""Characters or words about a number, from which on they are the very words."""


class Recalled(NamedTuple):
    """A quantity that is taken up with another number, and the line in which that was said."""

    taken_up: Quantity
    said: Quantity
    line: str
    how: How


def recalled(reply: str, lines: Iterable[str]) -> tuple[Recalled, ...]:
    """The quantities of a reply that stand for others in what was said last.

    It counts the same, and is said of the same or in the same words, or is only exclaimed. What is the trainee's own,
    made up, the outcome of a sum, or was said with the same number is not.
    """
    numbers = _said(reply)
    mine = [each for each in numbers if not any(rule.search(each.clause) for rule in (OWN, SUPPOSES))]
    said = [each for line in lines for each in _said(line)] if mine else []
    if not said:
        return ()
    given = [*(each.quantity for each in numbers), *(Quantity(digit, "", "") for digit in _digits(reply))]
    checks = bool(CITES.search(reply) or CHECKS.search(reply))
    return tuple(found for each in mine for found in _stands_for(each, said, given, checks=checks))


def _stands_for(mine: Said, said: Sequence[Said], given: Collection[Quantity], *, checks: bool) -> Iterator[Recalled]:
    """What a quantity stands for. given: all numbers of the reply; checks: it asks whether they are right."""
    each, clause = mine.quantity, mine.clause
    values = {one.value for one in given}
    known = {other.quantity.value for other in said}
    heard = any(_is(each, other.quantity) for other in said)
    sums = _sums(clause)
    framed = [(other, alike) for other in said if (alike := _framed(mine, other)) and sums <= _sums(other.clause)]
    if framed:
        # It may be right of something else, and said of this.
        mixed_up = checks and heard and not any(_is(each, other.quantity) for other, _ in framed)
        rates = _digits(clause.replace(each.written, ""))
        made = {*(each.value * rate for rate in rates), *(each.value / rate for rate in rates)}
        for was, alike in framed:
            if mixed_up or not (heard or was.quantity.value in made or any(_is(was.quantity, one) for one in given)):
                how: How = "verbatim" if alike >= VERBATIM else "echoed" if mine.first else "in_its_place"
                yield Recalled(each, was.quantity, was.line, how)
        return
    if sums or heard or reckoned(each.value, known, values - {each.value}):
        return
    opened = _OPENS.sub("", clause, count=1)
    meant = bool(each.unit or loose(each))
    alone = meant and opened == each.written
    begins = meant and mine.first and opened.startswith(each.written) and not _WONDERS.search(clause)
    pointed = bool(each.unit) and mine.before[:1] in _THAT
    content = telling(bare(clause))
    for other in said:
        same = each.unit == other.quantity.unit or (loose(each) and loose(other.quantity))
        fits_in = same and other.quantity.value not in values and _likely(each, other.quantity)
        few = each.unit and max(each.value, other.quantity.value) <= FEW
        near = few or _likely(each, other.quantity, CLOSE)
        opens = (alone or begins) and near
        if fits_in and (opens or pointed or content & telling(bare(other.line))):
            how = "echoed" if opens and mine.first else "in_its_place" if opens else "likely"
            yield Recalled(each, other.quantity, other.line, how)


@lru_cache(maxsize=2**12)
def _sums(clause: str) -> frozenset[str]:
    """The words of a clause by which a figure may be the outcome of a sum: 还剩, which may stand in both, too."""
    return frozenset(found[0].lower() for found in SUM.finditer(clause))


def _is(each: Quantity, other: Quantity) -> bool:
    return each.value == other.value and (each.unit == other.unit or not (each.unit and other.unit))


def _likely(each: Quantity, other: Quantity, most: float = LIKELY) -> bool:
    small, large = sorted((each.value, other.value))
    return large <= most * small


def _framed(one: Said, other: Said) -> int:
    """How many characters or words next to both are the same; 0 if these say nothing.

    1 if there are no words about the one but some of the other's clause.
    """
    mine, theirs = one.quantity, other.quantity
    if (mine.unit and theirs.unit and mine.unit != theirs.unit) or not _likely(mine, theirs):
        return 0
    alike = [*_alike(one.before, other.before), *_alike(one.behind, other.behind)]
    if alike:
        tell = sum(map(_tells, alike))
        if tell and tell + len(alike) >= FRAME:
            return len(alike)
    if len(one.before) + len(one.behind) < FRAME:
        return 0
    whole = _parts(other.clause)
    return 1 if all(_stands_in(part, whole) for part in (one.before[::-1], one.behind)) else 0


def _alike(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return [mine for mine, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))]


def _stands_in(some: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(some)] == some for at in range(len(whole) - len(some) + 1))


def loose(each: Quantity) -> bool:
    """Whether a number may be a sum of money of which the currency is left out."""
    return each.unit in ("", "元", "£", "$", "€", "¥") and each.value >= PLAIN


def reckoned(value: float, known: Collection[float], given: Collection[float]) -> bool:
    """Whether a number is the sum, the difference or the product of a given one and one that is known or given."""
    near = 0.001 * value
    return any(
        min(abs(made - value) for made in (one + other, abs(one - other), one * other, other / one)) <= near
        for one in given
        for other in (*known, *given)
        if min(one, other) > 1
    )


@lru_cache(maxsize=2**12)
def _tells(part: str) -> bool:
    """Whether a character or a word says what a number is of."""
    return part not in _COUNTING if part >= "\u3400" else bool(telling(part))


@lru_cache(maxsize=2**12)
def _parts(text: str) -> tuple[str, ...]:
    """Chinese characters, and words."""
    return tuple(re.findall(r"[\u4e00-\u9fff]|[^\W_]+", text.lower()))


def _digits(text: str) -> set[float]:
    """The single Chinese digits of a text, from two on."""
    return {float(DIGITS[char]) for char in _SINGLE.findall(text)}


@lru_cache(maxsize=2**12)  # what was told is looked at in each turn; some 1 KB each
def _said(line: str) -> tuple[Said, ...]:
    """The numbers of a text, small ones without a unit too."""
    return tuple(_numbers(line))


def _numbers(line: str) -> Iterator[Said]:
    counted, length = False, 0
    for clause in map(str.strip, CLAUSE.split(line)):
        for each in quantities(clause, small=True):
            first, counted = length <= BRIEF and not counted, True
            before, _, behind = clause.partition(each.written)
            yield Said(each, clause, _parts(before)[::-1], _parts(behind), line, first)
        length += len(_parts(clause))
