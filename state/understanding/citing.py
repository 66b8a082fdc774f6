"""Citing: whether a reply says what the other has said, and which figures it puts into their mouth."""

import re
from itertools import pairwise

from state.understanding.figures import Quantity, figures, quantities

CITES = re.compile(
    r"(您|你)(刚才|刚刚|刚|前面|先前|头先|上次|之前|开头|不是|明明|自己)*(说|讲|话|提)(?![，,说讲])|(?<!是)不是[^，。？！]{1,12}([吗嗎]|么(?=\W|$))"
    r"|\byou('ve| have| had)? (just |only |first |also )?(said|say|told|mentioned|quoted)|\bwasn't it\b",
    re.IGNORECASE,
)
"""Words that say that the other has said so."""
_CHECKS = re.compile(
    r"(对|是|没错)吧|对不对|是不是"
    r"|\b(right|correct|yes|yeah)\s*(?=[?？]|$)|\b(was|is|are|were|did|do|does)n't (it|they|you|that)\b",
    re.IGNORECASE,
)
"""Words that ask whether it is so."""
_SUM = re.compile(
    r"[=×*/+]|[加乘除减]|[一总]共|合[共计]|\b(makes?|plus|minus|total|out of|times|leaves)\b", re.IGNORECASE
)
_OWN = re.compile(r"我们|咱们|我方|\b(we|our|ours|us)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[，。！？!?；;\n]|,(?!\d)|\.(?!\d)")


def cited(reply: str) -> frozenset[float]:
    """The figures of a reply that are said to be the other's: those of the clauses that say so, or else all."""
    clauses = [clause for clause in _CLAUSE.split(reply) if CITES.search(clause)]
    return figures("\n".join(clauses)) or figures(reply)


def held_up(reply: str) -> tuple[tuple[str, Quantity], ...]:
    """The quantities of a reply that are held up to the other to be confirmed, each with its clause.

    What is the trainee's own is not, nor what comes of a sum.
    """
    if not (CITES.search(reply) or _CHECKS.search(reply)):
        return ()
    clauses = [clause.strip() for clause in _CLAUSE.split(reply)]
    return tuple(
        (clause, each)
        for clause, following in pairwise([*clauses, ""])
        if CITES.search(clause) or _CHECKS.search(clause) or _CHECKS.match(following)
        if not (_OWN.search(clause) or _SUM.search(clause))
        for each in quantities(clause)
    )


def clause_of(text: str, written: str) -> str:
    """The clause of a text in which something is written."""
    return next((clause for clause in _CLAUSE.split(text) if written in clause), "")
