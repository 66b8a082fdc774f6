"""Objections: for each of the handbook's five kinds a machine in the terms of `transitions` (提高篇 五 2)."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from state.content.terms import (
    Effect,
    Entry,
    Guards,
    Id,
    Mistake,
    Move,
    Names,
    ObjectionKind,
    Outcome,
    Stage,
    StepId,
    Text,
)


class State(Entry):
    """A state of the customer. One with an `outcome` ends the talk.

    counts: whether an answer to the real concern that is given here counts towards meeting it.
    """

    id: Id
    name: Text
    stage: Stage
    outcome: Outcome | None = None
    counts: bool = True


class Transition(Entry):
    """trigger: moves, happenings, `fact:ID` or `answer:ID`; any one of them fires it.

    source: the states it leaves from. dest: where to; left out, the customer stays and only answers.
    when / unless: guards that must all hold / of which none may hold.
    raises: what the customer brings up: `excuse` (the next surface objection), `confide` (the real concern), or
        any name that lines have under `on`.
    """

    trigger: Names
    source: Names
    dest: Id | None = None
    when: Guards = Guards()
    unless: Guards | None = None
    raises: Id | None = None


class Misstep(Entry):
    """A mistake as it is often made at this objection. say: the words. why: what is wrong with them here."""

    say: Text
    why: Text


class Objection(Entry):
    """One kind of objection: how it shows, how it is handled, and its machine.

    effects: added to the persona's effects of the same moves.
    weights: how much each handling step counts for this kind, relative to 1; steps left out count 1.
    missteps: mistakes that are often made at this objection, shown beside the reply that would have been good.
    """

    id: ObjectionKind
    name: Text
    section: str
    about: Text
    handling: Text
    initial: Id
    states: Annotated[tuple[State, ...], Field(min_length=3)]
    transitions: Annotated[tuple[Transition, ...], Field(min_length=1)]
    effects: Mapping[Move, Effect] = {}
    weights: Mapping[StepId, Annotated[float, Field(ge=0, le=5)]] = {}
    missteps: Mapping[Mistake, Misstep] = {}
