"""What a person's app offers: commands by role and language, and what the bot says of itself before the first word."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.actions import COMMANDS, STAFF
from bot.actions import Person as Somebody
from bot.practice import Practice
from bot.settings import Access, Desk
from bot.telegram.sending import COACH
from bot.texts import texts
from state.content.terms import Lang
from state.records.queueing import Message
from state.records.tables import Role
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee
from tests.bot.telegram_process import SOON, practice_at, served
from tests.bot.test_rescoring import Listener
from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZHOU = 102


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> AsyncIterator[Practice]:
    """One in which Lin is an admin and Zhou a coach."""
    async with practice_at(telegram, tmp_path, reader, troupe) as opened:
        access = Access(admins=(LIN,), coaches=(ZHOU,))
        known = replace(opened, settings=opened.settings.model_copy(update={"access": access}))
        async with served(known):
            yield known


def offered(telegram: BotApi, chat: int) -> list[dict[str, str]] | None:
    """The commands that were set for one chat."""
    for (kind, scope, _), commands in telegram.world.profile.items():
        if kind == "Commands" and json.loads(scope) == {"type": "chat", "chat_id": chat}:
            return list(commands)
    return None


def expected(lang: Lang, role: Role) -> list[dict[str, str]]:
    hidden = {"trainee": STAFF, "coach": ("scenarios",), "admin": ()}[role]
    staff = [name for name in STAFF if name not in hidden]
    names = [*staff, *(name for name in COMMANDS if name not in ("start", *STAFF))]
    return [{"command": name, "description": texts(lang)(f"command-{name}")} for name in names]


@pytest.mark.parametrize(("who", "role"), [(LIN, "admin"), (ZHOU, "coach")])
async def test_coaches_and_admins_are_offered_what_they_may_do(
    telegram: BotApi, practice: Practice, who: int, role: Role
) -> None:
    person = Person(telegram, who, "小林")
    await person.says("/help")
    await person.hears()
    await telegram.until(lambda: offered(telegram, who) == expected("zh", role), 5, "commands for a role")


async def test_a_trainee_is_offered_commands_in_the_language_that_was_chosen(
    telegram: BotApi, practice: Practice
) -> None:
    wu = Person(telegram, 103, "小吴")
    await wu.says("/help")
    await wu.hears()
    assert offered(telegram, 103) is None, "what the app offers by itself is right"
    await wu.says("/language en")
    await telegram.until(lambda: offered(telegram, 103) == expected("en", "trainee"), 5, "commands in English")
    await wu.says("/language")
    await wu.sees(texts("en")("language-ask"))
    await wu.presses("中文")
    await telegram.until(lambda: offered(telegram, 103) == expected("zh", "trainee"), 5, "commands in Chinese")


DESK = "https://bot.example.org/desk"


@pytest.fixture
async def unserved(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> AsyncIterator[Practice]:
    """One with a desk in which Zhou is a coach."""
    async with practice_at(telegram, tmp_path, Listener(), troupe) as opened:
        changes = {"access": Access(coaches=(ZHOU,)), "desk": Desk(url=DESK)}
        yield replace(opened, settings=opened.settings.model_copy(update=changes))


def buttons(telegram: BotApi) -> list[tuple[int, dict[str, object]]]:
    """Whose menu button was made what, in order."""
    return [
        (call.parameters["chat_id"], call.parameters["menu_button"]) for call in telegram.calls("setChatMenuButton")
    ]


def opens(lang: Lang) -> dict[str, object]:
    return {"type": "web_app", "text": texts(lang)("desk-button"), "web_app": {"url": f"{DESK}/app"}}


def noted(practice: Practice) -> dict[str, str]:
    """What is on record of everybody's button."""
    with practice.records.unit() as unit:
        return {user.id: user.menu for user in unit.users()}


async def says_and_hears(person: Person, text: str) -> None:
    """Say something, and say something else once all that follows from it is done."""
    for line in (text, "/status"):
        await person.says(line)
        await person.hears(timeout=SOON)


async def test_a_coachs_menu_button_opens_the_desk_as_long_as_they_coach(telegram: BotApi, unserved: Practice) -> None:
    zhou, wu = Person(telegram, ZHOU, "老周"), Person(telegram, 103, "小吴")
    async with served(unserved):
        await says_and_hears(zhou, "/help")
        await says_and_hears(wu, "/help")
        assert buttons(telegram) == [(ZHOU, opens("zh"))]
        await says_and_hears(zhou, "/language en")
        assert buttons(telegram)[1:] == [(ZHOU, opens("en"))]
    with unserved.records.unit() as unit:
        wus = unit.user("telegram:103")
        assert wus is not None
        wus.role = "coach"
    nobody = unserved.settings.model_copy(update={"access": Access()})
    async with served(replace(unserved, settings=nobody)):
        after = {f"telegram:{ZHOU}": "", "telegram:103": f"zh {DESK}/app"}
        await telegram.until(lambda: noted(unserved) == after, SOON, "buttons of whoever's role has changed")
    assert buttons(telegram)[2:] == [(ZHOU, {"type": "commands"}), (103, opens("zh"))]
    async with served(replace(unserved, settings=nobody)):
        await says_and_hears(wu, "/help")
    assert len(buttons(telegram)) == 4, "nothing has changed"


@pytest.mark.parametrize("fault", [faults.BLOCKED, faults.NO_CHAT, faults.BROKEN])
async def test_a_button_that_cannot_be_set_costs_nothing(
    telegram: BotApi, unserved: Practice, fault: faults.Fault, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.plan("setChatMenuButton", fault, times=None)
    zhou = Person(telegram, ZHOU, "老周")
    async with served(unserved):
        for _ in range(2):
            await says_and_hears(zhou, "/help")
    assert len(buttons(telegram)) >= 2, "it is tried again"
    assert noted(unserved) == {f"telegram:{ZHOU}": ""}
    assert "Traceback" not in caplog.text


async def test_a_desk_without_https_opens_in_no_app(telegram: BotApi, unserved: Practice) -> None:
    plain = unserved.settings.model_copy(update={"desk": Desk(url="http://10.0.0.5/desk")})
    async with served(replace(unserved, settings=plain)):
        await says_and_hears(Person(telegram, ZHOU, "老周"), "/help")
    assert buttons(telegram) == []


async def test_who_opens_the_chat_reads_what_it_is(telegram: BotApi, practice: Practice) -> None:
    def said(kind: str, code: str) -> str:
        return str(telegram.world.profile.get((kind, '{"type": "default"}', code), ""))

    for code, lang in (("", "zh"), ("zh", "zh"), ("en", "en")):
        say = texts("zh" if lang == "zh" else "en")
        await telegram.until(lambda c=code, s=say: said("Description", c) == s("bot-description"), 5, "a description")
        await telegram.until(lambda c=code, s=say: said("ShortDescription", c) == s("bot-about"), 5, "a line")


async def test_what_another_program_queues_is_sent(telegram: BotApi, practice: Practice) -> None:
    """As a coach's decision on an appeal, made in a terminal."""
    wu = Person(telegram, 103, "小吴")
    await wu.says("/help")
    await wu.hears()
    somebody = Trainee(practice, Somebody("telegram:103", "telegram", "小吴", "zh", 103))
    with practice.records.unit() as unit:
        unit.queue("telegram:103", [Message("coach", "教练看过了。", somebody.now)])
    assert [message.text for message in await wu.hears(timeout=12)] == [COACH + "教练看过了。"]
