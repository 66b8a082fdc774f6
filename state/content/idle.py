"""Idle: transitions that are never taken and lines that are never said, because of their conditions or of others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import inf

from state.content.diagnostics import Said
from state.content.holding import METERS, Claim, Clash, Extent, claims, clash, extent_of, implied
from state.content.machines import Rule, reach, ways
from state.content.objection import Objection, Transition
from state.content.problems import Problem
from state.content.scenario import Scenario
from state.content.sources import Loc, Source
from state.content.terms import Place

PARTS = {"learnt": "facts", "answered": "answers", "turns": "turns", "excuses_left": "surface"}
"""Where a scenario gives what conditions count."""


@dataclass(frozen=True)
class Setting:
    """Where conditions are looked at. states: those that there are; ends: of these, those with an outcome.

    dry: states up to which no answer counts. source: the scenario's file, if there is one.
    """

    states: tuple[str, ...] = ("",)
    ends: frozenset[str] = frozenset()
    dry: frozenset[str] = frozenset()
    extent: Extent = field(default_factory=Extent)
    source: Source | None = None

    def at(self, state: str) -> Extent:
        """How much there can be by the time that a talk is in a state."""
        return replace(self.extent, answered=0) if state in self.dry else self.extent


def setting_of(
    objection: Objection, machine: list[Rule], scenario: Scenario | None = None, source: Source | None = None
) -> Setting:
    """That of an objection's machine, by itself or with a scenario's own transitions in it."""
    states = [state.id for state in objection.states]
    ends = frozenset(state.id for state in objection.states if state.outcome)
    onward = {state: list(ways(state, machine)) for state in states if state not in ends}
    heard = [reach(state.id, onward, forced=True) for state in objection.states if state.counts and not state.outcome]
    dry = frozenset(states).difference(*heard)
    return Setting(tuple(states), ends, dry, extent_of(scenario) if scenario else Extent(), source)


def idle_ways(machine: list[Rule], setting: Setting) -> Iterator[Problem]:
    """Transitions that are never taken."""
    for number, rule in enumerate(machine):
        transition = rule.transition
        ended = [index for index, state in enumerate(transition.source) if state in setting.ends]
        if ended:
            yield from (
                rule.source.problem("D069", (*rule.loc, "source", index), transition.source[index]) for index in ended
            )
            continue
        found = [_bar(rule, machine[:number], index, state, setting) for index, state in _pairs(transition, setting)]
        if found and all(found):
            yield _idle_way(rule, next((bar for bar in found if isinstance(bar, Rule)), found[0]), setting)


def idle_lines(source: Source, loc: Loc, places: Iterable[Place], setting: Setting) -> Iterator[Problem]:
    """Lines that are never said."""
    for number, place in enumerate(places):
        own = claims(place)
        clashes = [
            clash([*own, *(implied("on", index, cue, setting.extent) if cue else ())], setting.at(state))
            for index, cue in enumerate(place.on or ("",))
            for state in place.in_ or setting.states
        ]
        if own and all(clashes) and clashes[0]:
            yield _told(source, (*loc, number), clashes[0], setting)


def _pairs(transition: Transition, setting: Setting) -> Iterator[tuple[int, str]]:
    """Each trigger, by its place, in each state that it is for."""
    for index in range(len(transition.trigger)):
        yield from ((index, state) for state in _sources(transition, setting))


def _sources(transition: Transition, setting: Setting) -> Iterable[str]:
    if "*" in transition.source:
        return (state for state in setting.states if state not in setting.ends)
    return transition.source


def _bar(rule: Rule, before: list[Rule], index: int, state: str, setting: Setting) -> Clash | Rule | None:
    """What keeps a transition from being taken on one of its triggers in one state: a clash, or an earlier one."""
    trigger, extent = rule.transition.trigger[index], setting.at(state)
    made = [*claims(rule.transition), *implied("trigger", index, trigger, extent)]
    if found := clash(made, extent):
        return found
    return next((other for other in before if _forestalls(other, rule, trigger, state, made, extent, setting)), None)


def _forestalls(
    other: Rule, rule: Rule, trigger: str, state: str, made: list[Claim], extent: Extent, setting: Setting
) -> bool:
    """Whether an earlier transition is taken whenever a later one of the same file could be.

    A scenario's own are there to come before the objection's.
    """
    if other.source is not rule.source or trigger not in other.transition.trigger:
        return False
    if state not in _sources(other.transition, setting):
        return False
    return all(clash([*made, replace(claim, holds=not claim.holds)], extent) for claim in claims(other.transition))


def _idle_way(rule: Rule, bar: Clash | Rule | None, setting: Setting) -> Problem:
    if isinstance(bar, Rule):
        return rule.source.problem("D068", rule.loc, first=bar.source.node(bar.loc).line)
    assert bar is not None
    return _told(rule.source, rule.loc, bar, setting)


def _told(source: Source, loc: Loc, found: Clash, setting: Setting) -> Problem:
    """A clash, where it is written; of a shared objection's, what a scenario lacks is told in the scenario."""
    claim, place = found.claim, (*loc, *found.claim.loc)
    if found.lacking:
        why = _lack(found, setting)
        if setting.source is None or source is setting.source or (found.high == 0 and found.quantity == "answered"):
            return source.problem("D067", place, claim.written, where="", why=why)
        line = source.node(place).line
        where = Said(f" ({source.path}:{line})", f"（{source.path}:{line}）")
        part = (PARTS[found.quantity],)
        return setting.source.problem("D067", part, claim.written, key=True, where=where, why=why)
    names = (claim, found.beside)
    if found.quantity in METERS and all(each is None or each.loc[0] == "when" for each in names):
        low, high = round(found.low), round(found.high) + 1
        return source.problem("D065", (*loc, "when", found.quantity), meter=found.quantity, low=low, high=high)
    beside = found.beside.written if found.beside else f"{found.quantity}: {_range(found)}"
    return source.problem("D066", place, claim.written, beside=beside)


def _range(found: Clash) -> str:
    return "0–100" if found.quantity in METERS else f"≥ {round(found.low)}"


def _lack(found: Clash, setting: Setting) -> Said:
    """Why there is not enough of what a condition counts."""
    extent, high = setting.extent, "" if found.high == inf else str(round(found.high))
    if found.quantity == "learnt":
        return Said(f"of the facts, {high} are marked 'key: true'", f"标了 key: true 的事实只有 {high} 条")
    if found.quantity == "turns":
        return Said(f"the customer's time is up after {high} replies", f"说到第 {high} 句，客户的时间就到了")
    if found.quantity == "excuses_left":
        return Said(
            "there is only one surface objection, and the talk begins with it", "表面异议只有一条，一开口就说了"
        )
    if found.high == 0 and extent.answered > 0:
        return Said("up to here no state counts answers", "谈到这里，还没有一个状态算解答（counts: false）")
    return Said(f"there are {high} answers", f"解答只有 {high} 条")
