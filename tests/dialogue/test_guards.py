"""Guards: every condition that YAML may name is a function of ours that answers with a plain bool."""

from dataclasses import replace
from typing import Any

import pytest

from state.content.terms import Guards
from state.dialogue.guards import GUARDS, View, any_holds, holds
from state.dialogue.snapshot import Meters

VIEW = View(
    state="objecting",
    meters=Meters(trust=40, patience=50, interest=60),
    told=frozenset({"part", "volume"}),
    learnt=1,
    answered=1,
    met=False,
    made=frozenset({"acknowledge", "isolate"}),
    before=frozenset({"acknowledge"}),
    now=frozenset({"isolate"}),
    isolated=True,
    excuses_left=False,
    turns=3,
    second_left=True,
    won=frozenset({"buyer", "fitter"}),
    left_out=frozenset({"owner"}),
)


def test_each_condition_of_the_content_has_a_function_and_each_function_a_condition() -> None:
    assert set(GUARDS) == set(Guards.model_fields)


@pytest.mark.parametrize(
    ("name", "yes", "no"),
    [
        ("trust", 40, 41),
        ("patience", 50, 51),
        ("interest", 60, 61),
        ("trust_below", 41, 40),
        ("patience_below", 51, 50),
        ("interest_below", 61, 60),
        ("learnt", 1, 2),
        ("told", ("part",), ("part", "budget")),
        ("answered", 1, 2),
        ("met", False, True),
        ("won", ("buyer", "fitter"), ("buyer", "owner")),
        ("left_out", True, False),
        ("made", ("acknowledge", "isolate"), ("evidence",)),
        ("now", ("isolate",), ("acknowledge",)),
        ("again", ("acknowledge",), ("isolate",)),
        ("only", ("isolate", "courtesy"), ("courtesy",)),
        ("isolated", True, False),
        ("excuses_left", False, True),
        ("second_left", True, False),
        ("second_open", False, True),
        ("turns", 3, 4),
    ],
)
def test_a_condition_holds_up_to_its_limit_and_no_further(name: str, yes: Any, no: Any) -> None:
    assert GUARDS[name](VIEW, yes) is True  # `transitions` takes nothing but True for a yes
    assert GUARDS[name](VIEW, no) is False
    assert holds(Guards(**{name: yes}), VIEW)
    assert not holds(Guards(**{name: no}), VIEW)


def test_no_conditions_hold_always_and_forbid_nothing() -> None:
    assert holds(Guards(), VIEW)
    assert not any_holds(Guards(), VIEW)


def test_all_conditions_of_when_must_hold_and_any_of_unless_is_enough() -> None:
    one_of_two = Guards(trust=40, turns=4)
    assert not holds(one_of_two, VIEW)
    assert any_holds(one_of_two, VIEW)


def test_nobody_is_left_out_where_only_one_person_is_there() -> None:
    assert GUARDS["left_out"](replace(VIEW, left_out=frozenset()), False) is True
