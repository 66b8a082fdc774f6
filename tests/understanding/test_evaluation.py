"""Evaluation: precision, recall and F1, reckoned by hand on four replies."""

import numpy as np
import pytest

from state.content.terms import MOVES
from state.understanding.evaluation import evaluate, interval, sample

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


def test_samples_scatter_about_what_was_measured() -> None:
    samples = sample(GOLD * 10, FOUND * 10)
    low, high = interval(samples.macro)
    assert low < 0.5 < high
    feature = samples.moves[:, MOVES.index("feature")]
    assert interval(feature) == (1.0, 1.0)
    assert np.isnan(samples.moves[:, MOVES.index("advance")]).all()


def test_the_same_replies_are_drawn_for_every_reader() -> None:
    worse = (("argue",), ("feature",), ("argue",), ())
    gain = sample(GOLD, FOUND).macro - sample(GOLD, worse).macro
    assert (gain >= 0).all()


def test_lists_of_different_length_are_an_error() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        evaluate(GOLD, FOUND[:3])
