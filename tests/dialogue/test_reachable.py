"""Every state of a customer's machine can be reached by talking, and talked out of.

`duilian simulate --all` tells the same of all forty, from talks whose words are read.
"""

from collections import deque

import pytest

from state.content.terms import Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot
from state.dialogue.step import step
from tests.customers import NOW, SOME, customer_of, heard_as, started

ENOUGH = 20_000  # steps of the search; it ends as soon as every state was reached and left


def sayings(customer: Customer, turn: int) -> list[Heard]:
    """One reply of each sort: a move, a fact asked for, an answer given (one for each person); new words each turn.

    No figures: to look for what they are held against would take as long as all the rest.
    """
    moves: tuple[Move, ...] = (
        "acknowledge", "restate", "isolate", "go_informal", "open_question", "courtesy", "advance", "concede",
        "overpromise", "pressure", "other",
    )  # fmt: skip
    scenario = customer.scenario
    key = [fact for fact in scenario.facts if fact.key]
    said = f"第{chr(ord('甲') + turn)}句"
    each = [
        next(answer for answer in scenario.answers if person.id in scenario.speaks_to(answer))
        for person in scenario.people
    ]
    answers = {answer.id: answer for answer in (*scenario.answers[:3], *each)}
    return [
        *(heard_as(move, reply=f"{said}，什么也不问：{move}") for move in moves),
        *(heard_as("open_question", reply=f"{said}，问：{fact.id}", asks=[fact.id]) for fact in key[:4]),
        *(heard_as("evidence", reply=f"{said}，答：{id_}", gives=[id_]) for id_ in answers),
    ]


def walked(customer: Customer) -> dict[str, set[str]]:
    """State -> the states that some reply leads to from it, by breadth from the start.

    Of all talks in the same state and much the same mood, one is followed: the search stays small.
    """
    onward: dict[str, set[str]] = {}
    start = started(customer)
    queue, met = deque([start]), {_mood(customer, start)}
    for _ in range(ENOUGH // len(sayings(customer, 0))):
        if not queue or not _missing(customer, onward):
            break
        before = queue.popleft()
        for heard in sayings(customer, before.turn):
            after = step(customer, before, heard, NOW).snapshot
            onward.setdefault(before.state, set()).add(after.state)
            if after.outcome is None and _mood(customer, after) not in met:
                met.add(_mood(customer, after))
                queue.append(after)
    return onward


def _missing(customer: Customer, onward: dict[str, set[str]]) -> list[str]:
    """States that no reply led to so far, and those that none led out of."""
    reached = {customer.machine.initial}.union(*onward.values())
    return [
        state.id
        for state in customer.objection.states
        if state.id not in reached or (state.outcome is None and not onward.get(state.id, set()) - {state.id})
    ]


def _mood(customer: Customer, snapshot: Snapshot) -> tuple[object, ...]:
    meters = snapshot.meters
    return (
        snapshot.state, meters.trust // 12, meters.patience // 25, len(snapshot.answered), bool(snapshot.told),
        snapshot.made.get("advance", 0) > 0, snapshot.turn > 4, snapshot.second,
        customer.scenario.won_by(snapshot.answered),
    )  # fmt: skip


@pytest.mark.parametrize("scenario", SOME)
def test_every_state_can_be_reached_and_left(scenario: str) -> None:
    customer = customer_of(scenario)
    assert _missing(customer, walked(customer)) == []
