"""Replaying: a stored talk is its content, its seed and its turns; the snapshot comes back from them."""

import pytest

from state.content.terms import Move
from state.dialogue.replaying import replay
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
