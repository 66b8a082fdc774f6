"""A talk falls into opening, exchange and conclusion, and each is asked about its words."""

import pytest

from state.content.terms import Move, Stage
from state.dialogue.snapshot import Event
from state.scoring.stages import Asked, divided, stages
from state.scoring.talk import Talk
from tests.customers import customer_of
from tests.scoring.talks import saying, talk, turn

Replies = tuple[tuple[Move, ...], ...]
TOLD = (Event(happened="FactTold", about="compared_with"),)
EASED = (Event(happened="ConcernEased", about="payback_sum"),)


def found(held: Talk) -> dict[Asked, bool | None]:
    return {answer.asked: answer.yes for passage in stages(held) for answer in passage.answers}


@pytest.mark.parametrize(
    ("replies", "lengths"),
    [
        ((), (0, 0, 0)),
        ((("courtesy",),), (1, 0, 0)),
        ((("open_question",), ("benefit",)), (1, 0, 1)),
        ((("courtesy",), ("open_question",), ("benefit",), ("advance",)), (2, 1, 1)),
        ((("acknowledge",), ("restate",), ("benefit",), ("advance",), ("other",), ("courtesy",)), (2, 1, 3)),
        ((("open_question",), ("advance",), ("benefit",), ("benefit",), ("benefit",)), (1, 3, 1)),
        ((("acknowledge",), ("other",), ("argue",)), (1, 1, 1)),
    ],
    ids=[
        "nothing said", "a greeting alone", "no exchange", "all three", "the conclusion begins with the first step",
        "a step asked for too early ends nothing", "nothing to the matter",
    ],
)  # fmt: skip
def test_where_the_stages_begin_and_end(replies: Replies, lengths: tuple[int, int, int]) -> None:
    turns = saying(*replies).turns
    parts = divided(turns)
    assert tuple(map(len, parts)) == lengths
    assert tuple(each for part in parts for each in part) == turns


@pytest.mark.parametrize(
    ("first", "greeted", "heard_out"),
    [
        ({"courtesy": 0.9, "open_question": 0.9}, True, True),
        ({"open_question": 0.9}, False, True),
        ({"courtesy": 0.3, "open_question": 0.9}, None, True),
        ({"courtesy": 0.9, "argue": 0.9}, True, False),
        ({"courtesy": 0.9, "argue": 0.3}, True, None),
    ],
)
def test_the_opening_greets_and_does_not_hit_back(
    first: dict[Move, float], greeted: bool | None, heard_out: bool | None
) -> None:
    answers = found(saying(first, ("benefit",), ("advance",)))
    assert (answers["greeted"], answers["heard_out"]) == (greeted, heard_out)


@pytest.mark.parametrize(
    ("replies", "asked_first"),
    [
        ((("open_question",), ("benefit",), ("advance",)), True),
        ((("isolate", "feature"), ("benefit",), ("advance",)), True),
        ((("acknowledge",), ("restate",), ("benefit",), ("advance",)), True),
        ((("feature",), ("open_question",), ("advance",)), False),
        ((("acknowledge",), ("acknowledge",), ("advance",)), False),
    ],
)
def test_the_exchange_asks_before_it_answers(replies: Replies, asked_first: bool) -> None:
    assert found(saying(*replies))["asked_first"] is asked_first


def test_the_exchange_uses_what_was_told_before() -> None:
    asks, ends = turn(1, "open_question", events=TOLD), turn(3, "advance")
    assert found(talk(asks, turn(2, "benefit"), ends))["used"] is True
    assert found(talk(asks, turn(2, "solution", events=EASED), ends))["used"] is True
    assert found(talk(asks, turn(2, "feature"), ends))["used"] is False
    assert found(talk(turn(1, "open_question"), turn(2, "benefit"), ends))["used"] is False
    told_late = talk(turn(1, "open_question"), turn(2, "benefit", events=TOLD), ends)
    assert found(told_late)["used"] is False, "a gain in the very reply that asks cannot rest on the answer"


@pytest.mark.parametrize(
    ("last", "outcome", "step_agreed", "took_leave"),
    [
        (("advance", "courtesy"), "agreed", True, True),
        (("advance",), "agreed", True, None),
        (("advance",), "deferred", True, False),
        (("courtesy",), "deferred", False, True),
        (("advance", "courtesy"), "lost", False, True),
        (("courtesy", "pressure"), "lost", False, False),
        (("benefit",), "left", False, False),
    ],
)
def test_the_conclusion_agrees_a_step_and_takes_leave(
    last: tuple[Move, ...], outcome: str, step_agreed: bool | None, took_leave: bool | None
) -> None:
    answers = found(saying(("open_question",), ("benefit",), last, outcome=outcome))
    assert (answers["step_agreed"], answers["took_leave"]) == (step_agreed, took_leave)


def test_to_part_from_an_excuse_without_a_step_is_no_fault() -> None:
    held = saying(
        ("open_question",), ("isolate",), ("courtesy",), outcome="deferred", customer=customer_of("zh/fixture_later")
    )
    assert found(held)["step_agreed"] is None
    assert found(held)["took_leave"] is True


def test_a_stage_is_good_if_nothing_in_it_went_wrong_and_open_if_nothing_can_be_told() -> None:
    held = saying(("courtesy", "open_question"), ("benefit",), ("advance",), outcome="agreed")
    good: dict[Stage, bool | None] = {passage.stage: passage.good for passage in stages(held)}
    assert good == {"opening": True, "exchange": False, "conclusion": True}
    assert [passage.good for passage in stages(saying(("courtesy", "open_question")))] == [True, None, None]


def test_each_answer_names_its_section_and_the_words_it_rests_on() -> None:
    held = saying(("courtesy",), ("argue", "open_question"), ("benefit",), ("other",), outcome="lost")
    opening, exchange, conclusion = stages(held)
    assert [(each.asked, each.section, each.turn and each.turn.number, each.move) for each in opening.answers] == [
        ("greeted", "基础篇 五 3.4", 1, "courtesy"),
        ("heard_out", "提高篇 五 3c", 2, "argue"),
    ]
    assert [(each.turn and each.turn.number, each.move) for each in exchange.answers] == [
        (2, "open_question"),
        (None, None),
    ]
    assert [each.turn and each.turn.number for each in conclusion.answers] == [4, 4]
