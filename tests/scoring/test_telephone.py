"""The manners of the telephone, each question by its smallest example: yes, no, and where it is not rated."""

from typing import Any

import pytest

from state.content.terms import Hitch, Move, Outcome
from state.dialogue.snapshot import Event, Turn
from state.scoring.card import score
from state.scoring.finding import UNSURE
from state.scoring.talk import Talk
from state.scoring.tests import TESTS
from tests.customers import customer_of, troupe
from tests.scoring.talks import PRICE, criterion, talk, turn

CALL = customer_of("zh/zero_point_call")
HEARS: tuple[Move, ...] = ("acknowledge", "restate", "courtesy", "open_question")
BARELY = UNSURE - 0.01


def share(test: str, on: Talk, moves: tuple[Move, ...] = ()) -> float | None:
    return TESTS[test](on, criterion(test, moves)).share


def saying(*replies: str, outcome: Outcome | None = None) -> Talk:
    turns = [turn(number, reply=reply) for number, reply in enumerate(replies, 1)]
    return talk(*turns, customer=CALL, outcome=outcome)


def after(hitch: Hitch, reply: str, *moves: Move, **known: Any) -> Talk:
    """A call in which something comes up, and what is said to it."""
    arose = (Event(happened="IncidentArose", about=hitch),)
    return talk(turn(1, "feature", events=arose), turn(2, *moves, reply=reply, **known), customer=CALL)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("庄课长您好，我是上礼拜给您报价的。", 1),
        ("您现在讲电话方便吗？", 1),
        ("我是厦门恒固公司，给您报过零点治具。", 1),
        ("我们的零点治具是四孔气动的。", 0),
        ("我是觉得这个价不贵。", 0),
        ("Good morning, it's about the quotation.", 1),
        ("Is this a good time to talk?", 1),
        ("The dashboard has spare parts and reports.", 0),
        ("This is the best price we have.", 0),
    ],
)
def test_a_call_begins_with_a_civil_word(reply: str, expected: float) -> None:
    assert share("call_opened", saying(reply, "您好。")) == expected


@pytest.mark.parametrize(("sure", "expected"), [(UNSURE, 1), (BARELY, None)])
def test_a_civil_word_may_be_read_or_be_too_unsure_to_say(sure: float, expected: float | None) -> None:
    read = talk(turn(1, read={"courtesy": sure}), customer=CALL)
    assert share("call_opened", read, ("courtesy",)) == expected


@pytest.mark.parametrize(
    ("reply", "outcome", "expected"),
    [
        ("谢谢您，那我先不打扰了，再见。", "deferred", 1),
        ("价钱就是这个价钱。", "deferred", 0),
        ("价钱就是这个价钱。", "left", 0),
        ("那礼拜四我打过来，谢谢您。", "agreed", 1),
        ("那礼拜四我打过来。", "agreed", None),  # the customer rang off
        ("价钱就是这个价钱。", "lost", None),
        ("价钱就是这个价钱。", None, None),
        ("Thank you for your time.", "deferred", 1),
        ("That is the price.", "deferred", 0),
    ],
)
def test_a_call_ends_with_thanks_or_a_goodbye(reply: str, outcome: Outcome | None, expected: float | None) -> None:
    assert share("call_closed", saying("您好。", reply, outcome=outcome)) == expected


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("对不起，庄课长，电话信号不好，您能再讲一遍吗？", 1),
        ("您先挂机，我给您打过去。", 1),
        ("不好意思，刚才没听清。", 1),
        ("再说一遍！", 0),
        ("我再讲一遍，您听好：这个价不贵。", 0),
        ("嗯，所以您是嫌贵。", 0),
        ("I'm sorry, I didn't catch that.", 1),
        ("Could you say the last part again?", 1),
        ("Shall I ring you back?", 1),
        ("Say that again.", 0),
        ("Right, so the price is the problem.", 0),
    ],
)
def test_on_a_bad_line_one_asks_politely_and_does_not_guess(reply: str, expected: float) -> None:
    assert share("line_repaired", after("bad_line", reply)) == expected


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("实在对不起，让您等了这么久。", 1),
        ("让您久等了。", 1),
        ("总机换人了，难免的。", 0),
        ("I do apologise, eleven minutes is far too long.", 1),
        ("The switchboard is new, it happens.", 0),
    ],
)
def test_who_had_to_wait_hears_that_one_is_sorry(reply: str, expected: float) -> None:
    assert share("waiting_excused", after("waited", reply)) == expected


@pytest.mark.parametrize(
    ("moves", "known", "expected"),
    [
        (("acknowledge",), {}, 1),
        (("restate", "solution"), {}, 1),
        (("solution",), {}, 0),
        (("acknowledge", "argue"), {}, 0),
        (("acknowledge",), {"interrupted": True}, 0),
        ((), {"read": {"acknowledge": BARELY}}, None),
        ((), {"read": {"acknowledge": 0.9, "dismiss": 0.5}}, None),
    ],
)
def test_a_complaint_is_taken_in_before_anything_is_said_to_it(
    moves: tuple[Move, ...], known: dict[str, Any], expected: float | None
) -> None:
    assert share("complaint_heard", after("complaint", "这件事是这样的。", *moves, **known), HEARS) == expected


def test_a_complaint_is_taken_in_by_a_word_of_regret() -> None:
    assert share("complaint_heard", after("complaint", "这是我们没做好，对不起。", "solution"), HEARS) == 1


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        (["您稍等，我查一下，可以吗？"], 1),
        (["您稍等两分钟，我查一下。"], 1),
        (["别挂，我查一下。", "让您久等了，查到了。"], 1),
        (["别挂，我查一下。", "查到了，五十分钟。"], 0),
        (["别挂，我查一下。"], 0),
        (["您稍等，可以吗？", "查到了。", "别挂。"], 0.5),
        (["Could you hold on for a moment?"], 1),
        (["Hold on, I'll look it up.", "Thanks for waiting."], 1),
        (["Hold on, I'll look it up.", "It's fifty."], 0),
        (["让您久等了。"], None),
        (["五十分钟。"], None),
    ],
)
def test_who_has_the_customer_hold_asks_or_makes_up_for_it(replies: list[str], expected: float | None) -> None:
    assert share("held_politely", saying(*replies)) == expected


OCCASIONS = ("line_repaired", "waiting_excused", "complaint_heard", "held_politely")


@pytest.mark.parametrize("test", OCCASIONS)
def test_what_never_came_up_is_not_rated(test: str) -> None:
    assert share(test, saying("您好。", "谢谢您。"), HEARS) is None


@pytest.mark.parametrize("hitch", ["bad_line", "waited", "complaint"])
def test_what_nobody_had_time_to_reply_to_is_not_rated(hitch: Hitch) -> None:
    cut_off = talk(turn(1, events=(Event(happened="IncidentArose", about=hitch),)), customer=CALL)
    assert [share(test, cut_off, HEARS) for test in OCCASIONS] == [None] * 4


def test_only_a_customer_on_the_telephone_is_asked_about_it() -> None:
    turns: tuple[Turn, ...] = (turn(1, "courtesy", reply="您好。"),)
    called, visited = (score(talk(*turns, customer=customer), troupe().rubric) for customer in (CALL, PRICE))
    assert "call_opened" in called.asked
    assert [group.id for group in visited.groups] == ["fit", "fab", "spoken"]
    assert CALL.scenario.second is not None
    assert PRICE.scenario.second is None
    of_both = (asked for asked in called.asked if not troupe().rubric.criterion(asked).telephone)
    assert visited.asked == [asked for asked in of_both if not troupe().rubric.criterion(asked).second]


def test_set_phrases_of_regret_are_no_repetition() -> None:
    replies = ["I'm sorry, Mrs Binns, could you say that again?"] * 2
    met = (Event(happened="IncidentMet", about="bad_line"),)
    plain = [turn(number, "courtesy", reply=reply) for number, reply in enumerate(replies, 1)]
    civil = [each.model_copy(update={"events": met}) for each in plain]
    assert [void.why for void in score(talk(*plain, customer=CALL), troupe().rubric).uncounted] == ["repeated"]
    assert score(talk(*civil, customer=CALL), troupe().rubric).uncounted == ()
