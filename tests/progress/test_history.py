"""What a history shows: levels, trends, streaks, and gain that is no memory of a script."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from state.progress.history import (
    first_meetings,
    gain_on_known,
    gain_on_new,
    level,
    shares_in,
    shares_of,
    streak,
    trend,
)
from state.scoring.card import score
from tests.customers import troupe
from tests.progress.talks import day, held, rated
from tests.scoring.talks import saying


def test_the_shares_of_a_card_are_those_of_the_steps_that_were_rated() -> None:
    card = score(saying(("acknowledge",), ("open_question",)), troupe().rubric)
    shares = shares_in(card)
    assert "a" not in shares, "nothing was prepared, so that it is not rated"
    assert shares == {part.id: part.share for part in card.steps if part.share is not None}
    assert set(shares) >= {"b", "c", "d"}


def test_the_history_of_a_step_leaves_out_talks_that_did_not_rate_it() -> None:
    talks = [*rated("c", 0.2, 0.4), held(2, shares={"d": 1.0}), *rated("c", 0.6, start=3)]
    assert shares_of(talks, "c") == [0.2, 0.4, 0.6]
    assert shares_of(talks, "g") == []


def test_the_level_is_the_mean_of_the_last_five() -> None:
    assert level([0.0, 1.0, 0.5, 0.5, 0.5, 0.5]) == pytest.approx(0.6)
    assert level([0.25]) == 0.25
    assert level([]) is None


def test_a_trend_needs_four_talks_and_looks_back_on_eight() -> None:
    assert trend([0.1, 0.2, 0.3]) is None
    assert trend([0.1, 0.2, 0.3, 0.4]) == pytest.approx(0.1)
    assert trend([0.8, 0.6, 0.4, 0.2]) == pytest.approx(-0.2)
    assert trend([0.9, *[0.5] * 8]) == pytest.approx(0.0)


def test_a_streak_is_of_days_and_today_may_still_come() -> None:
    talks = [held(0), held(2), held(3), held(3.1), held(4)]
    assert streak(talks, day(4)) == 3
    assert streak(talks, day(5)) == 3
    assert streak(talks, day(6)) == 0
    assert streak([], day(0)) == 0


def test_days_are_those_of_the_zone_that_the_times_come_in() -> None:
    beijing = timezone(timedelta(hours=8))
    late, early = held(6 / 24), held(8 / 24)  # 23:00 and 01:00 in Beijing, the same day in Greenwich
    assert streak([late, early], early.at) == 1
    there = [replace(talk, at=talk.at.astimezone(beijing)) for talk in (late, early)]
    assert streak(there, there[1].at) == 2


def test_gain_on_new_customers_counts_each_only_once() -> None:
    again = [held(4 + number, "one", 100) for number in range(5)]
    talks = [held(0, "one", 40), held(1, "two", 50), held(2, "three", 60), *again, held(9, "four", 70)]
    assert [talk.score for talk in first_meetings(talks)] == [40, 50, 60, 70]
    assert gain_on_new(talks).points == pytest.approx(20)
    assert gain_on_new(talks).count == 4


def test_the_one_in_the_middle_belongs_to_neither_half() -> None:
    talks = [held(number, str(number), score) for number, score in enumerate([40, 40, 0, 60, 60])]
    assert gain_on_new(talks).points == pytest.approx(20)


def test_with_few_new_customers_it_is_too_early_to_say() -> None:
    talks = [held(number, str(number), 10 * number) for number in range(3)]
    assert gain_on_new(talks).points is None
    assert gain_on_new(talks).count == 3


def test_gain_on_known_customers_is_against_the_first_talk_with_the_same_one() -> None:
    talks = [held(0, "one", 40), held(1, "two", 80), held(2, "one", 60), held(3, "two", 90), held(4, "one", 70)]
    assert gain_on_known(talks).points == pytest.approx((20 + 10 + 30) / 3)
    assert gain_on_known(talks).count == 3
    assert gain_on_known(talks[:2]).points is None
