"""What a coach asked for is done by talks and drills that count, and only by those."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from state.content.terms import Mode, Task
from state.progress.assigned import Asked, Finished, Nudge, is_done, nudge, reached
from state.progress.drills import Round
from tests.progress.talks import START, day

A, B = "zh/one", "zh/two"


def asked(task: Task, *subjects: str, mode: Mode = "practice", least: int = 60) -> Asked:
    return Asked(task, subjects, mode, least, START)


def talk(at: float, scenario: str = A, score: int = 70, mode: Mode = "practice", share: float = 0.5) -> Finished:
    return Finished(day(at), scenario, score, mode, {"c": share})


def whole(at: float, right: int, answered: int = 10, drill: str = "zh_isolate") -> Round:
    return Round(day(at), drill, 10, answered, right, [])


def done(wanted: Asked, talks: Sequence[Finished] = (), rounds: Sequence[Round] = ()) -> bool:
    return is_done(reached(wanted, talks, rounds))


def test_a_talk_with_each_customer_scored_so_well_is_what_is_asked_for() -> None:
    wanted = asked("customer", A, B)
    assert not done(wanted)
    assert not done(wanted, [talk(1)])
    assert not done(wanted, [talk(1), talk(2, B, 59)])
    assert done(wanted, [talk(1), talk(2, B, 60)])


def test_the_best_is_told_whatever_came_after_it() -> None:
    [found] = reached(asked("customer", A), [talk(1, score=40), talk(2, score=55), talk(3, score=20)], ())
    assert (found.done, found.best, found.at) == (False, 55, day(2))


@pytest.mark.parametrize(
    "talk",
    [talk(-1), replace(talk(1), private=True), replace(talk(1), left=True), talk(1, B)],
    ids=["before", "private", "broken off", "another customer"],
)
def test_what_does_not_count_is_nothing(talk: Finished) -> None:
    [found] = reached(asked("customer", A, least=0), [talk], ())
    assert (found.done, found.best) == (False, None)


def test_an_exam_is_only_done_by_an_exam_and_practice_by_either() -> None:
    practised, examined = [talk(1)], [talk(1, mode="exam")]
    assert not done(asked("customer", A, mode="exam"), practised)
    assert done(asked("customer", A, mode="exam"), examined)
    assert done(asked("customer", A), examined)
    assert not done(asked("certificate", A), practised)
    assert done(asked("certificate", A), examined)


def test_a_drill_is_done_by_a_whole_round_with_so_much_right() -> None:
    wanted = asked("drill", "zh_isolate", least=80)
    for rounds in ([whole(1, 7)], [whole(1, 8, answered=8)], [whole(-1, 9)], [whole(1, 9, drill="zh_fab")]):
        assert not done(wanted, rounds=rounds)
    assert done(wanted, rounds=[whole(1, 8), whole(2, 3)])


def test_a_step_is_where_it_should_be_by_three_talks_at_least() -> None:
    wanted = asked("goal", "c", least=70)
    good = [talk(at, share=0.7) for at in (1, 2, 3)]
    assert not done(wanted, good[:2])
    assert done(wanted, good)
    assert not done(wanted, [talk(-at, share=1.0) for at in (3, 2, 1)])
    assert not done(wanted, [*good, talk(4, share=0.1)])
    unrated = replace(talk(2), shares={})
    assert not done(wanted, [*good[:2], unrated])


MADE, DUE = datetime(2026, 3, 2, 10).astimezone(), datetime(2026, 3, 9, 23, 59, 59).astimezone()


@pytest.mark.parametrize(
    ("days", "reminded", "called"),
    [
        (5, None, None), (6, None, "soon"), (7, None, "soon"), (7, 6, None),
        (8, 6, "late"), (8, None, "late"), (9, 8, None), (14, None, "late"), (15, None, None),
    ],
)  # fmt: skip
def test_there_is_one_reminder_before_the_day_and_one_after_it(
    days: int, reminded: int | None, called: Nudge | None
) -> None:
    before = MADE + timedelta(days=reminded) if reminded is not None else None
    assert nudge(DUE, MADE, before, MADE + timedelta(days=days)) == called


def test_nobody_is_reminded_on_the_day_on_which_it_was_asked_for() -> None:
    made = DUE - timedelta(hours=10)
    assert nudge(DUE, made, None, made + timedelta(hours=1)) is None
