"""What is asked and offered in vain is found sentence by sentence, and what comes to the same is brought together."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from state.content.loading import load_source
from state.content.scenario import Scenario
from state.content.terms import Lang, Move
from state.understanding.encoder import Encoder
from state.understanding.gaps import LONGEST, Entry, Gap, Kind, entries, grouped, unmatched
from state.understanding.reading import Match, Reading, Span

POWER = ("厂房的电容量够不够？", "您车间的电容量多大？", "配电的容量够吗？")
COOLANT = ("您现在用什么切削液？", "切削液用的是油性的还是水性的？")
TOLERANCE = ("客户图上标的孔距公差是几个丝？", "孔距要控制在多少以内？", "公差卡得紧不紧，多少？")


@pytest.fixture
def vmc(content: Path) -> Scenario:
    """A customer who tells nothing of his electric power."""
    scenario = load_source(content / "zh" / "vmc_price.yaml", Scenario).entry
    assert scenario is not None
    return scenario.model_copy(update={"facts": tuple(fact for fact in scenario.facts if fact.id != "power_supply")})


def read(
    reply: str,
    moves: Mapping[Move, str] | Sequence[Move],
    *,
    asked: Sequence[str] = (),
    answers: Sequence[str] = (),
    surface: Sequence[str] = (),
    lang: Lang = "zh",
) -> Reading:
    """A reading by hand. moves: each with the words that show it, or the whole reply."""
    shown = moves if isinstance(moves, Mapping) else dict.fromkeys(moves, reply)

    def span(words: str) -> Span:
        return reply.index(words), reply.index(words) + len(words)

    def matches(ids: Sequence[str]) -> tuple[Match, ...]:
        return tuple(Match(id=name, confidence=0.9, span=(0, len(reply))) for name in ids)

    return Reading(
        moves=dict.fromkeys(shown, 0.9),
        spans={move: span(words) for move, words in shown.items()},
        asked=matches(asked),
        answers=matches(answers),
        surface=matches(surface),
        lang=lang,
    )


def missed(reply: str, moves: Mapping[Move, str] | Sequence[Move], **matched: Sequence[str]) -> dict[Kind, list[str]]:
    return {kind: list(texts) for kind, texts in unmatched(reply, read(reply, moves, **matched)).items()}


def test_a_question_that_asks_for_no_fact_is_missed() -> None:
    assert missed("您车间用什么刀具？", ["open_question"]) == {"asked": ["您车间用什么刀具？"]}
    assert missed("您车间用什么刀具？", ["open_question"], asked=["part"]) == {}


def test_an_offer_that_gives_no_answer_is_missed_unless_it_answers_a_surface_objection() -> None:
    assert missed("送您一年的切削液。", ["benefit"]) == {"offered": ["送您一年的切削液。"]}
    assert missed("送您一年的切削液。", ["benefit"], answers=["trial_cut"]) == {}
    assert missed("一分价钱一分货。", ["benefit"], surface=["dearer"]) == {}


def test_what_neither_asks_nor_offers_is_not_missed() -> None:
    assert missed("除了价格，还有别的顾虑吗？", ["isolate"]) == {}
    assert missed("周四我带资料过来。", ["advance"]) == {}
    assert missed("您的意思是嫌贵，对吧？", ["restate"]) == {}


def test_of_several_sentences_those_of_the_right_form_count() -> None:
    reply = "我们的主轴是陶瓷轴承。您车间用什么刀具？电费一度多少？"
    moves: dict[Move, str] = {"feature": "我们的主轴是陶瓷轴承", "open_question": "您车间用什么刀具"}
    found = missed(reply, moves)
    assert found == {"asked": ["您车间用什么刀具？", "电费一度多少？"], "offered": ["我们的主轴是陶瓷轴承。"]}


def test_a_sentence_that_only_shows_other_moves_does_not_count() -> None:
    reply = "王总您好。除了价格，还有别的顾虑吗？您车间用什么刀具？送您一年的切削液。"
    moves: dict[Move, str] = {
        "courtesy": "王总您好",
        "isolate": "除了价格，还有别的顾虑吗",
        "open_question": "您车间用什么刀具",
        "benefit": "送您一年的切削液",
    }
    assert missed(reply, moves) == {"asked": ["您车间用什么刀具？"], "offered": ["送您一年的切削液。"]}


def test_a_lone_sentence_counts_for_what_it_does_whatever_its_form() -> None:
    assert missed("我想了解一下车间的刀具", ["open_question"]) == {"asked": ["我想了解一下车间的刀具"]}
    # It does both, so that its form decides.
    assert missed("主轴是陶瓷轴承，您听说过吗？", ["feature", "closed_question"]) == {
        "asked": ["主轴是陶瓷轴承，您听说过吗？"]
    }


def test_what_could_be_no_example_does_not_count() -> None:
    assert missed("好的。", ["benefit"]) == {}
    long = "主轴" * (LONGEST // 2)
    assert missed(long, ["feature"]) == {"offered": [long]}
    assert missed(long + "好", ["feature"]) == {}


def test_a_reply_in_which_nothing_is_said_has_nothing_in_it() -> None:
    assert missed("", ["open_question"]) == {}
    assert missed("？！", ["open_question"]) == {}


def said(*texts: str, who: str = "li") -> list[tuple[str, str]]:
    return [(text, who) for text in texts]


def wordings(groups: Sequence[Gap]) -> set[frozenset[str]]:
    return {frozenset((gap.typical, *gap.others)) for gap in groups}


def test_what_comes_to_the_same_is_brought_together(vmc: Scenario, encoder: Encoder) -> None:
    groups = grouped(said(*POWER, *COOLANT), entries(vmc, "asked"), encoder.encode)
    assert wordings(groups) == {frozenset(POWER), frozenset(COOLANT)}


def test_times_and_people_are_counted_and_what_is_said_most_comes_first(vmc: Scenario, encoder: Encoder) -> None:
    texts = [*said(*COOLANT, who="li"), *said(COOLANT[0], who="wu"), *said(*POWER, who="li"), *said(*POWER, who="li")]
    groups = grouped(texts, entries(vmc, "asked"), encoder.encode)
    assert [(gap.times, gap.people) for gap in groups] == [(6, 1), (3, 2)]


def test_the_same_but_for_marks_is_one_wording_as_it_was_mostly_written(vmc: Scenario, encoder: Encoder) -> None:
    texts = said("电费多少？", "电费多少", "电费多少？", "电费，多少！")
    [gap] = grouped(texts, entries(vmc, "asked"), encoder.encode)
    assert (gap.typical, gap.others, gap.times) == ("电费多少？", (), 4)


def test_a_short_sentence_stands_for_its_group(vmc: Scenario, encoder: Encoder) -> None:
    long = "冒昧问一句，您车间现在用的切削液是油性的还是水性的呢？"
    [gap] = grouped(said(long, "切削液用的是油性的还是水性的？"), entries(vmc, "asked"), encoder.encode)
    assert gap.typical == "切削液用的是油性的还是水性的？"
    assert gap.others == (long,)


def test_a_group_is_put_down_to_the_entry_that_it_is_near_to_and_else_to_none(vmc: Scenario, encoder: Encoder) -> None:
    [scrap] = grouped(said("现在的报废率高不高？"), entries(vmc, "asked"), encoder.encode)
    assert (scrap.nearest.entry.part, scrap.nearest.entry.id, scrap.nearest.near) == ("facts", "scrap", True)
    [power] = grouped(said(POWER[0]), entries(vmc, "asked"), encoder.encode)
    assert not power.nearest.near
    [trial] = grouped(said("您给我两件毛坯，我们当着您的面试切"), entries(vmc, "offered"), encoder.encode)
    assert (trial.nearest.entry.part, trial.nearest.entry.id, trial.nearest.near) == ("answers", "trial_cut", True)


def test_where_a_fact_is_missing_its_questions_come_together_and_are_put_down_to_no_other(
    vmc: Scenario, encoder: Encoder
) -> None:
    about_holes = {"inspection", "drift_when", "drift_fix", "over_by", "cpk_now", "gauge_used", "bored_holes"}
    known = [entry for entry in entries(vmc, "asked") if entry.id not in about_holes]
    groups = grouped(said(*TOLERANCE, *POWER), known, encoder.encode)
    assert wordings(groups) == {frozenset(TOLERANCE), frozenset(POWER)}
    assert not any(gap.nearest.near for gap in groups)


def test_the_order_in_which_it_was_said_makes_no_difference(vmc: Scenario, encoder: Encoder) -> None:
    texts = said(*POWER, *COOLANT, *TOLERANCE)
    first = grouped(texts, entries(vmc, "asked"), encoder.encode)
    for seed in range(5):
        other = random.Random(seed).sample(texts, len(texts))
        assert grouped(other, entries(vmc, "asked"), encoder.encode) == first


def test_nothing_said_is_no_group(vmc: Scenario, encoder: Encoder) -> None:
    assert grouped([], entries(vmc, "asked"), encoder.encode) == []


def test_an_offer_is_held_against_answers_and_surface_objections(vmc: Scenario) -> None:
    parts = [entry.part for entry in entries(vmc, "offered")]
    assert parts == ["answers"] * len(vmc.answers) + ["surface"] * sum(bool(one.means) for one in vmc.surface)
    assert entries(vmc, "asked")[0] == Entry("facts", vmc.facts[0].id, vmc.facts[0].asked)
