"""Wording: what can be told of a reply without understanding it: its language and its length."""

import re
from collections.abc import Iterable

from state.content.terms import Lang

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SENTENCE = re.compile(r"(?:[^。！？!?.\n]|\.(?=\S))+[。！？!?.]*")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def language(text: str, default: Lang) -> Lang:
    """`zh` if at least a fifth of the letters are Chinese characters, else en; `default` for a text without letters."""
    letters = sum(char.isalpha() for char in text)
    if not letters:
        return default
    return "zh" if 5 * _count(_CJK.finditer(text)) >= letters else "en"


_FOREIGN = frozenset(
    (
        "aber", "alors", "auch", "auf", "avec", "ce", "cette", "combien", "cuando", "cuándo", "cuánto", "cómo",
        "dans", "das", "del", "denn", "depuis", "der", "des", "donde", "du", "ein", "eine", "el", "elle", "est",
        "esta", "está", "et", "haben", "hay", "ich", "ihnen", "ihr", "ihre", "im", "ist", "je", "la", "le", "les",
        "los", "mit", "mon", "muy", "más", "nicht", "nous", "para", "pas", "pero", "por", "pour", "pourquoi", "qu",
        "quand", "que", "qui", "quién", "quoi", "qué", "schon", "seit", "sie", "sind", "son", "su", "sur", "tiene",
        "una", "und", "une", "usted", "vom", "von", "vos", "votre", "vous", "wann", "warum", "wie", "wieso", "wird",
        "wo", "y", "zum", "zur",
    )
)  # fmt: skip
"""Words of German, French and Spanish that hold a sentence together, without those that are English words too."""
_ENGLISH = frozenset(
    (
        "a", "about", "an", "and", "are", "at", "but", "can", "did", "do", "does", "for", "from", "have", "how", "i",
        "i'm", "if", "in", "is", "it", "it's", "my", "of", "on", "or", "our", "so", "that", "the", "there", "they",
        "this", "to", "was", "we", "what", "when", "where", "which", "who", "why", "with", "would", "you", "your",
    )
)  # fmt: skip


def foreign(text: str) -> bool:
    """Whether a text in Latin letters is in another language than English, as far as its small words tell."""
    found = [word.lower() for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)]
    words = [part for word in found for part in (word, *word.split("'"))]
    strange = sum(word in _FOREIGN for word in set(words))
    return strange >= 2 and strange > sum(word in _ENGLISH for word in set(words))


_ASKS = re.compile(
    r"[?？]|[吗嗎么嘛呢]$|什[么麼](?![都也])|啥(?![都也])|多少|多久|多大|多长|(?<!十)几[个個台件年月点天号家]|哪|[谁誰](?![都也])|怎么|怎麼|怎样|咋|为何|为什么"
    r"|是不是|有没有|能不能|会不会|要不要|好不好|行不行"
    r"|(?P<verb>[\u4e00-\u9fff]{1,2}?)[不没](?P=verb)(?<!时不时)(?<!动不动)(?![^，,]*[都也])[^，,]*$"
    r"|[有了过上到好全成完来着住出](?![^，,]*[一半都也])[^，,]{0,6}(没有|没|冇)$|[\u4e00-\u9fff](?<![都也还说])不$"
    r"|(是[^。]{1,14}|^[^，,我]{2,10})(?<![我这那也都就])还是(?![得要您我你建不有很那这])[^，,。]{2,14}$"
    r"|(?<![十好这前后头那没过百千万第])几[道條条根只把块分次层批班趟片页岁份级档](?!.百|.千|.都)[^，,]*$"
    r"|(?:^|[，,])(?!我|咱|那就|那我|走|来|行|好|先|再|别|算|您(?:先|再|放心|还是|慢|看着|考虑|就|别|自己))"
    r"[^，,]*[是有得能会没不过了多讲说做用靠][^，,]*吧$"
    r"|(给我|跟我|帮我|请您?|麻烦您?|您(给|能|再|先)?)[^，,]{0,8}(讲讲|说说|聊聊|谈谈|讲一讲|介绍一?下)[吧呗嘛]?$"
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


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, with their marks."""
    return [sentence.strip() for sentence in _SENTENCE.findall(text)]


_THOUGHT_OF = re.compile(
    r"(does|would|could|can|will|is|are|shall|how) (that|this|it|we|you)\b.{0,25}"
    r"\b(suit|sit|work|sound|help|square|right|fair|fine|ok|okay|live with)\b.{0,15}"
    r"|([您你这][样看觉说].{0,5})?([行成中好]不[行成中好]|[行成中好][吗么]|方便[吗不]|可以吗|[怎咋]么?样)[?？]?"
    r"|(([您你][这样看觉说]|[下这]个?(周|礼拜|星期)).{0,5})?(哪天|几号|几点|[什啥]么?时候|礼拜几|周几|星期几)(到|来|过来)?最?(方便|合适|有空|行|成|可以)[?？]?"
    r"|((which|what) (day|time|morning|afternoon)\b.{0,20}|when (would|does|could) (that|this|it))"
    r" (suits?|works?( best| better)? for)\b.{0,12}",
    re.IGNORECASE,
)


def tags(text: str) -> bool:
    """Whether a text only asks what is thought of an offer, or which day suits: does that suit you? 您看行不行？"""
    return bool(_THOUGHT_OF.fullmatch(text.strip()))


def last_question(reply: str) -> str:
    """The last sentence of a reply that asks; "" if none does."""
    return next((sentence for sentence in reversed(sentences_of(reply)) if asks(sentence)), "")
