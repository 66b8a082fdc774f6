"""Records that cannot be reached say what is wrong and what to do, and keep what they had."""

import sqlite3
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from state.records.errors import SENTENCES, RecordsUnavailable
from state.records.queueing import Message
from state.records.records import Records
from tests.records.rows import LI, NOON, session, turn, user


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite file in which Li has a session open."""
    file = tmp_path / "records.db"
    records = Records(at(file))
    records.migrate()
    with records.unit() as unit:
        unit.add(user())
        unit.add(session(phase="talk"))
    records.close()
    return file


def at(file: Path) -> str:
    return f"sqlite:///{file.as_posix()}"


def pragma(file: Path, name: str) -> int | str:
    with closing(sqlite3.connect(file)) as connection:
        value: int | str = connection.execute(f"PRAGMA {name}").fetchone()[0]
        return value


@pytest.fixture
def connections() -> Iterator[list[sqlite3.Connection]]:
    """The connections that records open while the test runs."""
    opened: list[sqlite3.Connection] = []

    def see(connection: sqlite3.Connection, _entry: Any) -> None:
        opened.append(connection)

    event.listen(Pool, "connect", see)
    yield opened
    event.remove(Pool, "connect", see)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let go of a file that is open")
def test_a_file_that_was_taken_away_while_it_was_open_is_missed(file: Path) -> None:
    with closing(Records(at(file))) as records:
        records.reach()
        file.rename(file.with_name("elsewhere.db"))
        with pytest.raises(RecordsUnavailable) as caught:
            records.reach()
        assert caught.value.reason == "unreachable"
        assert not file.exists()


def test_a_sqlite_file_is_opened_with_every_promise(file: Path, connections: list[sqlite3.Connection]) -> None:
    records = Records(at(file))
    with records.unit() as unit:
        assert unit.user(LI)
    (connection,) = connections
    promised = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in promised] == ["wal", 2, 1, 5_000]
    records.close()


def test_the_folder_is_made(tmp_path: Path) -> None:
    records = Records(at(tmp_path / "kept" / "here" / "records.db"))
    records.migrate()
    records.close()
    assert (tmp_path / "kept" / "here" / "records.db").is_file()


def test_a_locked_database_is_busy_and_can_be_used_again(file: Path) -> None:
    records = Records(at(file), patience=0)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsUnavailable, match="busy") as caught, records.unit() as unit:
            unit.take_update(LI, 1, NOON)
        assert caught.value.reason == "busy"
        assert str(file.name) in str(caught.value)
        other.execute("ROLLBACK")
    with records.unit() as unit:
        assert unit.take_update(LI, 1, NOON)
    records.close()


def test_threads_have_a_file_one_after_another_and_wait_no_longer_than_they_have_patience(file: Path) -> None:
    records = Records(at(file), patience=200)
    with ThreadPoolExecutor(1) as another:

        def take() -> bool:
            with records.unit() as unit:
                return unit.take_update(LI, 1, NOON)

        with records.unit() as first:
            assert first.take_update(LI, 2, NOON)
            with pytest.raises(RecordsUnavailable, match="busy"):
                another.submit(take).result()
        with pytest.raises(LookupError), records.unit() as broken:
            broken.mark_sent(LI, 3, None, NOON)  # which there is not
        assert another.submit(take).result()
    records.close()


def test_a_file_in_use_is_waited_for_even_while_it_is_set_up(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    attempts: list[str] = []
    waits = threading.Event()

    def watch(connection: sqlite3.Connection, _entry: Any) -> None:
        connection.set_trace_callback(see)

    def see(statement: str) -> None:
        if "journal_mode" in statement:
            attempts.append(statement)
        if len(attempts) > 1:
            waits.set()

    event.listen(Pool, "connect", watch)
    records = Records(at(file))
    with closing(sqlite3.connect(file, isolation_level=None)) as other, ThreadPoolExecutor(1) as thread:
        other.execute("BEGIN IMMEDIATE")
        migrating = thread.submit(records.migrate)
        migrating.add_done_callback(lambda _: waits.set())
        assert waits.wait(timeout=30)
        other.execute("ROLLBACK")
        migrating.result(timeout=30)
    event.remove(Pool, "connect", watch)
    records.close()
    assert pragma(file, "journal_mode") == "wal"


def test_a_file_in_use_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    records = Records(at(file), patience=0)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsUnavailable, match="busy"):
            records.migrate()
    records.close()


def test_a_full_disk_loses_nothing_and_takes_half_of_nothing(file: Path, connections: list[sqlite3.Connection]) -> None:
    records = Records(at(file))
    with records.unit() as unit:
        unit.add(turn(number=1))
    (connection,) = connections
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 1}")

    def hold_a_long_turn() -> None:
        with records.unit() as unit:
            assert unit.take_update(LI, 1, NOON)
            unit.add(turn(number=2))
            unit.queue(LI, [Message("customer", "嗯" * 20_000, NOON)])

    with pytest.raises(RecordsUnavailable, match="is full") as caught:
        hold_a_long_turn()
    assert caught.value.reason == "full"
    connection.execute(f"PRAGMA max_page_count = {pages + 1_000}")
    with records.unit() as unit:
        assert [row.number for row in unit.turns(LI, "first")] == [1]
        assert unit.pending(LI) == []
        assert unit.take_update(LI, 1, NOON)
    records.close()
    assert pragma(file, "integrity_check") == "ok"


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear customer, " * 200, encoding="utf-8")
    records = Records(at(letter))
    with pytest.raises(RecordsUnavailable, match="not a database") as caught:
        records.migrate()
    records.close()
    assert caught.value.reason == "damaged"
    assert letter.read_text(encoding="utf-8").startswith("Dear customer")


def test_tables_that_are_not_there_yet_are_asked_for(tmp_path: Path) -> None:
    records = Records(at(tmp_path / "empty.db"))
    with pytest.raises(RecordsUnavailable, match="duilian db upgrade"), records.unit() as unit:
        unit.user(LI)
    records.close()


def test_a_folder_in_the_files_place_cannot_be_opened(tmp_path: Path) -> None:
    records = Records(at(tmp_path))
    with pytest.raises(RecordsUnavailable, match="cannot be opened"):
        records.migrate()
    records.close()


def test_a_file_in_the_folders_place_cannot_be_opened(file: Path) -> None:
    with pytest.raises(RecordsUnavailable, match="cannot be opened"):
        Records(at(file / "records.db"))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_what_memory_holds_is_no_record(url: str) -> None:
    with pytest.raises(RecordsUnavailable, match="in memory"):
        Records(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [("no address: hunter2", "address"), ("oracle9://li:hunter2@db.local/duilian", "driver")],
)
def test_an_address_that_leads_nowhere_is_named_without_its_password(url: str, reason: str) -> None:
    with pytest.raises(RecordsUnavailable) as caught:
        Records(url)
    assert caught.value.reason == reason
    assert "hunter2" not in str(caught.value)


def test_what_a_trainee_wrote_is_not_in_an_error(file: Path) -> None:
    records = Records(at(file))
    with pytest.raises(Exception, match="FOREIGN KEY") as caught, records.unit() as unit:
        unit.add(turn(session_id="none", reply="这是我说的话"))
    records.close()
    assert "这是我说的话" not in str(caught.value)


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_every_sentence_says_what_is_wrong_and_what_to_do(sentence: str) -> None:
    what, to_do = sentence.split(". ", 1)
    assert what.startswith(("The database", "A database", "The driver", "The disk"))
    assert to_do.endswith(".")
