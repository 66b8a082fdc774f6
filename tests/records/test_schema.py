"""A database is brought to this version's tables from whatever came before."""

import ast
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, inspect, text
from sqlalchemy.engine import make_url

from state.records.engine import open_engine
from state.records.errors import RecordsUnavailable
from state.records.migrations.run import draft
from state.records.records import Records
from state.records.schema import MIGRATIONS, VERSIONS, revision, revisions, upgrade
from state.records.tables import metadata
from tests.records.rows import LI, card, drill_round, session, turn, user


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(make_url(url))
    yield engine
    engine.dispose()


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def versions_to(last: str, folder: Path) -> Path:
    """The migrations as they were when the last one had this number."""
    versions = folder / "versions"
    versions.mkdir()
    for number in revisions()[: revisions().index(last) + 1]:
        shutil.copy(next(VERSIONS.glob(f"{number}_*.py")), versions)
    return versions


def test_migrations_make_the_tables_that_the_code_has(engine: Engine) -> None:
    assert differences(engine) != []
    upgrade(engine)
    assert differences(engine) == []


def test_the_rules_of_the_tables_are_migrated_too(engine: Engine) -> None:
    """`compare_metadata` does not look at these."""
    upgrade(engine)
    found = inspect(engine)
    for table in metadata.sorted_tables:
        checks = {str(rule["name"]) for rule in found.get_check_constraints(table.name)}
        assert checks == {f"ck_{table.name}_{name}" for name in RANGES.get(table.name, ())}


RANGES = {
    "user": ("lang", "role"),
    "session": ("phase", "mode"),
    "card": ("score",),
    "appeal": ("state",),
    "goal": ("target",),
    "drill_round": ("lang", "counts"),
    "outgoing": ("voice", "format"),
    "membership": ("role",),
    "invitation": ("role", "used"),
    "assignment": ("task", "mode", "least"),
    "correction": ("kind", "share", "example"),
    "result": ("mode",),
    "stay": ("way",),
    "training": ("state",),
    "imported_talk": ("lang",),
    "imported_mark": ("kind", "share"),
}


def test_a_database_up_to_date_is_left_in_peace(
    url: str, records: Records, counted: Callable[[], AbstractContextManager[Counter[str]]]
) -> None:
    with counted() as verbs:
        records.migrate()
    assert verbs["CREATE"] + verbs["INSERT"] + verbs["UPDATE"] + verbs["DROP"] == 0
    assert verbs["BEGIN"] == 1


def test_a_database_up_to_date_does_without_alembic(url: str, records: Records) -> None:
    start = f"""
import sys
from state.records.records import Records
records = Records({url!r})
records.migrate()
records.close()
print("alembic" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "False"


def test_the_files_are_one_chain_in_the_order_of_their_numbers() -> None:
    script = ScriptDirectory(str(MIGRATIONS), version_locations=[str(VERSIONS)])
    chain = [step.revision for step in script.walk_revisions()][::-1]
    assert chain == revisions()
    assert chain == [f"{number:04}" for number in range(1, len(chain) + 1)]


@pytest.mark.parametrize("file", sorted(VERSIONS.glob("[0-9]*.py")), ids=lambda file: file.stem)
def test_a_migration_opens_with_the_rules_and_stands_by_itself(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    template = (MIGRATIONS / "script.py.mako").read_text(encoding="utf-8")
    rules = [line for line in template.splitlines() if line.startswith("#")]
    assert len(rules) > 5
    assert [line for line in source.splitlines() if line.startswith("#")] == rules
    tree = ast.parse(source)
    assert ast.get_docstring(tree)
    imported = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert imported <= {"alembic", "sqlalchemy"}


def test_several_programs_may_migrate_at_once(url: str) -> None:
    start = f"""
from state.records.records import Records
records = Records({url!r})
records.migrate()
with records.unit() as unit:
    print(unit.recent_sessions(1))
"""
    command = [sys.executable, "-c", start]
    several = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for each in several:
        told, failed = each.communicate(timeout=60)
        assert (told.strip(), failed) == ("[]", "")


def test_several_threads_may_migrate_at_once(url: str) -> None:
    several = [Records(url) for _ in range(3)]
    start = Barrier(len(several))

    def migrate(records: Records) -> None:
        start.wait(timeout=30)
        records.migrate()

    with ThreadPoolExecutor(len(several)) as threads:
        list(threads.map(migrate, several))
    with several[0].unit() as unit:
        assert unit.recent_sessions(1) == []
    for records in several:
        records.close()


def test_a_drafted_migration_makes_the_tables_anew(engine: Engine, tmp_path: Path) -> None:
    versions = tmp_path / "100%"
    versions.mkdir()
    written = draft(engine, "All tables", versions)
    assert written.name == "0001_all_tables.py"
    assert "sqlmodel" not in written.read_text(encoding="utf-8")
    upgrade(engine, versions)
    assert differences(engine) == []


def test_a_migration_that_fails_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    shutil.copytree(VERSIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    upgrade(engine, versions)
    second = draft(engine, "Half done", versions)
    body = 'op.add_column("user", sa.Column("team", sa.String()))\n    raise ZeroDivisionError\n'
    second.write_text(second.read_text(encoding="utf-8").replace("pass", body), encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        upgrade(engine, versions)
    with engine.connect() as connection:
        assert revision(connection) == revisions(VERSIONS)[-1]
    assert differences(engine) == []


def test_a_table_made_anew_keeps_the_rows_that_refer_to_it(url: str, talking: Records, tmp_path: Path) -> None:
    """SQLite alters a table by dropping it; what refers to it must neither stop that nor go with it."""
    with talking.unit() as unit:
        unit.add(turn())
    versions = tmp_path / "versions"
    shutil.copytree(VERSIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    engine = open_engine(make_url(url))
    second = draft(engine, "Sessions have a mood", versions)
    body = """how = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("session", recreate=how) as table:
        table.add_column(sa.Column("mood", sa.String(), nullable=False, server_default="calm"))
    """
    second.write_text(second.read_text(encoding="utf-8").replace("pass", body), encoding="utf-8")
    upgrade(engine, versions)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT mood FROM session")).all() == [("calm",)]
    engine.dispose()
    with talking.unit() as unit:
        assert [row.number for row in unit.turns(LI, "first")] == [1]


def test_a_filled_database_of_before_drills_were_kept_goes_on_with_all_it_has(
    url: str, engine: Engine, tmp_path: Path
) -> None:
    upgrade(engine, versions_to("0002", tmp_path))
    kept_then = [user(dialog={"question": "drill", "drill": "zh_fault"}), session(phase="done"), turn(), card()]
    then = MetaData()
    then.reflect(engine)
    with engine.begin() as connection:
        for row in kept_then:
            table = then.tables[row.__tablename__]
            values = row.model_dump(exclude_none=True)
            old = {name: value for name, value in values.items() if name in table.columns}
            connection.execute(table.insert().values(old))
    records = Records(url)
    assert not inspect(engine).has_table("drill_round")
    records.migrate()
    with records.unit() as unit:
        person = unit.user(LI)
        assert person is not None
        assert person.model_dump() == user(dialog={"question": "drill", "drill": "zh_fault"}).model_dump()
        assert [row.model_dump() for row in unit.turns(LI, "first")] == [turn().model_dump()]
        assert [row.score for row, _ in unit.cards(LI, limit=5)] == [card().score]
        assert unit.drill_rounds(LI, limit=5) == []
        unit.add(drill_round())
    with records.unit() as unit:
        assert [row.drill for row in unit.drill_rounds(LI, limit=5)] == ["zh_isolate"]
    records.close()


def test_a_database_of_a_newer_version_is_left_alone(url: str, engine: Engine, records: Records) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsUnavailable, match="newer Duilian") as caught:
        records.migrate()
    assert caught.value.reason == "newer"


def test_filled_records_are_left_as_they_are(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        unit.add(session())
    records.migrate()
    with records.unit() as unit:
        assert [row.id for row in unit.sessions(LI, limit=5)] == ["first"]


def test_people_of_before_can_be_reached_and_may_be_reminded(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine, versions_to("0002", tmp_path))
    names = "id, channel, name, lang, role, reasons, created_at, seen_at"
    with engine.begin() as connection:
        values = "'telegram:1', 'telegram', '小李', 'zh', 'trainee', false, '2026-03-02', '2026-03-02'"
        connection.execute(text(f'INSERT INTO "user" ({names}) VALUES ({values})'))
    upgrade(engine)
    with engine.connect() as connection:
        [row] = connection.execute(text('SELECT remind, closed_at, reminded_at FROM "user"')).all()
    assert (bool(row.remind), row.closed_at, row.reminded_at) == (True, None, None)
