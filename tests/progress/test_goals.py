"""A goal is checked against the talks that were held, and adjusted."""

import pytest

from state.progress.goals import Goal, adjusted, check
from state.progress.history import Held
from tests.progress.talks import START, day, held, rated

GOAL = Goal("c", 0.8, 3, START, day(14))


def three_a_week(*shares: float) -> list[Held]:
    """Talks on the second, fourth and sixth day of each week."""
    days = [1.0, 3.0, 5.0, 8.0, 10.0, 12.0]
    return [held(at, shares={"c": share}) for at, share in zip(days, shares, strict=False)]


def test_of_a_goal_just_set_nothing_can_be_told() -> None:
    found = check(GOAL, [], START)
    assert (found.standing, found.act, found.level, found.start, found.talks, found.owed) == (
        "early", "see_first", None, None, 0, 0,
    )  # fmt: skip


def test_before_three_talks_rated_the_step_it_is_too_early_to_tell() -> None:
    unrated = held(2, shares={"d": 1.0})
    for shares in ((0.0,), (0.0, 0.1), (1.0, 1.0)):
        found = check(GOAL, [*three_a_week(*shares), unrated], day(4))
        assert (found.standing, found.act, found.rated, found.talks) == (
            "early", "see_first", len(shares), len(shares) + 1,
        )  # fmt: skip
    assert check(GOAL, three_a_week(0.0, 0.0, 0.0), day(6)).standing != "early"


def test_it_is_reached_by_three_talks_in_a_row_and_not_by_luck() -> None:
    assert check(GOAL, three_a_week(1.0, 1.0), day(4)).standing == "early"
    assert check(GOAL, three_a_week(0.8, 0.8, 0.8), day(6)).standing == "reached"
    assert check(GOAL, three_a_week(0.8, 0.8, 0.8), day(6)).act == "next_goal"


def test_what_was_reached_stays_reached() -> None:
    talks = [*three_a_week(0.8, 0.8, 0.8, 0.1), held(20, shares={"c": 0.0})]
    assert check(GOAL, talks, day(30)).standing == "reached"


def test_talks_before_it_was_set_and_after_it_ended_do_not_count() -> None:
    before = [held(-3 + number, shares={"c": 1.0}) for number in range(3)]
    after = [held(15 + number, shares={"c": 1.0}) for number in range(3)]
    found = check(GOAL, [*before, *after], day(20))
    assert found.standing == "missed"
    assert found.start == 1.0
    assert found.level is None


def test_talks_left_out_are_behind_and_to_be_made_up_for() -> None:
    found = check(GOAL, three_a_week(0.5), day(7))
    assert (found.standing, found.act, found.owed) == ("behind", "catch_up", 2)


def test_what_was_done_is_all_that_was_held_while_it_ran() -> None:
    assert check(GOAL, [held(-1), *three_a_week(0.5, 0.5, 0.6), held(15)], day(16)).talks == 3
    assert check(GOAL, [held(-1), *three_a_week(0.5, 0.5, 0.6), held(15)], day(16)).owed == 3


def test_a_level_below_the_line_is_behind_though_the_talks_were_held() -> None:
    start = rated("c", 0.4, start=-1)
    slow, steady = three_a_week(0.4, 0.4, 0.4), three_a_week(0.5, 0.6, 0.7)
    assert check(GOAL, [*start, *slow], day(6)).standing == "behind"
    assert check(GOAL, [*start, *slow], day(6)).act == "more_talks"
    assert check(GOAL, [*start, *steady], day(6)).standing == "on_course"


@pytest.mark.parametrize(("lately", "act"), [(0.3, "lower"), (0.7, "longer")])
def test_in_the_second_half_more_talks_come_too_late(lately: float, act: str) -> None:
    talks = three_a_week(*[lately] * 6)
    assert check(GOAL, talks, day(13)).standing == "behind"
    assert check(GOAL, talks, day(13)).act == act


def test_a_goal_missed_for_want_of_practice_needs_time_and_one_set_too_high_is_lowered() -> None:
    assert check(GOAL, three_a_week(0.2, 0.2), day(15)).act == "longer"
    assert check(GOAL, three_a_week(*[0.2] * 6), day(15)).act == "lower"
    assert check(GOAL, three_a_week(*[0.7] * 6), day(15)).act == "longer"


def test_a_goal_adjusted_begins_anew() -> None:
    now = day(9)
    assert adjusted(GOAL, "more_talks", now) == Goal("c", 0.8, 4, now, day(14))
    assert adjusted(GOAL, "lower", now) == Goal("c", 0.7, 3, now, day(16)), "with a week to reach it at least"
    assert adjusted(GOAL, "longer", now) == Goal("c", 0.8, 3, now, day(21))
    assert adjusted(GOAL, "longer", day(20)) == Goal("c", 0.8, 3, day(20), day(27))
    for act in ("see_first", "keep_on", "catch_up", "next_goal"):
        assert adjusted(GOAL, act, now) is None


def test_seven_a_week_are_not_made_eight_and_a_low_target_is_not_lowered() -> None:
    daily = Goal("c", 0.8, 7, START, day(14))
    talks = [*rated("c", 0.4, start=-1), *[held(0.5 + number, shares={"c": 0.4}) for number in range(6)]]
    assert check(daily, talks, day(6)).act == "lower"
    low = Goal("c", 0.3, 3, START, day(14))
    assert check(low, three_a_week(*[0.0] * 6), day(15)).act == "longer"
