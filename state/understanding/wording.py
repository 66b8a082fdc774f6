"""Wording: what can be told of a reply without understanding it: its language and its length."""

import re
from collections.abc import Iterable

from state.content.terms import Lang

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def language(text: str, default: Lang) -> Lang:
    """`zh` if at least a fifth of the letters are Chinese characters, else en; `default` for a text without letters."""
    letters = sum(char.isalpha() for char in text)
    if not letters:
        return default
    return "zh" if 5 * _count(_CJK.finditer(text)) >= letters else "en"


_ASKS = re.compile(
    r"[?？]|[吗嗎么嘛呢]$|什么|什麼|啥|多少|多久|多大|多长|(?<!十)几[个個台件年月点天号家]|哪|[谁誰](?![都也])|怎么|怎麼|怎样|咋|为何|为什么"
    r"|是不是|有没有|能不能|会不会|要不要|好不好|行不行"
    r"|^((and|so|but|no|yes|ok|okay|well|sorry|right|then)[, ]+)*"
    r"(what|which|who|whose|where|when|why|how|do|does|did|is|are|was|were|have|has|can|could"
    r"|would|will|may)\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether a text has the form of a question, by its mark or its words."""
    return bool(_ASKS.search(text.strip().rstrip("。.!！~～…")))


def length(text: str, lang: Lang) -> int:
    """Letters, digits and Chinese characters in zh, words in en; punctuation, blanks and emoji do not count."""
    return sum(char.isalnum() for char in text) if lang == "zh" else _count(_WORD.finditer(text))


def _count(found: Iterable[object]) -> int:
    return sum(1 for _ in found)
