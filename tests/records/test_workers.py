"""Several workers on one database: each message is sent by one of them, in order, and each chore done once."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest

from state.records.errors import Contended, RecordsUnavailable
from state.records.queueing import HELD, HELD_LONG, Message
from state.records.records import Records
from tests.records.rows import LI, NOON, user

SECOND = timedelta(seconds=1)


@pytest.fixture
def waiting(talking: Records) -> Records:
    """Two messages wait to be sent to Li."""
    with talking.unit() as unit:
        unit.queue(LI, [Message("customer", "一", NOON), Message("customer", "二", NOON)])
    return talking


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as threads:
        yield threads


def test_what_one_worker_sends_no_other_does_until_its_time_is_over(waiting: Records) -> None:
    with waiting.unit() as unit:
        first = unit.next_to_send(LI, "one", NOON)
        assert first is not None
        assert first.text == "一"
    with waiting.unit() as unit:
        assert unit.next_to_send(LI, "two", NOON + HELD - SECOND) is None, "nor the message behind it"
        assert unit.is_awaiting(LI), "who looks again will find it"
        assert unit.users_with_pending("two", NOON + HELD - SECOND) == []
        assert unit.users_with_pending("one", NOON + HELD - SECOND) == [LI]
    with waiting.unit() as unit:
        again = unit.next_to_send(LI, "two", NOON + HELD)
        assert again is not None
        assert (again.text, again.taken_at, again.taken_by) == ("一", NOON, "two")
        assert unit.users_with_pending("one", NOON + HELD) == []


def test_a_worker_begun_anew_goes_on_with_what_it_was_sending(waiting: Records) -> None:
    for _ in range(2):
        with waiting.unit() as unit:
            first = unit.next_to_send(LI, "one", NOON)
            assert first is not None
            assert first.text == "一"


def test_a_file_has_longer_to_leave(talking: Records) -> None:
    with talking.unit() as unit:
        unit.queue(LI, [Message("coach", "都在这里", NOON, "file")])
    with talking.unit() as unit:
        assert unit.next_to_send(LI, "one", NOON) is not None
    with talking.unit() as unit:
        assert unit.next_to_send(LI, "two", NOON + HELD) is None
        assert unit.next_to_send(LI, "two", NOON + HELD_LONG) is not None


def test_what_was_sent_or_put_off_is_free_again(waiting: Records) -> None:
    with waiting.unit() as unit:
        unit.next_to_send(LI, "one", NOON)
    with waiting.unit() as unit:
        unit.put_off(LI, 1, "429", NOON + 5 * SECOND)
    with waiting.unit() as unit:
        later = unit.next_to_send(LI, "two", NOON)
        assert later is not None
        assert (later.text, later.due_at) == ("一", NOON + 5 * SECOND)
        assert unit.next_to_send(LI, "two", NOON + 5 * SECOND) is not None
        unit.mark_sent(LI, 1, 7, NOON + 6 * SECOND)
    with waiting.unit() as unit:
        second = unit.next_to_send(LI, "one", NOON + 6 * SECOND)
        assert second is not None
        assert second.text == "二"
        unit.mark_sent(LI, 2, 8, NOON + 6 * SECOND)
        assert not unit.is_awaiting(LI)


def test_only_what_is_overdue_is_taken_up_by_others(waiting: Records) -> None:
    with waiting.unit() as unit:
        assert unit.users_with_pending("two", NOON, due=NOON - SECOND) == []
        assert unit.users_with_pending("two", NOON, due=NOON) == [LI]


def test_of_workers_that_look_at_once_one_gets_each_message(waiting: Records, threads: ThreadPoolExecutor) -> None:
    start = Barrier(4)

    def work(worker: str) -> list[str]:
        sent = []
        start.wait(timeout=30)
        for second in range(20):
            with waiting.unit() as unit:
                found = unit.next_to_send(LI, worker, NOON + second * timedelta(milliseconds=1))
            if found is not None:
                sent.append(found.text)
                with waiting.unit() as unit:
                    unit.mark_sent(LI, found.id, None, NOON)
        return sent

    found = list(threads.map(work, ("one", "two", "three", "four")))
    assert sorted(text for sent in found for text in sent) == ["一", "二"]


def test_what_is_done_for_one_person_is_done_one_after_another(talking: Records, threads: ThreadPoolExecutor) -> None:
    """Whoever queues for somebody, or holds them, waits for whoever does already; so numbers are given once."""
    start = Barrier(4)

    def queue(worker: int) -> None:
        start.wait(timeout=30)
        for each in range(10):
            with talking.unit() as unit:
                if worker % 2:
                    unit.hold(LI)
                unit.queue(LI, [Message("coach", f"{worker}-{each}", NOON)])

    list(threads.map(queue, range(4)))
    with talking.unit() as unit:
        said = unit.pending(LI)
    assert [row.id for row in said] == list(range(1, 41))
    for worker in range(4):
        own = [row.text for row in said if row.text.startswith(f"{worker}-")]
        assert own == [f"{worker}-{each}" for each in range(10)]


def test_somebody_met_by_two_workers_at_once_is_one_person(records: Records, threads: ThreadPoolExecutor) -> None:
    start = Barrier(2)

    def meet(name: str) -> str:
        start.wait(timeout=30)
        with records.unit() as unit:
            unit.hold(LI)
            met = unit.user(LI) or unit.meet(user(name=name))
            return met.name

    names = set(threads.map(meet, ["小李", "李明"]))
    assert len(names) == 1
    with records.unit() as unit:
        assert {person.name for person in unit.users()} == names


def test_units_that_wait_for_each_other_are_told_apart_from_a_lost_database(
    records: Records, threads: ThreadPoolExecutor, kind: str
) -> None:
    with records.unit() as unit:
        for name in ("telegram:1", "telegram:2"):
            unit.add(user(id=name))
    both = Barrier(2)

    def hold(first: str, second: str) -> None:
        with records.unit() as unit:
            unit.hold(first)
            if kind == "postgresql":  # a SQLite file has one writer: the other has not even begun
                both.wait(timeout=30)
            unit.hold(second)

    orders = [("telegram:1", "telegram:2"), ("telegram:2", "telegram:1")]
    begun: list[Future[None]] = [threads.submit(hold, *order) for order in orders]
    failed = [error for each in begun if (error := each.exception(timeout=30)) is not None]
    assert [type(error) for error in failed] == ([Contended] if kind == "postgresql" else [])


def test_one_worker_does_a_chore_for_all_and_the_next_when_it_is_time_again(records: Records) -> None:
    hour = timedelta(hours=1)
    with records.unit() as unit:
        assert unit.begin_chore("reminders", "one", NOON, NOON - hour)
        assert not unit.begin_chore("reminders", "two", NOON + SECOND, NOON + SECOND - hour)
        assert unit.begin_chore("tidying", "two", NOON, NOON - hour)
    with records.unit() as unit:
        assert unit.begin_chore("reminders", "two", NOON + hour, NOON)


def test_a_worker_begun_anew_goes_over_its_chore_once_more(records: Records) -> None:
    with records.unit() as unit:
        assert unit.begin_chore("reminders", "one", NOON, NOON - SECOND)
    with records.unit() as unit:
        assert unit.begin_chore("reminders", "one", NOON + SECOND, NOON - SECOND)


def test_of_workers_that_begin_a_chore_at_once_one_gets_it(records: Records, threads: ThreadPoolExecutor) -> None:
    start = Barrier(4)

    def begin(worker: str) -> bool:
        start.wait(timeout=30)
        with records.unit() as unit:
            return unit.begin_chore("reminders", worker, NOON, NOON - SECOND)

    assert sorted(threads.map(begin, ("one", "two", "three", "four"))) == [False, False, False, True]


def test_whoever_holds_somebody_for_too_long_is_not_waited_for(url: str, talking: Records) -> None:
    impatient, held, done = Records(url, patience=100), Event(), Event()

    def hold() -> None:
        with talking.unit() as unit:
            unit.hold(LI)
            held.set()
            done.wait(timeout=30)

    def try_it(work: Callable[[], None]) -> None:
        with ThreadPoolExecutor(1) as thread:
            holding = thread.submit(hold)
            held.wait(timeout=30)
            try:
                work()
            finally:
                done.set()
                holding.result(timeout=30)

    def wait() -> None:
        with pytest.raises(RecordsUnavailable) as caught, impatient.unit() as unit:
            unit.hold(LI)
        assert caught.value.reason == "busy"

    try_it(wait)
    impatient.close()
