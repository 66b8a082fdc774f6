"""Whom to meet next: the weakest step that is due decides, on somebody new."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fsrs import Rating

from state.content.terms import StepId
from state.progress.history import Held
from state.progress.offering import Need, exercise, next_step, what_next
from state.progress.spacing import due_on, rating
from tests.customers import customer_of, troupe
from tests.progress.talks import day, held, rated

RUBRIC = troupe().rubric
CHINESE = troupe().who("zh")


def all_steps(at: float, scenario: str = "zh/vmc_price", **shares: float) -> Held:
    """A talk in which every step went perfectly but those named."""
    perfect: dict[StepId, float] = dict.fromkeys(("a", "b", "c", "d", "e", "f", "g"), 1.0)
    return held(at, scenario, shares={step: shares.get(step, best) for step, best in perfect.items()})


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.0, Rating.Again), (0.39, Rating.Again), (0.4, Rating.Hard), (0.6, Rating.Good), (0.8, Rating.Easy)],
)
def test_a_share_is_rated_by_the_bands_of_the_score(share: float, expected: Rating) -> None:
    assert rating(share) == expected
    if share >= 0.4:
        assert RUBRIC.band(round(share * 100)).at == round(share * 100)


def test_a_weak_step_returns_the_next_day_and_a_strong_one_later() -> None:
    weak, fair, strong = (due_on(rated("c", share), "c") for share in (0.1, 0.7, 0.9))
    assert weak == day(1).date()
    assert weak is not None
    assert fair is not None
    assert strong is not None
    assert weak < fair < strong


def test_nothing_returns_on_its_own_day_or_stays_away_for_over_a_month() -> None:
    for share in (0.0, 0.5, 0.7, 1.0):
        talks: list[Held] = []
        for _ in range(8):
            due = due_on(talks, "c") or day(0).date()
            at = (due - day(0).date()).days
            talks.append(held(at, shares={"c": share}))
            after = due_on(talks, "c")
            assert after is not None
            assert timedelta(days=1) <= after - due <= timedelta(days=30)


def test_a_step_that_no_talk_rated_has_no_day() -> None:
    assert due_on(rated("d", 0.5), "c") is None


def test_the_same_talks_always_give_the_same_day() -> None:
    talks = rated("c", 0.9, 0.7, 0.5, 0.9, 0.9)
    assert {due_on(talks, "c") for _ in range(20)} == {due_on(talks, "c")}


def needed(talks: list[Held], at: float) -> StepId | None:
    need = next_step(talks, day(at))
    return need.step if need is not None else None


def test_of_the_steps_that_are_due_the_weakest_decides() -> None:
    talks = [all_steps(0, c=0.3, d=0.1, e=0.2)]
    assert needed(talks, 1) == "d"
    assert needed([*talks, all_steps(1, d=1.0, c=0.3, e=0.2)], 2) == "e"


def test_a_step_that_is_not_due_yet_waits_though_it_is_the_weakest() -> None:
    talks = [held(0, shares={"c": 0.6, "d": 0.1}), held(2, shares={"d": 0.1})]
    assert due_on(talks, "c") == day(2).date()
    assert due_on(talks, "d") == day(3).date()
    assert needed(talks, 2) == "c"


def test_where_nothing_is_due_the_first_to_return_is_named() -> None:
    offer = what_next([all_steps(0, f=0.2)], CHINESE, RUBRIC, day(0))
    assert offer is not None
    assert offer.need == Need("f", 0.2, day(1).date())


def test_before_the_first_talk_it_is_the_easiest_customer() -> None:
    offer = what_next([], CHINESE, RUBRIC, day(0))
    assert offer is not None
    assert (offer.customer, offer.need, offer.met) == (CHINESE[0], None, None)
    assert what_next([], [], RUBRIC, day(0)) is None


def test_reading_the_objection_is_exercised_most_where_it_counts_most() -> None:
    offer = what_next([all_steps(0, d=0.1)], CHINESE, RUBRIC, day(1))
    assert offer is not None
    assert offer.need is not None
    assert offer.need.step == "d"
    assert offer.customer.objection.id in ("false", "hidden"), "there d weighs 1.6"


def test_a_type_that_cares_for_the_moves_of_a_step_exercises_it_more() -> None:
    price = customer_of("zh/vmc_price")
    by_type = {
        kind: exercise(replace(price, persona=persona), "f", RUBRIC) for kind, persona in troupe().personas.items()
    }
    moves = {"expert_advice", "evidence", "overpromise", "disparage"}  # of step f
    cared_for = {kind: moves & {*each.fit.suits, *each.fit.jars} for kind, each in troupe().personas.items()}
    assert cared_for["expressive"] == set()
    assert len(cared_for["analytical"]) == 3
    assert by_type["analytical"] == pytest.approx(by_type["expressive"] * 1.75)


def test_a_customer_never_met_comes_before_all_who_were() -> None:
    talks = [all_steps(number, customer.id, d=0.1) for number, customer in enumerate(CHINESE[:-1])]
    offer = what_next(talks, CHINESE, RUBRIC, day(9))
    assert offer is not None
    assert offer.customer == CHINESE[-1]
    assert offer.met is None


def test_once_all_were_met_it_is_the_one_met_longest_ago() -> None:
    talks = [all_steps(number, customer.id, d=0.1) for number, customer in enumerate(CHINESE)]
    talks.append(all_steps(7, CHINESE[0].id, d=0.1))
    offer = what_next(talks, CHINESE, RUBRIC, day(9))
    assert offer is not None
    assert offer.customer == CHINESE[1]
    assert offer.met == day(1)
