"""Assignments: what is open, of whom, and that each is done, taken back and reminded of once."""

from datetime import timedelta

import pytest

from state.records.records import Records
from state.records.reviewing import Assignment
from state.records.unit import Unit
from tests.records.rows import LI, NOON, assignment, session, user

DAY = timedelta(days=1)
WANG = "telegram:8"


@pytest.fixture
def unit_of(records: Records) -> Records:
    """Records in which Li is a member of 一组 and Wang coaches it."""
    with records.unit() as unit:
        unit.add(user())
        unit.add(user(id=WANG))
        unit.join(LI, "一组", "member", NOON)
        unit.join(WANG, "一组", "coach", NOON)
    return records


def ids(rows: list[Assignment]) -> list[str]:
    return [row.id for row in rows]


def keep(unit: Unit, *rows: Assignment) -> None:
    unit.assign(rows)


def test_what_is_due_soonest_comes_first_and_what_has_no_date_last(unit_of: Records) -> None:
    with unit_of.unit() as unit:
        keep(unit, assignment(id="never"), assignment(id="late", due_at=NOON + 2 * DAY))
        keep(unit, assignment(id="soon", due_at=NOON + DAY), assignment(id="done", done_at=NOON))
        keep(unit, assignment(id="off", cancelled_at=NOON), assignment(id="hers", user_id=WANG))
        assert ids(unit.open_assignments(LI)) == ["soon", "late", "never"]
        assert ids(unit.done_assignments(LI, 5)) == ["done"]
        assert ids(unit.assigned_in("一组")) == ["soon", "late", "never"], "its coach is no member"
        assert unit.assigned_in("二组") == []


def test_a_batch_is_all_that_was_given_at_once(unit_of: Records) -> None:
    with unit_of.unit() as unit:
        keep(unit, assignment(made_by=WANG), assignment(user_id=WANG, id="a2", cancelled_at=NOON, made_by=WANG))
        keep(unit, assignment(id="other", batch="b2", made_at=NOON + DAY))
        assert ids(unit.batch("b1")) == ["a1", "a2"]
        assert ids(unit.assigned_by(WANG)) == ["a1"]
        assert ids(unit.assigned_by()) == ["other", "a1"]


def test_it_is_done_once_and_not_after_it_was_taken_back(unit_of: Records) -> None:
    row, other = assignment(), assignment(id="a2")
    with unit_of.unit() as unit:
        keep(unit, row, other)
        assert unit.finish_assignment(row, NOON + DAY, [["zh/laser_payback", 82, "2026-03-03"]])
        assert not unit.finish_assignment(row, NOON + 2 * DAY, [])
        assert not unit.cancel_assignment(row, NOON + 2 * DAY)
        assert unit.cancel_assignment(other, NOON)
        assert not unit.finish_assignment(other, NOON, [])
    with unit_of.unit() as unit:
        [kept] = unit.done_assignments(LI, 5)
        assert (kept.done_at, kept.results) == (NOON + DAY, [["zh/laser_payback", 82, "2026-03-03"]])


def test_of_two_who_would_remind_one_does(unit_of: Records) -> None:
    with unit_of.unit() as unit:
        keep(unit, assignment(due_at=NOON + DAY))
    with unit_of.unit() as unit:
        [one] = unit.open_assignments(LI)
    with unit_of.unit() as unit:
        [other] = unit.open_assignments(LI)
        assert unit.claim_assignment_reminder(other, NOON)
    with unit_of.unit() as unit:
        assert not unit.claim_assignment_reminder(one, NOON)


@pytest.mark.parametrize(
    "values", [{"remind": False}, {"closed_at": NOON}, {"channel": "terminal"}], ids=["off", "closed", "terminal"]
)
def test_only_who_can_be_and_wants_to_be_is_reminded(records: Records, values: dict[str, object]) -> None:
    with records.unit() as unit:
        unit.add(user())
        unit.add(user(id=WANG, **values))
        keep(unit, assignment(due_at=NOON + DAY), assignment(user_id=WANG, due_at=NOON + DAY))
        keep(unit, assignment(id="far", due_at=NOON + 3 * DAY), assignment(id="old", due_at=NOON - 9 * DAY))
        assert [row.user_id for row in unit.due_assignments(NOON - DAY, NOON + 2 * DAY)] == [LI]


def test_whom_somebody_met_is_known_whether_it_was_scored_or_not(talking: Records) -> None:
    with talking.unit() as unit:
        unit.add(session(id="second", scenario="zh/vmc_price", phase="done"))
        assert unit.met(LI) == {"zh/laser_payback", "zh/vmc_price"}


def test_what_a_coach_asked_for_stays_when_the_coach_is_forgotten(unit_of: Records) -> None:
    with unit_of.unit() as unit:
        keep(unit, assignment(made_by=WANG))
        unit.forget(WANG)
        [row] = unit.open_assignments(LI)
        assert row.made_by is None
        unit.forget(LI)
        assert unit.assigned_by() == []


def test_a_certificate_is_known_by_how_its_id_begins_once_it_is_earned(unit_of: Records) -> None:
    with unit_of.unit() as unit:
        earned = {"task": "certificate", "done_at": NOON}
        keep(
            unit,
            assignment(id="3f2a91", **earned),
            assignment(id="3f2b", **earned),
            assignment(id="3f2c", done_at=NOON),
        )
        keep(unit, assignment(id="3f2d", task="certificate"))
        found = {begins: unit.certificate(begins) for begins in ("3f2a", "3f2", "3f2c", "3f2d", "3f2_", "9")}
        assert {begins: row.id for begins, row in found.items() if row is not None} == {"3f2a": "3f2a91"}
