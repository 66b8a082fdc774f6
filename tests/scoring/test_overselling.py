"""The four faults of speaking of a product (提高篇 九 3), each found in the words."""

import pytest

from state.content.terms import Lang, Move
from state.scoring.overselling import Fault, FaultKind, faults
from tests.customers import customer_of, reading_of
from tests.scoring.talks import saying, talk, turn

LIST = "主轴一万二千转，刀库二十四把，床身是整体铸件。"


def kinds(*found: Fault) -> list[FaultKind]:
    return [fault.kind for fault in found]


def said(reply: str, *moves: Move, scenario: str = "zh/vmc_price", lang: Lang = "zh") -> tuple[Fault, ...]:
    reading = reading_of(reply, moves, lang=lang)
    return faults(talk(turn(1, reply=reply, reading=reading), customer=customer_of(scenario)))


def test_a_plain_talk_has_none() -> None:
    assert faults(saying(("acknowledge",), ("feature", "advantage", "benefit"), ("evidence",), ("advance",))) == ()


def test_exaggerating_is_quoted_by_the_words_that_did_it() -> None:
    words = "您放心，绝对不会坏。"
    reading = reading_of(words, ("overpromise",)).model_copy(update={"spans": {"overpromise": (4, 10)}})
    [fault] = faults(talk(turn(1, reply=words, reading=reading)))
    assert (fault.kind, fault.quote) == ("exaggerating", "绝对不会坏。")
    assert faults(saying({"overpromise": 0.5})) == (), "nobody is blamed for what may be none"


def test_more_than_the_customer_bears_is_rambling_if_it_is_on_the_product() -> None:
    long = "这台机器的床身是整体铸的。" * 8
    [fault] = said(long, "feature", "benefit")
    assert (fault.kind, fault.why) == ("rambling", "too_long")
    assert kinds(*said(long, "acknowledge")) == []


def test_features_in_a_row_without_a_gain_are_rambling() -> None:
    [fault] = said(LIST, "feature")
    assert (fault.kind, fault.why, fault.count, fault.quote) == ("rambling", "features", 3, LIST)
    assert said(LIST, "feature", "benefit") == ()
    assert said("主轴一万二千转，刀库二十四把。", "feature") == ()
    assert kinds(*said("主轴、导轨、丝杠都是进口的。", "feature")) == ["rambling"]


def test_a_gain_may_follow_in_the_next_reply() -> None:
    assert faults(talk(turn(1, "feature", reply=LIST), turn(2, "benefit"))) == ()
    assert kinds(*faults(talk(turn(1, "feature", reply=LIST), turn(2, "courtesy"), turn(3, "benefit")))) == ["rambling"]


def test_whoever_values_detail_is_not_rambled_at_with_it() -> None:
    assert said(LIST, "feature", scenario="zh/lathe_precise") == ()


def test_words_that_ask_or_do_something_else_are_no_features() -> None:
    words = "您问得对，主轴一万二千转，刀库二十四把，您现在用几把？"
    reading = reading_of(words, ("acknowledge", "feature"))
    spans: dict[Move, tuple[int, int]] = {"acknowledge": (0, 4), "feature": (5, 20)}
    assert faults(talk(turn(1, reply=words, reading=reading.model_copy(update={"spans": spans})))) == ()


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("效率高，质量好，成本低，还特别省心。", "gains"),
        ("这台机器没有任何缺点。", "flawless"),
    ],
)
def test_claiming_everything_in_chinese(reply: str, why: str) -> None:
    [fault] = said(reply, "advantage")
    assert (fault.kind, fault.why) == ("claiming_everything", why)


def test_claiming_everything_in_english() -> None:
    [fault] = said("More output, better quality, lower costs.", "advantage", scenario="en/dealer_service", lang="en")
    assert (fault.kind, fault.why, fault.count) == ("claiming_everything", "gains", 3)
    [fault] = said("There are no drawbacks at all.", "advantage", scenario="en/dealer_service", lang="en")
    assert fault.why == "flawless"


def test_gains_that_come_with_figures_are_a_sum_and_no_boast() -> None:
    assert said("废品从三个点降到一个点，一天多出四十件，成本一件少八块，您算算。", "benefit") == ()


def test_answers_heaped_up_are_claiming_everything_but_a_whole_chain_with_its_proof_is_not() -> None:
    assert kinds(*faults(saying(("benefit", "solution", "reassure", "evidence")))) == ["claiming_everything"]
    assert faults(saying(("feature", "advantage", "benefit", "evidence"))) == ()


def test_the_same_speech_twice_is_canned() -> None:
    speech = "这台机器的床身是整体铸件。"
    [fault] = faults(
        talk(turn(1, "feature", reply=speech), turn(2, "feature", reply="好的。这台机器的床身是整体的铸件！"))
    )
    assert (fault.kind, fault.turn, fault.again) == ("canned", 2, 1)
    assert fault.quote == "这台机器的床身是整体的铸件！"


def test_what_is_no_speech_on_the_product_may_come_again() -> None:
    again = "您主要是拿哪一家在跟我们比？"
    assert faults(talk(turn(1, "open_question", reply=again), turn(2, "open_question", reply=again))) == ()
    assert faults(talk(turn(1, "feature", reply="挺快的。"), turn(2, "feature", reply="挺快的。"))) == ()


def test_each_fault_is_told_once_and_where_it_shows_first() -> None:
    found = faults(saying(("overpromise",), ("overpromise",)))
    assert [(fault.kind, fault.turn) for fault in found] == [("exaggerating", 1)]
