"""Evaluation: precision, recall and F1, reckoned by hand on four replies."""

import pytest

from state.understanding.evaluation import evaluate

GOLD = (("argue",), ("argue", "feature"), ("other",), ("feature",))
FOUND = (("argue",), ("feature",), ("argue",), ("feature",))


def test_each_move_is_judged_by_itself() -> None:
    moves = evaluate(GOLD, FOUND).moves
    assert (moves["argue"].precision, moves["argue"].recall, moves["argue"].f1) == (0.5, 0.5, 0.5)
    assert (moves["feature"].precision, moves["feature"].recall, moves["feature"].support) == (1.0, 1.0, 2)
    assert (moves["other"].precision, moves["other"].recall, moves["other"].f1) == (0.0, 0.0, 0.0)


def test_means_leave_out_moves_that_nobody_made() -> None:
    evaluation = evaluate(GOLD, FOUND)
    assert evaluation.macro == pytest.approx((0.5 + 1.0 + 0.0) / 3)
    assert evaluation.micro == pytest.approx(2 * 3 / (2 * 3 + 1 + 2))


def test_the_table_has_a_line_for_each_move_and_the_means() -> None:
    lines = evaluate(GOLD, FOUND).table().splitlines()
    assert len(lines) == 1 + 24 + 2
    assert lines[-2].split() == ["macro", "0.500", "4"]


def test_lists_of_different_length_are_an_error() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        evaluate(GOLD, FOUND[:3])
