"""A PostgreSQL that cannot be reached, or goes away, says what is wrong and what to do, and keeps what it had."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy.engine import make_url

from state.records.errors import RecordsUnavailable, Unsure
from state.records.records import Records
from tests import postgres
from tests.records.rows import LI, NOON, session, turn, user


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a database in which Li has a session open."""
    with postgres.fresh("migrated") as url:
        with closing(Records(url)) as records, records.unit() as unit:
            unit.add(user())
            unit.add(session(phase="talk"))
        yield url


@pytest.fixture
def own() -> Iterator[postgres.Cluster]:
    """A server that the test may stop."""
    postgres.shared()
    with TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        cluster = postgres.Cluster(Path(folder, "server"))
        cluster.begin()
        yield cluster
        cluster.stop()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_an_address_may_be_written_in_any_of_the_usual_ways(address: str, scheme: str) -> None:
    with closing(Records(address.replace("postgresql", scheme, 1))) as records, records.unit() as unit:
        assert unit.user(LI)


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    with closing(Records("postgresql://li:hunter2@127.0.0.1:1/duilian")) as records:
        with pytest.raises(RecordsUnavailable) as caught:
            records.migrate()
        assert caught.value.reason == "unreachable"
        assert "duilian at 127.0.0.1 cannot be opened" in str(caught.value)
        assert "hunter2" not in str(caught.value)


def test_tables_that_are_not_there_yet_are_asked_for() -> None:
    with (
        postgres.fresh() as url,
        closing(Records(url)) as records,
        pytest.raises(RecordsUnavailable, match="duilian db upgrade"),
        records.unit() as unit,
    ):
        unit.user(LI)


def test_a_database_that_may_only_be_read_says_so(address: str) -> None:
    postgres.shared().order(f"ALTER DATABASE {make_url(address).database} SET default_transaction_read_only = on")
    with closing(Records(address)) as records:
        with records.unit() as unit:
            assert unit.user(LI)
        with pytest.raises(RecordsUnavailable) as caught, records.unit() as unit:
            unit.take_update(LI, 1, NOON)
        assert caught.value.reason == "readonly"


def test_a_connection_cut_in_the_middle_of_a_unit_takes_half_of_nothing(address: str) -> None:
    def hold_a_turn(records: Records, *, cut: bool) -> None:
        with records.unit() as unit:
            assert unit.take_update(LI, 1, NOON)
            if cut:
                postgres.shared().order(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    f"WHERE datname = '{make_url(address).database}'"
                )
            unit.add(turn())

    with closing(Records(address)) as records:
        with pytest.raises(RecordsUnavailable) as caught:
            hold_a_turn(records, cut=True)
        assert caught.value.reason == "unreachable"
        hold_a_turn(records, cut=False)
        with records.unit() as unit:
            assert [row.number for row in unit.turns(LI, "first")] == [1]


def test_a_server_that_died_and_came_back_is_used_again(own: postgres.Cluster) -> None:
    with closing(Records(own.url(own.make()))) as records:
        records.migrate()
        with records.unit() as unit:
            unit.add(user())
        own.stop()
        with pytest.raises(RecordsUnavailable) as caught:
            records.reach()
        assert caught.value.reason == "unreachable"
        own.start()
        with records.unit() as unit:
            assert unit.user(LI)


def test_what_a_trainee_wrote_is_not_in_an_error(address: str) -> None:
    with closing(Records(address)) as records:
        with pytest.raises(Exception, match="foreign key") as caught, records.unit() as unit:
            unit.add(turn(session_id="none", reply="这是我说的话"))
        assert "这是我说的话" not in str(caught.value)


@pytest.mark.parametrize("done", [True, False])
def test_a_server_that_dies_as_it_is_to_keep_something_may_have_kept_it(address: str, done: bool) -> None:
    with (
        TemporaryDirectory(prefix="pg-") as folder,
        closing(postgres.Cut(Path(folder), address, done=done)) as cut,
        closing(Records(cut.url)) as records,
    ):
        with pytest.raises(Unsure), records.unit() as unit:
            assert unit.take_update(LI, 1, NOON)
        with records.unit() as unit:
            assert unit.take_update(LI, 1, NOON) is not done
