"""A unit is kept whole or not at all, and asks no more of the database than it must."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event

from state.records.queueing import Message
from state.records.records import Records
from state.records.unit import Unit
from tests.records.rows import LI, NOON, card, session, turn, user

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def said(text: str, session_id: str | None = None) -> Message:
    return Message("customer", text, NOON, session_id=session_id)


def hold_a_turn(unit: Unit, update: int) -> None:
    assert unit.hold(LI)
    assert unit.take_update(LI, update, NOON)
    talk = unit.open_session(LI)
    assert talk is not None
    talk.snapshot = {"state": "exploring"}
    talk.updated_at = NOON + SECOND
    unit.add(turn())
    unit.queue(LI, [said("跟南边那家比。"), said("他们便宜三万。")])


def test_one_turn_is_one_short_transaction(
    talking: Records, counted: Callable[[], AbstractContextManager[Counter[str]]]
) -> None:
    with counted() as verbs, talking.unit() as unit:
        hold_a_turn(unit, update=1)
    # Read: the person, the session, the last message's number. Insert: the update, the turn, both bubbles at once.
    assert {verb: verbs[verb] for verb in ("BEGIN", "SELECT", "UPDATE", "INSERT", "DELETE")} == {
        "BEGIN": 1,
        "SELECT": 3,
        "UPDATE": 1,
        "INSERT": 3,
        "DELETE": 0,
    }


def test_a_turn_that_breaks_off_leaves_nothing(talking: Records) -> None:
    def break_off() -> None:
        with talking.unit() as unit:
            hold_a_turn(unit, update=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with talking.unit() as unit:
        talk = unit.open_session(LI)
        assert talk is not None
        assert (talk.snapshot, talk.updated_at) == (None, NOON)
        assert unit.turns(LI, "first") == []
        assert unit.pending(LI) == []
        hold_a_turn(unit, update=1)


def test_a_redelivered_update_is_known_again(talking: Records) -> None:
    with talking.unit() as unit:
        hold_a_turn(unit, update=2**40)
    with talking.unit() as unit:
        assert not unit.take_update(LI, 2**40, NOON)
        assert unit.take_update(LI, 2**40 + 1, NOON)
        assert unit.take_update("telegram:2", 2**40, NOON)


def test_of_two_that_take_an_update_at_once_one_gets_it(records: Records) -> None:
    start = Barrier(2)

    def take(update: int) -> bool:
        start.wait(timeout=30)
        with records.unit() as unit:
            return unit.take_update(LI, update, NOON)

    with ThreadPoolExecutor(2) as threads:
        for update in range(20):
            assert sorted(threads.map(take, [update, update])) == [False, True]


def test_writers_wait_for_each_other_and_lose_nothing(talking: Records) -> None:
    start = Barrier(4)

    def count_up(writer: int) -> None:
        start.wait(timeout=30)
        for _ in range(10):
            with talking.unit() as unit:
                unit.hold(LI)
                talk = unit.open_session(LI)
                assert talk is not None
                talk.seed += 1

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count_up, range(4)))
    with talking.unit() as unit:
        talk = unit.open_session(LI)
        assert talk is not None
        assert talk.seed == session().seed + 40


def test_messages_keep_their_order(talking: Records) -> None:
    with talking.unit() as unit:
        unit.queue(LI, [said("一"), said("二")])
        unit.queue(LI, [said("三")])
    with talking.unit() as unit:
        unit.mark_sent(LI, 1, 501, NOON)
        unit.queue(LI, [said("四", session_id="first"), said("五")])
        unit.queue(LI, [])
    with talking.unit() as unit:
        assert [(row.id, row.text) for row in unit.pending(LI)] == [
            (2, "二"),
            (3, "三"),
            (4, "四"),
            (5, "五"),
        ]
        assert [row.text for row in unit.pending(LI, "first")] == ["四"]


def test_each_user_has_messages_of_their_own(talking: Records) -> None:
    with talking.unit() as unit:
        unit.add(user(id="telegram:2"))
        unit.queue(LI, [said("一"), said("二")])
        unit.queue("telegram:2", [said("三")])
    with talking.unit() as unit:
        assert [(row.id, row.text) for row in unit.pending("telegram:2")] == [(1, "三")]


def test_a_message_sent_waits_no_more(talking: Records) -> None:
    with talking.unit() as unit:
        unit.queue(LI, [said("一")])
    with talking.unit() as unit:
        unit.put_off(LI, 1, "Too Many Requests", NOON + SECOND)
    with talking.unit() as unit:
        (message,) = unit.pending(LI)
        assert (message.attempts, message.error, message.due_at) == (1, "Too Many Requests", NOON + SECOND)
        unit.mark_sent(LI, 1, 2**40, NOON + 2 * SECOND)
        assert (message.attempts, message.error) == (2, None)
        assert (message.sent_at, message.message_id) == (NOON + 2 * SECOND, 2**40)
    with talking.unit() as unit:
        assert unit.pending(LI) == []
        with pytest.raises(LookupError, match=f"no message 1 to {LI}"):
            unit.mark_sent(LI, 1, 502, NOON)


def test_a_message_given_up_waits_no_more(talking: Records) -> None:
    with talking.unit() as unit:
        unit.queue(LI, [said("一")])
        (message,) = unit.pending(LI)
        unit.mark_failed(LI, 1, "Forbidden: bot was blocked by the user", NOON)
    assert (message.failed_at, message.sent_at, message.attempts) == (NOON, None, 1)
    with talking.unit() as unit:
        assert unit.pending(LI) == []
        assert unit.users_with_pending() == []


def test_a_message_is_taken_when_it_is_due_and_keeps_the_time(talking: Records) -> None:
    with talking.unit() as unit:
        unit.queue(LI, [Message("customer", "一", NOON + SECOND), said("二")])
    with talking.unit() as unit:
        first = unit.next_to_send(LI, "one", NOON)
        assert first is not None
        assert (first.text, first.taken_at) == ("一", None), "the order stands, whatever is due"
    for later in (1, 2):
        with talking.unit() as unit:
            first = unit.next_to_send(LI, "one", NOON + later * SECOND)
            assert first is not None
            assert (first.text, first.taken_at) == ("一", NOON + SECOND)
    with talking.unit() as unit:
        unit.mark_sent(LI, 1, 501, NOON + 2 * SECOND)
        unit.mark_failed(LI, 2, "Forbidden", NOON + 2 * SECOND)
        assert unit.next_to_send(LI, "one", NOON + 3 * SECOND) is None


def test_a_reply_is_withdrawn_with_its_answers_until_one_is_taken(talking: Records) -> None:
    with talking.unit() as unit:
        for number in (1, 2):
            unit.add(turn(number=number))
            unit.queue(LI, [Message("customer", f"答{number}", NOON, session_id="first", turn=number)])
        unit.queue(LI, [Message("coach", "提示", NOON, session_id="first")])
    with talking.unit() as unit:
        assert [row.text for row in unit.answers(LI, "first", 2)] == ["答2"]
        unit.withdraw(unit.turns(LI, "first")[1])
    with talking.unit() as unit:
        assert [row.number for row in unit.turns(LI, "first")] == [1]
        assert [row.text for row in unit.pending(LI)] == ["答1", "提示"]
        unit.next_to_send(LI, "one", NOON)
    with talking.unit() as unit, pytest.raises(LookupError, match="reply 1 of first"):
        unit.withdraw(unit.turns(LI, "first")[0])
    with talking.unit() as unit:
        assert [row.number for row in unit.turns(LI, "first")] == [1]
        assert [row.text for row in unit.pending(LI)] == ["答1", "提示"]


def test_whoever_has_waited_longest_is_served_first(talking: Records) -> None:
    with talking.unit() as unit:
        unit.add(user(id="telegram:9"))
        unit.queue(LI, [Message("coach", "慢", NOON + SECOND), Message("coach", "慢", NOON + 3 * SECOND)])
        unit.queue("telegram:9", [Message("coach", "急", NOON)])
    with talking.unit() as unit:
        assert unit.users_with_pending() == ["telegram:9", LI]
        unit.mark_sent("telegram:9", 1, None, NOON)
        assert unit.users_with_pending() == [LI]


def test_what_waits_in_a_channel_is_counted_with_the_time_of_the_first(talking: Records) -> None:
    with talking.unit() as unit:
        assert unit.backlog("telegram", NOON) == (0, 0, None)
        unit.add(user(id="terminal:local", channel="terminal"))
        unit.queue("terminal:local", [said("不算")])
        unit.queue(LI, [Message("coach", "后", NOON + SECOND), Message("coach", "先", NOON), said("发过了")])
        unit.mark_sent(LI, 3, None, NOON)
    with talking.unit() as unit:
        assert unit.backlog("telegram", NOON) == (2, 1, NOON)
        assert unit.backlog("telegram", NOON + SECOND) == (2, 2, NOON)


def test_counting_what_waits_reads_nothing_that_was_sent(talking: Records) -> None:
    if talking._engine.dialect.name != "sqlite":
        pytest.skip("how PostgreSQL goes about it depends on how much there is")
    plans = []

    @event.listens_for(talking._engine, "before_cursor_execute")
    def explain(_connection: Any, cursor: Any, statement: str, values: Any, *_: object) -> None:
        if statement.startswith("SELECT count"):
            plans.append(cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()[0][-1])

    with talking.unit() as unit:
        unit.backlog("telegram", NOON)
        unit.count_open()
    assert "USING INDEX ix_outgoing_pending" in plans[0]
    assert "INDEX ix_session_open" in plans[1]


def test_sessions_that_are_not_over_are_counted(talking: Records) -> None:
    with talking.unit() as unit:
        unit.add(session(id="second", phase="done"))
        assert unit.count_open() == 1


def test_what_was_done_is_told_newest_first(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        for day, name in enumerate(("first", "second", "third")):
            at = NOON + timedelta(days=day)
            unit.add(session(id=name, phase="done", scenario=f"zh/{name}", started_at=at))
            unit.add(card(session_id=name, score=50 + day, made_at=at))
        unit.add(user(id="telegram:2"))
        unit.add(session(user_id="telegram:2", id="fourth", started_at=NOON + timedelta(days=1, hours=1)))
    with records.unit() as unit:
        assert [row.id for row in unit.sessions(LI, limit=2)] == ["third", "second"]
        assert [row.id for row in unit.recent_sessions(limit=3)] == ["third", "fourth", "second"]
        told = [(card.score, talk.scenario) for card, talk in unit.cards(LI, limit=2)]
        assert told == [(52, "zh/third"), (51, "zh/second")]


def test_a_talk_scored_again_counts_once_by_its_newest_card_and_is_no_later_for_it(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        for day, name in enumerate(("first", "second")):
            at = NOON + timedelta(days=day)
            unit.add(session(id=name, phase="done", started_at=at))
            unit.add(card(session_id=name, score=50 + day, made_at=at))
        unit.add(card(session_id="first", number=2, score=10, made_at=NOON + timedelta(days=9)))
        unit.add(card(session_id="second", number=2, score=20, made_at=NOON + timedelta(days=8)))
    with records.unit() as unit:
        assert [(card.score, talk.id) for card, talk in unit.cards(LI, limit=9)] == [(20, "second"), (10, "first")]
        assert unit.record_of(LI) == (2, 20)
        assert unit.record_of("telegram:2") == (0, None)
        assert unit.scored() == [(LI, "first"), (LI, "second")]


def test_rows_can_be_read_after_their_unit(talking: Records) -> None:
    with talking.unit() as unit:
        talk = unit.open_session(LI)
    assert talk is not None
    assert talk.scenario == "zh/laser_payback"


def test_a_chat_that_is_closed_takes_nothing_until_it_opens(talking: Records) -> None:
    with talking.unit() as unit:
        unit.queue(LI, [said("一"), said("二"), said("三")])
        unit.mark_sent(LI, 1, 501, NOON)
        unit.mark_failed(LI, 2, "message is too long", NOON)
        unit.close_chat(LI, NOON + SECOND, "bot was blocked by the user")
    with talking.unit() as unit:
        assert unit.pending(LI) == []
        unit.queue(LI, [said("四")])
        unit.close_chat(LI, NOON + 2 * SECOND)  # once more, which gives up no more
        assert unit.users_with_pending() == []
        assert unit.next_to_send(LI, "one", NOON + 2 * SECOND) is None
        assert [row.text for row in unit.pending(LI)] == ["四"]
    with talking.unit() as unit:
        lost = unit.open_chat(LI)
        assert [(row.text, row.error) for row in lost] == [("三", "bot was blocked by the user")]
    with talking.unit() as unit:
        first = unit.next_to_send(LI, "one", NOON + 3 * SECOND)
        assert first is not None
        assert first.text == "四"
        assert unit.users_with_pending() == [LI]
        assert unit.open_chat(LI) == []


def test_whoever_was_seen_since_is_not_gone(talking: Records) -> None:
    with talking.unit() as unit:
        unit.queue(LI, [said("一")])
        unit.close_chat(LI, NOON - SECOND)
        assert [row.text for row in unit.pending(LI)] == ["一"]
        assert unit.users_with_pending() == [LI]


def test_what_arrived_although_its_chat_was_closed_meanwhile_is_sent(talking: Records) -> None:
    with talking.unit() as unit:
        unit.queue(LI, [said("一")])
        unit.close_chat(LI, NOON)
        unit.mark_sent(LI, 1, 501, NOON + SECOND)
    with talking.unit() as unit:
        assert unit.open_chat(LI) == []


def test_of_several_that_remind_somebody_one_does(records: Records) -> None:
    start, later = Barrier(4), NOON + 15 * DAY
    with records.unit() as unit:
        unit.add(user())

    def claim(_: int) -> bool:
        start.wait(timeout=30)
        with records.unit() as unit:
            return unit.claim_reminder(LI, later - 14 * DAY, later)

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(claim, range(4))) == [False, False, False, True]


def test_whoever_is_away_is_known_longest_first_and_once_for_each_absence(records: Records) -> None:
    since = NOON + DAY
    with records.unit() as unit:
        for number, values in enumerate(
            (
                {"seen_at": NOON},
                {"seen_at": NOON - DAY},
                {"seen_at": NOON, "closed_at": NOON},
                {"seen_at": NOON, "remind": False},
                {"seen_at": since},
                {"seen_at": NOON, "reminded_at": NOON + SECOND},
                {"seen_at": NOON, "reminded_at": NOON - DAY},
                {"seen_at": NOON - 2 * DAY, "channel": "terminal"},
            ),
            start=1,
        ):
            unit.add(user(id=f"telegram:{number}", **values))
    with records.unit() as unit:
        found = [row.id for row in unit.absent(since, limit=9)]
        assert found[0] == "telegram:2"
        assert sorted(found) == ["telegram:1", "telegram:2", "telegram:7"]
        assert [row.id for row in unit.absent(since, limit=1)] == ["telegram:2"]
        assert not unit.claim_reminder("telegram:3", since, since)
        assert unit.claim_reminder("telegram:7", since, since)
    with records.unit() as unit:
        assert len(unit.absent(since, limit=9)) == 2
