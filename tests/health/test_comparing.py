"""A criterion that many miss with one customer, and the same people meet with others, points at the customer."""

import pytest

from state.health.comparing import FEWEST, compare
from state.health.talked import MET, MISSED, UNRATED, Talked
from tests.health.talks import CRITERIA, group, talked

BROKEN = ("zh/c3", CRITERIA[5])
LOTS = range(20)
"""Groups that are tried; of chance alone one in twenty may show anything."""


def shown(talks: list[Talked]) -> set[tuple[str, str]]:
    return {(name, each.id) for name, found in compare(talks).unwell.items() for each in found}


def test_a_broken_criterion_is_found_and_nothing_else() -> None:
    found = [
        shown(list(group(16, 8, 2, lambda name, each: 0.97 if (name, each) == BROKEN else 0.3, seed))) for seed in LOTS
    ]
    assert all(BROKEN in each for each in found)
    assert sum(len(each) - 1 for each in found) <= 2


def test_where_everybody_is_weak_no_customer_is_to_blame() -> None:
    weak = [list(group(12, 8, 2, lambda _, each: 0.9 if each in CRITERIA[:6] else 0.4, seed)) for seed in LOTS]
    assert sum(bool(shown(talks)) for talks in weak) <= 2


def test_chance_in_few_talks_shows_nothing() -> None:
    few = [list(group(6, 5, 1, lambda *_: 0.5, seed)) for seed in LOTS]
    assert sum(bool(shown(talks)) for talks in few) <= 2


def test_it_takes_several_people_however_often_one_comes_back() -> None:
    def met_elsewhere(people: int, times: int) -> list[Talked]:
        here = [talked(f"p{who}", "here", MISSED) for who in range(people) for _ in range(times)]
        return here + [talked(f"p{who}", f"other{n}", MET) for who in range(people) for n in range(9)]

    assert shown(met_elsewhere(FEWEST - 1, 50)) == set()
    assert shown(met_elsewhere(1, 500)) == set()
    assert shown(met_elsewhere(FEWEST, 1)) == {("here", "calm")}


def test_whoever_met_only_this_customer_says_nothing_about_it() -> None:
    strangers = [talked(f"s{who}", "here", MISSED) for who in range(50)]
    known = [talked(f"p{who}", name, verdict) for who in range(3) for name, verdict in (("here", MET), ("there", MET))]
    compared = compare([*strangers, *known])
    [calm] = compared.criteria("here")
    assert (calm.people, calm.talks, calm.missed, calm.here, calm.stands_out) == (3, 53, 50, 0.0, False)


def test_each_person_counts_alike() -> None:
    often = [talked("often", "here", MISSED) for _ in range(8)] + [talked("often", "there", MET)]
    once = [talked("once", "here", MET), talked("once", "there", MISSED), talked("once", "there", MET)]
    [calm] = compare([*often, *once]).criteria("here")
    assert (calm.here, calm.elsewhere) == (0.5, 0.25)


def test_a_small_difference_is_no_fault_however_certain_it_is() -> None:
    def verdicts(count: int) -> str:
        return MISSED * count + MET * (10 - count)

    talks = [
        talked(f"p{who}", name, verdict)
        for who in range(400)
        for name, count in (("here", 5 + who % 2), ("there", 4))
        for verdict in verdicts(count)
    ]
    [calm] = compare(talks).criteria("here")
    assert (calm.here, calm.elsewhere, calm.stands_out) == (pytest.approx(0.55), pytest.approx(0.4), False)
    assert calm.high < calm.here  # more than chance, and yet not enough


def test_what_was_not_rated_counts_nowhere() -> None:
    talks = [
        talked(f"p{who}", name, verdict) for who in range(9) for name, verdict in (("here", UNRATED), ("there", MET))
    ]
    compared = compare(talks)
    assert compared.criteria("here") == []
    assert compared.rated["here"] == {}


def test_how_talks_with_a_customer_went() -> None:
    talks = [
        talked("a", "here", score=40), talked("a", "here", score=80, outcome="agreed"),
        talked("b", "here", score=60, outcome="deferred"), talked("b", "there", score=10),
    ]  # fmt: skip
    here = compare(talks).figures["here"]
    assert (here.talks, here.people, here.score, here.won) == (3, 2, 60, pytest.approx(1 / 3))


def test_of_no_talks_there_is_nothing() -> None:
    compared = compare([])
    assert (compared.figures, compared.unwell, list(compared.criteria("zh/c0"))) == ({}, {}, [])
