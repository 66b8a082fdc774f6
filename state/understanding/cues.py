"""Cues: the few turns of phrase that settle a move for certain, whatever the head makes of the rest."""

import re
from dataclasses import dataclass

from state.content.terms import Move
from state.understanding.reading import Span

SURE = 0.97
"""How sure a cue is, 0–1: each is right in at least 95 of 100 labelled replies that it occurs in (a test counts)."""


@dataclass(frozen=True)
class Cue:
    """Words that show a move. The pattern is searched in the whole reply, whatever its case."""

    move: Move
    pattern: re.Pattern[str]


def _cue(move: Move, pattern: str) -> Cue:
    return Cue(move, re.compile(pattern, re.IGNORECASE))


CUES = (
    # Is that all? 除了价格，还有别的顾虑吗
    _cue(
        "isolate",
        r"(除了|除掉|除開|除开|撇开|抛开)[^。！？!?\n]{1,14}(别的|別的|其他|其它|另外)[^。！？!?\n]{0,12}([吗嗎么嘛没沒呢不]|(?=[?？]))",
    ),
    _cue("isolate", r"还有没有(别的|其他|其它)[^。！？!?\n]{0,4}(顾虑|原因|担心|想法)"),
    _cue(
        "isolate",
        r"\b(apart from|aside from|besides|other than|leaving aside)\b[^.!?\n]{1,40}\b(anything|something|what) else\b",
    ),
    _cue("isolate", r"\b(any|some)thing else\b[^.!?\n]{0,40}\b(holding|stopping|bothering|worrying|concern)"),
    # If that were out of the way, could you go ahead?
    _cue(
        "isolate",
        r"(要是|如果|假如|倘若)[^。！？!?\n]{1,10}(解决|谈妥|谈拢|搞定)[^。！？!?\n]{0,6}(是不是|能不能|可以|就能|能)[^。！？!?\n]{0,6}(定|签|往下|推进|下单)",
    ),
    _cue(
        "isolate",
        r"(解决|谈妥|谈拢|搞定|答好|办到|满足)[^。！？!?\n]{0,10}(会|愿意|肯|能|就)[^。！？!?\n]{0,6}(往下|往前|接着|继续|下单|推进)"
        r"[^。！？!?\n]{0,6}[吗嘛么不?？]",
    ),
    _cue(
        "isolate",
        r"\b(if|suppose|supposing)\b[^.!?\n]{1,30}\b(sort(ed)?|solved?|fix(ed)?|settled?)\b"
        r"[^.!?\n]{0,30}\b(would|could|can) you\b",
    ),
    # 您说得完全没道理
    _cue("argue", r"(您|你|这话)[^，。！？!?\n不]{0,8}(没有?|毫无)(什么|半点|一点)?道理(?![吗么嘛])"),
    _cue("map_decision", r"\bwho (else )?(signs|decides|approves|has the final say)\b(?! (it|what)'s)"),
    _cue("courtesy", r"(?:^|(?<=[总工哥姐傅板长理任]))(您好|你好|早上好|上午好|下午好|晚上好)(?=[，,。！!~～\s]|$)"),
    _cue("courtesy", r"^(谢谢|多谢|感谢)[您你]?(?=[，,。！!~～\s]|$)"),
    _cue("courtesy", r"\bsorry to (bother|disturb|interrupt)\b"),
)

_BARE = re.compile(
    r"(好的?|好吧|好嘞|嗯+|哦+|噢|行吧?|可以|对|是的?|收到|知道了|明白了?|我想想|[哈呵嘿]+"
    r"|o?k|okay|yes|yeah|yep|no|nope|sure|right|fine|true|noted|got it|lol|h[am]+(ha)*|let me think)+",
    re.IGNORECASE,
)


_ASSENT = re.compile(
    r"(好的?|好吧|好嘞|行吧?|可以|对|是的?|o?k|okay|yes|yeah|yep|no|nope|sure|right|fine)+", re.IGNORECASE
)


def is_assent(reply: str) -> bool:
    """Whether nothing is said but yes or no, as one answers what was asked."""
    return bool(_ASSENT.fullmatch("".join(re.findall(r"[^\W_]+", reply))))


def is_bare(reply: str) -> bool:
    """Whether nothing is said but an assent, a laugh or a sound; such a reply is `other` and nothing besides."""
    words = " ".join(re.findall(r"[^\W_]+", reply))
    return bool(_BARE.fullmatch(words.replace(" ", ""))) or bool(_BARE.fullmatch(words))


def cued(reply: str) -> dict[Move, Span]:
    """The moves that a cue settles -> the words that did, (start, end) in code points, end exclusive."""
    found: dict[Move, Span] = {}
    for cue in CUES:
        if cue.move not in found and (match := cue.pattern.search(reply)):
            found[cue.move] = match.span()
    return found
