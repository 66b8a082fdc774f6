"""What a talk came to is kept in figures beside its newest card, and found among thousands."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData
from sqlalchemy.engine import make_url

from state.records.engine import open_engine
from state.records.records import Records
from state.records.schema import upgrade
from state.records.surveying import Scope
from tests.records.rows import LI, NOON, card, session, user
from tests.records.test_schema import versions_to

BODY = {"steps": [{"id": "c", "share": 0.25}, {"id": "d", "share": None}, {"id": "e", "share": 1}]}
ENDED = NOON + timedelta(minutes=9)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(make_url(url))
    yield engine
    engine.dispose()


def figures(records: Records) -> list[tuple[str, int, int, dict[str, float]]]:
    with records.unit() as unit:
        return [(row.session_id, row.number, row.score, row.shares) for row in unit.results(Scope(), 9)]


def test_the_newest_card_counts(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        unit.add(session(phase="done", ended_at=ENDED))
        unit.add(card(score=40, body=BODY))
    assert figures(records) == [("first", 1, 40, {"c": 0.25, "e": 1.0})]
    with records.unit() as unit:
        unit.add(card(number=2, score=61, body={"steps": [{"id": "c", "share": 0.5}]}))
    assert figures(records) == [("first", 2, 61, {"c": 0.5})]


def test_of_a_private_talk_there_are_no_figures(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        unit.add(session(phase="done", private=True))
        unit.add(card(body=BODY))
        assert unit.practised(Scope()) == {LI: (1, NOON)}
    assert figures(records) == []


def test_talks_of_before_figures_were_kept_have_them_after_the_upgrade(
    url: str, engine: Engine, tmp_path: Path
) -> None:
    upgrade(engine, versions_to("0007", tmp_path))
    then = MetaData()
    then.reflect(engine)
    done = {"phase": "done", "ended_at": ENDED}
    rows = [user(), session(**done), session(id="hidden", private=True, **done), session(id="open", phase="talk")]
    rows += [card(body=BODY), card(number=2, score=61, body=BODY), card(session_id="hidden", body=BODY)]
    with engine.begin() as connection:
        for row in rows:
            table = then.tables[row.__tablename__]
            values = row.model_dump(exclude_none=True)
            connection.execute(table.insert().values({k: v for k, v in values.items() if k in table.columns}))
    records = Records(url)
    records.migrate()
    assert figures(records) == [("first", 2, 61, {"c": 0.25, "e": 1.0})]
    with records.unit() as unit:
        assert [row.at for row in unit.results(Scope(since=ENDED), 9)] == [ENDED]
        assert unit.results(Scope(since=ENDED + timedelta(seconds=1)), 9) == []
    records.close()
