"""Doubting: the criteria of a customer about which several people did not let stand what was said."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from state.health.chance import at_least, spread
from state.health.comparing import Comparison
from state.health.talked import Doubt, Doubted

SEVERAL = 3
"""People about whose talks there must be doubt before it is more than theirs."""
RARE = 0.001
"""How unlikely so many must be, were the criterion doubted here no more often than with other customers."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What became of a criterion of a customer's. people: in whose talks it was doubted. talks: how many by what.

    stands_out: whether so many doubt it here and not everywhere.
    """

    criterion: str
    people: int
    talks: Mapping[Doubt, int]
    stands_out: bool


def doubts(doubted: Sequence[Doubted], compared: Comparison) -> dict[str, list[Doubts]]:
    """Customer -> the criteria that were doubted, most people first.

    A criterion that is doubted as often with other customers is left to whoever writes the rubric. How often it is
    there is (D + ½) / (N + 1) of N talks, which is not 0 where nobody has.
    """
    by_place, everywhere = defaultdict[tuple[str, str], list[Doubted]](list), Counter[str]()
    for each in doubted:
        by_place[each.scenario, each.criterion].append(each)
    for (_, criterion), own in by_place.items():
        everywhere[criterion] += len(_talks(own))
    rated = Counter[str]()
    for criteria in compared.rated.values():
        rated.update({criterion: talks for criterion, (talks, _) in criteria.items()})
    found = defaultdict[str, list[Doubts]](list)
    for (scenario, criterion), own in by_place.items():
        who = {each.user_id for each in own}
        talks, people = compared.rated.get(scenario, {}).get(criterion, (0, 0))
        elsewhere = everywhere[criterion] - len(_talks(own)), rated[criterion] - talks
        stands_out = len(who) >= SEVERAL and _odds(len(who), people, *elsewhere) <= RARE
        found[scenario].append(Doubts(criterion, len(who), Counter(each.doubt for each in own), stands_out))
    for own_doubts in found.values():
        own_doubts.sort(key=lambda each: (-each.people, each.criterion))
    return dict(found)


def _talks(doubted: Sequence[Doubted]) -> set[tuple[str, str]]:
    return {(each.user_id, each.session_id) for each in doubted}


def _odds(count: int, people: int, doubted: int, talks: int) -> float:
    """How likely it is that so many of these people doubt it, if each does as often as is done in other talks."""
    chance = min(1.0, (doubted + 0.5) / (talks + 1))
    likely = spread(np.full((max(people, count), 1), chance))
    return float(at_least(likely, np.array([count]))[0])
