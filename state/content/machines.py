"""Machines: whether an objection's states and transitions hold together, a scenario's own before them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from state.content.objection import Objection, Transition
from state.content.problems import Problem
from state.content.scenario import Scenario
from state.content.sources import Loc, Source
from state.content.terms import COMPANY, HAPPENINGS, MOVES, Guards

TRIGGERS = (*MOVES, *HAPPENINGS)
FORCED = ("exhausted", "timeout")
"""What ends a talk that the trainee does not bring to an end."""


@dataclass(frozen=True)
class Rule:
    """A transition and where it is written."""

    transition: Transition
    source: Source
    loc: Loc


@dataclass(frozen=True)
class Vocabulary:
    """The names that a machine or a line may use. facts, answers, people: None where any will do."""

    states: Collection[str]
    facts: Collection[str] | None
    answers: Collection[str] | None
    topics: Collection[str] = ()
    people: Collection[str] | None = None

    def unknown_state(self, source: Source, loc: Loc, names: Iterable[str]) -> Iterator[Problem]:
        """The names that are no states."""
        for index, name in enumerate(names):
            if name not in self.states:
                yield source.problem("D012", (*loc, index), name, known=self.states)

    def unknown_trigger(
        self, source: Source, loc: Loc, names: Iterable[str], *, spoken: bool = False
    ) -> Iterator[Problem]:
        """The names that are no moves, happenings, topics, facts or answers; nor, for what is spoken, people."""
        for index, name in enumerate(names):
            kind, colon, id_ = name.partition(":")
            place = (*loc, index)
            if colon and kind == "fact":
                if self.facts is not None and id_ not in self.facts:
                    yield source.problem("D014", place, id_, known=self.facts)
            elif colon and kind == "answer":
                if self.answers is not None and id_ not in self.answers:
                    yield source.problem("D015", place, id_, known=self.answers)
            elif colon and kind in COMPANY and spoken:
                yield from self.unknown_person(source, place, id_)
            elif name not in TRIGGERS and name not in self.topics:
                yield source.problem("D013", place, name, known=(*TRIGGERS, *self.topics))

    def unknown_person(self, source: Source, loc: Loc, id_: str) -> Iterator[Problem]:
        """The id, if nobody in the room has it."""
        if self.people is not None and id_ not in self.people:
            yield source.problem("D095", loc, id_, known=self.people)

    def unknown_told(self, source: Source, loc: Loc, guards: Guards) -> Iterator[Problem]:
        """The facts that a guard says were told, and the people whom it says were won, that are not there."""
        for index, name in enumerate(guards.told or ()):
            if self.facts is not None and name not in self.facts:
                yield source.problem("D014", (*loc, "told", index), name, known=self.facts)
        for index, name in enumerate(guards.won or ()):
            yield from self.unknown_person(source, (*loc, "won", index), name)


def rules(objection: Objection, source: Source, scenario: Scenario | None, own: Source | None) -> list[Rule]:
    """The transitions in the order in which they are tried: a scenario's own before the objection's."""
    found = []
    if scenario and own:
        found = [Rule(item, own, ("transitions", index)) for index, item in enumerate(scenario.transitions)]
    return found + [Rule(item, source, ("transitions", index)) for index, item in enumerate(objection.transitions)]


def check_names(objection: Objection, source: Source, machine: list[Rule], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Names in a machine that refer to nothing."""
    if objection.initial not in vocabulary.states:
        yield source.problem("D012", ("initial",), objection.initial, known=vocabulary.states)
    for rule in machine:
        transition, loc = rule.transition, rule.loc
        yield from vocabulary.unknown_trigger(rule.source, (*loc, "trigger"), transition.trigger)
        if transition.source != ("*",):
            yield from vocabulary.unknown_state(rule.source, (*loc, "source"), transition.source)
        if transition.dest is not None and transition.dest not in vocabulary.states:
            yield rule.source.problem("D012", (*loc, "dest"), transition.dest, known=vocabulary.states)
        for name, guards in (("when", transition.when), ("unless", transition.unless)):
            if guards is not None:
                yield from vocabulary.unknown_told(rule.source, (*loc, name), guards)


def check_shape(objection: Objection, source: Source, machine: list[Rule]) -> Iterator[Problem]:
    """States that cannot be reached, left or ended in; of a machine in which every name is known."""
    outcomes = {state.id for state in objection.states if state.outcome}
    onward = {state.id: list(ways(state.id, machine)) for state in objection.states if not state.outcome}
    reached = reach(objection.initial, onward, forced=True)
    for index, state in enumerate(objection.states):
        loc = ("states", index, "id")
        if state.id not in reached:
            yield source.problem("D060", loc, state.id)
        if state.outcome:
            continue
        if all(dest == state.id for trigger, dest in onward[state.id] if trigger not in FORCED):
            yield source.problem("D061", loc, state.id)
        for trigger in FORCED:
            if trigger not in {name for name, _ in onward[state.id]}:
                yield source.problem("D063", loc, state.id, trigger=trigger)
    if not outcomes & reach(objection.initial, onward, forced=False):
        yield source.problem("D062", ("initial",))


def ways(state: str, machine: list[Rule]) -> Iterator[tuple[str, str]]:
    """Trigger and destination of each transition from a state that no earlier one always forestalls."""
    taken: set[str] = set()
    for rule in machine:
        transition = rule.transition
        if state not in transition.source and transition.source != ("*",):
            continue
        for trigger in transition.trigger:
            if trigger not in taken and transition.dest is not None:
                yield trigger, transition.dest
        if not transition.when.given() and not (transition.unless and transition.unless.given()):
            taken.update(transition.trigger)


def reach(start: str, onward: dict[str, list[tuple[str, str]]], *, forced: bool) -> set[str]:
    """The states that can be reached, with or without the customer's time and patience running out."""
    reached, todo = {start}, [start]
    while todo:
        for trigger, dest in onward.get(todo.pop(), ()):
            if dest not in reached and (forced or trigger not in FORCED):
                reached.add(dest)
                todo.append(dest)
    return reached
