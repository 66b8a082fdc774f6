"""The weekly digest: on Monday, once, to coaches and admins who want it, of their own people, if there is news."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from bot.actions import Chosen
from bot.practice import Practice
from bot.settings import Access, Desk, Rules, Settings
from bot.telegram import reminders
from bot.telegram.digests import send_digests
from bot.telegram.sending import COACH, pieces, shown
from bot.texts import texts
from bot.week import monday
from state.records.queueing import Message
from state.records.reviewing import BlindScore
from state.records.tables import DIGEST, Outgoing
from state.records.unit import Unit
from state.troupe import Troupe
from tests.bot.table import Trainee, table
from tests.bot.telegram_process import SOON, practice_at, served
from tests.bot.test_access import another
from tests.bot.test_rescoring import Listener
from tests.records.rows import appeal, assignment, card, session, user
from tests.telegram.client import Person
from tests.telegram.server import BotApi

ZH, EN = texts("zh"), texts("en")
TEN = datetime(2026, 3, 9, 10, 0).astimezone()
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OURS, THEIRS = "华东一组", "华南组"
ADMIN, ZHOU, SUN = 1, 2, 3
COACH_ID, ADMIN_ID = f"telegram:{ZHOU}", f"telegram:{ADMIN}"
SETTINGS = Settings(access=Access(admins=(ADMIN,), coaches=(ZHOU, SUN)))
SAID = """周报　03-02 至 03-08

【华东一组】4 人里练了 3 人，谈了 4 次
平均 75 分，前一周 65 分（+10）
最弱的一步：c 仔细倾听，只拿到 45%
练了：小李 2 次 75 分（+10）、小梅 1 次、小赵 1 次
没练：小王
作业一周之内到期：小王
作业上一周过了期，还没做完：小李

等你看的：申诉 1 条、没看过的谈话 4 场"""
SAID_IN_ENGLISH = """The week of 03-02 to 03-08

华东一组: 3 of 4 practised, 4 talks
Mean score 75, the week before 65 (+10)
Weakest step: c Listen, 45% of its points
Practised: 小李 2 talks at 75 (+10), 小梅 1 talk, 小赵 1 talk
Did not practise: 小王
Assignments due within a week: 小王
Due last week and not done: 小李

For you to look at: 1 appeal, 4 talks not reviewed yet"""


def talked(unit: Unit, number: int, name: str, ended: datetime, score: int | None, c: float = 0.5) -> None:
    """A talk with its card. score: None: it was private. c: the share that was won of this step; of d, all."""
    who = f"telegram:{number}"
    times = {"started_at": ended - HOUR, "updated_at": ended, "ended_at": ended}
    unit.add(session(user_id=who, id=name, phase="done", private=score is None, **times))
    steps = [{"id": "c", "share": c}, {"id": "d", "share": 1}]
    unit.add(card(user_id=who, session_id=name, score=score or 0, body={"steps": steps}, made_at=ended))


def week(unit: Unit) -> None:
    """A week of four trainees, of whom one did not practise, one did in private and one has not seen the card yet."""
    for number, name in ((11, "小李"), (12, "小梅"), (13, "小赵"), (14, "小王"), (21, "远方")):
        unit.add(user(id=f"telegram:{number}", name=name, chat_id=number, seen_at=TEN))
        unit.join(f"telegram:{number}", THEIRS if name == "远方" else OURS, "member", TEN - 30 * DAY)
    talked(unit, 11, "before", TEN - 9 * DAY, 65)
    talked(unit, 11, "one", TEN - 5 * DAY, 70, c=0.4)
    talked(unit, 11, "two", TEN - 2 * DAY, 80, c=0.5)
    talked(unit, 11, "today", TEN - 2 * HOUR, 10)
    talked(unit, 12, "hidden", TEN - 3 * DAY, None)
    talked(unit, 13, "unseen", TEN - DAY, 20)
    unit.queue("telegram:13", [Message("coach", "成绩单", TEN - DAY, session_id="unseen")])
    talked(unit, 21, "far", TEN - DAY, 31)
    unit.add(appeal(user_id="telegram:11", session_id="two"))
    for place, (number, at, by) in enumerate(
        ((14, TEN + 6 * DAY, COACH_ID), (11, TEN - DAY, COACH_ID), (12, TEN + DAY, "telegram:3"), (13, TEN, ADMIN_ID))
    ):
        made = {"made_by": by, "made_at": TEN - 20 * DAY, "due_at": at}
        unit.add(assignment(user_id=f"telegram:{number}", id=f"a{place}", batch=f"b{place}", **made))
    done = {"made_by": COACH_ID, "made_at": TEN - 20 * DAY, "due_at": TEN + DAY, "done_at": TEN - 3 * DAY}
    unit.add(assignment(user_id="telegram:12", id="done", batch="done", **done))


@pytest.fixture
def coach(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    """老周, who coaches a group; 老孙 coaches another, and there is an admin."""
    with table(tmp_path, Listener(), troupe, SETTINGS) as sitting:
        sitting.now = TEN - 20 * DAY
        for number, name in ((ADMIN, "老板"), (ZHOU, "老周"), (SUN, "老孙")):
            another(sitting, number, name).types("/help")
        with sitting.practice.records.unit() as unit:
            unit.join(COACH_ID, OURS, "coach", TEN)
            unit.join(f"telegram:{SUN}", THEIRS, "coach", TEN)
        yield another(sitting, ZHOU, "老周")


@pytest.fixture
def busy(coach: Trainee) -> Trainee:
    with coach.practice.records.unit() as unit:
        week(unit)
    return coach


def told(trainee: Trainee, at: datetime = TEN) -> list[Outgoing]:
    """What somebody is told by a look at this time, and then sent."""
    send_digests(trainee.practice, at)
    with trainee.practice.records.unit() as unit:
        waiting = [row for row in unit.pending(trainee.person.id) if row.about == DIGEST]
        for row in waiting:
            unit.mark_sent(row.user_id, row.id, None, at)
    trainee.heard += waiting
    trainee.now = at
    return waiting


def test_a_coach_hears_of_the_week_of_their_own_people(busy: Trainee) -> None:
    [row] = told(busy)
    assert row.text == SAID
    assert row.voice == "coach"


def test_in_english_too(busy: Trainee) -> None:
    busy.types("/language en")
    [row] = told(busy)
    assert row.text == SAID_IN_ENGLISH


def test_an_admin_hears_of_everybody_and_of_each_group_in_a_line(busy: Trainee) -> None:
    boss = another(busy, ADMIN, "老板")
    [row] = told(boss)
    first, _, rest = row.text.partition("\n\n")
    assert first == ZH("digest-head", first="03-02", last="03-08")
    whole, *groups, waiting = rest.split("\n\n")
    assert whole.splitlines()[:2] == ["【所有学员】5 人里练了 4 人，谈了 5 次", "平均 53 分，前一周 65 分（−12）"]
    assert groups == [
        "【华东一组】4 人里练了 3 人，谈了 4 次\n平均 75 分，前一周 65 分（+10）",
        "【华南组】1 人里练了 1 人，谈了 1 次\n平均 31 分",
    ]
    assert waiting == "等你看的：申诉 1 条、没看过的谈话 5 场"


def test_what_is_to_be_scored_blind_is_in_no_score(busy: Trainee) -> None:
    with busy.practice.records.unit() as unit:
        whose = {"user_id": "telegram:11", "session_id": "one"}
        unit.add(BlindScore(**whose, coach_id=COACH_ID, asked_at=TEN))
    [row] = told(busy)
    assert "平均 80 分，前一周 65 分（+15）" in row.text  # of the talks of 70 and 80 the latter alone
    assert "50%" in row.text
    assert "练了：小李 2 次" in row.text
    assert "盲评 1 场" in row.text


def test_it_comes_once_whoever_looks_and_however_often_the_program_starts(busy: Trainee) -> None:
    start = Barrier(2)

    def look(at: datetime) -> list[str]:
        start.wait(timeout=30)
        return send_digests(busy.practice, at)

    with ThreadPoolExecutor(2) as workers:
        both = [*workers.map(look, [TEN, TEN])]
    assert sorted(who for each in both for who in each) == [ADMIN_ID, COACH_ID, f"telegram:{SUN}"]
    assert [send_digests(busy.practice, TEN + later) for later in (HOUR, DAY, 2 * DAY)] == [[], [], []]
    assert COACH_ID in send_digests(busy.practice, TEN + 7 * DAY)


@pytest.mark.parametrize(
    ("late", "comes"),
    [(-HOUR, True), (-2 * HOUR, False), (7 * HOUR, True), (8 * HOUR, False), (DAY, True), (2 * DAY, True),
     (3 * DAY, False), (6 * DAY, False)],
)  # fmt: skip
def test_a_bot_that_was_away_catches_up_by_day_until_wednesday(busy: Trainee, late: timedelta, comes: bool) -> None:
    assert bool(told(busy, TEN + late)) == comes


def test_where_there_is_nothing_to_say_nothing_is_said(busy: Trainee) -> None:
    with busy.practice.records.unit() as unit:
        for each in unit.open_appeals():
            unit.decide(each, "refused", None, COACH_ID, TEN)
        for row in unit.assigned_by():
            unit.cancel_assignment(row, TEN)
        unread = unit.count_to_review(None)[1]
    [after] = told(busy, TEN + 7 * DAY)
    assert "【华东一组】4 人里练了 1 人，谈了 1 次" in after.text
    [still] = told(busy, TEN + 14 * DAY)
    assert "4 人，这一周谁也没练；前一周还谈了 1 次" in still.text
    assert unread > 0
    assert told(busy, TEN + 21 * DAY) == []


def test_a_group_that_is_empty_is_not_spoken_of(coach: Trainee) -> None:
    assert send_digests(coach.practice, TEN) == []


def test_trainees_and_those_who_coach_no_more_hear_nothing(busy: Trainee) -> None:
    with busy.practice.records.unit() as unit:
        unit.add(user(id="telegram:4", name="从前的教练", chat_id=4, role="coach"))
        unit.join("telegram:4", OURS, "coach", TEN)
    assert "telegram:4" in send_digests(busy.practice, TEN)
    with busy.practice.records.unit() as unit:
        former = unit.user("telegram:4")
        assert former is not None
        former.role = "trainee"
    assert send_digests(busy.practice, TEN + 7 * DAY) == [ADMIN_ID, COACH_ID, f"telegram:{SUN}"]
    with busy.practice.records.unit() as unit:
        unit.close_chat(COACH_ID, TEN + 8 * DAY)
    assert COACH_ID not in send_digests(busy.practice, TEN + 14 * DAY)


def test_it_is_switched_off_under_it_and_by_the_command_in_place(busy: Trainee) -> None:
    told(busy)
    assert busy.presses(ZH("digest-stop")) == [f"{ZH('remind-on', days=14)}\n{ZH('digest-off')}"]
    assert told(busy, TEN + 7 * DAY) == []
    both = f"{ZH('remind-on', days=14)}\n{ZH('digest-on')}"
    changed = busy.does(Chosen("remind//digest-on", message=77))
    assert (changed, busy.last.replaces) == ([both], 77)
    assert len(told(busy, TEN + 14 * DAY)) == 1
    assert busy.types("/reminders") == [both]
    assert busy.types("/reminders off") == [f"{ZH('remind-off')}\n{ZH('digest-off')}"]
    busy.presses(ZH("remind-again"))
    assert busy.types("/reminders") == [f"{ZH('remind-on', days=14)}\n{ZH('digest-off')}"]
    assert another(busy, 11).types("/reminders") == [ZH("remind-on", days=14)], "a trainee has no digest"


def test_where_digests_are_not_wanted_at_all_there_are_none(tmp_path: Path, troupe: Troupe) -> None:
    rules = SETTINGS.model_copy(update={"practice": Rules(digest=False)})
    with table(tmp_path, Listener(), troupe, rules) as sitting:
        boss = another(sitting, ADMIN, "老板")
        assert boss.types("/reminders") == [ZH("remind-on", days=14)]
        with boss.practice.records.unit() as unit:
            week(unit)
        assert send_digests(boss.practice, TEN) == []


def test_its_buttons_open_the_talks_below_it_and_the_desk(busy: Trainee) -> None:
    [row] = told(busy)
    assert [button["label"] for button in row.buttons or []] == [ZH("digest-review"), ZH("digest-stop")]
    [listed] = busy.does(Chosen((row.buttons or [])[0]["data"], message=77))
    assert listed.startswith("申诉待定 1 条")
    assert busy.last.replaces is None
    address = Desk(url="https://bot.example.org/desk")
    settings = busy.practice.settings.model_copy(update={"desk": address})
    busy.practice = replace(busy.practice, settings=settings)
    told(busy, TEN + 7 * DAY)
    [link] = busy.presses(ZH("desk-button"))
    assert "https://bot.example.org/desk/in/" in link


@pytest.mark.parametrize(("groups", "people", "lang"), [(1, 60, "zh"), (9, 30, "en"), (80, 2, "zh")])
def test_it_is_one_message_whatever_the_names(coach: Trainee, groups: int, people: int, lang: str) -> None:
    hostile = "<b>&_*[`{x}😀ש /quit " * 6
    with coach.practice.records.unit() as unit:
        for number in range(groups):
            unit.join(COACH_ID, f"{number:03}{hostile}", "coach", TEN)
            for place in range(people):
                who = 1000 + number * 100 + place
                unit.add(user(id=f"telegram:{who}", name=f"{place}{hostile}", chat_id=who))
                unit.join(f"telegram:{who}", f"{number:03}{hostile}", "member", TEN)
                if place % 2:
                    talked(unit, who, "one", TEN - 2 * DAY, 50)
    coach.types(f"/language {lang}")
    [row] = told(coach)
    assert list(pieces(shown(row))) == [COACH + row.text]
    say = ZH if lang == "zh" else EN
    assert row.text.count("<b>&_*[`{x}") >= min(groups, 10)
    assert row.text.startswith(say("digest-head", first="03-02", last="03-08"))
    assert row.text.count("\u2068") == row.text.count("\u2069") > 0
    assert ("这里放不下了" in row.text) == (groups == 80)


def test_who_is_forgotten_is_in_no_digest_any_more(busy: Trainee) -> None:
    told(busy)
    with busy.practice.records.unit() as unit:
        assert any("小李" in row["text"] for row in unit.everything(COACH_ID)[0]["outgoing"])
        unit.forget("telegram:11")
    with busy.practice.records.unit() as unit:
        assert not any("小李" in row["text"] for row in unit.everything(COACH_ID)[0]["outgoing"])


async def test_the_bot_sends_it_when_it_is_served_and_not_again_after_a_restart(
    telegram: BotApi, tmp_path: Path, troupe: Troupe, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = monday(datetime.now().astimezone(), weeks=1) + timedelta(hours=12)
    monkeypatch.setattr(reminders, "now", lambda: noon)
    zhou = Person(telegram, ZHOU, "老周")
    async with practice_at(telegram, tmp_path, Listener(), troupe) as practice:
        prepared(practice, noon)
        async with served(practice):
            [message] = await zhou.hears(timeout=SOON)
            assert message.text.startswith(COACH + "周报　")
            assert "练了：<b>小李</b> 1 次 70 分" in message.text
            await zhou.presses(ZH("digest-review"))
            await zhou.sees("申诉待定 0 条")
        async with served(practice):
            await zhou.says("/help")
            await zhou.sees(ZH("help").splitlines()[0])
    assert sum("周报　" in said.text for said in zhou.chat.by_bot()) == 1
    assert not message.deleted


def prepared(practice: Practice, noon: datetime) -> None:
    """A coach in Telegram, one of whose trainees has talked."""
    with practice.records.unit() as unit:
        unit.add(user(id=COACH_ID, name="老周", role="coach", chat_id=ZHOU, seen_at=noon))
        unit.join(COACH_ID, OURS, "coach", noon)
        unit.add(user(id="telegram:11", name="<b>小李</b>", chat_id=11, seen_at=noon))
        unit.join("telegram:11", OURS, "member", noon)
        talked(unit, 11, "one", noon - 2 * DAY, 70)
