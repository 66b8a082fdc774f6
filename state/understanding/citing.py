"""Citing: whether a reply says what the other has said, and which figures it puts into their mouth."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from state.understanding.figures import Quantity, figures, quantities

CITES = re.compile(
    r"(您|你)(刚才|刚刚|刚|前面|先前|头先|上次|之前|开头|不是|明明|自己)*(说|讲|话|提)(?![，,说讲])|(?<!是)不是[^，。？！]{1,12}([吗嗎]|么(?=\W|$))"
    r"|\byou('ve| have| had)? (just |only |first |also )?(said|say|told|mentioned|quoted)|\bwasn't it\b",
    re.IGNORECASE,
)
"""Words that say that the other has said so."""
_CHECKS = re.compile(
    r"(对|是|没错|没?记错了?|没听错)吧|对不对|是不是"
    r"|\b(right|correct|yes|yeah)\s*(?=[?？]|$)|\b(was|is|are|were|did|do|does)n't (it|they|you|that)\b",
    re.IGNORECASE,
)
"""Words that ask whether it is so."""
_SUM = re.compile(
    r"[=×*/+]|[加乘除减]|[一总]共|合[共计]|相?差|省|多[出花]|少[了停花]|剩"
    r"|\b(makes?|plus|minus|total|out of|times|leaves|fewer|more|less|sav(e|es|ing))\b",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(
    r"\s*(那|所以|也就是|就是说|原来|照您|哦|噢|喔|啊|嗯|您是说|你是说)"
    r"|\s*(so|then|oh|ah|right|fine|you mean)\b|.*[?？]$",
    re.IGNORECASE,
)
"""How a sentence begins that takes up what was said, or a question ends."""
_EXCLAIMS = re.compile(r"\s*((哎哟|哎呀|哎|唉|哇|嚯|wow|gosh|blimey|phew|ouch)[，,！!]?\s*)?", re.IGNORECASE)
_OWN = re.compile(r"我们|咱们|我方|我的|\b(we|our|ours|us)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[，。！？!?；;\n]|,(?!\d)|\.(?!\d)")
_SENTENCE = re.compile(r"[^。！？!?\n.]*(?:\.(?=\d)[^。！？!?\n.]*)*[。！？!?\n.]?")


FRAME = 3
"""Characters or words about a number, from which on they tell what it is of."""


class Held(NamedTuple):
    """A quantity that is held up to the other, with the clause and the sentence in which it stands.

    plainly: in words that say that it is the other's, or ask whether it is so; else it is only taken up.
    """

    clause: str
    sentence: str
    quantity: Quantity
    plainly: bool


def cited(reply: str) -> frozenset[float]:
    """The figures of a reply that are said to be the other's: those of the clauses that say so, or else all."""
    clauses = [clause for clause in _CLAUSE.split(reply) if CITES.search(clause)]
    return figures("\n".join(clauses)) or figures(reply)


def held_up(reply: str) -> tuple[Held, ...]:
    """The quantities of a reply that are held up to the other.

    What is the trainee's own is not, nor what comes of a sum.
    """
    return tuple(_held_up(reply))


def _held_up(reply: str) -> Iterator[Held]:
    for found in _SENTENCE.finditer(reply):
        sentence = found[0].strip()
        clauses = list(map(str.strip, _CLAUSE.split(sentence)))
        # Words that say whose it is may stand beside it: "…, you said", “我没记错吧？”
        beside = bool(_CHECKS.search(sentence)) or any(CITES.search(each) and not figures(each) for each in clauses)
        counted = [_counted(each) for each in clauses]
        first = next((each[0] for each in counted if each), None)
        echoes = first is not None and sentence.startswith(first.written, _exclaimed(sentence))
        takes_up = (echoes or bool(_TAKES_UP.match(sentence))) and not (_OWN.search(sentence) or _SUM.search(sentence))
        for clause, found_in in zip(clauses, counted, strict=True):
            plainly = beside or bool(CITES.search(clause))
            if (plainly or takes_up) and not (_OWN.search(clause) or _SUM.search(clause)):
                yield from (Held(clause, sentence, each, plainly) for each in found_in)


@lru_cache(maxsize=16)  # a reply's clauses are looked at twice
def _counted(clause: str) -> tuple[Quantity, ...]:
    return quantities(clause)


def echoed(reply: str, lines: Iterable[str]) -> tuple[Held, ...]:
    """The quantities of a reply that are said in the words of a line, where that has another of the same unit.

    "一天慢二十分钟" after "一天慢两分钟": whose it is need not be said. lines: what the other has said.
    """
    mine = list(_framed(reply))
    told = [each for line in lines for each in _frames(line)] if mine else []
    return tuple(
        held
        for held, frame in mine
        if not (_OWN.search(held.clause) or _SUM.search(held.clause))
        and any(
            other.quantity.unit == held.quantity.unit
            and other.quantity.value != held.quantity.value
            and _in_its_words(frame, words, other.sentence)
            for other, words in told
        )
    )


def _framed(text: str) -> Iterator[tuple[Held, tuple[list[str], list[str]]]]:
    """Each quantity of a text that has a unit, and the words before and behind it in its clause."""
    for found in _SENTENCE.finditer(text):
        for clause in map(str.strip, _CLAUSE.split(found[0])):
            for each in _counted(clause):
                before, _, behind = clause.partition(each.written)
                if each.unit:
                    yield Held(clause, found[0].strip(), each, plainly=True), (_parts(before), _parts(behind))


@lru_cache(maxsize=2**12)  # what was told is looked at in each turn; some 500 bytes each
def _frames(line: str) -> tuple[tuple[Held, tuple[list[str], list[str]]], ...]:
    return tuple(_framed(line))


def _in_its_words(one: tuple[list[str], list[str]], other: tuple[list[str], list[str]], sentence: str) -> bool:
    """Whether a quantity is spoken of as another is.

    That is, there are no words about it but those of the other's sentence, or those next to both are the same.
    """
    whole = _parts(sentence)
    if sum(map(len, one)) >= FRAME and all(_stands_in(part, whole) for part in one if part):
        return True
    return _run(one[0][::-1], other[0][::-1]) + _run(one[1], other[1]) >= FRAME


def _parts(text: str) -> list[str]:
    """Chinese characters, and words."""
    return re.findall(r"[\u4e00-\u9fff]|[^\W_]+", text.lower())


def _stands_in(some: list[str], whole: list[str]) -> bool:
    return any(whole[at : at + len(some)] == some for at in range(len(whole) - len(some) + 1))


def _run(one: list[str], other: list[str]) -> int:
    """How many of the first parts of two are the same."""
    alike = [mine == theirs for mine, theirs in zip(one, other, strict=False)]
    return alike.index(False) if False in alike else len(alike)


def _exclaimed(sentence: str) -> int:
    """Where a sentence begins behind a word of surprise."""
    found = _EXCLAIMS.match(sentence)
    return found.end() if found else 0


def clause_of(text: str, written: str) -> str:
    """The clause of a text in which something is written."""
    return next((clause for clause in _CLAUSE.split(text) if written in clause), "")


def sentence_of(text: str, written: str) -> str:
    """The sentence of a text in which something is written."""
    return next((found[0] for found in _SENTENCE.finditer(text) if written in found[0]), "")
