from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from state.records.records import Records
from tests.records.rows import session, user


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database. What takes this fixture must hold on every database served."""
    return {"sqlite": f"sqlite:///{(tmp_path / 'kept' / 'records.db').as_posix()}"}[request.param]


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    records = Records(url)
    records.migrate()
    yield records
    records.close()


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
            verbs[statement.split(maxsplit=1)[0]] += 1

        event.listen(Engine, "before_cursor_execute", see)
        try:
            yield verbs
        finally:
            event.remove(Engine, "before_cursor_execute", see)

    return count
