"""Citing: whether a reply says what the other has said, and which figures it puts into their mouth."""

import re

from state.understanding.figures import figures

CITES = re.compile(
    r"(您|你)(刚才|刚刚|刚|前面|先前|头先|上次|之前|开头|不是|明明|自己)*(说|讲|话|提)(?![，,说讲])|(?<!是)不是[^，。？！]{1,12}([吗嗎]|么(?=\W|$))"
    r"|\byou('ve| have| had)? (just |only |first |also )?(said|say|told|mentioned|quoted)|\bwasn't it\b",
    re.IGNORECASE,
)
"""Words that say that the other has said so."""
_CLAUSE = re.compile(r"[，。！？!?；;\n]|,(?!\d)|\.(?!\d)")


def cited(reply: str) -> frozenset[float]:
    """The figures of a reply that are said to be the other's: those of the clauses that say so, or else all."""
    clauses = [clause for clause in _CLAUSE.split(reply) if CITES.search(clause)]
    return figures("\n".join(clauses)) or figures(reply)
