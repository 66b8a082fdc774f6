"""Holding: whether conditions can ever hold together, by themselves and with what a scenario has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from state.content.objection import Transition
from state.content.scenario import Scenario
from state.content.sources import Loc
from state.content.terms import MOVES, Guards, Move, Place

METERS = ("trust", "patience", "interest")
COUNTED = ("learnt", "answered", "turns", "excuses_left")
"""What a scenario has so many of."""


@dataclass(frozen=True)
class Extent:
    """How much there can be of what conditions count; by itself, as where no scenario is known, any number.

    keys: the key facts. answered: answers that count. enough: how many of them meet the concern, None if not known.
    turns: replies before the customer's time is up. excuses: surface objections, the one of the opening included.
    company: whether there are several people, each of whom must be won.
    """

    keys: frozenset[str] | None = None
    answered: float = inf
    enough: int | None = None
    turns: float = inf
    excuses: float = inf
    company: bool = False


def extent_of(scenario: Scenario) -> Extent:
    """How much there is in a scenario. Where too few answers are written, which is told, it counts as if there were."""
    return Extent(
        keys=frozenset(fact.id for fact in scenario.facts if fact.key),
        answered=max(len(scenario.answers), scenario.concern.enough),
        enough=scenario.concern.enough,
        turns=scenario.turns,
        excuses=len(scenario.surface),
        company=bool(scenario.people),
    )


@dataclass(frozen=True)
class Claim:
    """That a guard holds, or that it does not. loc: where it is written, from its transition or place on.

    written: as the author would know it again.
    """

    guard: str
    wanted: Any
    holds: bool
    loc: Loc
    written: str


@dataclass(frozen=True)
class Clash:
    """A condition that can never hold. beside: another, with which it cannot; None: it cannot by what there is.

    quantity: what would have to be at least `low` and at most `high`, where numbers clash.
    """

    claim: Claim
    beside: Claim | None
    quantity: str = ""
    low: float = 0
    high: float = 0

    @property
    def lacking(self) -> bool:
        """Whether there is too little in the scenario: fewer facts, answers, replies or objections than it takes."""
        return self.beside is None and self.quantity in COUNTED


@dataclass(frozen=True)
class _Bound:
    """That a number is at least (or at most) so much. claim: by which condition; None: it lies in the nature of it."""

    quantity: str
    least: bool
    value: float
    claim: Claim | None = None


def claims(entry: Transition | Place) -> list[Claim]:
    """What the conditions of a transition or line say: each in `when` holds, each in `unless` does not."""
    found = _said("when", entry.when, "")
    if isinstance(entry, Transition) and entry.unless is not None:
        found += _said("unless", entry.unless, "unless ")
    return found


def _said(key: str, guards: Guards, before: str) -> list[Claim]:
    return [
        Claim(name, wanted, not before, (key, name), f"{before}{name}: {_shown(wanted)}")
        for name, wanted in guards.given().items()
    ]


def _shown(wanted: Any) -> str:
    """A value as it is written in YAML."""
    if isinstance(wanted, tuple):
        return wanted[0] if len(wanted) == 1 else f"[{', '.join(wanted)}]"
    return str(wanted).lower()


def implied(key: str, index: int, trigger: str, extent: Extent) -> list[Claim]:
    """What holds because of the trigger. key, index: where it is written."""
    kind, _, id_ = trigger.partition(":")
    follows: list[tuple[str, Any, bool]] = []
    if trigger in MOVES:
        follows = [("now", (trigger,), True)]
    elif kind == "fact" and id_:
        follows = [("told", (id_,), True)]
    elif kind == "answer":
        follows = [("answered", 1, True)]
    elif kind == "second":
        follows = [("second_left", True, False), ("second_open", True, False)]
    elif kind == "silence":
        follows = [("only", ("other",), True)]
    elif kind == "exhausted":
        follows = [("patience", 1, False)]
    elif kind == "timeout" and extent.turns < inf:
        follows = [("turns", extent.turns, True), ("patience", 1, True)]
    return [Claim(guard, wanted, holds, (key, index), f"{key}: {trigger}") for guard, wanted, holds in follows]


def clash(all_claims: Iterable[Claim], extent: Extent) -> Clash | None:
    """The first of these claims that cannot hold beside the rest, or with what there is; None if all of them may."""
    made = list(all_claims)
    return next((found for look in (_of_moves, _of_flags, _of_numbers) for found in look(made, extent)), None)


def _of_moves(made: list[Claim], _: Extent) -> Iterator[Clash]:
    """What a reply does and what came out, against what must not be among it."""
    there: dict[str, dict[str, Claim]] = {"now": {}, "again": {}, "made": {}, "told": {}}
    for claim in made:
        if claim.holds and claim.guard in there:
            kinds = (claim.guard, "made") if claim.guard in ("now", "again") else (claim.guard,)
            for kind in kinds:
                there[kind].update({name: claim for name in claim.wanted if name not in there[kind]})
    now = there["now"]
    for claim in made:
        if claim.guard in there and not claim.holds and there[claim.guard].keys() >= set(claim.wanted):
            yield Clash(claim, there[claim.guard][claim.wanted[0]])
        elif claim.guard == "only" and claim.holds:
            yield from (Clash(claim, other) for move, other in now.items() if move not in claim.wanted)
        elif claim.guard == "only":
            within = (other for other in made if other.guard == "only" and other.holds)
            yield from (Clash(claim, other) for other in within if set(other.wanted) <= set(claim.wanted))
    if "other" in now:  # which stands alone
        yield from (Clash(now["other"], claim) for move, claim in now.items() if move != "other")


def _of_flags(made: list[Claim], extent: Extent) -> Iterator[Clash]:
    """What is so or is not."""
    first: dict[str, tuple[bool, Claim]] = {}
    for claim in made:
        for flag, value in _flags(claim):
            if flag in first and first[flag][0] != value:
                yield Clash(claim, first[flag][1])
            first.setdefault(flag, (value, claim))
    if extent.excuses <= 1 and "excuses_left" in first and first["excuses_left"][0]:
        yield Clash(first["excuses_left"][1], None, "excuses_left")


def _flags(claim: Claim) -> Iterator[tuple[str, bool]]:
    isolate: Move = "isolate"  # whoever has made this move has isolated, and nobody else has
    if claim.guard in ("met", "isolated", "excuses_left", "second_left", "second_open"):
        yield claim.guard, claim.wanted == claim.holds
    elif claim.guard in ("now", "again", "made") and claim.holds and isolate in claim.wanted:
        yield "isolated", True
    elif claim.guard == "made" and not claim.holds and claim.wanted == (isolate,):
        yield "isolated", False


def _of_numbers(made: list[Claim], extent: Extent) -> Iterator[Clash]:
    """Numbers that would have to be high and low at once."""
    bounds = [*_given(extent), *(bound for claim in made for bound in _bounds(claim, extent))]
    for quantity in dict.fromkeys(bound.quantity for bound in bounds):
        own = [bound for bound in bounds if bound.quantity == quantity]
        low = max((bound for bound in own if bound.least), key=lambda bound: bound.value)
        high = min((bound for bound in own if not bound.least), key=lambda bound: bound.value)
        if low.value > high.value:
            claim, beside = (low.claim, high.claim) if low.claim else (high.claim, None)
            assert claim is not None  # for what lies in the nature of things goes together
            yield Clash(claim, beside, quantity, low.value, high.value)


def _given(extent: Extent) -> Iterator[_Bound]:
    for meter in METERS:
        yield from (_Bound(meter, True, 0), _Bound(meter, False, 100))
    most = {"learnt": inf if extent.keys is None else len(extent.keys), "answered": extent.answered}
    for quantity, value in most.items():
        yield from (_Bound(quantity, True, 0), _Bound(quantity, False, value))
    yield from (_Bound("turns", True, 1), _Bound("turns", False, extent.turns))


def _bounds(claim: Claim, extent: Extent) -> Iterator[_Bound]:
    """What a claim says of numbers."""
    guard, wanted, holds = claim.guard, claim.wanted, claim.holds
    if guard in (*METERS, "learnt", "answered", "turns"):
        yield _Bound(guard, holds, wanted if holds else wanted - 1, claim)
    elif guard.endswith("_below"):
        yield _Bound(guard.removesuffix("_below"), not holds, wanted - 1 if holds else wanted, claim)
    elif guard == "met" and extent.enough is not None:
        met = wanted == holds
        if met or not extent.company:  # with enough answers given, somebody in the room may still have heard none
            yield _Bound("answered", met, extent.enough if met else extent.enough - 1, claim)
    elif guard == "told" and holds and extent.keys is not None:
        yield _Bound("learnt", True, len(extent.keys & set(wanted)), claim)
    elif guard == "again" and holds:
        yield _Bound("turns", True, 2, claim)
