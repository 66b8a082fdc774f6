"""Whatever people send is answered fittingly: nothing is lost, nothing crashes, and a talk goes on unharmed."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Bot, Update
from telegram.ext import Application, MessageHandler, filters

from bot.actions import COMMANDS, Chosen, Command, Kind, Unreadable, action_of
from bot.cleaning import cleaned, isolated
from bot.practice import Practice
from bot.telegram.groups import AGAIN, Groups
from bot.telegram.lately import PASTED, Lately
from bot.telegram.sending import COACH
from bot.texts import texts
from state.records.tables import Session
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.telegram.chats import BOT, Json
from tests.telegram.client import Person, group
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi
from tests.telegram.wire import Upload

ZH = texts("zh")
GREETING = "王总您好，多花六万多谁都得问个为什么。您觉得贵，主要是跟哪家比？"
NOBODY = {"limit": 120, "spoken_to": "no", "person": ""}
WANG = {"limit": 120, "spoken_to": "yes", "person": "王建国"}


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe) as opened, served(opened):
        yield opened


@pytest.fixture
def lin(telegram: BotApi, practice: Practice) -> Person:
    return Person(telegram, LIN, "小林")


@pytest.fixture
async def talking(lin: Person) -> Person:
    for line in ("/practice zh/vmc_price", "0", "0"):
        await lin.says(line)
    assert await turns(lin) == "说了 0 句"  # so that all of the customer's first words are there
    return lin


async def turns(person: Person) -> str:
    """How many replies the customer has heard, as the trainee is told."""
    await person.says("/status")
    return (await hears_until(person, "正在和王建国谈"))[-1].text.split("，")[1]


def media(telegram: BotApi, name: str) -> Json:
    return telegram.world.keep(Upload(name, b"x"))


def kinds(telegram: BotApi) -> dict[Kind, Json]:
    """The content of a message of each kind that has no words."""
    picture = media(telegram, "a.png") | {"width": 8, "height": 6}
    place = {"latitude": 31.2, "longitude": 121.5}
    moving = picture | {"duration": 3}
    poll = {
        "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
        "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
    }  # fmt: skip
    return {
        "picture": {"photo": [picture]},
        "video": {"video": moving},
        "animation": {"animation": moving, "document": media(telegram, "a.gif")},
        "round": {"video_note": media(telegram, "a.mp4") | {"length": 240, "duration": 3}},
        "contact": {"contact": {"phone_number": "+861", "first_name": "王工"}},
        "place": {"venue": {"location": place, "title": "车间", "address": "一号"}, "location": place},
        "poll": {"poll": poll},
        "dice": {"dice": {"emoji": "🎲", "value": 3}},
        "game": {"game": {"title": "t", "description": "d", "photo": [picture]}},
        "document": {"document": media(telegram, "a.pdf") | {"file_name": "a.pdf"}},
        "audio": {"audio": media(telegram, "a.mp3") | {"duration": 3}},
        "voice": {"voice": media(telegram, "a.ogg") | {"duration": 3}},
        "other": {"story": {"chat": {"id": 5, "type": "private", "first_name": "x"}, "id": 1}},
    }


async def test_each_kind_is_answered_by_the_coach_and_is_no_reply(telegram: BotApi, talking: Person) -> None:
    await talking.sends_sticker()
    assert [m.text for m in await talking.hears()] == [COACH + ZH("unseen", kind="sticker", **WANG)]
    for kind, content in kinds(telegram).items():
        await talking.sends(**content)
        assert [m.text for m in await talking.hears()] == [COACH + ZH("unseen", kind=kind, **WANG)]
    assert await turns(talking) == "说了 0 句"


async def test_each_kind_is_answered_where_nobody_is_spoken_to(telegram: BotApi, lin: Person) -> None:
    for kind, content in kinds(telegram).items():
        await lin.sends(**content)
        assert [m.text for m in await lin.hears()] == [COACH + ZH("unseen", kind=kind, **NOBODY)]


async def test_what_nobody_has_heard_of_yet_is_answered_too(telegram: BotApi, talking: Person) -> None:
    telegram.expect_violations()
    await talking.sends(hologram={"depth": 3}, effect_id="9")
    assert [m.text for m in await talking.hears()] == [COACH + ZH("unseen", kind="other", **WANG)]


async def test_what_is_written_under_a_picture_is_the_reply(talking: Person) -> None:
    await talking.sends_photo(GREETING)
    seen, *_ = await talking.hears(2)
    assert seen.text == COACH + "王建国看不到图片，只看到了你写的字。"
    assert await turns(talking) == "说了 1 句"
    await talking.sends_photo("/help")
    assert (await talking.hears())[0].text == COACH + ZH("help")


async def test_an_album_is_answered_once(telegram: BotApi, talking: Person) -> None:
    for _ in range(3):
        await talking.sends(**kinds(telegram)["picture"], media_group_id="77")
    await talking.sends(**kinds(telegram)["picture"], media_group_id="78")
    await talking.says("/help")
    told = COACH + ZH("unseen", kind="picture", **WANG)
    assert [m.text for m in await talking.hears(3)] == [told, told, COACH + ZH("help")]


async def test_borrowed_words_are_not_heard_and_quoting_ones_are(telegram: BotApi, talking: Person) -> None:
    origin = {"type": "user", "date": 1, "sender_user": {"id": 9, "is_bot": False, "first_name": "老周"}}
    for content in ({"text": GREETING}, {"text": "/quit"}, {"caption": GREETING, **kinds(telegram)["picture"]}):
        await talking.sends(**content, forward_origin=origin)
        assert [m.text for m in await talking.hears()] == [COACH + ZH("unseen", kind="forwarded", **WANG)]
    await talking.sends(text=GREETING, via_bot={"id": 8, "is_bot": True, "first_name": "写手", "username": "w_bot"})
    assert [m.text for m in await talking.hears()] == [COACH + ZH("unseen", kind="via", **WANG)]
    assert await turns(talking) == "说了 0 句"
    opening = talking.chat.by_bot()[-2].json
    await talking.sends(text=GREETING, reply_to_message=opening, quote={"text": "贵", "position": 0})
    assert await turns(talking) == "说了 1 句"


async def test_a_reply_without_words_is_noticed_and_one_without_anything_is_not_heard(talking: Person) -> None:
    await talking.sends(text="\u200b\u2060")
    assert [m.text for m in await talking.hears()] == [COACH + ZH("unseen", kind="blank", **WANG)]
    for number, text in enumerate(("👍", "？", "……"), start=1):
        await talking.says(text)
        [answer] = await talking.hears()
        assert not answer.text.startswith(COACH)
        assert await turns(talking) == f"说了 {number} 句"


async def test_a_long_text_that_comes_in_parts_is_answered_once(practice: Practice, talking: Person) -> None:
    for part in ("长" * 4096, "长" * 4000, "就这些，您看呢？"):
        await talking.says(part)
    await talking.says("/help")
    limit = practice.settings.practice.longest_reply
    expected = [COACH + ZH("too-long-reply", limit=limit), COACH + ZH("help")]
    assert [m.text for m in await talking.hears(2)] == expected
    assert await turns(talking) == "说了 0 句"


def test_a_part_belongs_to_what_came_just_before_it() -> None:
    at, lately = datetime(2026, 3, 2, tzinfo=UTC), Lately()
    long, second = "长" * (PASTED + 1), timedelta(seconds=1)
    assert not lately.continues(1, long, at, 1500)
    assert not lately.continues(2, "短", at, 1500)  # somebody else's
    assert lately.continues(1, "短", at + second, 1500)
    assert lately.continues(1, "短", at + 2 * second, 1500)
    assert not lately.continues(1, "短", at + 9 * second, 1500)
    assert not lately.continues(1, "长" * 2000, at + 20 * second, 1500)  # too long to be heard, too short to be cut
    assert not lately.continues(1, "短", at + 20 * second, 1500)


def test_a_button_is_pressed_again_only_at_once() -> None:
    lately = Lately()
    lately.press(1, "a", 10.0)
    assert [lately.is_pressed_again(*press) for press in ((1, "a", 11.0), (1, "b", 11.0), (2, "a", 11.0))] == [
        True,
        False,
        False,
    ]
    assert not lately.is_pressed_again(1, "a", 13.0)


async def test_two_devices_are_one_person(telegram: BotApi, lin: Person) -> None:
    phone, desk = lin, Person(telegram, LIN, "小林")
    await phone.says("/practice zh/vmc_price")
    _, expect = await phone.hears(2)
    telegram.world.updates.withhold()
    phone.presses_on(expect, expect.buttons[0])
    await desk.says("0")  # to what the button has asked meanwhile
    phone.presses_on(expect, expect.buttons[1])  # which is out of date by now
    await desk.says(GREETING)
    await phone.says("/status")
    telegram.world.updates.release()
    assert "说了 1 句" in (await hears_until(phone, "正在和王建国谈"))[-1].text


async def test_a_group_is_told_where_to_practise_and_otherwise_left_alone(telegram: BotApi, lin: Person) -> None:
    together = lin.inside(group(telegram, -1001, "销售一组"))
    await together.says("/help")  # which any bot could be meant by
    await together.says("在吗")
    await together.sends_sticker()
    await together.sends(new_chat_members=[{"id": 9, "is_bot": False, "first_name": "小周"}])
    for _ in range(2):
        await together.says(f"/start@{BOT['username'].upper()}")
    [told] = await together.hears()
    assert told.text == ZH("group-hello")
    assert told.buttons == [{"text": ZH("group-open"), "url": "https://t.me/duilian_test_bot"}]
    await together.sends(new_chat_members=[BOT])
    other = lin.inside(group(telegram, -1002, "销售二组"))
    await other.sends(new_chat_members=[BOT])
    assert [m.text for m in await other.hears()] == [ZH("group-hello")]
    assert together.overhears() == []


async def test_a_group_is_told_again_after_an_hour_and_may_forbid_it(telegram: BotApi) -> None:
    time = [0.0]
    groups = Groups("en", lambda: time[0])
    lin = Person(telegram, LIN, "Lin", None).inside(group(telegram, -1001, "Sales"))
    application = Application.builder().bot(Bot(telegram.token, telegram.base_url)).updater(None).build()
    application.add_handler(MessageHandler(filters.ALL, groups.greet))

    async def asks(at: float) -> int:
        time[0] = at
        update = Update.de_json(await lin.says("/help@duilian_test_bot"), application.bot)
        await application.process_update(update)
        return len(lin.overhears())

    async with application:
        assert [await asks(at) for at in (0.0, AGAIN - 1, AGAIN, AGAIN + 1)] == [1, 0, 1, 0]
        lin.chat.blocked = True
        assert await asks(9 * AGAIN) == 0


async def test_channels_and_what_happens_to_a_chat_are_nobodys_words(telegram: BotApi, lin: Person) -> None:
    await lin.says("/help")
    await lin.hears()
    channel = {"id": -1009, "type": "channel", "title": "通知"}
    post = {"message_id": 1, "date": 1, "chat": channel, "text": "/start@duilian_test_bot"}
    assert telegram.push("channel_post", post) == {}
    together = lin.inside(group(telegram, -1001, "销售一组"))
    await together.sends(migrate_to_chat_id=-1003)
    await together.sends(left_chat_member=BOT)
    await lin.sends(message_auto_delete_timer_changed={"message_auto_delete_time": 60})
    await lin.says("/help")
    assert [m.text for m in await lin.hears()] == [COACH + ZH("help")]
    assert together.overhears() == []


@pytest.fixture
def trainee(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, reader, troupe) as sitting:
        yield sitting


def session_of(trainee: Trainee) -> dict[str, Any] | None:
    """What is kept of the open talk, but for when it was last touched and which hint's price was shown."""
    with trainee.practice.records.unit() as unit:
        session: Session | None = unit.open_session(trainee.person.id)
        return session.model_dump(exclude={"updated_at", "help", "private", "mode", "seed"}) if session else None


PHASES = {
    "nothing": [],
    "expect": ["/practice zh/vmc_price"],
    "proof": ["/practice zh/vmc_price", "1"],
    "talk": ["/practice zh/vmc_price", "1", "1", GREETING],
    "kind": ["/practice zh/vmc_price", GREETING, *["滚，爱买不买。"] * 6],
    "judge": ["/practice zh/vmc_price", GREETING, *["滚，爱买不买。"] * 6, "1", "1"],
    "drill": ["/drill", "1"],
    "done": ["/practice zh/vmc_price", GREETING, "/quit"],
}


@pytest.mark.parametrize("phase", PHASES)
def test_every_command_is_answered_in_every_phase_and_harms_no_talk(trainee: Trainee, phase: str) -> None:
    for line in PHASES[phase]:
        trainee.types(line)
    before = session_of(trainee)
    assert (before is None) == (phase in ("nothing", "drill", "done"))
    for name in COMMANDS:
        if name in ("undo", "quit"):  # which are meant to change it
            continue
        for argument in ("", "zh/fixture_later", "\u202e；？"):
            # Where nobody is spoken to, a customer may be opened; there is no talk that it could harm.
            said = trainee.orders(Command(name, argument))
            assert said, (name, argument)
            assert all(said), (name, argument)
        if before is not None:
            assert session_of(trainee) == before, name
    assert all(trainee.orders(Command(name)) for name in ("undo", "quit", "quit"))
    assert session_of(trainee) is None


@pytest.mark.parametrize("phase", ["nothing", "talk", "judge", "drill"])
def test_no_forged_button_crashes_anything_or_harms_a_talk(trainee: Trainee, phase: str) -> None:
    for line in PHASES[phase]:
        trainee.types(line)
    before = session_of(trainee)
    question = st.sampled_from([
        "customer", "expect", "proof", "kind", "concern", "judge", "lang", "private", "appeal", "goal", "exam", "mode",
        "hint", "undo", "whatif", "page", "drill", "scenarios", "", "x",
    ])  # fmt: skip
    part = st.sampled_from(
        ["", "-", "0", "-1", "9" * 30, "²", "zh/vmc_price", "on", "00000000", "restated/1", "a.b", "/"]
    )

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.builds("{}/{}/{}".format, question, part, part), st.text(max_size=64)))
    def press(data: str) -> None:
        trainee.does(Chosen(cleaned(data)))
        assert before is None or session_of(trainee) == before

    press()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("王总\x00您\x1b[31m好\r\n吗", "王总您[31m好\n吗"),
        ("\ud83d王总", "\ufffd王总"),
        ("\u202e贵不贵\u2066", "贵不贵"),
        ("👨\u200d👩\u200d👧 好", "👨\u200d👩\u200d👧 好"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("\u200b \u2800\u3164\ufe0f\u200d", ""),
        ("\U0001fae9", "\U0001fae9"),  # of a Unicode later than some Pythons'
    ],
)
def test_what_is_no_writing_is_left_out(sent: str, kept: str) -> None:
    assert cleaned(sent) == kept


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_is_kept_can_be_stored_and_cleaning_it_again_changes_nothing(text: str) -> None:
    kept = cleaned(text)
    kept.encode()
    assert "\x00" not in kept
    assert cleaned(kept) == kept


@pytest.mark.parametrize(
    "reply", ["السعر مرتفع جدا", "שלום, 价格 abc", "a\u0301\u0301\u0301 \ud83d 贵吗\x00", "\u202e贵"]
)
def test_any_script_is_stored_as_it_came_and_quoted_without_turning_the_line(trainee: Trainee, reply: str) -> None:
    for line in ("/practice zh/vmc_price", "0", "0", reply):
        trainee.types(line)
    [why] = trainee.types("/why")
    kept = cleaned(reply)
    assert f"“{isolated(kept)}”" in why
    assert ("\u2068" in why) == (kept[0] in "اש")
    with trainee.practice.records.unit() as unit:
        session = unit.open_session(trainee.person.id)
        assert session is not None
        assert [turn.reply for turn in unit.turns(trainee.person.id, session.id)] == [kept]
    assert trainee.types("/quit")


def test_an_unreadable_message_changes_nothing(trainee: Trainee) -> None:
    for line in PHASES["talk"]:
        trainee.types(line)
    before = session_of(trainee)
    kinds: tuple[Kind, ...] = ("sticker", "forwarded", "unheard", "long-voice", "blank")
    for kind in kinds:
        assert trainee.does(Unreadable(kind)) == [ZH("unseen", kind=kind, **WANG)]
    assert session_of(trainee) == before
    assert action_of("\u200b") is None
