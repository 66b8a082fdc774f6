from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from sqlalchemy import Engine, event

from state.records.records import Records
from tests import postgres
from tests.records.rows import session, user

Kind = Literal["sqlite", "postgresql"]


@pytest.fixture(params=get_args(Kind))
def kind(request: pytest.FixtureRequest) -> Kind:
    """Which database. What takes this fixture, or one below, must hold on every database served."""
    kind: Kind = request.param
    return kind


@pytest.fixture
def url(kind: Kind, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database; an empty one, unless the test wants records in it."""
    if kind == "sqlite":
        yield at(tmp_path / "kept" / "records.db")
    else:
        with postgres.fresh("migrated" if "records" in request.fixturenames else "template1") as address:
            yield address


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    records = Records(url)
    records.migrate()
    yield records
    records.close()


def at(file: Path) -> str:
    return f"sqlite:///{file.as_posix()}"


@pytest.fixture
def talking(records: Records) -> Records:
    """Records in which Li has a session open."""
    with records.unit() as unit:
        unit.add(user())
        unit.add(session(phase="talk"))
    return records


@pytest.fixture
def counted() -> Callable[[], AbstractContextManager[Counter[str]]]:
    """Counts the statements that reach a database within a block, by their verb."""

    @contextmanager
    def count() -> Iterator[Counter[str]]:
        verbs: Counter[str] = Counter()

        def see(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if statement != "BEGIN IMMEDIATE":  # which only one of the databases is told in words
                verbs[statement.split(maxsplit=1)[0]] += 1

        def begin(_connection: Any) -> None:
            verbs["BEGIN"] += 1

        event.listen(Engine, "before_cursor_execute", see)
        event.listen(Engine, "begin", begin)
        try:
            yield verbs
        finally:
            event.remove(Engine, "before_cursor_execute", see)
            event.remove(Engine, "begin", begin)

    return count
