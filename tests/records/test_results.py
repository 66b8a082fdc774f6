"""What a talk came to is kept in figures beside its newest card, and found among thousands."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData
from sqlalchemy.engine import make_url

from state.health.talked import MET, MISSED, UNRATED, Talked
from state.records.engine import open_engine
from state.records.queueing import Message
from state.records.records import Records
from state.records.schema import upgrade
from state.records.surveying import Scope
from tests.records.rows import LI, NOON, appeal, card, correction, session, turn, user
from tests.records.test_schema import versions_to

CRITERIA = [{"criterion": "asked_open", "share": 0.25}, {"criterion": "isolated", "share": 0.5}]
BODY = {
    "steps": [{"id": "c", "share": 0.25, "criteria": CRITERIA}, {"id": "d", "share": None}, {"id": "e", "share": 1}],
    "groups": [{"id": "fab", "share": None, "criteria": [{"criterion": "not_canned", "share": None}]}],
}
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


def test_what_was_missed_is_kept_criterion_by_criterion(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        unit.add(session(phase="done", outcome="agreed", ended_at=ENDED))
        unit.add(card(score=40, body=BODY))
        assert unit.talked(Scope()) == [
            Talked(LI, "zh/laser_payback", 40, "agreed", "asked_open isolated not_canned", MISSED + MET + UNRATED)
        ]
        assert unit.talked(Scope(but=[(LI, "first")])) == []
        assert unit.talked(Scope(scenarios=("zh/another",))) == []
        unit.queue(LI, [Message("coach", "成绩单", ENDED, session_id="first")])
        assert unit.talked(Scope()) == []  # its trainee has not seen it


def test_what_was_disputed_is_found_with_its_talk(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        for name in ("first", "second", "hidden"):
            unit.add(session(id=name, phase="done", private=name == "hidden", ended_at=ENDED))
            unit.add(card(session_id=name, body=BODY))
            unit.add(appeal(session_id=name, criterion="isolated", id=name, made_at=NOON))
        points = {"kind": "points", "moves": None, "criterion": "isolated", "share": 1.0}
        unit.add(correction(**points, at=ENDED))
        unit.add(correction(**points, number=2, at=ENDED + timedelta(hours=1)))
        unit.add(correction(**points, number=3, at=ENDED + timedelta(hours=2), withdrawn_at=ENDED, withdrawn_by=LI))
        unit.add(correction(number=4))  # of moves, which is about no criterion
        found = [(each.doubted.session_id, each.doubted.doubt, each.at) for each in unit.contested(Scope())]
        assert found == [
            ("first", "corrected", ENDED + timedelta(hours=1)),
            ("second", "open", NOON),
            ("first", "open", NOON),
        ]
        assert unit.contested(Scope(but=[(LI, "first"), (LI, "second")])) == []


def test_where_talks_ended(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        for name, outcome in (("first", "agreed"), ("second", "left"), ("third", "left")):
            unit.add(session(id=name, phase="done", outcome=outcome, ended_at=ENDED))
            unit.add(card(session_id=name, body=BODY))
            unit.add(turn(session_id=name, state_before="objecting", state_after="exploring"))
            unit.add(turn(session_id=name, number=2, state_before="exploring", state_after="weighing"))
            unit.add(turn(session_id=name, number=3, taken_back=True, state_before="weighing", state_after="lost"))
        found = [(each.state, each.outcome, each.talks) for each in unit.endings(Scope())]
    assert found == [("exploring", "agreed", 1), ("weighing", "left", 2)]


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
    done = {"phase": "done", "ended_at": ENDED, "outcome": "agreed"}
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
        [talk] = unit.talked(Scope())
        assert (talk.outcome, talk.asked, talk.verdicts) == ("agreed", "asked_open isolated not_canned", "01-")
        assert unit.results(Scope(since=ENDED + timedelta(seconds=1)), 9) == []
    records.close()
