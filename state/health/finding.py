"""Finding: what stands out about a customer, and what it points at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from state.health.comparing import Comparison, Criterion
from state.health.doubting import Doubts

PointsAt = Literal["misjudged", "undecided", "unclear", "closed", "hard"]
"""What a finding points at.

misjudged: people find that the machine judges it wrongly here. undecided: appeals have to be decided first.
unclear: appeals are refused, so people cannot see why it was missed. closed: hardly anybody meets it, so there may be
no occasion to. hard: with this customer those miss it who do not elsewhere.
"""
AGAIN = 2
"""How often a missed criterion must have been judged otherwise before that is more than one opinion."""
HARDLY_ANYBODY = 0.9
"""Share of those who missed it from which on hardly anybody met it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion that stands out with a customer. missed, doubts: None where that does not."""

    criterion: str
    missed: Criterion | None
    doubts: Doubts | None
    points_at: PointsAt


def findings(compared: Comparison, doubts: Mapping[str, Sequence[Doubts]]) -> dict[str, list[Finding]]:
    """Customer -> what stands out, first what is missed; only customers of whom anything does."""
    found = dict[str, list[Finding]]()
    for scenario in compared.figures:
        known = {each.criterion: each for each in doubts.get(scenario, ())}
        missed = {each.id: each for each in compared.unwell.get(scenario, ())}
        standing = [each.criterion for each in known.values() if each.stands_out]
        own = [
            _finding(criterion, missed.get(criterion), known.get(criterion))
            for criterion in {**missed, **dict.fromkeys(standing)}
        ]
        if own:
            found[scenario] = own
    return found


def _finding(criterion: str, missed: Criterion | None, doubts: Doubts | None) -> Finding:
    told = doubts if doubts is not None and doubts.stands_out else None
    return Finding(criterion, missed, told, _points_at(missed, doubts))


def _points_at(missed: Criterion | None, doubts: Doubts | None) -> PointsAt:
    talks = doubts.talks if doubts is not None else {}
    wrong, right, waits = (
        talks.get("upheld", 0) + talks.get("corrected", 0),
        talks.get("refused", 0),
        talks.get("open", 0),
    )
    stands_out = doubts is not None and doubts.stands_out
    if stands_out and waits > wrong + right:
        return "undecided"
    if wrong > right and (stands_out or wrong >= AGAIN):
        return "misjudged"
    if stands_out:
        return "unclear"
    return "closed" if missed is not None and missed.here >= HARDLY_ANYBODY else "hard"
