"""Clauses: where a reply is divided, and where it is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state.understanding.clauses import MOST, questions, sentences, split, trimmed


@pytest.mark.parametrize(
    ("reply", "clauses"),
    [
        ("您好，打扰了。贵在哪儿？", ["您好", "打扰了。", "贵在哪儿？"]),
        ("主軸直結 一萬五千轉", ["主軸直結", "一萬五千轉"]),
        ("It has a 12,000 rpm spindle, so it's quick.", ["It has a 12,000 rpm spindle", "so it's quick"]),
        ("精度0.008，放心", ["精度0.008", "放心"]),
        ("“好。”", ["好。"]),
        ("？！…", []),
        ("", []),
    ],
)
def test_a_reply_is_divided_at_its_marks_but_not_within_numbers(reply: str, clauses: list[str]) -> None:
    assert [reply[start:end] for start, end in split(reply)] == clauses


@given(st.text(alphabet="我好，。? a1.\n!", max_size=200))
def test_clauses_are_in_order_apart_and_never_too_many(reply: str) -> None:
    spans = split(reply)
    assert len(spans) <= MOST
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    inside = "".join(reply[start:end] for start, end in spans)
    assert [c for c in inside if c.isalnum()] == [c for c in reply if c.isalnum()]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("我理解，贵在哪儿？现在一件几分钟，谁来干", ["我理解，贵在哪儿？", "现在一件几分钟，谁来干"]),
        (
            "Fair enough. So, what does one cost you at 1.5 minutes",
            ["Fair enough", "So, what does one cost you at 1.5 minutes"],
        ),
        ("价格先不谈\n您看重什么", ["价格先不谈", "您看重什么"]),
        ("好的", ["好的"]),
        ("", []),
    ],
)
def test_clauses_are_joined_to_sentences(reply: str, expected: list[str]) -> None:
    assert [reply[start:end] for start, end in sentences(reply, split(reply))] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Who is Ines, and what did those weeks cost you?", ["Who is Ines", "what did those weeks cost you?"]),
        (
            "Where does he bite – how often is it, and who goes?",
            ["Where does he bite", "how often is it", "who goes?"],
        ),
        ("哪台停得最凶，啥时候开始的？", ["哪台停得最凶", "啥时候开始的？"]),
        ("您别见怪，现在几台机，压力多少公斤？", ["您别见怪，现在几台机", "压力多少公斤？"]),
        # One question: of two things, after what it is about, or with too little behind it.
        ("是切得慢，还是人抬得慢？", []),
        ("When you say dear, what are you comparing it with?", []),
        ("Who signs it, and how?", []),
        ("I wrote that down, and who reads it?", []),
        ("You said so, and I believe it.", []),
    ],
)
def test_a_sentence_is_divided_into_the_questions_that_it_asks(sentence: str, expected: list[str]) -> None:
    assert [sentence[start:end] for start, end in questions(sentence, (0, len(sentence)))] == expected


def test_trimming_drops_marks_and_blanks_at_the_edges() -> None:
    assert trimmed("  “贵？！” ", (0, 8)) == (3, 4)
