"""What means the same is told from what does not, and what holds together from what does not."""

import pytest

from state.understanding.distinct import Entries, doubled, scattered
from state.understanding.encoder import Encoder
from state.understanding.matching import asides

MACHINES = ["你们现在用什么机床？", "车间里现有哪些机床？", "现在用的是什么设备？", "机床是哪年买的？"]
DECIDES = ["这事最后谁拍板？", "这件事您一个人能定吗？", "最后由谁来定？", "要报给哪位领导批？"]
COMPLAINTS = ["客户投诉过质量吗？", "有没有客户退过货？", "客户对质量有什么意见？", "退货多不多？"]
ENTRIES: Entries = [("machines", MACHINES), ("decides", DECIDES), ("complaints", COMPLAINTS)]


def test_three_subjects_are_distinct(encoder: Encoder) -> None:
    assert list(doubled(ENTRIES, encoder)) == []
    assert scattered(ENTRIES, encoder, encoder.encode(asides("zh"))) == []


def test_the_same_asked_under_two_ids_is_one_thing(encoder: Encoder) -> None:
    again = ("again", ["现在的机床是哪些？", "你们用的什么机床？", "车间里的设备是什么？", "这些机床用了几年？"])
    assert list(doubled([*ENTRIES, again], encoder)) == [("machines", "again")]


def test_questions_for_other_things_hold_nothing_together(encoder: Encoder) -> None:
    bag = ["车间的机床用几年了？", "设备是什么牌子？", "买设备谁说了算？", "大老板批不批？"]
    [(name, other)] = scattered([*ENTRIES[:2], ("complaints", bag)], encoder, encoder.encode(asides("zh")))
    assert name == "complaints"
    assert other in ("machines", "decides")


@pytest.mark.parametrize("entries", [[], ENTRIES[:1], [("one", ["几个人？"]), ("two", ["几班倒？"])]])
def test_of_what_is_alone_nothing_is_said(encoder: Encoder, entries: Entries) -> None:
    assert list(doubled(entries, encoder)) == []
    assert scattered(entries, encoder, encoder.encode(asides("zh"))) == []
