"""Repetition: what was said before hides nothing of what is new, and what is wrong in it is wrong again."""

import pytest

from state.content.terms import Lang
from state.understanding.reader import SentenceReader
from state.understanding.repetition import clauses, letters, read_on, stale

FINE: dict[Lang, str] = {
    "zh": "您的担心我完全理解，除了价格，您心里还有别的顾虑吗？",
    "en": "I quite see why you worry. Apart from the price, is there anything else that holds you back?",
}
BAD: dict[Lang, str] = {
    "zh": "你们根本不懂行，那家的机器就是一堆废铁。",
    "en": "You clearly know nothing about machines, and what that rival sells is scrap.",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_fine_sentence_that_comes_again_does_not_hide_what_else_is_said(lang: Lang, reader: SentenceReader) -> None:
    reply = f"{FINE[lang]} {BAD[lang]}"
    alone = reader.read(BAD[lang], lang=lang)
    assert "disparage" in alone.moves
    found = read_on(reader, reply, [FINE[lang]], lang=lang)
    assert found.mistakes >= alone.mistakes
    assert not {"isolate", "acknowledge"} & found.moves.keys()
    start, end = found.spans["disparage"]
    assert reply[start:end] in BAD[lang]
    assert found.length == reader.read(reply, lang=lang).length


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_wrong_is_wrong_again(lang: Lang, reader: SentenceReader) -> None:
    reply = f"{BAD[lang]} {FINE[lang]}"
    whole = reader.read(reply, lang=lang)
    assert "disparage" in whole.moves
    found = read_on(reader, reply, [BAD[lang]], lang=lang)
    assert found.moves["disparage"] == whole.moves["disparage"]
    assert "isolate" in found.moves


def test_what_is_all_new_or_all_old_is_read_as_it_stands(reader: SentenceReader) -> None:
    reply = FINE["zh"]
    whole = reader.read(reply, lang="zh")
    assert read_on(reader, reply, ["您好，我姓周。"], lang="zh") == whole
    assert read_on(reader, reply, [reply], lang="zh") == whole


def test_short_words_may_come_again() -> None:
    said = {letters(text) for _, text in clauses("我明白，您说得对。交期三十五天，一天都不会晚。")}
    assert [text for _, text in stale(clauses("我明白，那就周四见。"), said)] == []
    assert [text for _, text in stale(clauses("我明白，您说得对。那就周四见。"), said)] == []
    assert [text for _, text in stale(clauses("交期三十五天，一天都不会晚，您放心。"), said)] == [
        "交期三十五天",
        "一天都不会晚",
    ]
