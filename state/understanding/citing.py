"""Citing: whether a reply says what the other has said, and which figures it puts into their mouth."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from state.understanding.figures import Quantity, figures, quantities

CITES = re.compile(
    r"(您|你)(刚才|刚刚|刚|前面|先前|头先|上次|之前|开头|不是|明明|自己|是)*(说|讲|话|提)(?![，,说讲])|(?<!是)不是[^，。？！]{1,12}([吗嗎]|么(?=\W|$))"
    r"|\byou('ve| have| had)? (just |only |first |also )?(said|say|told|mentioned|quoted)|\bwasn't it\b",
    re.IGNORECASE,
)
"""Words that say that the other has said so."""
CHECKS = re.compile(
    r"(对|是|没错|没?记错了?|没听错)吧|对不对|是不是"
    r"|\b(right|correct|yes|yeah)\s*(?=[?？]|$)|\b(was|is|are|were|did|do|does)n't (it|they|you|that)\b",
    re.IGNORECASE,
)
"""Words that ask whether it is so."""
_A_NUMBER = (
    r"(?=\d|[£$€]|the\b|every\b|(a hundred|one|two|three|four|five|six|seven|eight|nine|ten|twelve|[a-z]+(teen|ty))\b)"
)
SUM = re.compile(
    r"[=×*/+]|[加乘除减]|[一总]共|合[共计]|相差|差(?=[了不\d一二两三四五六七八九十])|省|多[出花]|少[了停花]|剩"
    rf"|\b(times|out of) {_A_NUMBER}|(?<!you )(?<!they )\bmakes?\b"
    r"|\b(plus|minus|total|leaves|left|fewer|more|less|sav(e|es|ing))\b",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(
    r"\s*(那|所以|也就是|就是说|原来|照您|哦|噢|喔|啊|嗯|您是说|你是说)"
    r"|\s*(so|then|oh|ah|right|fine|you mean)\b|.*[?？]$",
    re.IGNORECASE,
)
"""How a sentence begins that takes up what was said, or a question ends."""
_EXCLAIMS = re.compile(r"\s*((哎哟|哎呀|哎|唉|哇|嚯|wow|gosh|blimey|phew|ouch)[，,！!]?\s*)?", re.IGNORECASE)
OWN = re.compile(
    r"我们|咱们|我方|我的|我(刚才?)?(说|讲|报|算)的?"
    r"|\b(we|our|ours|(?<!between )us|I (said|told|gave|quoted|meant|make|get|got))\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[，。！？!?；;\n]|,(?!\d)|\.(?!\d)")
SENTENCE = re.compile(r"[^。！？!?\n.]*(?:\.(?=\d)[^。！？!?\n.]*)*[。！？!?\n.]?")


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
    clauses = [clause for clause in CLAUSE.split(reply) if CITES.search(clause)]
    return figures("\n".join(clauses)) or figures(reply)


def held_up(reply: str) -> tuple[Held, ...]:
    """The quantities of a reply that are held up to the other.

    What is the trainee's own is not, nor what comes of a sum.
    """
    return tuple(_held_up(reply))


def _held_up(reply: str) -> Iterator[Held]:
    for found in SENTENCE.finditer(reply):
        sentence = found[0].strip()
        clauses = list(map(str.strip, CLAUSE.split(sentence)))
        # Words that say whose it is may stand beside it: "…, you said", “我没记错吧？”
        beside = bool(CHECKS.search(sentence)) or any(CITES.search(each) and not figures(each) for each in clauses)
        counted = [_counted(each) for each in clauses]
        first = next((each[0] for each in counted if each), None)
        echoes = first is not None and sentence.startswith(first.written, _exclaimed(sentence))
        takes_up = (echoes or bool(_TAKES_UP.match(sentence))) and not (OWN.search(sentence) or SUM.search(sentence))
        for clause, found_in in zip(clauses, counted, strict=True):
            plainly = beside or bool(CITES.search(clause))
            if (plainly or takes_up) and not (OWN.search(clause) or SUM.search(clause)):
                yield from (Held(clause, sentence, each, plainly) for each in found_in)


@lru_cache(maxsize=16)  # a reply's clauses are looked at twice
def _counted(clause: str) -> tuple[Quantity, ...]:
    return quantities(clause)


def _exclaimed(sentence: str) -> int:
    """Where a sentence begins behind a word of surprise."""
    found = _EXCLAIMS.match(sentence)
    return found.end() if found else 0


def bare(clause: str) -> str:
    """A clause without its quantities."""
    for each in quantities(clause):
        clause = clause.replace(each.written, "、")
    return clause


def clause_of(text: str, written: str) -> str:
    """The clause of a text in which something is written."""
    return next((clause for clause in CLAUSE.split(text) if written in clause), "")


def sentence_of(text: str, written: str) -> str:
    """The sentence of a text in which something is written."""
    return next((found[0] for found in SENTENCE.finditer(text) if written in found[0]), "")
