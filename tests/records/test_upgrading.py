"""Whatever version a database is of, and whatever is in it: it comes to this version with nothing lost."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from state.records.engine import open_engine
from state.records.migrations.run import run
from state.records.records import Records
from state.records.schema import revisions, upgrade
from state.records.tables import metadata
from tests.records.filling import FULL, PLAIN, Kept, everything, fill
from tests.records.rows import NOON

GIVEN = {"user.remind": True, "user.digest": True, "user.menu": ""}
"""What rows of before have in columns that came since, where it is not nothing."""


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(make_url(url), foreign_keys=False)
    yield engine
    engine.dispose()


def expected(before: Kept, at: str, now: Kept) -> Kept:
    """What a database of a revision should hold once it has come to this version. now: for the names of its columns."""
    wanted: Kept = {}
    for table, rows in now.items():
        columns = rows[0].keys() if rows else ()
        fresh = {name: GIVEN.get(f"{table}.{name}") for name in columns}
        wanted[table] = [{**fresh, **row} for row in before.get(table, [])]
    if at < "0006":  # higher roles came from the settings then
        for user in wanted["user"]:
            user["role"] = "trainee"
    if at < "0009":  # what each talk came to was not kept in figures; of a private one it still is not
        session, card = before["session"][PLAIN], before["card"][PLAIN]
        assert not session["private"]
        assert before["session"][FULL]["private"]
        names = {"user_id": session["user_id"], "session_id": session["id"], "number": card["number"]}
        told = {"score": card["score"], "at": session["updated_at"], "mode": session["mode"]}
        shares = {**dict.fromkeys("abdefg"), "c": 0.5}
        wanted["result"] = [{**names, **told, "scenario": session["scenario"], **shares}]
    if at < "0013":  # nor how it ended, and what was missed in it
        for row in wanted["result"]:
            [session] = [each for each in before["session"] if each["id"] == row["session_id"]]
            row |= {"outcome": session["outcome"], "asked": "restated expected fitted", "verdicts": "0-1"}
    return wanted


@pytest.mark.parametrize("at", revisions())
def test_every_row_of_every_version_is_still_there(at: str, url: str, engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        run(connection, to=at)
        before = fill(connection)
    with closing(Records(url)) as records:
        records.back_up(tmp_path / "before.zip", NOON, lambda _table, _rows: None)
        records.migrate()
    with engine.connect() as connection:
        assert list(compare_metadata(MigrationContext.configure(connection), metadata)) == []
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        after = everything(connection)
    assert after == expected(before, at, after)
    other = f"sqlite:///{(tmp_path / 'other.db').as_posix()}"
    with closing(Records(other)) as records:
        assert records.restore(tmp_path / "before.zip", lambda _table, _rows: None).revision == at
    elsewhere = open_engine(make_url(other))
    with elsewhere.connect() as connection:
        assert everything(connection) == after, "a backup of that version is brought to this one in the same way"
    elsewhere.dispose()


def test_of_every_table_there_is_a_row_with_and_one_without_what_may_be_missing(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        kept = fill(connection)
    for table in metadata.sorted_tables:
        plain, full = kept[table.name]
        assert all(value is not None for value in full.values())
        missing = {column.name for column in table.columns if column.nullable and not column.primary_key}
        assert {name for name, value in plain.items() if value is None} == missing
