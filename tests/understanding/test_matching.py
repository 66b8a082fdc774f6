"""Facts asked for and answers given, on questions and statements that are not among the scenarios' examples."""

from pathlib import Path

import pytest

from state.content.terms import Lang
from state.understanding.encoder import SentenceEncoder
from state.understanding.matching import MOST, Groups, Matchers, asides
from state.understanding.reader import SentenceReader
from tests.understanding.matching import labelled, matched

# The least that must hold; docs/reader.md has what was measured.
LEAST: tuple[tuple[Lang, float, float], ...] = (("zh", 0.90, 0.75), ("en", 0.85, 0.70))


@pytest.mark.parametrize(("lang", "precision", "recall"), LEAST)
@pytest.mark.parametrize("kind", ["facts", "answers"])
def test_what_is_matched_is_mostly_right_and_mostly_found(
    reader: SentenceReader, content: Path, kind: str, lang: Lang, precision: float, recall: float
) -> None:
    data, scenario = labelled(content, lang)
    reached = matched(reader, data, scenario, kind)
    assert reached[0] >= precision
    assert reached[1] >= recall


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_matches_its_own_fact_or_answer(reader: SentenceReader, content: Path, lang: Lang) -> None:
    _, scenario = labelled(content, lang)
    for fact in scenario.facts:
        for question in fact.asked:
            assert fact.id in [m.id for m in reader.read(question, lang=lang, scenario=scenario).asked]
    for answer in scenario.answers:
        for sentence in answer.means:
            assert answer.id in [m.id for m in reader.read(sentence, lang=lang, scenario=scenario).answers]


def test_a_fact_is_quoted_by_the_clause_that_asked_for_it(reader: SentenceReader, content: Path) -> None:
    _, scenario = labelled(content, "zh")
    reply = "我理解您的难处，换了我也要算账。现在一件要多长时间？"
    (match,) = reader.read(reply, lang="zh", scenario=scenario).asked
    assert match.id == "cycle_time"
    assert reply[slice(*match.span)].startswith("现在一件要多长时间")


def test_two_questions_bring_two_facts_and_three_no_more(reader: SentenceReader, content: Path) -> None:
    _, scenario = labelled(content, "zh")
    two = "废品率现在是多少？现在一件要多长时间？"
    assert {m.id for m in reader.read(two, lang="zh", scenario=scenario).asked} == {"scrap", "cycle_time"}
    three = two + "您这台机器的预算是多少？"
    assert len(reader.read(three, lang="zh", scenario=scenario).asked) == MOST


def test_a_question_gives_no_answer_and_a_statement_asks_for_no_fact(reader: SentenceReader, content: Path) -> None:
    _, scenario = labelled(content, "zh")
    assert not reader.read("废品大概占几个点？", lang="zh", scenario=scenario).answers
    assert not reader.read("拿您的毛坯来试切，当场测给您看", lang="zh", scenario=scenario).asked


def test_surface_objections_are_heard_to_be_answered(reader: SentenceReader, content: Path) -> None:
    _, scenario = labelled(content, "zh")
    reading = reader.read("十年前的老机器，精度效率跟现在的没法比", lang="zh", scenario=scenario)
    assert [match.id for match in reading.surface] == ["cheap_is_enough"]


def test_a_scenario_is_made_ready_once(content: Path, encoder: SentenceEncoder) -> None:
    _, scenario = labelled(content, "zh")
    matchers = Matchers(encoder, kept=1)
    first = matchers.of(scenario)
    assert matchers.of(scenario) is first
    matchers.of(labelled(content, "en")[1])
    assert matchers.of(scenario) is not first  # only the last one was kept


def test_groups_without_sentences_match_nothing(encoder: SentenceEncoder) -> None:
    assert Groups([("empty", ())], encoder, asides("zh", encoder)).match([((0, 2), "价格")], [0.0]) == ()


def test_a_lone_example_matches_itself_and_little_else(encoder: SentenceEncoder) -> None:
    lone = Groups([("dear", ("一分价钱一分货",))], encoder, asides("zh", encoder))
    assert [match.id for match in lone.match([((0, 8), "一分价钱一分货。")], [0.3])] == ["dear"]
    assert lone.match([((0, 7), "晚上一起吃饭吧")], [0.3]) == ()
