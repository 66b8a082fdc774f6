"""Telling: the words of a text that not every text has, so that taking one up says what is meant."""

from functools import lru_cache

from state.understanding.vocabulary import words

_COMMON = frozenset(
    stem
    for line in (
        "what which that this with your have does from there about would could they them then than just were will",
        "been some when where whose you the and for are was who how why not his her its has had did any all can",
        "out one get got like many year day work time here come long say want two much hour month before know part",
        "over look right thing down people our off need three somebody last bet ask four old tell other after put",
        "back see ever something good make run first new happen now five own more their every still keep you've",
        "you're big next week number else set turn six goes going twenty anybody call came hand never nobody once",
        "each per only think way i'm i'd it's isn't must half can't don't lot well use same but give today hear",
        "let there's mean means meant kind sort",
        "意思 东西 事情 情况 问题 地方 办法 原因 道理 具体 觉得 认为 知道 现在 今天 平时 以前 以后 后来",
        "目前 眼下 最近 真的 应该",
    )
    for stem in words(line)
)
"""Words that many sentences share, as stems."""
_PARTICLES = frozenset(
    "的了吗嗎吧呢么啊呀嘛哦是有在您你我他她它咱们这那哪几个不没别会能可给跟和都还就也把被让叫说讲看来去上下里头一两多少谁何为"
    "怎咋啥时候得着过到要想自己"
)
"""Characters that make no word by themselves that tells anything."""


@lru_cache(maxsize=2**12)  # what customers tell is looked through again and again; 2 KB each
def telling(text: str) -> frozenset[str]:
    """The words of a text that tell something, as stems; in Chinese, pairs of characters."""
    return frozenset(word for word in words(text) if _tells(word))


def _tells(word: str) -> bool:
    if word[0] >= "\u3400":
        return len(word) >= 2 and word not in _COMMON and _PARTICLES.isdisjoint(word)
    return len(word) >= 3 and " " not in word and word not in _COMMON and not word.isdigit()
