"""How a drill goes, and which of its items come first: what was missed, what is new, what is due."""

from collections.abc import Mapping

import pytest

from state.progress.drills import Round, coming, tried
from tests.progress.talks import day

ONE = "zh_isolate"


def done(at: float, right: int, answered: int = 10, items: int = 10, drill: str = ONE) -> Round:
    return Round(day(at), drill, items, answered, right, [])


def answered(at: float, answers: Mapping[str, bool]) -> Round:
    return Round(day(at), ONE, 10, len(answers), sum(answers.values()), tuple(answers.items()))


def test_what_was_missed_comes_first_then_what_is_new_then_what_was_right() -> None:
    rounds = [answered(0, {"a": True, "b": False, "c": True, "d": False})]
    assert coming("abcdef", rounds) == ["b", "d", "e", "f", "a", "c"]


def test_the_last_answer_decides_whether_something_was_missed() -> None:
    rounds = [answered(0, {"a": False, "b": True}), answered(1, {"a": True, "b": False})]
    assert coming("abc", rounds) == ["b", "c", "a"]


def test_of_what_was_right_that_comes_first_which_was_asked_longest_ago() -> None:
    assert coming("ab", [answered(0, {"b": True}), answered(1, {"a": True})]) == ["b", "a"]


def test_of_what_was_right_that_comes_first_which_was_missed_before() -> None:
    rounds = [answered(0, {"firm": True, "shaky": False}), answered(3, {"firm": True, "shaky": True})]
    assert coming(["firm", "shaky"], rounds) == ["shaky", "firm"]


@pytest.mark.parametrize("order", ["abc", "cab"])
def test_equals_stay_in_the_order_given(order: str) -> None:
    assert coming(order, []) == list(order)
    assert coming(order, [answered(0, dict.fromkeys(order, False))]) == list(order)
    assert coming(order, [answered(0, dict.fromkeys(order, True))]) == list(order)


def test_an_item_that_is_no_longer_in_the_drill_does_not_come() -> None:
    assert coming("a", [answered(0, {"gone": False, "a": True})]) == ["a"]


def test_a_drill_never_begun_was_not_tried() -> None:
    assert tried([], ONE) is None
    assert tried([done(0, 5, drill="zh_fab")], ONE) is None


def test_the_best_is_a_whole_round_of_this_drill_and_of_equals_the_last() -> None:
    rounds = [done(0, 8), done(1, 8), done(2, 7), done(3, 3, answered=3), done(4, 10, drill="zh_fab")]
    found = tried(rounds, ONE)
    assert found is not None
    assert (found.last, found.best, found.past) == (rounds[3], rounds[1], [0.8, 0.8, 0.7])


def test_a_drill_that_was_only_broken_off_has_a_last_result_alone() -> None:
    found = tried([done(0, 2, answered=3)], ONE)
    assert found is not None
    assert (found.last.right, found.last.answered, found.best, found.past, found.trend) == (2, 3, None, [], None)


def test_four_whole_rounds_show_which_way_it_goes() -> None:
    rounds = [done(at, right) for at, right in enumerate((2, 4, 6))]
    early = tried([*rounds, done(3, 1, answered=1)], ONE)
    assert early is not None
    assert early.trend is None
    found = tried([*rounds, done(3, 8)], ONE)
    assert found is not None
    assert found.trend == pytest.approx(0.2)


def test_of_many_rounds_the_last_eight_are_shown() -> None:
    found = tried([done(at, at) for at in range(11)], ONE)
    assert found is not None
    assert found.past == [right / 10 for right in range(3, 11)]
