"""Groups and invitations: each place is taken once, whoever comes at once; old databases come along."""

import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from state.records.admitting import standing
from state.records.engine import open_engine
from state.records.records import Records
from state.records.schema import VERSIONS, upgrade
from state.records.tables import Invitation
from tests.records.rows import LI, NOON, user

HOUR = timedelta(hours=1)


def invitation(**values: object) -> Invitation:
    made = {"code": "c", "allowed": 2, "made_by": LI, "made_at": NOON, "expires_at": NOON + HOUR}
    return Invitation(**{**made, **values})


def test_an_invitation_is_good_until_it_is_used_up_withdrawn_or_out_of_date() -> None:
    assert standing(None, NOON) == "unknown"
    assert standing(invitation(used=1), NOON) == "good"
    assert standing(invitation(used=2), NOON) == "used_up"
    assert standing(invitation(used=2), NOON + HOUR) == "expired"
    assert standing(invitation(), NOON + HOUR - timedelta(seconds=1)) == "good"
    assert standing(invitation(revoked_at=NOON), NOON + HOUR) == "revoked"


@pytest.mark.parametrize(
    ("late", "values"),
    [(timedelta(0), {"used": 2}), (HOUR, {}), (timedelta(0), {"revoked_at": NOON})],
    ids=["used up", "expired", "withdrawn"],
)
def test_what_lets_nobody_in_counts_nobody(records: Records, late: timedelta, values: dict[str, object]) -> None:
    with records.unit() as unit:
        unit.add(user())
        unit.invite(invitation(**values))
        assert not unit.accept(LI, "c", NOON + late)
        assert not unit.accept(LI, "none", NOON)
        assert not unit.accepted(LI, "c")


def test_of_many_who_come_at_once_as_many_are_let_in_as_there_are_places(records: Records) -> None:
    people = [f"telegram:{number}" for number in range(8)]
    with records.unit() as unit:
        unit.invite(invitation(allowed=3))
        for each in people:
            unit.add(user(id=each))
    start = Barrier(len(people))

    def come(who: str) -> bool:
        start.wait(timeout=30)
        with records.unit() as unit:
            return unit.accept(who, "c", NOON)

    with ThreadPoolExecutor(len(people)) as threads:
        let_in = Counter(threads.map(come, people))
    assert let_in == {True: 3, False: 5}
    with records.unit() as unit:
        found = unit.invitation("c")
        assert found is not None
        assert found.used == 3
        assert sum(unit.accepted(each, "c") for each in people) == 3


def test_an_invitation_is_taken_once_by_each(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        unit.invite(invitation())
        assert unit.accept(LI, "c", NOON)
        assert unit.accepted(LI, "c")
    with pytest.raises(IntegrityError, match=r"(?i)unique"), records.unit() as unit:
        unit.accept(LI, "c", NOON)
    with records.unit() as unit:
        found = unit.invitation("c")
        assert found is not None
        assert found.used == 1, "what was counted is undone with the rest"


def test_those_that_still_let_somebody_in_are_listed_newest_first(records: Records) -> None:
    with records.unit() as unit:
        for number, values in enumerate(({}, {"used": 2}, {"revoked_at": NOON}, {"expires_at": NOON}, {})):
            unit.invite(invitation(code=f"c{number}", made_at=NOON + number * HOUR, **values))
        assert [each.code for each in unit.invitations(NOON)] == ["c4", "c0"]


def test_a_member_becomes_a_coach_and_no_coach_a_member(records: Records) -> None:
    with records.unit() as unit:
        unit.add(user())
        unit.join(LI, "一组", "member", NOON)
        unit.join(LI, "二组", "coach", NOON)
        assert unit.coached(LI) == ["二组"]
        unit.join(LI, "一组", "coach", NOON + HOUR)
        unit.join(LI, "二组", "member", NOON + HOUR)
    with records.unit() as unit:
        assert {(each.group_name, each.role, each.since) for each in unit.memberships(LI)} == {
            ("一组", "coach", NOON),
            ("二组", "coach", NOON),
        }
        assert unit.leave_group(LI, "一组")
        assert not unit.leave_group(LI, "一组")
        assert unit.coached(LI) == ["二组"]
        assert set(unit.groups()) == {"一组", "二组"}


def test_a_database_of_the_version_before_comes_along(url: str, tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    for file in VERSIONS.glob("000[12]_*.py"):
        shutil.copy(file, before)
    engine = open_engine(make_url(url))
    upgrade(engine, before)
    with engine.begin() as connection:
        at = NOON.isoformat(" ")
        connection.execute(
            text(
                'INSERT INTO "user" (id, channel, name, lang, role, reasons, created_at, seen_at) '
                f"VALUES ('{LI}', 'telegram', '小李', 'zh', 'admin', false, '{at}', '{at}')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO outgoing (user_id, id, voice, text, format, due_at, attempts) "
                f"VALUES ('{LI}', 1, 'coach', '你好', 'plain', '{at}', 0)"
            )
        )
    engine.dispose()
    records = Records(url)
    records.migrate()
    with records.unit() as unit:
        [waiting] = unit.pending(LI)
        assert waiting.text == "你好"
        waiting.format = "file"
        li = unit.user(LI)
        assert li is not None
        assert li.role == "trainee", "who is an admin is so by the settings"
    with pytest.raises(IntegrityError, match=r"(?i)check"), records.unit() as unit:
        unit.pending(LI)[0].format = "scroll"  # type: ignore[assignment]
    records.close()
