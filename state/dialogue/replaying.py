"""Replaying: a stored talk is its content, its seed and its turns; everything else can be rebuilt from them."""

from collections.abc import Iterable
from dataclasses import dataclass

from state.content.objection import Transition
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot, Step, Turn
from state.dialogue.step import step


def replay(customer: Customer, start: Snapshot, turns: Iterable[Turn]) -> Snapshot:
    """Rebuild the snapshot of a talk from its start and its turns.

    Raises ValueError at a turn that does not follow from those before it.
    """
    snapshot = start
    for turn in turns:
        after = _again(customer, snapshot, turn)
        if after.snapshot.state != turn.state_after or after.says != turn.says:
            raise ValueError(f"turn {turn.number} is not what these replies lead to")
        snapshot = after.snapshot
    return snapshot


@dataclass(frozen=True)
class Hop:
    """Where a talk went in a turn (number: from 1). way: by which transition; none where that cannot be told."""

    number: int
    source: str
    dest: str
    way: Transition | None


def walk(customer: Customer, start: Snapshot, turns: Iterable[Turn]) -> list[Hop]:
    """The way that a talk took through the customer's states: a hop for each transition, those that stay among them.

    From the first turn on that no longer leads where it led, because the customer has been rewritten, it is only told
    from which state each turn went to which.
    """
    hops, at = list[Hop](), start
    follows = True
    for turn in turns:
        if follows and at.outcome is None:
            after = _again(customer, at, turn)
            follows, at = after.snapshot.state == turn.state_after, after.snapshot
            if follows:
                hops += [Hop(turn.number, each.source, each.dest, each.way) for each in after.path]
                continue
        follows = False
        if turn.state_before != turn.state_after:
            hops.append(Hop(turn.number, turn.state_before, turn.state_after, None))
    return hops


def _again(customer: Customer, before: Snapshot, turn: Turn) -> Step:
    heard = Heard(reply=turn.reply, reading=turn.reading, interrupted=turn.interrupted)
    return step(customer, before, heard, turn.at)
