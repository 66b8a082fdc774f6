"""Conditions that can never hold are known as such, and none that can."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state.content.holding import Claim, Extent, claims, clash, implied
from state.content.objection import Transition
from state.content.terms import MOVES, Guards
from state.dialogue.guards import View, any_holds, holds
from state.dialogue.snapshot import Meters

SMALL = Extent(keys=frozenset({"price", "size"}), answered=3, enough=2, turns=10, excuses=2)
KEYS = {"price": True, "size": True, "colour": False}


def transition(trigger: str = "any", **conditions: Any) -> Transition:
    return Transition.model_validate({"trigger": trigger, "source": "objecting", **conditions})


def written(entry: Transition, extent: Extent = SMALL) -> tuple[str, str | None] | None:
    """The claim that cannot hold and the one beside which it cannot, as an author would know them again."""
    made: list[Claim] = [*claims(entry), *implied("trigger", 0, entry.trigger[0], extent)]
    found = clash(made, extent)
    return found and (found.claim.written, found.beside.written if found.beside else None)


NEVER: dict[str, tuple[Transition, tuple[str, str | None]]] = {
    "a meter high and low": (
        transition(when={"trust": 60, "trust_below": 50}),
        ("trust: 60", "trust_below: 50"),
    ),
    "a meter high, and not even lower": (
        transition(when={"trust": 60}, unless={"trust": 50}),
        ("trust: 60", "unless trust: 50"),
    ),
    "whatever a meter is": (
        transition(unless={"interest": 40, "interest_below": 60}),
        ("unless interest_below: 60", "unless interest: 40"),
    ),
    "below nothing": (transition(when={"patience_below": 0}), ("patience_below: 0", None)),
    "more key facts than there are": (transition(when={"learnt": 3}), ("learnt: 3", None)),
    "more answers than there are": (transition(when={"answered": 4}), ("answered: 4", None)),
    "more replies than there is time for": (transition(when={"turns": 11}), ("turns: 11", None)),
    "met with fewer answers than it takes": (
        transition(when={"met": True}, unless={"answered": 2}),
        ("met: true", "unless answered: 2"),
    ),
    "answers that would meet it, and not met": (
        transition(when={"answered": 2, "met": False}),
        ("answered: 2", "met: false"),
    ),
    "met and not met": (transition(when={"met": True}, unless={"met": True}), ("unless met: true", "met: true")),
    "a key fact told and none learnt": (
        transition(when={"told": "price"}, unless={"learnt": 1}),
        ("told: price", "unless learnt: 1"),
    ),
    "a fact told and not told": (
        transition("fact:colour", unless={"told": "colour"}),
        ("unless told: colour", "trigger: fact:colour"),
    ),
    "an answer given and none answered": (
        transition("answer", unless={"answered": 1}),
        ("trigger: answer", "unless answered: 1"),
    ),
    "now and only": (
        transition(when={"now": ["evidence", "advance"], "only": ["advance", "courtesy"]}),
        ("only: [advance, courtesy]", "now: [evidence, advance]"),
    ),
    "a trigger and only": (
        transition("isolate", when={"only": ["courtesy", "other"]}),
        ("only: [courtesy, other]", "trigger: isolate"),
    ),
    "only and not only": (
        transition(when={"only": ["courtesy"]}, unless={"only": ["courtesy", "other"]}),
        ("unless only: [courtesy, other]", "only: courtesy"),
    ),
    "other beside a move": (transition(when={"now": ["other", "courtesy"]}), ("now: [other, courtesy]",) * 2),
    "made now and not made": (
        transition("concede", unless={"made": "concede"}),
        ("unless made: concede", "trigger: concede"),
    ),
    "isolated by the trigger and not isolated": (
        transition("isolate", when={"isolated": False}),
        ("trigger: isolate", "isolated: false"),
    ),
    "said again in the first reply": (
        transition(when={"again": "advance"}, unless={"turns": 2}),
        ("again: advance", "unless turns: 2"),
    ),
    "patience left when it is gone": (
        transition("exhausted", when={"patience": 5}),
        ("patience: 5", "trigger: exhausted"),
    ),
    "early when time is up": (transition("timeout", unless={"turns": 8}), ("trigger: timeout", "unless turns: 8")),
    "silence that does something": (
        transition("silence", when={"now": "advance"}),
        ("trigger: silence", "now: advance"),
    ),
}


@pytest.mark.parametrize("name", NEVER)
def test_what_can_never_hold_is_told_with_what_it_cannot_hold_beside(name: str) -> None:
    entry, expected = NEVER[name]
    assert written(entry) == expected


def test_an_excuse_is_left_only_where_there_is_more_than_one() -> None:
    entry = transition(when={"excuses_left": True})
    assert written(entry) is None
    assert written(entry, Extent(excuses=1)) == ("excuses_left: true", None)


@pytest.mark.parametrize(
    "entry",
    [
        transition(when={"trust": 59, "trust_below": 60}),
        transition(when={"trust": 50}, unless={"trust": 51}),
        transition(unless={"trust": 60, "trust_below": 50}),
        transition(when={"learnt": 2, "answered": 3, "turns": 10, "excuses_left": True}),
        transition(when={"answered": 1, "met": False}),
        transition("isolate", when={"only": ["isolate", "courtesy"], "isolated": True}),
        transition("fact", unless={"told": ["price", "size"], "learnt": 2}),
        transition("timeout", when={"turns": 10, "patience": 1}),
    ],
)
def test_what_just_holds_is_not_told(entry: Transition) -> None:
    assert written(entry) is None


def test_by_itself_an_objection_may_count_as_far_as_it_likes() -> None:
    assert written(transition(when={"learnt": 40, "answered": 40, "turns": 100, "met": True}), Extent()) is None


percents, moves = st.integers(0, 100), st.frozensets(st.sampled_from(MOVES[:5]), max_size=4)
some_moves = st.lists(st.sampled_from(MOVES[:5]), min_size=1, max_size=3, unique=True)
CHOICES: dict[str, st.SearchStrategy[Any]] = {
    **{meter: st.sampled_from([0, 1, 50, 51, 100]) for meter in ("trust", "patience", "trust_below")},
    "learnt": st.integers(1, 3),
    "answered": st.integers(1, 4),
    "turns": st.integers(1, 11),
    "told": st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=2, unique=True),
    **dict.fromkeys(("now", "again", "made", "only"), some_moves),
    **dict.fromkeys(("met", "isolated", "excuses_left", "second_left", "second_open"), st.booleans()),
}
guards = (
    st.lists(st.sampled_from(sorted(CHOICES)), max_size=2, unique=True)  # with more, they seldom hold
    .flatmap(lambda names: st.fixed_dictionaries({name: CHOICES[name] for name in names}))
    .map(Guards.model_validate)
)


@st.composite
def views(draw: st.DrawFn) -> View:
    """What guards may look at in a talk with what `SMALL` says; where somebody is left out, several are there."""
    answered, left_out = draw(st.integers(0, 3)), draw(st.sampled_from([frozenset[str](), frozenset({"boss"})]))
    told, before = draw(st.frozensets(st.sampled_from(sorted(KEYS)))), draw(moves)
    now = draw(moves.filter(bool)) | draw(st.sampled_from([frozenset(), frozenset({"isolate"})]))
    return View(
        state="objecting",
        meters=Meters(trust=draw(st.sampled_from([0, 1, 49, 50, 51, 100])), patience=draw(percents), interest=50),
        told=told,
        learnt=sum(KEYS[fact] for fact in told),
        answered=answered,
        met=answered >= 2 and not left_out,
        left_out=left_out,
        made=now | before,
        before=before,
        now=now,
        isolated="isolate" in now | before,
        excuses_left=draw(st.booleans()),
        second_left=draw(st.booleans()),
        second_open=draw(st.booleans()),
        turns=draw(st.integers(2 if before else 1, 10)),
    )


@given(view=views(), when=guards, unless=guards)
@settings(max_examples=600, deadline=None)
def test_no_conditions_that_hold_in_some_talk_are_said_never_to(view: View, when: Guards, unless: Guards) -> None:
    entry = Transition.model_validate({"trigger": "any", "source": "objecting", "when": when, "unless": unless})
    if holds(entry.when, view) and not any_holds(unless, view):
        assert clash(claims(entry), replace(SMALL, company=bool(view.left_out))) is None
