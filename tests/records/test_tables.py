"""What is put into the records comes out as it was."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Table, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, StatementError

from state.records.engine import open_engine
from state.records.queueing import Message
from state.records.records import Records
from state.records.tables import Row, metadata
from tests.records.rows import LI, NOON, appeal, card, drill_round, goal, session, turn, user


def kept(row: Row | None) -> dict[str, object]:
    assert row is not None
    return row.model_dump()


def test_a_user_comes_back_whole(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user(role="coach", dialog={"menu": "customers", "page": 2}))
    with records.unit() as unit:
        assert kept(unit.user(LI)) == kept(user(role="coach", dialog={"menu": "customers", "page": 2}))
        assert unit.user("telegram:1") is None


def test_a_session_comes_back_whole(records: Records) -> None:
    whole = {
        "phase": "done",
        "seed": 2**63 - 1,
        "preparation": {"expect": ["price"], "proof": ["payback_sheet"]},
        "mode": "exam",
        "snapshot": {"state": "agreed", "told": ["rival_price"], "asked": None},
        "before": {"state": "weighing"},
        "help": {"hints": [], "retry": 2},
        "diagnosis": {"kind": "price"},
        "outcome": "agreed",
        "ended_at": NOON + timedelta(minutes=9),
    }
    with records.unit() as unit:
        unit.add(user())
        unit.add(session(**whole))
    with records.unit() as unit:
        assert kept(unit.session(LI, "first")) == kept(session(**whole))
        assert unit.session(LI, "second") is None


def test_turns_come_back_whole_and_in_order(talking: Records) -> None:
    with talking.unit() as unit:
        unit.add(turn(number=2, interrupted=True, pieces=[[7, "您是跟哪家比"], [8, "觉得贵？"]]))
        unit.add(turn(number=1))
    with talking.unit() as unit:
        assert [kept(row) for row in unit.turns(LI, "first")] == [
            kept(turn()),
            kept(turn(number=2, interrupted=True, pieces=[[7, "您是跟哪家比"], [8, "觉得贵？"]])),
        ]
        assert unit.turns(LI, "second") == []


def test_a_turn_taken_back_is_kept_beside_the_one_that_has_its_number_now(talking: Records) -> None:
    with talking.unit() as unit:
        unit.add(turn(reply="爱买不买"))
    with talking.unit() as unit:
        unit.turns(LI, "first")[0].taken_back = True
    with talking.unit() as unit:
        assert unit.turns(LI, "first") == []
        unit.add(turn(reply="您是跟哪家比？"))
    with talking.unit() as unit:
        assert [row.reply for row in unit.turns(LI, "first")] == ["您是跟哪家比？"]
        assert [row.reply for row in unit.turns(LI, "first", taken_back=True)] == ["爱买不买"]


def test_every_card_of_a_session_is_kept_and_the_newest_is_the_one_shown(talking: Records) -> None:
    scored = [
        card(number=3, rubric_version=2, reader_version="r2", score=100),
        card(number=2, rubric_version=2, content_version="c2", score=40),
        card(number=1, rubric_version=1, score=0),
    ]
    as_made = [kept(row) for row in scored]
    with talking.unit() as unit:
        for row in reversed(scored):
            unit.add(row)
    with talking.unit() as unit:
        assert [kept(row) for row in unit.cards_of(LI, "first")] == as_made
        assert kept(unit.card(LI, "first")) == as_made[0]
        assert unit.card(LI, "second") is None


def test_an_appeal_comes_back_whole(talking: Records) -> None:
    whole = {"turn": None, "state": "upheld", "decided_at": NOON, "decided_by": "telegram:5", "note": "第 2 句说了。"}
    with talking.unit() as unit:
        unit.add(appeal(criterion="isolated", id="a1", made_at=NOON + timedelta(seconds=1)))
        unit.add(appeal(**whole))
    with talking.unit() as unit:
        found = [kept(row) for row in unit.appeals(LI, "first")]
        assert unit.appeals(LI, "second") == []
    later = kept(appeal(criterion="isolated", id="a1", made_at=NOON + timedelta(seconds=1)))
    assert found == [kept(appeal(**whole)), later]


def test_a_criterion_of_a_session_is_appealed_against_once(talking: Records) -> None:
    with talking.unit() as unit:
        unit.add(appeal())
    with pytest.raises(IntegrityError, match=r"(?i)unique"), talking.unit() as unit:
        unit.add(appeal(id="a1", turn=2))


def test_the_goal_in_force_is_the_last_and_those_before_are_kept(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        assert unit.goal(LI) is None
        for number in (2, 1):
            unit.add(goal(number=number))
    with records.unit() as unit:
        assert kept(unit.goal(LI)) == kept(goal(number=2))
    with pytest.raises(IntegrityError), records.unit() as unit:
        unit.add(goal(number=3, target=101))


def test_rounds_of_drills_come_back_whole_and_the_last_first(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        assert unit.drill_rounds(LI, limit=5) == []
        for number in (1, 3, 2):
            unit.add(drill_round(number=number))
    with records.unit() as unit:
        assert kept(unit.drill_round(LI, 2)) == kept(drill_round(number=2))
        assert unit.drill_round(LI, 4) is None
        assert [kept(row) for row in unit.drill_rounds(LI, limit=2)] == [
            kept(drill_round(number=3)),
            kept(drill_round(number=2)),
        ]
        assert unit.drill_rounds("telegram:1", limit=2) == []


def test_an_answer_is_added_to_its_round(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        unit.add(drill_round())
    with records.unit() as unit:
        row = unit.drill_round(LI, 1)
        assert row is not None
        row.answered, row.correct = 3, 2
        row.answers = [*row.answers, {"item": "123456789abc", "right": True}]
    with records.unit() as unit:
        answers = [*drill_round().answers, {"item": "123456789abc", "right": True}]
        assert kept(unit.drill_round(LI, 1)) == kept(drill_round(answered=3, correct=2, answers=answers))


def test_a_message_comes_back_whole(talking: Records) -> None:
    buttons = [[{"text": "下一位客户", "data": "next"}]]
    with talking.unit() as unit:
        unit.queue(LI, [Message("coach", "<b>72</b> 分", NOON, "html", buttons, "first", 3, "王建国", 2**40, "a1")])
    with talking.unit() as unit:
        (message,) = unit.pending(LI)
    assert kept(message) == {
        "user_id": LI,
        "id": 1,
        "session_id": "first",
        "voice": "coach",
        "text": "<b>72</b> 分",
        "format": "html",
        "buttons": buttons,
        "turn": 3,
        "speaker": "王建国",
        "replaces": 2**40,
        "about": "a1",
        "due_at": NOON,
        "taken_at": None,
        "taken_by": None,
        "taken_until": None,
        "sent_at": None,
        "message_id": None,
        "attempts": 0,
        "failed_at": None,
        "error": None,
    }


def test_what_is_missing_is_null_in_queries_too(url: str, talking: Records) -> None:
    engine = open_engine(make_url(url))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM session WHERE snapshot IS NULL")) == 1
    engine.dispose()


def test_times_come_back_aware_and_in_utc(records: Records) -> None:
    beijing = timezone(timedelta(hours=8))
    with records.unit() as unit:
        unit.add(user(seen_at=datetime(2026, 3, 2, 7, 30, tzinfo=beijing)))
    with records.unit() as unit:
        found = unit.user(LI)
        assert found is not None
        assert found.seen_at.isoformat() == datetime(2026, 3, 1, 23, 30, tzinfo=UTC).isoformat()


def test_a_time_without_a_zone_is_refused(records: Records) -> None:
    with pytest.raises(StatementError, match="timezone"), records.unit() as unit:
        unit.add(user(seen_at=NOON.replace(tzinfo=None)))


@pytest.mark.parametrize(
    "row",
    [
        session(user_id="telegram:1"),
        turn(session_id="none"),
        card(session_id="none"),
        turn(user_id="telegram:1"),
        appeal(user_id="telegram:1"),
        drill_round(user_id="telegram:1"),
    ],
    ids=[
        "session of nobody",
        "turn of no session",
        "card of no session",
        "turn in another's session",
        "appeal against another's session",
        "round of nobody",
    ],
)
def test_nothing_refers_to_what_is_not_there(talking: Records, row: Row) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), talking.unit() as unit:
        unit.add(row)


@pytest.mark.parametrize(
    "row",
    [
        user(id="telegram:2", lang="fr"),
        user(id="telegram:2", role="boss"),
        card(score=101),
        card(score=-1),
        appeal(state="shelved"),
        drill_round(lang="fr"),
        drill_round(correct=3),
        drill_round(correct=-1),
        drill_round(answered=11),
        drill_round(answered=0, correct=0),
    ],
    ids=[
        "language",
        "role",
        "score over 100",
        "score under 0",
        "state of an appeal",
        "language of a drill",
        "more right than answered",
        "fewer right than none",
        "more answered than asked",
        "a round without an answer",
    ],
)
def test_values_outside_their_range_are_refused(talking: Records, row: Row) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)check"), talking.unit() as unit:
        unit.add(row)


def test_a_trainee_is_in_one_session_at_a_time(talking: Records) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"), talking.unit() as unit:
        unit.add(session(id="second"))


def test_the_next_session_opens_once_the_last_is_done(talking: Records) -> None:
    with talking.unit() as unit:
        last = unit.open_session(LI)
        assert last is not None
        last.phase = "done"
        unit.add(session(id="second"))
    with talking.unit() as unit:
        now = unit.open_session(LI)
        assert now is not None
        assert now.id == "second"


def test_another_trainees_session_is_no_hindrance(talking: Records) -> None:
    with talking.unit() as unit:
        unit.add(user(id="telegram:2"))
        unit.add(session(user_id="telegram:2"))
    with talking.unit() as unit:
        assert unit.open_session(LI) is not None
        assert unit.open_session("telegram:2") is not None


@pytest.mark.parametrize("table", [each for each in metadata.sorted_tables if "user_id" in each.c], ids=str)
def test_whatever_is_about_a_person_is_keyed_by_the_person_first(table: Table) -> None:
    """A distributed database spreads tables by it, and keeps together what is joined by it."""
    assert next(iter(table.primary_key.columns)).name == "user_id"
    for constraint in table.foreign_key_constraints:
        theirs = {element.target_fullname: element.parent.name for element in constraint.elements}
        among_people = "user_id" in constraint.referred_table.c or constraint.referred_table.name == "user"
        assert not among_people or "user_id" in theirs.values(), f"{constraint.name} would lead to another's rows"
