"""Guards: the conditions that YAML may name, looked up here and nowhere else; each returns a plain bool."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from state.content.terms import Guards, Id, Move
from state.dialogue.snapshot import Meters, Passage


@dataclass(slots=True)
class View:
    """What guards look at; also the model that `transitions` moves from state to state.

    learnt: key facts told; answered: different answers given to the real concern.
    made: moves of the whole talk, this reply included; before: those of earlier replies; now: of this reply.
    met: whether the real concern is. won, left_out: of several people in the room, those who have heard something to
    their own benefit, and those who have not. just_won: those who heard it in this reply. addressed: whom it is for.
    second_left, second_open: of a second objection, that it may still be raised; that it was and is not met.
    spoken_of: what the customer told last (`Snapshot.spoken_of`).
    raised: what the last transition that fired brings up. path: the transitions that fired, in order.
    """

    state: str
    meters: Meters
    told: frozenset[str]
    learnt: int
    answered: int
    met: bool
    made: frozenset[Move]
    before: frozenset[Move]
    now: frozenset[Move]
    isolated: bool
    excuses_left: bool
    turns: int
    second_left: bool = False
    second_open: bool = False
    won: frozenset[Id] = frozenset()
    left_out: frozenset[Id] = frozenset()
    just_won: frozenset[Id] = frozenset()
    addressed: Id | None = None
    spoken_of: tuple[str, ...] = ()
    raised: str | None = None
    path: list[Passage] = field(default_factory=list)


Guard = Callable[[View, Any], bool]

GUARDS: Mapping[str, Guard] = {
    "trust": lambda view, least: view.meters.trust >= least,
    "patience": lambda view, least: view.meters.patience >= least,
    "interest": lambda view, least: view.meters.interest >= least,
    "trust_below": lambda view, limit: view.meters.trust < limit,
    "patience_below": lambda view, limit: view.meters.patience < limit,
    "interest_below": lambda view, limit: view.meters.interest < limit,
    "learnt": lambda view, least: view.learnt >= least,
    "told": lambda view, facts: view.told.issuperset(facts),
    "answered": lambda view, least: view.answered >= least,
    "met": lambda view, wanted: view.met == wanted,
    "won": lambda view, people: view.won.issuperset(people),
    "left_out": lambda view, wanted: bool(view.left_out) == wanted,
    "made": lambda view, moves: view.made.issuperset(moves),
    "now": lambda view, moves: view.now.issuperset(moves),
    "again": lambda view, moves: view.before.issuperset(moves),
    "only": lambda view, moves: view.now.issubset(moves),
    "isolated": lambda view, wanted: view.isolated == wanted,
    "excuses_left": lambda view, wanted: view.excuses_left == wanted,
    "second_left": lambda view, wanted: view.second_left == wanted,
    "second_open": lambda view, wanted: view.second_open == wanted,
    "turns": lambda view, least: view.turns >= least,
}


def holds(guards: Guards, view: View) -> bool:
    """Whether every condition that is given holds."""
    return all(GUARDS[name](view, wanted) for name, wanted in guards.given().items())


def each_holds(guards: Guards, view: View) -> list[tuple[str, Any, bool]]:
    """Each condition that is given, with what it asks for, and whether it holds."""
    return [(name, wanted, GUARDS[name](view, wanted)) for name, wanted in guards.given().items()]


def any_holds(guards: Guards, view: View) -> bool:
    """Whether any condition that is given holds (for `unless`)."""
    return any(GUARDS[name](view, wanted) for name, wanted in guards.given().items())
