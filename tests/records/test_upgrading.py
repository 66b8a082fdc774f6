"""Whatever version a database is of, and whatever is in it: it comes to this version with nothing lost."""

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData
from sqlalchemy.engine import make_url

from bot.cards import recall
from bot.exporting.choosing import Wanted, chosen
from bot.exporting.lines import talks_jsonl
from state.records.engine import open_engine
from state.records.migrations.run import run
from state.records.records import Records
from state.records.schema import revisions, upgrade
from state.records.tables import metadata
from state.troupe import Troupe
from tests.histories.replaying import FOLDER, VERSION, history, talks
from tests.records.filling import FULL, PLAIN, Kept, everything, fill
from tests.records.rows import NOON

GIVEN = {"user.remind": True, "user.digest": True, "user.menu": ""}
"""What rows of before have in columns that came since, where it is not nothing."""


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(make_url(url), foreign_keys=False)
    yield engine
    engine.dispose()


@dataclass(frozen=True)
class Talked:
    """Talks as the rows of their tables, and as they are shown by this version. troupe: their customers."""

    rows: Kept
    troupe: Troupe
    lines: list[dict[str, Any]]
    card: str


def shown(records: Records, troupe: Troupe, wanted: Collection[str]) -> tuple[list[dict[str, Any]], str]:
    """Some talks of real people as they are taken out, and the card of the first without a word on those before it."""
    real = Wanted(users=frozenset(("telegram:1", "telegram:2")))
    lines = [line for line in talks_jsonl(chosen(records, troupe, real)) if line["talk"] in wanted]
    card = recall(records, troupe, lines[0]["person"], lines[0]["talk"])
    return lines, replace(card, before=()).text()


@pytest.fixture(scope="module")
def talked(tmp_path_factory: pytest.TempPathFactory) -> Talked:
    """Two talks that were held: one against whose card an appeal was upheld, one of which a reply was taken back."""
    url = f"sqlite:///{(tmp_path_factory.mktemp('held') / 'records.db').as_posix()}"
    with history(FOLDER / VERSION, url) as records:
        troupe, held = talks(records)
        appealed = next(each for each in held if any(found.by == "appeal" for found in each.review.points.values()))
        ids = [appealed.session.id, next(each for each in held if each.unsaid).session.id]
        lines, card = shown(records, troupe, ids)
    engine = open_engine(make_url(url))
    with engine.connect() as connection:
        rows = everything(connection)
    engine.dispose()
    of_them = {name: [row for row in of if row.get("session_id") in ids] for name, of in rows.items()}
    of_them |= {"user": rows["user"], "session": [row for row in rows["session"] if row["id"] in ids]}
    return Talked(of_them, troupe, lines, card)


def talk_in(connection: Connection, talked: Talked) -> None:
    """Put the talks into a database of whichever revision."""
    then = MetaData()
    then.reflect(connection)
    for table in then.sorted_tables:
        for row in talked.rows.get(table.name, []):
            known = {name: value for name, value in row.items() if name in table.columns and value is not None}
            connection.execute(table.insert(), known)


def expected(before: Kept, made: Kept, talked: Talked, at: str, now: Kept) -> Kept:
    """What a database of a revision should hold once it has come to this version.

    made: its rows that are not of the talks. now: for the names of its columns.
    """
    wanted: Kept = {}
    for table, rows in now.items():
        columns = rows[0].keys() if rows else ()
        fresh = {name: GIVEN.get(f"{table}.{name}") for name in columns}
        wanted[table] = [{**fresh, **row} for row in before.get(table, [])]
    if at < "0006":  # higher roles came from the settings then
        for user in wanted["user"]:
            user["role"] = "trainee"
    results = [{**dict.fromkeys(now["result"][0]), **row} for row in made.get("result", [])]
    if at < "0009":  # what each talk came to was not kept in figures; of a private one it still is not
        session, card = made["session"][PLAIN], made["card"][PLAIN]
        assert not session["private"]
        assert made["session"][FULL]["private"]
        names = {"user_id": session["user_id"], "session_id": session["id"], "number": card["number"]}
        told = {"score": card["score"], "at": session["updated_at"], "mode": session["mode"]}
        shares = {**dict.fromkeys("abdefg"), "c": 0.5}
        results = [{**names, **told, "scenario": session["scenario"], **shares}]
    if at < "0013":  # nor how it ended, and what was missed in it
        for row in results:
            [session] = [each for each in made["session"] if each["id"] == row["session_id"]]
            row |= {"outcome": session["outcome"], "asked": "restated expected fitted", "verdicts": "0-1"}
    wanted["result"] = sorted([*results, *talked.rows["result"]], key=lambda row: [row["user_id"], row["session_id"]])
    return wanted


@pytest.mark.parametrize("at", revisions())
def test_all_that_any_version_kept_is_still_there_and_shown(
    at: str, url: str, engine: Engine, talked: Talked, tmp_path: Path
) -> None:
    with engine.begin() as connection:
        run(connection, to=at)
        made = fill(connection)
        talk_in(connection, talked)
        before = everything(connection)
    with closing(Records(url)) as records:
        records.back_up(tmp_path / "before.zip", NOON, lambda _table, _rows: None)
        records.migrate()
        assert shown(records, talked.troupe, [line["talk"] for line in talked.lines]) == (talked.lines, talked.card)
        retried = talked.lines[1]
        with records.unit() as unit:
            assert len(unit.turns(retried["person"], retried["talk"], taken_back=True)) == 1
    with engine.connect() as connection:
        assert list(compare_metadata(MigrationContext.configure(connection), metadata)) == []
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        after = everything(connection)
    assert after == expected(before, made, talked, at, after)
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
