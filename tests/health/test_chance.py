"""What chance brings about is reckoned exactly."""

from itertools import product

import numpy as np
import pytest

from state.health.chance import FALSE_ALARMS, at_least, level, spread, usual

CHANCES = (0.1, 0.5, 0.9, 0.25)


def by_counting(count: int) -> float:
    """How likely so many happen, by going through all that can."""
    every = product((0, 1), repeat=len(CHANCES))
    odds = [
        np.prod([chance if happens else 1 - chance for chance, happens in zip(CHANCES, each, strict=True)])
        for each in every
        if sum(each) == count
    ]
    return float(sum(odds))


def test_every_number_is_as_likely_as_all_its_ways_together() -> None:
    lots = np.array([CHANCES, [0.0] * 4]).T
    found = spread(lots)
    assert found[:, 0] == pytest.approx([by_counting(count) for count in range(5)])
    assert list(found[:, 1]) == [1, 0, 0, 0, 0]
    assert at_least(found, np.array([3, 1])) == pytest.approx([by_counting(3) + by_counting(4), 0])


def test_the_usual_range_leaves_out_what_is_rare_on_either_side() -> None:
    even = spread(np.full((10, 1), 0.5))
    low, high = usual(even)
    assert (low[0], high[0]) == (2, 8)  # of ten coins 0 or 1 heads come up in 1.1 %, 2 or fewer in 5.5 %


@pytest.mark.parametrize(
    ("least", "counted"),
    [([0.0001] * 4, 4), ([0.0001] * 4 + [0.5] * 100, 4), ([0.04], 1), ([0.04, 0.04], 2), ([], 1), ([0.5], 1)],
)
def test_only_comparisons_that_could_stand_out_count(least: list[float], counted: int) -> None:
    assert level(np.array(least)) == pytest.approx(FALSE_ALARMS / counted)
