"""Examining: what many talks show of the customers: which of them, rather than the people, something is wrong with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.rights import hidden
from bot.scene import Scene
from state.health.comparing import Comparison, compare
from state.health.doubting import Doubts, doubts
from state.health.finding import Finding, findings
from state.health.talked import Talked
from state.records.examining import Contested
from state.records.surveying import Scope
from state.records.unit import Unit

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Examined:
    """What many talks show of the customers. doubts: customer -> criteria that were doubted, most people first."""

    talks: Sequence[Talked]
    compared: Comparison
    contested: Sequence[Contested]
    doubts: Mapping[str, Sequence[Doubts]]
    findings: Mapping[str, Sequence[Finding]]


def examine(unit: Unit, scope: Scope) -> Examined:
    """Examine the customers of a scope."""
    talks, contested = unit.talked(scope), unit.contested(scope)
    compared = compare(talks)
    doubted = doubts([each.doubted for each in contested], compared)
    return Examined(talks, compared, contested, doubted, findings(compared, doubted))


def unwell(scene: Scene) -> list[str]:
    """A line for an admin about a customer who looked unwell lately, and how many more there are; none if none does."""
    scope = Scope(since=scene.now - LATELY, but=hidden(scene.unit, scene.user.id))
    every = examine(scene.unit, scope).findings
    criteria = {each.id: each for part in scene.troupe.rubric.parts for each in part.criteria}
    told = [
        (customer, criteria[found[0].criterion], found[0].points_at)
        for name, found in every.items()
        if (customer := scene.troupe.customers.get(name)) is not None and found[0].criterion in criteria
    ]
    if not told:
        return []
    customer, criterion, points_at = told[0]
    sentence, asks = scene.say("desk-health-points", what=points_at), criterion.asks[scene.say.lang]
    named = {"person": customer.account.person, "title": customer.scenario.title}
    return [scene.say("review-unwell", **named, asks=asks, sentence=sentence, more=len(told) - 1)]
