"""Assignments: coaches ask their own people to practise, who are told, find it, do it; and the coach hears of it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.actions import Chosen
from bot.assigning import NotYours, Unassignable, assign, given, people_of, take_back
from bot.practice import Practice
from bot.rescoring import rescore
from bot.settings import Access, Settings
from bot.tasks import Wish
from bot.telegram.reminders import remind
from bot.telegram.sending import COACH
from bot.texts import texts
from state.records.reviewing import Assignment
from state.records.tables import Role
from state.troupe import Troupe
from tests.bot.table import MORNING, Trainee, table
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.bot.test_access import another
from tests.bot.test_rescoring import ARGUES, ASKS, Listener, changed, holds
from tests.telegram.client import Person as Somebody
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH, EN = texts("zh"), texts("en")
ADMIN, ZHOU, SUN = 1, 2, 3
OPEN = Settings(access=Access(admins=(ADMIN,), coaches=(ZHOU, SUN)))
OURS, THEIRS = "华东一组", "华南组"
HOSTILE = "<b>&_*[`{x}😀 ש"


@pytest.fixture
def coach(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    """老周, who coaches 小林 and 小安; in another group, of another coach, is 小波."""
    with table(tmp_path, Listener(), troupe, OPEN) as sitting:
        people = {ADMIN: "老板", ZHOU: "老周", SUN: "老孙", 7: "小林", 8: "小安", 9: "小波"}
        for number, name in people.items():
            another(sitting, number, name).types("/help")
        with sitting.practice.records.unit() as unit:
            for number, group in ((ZHOU, OURS), (SUN, THEIRS)):
                unit.join(f"telegram:{number}", group, "coach", MORNING)
            for number, group in ((7, OURS), (8, OURS), (9, THEIRS)):
                unit.join(f"telegram:{number}", group, "member", MORNING)
        yield another(sitting, ZHOU, "老周")


def at(trainee: Trainee, number: int, name: str = "小林") -> Trainee:
    """Somebody else at the same table, who reads what waits."""
    other = another(trainee, number, name)
    reads(other)
    return other


def reads(trainee: Trainee) -> list[str]:
    """What waits for somebody, which is sent now."""
    with trainee.practice.records.unit() as unit:
        waiting = unit.pending(trainee.person.id)
        for row in waiting:
            unit.mark_sent(trainee.person.id, row.id, None, trainee.now)
    trainee.heard += waiting
    return [row.text for row in waiting]


def gives(coach: Trainee, wish: Wish, *people: int, group: str = "", role: Role = "coach") -> list[Assignment]:
    with coach.practice.records.unit() as unit:
        by = unit.user(coach.person.id)
        assert by is not None
        wanted = [f"telegram:{number}" for number in people]
        return assign(unit, coach.practice.troupe, role, by, group, wanted, wish, coach.now)


def rows(trainee: Trainee) -> list[Assignment]:
    with trainee.practice.records.unit() as unit:
        return unit.open_assignments(trainee.person.id)


def talks_to_the_end(trainee: Trainee) -> list[str]:
    """Argue until the customer has had enough, and skip what is asked after it."""
    said = trainee.says("0")
    said = trainee.says("0") if ZH("proof-ask") in said[-1] else said
    for _ in range(30):
        with trainee.practice.records.unit() as unit:
            session = unit.open_session(trainee.person.id)
        if session is None:
            return said
        said = trainee.says(ARGUES) if session.phase == "talk" else trainee.says("0")
    raise AssertionError("it does not end")


def person(coach: Trainee, scenario: str = "zh/vmc_price") -> str:
    return coach.practice.troupe.customers[scenario].account.person


def test_a_coach_assigns_to_a_group_by_buttons_all_in_one_place(coach: Trainee) -> None:
    coach.types("/assign")
    asked = coach.presses(ZH("assign-group", group=OURS))
    assert ZH("assign-task", task="certificate") in asked[0]
    coach.presses(ZH("assign-task", task="customer"))
    picked = coach.last.text.splitlines()[1].partition(". ")[2]
    with_label = coach.presses("1" if any(b["label"] == "1" for b in coach.last.buttons or []) else picked)
    assert picked in with_label[0]
    coach.presses(ZH("pick-done", count=1))
    coach.presses(ZH("assign-mode", mode="exam"))
    coach.presses(ZH("assign-least", task="customer", least=60))
    sure = coach.presses(ZH("assign-due", days=7))
    assert ZH("assign-members", group=OURS, count=2) in sure[0]
    assert ZH("assign-yes") not in sure[0], "a number for what the only button says"
    assert ZH("assigned-note", note="先听再说") in coach.says("先听再说")[0]
    assert coach.presses(ZH("assign-yes")) == [ZH("assign-made", count=2)]
    lin = another(coach, 7)
    [told] = reads(lin)
    first = coach.practice.troupe.who("zh")[0]
    assert told.startswith(ZH("assigned-new", coach="老周"))
    assert ZH("assigned-note", note="先听再说") in told
    [row] = rows(lin)
    assert (row.task, row.subjects, row.mode, row.least, row.group_name) == ("customer", [first.id], "exam", 60, OURS)
    assert row.due_at is not None
    assert (row.due_at.astimezone().date() - coach.now.astimezone().date()).days == 7
    assert not rows(another(coach, 9)), "the other group was not meant"
    lin.presses(ZH("task-meet-button", mode="exam", person=first.account.person))
    with lin.practice.records.unit() as unit:
        session = unit.open_session(lin.person.id)
    assert session is not None
    assert (session.scenario, session.mode) == (first.id, "exam")


def test_a_press_upon_a_button_changes_the_message_it_stands_under(coach: Trainee) -> None:
    coach.types("/assign")
    for label in (ZH("assign-group", group=OURS), ZH("assign-task", task="goal"), ZH("menu-back")):
        data = next(b["data"] for b in coach.last.buttons or [] if b["label"] == label)
        coach.does(Chosen(data, message=55))
        assert coach.last.replaces == 55
    assert ZH("assign-task", task="goal") in coach.last.text


def test_in_a_terminal_an_admin_types_numbers_and_a_trainee_finds_it_at_the_end_of_the_list(coach: Trainee) -> None:
    sitting = Trainee(coach.practice, replace(coach.person, id="terminal:local", channel="terminal"), now=coach.now)
    sitting.types("/help")
    with coach.practice.records.unit() as unit:
        user = unit.user("terminal:local")
        assert user is not None
        user.role = "admin"
    say = texts("zh", "terminal")
    [asked] = sitting.types("/assign")

    def number(label: str) -> str:
        return next(line.partition(". ")[0] for line in sitting.last.text.splitlines() if line.endswith(label))

    assert say("assign-group", group=THEIRS) in asked, "an admin reaches every group"
    sitting.says(number(say("assign-person")))
    sitting.says(number(say("assign-somebody", name="老周", where="terminal:local")))
    sitting.says(number(say("assign-task", task="drill")))
    sitting.says("1 2")
    sitting.says(number(say("assign-least", task="drill", least=0)))
    sitting.says(number(say("assign-due", days=0)))
    assert sitting.says("1 2") == [say("one-only")] or sitting.says("9") == [say("choose-one", number=1)]
    said = sitting.says("1")
    assert say("assign-made", count=1) in said
    assert any(say("assigned-where") in text for text in said)
    [row] = rows(sitting)
    assert row.subjects == [name for name, drill in coach.practice.troupe.drills.items() if drill.lang == "zh"][:2]
    [menu] = sitting.types("/practice")
    [shown] = sitting.says(menu.splitlines()[-1].partition(". ")[0])
    assert say("assigned-head", count=1) in shown
    sitting.says("1")
    with sitting.practice.records.unit() as unit:
        user = unit.user("terminal:local")
    assert user is not None
    assert (user.dialog or {})["drill"] == row.subjects[0]


def test_what_was_asked_for_is_listed_begun_done_and_told(coach: Trainee) -> None:
    gives(coach, Wish("customer", ["zh/vmc_price"], due=coach.now + timedelta(days=3)), 7)
    lin = at(coach, 7)
    lin.types("/practice")
    [shown] = lin.presses(ZH("assigned-entry", count=1))
    assert ZH("task-nothing") in shown
    assert ZH("assigned-private") in shown
    assert ZH("assigned-line", count=1, what="", due="")[:6] in lin.types("/progress")[0]
    lin.types("/practice")
    lin.presses(ZH("assigned-entry", count=1))
    lin.presses(ZH("task-meet-button", mode="practice", person=person(coach)))
    said = talks_to_the_end(lin)
    assert said[-1].startswith(ZH("assigned-done", what="", far="")[:5])
    assert person(coach) in said[-1]
    assert rows(lin) == []
    [heard] = reads(coach)
    assert heard.startswith("小林")
    assert ZH("assigned-entry", count=1) not in str(lin.types("/practice"))
    assert lin.does(Chosen("assigned//")) == [ZH("assigned-none")]


@pytest.mark.parametrize("how", ["left", "private", "practice", "score"])
def test_what_does_not_count_does_not_end_it(coach: Trainee, how: str) -> None:
    exam = how == "practice"
    gives(coach, Wish("customer", ["zh/vmc_price"], "exam" if exam else "practice", 90 if how == "score" else 0), 7)
    lin = at(coach, 7)
    if how == "left":
        holds(lin, ASKS)
    else:
        lin.types("/practice zh/vmc_price")
        if how == "private":
            lin.types("/private")
        talks_to_the_end(lin)
    assert len(rows(lin)) == 1
    assert reads(coach) == []


def test_a_whole_round_of_a_drill_ends_it_and_one_broken_off_does_not(coach: Trainee) -> None:
    gives(coach, Wish("drill", ["zh_objection_kind"]), 7)
    lin = at(coach, 7)
    lin.types("/drill zh_objection_kind")
    lin.says("0")
    lin.types("/quit")
    assert len(rows(lin)) == 1
    lin.types("/drill zh_objection_kind")
    said = [lin.says("0") for _ in range(10)][-1]
    assert ZH("task-best", unit="percent", best=0) in said[-1]
    assert rows(lin) == []


def test_people_of_the_same_name_and_no_group_are_told_apart(coach: Trainee) -> None:
    another(coach, 11, "小林").types("/help")
    admin = another(coach, ADMIN, "老板")
    admin.types("/assign")
    admin.presses(ZH("assign-person"))
    assert ZH("assign-somebody", name="老板", where=ZH("assign-groupless")) in admin.says("老板")[0]
    [found] = admin.says("小林")
    assert all(ZH("assign-somebody", name="小林", where=where) in found for where in (OURS, "telegram:11"))


def test_a_coach_reaches_members_of_own_groups_and_an_admin_everybody(coach: Trainee) -> None:
    wish, troupe = Wish("customer", ["zh/vmc_price"]), coach.practice.troupe

    def names(role: Role, number: int, group: str = "") -> list[str]:
        with coach.practice.records.unit() as unit:
            return [user.id for user in people_of(unit, role, f"telegram:{number}", group)]

    assert sorted(names("coach", ZHOU)) == ["telegram:7", "telegram:8"]
    assert names("coach", SUN, THEIRS) == ["telegram:9"]
    assert names("trainee", ZHOU) == []
    assert len(names("admin", ADMIN)) == 6
    for role, people, group in (
        ("coach", (7, 9), ""),
        ("coach", (), THEIRS),
        ("trainee", (7,), ""),
        ("coach", (99,), ""),
    ):
        with pytest.raises(NotYours):
            gives(coach, wish, *people, group=group, role="coach" if role == "coach" else "trainee")
    with coach.practice.records.unit() as unit:
        sun, zhou = unit.user(f"telegram:{SUN}"), unit.user(f"telegram:{ZHOU}")
        assert sun is not None
        assert zhou is not None
        [row] = assign(unit, troupe, "coach", zhou, "", ["telegram:7"], wish, coach.now)
        with pytest.raises(NotYours):
            take_back(unit, troupe, "coach", sun, row.batch, coach.now)
        assert given(unit, "coach", sun.id) == []
        assert len(given(unit, "admin", f"telegram:{ADMIN}")) == 1
        unit.leave_group("telegram:7", OURS)
        assert given(unit, "coach", zhou.id) == [], "who has left is no longer theirs"


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (Wish("customer", []), "subjects"),
        (Wish("customer", ["zh/nobody"]), "subjects"),
        (Wish("customer", ["zh/vmc_price", "zh/vmc_price"]), "subjects"),
        (Wish("goal", ["c", "d"], least=60), "subjects"),
        (Wish("goal", ["c"]), "least"),
        (Wish("customer", ["zh/vmc_price"], least=101), "least"),
        (Wish("customer", ["zh/vmc_price"], due=MORNING), "due"),
        (Wish("customer", ["zh/vmc_price"], note="长" * 301), "note"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_and_nothing_is_kept(coach: Trainee, wish: Wish, why: str) -> None:
    with pytest.raises(Unassignable) as refusal:
        gives(coach, wish, 7)
    assert refusal.value.why == why
    assert rows(another(coach, 7)) == []


def test_buttons_that_are_forged_stale_or_a_trainees_do_nothing(coach: Trainee) -> None:
    lin = at(coach, 7)
    assert lin.types("/assign") == [ZH("assign-staff")]
    assert lin.does(Chosen("assign//given")) == [ZH("assign-staff")]
    coach.types("/assign")
    old = (coach.last.buttons or [])[0]["data"]
    key = old.split("/")[1]
    for forged in ("assign/xx/0", f"assign/{key}/99", f"assign/{key}/done", f"assign/{key}/²", "assign//", "assign/a"):
        assert coach.does(Chosen(forged)) == [ZH("stale")]
    coach.does(Chosen(old))
    assert coach.does(Chosen(old)) == [ZH("stale")], "its screen has been answered"
    assert lin.does(Chosen("assigned/xx/start")) == [ZH("stale")]
    assert rows(lin) == []


def test_a_coach_who_lost_a_group_meanwhile_assigns_nothing(coach: Trainee) -> None:
    coach.types("/assign")
    coach.presses(ZH("assign-group", group=OURS))
    for line in ("1", "1 2", "1", "1", "4"):
        coach.says(line)
    with coach.practice.records.unit() as unit:
        unit.leave_group(f"telegram:{ZHOU}", OURS)
    assert coach.presses(ZH("assign-yes")) == [ZH("assign-not-yours")]
    assert rows(another(coach, 7)) == []
    assert coach.types("/assign") == [ZH("invite-no-group")]


def test_a_coach_sees_who_has_done_it_and_takes_it_back_from_the_others(coach: Trainee) -> None:
    gives(coach, Wish("customer", ["zh/vmc_price"]), group=OURS)
    lin, an = at(coach, 7), at(coach, 8, "小安")
    lin.types("/practice zh/vmc_price")
    talks_to_the_end(lin)
    reads(coach)
    coach.types("/assign")
    [listed] = coach.presses(ZH("assign-given"))
    assert f"{OURS}：" in listed
    assert "1/2" in listed
    [shown] = coach.says("1")
    assert "✓ 小林" in shown
    assert f"· 小安　{ZH('task-nothing')}" in shown
    assert coach.presses(ZH("assign-take-back")) == [ZH("assign-taken-back", count=1)]
    [told] = reads(an)
    assert told.startswith(ZH("assigned-off", what=""))
    assert rows(an) == []
    with coach.practice.records.unit() as unit:
        assert [row.user_id for row in unit.done_assignments("telegram:7", 5)] == ["telegram:7"]


def test_names_are_shown_as_they_are(coach: Trainee) -> None:
    with coach.practice.records.unit() as unit:
        user = unit.user("telegram:7")
        assert user is not None
        user.name = HOSTILE
    coach.types("/assign")
    coach.presses(ZH("assign-person"))
    [found] = coach.says("<b>&")
    assert "<b>&_*[`{x}😀" in found
    coach.says("1")
    for line in ("1", "1 2", "1", "1", "4"):
        coach.says(line)
    assert "<b>&_*[`{x}😀" in coach.last.text
    coach.says(HOSTILE)
    coach.presses(ZH("assign-yes"))
    assert "<b>&_*[`{x}😀" in reads(another(coach, 7, HOSTILE))[0]


def test_who_cannot_be_found_is_looked_for_in_vain_and_all_are_shown(coach: Trainee) -> None:
    coach.types("/assign")
    coach.presses(ZH("assign-person"))
    [shown] = coach.says("没有这个人")
    assert shown.startswith(ZH("assign-not-found", find="没有这个人"))
    assert "小林" in shown


TEN = datetime(2026, 3, 2, 10).astimezone()


def test_of_what_is_due_there_is_one_reminder_before_and_one_after(coach: Trainee) -> None:
    coach.now = TEN
    due = TEN.replace(hour=23) + timedelta(days=7)
    gives(coach, Wish("customer", ["zh/vmc_price"], due=due), 7)
    gives(coach, Wish("drill", ["zh_objection_kind"], due=due), 7)
    lin = at(coach, 7)
    told = {day: remind(coach.practice, TEN + timedelta(days=day)) for day in range(1, 12)}
    assert {day: who for day, who in told.items() if who} == {6: ["telegram:7"], 8: ["telegram:7"]}
    before, after = reads(lin)
    assert before.startswith(ZH("assigned-remind", name="小林", when="soon"))
    assert after.startswith(ZH("assigned-remind", name="小林", when="late"))
    assert ZH("task-due", when="tomorrow", day="03-09") in before
    assert ZH("task-due", when="past", day="03-09") in after
    assert before.count("▸") == 2
    lin.now = TEN + timedelta(days=9)
    lin.presses(ZH("task-meet-button", mode="practice", person=person(coach)))
    with lin.practice.records.unit() as unit:
        assert unit.open_session(lin.person.id) is not None


def test_who_switched_reminders_off_has_none_of_what_is_due(coach: Trainee) -> None:
    coach.now = TEN
    gives(coach, Wish("drill", ["zh_objection_kind"], due=TEN + timedelta(days=2)), 7)
    another(coach, 7).types("/reminders off")
    assert remind(coach.practice, TEN + timedelta(days=1)) == []


def test_a_talk_scored_again_may_be_what_was_waited_for(coach: Trainee) -> None:
    gives(coach, Wish("customer", ["zh/vmc_price"], least=100), 7)
    lin = at(coach, 7)
    lin.types("/practice zh/vmc_price")
    talks_to_the_end(lin)
    with coach.practice.records.unit() as unit:
        [(card, _)] = unit.cards("telegram:7", 1)
        [row] = unit.open_assignments("telegram:7")
        row.least = card.score + 1
    changed(lin, mistakes={})
    list(rescore(lin.practice.records, lin.practice.troupe, None, lin.now, dry=False))
    with coach.practice.records.unit() as unit:
        [(after, _)] = unit.cards("telegram:7", 1)
    assert after.score > card.score
    assert rows(lin) == []
    best = ZH("task-best", unit="score", best=after.score)
    assert [best in text for text in reads(lin)] == [best in text for text in reads(coach)] == [True]


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, Listener(), troupe) as opened:
        known = replace(opened, settings=opened.settings.model_copy(update={"access": Access(coaches=(ZHOU,))}))
        async with served(known):
            yield known


async def test_in_telegram_it_arrives_with_a_button_that_begins_it(telegram: BotApi, practice: Practice) -> None:
    zhou, lin = Somebody(telegram, ZHOU, "老周"), Somebody(telegram, LIN, "小林")
    for each in (zhou, lin):
        await each.says("/help")
        await each.hears()
    with practice.records.unit() as unit:
        unit.join(f"telegram:{ZHOU}", OURS, "coach", MORNING)
        unit.join(f"telegram:{LIN}", OURS, "member", MORNING)
    await zhou.says("/assign")
    await zhou.sees(ZH("assign-group", group=OURS))
    step = practice.troupe.rubric.steps[2]
    for label, shown in (
        (ZH("assign-group", group=OURS), ZH("assign-task", task="goal")),
        (ZH("assign-task", task="goal"), step.name["zh"]),
        (step.name["zh"], ZH("assign-least", task="goal", least=50)),
        (ZH("assign-least", task="goal", least=50), ZH("assign-due", days=3)),
        (ZH("assign-due", days=3), ZH("assign-note-how")),
        (ZH("assign-yes"), ZH("assign-made", count=1)),
    ):
        await zhou.presses(label)
        await zhou.sees(shown)
    assert len([message for message in zhou.chat.by_bot() if not message.deleted]) == 2, "all of it in one place"
    message = await lin.sees(ZH("assigned-new", coach="老周"))
    assert message.text.startswith(COACH)
    await lin.presses(message.labels[0])
    await hears_until(lin, ZH("private-how"))
