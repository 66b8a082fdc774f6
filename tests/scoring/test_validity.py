"""Validity: reckoned by hand on eight graded scripts of two customers."""

import math

import pytest

from state.content.terms import ObjectionKind
from state.validity import FAR, NEAR, Graded, in_order, kappa, rho, validity


def graded(number: int, objection: ObjectionKind, grade: int, score: int) -> Graded:
    return Graded(f"zh-{number}", "zh", "amiable", objection, grade, score)


EIGHT = (
    graded(1, "price", 4, 90),
    graded(2, "price", 3, 70),
    graded(3, "price", 2, 75),
    graded(4, "price", 1, 20),
    graded(5, "hidden", 4, 85),
    graded(6, "hidden", 3, 65),
    graded(7, "hidden", 2, 50),
    graded(8, "hidden", 1, 50),
)


def test_pairs_are_of_one_customer_and_a_tie_is_not_in_order() -> None:
    # one apart: 90>70, 70<75, 75>20; 85>65, 65>50, 50=50. Further: all six are in order.
    assert in_order(EIGHT, NEAR) == pytest.approx(4 / 6)
    assert in_order(EIGHT, FAR) == 1.0
    assert math.isnan(in_order(EIGHT[:1], NEAR))


def test_rank_correlation() -> None:
    assert rho(EIGHT[4:7]) == 1.0
    assert rho([EIGHT[0], EIGHT[1], EIGHT[2]]) == pytest.approx(0.5)  # 1 - 6 * (0 + 1 + 1) / (3 * 8)
    assert math.isnan(rho(EIGHT[:1]))


def test_kappa_is_1_for_the_same_bands_and_0_for_one_band_for_all() -> None:
    assert kappa([EIGHT[0], EIGHT[5], EIGHT[6], EIGHT[3]]) == 1.0
    same = [graded(number, "price", grade, 50) for number, grade in enumerate((1, 2, 3, 4))]
    assert kappa(same) == pytest.approx(0.0)


def test_the_table_has_each_language_persona_and_objection() -> None:
    lines = validity(EIGHT).splitlines()
    assert [line[:26].strip() for line in lines] == ["", "zh", "zh, amiable", "zh, hidden", "zh, price"]
    assert lines[1].split()[1] == "8"
    assert "1.00 (1.00-1.00)" in lines[1]
