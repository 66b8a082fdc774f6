"""Who may practise and as what: invitations, groups and roles, at the records and in Telegram."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.access import role_of
from bot.actions import Chosen, Command, Person
from bot.inviting import NAME, Wish, wish_of
from bot.practice import Practice
from bot.settings import Access, Settings
from bot.telegram.sending import COACH
from bot.texts import texts
from state.content.terms import Lang
from state.records.tables import Invitation, Role
from state.troupe import Troupe
from tests.bot.table import MORNING, Trainee, table, welcome_at
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.bot.test_rescoring import ASKS, Listener
from tests.telegram.client import Person as Somebody
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH, EN = texts("zh"), texts("en")
ADMIN, COACH_ID = 1, 2
INVITED = Settings(access=Access(mode="invite", admins=(ADMIN,), coaches=(COACH_ID,)))
GROUP = "华东一组"


@pytest.fixture
def admin(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    """An admin by the settings, where people come by invitation."""
    with table(tmp_path, Listener(), troupe, INVITED) as sitting:
        yield another(sitting, ADMIN, "老周")


def another(beside: Trainee, number: int, name: str = "小林", lang: Lang = "zh") -> Trainee:
    """Somebody else at the same table, some minutes later."""
    person = Person(f"telegram:{number}", "telegram", name, lang, chat_id=number, bot="duilian_test_bot")
    return Trainee(beside.practice, person, now=beside.now)


def told_at_once(trainee: Trainee, command: Command) -> str:
    """What is said to somebody of whom nothing is kept."""
    return trainee.practice.handle(trainee.person, command, trainee.now, 5).farewell


def code_in(said: list[str]) -> str:
    """The code of the link in what was said."""
    return said[-1].rpartition("?start=")[2]


def invited(admin: Trainee, line: str = f"+{GROUP}") -> str:
    return code_in(admin.types(f"/invite {line}"))


def rows(trainee: Trainee, number: int) -> int:
    """How many rows there are about somebody, in all tables."""
    with trainee.practice.records.unit() as unit:
        about, _ = unit.everything(f"telegram:{number}")
    return sum(map(len, about.values()))


def memberships(trainee: Trainee) -> list[tuple[str, str]]:
    with trainee.practice.records.unit() as unit:
        return [(each.group_name, each.role) for each in unit.memberships(trainee.person.id)]


def kept(trainee: Trainee, code: str) -> Invitation:
    with trainee.practice.records.unit() as unit:
        found = unit.invitation(code)
    assert found is not None
    return found


def test_without_an_invitation_whom_to_ask_is_told_and_nothing_is_kept(admin: Trainee) -> None:
    lin = another(admin, 7)
    said = ZH("invitation-needed") + ZH("invitation-ask")
    for action in (Command("start"), Command("practice", "zh/vmc_price"), Command("invite"), Command("language", "en")):
        assert told_at_once(lin, action) == said
    assert lin.practice.handle(lin.person, Chosen("customer//zh/vmc_price"), lin.now, 6).farewell == said
    assert lin.says("在吗") == [said]
    assert rows(admin, 7) == 0


def test_the_settings_can_say_whom_to_ask(admin: Trainee) -> None:
    settings = Settings(access=Access(mode="invite", contact="@zhang"))
    lin = another(admin, 7, lang="en")
    lin.practice = replace(lin.practice, settings=settings)
    asked = EN("invitation-contact", contact="@zhang")
    assert told_at_once(lin, Command("start")) == f"{EN('invitation-needed')} {asked}"


def test_an_invitation_lets_in_and_leads_to_its_group(admin: Trainee) -> None:
    lin = another(admin, 7)
    joined, welcome = lin.types(f"/start {invited(admin)}")
    assert joined == ZH("invitation-joined", group=GROUP, role="trainee")
    assert welcome == welcome_at(lin.practice)
    [button] = lin.last.buttons or []
    assert button["data"].removeprefix("first//") in lin.practice.troupe.offered
    assert memberships(lin) == [(GROUP, "member")]
    assert lin.practice.role(lin.person) == "trainee"
    assert lin.types("/status") == [ZH("status-idle", talks=0, score=0)]


def test_an_invitation_counts_each_person_once(admin: Trainee) -> None:
    code = invited(admin, f"+{GROUP} 2人")
    lin, ann, bo = another(admin, 7), another(admin, 8), another(admin, 9)
    lin.types(f"/start {code}")
    assert lin.types(f"/start {code}") == [ZH("invitation-again")]
    assert kept(admin, code).used == 1
    ann.types(f"/start {code}")
    assert told_at_once(bo, Command("start", code)) == ZH("invitation-refused", why="used_up") + ZH("invitation-ask")
    assert kept(admin, code).used == 2
    assert rows(admin, 9) == 0
    assert lin.types(f"/start {code}") == [ZH("invitation-again")], "used up or not, it was his"


def test_a_code_that_lets_nobody_in_says_why(admin: Trainee) -> None:
    withdrawn, late = invited(admin), invited(admin, f"{GROUP} 2天")
    admin.types(f"/invite 收回 {withdrawn}")
    lin = another(admin, 7)
    assert told_at_once(lin, Command("start", withdrawn)).startswith(ZH("invitation-refused", why="revoked"))
    assert told_at_once(lin, Command("start", "AAAAAAAAAAAA")).startswith(ZH("invitation-refused", why="unknown"))
    assert told_at_once(lin, Command("start", "'; DROP")).startswith(ZH("invitation-refused", why="unknown"))
    lin.now += timedelta(days=2)
    assert told_at_once(lin, Command("start", late)).startswith(ZH("invitation-refused", why="expired"))
    assert rows(admin, 7) == 0


def test_who_is_in_already_is_told_too_and_where_all_may_practise_a_bad_code_shuts_nobody_out(admin: Trainee) -> None:
    admin.types("/help")
    assert admin.types("/start AAAAAAAAAAAA") == [ZH("invitation-refused", why="unknown")]
    lin = another(admin, 7)
    lin.practice = replace(lin.practice, settings=Settings())
    refused, welcome = lin.types("/start AAAAAAAAAAAA")
    assert refused == ZH("invitation-refused", why="unknown")
    assert welcome == welcome_at(lin.practice)


def test_who_was_let_in_before_goes_on_when_the_door_is_closed(admin: Trainee) -> None:
    lin = another(admin, 7)
    lin.practice = replace(lin.practice, settings=Settings())
    lin.types("/start")
    lin.practice = admin.practice
    assert lin.types("/status") == [ZH("status-idle", talks=0, score=0)]


def test_an_invitation_taken_in_a_talk_leaves_the_talk_as_it_was(admin: Trainee) -> None:
    lin = another(admin, 7)
    lin.types(f"/start {invited(admin)}")
    for line in ("/practice zh/vmc_price", "0", "0"):
        lin.types(line)
    code = invited(admin, "+华东二组")
    with lin.practice.records.unit() as unit:
        before = unit.open_session(lin.person.id)
    assert lin.types(f"/start {code}") == [ZH("invitation-joined", group="华东二组", role="trainee")]
    with lin.practice.records.unit() as unit:
        assert unit.open_session(lin.person.id) == before
    assert memberships(lin) == [(GROUP, "member"), ("华东二组", "member")]
    lin.says(ASKS)
    with lin.practice.records.unit() as unit:
        assert [turn.reply for turn in unit.turns(lin.person.id, before.id if before else "")] == [ASKS]


def test_a_role_given_by_an_invitation_outlives_the_next_message(admin: Trainee) -> None:
    lin = another(admin, 7)
    assert lin.types(f"/start {invited(admin, f'+{GROUP} 教练')}")[0] == ZH(
        "invitation-joined", group=GROUP, role="coach"
    )
    lin.types("/help")
    assert lin.practice.role(lin.person) == "coach"
    assert ZH("help-staff") in lin.last.text
    assert memberships(lin) == [(GROUP, "coach")]
    lin.types(f"/start {invited(admin, GROUP)}")
    assert lin.practice.role(lin.person) == "coach"
    assert memberships(lin) == [(GROUP, "coach")], "nobody becomes less by an invitation"
    lin.types(f"/start {invited(admin, '管理员')}")
    assert lin.practice.role(lin.person) == "admin"
    assert ZH("help-admin") in lin.types("/help")[0]


def test_the_settings_give_a_role_and_never_take_one() -> None:
    access = Access(admins=(1,), coaches=(2,))
    given: list[tuple[str, Role, Role]] = [
        ("telegram:1", "trainee", "admin"),
        ("telegram:1", "coach", "admin"),
        ("telegram:2", "trainee", "coach"),
        ("telegram:2", "admin", "admin"),
        ("telegram:3", "coach", "coach"),
        ("terminal:1", "trainee", "trainee"),
        ("telegram:x", "trainee", "trainee"),
    ]
    assert [role_of(access, user, own) for user, own, _ in given] == [role for _, _, role in given]


def test_a_coach_invites_trainees_to_the_groups_that_are_theirs_and_no_more(admin: Trainee) -> None:
    coach = another(admin, COACH_ID, "老秦")
    assert coach.types("/invite") == [ZH("invite-no-group")]
    coach.types(f"/start {invited(admin, f'+{GROUP} 教练')}")
    other = invited(admin, "+华南组")
    asked = coach.types("/invite")[0]
    assert GROUP in asked
    assert "华南组" not in asked
    assert [button["label"] for button in coach.last.buttons or []] == [GROUP, ZH("invite-list-button")]
    for line in ("华南组", "+华北组", f"{GROUP} 教练", "管理员", "5人"):
        assert coach.types(f"/invite {line}") == [ZH("invite-own-only")]
    for data in ("invite/t.1.7/华南组", f"invite/c.1.7/{GROUP}", "invite/a.1.1/"):
        assert coach.does(Chosen(data)) == [ZH("invite-own-only")]
    assert coach.does(Chosen("invite//华南组")) == [ZH("stale")]
    own = invited(coach, f"{GROUP} 5人")
    lin = another(admin, 7)
    lin.types(f"/start {own}")
    assert memberships(lin) == [(GROUP, "member")]
    [listed] = coach.types("/invite 列表")
    assert own in listed
    assert other not in listed
    assert coach.types(f"/invite 收回 {other}") == [ZH("invite-gone")]
    assert coach.does(Chosen(f"invite/off/{other}")) == [ZH("invite-gone")]
    assert kept(admin, other).revoked_at is None


def test_trainees_invite_nobody(admin: Trainee) -> None:
    lin = another(admin, 7)
    code = invited(admin)
    lin.types(f"/start {code}")
    for line in ("/invite", f"/invite {GROUP}", "/invite list", f"/invite revoke {code}"):
        assert lin.types(line) == [ZH("invite-staff")]
    for data in ("invite/list/", f"invite/off/{code}", f"invite/t.1.7/{GROUP}", f"invite//{GROUP}"):
        assert lin.does(Chosen(data)) == [ZH("invite-staff")]
    assert "/invite" not in lin.types("/help")[0]


def test_the_usual_invitations_are_made_by_buttons(admin: Trainee) -> None:
    invited(admin)
    admin.types("/invite")
    admin.presses(GROUP)
    assert [button["label"] for button in admin.last.buttons or []] == [
        ZH("invite-terms", role=role, people=people, days=days)
        for role, people, days in (("trainee", 1, 7), ("trainee", 20, 30), ("coach", 1, 7))
    ] + [ZH("menu-back")]
    made, link = admin.presses(ZH("invite-terms", role="trainee", people=20, days=30))
    assert GROUP in made
    invitation = kept(admin, code_in([link]))
    assert link == ZH("invite-link", link=f"https://t.me/duilian_test_bot?start={invitation.code}")
    assert (invitation.allowed, invitation.role, invitation.made_by) == (20, "trainee", "telegram:1")
    assert invitation.expires_at == admin.now + timedelta(days=30)
    admin.types("/invite")
    admin.presses(ZH("invite-list-button"))
    admin.presses(ZH("invite-revoke", number=1))
    assert kept(admin, invitation.code).revoked_at == admin.now
    assert invitation.code not in "".join(admin.types("/invite list"))
    admin.types("/invite")
    admin.presses(ZH("invite-ungrouped"))
    _, link = admin.presses(ZH("invite-terms", role="admin", people=1, days=1))
    assert (kept(admin, code_in([link])).group_name, kept(admin, code_in([link])).role) == (None, "admin")


def test_a_group_that_is_not_there_is_made_only_if_asked(admin: Trainee) -> None:
    invited(admin)
    asked = admin.types("/invite 华东一租 20人")
    assert asked == [ZH("invite-unknown", group="华东一租", near=ZH("invite-near", group=GROUP))]
    with admin.practice.records.unit() as unit:
        assert unit.groups() == [GROUP]
    _, link = admin.presses(ZH("invite-into", group=GROUP))
    assert (kept(admin, code_in([link])).group_name, kept(admin, code_in([link])).allowed) == (GROUP, 20)
    admin.presses(ZH("invite-new", group="华东一租"))
    with admin.practice.records.unit() as unit:
        assert set(unit.groups()) == {GROUP, "华东一租"}


def test_every_button_holds_what_telegram_lets_it(admin: Trainee) -> None:
    longest = "组" * (NAME // 3)
    admin.types(f"/invite +{longest} 1000人 365天")
    admin.types(f"/invite {longest[:-1]}织 1000人 365天")
    admin.types("/invite")
    admin.presses(longest)
    admin.types("/invite list")
    carried = [button["data"] for message in admin.heard for button in message.buttons or []]
    assert max(len(data.encode()) for data in carried) <= 64
    assert any(longest in data for data in carried)


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("华东一组", Wish("华东一组")),
        ("华东一组 教练 20人 30天", Wish("华东一组", "coach", 20, 30)),
        ("３０天，２０ 人，华东一组", Wish("华东一组", "trainee", 20, 30)),
        ("West 2 region 5 people 1 day", Wish("West 2 region", "trainee", 5, 1)),
        ("Coach West", Wish("West", "coach")),
        ("+ West", Wish("West", new=True)),
        ("20人", Wish(people=20)),
        ("20人组", Wish("20人组")),
    ],
)
def test_an_invitation_is_asked_for_in_a_line(line: str, wish: Wish) -> None:
    assert wish_of(line) == wish


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("+组 0人", "invite-range"),
        ("+组 1001人", "invite-range"),
        ("+组 366天", "invite-range"),
        ("+" + "组" * 16, "invite-name"),
        ("+一\u200d组", "invite-name"),
        ("+一\ue000组", "invite-name"),
        ("教练", "invite-coach-group"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(admin: Trainee, line: str, said: str) -> None:
    values = {"invite-range": {"people": 1000, "days": 365}, "invite-name": {"chinese": 15, "letters": 46}}
    assert admin.types(f"/invite {line}") == [ZH(said, **values.get(said, {}))]
    assert admin.does(Chosen("invite/t.1.7/一\u202e组")) == [ZH("invite-name", **values["invite-name"])]
    for data in ("invite/t.0.7/组", "invite/t.1.999/组", "invite/x.1.1/组", "invite/t.1/组", "invite/t.9999.1/组"):
        assert admin.does(Chosen(data))[0] in (ZH("stale"), ZH("invite-range", people=1000, days=365))
    with admin.practice.records.unit() as unit:
        assert unit.groups() == []


def test_marks_that_turn_a_line_are_left_out_of_a_groups_name(admin: Trainee) -> None:
    assert kept(admin, invited(admin, "+一\u202e组\u200f")).group_name == "一组"


def test_in_a_terminal_the_code_is_shown_and_a_role_comes_from_the_records(admin: Trainee) -> None:
    sitting = Trainee(admin.practice, Person("terminal:local", "terminal", "", "zh"), now=MORNING)
    assert sitting.types("/invite") == [texts("zh", "terminal")("invite-staff")]
    with admin.practice.records.unit() as unit:
        user = unit.user("terminal:local")
        assert user is not None
        user.role = "admin"
    code = sitting.types("/invite +自己人")[-1].rpartition(" ")[2]
    assert kept(admin, code).group_name == "自己人"
    another(admin, 7).types(f"/start {code}")
    assert kept(admin, code).used == 1


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, Listener(), troupe) as opened:
        settings = opened.settings.model_copy(update={"access": Access(mode="invite", admins=(ADMIN,))})
        closed = replace(opened, settings=settings)
        async with served(closed):
            yield closed


async def test_in_telegram_a_link_lets_in_and_nobody_comes_without(telegram: BotApi, practice: Practice) -> None:
    admin, lin = Somebody(telegram, ADMIN, "老周"), Somebody(telegram, LIN, "小林")
    await lin.says("/start")
    assert (await lin.hears())[0].text == COACH + ZH("invitation-needed") + ZH("invitation-ask")
    await lin.sends_sticker()
    assert (await lin.hears())[0].text == COACH + ZH("invitation-needed") + ZH("invitation-ask")
    await admin.says(f"/invite +{GROUP}")
    _, link = await admin.hears(2)
    assert "https://t.me/duilian_test_bot?start=" in link.text
    await lin.says(f"/start {code_in([link.text])}")
    joined, welcome = await lin.hears(2)
    assert joined.text == COACH + ZH("invitation-joined", group=GROUP, role="trainee")
    assert welcome.text == COACH + welcome_at(practice)
    await lin.says("/practice zh/vmc_price")
    await hears_until(lin, ZH("private-how"))


async def test_in_telegram_an_admin_by_invitation_sends_in_content(telegram: BotApi, practice: Practice) -> None:
    admin, lin = Somebody(telegram, ADMIN, "老周"), Somebody(telegram, LIN, "小林")
    await admin.says("/invite admin")
    _, link = await admin.hears(2)
    await lin.says(f"/start {code_in([link.text])}")
    await lin.hears(2)
    await lin.sends_document("mine.yaml", b"colour: red\n")
    assert (await lin.hears())[0].text == COACH + ZH("scenarios-strange", name="mine.yaml")
