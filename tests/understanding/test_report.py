"""The report on a reader: reckoned by hand on four replies, and read as prose."""

import pytest

from state.content.examples import LabelledReply
from state.content.terms import Move
from state.understanding.reading import Reading
from state.understanding.report import Judged, calibration_error, comparison, report, surely


def judged(number: int, moves: tuple[Move, ...], read: dict[Move, float]) -> Judged:
    reply = LabelledReply(
        id=f"zh_x-{number:03d}", persona="amiable", objection="price", customer="贵。", reply=f"话{number}", moves=moves
    )
    return Judged("zh_x" if number < 3 else "zh_y", reply, Reading(moves=read))


FOUR = (
    judged(1, ("argue",), {"argue": 0.95}),
    judged(2, ("argue", "feature"), {"feature": 0.95, "dismiss": 0.45}),
    judged(3, ("other",), {"argue": 0.92}),
    judged(4, ("feature",), {"feature": 0.55}),
)


def test_sure_claims_are_counted_apart() -> None:
    precision, coverage = surely(FOUR)
    assert precision == pytest.approx(2 / 3)
    assert coverage == pytest.approx(2 / 5)


def test_calibration_error_is_the_gap_between_confidence_and_truth() -> None:
    # 0.9–1.0: 2.82 claimed, 2 right; 0.4–0.5: 0.45 claimed, none right; 0.5–0.6: 0.55 claimed, 1 right
    assert calibration_error(FOUR) == pytest.approx((0.82 + 0.45 + 0.45) / 5)


def test_every_author_is_shown_apart() -> None:
    text = report("four", FOUR)
    # zh_x: argue 1 right, 1 missed; feature 1 right. zh_y: other missed; feature right; argue does not occur
    (one,) = (line for line in text.splitlines() if line.startswith("zh_x "))
    (two,) = (line for line in text.splitlines() if line.startswith("zh_y "))
    assert f"{(2 / 3 + 1) / 2:.3f}" in one
    assert f"{(0 + 1) / 2:.3f}" in two


def test_two_readers_are_compared_on_the_same_replies() -> None:
    better = (*FOUR[:2], judged(3, ("other",), {"other": 0.9}), FOUR[3])
    lines = comparison("four", FOUR, better).splitlines()
    (other,) = (line for line in lines if line.startswith("other "))
    assert other.split()[1:4] == ["0.000", "1.000", "+1.000"]
    (feature,) = (line for line in lines if line.startswith("feature "))
    assert feature.split()[1:] == ["1.000", "1.000", "+0.000", "+0.000", "to", "+0.000"]
    assert lines[-2:] == ["wholly right in A alone: 0", "wholly right in B alone: 1"]


def test_a_report_shows_confusions_and_errors_the_surest_first() -> None:
    text = report("four", FOUR, errors=2)
    assert text.startswith("four: 4 replies\n")
    assert "  argue read as dismiss: 1, as '话2'" in text
    shown = text[text.index("misread") :]
    assert shown.startswith("misread, the surest first (2 in all):")
    assert shown.index("zh_x-003") < shown.index("zh_x-002")
    assert "is other; read as argue 0.92" in shown
