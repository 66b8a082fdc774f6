"""Context: a reply too short to say by itself what it does is read with what the customer said before it."""

import re

from state.content.terms import Lang
from state.understanding.wording import asks, length

LONGEST: dict[Lang, int] = {"zh": 8, "en": 5}
"""Characters or words of a reply that says too little by itself: `yes`, `四年`, `the second one`."""


_SENTENCE = re.compile(r"[^。！？!?.…\n]+[。！？!?.…]*")
# 然后呢, 那刚才的疑问呢; but 您看呢 and 行不行呢 want a yes or a no
_OPEN = re.compile(
    r"什么|啥|怎么|咋|多少|多久|多大|几|哪|谁(?![都也])|为何|何时|^(?!.*(.)不\1).*(?<![看说得])呢\W*$|\b(what|how|who|whose|when|where|why|which)\b",
    re.IGNORECASE,
)


def context(reply: str, customer: str, lang: Lang) -> str:
    """The customer's last sentence, if the reply is too short to be understood without it; else ""."""
    if length(reply, lang) > LONGEST[lang]:
        return ""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(customer) if any(map(str.isalnum, sentence))]
    return sentences[-1] if sentences else ""


def wants_assent(sentence: str) -> bool:
    """Whether a yes or a no answers it: a question, but none that asks what, who or how much."""
    return asks(sentence) and not _OPEN.search(sentence)
