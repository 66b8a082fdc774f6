"""Context: only what is too short to be understood alone is read with the customer's line."""

import pytest

from state.content.terms import Lang
from state.understanding.context import context, wants_assent
from state.understanding.reader import SentenceReader


@pytest.mark.parametrize(
    ("lang", "reply", "looked_at"),
    [
        ("zh", "可以", True),
        ("zh", "四年，包上门", True),
        ("zh", "可以分三期付，先上一台", False),
        ("en", "yes, at ten", True),
        ("en", "we can split it into three payments", False),
    ],
)
def test_a_short_reply_is_read_with_the_line_before(lang: Lang, reply: str, looked_at: bool) -> None:
    line = "那我周四等你？"
    assert context(reply, line, lang) == (line if looked_at else "")


@pytest.mark.parametrize(
    ("lang", "customer", "reply", "move"),
    [
        ("zh", "那周四上午你带样件过来，行吗？", "行，九点到", "advance"),
        ("zh", "主轴质保给几年？", "三年", "reassure"),
        ("zh", "能不能再便宜两万？", "可以", "concede"),
        ("zh", "今天外面真热。", "可以", "other"),
        ("en", "Shall I come by on Thursday then?", "yes", "advance"),
        ("en", "How long is the warranty?", "three years", "reassure"),
        ("en", "Would you train my two operators?", "yes, on site", "solution"),
        ("en", "Lovely weather we're having.", "yes", "other"),
    ],
)
def test_the_same_words_do_what_the_line_before_makes_of_them(
    reader: SentenceReader, lang: Lang, customer: str, reply: str, move: str
) -> None:
    assert next(iter(reader.read(reply, lang=lang, customer=customer).moves)) == move


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("周四行吗？", True),
        ("您看呢？", True),
        ("那……然后呢？", False),
        ("还有呢？", False),
        ("那我问的报告呢？", False),
        ("周四来行不行呢？", True),
    ],
)
def test_a_bare_assent_answers_no_question_that_asks_to_go_on(sentence: str, wanted: bool) -> None:
    assert wants_assent(sentence) is wanted


def test_without_a_line_before_a_bare_assent_does_nothing(reader: SentenceReader) -> None:
    assert list(reader.read("可以", lang="zh").moves) == ["other"]
