"""The report on a reader: reckoned by hand on four replies, and read as prose."""

import pytest

from state.content.examples import LabelledReply
from state.content.terms import Move
from state.understanding.reading import Reading
from state.understanding.report import Judged, calibration_error, interval, report, surely


def judged(number: int, moves: tuple[Move, ...], read: dict[Move, float]) -> Judged:
    reply = LabelledReply(
        id=f"zh_x-{number:03d}", persona="amiable", objection="price", customer="贵。", reply=f"话{number}", moves=moves
    )
    return Judged(reply, Reading(moves=read))


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


def test_an_interval_holds_what_was_measured() -> None:
    low, high = interval(FOUR)
    assert 0 <= low <= (0.5 + 1.0 + 0.0) / 3 <= high <= 1


def test_a_report_shows_confusions_and_errors_the_surest_first() -> None:
    text = report("four", FOUR, errors=2)
    assert text.startswith("four: 4 replies\n")
    assert "  argue read as dismiss: 1, as '话2'" in text
    shown = text[text.index("misread") :]
    assert shown.startswith("misread, the surest first (2 in all):")
    assert shown.index("zh_x-003") < shown.index("zh_x-002")
    assert "is other; read as argue 0.92" in shown
