"""Forms: what kind of answer a question wants, and whether a reply sets a misunderstanding right; told by its words."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from state.content.scenario import Scenario
from state.content.terms import KINDS, Form, Lang
from state.understanding.citing import CITES
from state.understanding.figures import figures
from state.understanding.telling import telling
from state.understanding.vocabulary import words
from state.understanding.wording import asks, length, sentences_of

BRIEF: dict[Lang, int] = {"zh": 16, "en": 9}
"""Characters or words of a question that may be about what was just said; a longer one has a subject of its own."""
POINTS: dict[Lang, int] = {"zh": 12, "en": 7}
"""Characters or words of a question that may be about what it points back to."""
BARE: dict[Lang, int] = {"zh": 6, "en": 4}
"""Characters or words of a question that can only be about what was just said: 那是谁定的？"""
TAG = 4
"""Characters or words of a question that only adds to another: 碧螺春？"""

_BARE = re.compile(r"(为什么|为啥|点解|why|what|which|who|when|how|谁|啥|什么|哪)[呀啊呢]?[\W_]*", re.IGNORECASE)
_COMMA = re.compile(r"[，,]")
_WHICH = re.compile(r"哪(一|个|几|条|样|点|里|儿|种)|什么|啥|怎么|咋|\b(what|which|where|how)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?:什么|啥|哪个)([\u4e00-\u9fff])")
_LINES = Path(__file__).with_name("forms.txt").read_text(encoding="utf-8").splitlines()
_PATTERNS: dict[Form, re.Pattern[str]] = {
    form: re.compile("|".join(line.partition(" ")[2] for line in _LINES if line.startswith(f"{form} ")), re.IGNORECASE)
    for form in get_args(Form)
} | {"quote": CITES}


def forms(reply: str, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> tuple[Form, ...]:
    """The forms of a reply; () if it asks and mends nothing.

    lang: of the reply. customer: what was said before it. scenario: what has a place in its story is no small talk.
    """
    return tuple(_found(reply, lang, customer, scenario))


def is_bare_question(reply: str) -> bool:
    """Whether nothing is said but a word that asks ("why?"), so that it tells not of what."""
    return bool(_BARE.fullmatch(reply.strip()))


def _found(reply: str, lang: Lang, customer: str, scenario: Scenario | None) -> Iterator[Form]:
    if _PATTERNS["repair"].search(reply):
        yield "repair"
    every = sentences_of(reply)
    questions = [sentence for sentence in every if asks(sentence)]
    if any(_points_back(question, lang) for question in questions):
        yield "further"
    if any(figures(sentence) and _PATTERNS["quote"].search(sentence) for sentence in questions or every):
        yield "quote"
    if not questions:
        return
    idle = [_is_idle(question, scenario) for question in questions]
    if any(idle) and all(of or length(question, lang) <= TAG for of, question in zip(idle, questions, strict=True)):
        yield "small_talk"
    last = questions[-1]
    found = [form for question in reversed(questions) for form in kinds(question)]
    if length(last, lang) <= BRIEF[lang] and (
        _PATTERNS["own_words"].search(last) or (not found and _shares(last, customer))
    ):
        yield "own_words"
    yield from found[:1]
    if _PATTERNS["broad"].search(last):
        yield "broad"


def kinds(question: str) -> list[Form]:
    """What would answer a question: its last clause, if that asks by itself, or else all of it."""
    last = _COMMA.split(question)[-1]
    asked = last if last != question and _WHICH.search(last) else question
    return [form for form in KINDS if _PATTERNS[form].search(asked)]


def _is_idle(question: str, scenario: Scenario | None) -> bool:
    """Whether small things are asked about that have no place in the scenario: a son may be what it is all about."""
    found = {match[0].lower() for match in _PATTERNS["small_talk"].finditer(question)}
    story = "\n".join(question for fact in scenario.facts for question in fact.asked).lower() if scenario else ""
    return bool(found) and not any(word in story for word in found)


def _points_back(question: str, lang: Lang) -> bool:
    """Whether a question is too short to have its own subject, or points back to what was said and is short."""
    size = length(question, lang)
    return size <= BARE[lang] or (size <= POINTS[lang] and bool(_PATTERNS["further"].search(question)))


def _shares(question: str, customer: str) -> bool:
    """Whether a question takes up a word of the customer's: two characters, one after 什么, or three letters."""
    if any(named in customer for named in _NAMED.findall(question)):
        return True
    return not telling(customer).isdisjoint(words(question))
