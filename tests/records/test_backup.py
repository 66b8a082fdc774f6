"""All that a database holds can be taken out and put back: here or elsewhere, all of it or nothing."""

import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import make_url
from typer.testing import CliRunner

from bot.cli import app
from state.records.archive import MANIFEST, BackupRefused, Manifest, opened
from state.records.engine import open_engine
from state.records.errors import RecordsUnavailable
from state.records.records import Records
from state.records.schema import VERSION_TABLE, revisions
from tests.records.filling import Kept, everything, fill
from tests.records.rows import LI, NOON, card, session, turn, user

LATER = NOON.replace(hour=15)


def quietly(_table: str, _rows: int) -> None:
    pass


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    engine = open_engine(make_url(url), foreign_keys=False)
    yield engine
    engine.dispose()


def rows_of(url: str) -> Kept:
    with engine_of(url) as engine, engine.connect() as connection:
        return everything(connection)


@pytest.fixture
def full(url: str, records: Records) -> Kept:
    """Rows in every table of the database."""
    with engine_of(url) as engine, engine.begin() as connection:
        return fill(connection)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


@pytest.fixture
def other(tmp_path: Path) -> str:
    """The address of another database, which is not there yet."""
    return f"sqlite:///{(tmp_path / 'other' / 'records.db').as_posix()}"


@pytest.fixture
def made(full: Kept, records: Records, file: Path) -> Path:
    """A backup of a database with rows in every table."""
    records.back_up(file, LATER, quietly)
    return file


def restored(url: str, file: Path, *, replace: bool = False) -> Kept:
    with closing(Records(url)) as records:
        records.restore(file, quietly, replace=replace)
    return rows_of(url)


def changed(file: Path, change: Callable[[dict[str, list[Any]], dict[str, Any]], None], *, honest: bool = True) -> Path:
    """The same backup with other rows or another manifest. honest: it says of itself what it then is."""
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        rows = {
            table["name"]: [json.loads(line) for line in archive.read(f"{table['name']}.jsonl").splitlines()]
            for table in manifest["tables"]
        }
    change(rows, manifest)
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in manifest["tables"]:
            lines = "".join(json.dumps(row) + "\n" for row in rows[table["name"]]).encode()
            archive.writestr(f"{table['name']}.jsonl", lines)
            if honest:
                table |= {"rows": len(rows[table["name"]]), "sha256": hashlib.sha256(lines).hexdigest()}
        archive.writestr(MANIFEST, json.dumps(manifest))
    return target


def test_every_row_comes_back_as_it_was_whatever_the_database(
    url: str, full: Kept, records: Records, file: Path, other: str
) -> None:
    assert all(len(rows) == 2 for rows in full.values())
    counts: dict[str, int] = {}
    manifest = records.back_up(file, LATER, lambda table, rows: counts.update({table: rows}))
    assert counts == dict.fromkeys(full, 2)
    assert (manifest.revision, manifest.made_at, manifest.rows) == (revisions()[-1], LATER, 2 * len(full))
    counts.clear()
    with closing(Records(other)) as elsewhere:
        elsewhere.restore(file, lambda table, rows: counts.update({table: rows}))
        assert counts == dict.fromkeys(full, 2)
        assert rows_of(other) == full
        back = file.with_name("back.zip")
        elsewhere.back_up(back, LATER, quietly)
    with records.unit() as unit:
        unit.add(user())
    assert restored(url, back, replace=True) == full, "and back, in the place of what is there"
    with records.unit() as unit:
        assert unit.user(LI) is None, "the program goes on with what was restored"


def test_a_character_that_a_database_cannot_hold_is_replaced(url: str, kind: str, other: str, file: Path) -> None:
    with closing(Records(other)) as source:
        source.migrate()
        with source.unit() as unit:
            unit.add(user(name="小\x00李", dialog={"text": "a\x00b"}))
        source.back_up(file, LATER, quietly)
    [kept] = restored(url, file)["user"]
    assert kept["name"] == ("小\x00李" if kind == "sqlite" else "小\ufffd李")
    assert kept["dialog"] == {"text": "a\x00b"}


def test_the_texts_of_a_backup_can_be_read_by_anybody_who_may(made: Path, full: Kept) -> None:
    with zipfile.ZipFile(made) as archive:
        lines = archive.read("turn.jsonl").decode("utf-8").splitlines()
    assert [json.loads(line)["reply"] for line in lines] == [row["reply"] for row in full["turn"]]
    assert "没有时间" in lines[0]
    if sys.platform != "win32":
        assert made.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_of_one_moment_and_holds_nobody_up(url: str, full: Kept, records: Records, file: Path) -> None:
    with closing(Records(url, patience=0)) as busy:

        def goes_on(table: str, _rows: int) -> None:
            if table == "user":  # sessions, turns and cards come after it
                with busy.unit() as unit:
                    for row in (user(), session(), turn(), card()):
                        unit.add(row)

        assert records.back_up(file, LATER, goes_on).rows == 2 * len(full)
        with busy.unit() as unit:
            assert unit.card(LI, "first") is not None
    assert len(rows_of(url)["turn"]) == 3


def test_a_file_that_is_there_is_kept_unless_it_may_go(records: Records, file: Path) -> None:
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(BackupRefused, match="--force"):
        records.back_up(file, LATER, quietly)
    assert file.read_text(encoding="utf-8") == "mine"
    records.back_up(file, LATER, quietly, force=True)
    assert zipfile.is_zipfile(file)
    assert list(file.parent.glob(".*")) == [], "nothing is left beside it"


def test_what_is_broken_off_leaves_what_was_there(full: Kept, records: Records, made: Path) -> None:
    before = made.read_bytes()

    def stop(_table: str, _rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        records.back_up(made, LATER, stop, force=True)
    assert made.read_bytes() == before
    assert list(made.parent.glob(".*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_full_disk_is_told_and_leaves_no_half_file(records: Records, file: Path) -> None:
    import resource

    with records.unit() as unit:
        unit.add(user(name=os.urandom(400_000).hex()))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(BackupRefused, match="no room"):
            records.back_up(file, LATER, quietly)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not file.exists()
    assert list(file.parent.glob(".*")) == []


def test_a_database_without_tables_is_not_backed_up(url: str, other: str, file: Path) -> None:
    with closing(Records(url)) as empty:
        with engine_of(url) as engine, engine.begin():
            pass  # the file is there now
        with pytest.raises(BackupRefused, match="no tables"):
            empty.back_up(file, LATER, quietly)
    with closing(Records(other)) as missing, pytest.raises(RecordsUnavailable, match="cannot be opened"):
        missing.back_up(file, LATER, quietly)
    assert not Path(str(make_url(other).database)).exists()
    assert not file.exists()


def test_a_database_that_holds_anything_is_left_alone(url: str, records: Records, made: Path, full: Kept) -> None:
    with pytest.raises(BackupRefused, match=f"{2 * len(full)} rows.*--replace"):
        records.restore(made, quietly)
    assert rows_of(url) == full


@pytest.mark.parametrize("what", [b"", b"PK", b"select", zipfile.__doc__.encode()])
def test_what_is_no_backup_is_refused(what: bytes, file: Path, other: str) -> None:
    file.write_bytes(what)
    with pytest.raises(BackupRefused, match="is no backup"):
        restored(other, file)


def test_another_zip_is_refused(file: Path, other: str) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("backup.json", '{"format": "mine"}')
    with pytest.raises(BackupRefused, match="is no backup"):
        restored(other, file)


def test_a_backup_that_was_cut_off_is_refused(made: Path, other: str) -> None:
    whole = made.read_bytes()
    for part in (1, len(whole) // 10, len(whole) // 2, len(whole) - 100, len(whole) - 1):
        made.write_bytes(whole[:part])
        with pytest.raises(BackupRefused, match="is no backup"):
            restored(other, made)
    assert not Path(str(make_url(other).database)).exists()


def test_a_damaged_byte_is_noticed_or_does_no_harm(made: Path) -> None:
    def lines() -> list[object]:
        with opened(made) as archive:
            return [row for table in archive.manifest.tables for row in archive.rows(table)]

    whole, right, refused = made.read_bytes(), lines(), 0
    for place in range(7, len(whole), len(whole) // 200):
        made.write_bytes(bytes([*whole[:place], whole[place] ^ 0x55, *whole[place + 1 :]]))
        try:
            assert lines() == right
        except BackupRefused:
            refused += 1
    assert refused > 100


def test_rows_that_were_changed_by_hand_are_noticed(made: Path, other: str) -> None:
    def raise_score(rows: dict[str, list[Any]], _manifest: dict[str, Any]) -> None:
        rows["card"][0]["score"] = 99

    with pytest.raises(BackupRefused, match="is no backup"):
        restored(other, changed(made, raise_score, honest=False))


def orphan(rows: dict[str, list[Any]], _manifest: dict[str, Any]) -> None:
    rows["turn"][0]["session_id"] = "nowhere"


def too_high(rows: dict[str, list[Any]], _manifest: dict[str, Any]) -> None:
    rows["card"][1]["score"] = 101


def twice(rows: dict[str, list[Any]], _manifest: dict[str, Any]) -> None:
    rows["user"].append(rows["user"][0])


def other_kind(rows: dict[str, list[Any]], _manifest: dict[str, Any]) -> None:
    rows["turn"][0]["interrupted"] = "no"


def no_time(rows: dict[str, list[Any]], _manifest: dict[str, Any]) -> None:
    rows["turn"][0]["at"] = "yesterday"


def other_columns(rows: dict[str, list[Any]], manifest: dict[str, Any]) -> None:
    for row in rows["goal"]:
        row["mood"] = "calm"
    [goal] = [table for table in manifest["tables"] if table["name"] == "goal"]
    goal["columns"].append("mood")


def other_tables(_rows: dict[str, list[Any]], manifest: dict[str, Any]) -> None:
    manifest["tables"] = [table for table in manifest["tables"] if table["name"] != "goal"]


def test_a_backup_that_cannot_be_changes_nothing(url: str, records: Records, made: Path, full: Kept) -> None:
    for change in (orphan, too_high, twice, other_kind, no_time, other_columns, other_tables):
        with pytest.raises(BackupRefused, match="Nothing was changed"):
            records.restore(changed(made, change), quietly, replace=True)
        assert rows_of(url) == full, change.__name__


def test_what_a_newer_version_wrote_is_refused(made: Path, other: str) -> None:
    def newer(_rows: dict[str, list[Any]], manifest: dict[str, Any]) -> None:
        manifest["revision"] = "9999"

    def next_format(_rows: dict[str, list[Any]], manifest: dict[str, Any]) -> None:
        manifest["format"] = "duilian backup 2"

    for change in (newer, next_format):
        with pytest.raises(BackupRefused, match="newer Duilian"):
            restored(other, changed(made, change))


def test_somebody_elses_database_is_left_alone(url: str, file: Path) -> None:
    with engine_of(url) as engine, engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoice (id INTEGER)"))
    with closing(Records(url)) as records:
        assert records.holding().strange == ("invoice",)
        with closing(Records(f"sqlite:///{file.with_name('own.db').as_posix()}")) as own:
            own.migrate()
            own.back_up(file, LATER, quietly)
        with pytest.raises(BackupRefused, match=r"not Duilian's \(invoice\)"):
            records.restore(file, quietly, replace=True)


def test_somebody_elses_table_beside_ours_stays(url: str, records: Records, made: Path, full: Kept) -> None:
    with engine_of(url) as engine, engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoice (id INTEGER)"))
        connection.execute(text("INSERT INTO invoice VALUES (7)"))
    again = made.with_name("again.zip")
    assert "invoice" not in {table.name for table in records.back_up(again, LATER, quietly).tables}
    records.restore(again, quietly, replace=True)
    found = rows_of(url)
    assert [row["id"] for row in found.pop("invoice")] == [7]
    assert found == full


def test_one_can_go_back_from_a_version_that_brought_tables(url: str, records: Records, made: Path, full: Kept) -> None:
    with engine_of(url) as engine, engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
        connection.execute(
            text('CREATE TABLE mood (user_id VARCHAR PRIMARY KEY, FOREIGN KEY (user_id) REFERENCES "user" (id))')
        )
        connection.execute(text('INSERT INTO mood SELECT id FROM "user"'))
    held = records.holding()
    assert (held.revision, held.strange, held.rows["mood"]) == ("9999", ("mood",), 2)
    records.restore(made, quietly, replace=True)
    assert rows_of(url) == full
    with engine_of(url) as engine:
        assert not inspect(engine).has_table("mood")


def test_the_commands(tmp_path: Path, file: Path) -> None:
    where = {"DUILIAN_DATABASE__URL": f"sqlite:///{(tmp_path / 'records.db').as_posix()}"}

    def duilian(*words: str, given: str = "", code: int = 0) -> str:
        done = CliRunner().invoke(app, ["db", *words], input=given, env=where)
        assert done.exit_code == code, done.output
        return done.output

    assert "no tables yet" in duilian("status", code=2)
    duilian("upgrade")
    with closing(Records(where["DUILIAN_DATABASE__URL"])) as records:
        with records.unit() as unit:
            unit.add(user())
        told = duilian("backup", str(file)).splitlines()
        assert "           1  user" in told
        assert told[-1].startswith(f"1 rows of revision {revisions()[-1]} are in {file} (")
        assert "--force" in duilian("backup", str(file), code=2)
        duilian("backup", "--force", str(file))
        with records.unit() as unit:
            unit.forget(LI)
        assert duilian("status").splitlines()[-1] == f"0 rows; revision {revisions()[-1]}"
        assert duilian("restore", str(file)).splitlines()[-1].startswith("1 rows are back, as they were on ")
        assert "--replace" in duilian("restore", str(file), code=2)
        assert "Remove all 1 rows" in duilian("restore", "--replace", str(file), given="n\n", code=1)
        duilian("restore", "--replace", str(file), given="y\n")
        duilian("restore", "--replace", "--yes", str(file))
        with records.unit() as unit:
            assert unit.user(LI) is not None
    assert "No such file" in duilian("restore", str(tmp_path / "none.zip"), code=2)


def test_a_manifest_says_what_a_backup_is(made: Path, kind: str) -> None:
    with zipfile.ZipFile(made) as archive:
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
        assert archive.namelist() == [*(f"{table.name}.jsonl" for table in manifest.tables), MANIFEST]
    assert (manifest.database, manifest.revision) == (kind, revisions()[-1])
