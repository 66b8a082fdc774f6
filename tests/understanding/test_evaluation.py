"""Evaluation: precision, recall and F1, reckoned by hand on four replies."""

import subprocess
import sys
from pathlib import Path

import pytest

from state.content.library import load_examples
from state.understanding.encoder import SentenceEncoder
from state.understanding.evaluation import evaluate
from state.understanding.validation import leave_authors_out

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


def test_evaluating_needs_nothing_that_only_training_needs() -> None:
    code = "import sys, state.understanding.evaluation; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_each_author_is_read_by_what_the_others_taught(content: Path, encoder: SentenceEncoder) -> None:
    examples, _ = load_examples(content)
    assert examples is not None
    few = [examples[name].model_copy(update={"replies": examples[name].replies[:40]}) for name in ("zh_01", "zh_02")]
    result = leave_authors_out(few, encoder)
    assert set(result) == {"zh"}
    assert result["zh"].replies == 80
    assert 0.05 < result["zh"].micro < 0.9  # forty replies teach something, and not by heart
