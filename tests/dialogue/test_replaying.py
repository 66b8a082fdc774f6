"""Replaying: a stored talk is its content, its seed and its turns; the snapshot comes back from them."""

from dataclasses import replace

import pytest

from state.content.objection import Transition
from state.content.terms import Move
from state.dialogue.machine import Machine
from state.dialogue.replaying import replay, walk
from state.dialogue.snapshot import Turn
from tests.customers import SCENARIOS, customer_of, heard_as, played, started

MOVES: tuple[tuple[Move, ...], ...] = (
    ("acknowledge",),
    ("isolate",),
    ("concede",),
    ("open_question",),
    ("evidence", "benefit"),
)


def talk(scenario: str, seed: int = 7) -> tuple[list[Turn], object]:
    customer = customer_of(scenario)
    heards = [heard_as(*moves, reply=f"这是第 {n} 句话。", interrupted=n == 2) for n, moves in enumerate(MOVES)]
    return played(customer, heards, started(customer, seed))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_turns_rebuild_the_snapshot(scenario: str) -> None:
    customer = customer_of(scenario)
    turns, end = talk(scenario)
    stored = [Turn.model_validate_json(turn.model_dump_json()) for turn in turns]
    assert replay(customer, started(customer, 7), stored) == end


def test_no_turns_are_the_start() -> None:
    customer = customer_of()
    assert replay(customer, started(customer), []) == started(customer)


def test_a_turn_from_another_talk_is_told_by_its_number() -> None:
    customer = customer_of("zh/vmc_price")
    turns, _ = talk("zh/vmc_price")
    foreign = turns[2].model_copy(update={"says": turns[1].says})
    with pytest.raises(ValueError, match="turn 3"):
        replay(customer, started(customer, 7), [*turns[:2], foreign])


def test_a_missing_turn_does_not_go_unnoticed() -> None:
    customer = customer_of("zh/vmc_price")
    turns, _ = talk("zh/vmc_price")
    with pytest.raises(ValueError, match="turn"):
        replay(customer, started(customer, 7), turns[1:])


def test_a_walk_has_a_hop_for_each_transition_and_those_that_stay_among_them() -> None:
    customer = customer_of("zh/vmc_price")
    one, two, *_ = (answer.id for answer in customer.scenario.answers)
    heards = [
        heard_as("courtesy", reply="您好。"),
        heard_as("concede", reply="给您便宜一万。"),
        heard_as("isolate", "advantage", reply="除了价格还有别的吗？这么算一年省六万。", gives=[one, two]),
    ]
    turns, _ = played(customer, heards, started(customer))
    hops = walk(customer, started(customer), turns)
    assert [(hop.number, hop.source, hop.dest) for hop in hops] == [
        (1, "opening", "objecting"),
        (2, "objecting", "objecting"),
        (3, "objecting", "exploring"),
        (3, "exploring", "weighing"),
    ]
    ways = [hop.way for hop in hops]
    assert [way and way.trigger[0] for way in ways] == ["any", "concede", "isolate", "answer"]
    assert all(way in customer.objection.transitions for way in ways)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_walk_goes_from_state_to_state_as_the_turns_did(scenario: str) -> None:
    customer = customer_of(scenario)
    turns, _ = talk(scenario)
    hops = walk(customer, started(customer, 7), turns)
    for turn in turns:
        at = turn.state_before
        for hop in (hop for hop in hops if hop.number == turn.number):
            assert hop.source == at
            at = hop.dest
        assert at == turn.state_after


def test_from_where_a_rewritten_customer_goes_another_way_only_the_states_are_known() -> None:
    customer = customer_of("zh/vmc_price")
    heards = [
        heard_as("courtesy", reply="您好。"),
        heard_as("isolate", reply="还有别的吗？"),
        heard_as("concede", reply="便宜点。"),
    ]
    turns, _ = played(customer, heards, started(customer))
    own = (Transition(trigger=("isolate",), source=("objecting",), dest="weighing"),)
    rewritten = replace(customer, machine=Machine(customer.objection, own))
    hops = walk(rewritten, started(customer), turns)
    assert [(hop.number, hop.source, hop.dest, hop.way is None) for hop in hops] == [
        (1, "opening", "objecting", False),
        (2, "objecting", "exploring", True),
        (3, "exploring", "objecting", True),
    ]
