"""Replaying: a stored talk is its content, its seed and its turns; everything else can be rebuilt from them."""

from collections.abc import Iterable

from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot, Turn
from state.dialogue.step import step


def replay(customer: Customer, start: Snapshot, turns: Iterable[Turn]) -> Snapshot:
    """Rebuild the snapshot of a talk from its start and its turns.

    Raises ValueError at a turn that does not follow from those before it.
    """
    snapshot = start
    for turn in turns:
        heard = Heard(reply=turn.reply, reading=turn.reading, interrupted=turn.interrupted)
        after = step(customer, snapshot, heard, turn.at)
        if after.snapshot.state != turn.state_after or after.says != turn.says:
            raise ValueError(f"turn {turn.number} is not what these replies lead to")
        snapshot = after.snapshot
    return snapshot
