"""Pairing: how talks went by type of customer and kind of objection, and whom such customers defeat."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from state.content.terms import ObjectionKind, PersonaKind
from state.health.talked import Talked

Kinds = tuple[PersonaKind, ObjectionKind]


@dataclass(frozen=True, slots=True)
class Defeated:
    """Somebody who never came to an agreement with such customers. score: the mean of those talks, 0–100."""

    user_id: str
    talks: int
    score: float


@dataclass(frozen=True, slots=True)
class Pair:
    """How talks with a type of customer who raises a kind of objection went.

    score: their mean, 0–100. won: the share of them that ended in agreement. defeated: the lowest mean first.
    """

    talks: int
    people: int
    score: float
    won: float
    defeated: Sequence[Defeated]


def pairs(talks: Sequence[Talked], kinds: Mapping[str, Kinds]) -> dict[Kinds, Pair]:
    """How talks went by pair. kinds: of each customer; talks with others are left out."""
    found = defaultdict[Kinds, dict[str, list[Talked]]](lambda: defaultdict(list))
    for talk in talks:
        kind = kinds.get(talk.scenario)
        if kind is not None:
            found[kind][talk.user_id].append(talk)
    return {kind: _pair(by_person) for kind, by_person in found.items()}


def _pair(by_person: Mapping[str, Sequence[Talked]]) -> Pair:
    count = sum(map(len, by_person.values()))
    won = sum(talk.outcome == "agreed" for own in by_person.values() for talk in own)
    defeated = [
        Defeated(user_id, len(own), _mean(own))
        for user_id, own in by_person.items()
        if all(talk.outcome != "agreed" for talk in own)
    ]
    return Pair(
        talks=count,
        people=len(by_person),
        score=sum(_mean(own) * len(own) for own in by_person.values()) / count,
        won=won / count,
        defeated=sorted(defeated, key=lambda each: (each.score, each.user_id)),
    )


def _mean(talks: Sequence[Talked]) -> float:
    return sum(talk.score for talk in talks) / len(talks)
