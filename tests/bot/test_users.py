"""`duilian users`: who is in the records, as what, in which groups, and how that is changed."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from bot.roster import Unchanged, give_role, listed, named, put, take_out
from bot.settings import Access
from state.records.records import Records
from tests.bot.test_cli import duilian
from tests.records.conftest import kind, records, url
from tests.records.rows import LI, NOON, session, turn, user

__all__ = ["kind", "records", "url"]
ANN = "telegram:8"


@pytest.fixture
def people(records: Records) -> Records:
    with records.unit() as unit:
        unit.add(user())
        unit.add(user(id=ANN, name="Ann\x1b[2J", seen_at=NOON + timedelta(days=1)))
    return records


def test_everybody_is_listed_with_role_groups_and_when_they_were_last_here(people: Records) -> None:
    with people.unit() as unit:
        put(unit, LI, "一组", NOON, coach=False, new=True)
        put(unit, LI, " 二  组 ", NOON, coach=True, new=True)
        put(unit, ANN, "三组", NOON, coach=False, new=True)
        take_out(unit, "8", "三组")
        at = [(NOON + timedelta(days=day)).astimezone().strftime("%Y-%m-%d %H:%M") for day in (0, 1)]
        assert list(listed(unit, Access(admins=(8,)))) == [
            f"{ANN}  Ann [2J  admin (by the settings)  no group  {at[1]}",
            f"{LI}  小李  coach  一组, 二 组 (coach)  {at[0]}",
            "Groups that nobody is in: 三组",
        ]


def test_who_is_made_a_trainee_coaches_nobody_and_the_settings_are_named(people: Records) -> None:
    with people.unit() as unit:
        put(unit, LI, "一组", NOON, coach=True, new=True)
        assert give_role(unit, Access(), LI, "trainee") == f"{LI} is trainee now."
        assert unit.coached(LI) == []
        said = give_role(unit, Access(coaches=(8,)), "8", "trainee")
        assert said == f"{ANN} is trainee now, but acts as coach, because the settings say so."


def test_whoever_or_whatever_is_not_there_is_named_with_what_is(people: Records) -> None:
    with people.unit() as unit:
        put(unit, LI, "华东一组", NOON, coach=False, new=True)
        with pytest.raises(Unchanged, match=r"telegram:7000000002.*did you mean telegram:7000000001"):
            named(unit, "telegram:7000000002")
        with pytest.raises(Unchanged, match=r"did you mean '华东一组'.*--new makes it"):
            put(unit, LI, "华东一租", NOON, coach=False, new=False)
        with pytest.raises(Unchanged, match="is not in '华北', but in 华东一组"):
            take_out(unit, LI, "华北")
        assert unit.groups() == ["华东一组"]


def test_from_the_shell(people: Records, url: str, tmp_path: Path) -> None:
    def users(*arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
        return duilian("users", *arguments, given=given, folder=tmp_path, DUILIAN_DATABASE__URL=url)

    with people.unit() as unit:
        unit.add(session(phase="done"))
        unit.add(turn())
    assert users("add", LI, "一组", "--new", "--coach").stdout == f"{LI} coaches 一组 now.\n"
    refused = users("role", "nobody", "admin")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "nobody in the records is 'nobody'" in refused.stderr
    assert users("forget", LI, given="n\n").returncode == 1
    with people.unit() as unit:
        assert unit.user(LI) is not None
    assert users("forget", LI, "--yes").stdout == f"Nothing is kept of {LI} any more.\n"
    with people.unit() as unit:
        assert unit.user(LI) is None
        assert unit.turns(LI, "first") == []
    assert users().stdout.splitlines()[-1] == "Groups that nobody is in: 一组"
