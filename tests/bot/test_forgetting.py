"""A person has all that is kept of them sent or removed; what is old is removed by itself."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.access import FORGET
from bot.actions import Chosen, Command, Person, action_of
from bot.deciding import decide
from bot.forgetting import MINUTES
from bot.mydata import kept, save_data
from bot.practice import Practice
from bot.retaining import PORTION, QUIET, UPDATES, keep_tidy, seconds_until, sweep
from bot.settings import Access, Settings
from bot.telegram.sending import COACH
from bot.texts import texts
from state.records.engine import open_engine
from state.records.queueing import Message
from state.records.tables import Appeal, Invitation, Session, metadata
from state.troupe import Troupe
from tests.bot.table import MORNING, Trainee, table, welcome_at
from tests.bot.telegram_process import SOON, BotProcess, database, hears_until, practice_at, served
from tests.bot.test_rescoring import ARGUES, ASKS, Listener
from tests.records.rows import NOON, card, drill_round, goal, reviewed, session, turn, user
from tests.telegram import faults
from tests.telegram.client import Person as Somebody
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")


@pytest.fixture
def trainee(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, Listener(), troupe) as sitting:
        yield sitting


@pytest.fixture
def busy(trainee: Trainee) -> Trainee:
    """A trainee of whom something is in every table, and who is in a talk."""
    code = invitation(trainee)
    lines = (f"/start {code}", "/practice zh/vmc_price", ASKS, ARGUES, "/quit", "/practice zh/vmc_price", ASKS)
    for update, line in enumerate(lines):
        action = action_of(line)
        assert action is not None
        trainee.does(action, update)
    whose = {"user_id": trainee.person.id, "session_id": sessions(trainee)[1].id}
    with trainee.practice.records.unit() as unit:
        unit.add(Appeal(**whose, criterion="restated", id="a" * 32, turn=1, made_at=trainee.now))
        unit.add(goal(user_id=trainee.person.id))
        unit.add(drill_round(user_id=trainee.person.id))
        for row in reviewed(**whose):
            unit.add(row)
        unit.queue(trainee.person.id, [Message("coach", "明天见", trainee.now + timedelta(days=1))])
    return trainee


def invitation(trainee: Trainee) -> str:
    at = trainee.now
    made = Invitation(
        code="let-me-in",
        group_name="一组",
        allowed=9,
        made_by="telegram:1",
        made_at=at,
        expires_at=at + timedelta(days=7),
    )
    with trainee.practice.records.unit() as unit:
        unit.invite(made)
    return made.code


def sessions(trainee: Trainee) -> list[Session]:
    with trainee.practice.records.unit() as unit:
        return unit.sessions(trainee.person.id, 9)


def code_of(trainee: Trainee) -> str:
    """What confirms the question that was asked last."""
    [button] = trainee.last.buttons or []
    return str(button["data"].split("/")[1])


def confirms(trainee: Trainee) -> str:
    """Ask for everything to be removed, and confirm it; what is said at once."""
    trainee.types("/forget")
    return trainee.practice.handle(trainee.person, Chosen(f"{FORGET}/{code_of(trainee)}/"), trainee.now).farewell


def found(practice: Practice, folder: Path, who: str) -> dict[str, int]:
    """In how many rows of each table a person's id stands, wherever it stands."""
    engine = open_engine(make_url(f"sqlite:///{(folder / 'practice.db').as_posix()}"))
    with engine.connect() as connection:
        rows = {
            name: sum(who in map(str, row) for row in connection.execute(text(f'SELECT * FROM "{name}"')))
            for name in metadata.tables
        }
    engine.dispose()
    return {name: count for name, count in rows.items() if count}


def test_nothing_is_left_of_a_person_in_any_table(busy: Trainee, tmp_path: Path) -> None:
    who = busy.person.id
    about = {name for name, table in metadata.tables.items() if "user_id" in table.c} | {"user"}
    assert set(found(busy.practice, tmp_path, who)) >= about, "of a table without a row, nothing could be shown"
    assert confirms(busy) == ZH("forget-done")
    assert found(busy.practice, tmp_path, who) == {}
    with busy.practice.records.unit() as unit:
        assert unit.users_with_pending() == []


def test_nothing_of_it_can_be_read_out_of_the_file_either(busy: Trainee, tmp_path: Path) -> None:
    file, said = tmp_path / "practice.db", ASKS.encode()

    def written() -> bytes:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return file.read_bytes() + file.with_name("practice.db-wal").read_bytes()

    assert said in written()
    confirms(busy)
    assert said not in written()


def test_others_keep_what_is_theirs(busy: Trainee, tmp_path: Path) -> None:
    ann = Trainee(busy.practice, Person("telegram:8", "telegram", "Ann", "en", chat_id=8), now=busy.now)
    for line in ("/practice zh/vmc_price", ASKS, "/quit"):
        ann.types(line)
    before = found(busy.practice, tmp_path, "telegram:8")
    confirms(busy)
    assert found(busy.practice, tmp_path, "telegram:8") == before
    with busy.practice.records.unit() as unit:
        assert unit.groups() == ["一组"]


def test_what_somebody_decided_for_others_stays_without_a_name(busy: Trainee, tmp_path: Path) -> None:
    ann = Trainee(busy.practice, Person("telegram:8", "telegram", "Ann", "zh", chat_id=8), now=busy.now)
    for line in ("/practice zh/vmc_price", ASKS, ARGUES, "/quit"):
        ann.types(line)
    whose = {"user_id": "telegram:8", "session_id": sessions(ann)[0].id}
    with busy.practice.records.unit() as unit:
        unit.add(Appeal(**whose, criterion="restated", id="b" * 32, turn=1, made_at=ann.now))
        unit.invite(
            Invitation(code="his", allowed=1, made_by=busy.person.id, made_at=ann.now, expires_at=ann.now + UPDATES)
        )
    records, troupe = busy.practice.records, busy.practice.troupe
    decide(records, troupe, "bbbb", "refused", "第 1 句不算", busy.person.id, ann.now)
    shown = json.loads(kept(records, busy.person.id, busy.now))["done_for_others"]
    assert shown["appeal"] == [
        {"id": "b" * 32, "state": "refused", "decided_at": ann.now.isoformat(), "note": "第 1 句不算"}
    ]
    assert [each["code"] for each in shown["invitation"]] == ["his"]
    assert "telegram:8" not in json.dumps(shown)
    confirms(busy)
    with records.unit() as unit:
        [appeal], made = unit.appeals(**whose), unit.invitation("his")
    assert (appeal.state, appeal.decided_by, appeal.note) == ("refused", None, "第 1 句不算")
    assert made is not None
    assert made.made_by is None


def test_whoever_comes_back_is_new(busy: Trainee) -> None:
    confirms(busy)
    busy.heard.clear()
    assert busy.types("/start") == [welcome_at(busy.practice)]
    assert busy.types("/status") == [ZH("status-idle", talks=0, score=0)]
    assert busy.types("/start let-me-in") == [ZH("invitation-joined", group="一组", role="trainee")]


def test_only_the_right_confirmation_counts(busy: Trainee, tmp_path: Path) -> None:
    asked = busy.types("/forget")[-1]
    right = code_of(busy)
    assert ZH("forget-how", code=right, minutes=MINUTES) in asked
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    ann = Trainee(busy.practice, Person("telegram:8", "telegram", "Ann", "zh", chat_id=8), now=busy.now)
    ann.types("/help")
    assert ann.does(Chosen(f"{FORGET}/{right}/")) == [ZH("forget-stale")], "it is another's"
    assert busy.does(Chosen(f"{FORGET}/{wrong}/"))[-1] == ZH("forget-stale")
    assert busy.types(f"/forget {wrong}")[-1] == ZH("forget-stale")
    assert busy.does(Chosen(f"{FORGET}//"))[-1] == ZH("stale")
    busy.types("/forget")
    newer = code_of(busy)
    assert busy.does(Chosen(f"{FORGET}/{right}/"))[-1] == ZH("forget-stale"), "a newer question was asked"
    busy.now += timedelta(minutes=MINUTES)
    assert busy.does(Chosen(f"{FORGET}/{newer}/"))[-1] == ZH("forget-stale"), "it came too late"
    assert found(busy.practice, tmp_path, busy.person.id)["turn"] == 3
    assert sessions(busy)[0].phase == "talk"


def test_a_talk_goes_on_for_whoever_thinks_better_of_it(busy: Trainee) -> None:
    busy.types("/forget")
    busy.says(ARGUES)
    with busy.practice.records.unit() as unit:
        assert len(unit.turns(busy.person.id, sessions(busy)[0].id)) == 2


def test_the_last_words_are_said_again_if_the_update_comes_again(busy: Trainee, tmp_path: Path) -> None:
    busy.types("/forget")
    press = Chosen(f"{FORGET}/{code_of(busy)}/")
    assert busy.practice.handle(busy.person, press, busy.now, 99).farewell == ZH("forget-done")
    assert busy.practice.handle(busy.person, press, busy.now, 99).farewell == ZH("nothing-kept")
    for command in (Command("forget"), Command("mydata")):
        assert busy.practice.handle(busy.person, command, busy.now, 100).farewell == ZH("nothing-kept")
    assert found(busy.practice, tmp_path, busy.person.id) == {}


def test_where_people_come_by_invitation_it_is_said_that_a_new_one_is_needed(busy: Trainee) -> None:
    assert ZH("forget-invited") not in busy.types("/forget")[-1]
    busy.practice = replace(busy.practice, settings=Settings(access=Access(mode="invite")))
    assert ZH("forget-invited") in busy.types("/forget")[-1]
    assert busy.practice.handle(busy.person, Chosen(f"{FORGET}/{code_of(busy)}/"), busy.now).farewell == ZH(
        "forget-done"
    )
    turned_away = busy.practice.handle(busy.person, Command("start"), busy.now)
    assert turned_away.farewell.startswith(ZH("invitation-needed"))


def test_the_file_holds_every_row_and_column_about_a_person(busy: Trainee, tmp_path: Path) -> None:
    busy.types("/quit")
    whole = json.loads(kept(busy.practice.records, busy.person.id, busy.now))
    assert whole["user_id"] == busy.person.id
    assert datetime.fromisoformat(whole["made_at"]) == busy.now
    counts = found(busy.practice, tmp_path, busy.person.id)
    for name in counts:
        assert len(whole[name]) == counts[name]
        assert set(whole[name][0]) == set(metadata.tables[name].c.keys())
    assert [row["reply"] for row in whole["turn"] if row["session_id"] == sessions(busy)[1].id] == [ASKS, ARGUES]
    assert whole["membership"][0]["group_name"] == "一组"


def test_the_file_does_not_tell_what_is_still_to_be_found_out(busy: Trainee) -> None:
    whole = json.loads(kept(busy.practice.records, busy.person.id, busy.now))
    open_ = sessions(busy)[0].id
    [talk] = [row for row in whole["session"] if row["id"] == open_]
    assert "snapshot" not in talk
    assert "before" not in talk
    [said] = [row for row in whole["turn"] if row["session_id"] == open_]
    assert said["reply"] == ASKS
    assert said["says"]
    assert {"reading", "meters", "events", "state_before", "state_after"}.isdisjoint(said)
    assert all("meters" in row for row in whole["turn"] if row["session_id"] != open_)


def test_the_docs_say_what_every_key_of_the_file_is(busy: Trainee) -> None:
    page = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
    whole = json.loads(kept(busy.practice.records, busy.person.id, busy.now))
    keys = {*whole, *(column for rows in whole.values() if isinstance(rows, list) for column in rows[0])}
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_in_a_terminal_the_file_is_written_where_one_is(
    busy: Trainee, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    said = save_data(busy.practice, replace(busy.person, channel="terminal"))
    [file] = here.iterdir()
    assert said == texts("zh", "terminal")("mydata-written", path=str(file))
    assert json.loads(file.read_text(encoding="utf-8"))["user_id"] == busy.person.id
    file.unlink()
    here.rmdir()  # nothing can be written in a folder that is gone
    said = save_data(busy.practice, replace(busy.person, channel="terminal"))
    assert said.startswith("写不了 duilian-mydata-")
    assert "No such file" in said


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, Listener(), troupe) as opened, served(opened):
        yield opened


async def test_in_telegram_the_data_come_as_a_file(telegram: BotApi, practice: Practice) -> None:
    lin = Somebody(telegram, LIN, "小林")
    await lin.says("/practice zh/vmc_price")
    await lin.hears(2)
    await lin.says("/mydata")
    [sent] = await lin.hears()
    assert sent.text == COACH + ZH("mydata-caption")
    assert sent.json["document"]["file_name"] == "duilian-mydata.json"
    whole = json.loads(telegram.world.files[sent.json["document"]["file_id"]].content)
    assert whole["user"][0]["name"] == "小林"
    assert whole["session"][0]["scenario"] == "zh/vmc_price"


async def test_a_file_that_did_not_go_out_goes_out_later(telegram: BotApi, practice: Practice) -> None:
    lin = Somebody(telegram, LIN, "小林")
    await lin.says("/help")
    await lin.hears()
    plan = telegram.plan("sendDocument", faults.flood())
    await lin.says("/mydata")
    [sent] = await lin.hears()
    assert "document" in sent.json
    assert plan.used == 1


async def test_in_telegram_a_person_is_forgotten_by_a_button_and_told_so(telegram: BotApi, practice: Practice) -> None:
    lin = Somebody(telegram, LIN, "小林")
    await lin.says("/practice zh/vmc_price")
    await lin.hears(2)
    await lin.says(ASKS)
    await hears_until(lin, "谈话开始")
    await lin.says("/forget")
    await hears_until(lin, ZH("forget-ask", cards=0)[:20])
    await lin.presses(ZH("forget-button"))
    await hears_until(lin, ZH("forget-done")[:4])
    with practice.records.unit() as unit:
        assert unit.user(f"telegram:{LIN}") is None
        assert unit.users_with_pending() == []
    await lin.says("/start")
    assert (await lin.hears())[0].text == COACH + welcome_at(practice)


async def test_the_last_words_come_even_if_telegram_does_not_take_them_at_once(
    telegram: BotApi, practice: Practice
) -> None:
    lin = Somebody(telegram, LIN, "小林")
    await lin.says("/help")
    await lin.hears()
    await lin.says("/forget")
    await lin.hears()
    telegram.plan("sendMessage", faults.BROKEN)
    await lin.presses(ZH("forget-button"))
    assert (await lin.hears())[0].text == COACH + ZH("forget-done")


async def test_killed_in_between_neither_the_file_nor_the_last_words_are_lost(telegram: BotApi, tmp_path: Path) -> None:
    lin, bot = Somebody(telegram, LIN, "小林"), BotProcess(telegram, tmp_path)
    async with bot.running():
        await lin.says("/help")
        await lin.hears(timeout=SOON)
        hanging = telegram.plan("sendDocument", faults.Hang())
        await lin.says("/mydata")
        await telegram.until(lambda: hanging.used, SOON, "a file on its way")
    async with bot.running():
        [sent] = await lin.hears(timeout=SOON)
        assert "document" in sent.json
        await lin.says("/forget")
        await hears_until(lin, "/forget ", SOON)
        hanging = telegram.plan("sendMessage", faults.Hang())
        await lin.presses(ZH("forget-button"))
        await telegram.until(lambda: hanging.used, SOON, "the last words on their way")
    async with bot.running():
        [last] = await lin.hears(timeout=SOON)
        assert last.text == COACH + ZH("nothing-kept")
    engine = open_engine(make_url(database(tmp_path)))
    with engine.connect() as connection:
        assert connection.scalar(text('SELECT count(*) FROM "user"')) == 0
    engine.dispose()


async def test_old_talks_go_with_all_that_belongs_to_them_and_young_ones_stay(busy: Trainee, tmp_path: Path) -> None:
    who = busy.person.id
    busy.types("/quit")
    before = found(busy.practice, tmp_path, who)
    records, ended = busy.practice.records, busy.now
    assert await sweep(records, 10, ended + timedelta(days=10)) == 1, "the other talk ended a minute later"
    with records.unit() as unit:
        [left] = unit.sessions(who, 9)
        assert len(unit.turns(who, left.id)) == 1
        assert len(unit.cards(who, 9)) == 1
    with records.unit() as unit:
        unit.queue(who, [Message("coach", "等着", ended)])
    assert await sweep(records, 10, ended + timedelta(days=10, minutes=1)) == 1
    after = found(busy.practice, tmp_path, who)
    assert set(after) == {
        "user",
        "membership",
        "acceptance",
        "goal",
        "outgoing",
        "seen_update",
        "drill_round",
        "assignment",
    }, "a link to the desk goes too once it has ended, and a real conversation"
    assert after["seen_update"] == before["seen_update"]
    with records.unit() as unit:
        assert [row["text"] for row in unit.everything(who)[0]["outgoing"]] == ["明天见", "等着"], (
            "not yet sent is not old"
        )


async def test_talks_are_kept_for_ever_unless_it_is_set_but_updates_and_links_are_not(
    busy: Trainee, tmp_path: Path
) -> None:
    before = found(busy.practice, tmp_path, busy.person.id)
    assert await sweep(busy.practice.records, 0, busy.now + UPDATES) == 0
    assert found(busy.practice, tmp_path, busy.person.id)["seen_update"] < before["seen_update"]
    assert await sweep(busy.practice.records, 0, busy.now + timedelta(days=9999)) == 0
    after = found(busy.practice, tmp_path, busy.person.id)
    passing = ("seen_update", "sign_in", "stay")
    assert after == {name: count for name, count in before.items() if name not in passing}


async def test_a_talk_that_nobody_ended_counts_from_its_last_reply(busy: Trainee) -> None:
    records, last = busy.practice.records, sessions(busy)[0].updated_at
    assert await sweep(records, 10, last + timedelta(days=10)) == 1
    with records.unit() as unit:
        assert unit.open_session(busy.person.id) is not None
    assert await sweep(records, 10, last + timedelta(days=10, seconds=1)) == 1
    with records.unit() as unit:
        assert unit.open_session(busy.person.id) is None


async def test_two_that_remove_at_once_remove_all_of_it_once(trainee: Trainee) -> None:
    many = 3 * PORTION
    with trainee.practice.records.unit() as unit:
        unit.add(user(id="telegram:7"))
        for number in range(many):
            key = {"user_id": "telegram:7", "session_id": f"s{number}"}
            unit.add(session(user_id="telegram:7", id=f"s{number}", phase="done", ended_at=NOON))
            unit.add(turn(**key))
            unit.add(card(**key))
    removed = await asyncio.gather(*(sweep(trainee.practice.records, 1, NOON + timedelta(days=2)) for _ in range(2)))
    assert sum(removed) == many
    assert sessions(trainee) == []


async def test_a_bot_that_starts_removes_what_is_old(trainee: Trainee) -> None:
    with trainee.practice.records.unit() as unit:
        unit.add(user(id="telegram:7"))
        unit.add(session(user_id="telegram:7", phase="done", ended_at=NOON))
    tidying = asyncio.create_task(keep_tidy(trainee.practice.records, 30, "polling"))
    async with asyncio.timeout(SOON):
        while sessions(trainee):
            await asyncio.sleep(0.01)
    tidying.cancel()


def test_the_next_time_is_the_next_quiet_hour() -> None:
    night = MORNING.replace(hour=3, minute=29)
    assert seconds_until(QUIET, night) == 60
    assert seconds_until(QUIET, night.replace(minute=30)) == 24 * 3600
    assert seconds_until(QUIET, MORNING) == 18.5 * 3600
    assert seconds_until(time(9, 0), MORNING - timedelta(microseconds=1)) == 1


async def test_what_was_on_its_way_when_all_was_removed_holds_up_nothing(
    telegram: BotApi, practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    lin, on_its_way = Somebody(telegram, LIN, "小林"), faults.Hang()
    hanging = telegram.plan("sendMessage", on_its_way)
    await lin.says("/help")
    await telegram.until(lambda: hanging.used, SOON, "a message on its way")
    with practice.records.unit() as unit:
        unit.forget(f"telegram:{LIN}")
    on_its_way.release()
    await lin.hears()
    await lin.says("/start")
    assert (await lin.hears())[0].text == COACH + welcome_at(practice)
    assert "broke off" not in caplog.text
