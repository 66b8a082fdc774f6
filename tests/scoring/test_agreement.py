"""Agreement beyond chance, against tables whose kappas are worked out by hand beside them."""

from dataclasses import replace

import pytest

from state.scoring.agreement import Compared, Kappa, agreement, compared, kappa, reviewed, rounded, weighted
from state.scoring.card import score
from state.scoring.review import Review, Ruling
from state.scoring.talk import Talk
from tests.customers import troupe
from tests.scoring.talks import saying

RUBRIC = troupe().rubric


def beside(talk: Talk) -> Compared:
    """The machine's judgement of a talk beside the coach's."""
    return reviewed(talk, score(talk, RUBRIC), RUBRIC)


def test_kappa_and_its_interval_of_a_table_worked_out_by_hand() -> None:
    """20 both yes, 15 both no, 5 only one, 10 only the other, of 50.

    po = 35/50 = 0.7; pe = 0.5 · 0.6 + 0.5 · 0.4 = 0.5; κ = 0.2 / 0.5 = 0.4.
    With κ and unit weights the variance is (A − B) / (n (1 − pe)²), where for each cell the credit less
    (r + c)(1 − κ), u and v being the shares of the other's same answer: yes-yes 0.4 (1 − 1.1 · 0.6)² = 0.04624,
    no-no 0.3 (1 − 0.9 · 0.6)² = 0.06348, yes-no and no-yes (u + v) = 0.6 + 0.5 and 0.4 + 0.5: 0.1 · 0.66² = 0.04356,
    0.2 · 0.54² = 0.05832; A = 0.2116, B = (0.4 − 0.5 · 0.6)² = 0.01; σ² = 0.2016 / 12.5 = 0.016128, σ = 0.126996.
    """
    pairs = [(True, True)] * 20 + [(False, False)] * 15 + [(True, False)] * 5 + [(False, True)] * 10
    found = kappa(pairs)
    assert found.value == pytest.approx(0.4)
    assert (found.pairs, found.same, found.one, found.other) == (50, 35, 25, 30)
    assert found.low == pytest.approx(0.4 - 1.96 * 0.126996, abs=1e-5)
    assert found.high == pytest.approx(0.4 + 1.96 * 0.126996, abs=1e-5)


def test_a_half_is_half_way_off_and_quadratic_weights_charge_it_a_quarter() -> None:
    """4 (1, 1), 4 (0, 0), 2 (1, ½): po = 1 − 0.2 · 0.25 = 0.95.

    Rows: 1 0.6, 0 0.4; columns: 1 0.4, ½ 0.2, 0 0.4. The charge by chance is 0.6 (0.2 · 0.25 + 0.4) + 0.4 (0.4 + 0.2 ·
    0.25) = 0.45, pe = 0.55; κ = 0.4 / 0.45 = 8/9.
    """
    found = weighted([(1.0, 1.0)] * 4 + [(0.0, 0.0)] * 4 + [(1.0, 0.5)] * 2)
    assert found.value == pytest.approx(8 / 9)
    assert (found.pairs, found.same, found.one, found.other) == (10, 8, 6, 4)


def test_a_share_is_compared_as_the_nearest_of_none_half_and_full() -> None:
    assert [rounded(share) for share in (0.0, 0.24, 0.25, 0.5, 0.74, 0.75, 1.0)] == [0.0, 0.0, 0.5, 0.5, 0.5, 1.0, 1.0]


def test_chance_alone_is_nought_and_contradiction_is_below_it() -> None:
    every = [(one, other) for one in (True, False) for other in (True, False)] * 5
    assert kappa(every).value == pytest.approx(0.0)
    assert kappa([(True, False), (False, True)] * 5).value == pytest.approx(-1.0)


def test_where_all_say_the_same_agreement_says_nothing_and_of_few_there_is_no_interval() -> None:
    assert kappa([]) == Kappa(None, None, None, 0, 0, 0, 0)
    assert kappa([(False, False)] * 30) == Kappa(None, None, None, 30, 30, 0, 0)
    few = kappa([(True, True), (False, False)] * 4)
    assert (few.value, few.low, few.high) == (1.0, None, None)


def test_what_a_coach_let_stand_in_a_talk_that_they_looked_at_is_theirs_too() -> None:
    read = saying(("open_question",), ("other",), ("argue",))
    looked = beside(replace(read, review=Review(moves={2: ("restate",)})))
    assert looked.moves["restate"] == [(False, False), (False, True), (False, False)]
    assert looked.moves["open_question"] == [(True, True), (False, False), (False, False)]
    assert (0.0, 1.0) in looked.steps["c"], "restating belongs to listening"
    found = agreement([looked, beside(read)])
    assert found.talks == 2
    assert set(found.moves) == {"open_question", "other", "restate", "argue"}, "nobody saw any other move"
    assert found.moves["argue"].value == 1.0
    # Of six replies the machine hears none restate and the coach one: po = pe = 5/6.
    assert found.moves["restate"].value == pytest.approx(0.0)


def test_a_corrected_criterion_is_compared_in_its_step() -> None:
    read = saying(("open_question",), ("restate",))
    ruled = replace(read, review=Review({"restated": Ruling(0.5, 2, "coach")}))
    plain, found = beside(read).steps["c"], beside(ruled).steps["c"]
    assert sum(one != other for one, other in plain) == 0
    assert [pair for pair in found if pair[0] != pair[1]] == [(1.0, 0.5)]


def test_of_two_judgements_only_what_both_rate_is_compared() -> None:
    steps = compared({"restated": 1.0, "isolated": None}, {"restated": 0.5, "isolated": 1.0, "gone": 0.0}, RUBRIC)
    assert steps["c"] == [(1.0, 0.5)]
    assert sum(len(pairs) for pairs in steps.values()) == 1
