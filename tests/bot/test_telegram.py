"""Trainees practise in Telegram: the real shell, reader, customers and records against the loopback Bot API server."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.menus import KINDS
from bot.practice import Practice
from bot.rubric import rubric_screen
from bot.screens import PAGE, headed
from bot.settings import Mode
from bot.telegram.sending import COACH, CUSTOMER
from bot.texts import Texts, texts
from state.content.terms import OBJECTIONS, Lang
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import EITHER_WAY, hears_until, practice_at, served, shows
from tests.telegram.chats import Message
from tests.telegram.client import Person, group
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH, EN = texts("zh"), texts("en")
GREETING = "王总您好，多花六万多谁都得问个为什么。您觉得贵，主要是跟哪家比？"
RUDE = "你懂什么，爱买不买。"


@pytest.fixture
def way() -> Mode:
    """How updates come; by polling unless a test says otherwise."""
    return "polling"


@pytest.fixture
async def practice(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, way: Mode
) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe, way=way) as opened, served(opened):
        yield opened


@pytest.fixture
def lin(telegram: BotApi, practice: Practice) -> Person:
    return Person(telegram, LIN, "小林")


def number_of(message: Message, answer: str) -> str:
    """The number of an answer that a message lists."""
    [number] = re.findall(rf"^(\d+)\. {re.escape(answer)}$", message.text, re.MULTILINE)
    return str(number)


def first_line(text: str) -> str:
    return text.split("\n")[0]


async def test_a_newcomer_talks_to_somebody_easy_at_one_tap(lin: Person, troupe: Troupe) -> None:
    first = troupe.who("zh")[0]
    person = first.account.person
    await lin.says("/start")
    [welcome] = await lin.hears()
    assert welcome.text == COACH + ZH("welcome", name="小林", person=person)
    assert welcome.labels == [ZH("welcome-button", person=person)]
    await lin.presses(ZH("welcome-button", person=person))
    brief, begins, opening = await lin.hears(3)
    assert brief.text.startswith(COACH + "客户卡")
    assert first.account.company in brief.text
    assert begins.text == COACH + ZH("talk-begins", person=person)
    assert opening.text.startswith(f"{CUSTOMER}{person}：")
    assert welcome.text == COACH + ZH("welcome", name="小林", person=person), "it stays"


async def test_the_menu_turns_its_pages_forwards_and_backwards(lin: Person, troupe: Troupe) -> None:
    customers = troupe.who("zh")
    labels = [
        ZH("menu-short", number=number, person=customer.account.person)
        for number, customer in enumerate(customers, start=1)
    ]
    pages = [labels[start : start + PAGE] for start in range(0, len(labels), PAGE)]
    assert len(pages) > 2
    await lin.says("/practice")
    [menu] = await lin.hears()
    assert menu.text == COACH + ZH("menu-home", mode="practice")
    suggested, *ways = menu.labels
    assert suggested.startswith(ZH("menu-next", person=""))
    assert ways == [
        ZH("menu-random"),
        *(ZH("menu-by", by=by) for by in KINDS),
        ZH("menu-all", count=len(customers)),
    ]

    def page(number: int) -> list[str]:
        """What is on a page, counted from 1."""
        before = [ZH("menu-page-before", page=number - 1)] if number > 1 else []
        after = [ZH("menu-page", page=number + 1, pages=len(pages))] if number < len(pages) else []
        return [*pages[number - 1], *before, *after, ZH("menu-back")]

    await lin.presses(ZH("menu-all", count=len(customers)))
    for number in range(1, len(pages) + 1):
        await shows(lin, menu, page(number))
        assert menu.text.startswith(COACH + ZH("menu", count=len(customers)))
        if number < len(pages):
            await lin.presses(ZH("menu-page", page=number + 1, pages=len(pages)))
    for number in range(len(pages) - 1, 0, -1):
        await lin.presses(ZH("menu-page-before", page=number))
        await shows(lin, menu, page(number))
    await lin.presses(ZH("menu-back"))
    await shows(lin, menu, [suggested, *ways])
    assert lin.overhears() == [], "the menu is turned in its place"


@EITHER_WAY
async def test_a_visit_from_the_menu_to_the_score_card(lin: Person, troupe: Troupe) -> None:
    await lin.says("/practice")
    [menu] = await lin.hears()
    await lin.presses(ZH("menu-by", by="persona"))
    await lin.sees(ZH("menu-by", by="persona"))
    await lin.presses(troupe.customers["zh/vmc_price"].persona.name["zh"])
    await lin.sees("三十八万八的立加")
    await lin.presses("王建国")
    [expect] = await lin.hears()
    brief = menu.text
    assert brief.startswith(COACH + "客户卡"), "the customer's card is shown in the place of the menu"
    assert "王建国" in brief
    kinds = [troupe.objections[kind].name["zh"] for kind in OBJECTIONS]
    after = [ZH("mode-button", mode="exam"), ZH("private-close")]
    assert expect.labels == [*kinds, ZH("skip"), *after]
    asked = expect.text
    await lin.presses("价格异议")
    ticked = [ZH("picked", label=label) if label == "价格异议" else label for label in kinds]
    await shows(lin, expect, [*ticked, ZH("pick-done", count=1), *after])
    assert expect.text == asked
    await lin.presses(ZH("pick-done", count=1))
    proof = await lin.sees(ZH("proof-ask"))
    assert proof is expect, "the next question is asked in the place of the one before"
    assert first_line(proof.text) == COACH + ZH("proof-ask")
    await lin.says("1 2")
    await lin.says("/status")
    begins, opening, *more, status = await hears_until(lin, "正在和王建国谈")
    assert begins.text == COACH + ZH("talk-begins", person="王建国")
    assert begins.labels == [ZH("talk-hint-button"), "收回上一句（−3）"]
    assert opening.text.startswith(f"{CUSTOMER}王建国：")
    assert all(bubble.text.startswith(CUSTOMER) and "王建国：" not in bubble.text for bubble in more)
    assert "说了 0 句" in status.text
    await lin.says(GREETING)
    await lin.says("/hint")
    *answer, hint = await hears_until(lin, "提示")
    assert answer
    assert all(bubble.text.startswith(CUSTOMER) for bubble in answer)
    assert [bubble.text.startswith(f"{CUSTOMER}王建国：") for bubble in answer] == [True, *[False] * (len(answer) - 1)]
    await lin.says("/status")
    [status] = await lin.hears()
    assert "说了 1 句" in status.text
    await lin.says("/quit")
    ended, picture, following = await lin.hears(3)
    assert ended.text == COACH + ZH("talk-ended", outcome="left")
    assert following.text.startswith(COACH + ZH("card-next"))
    assert following.labels[-2:] == [ZH("again-button", person="王建国"), ZH("other-button")]
    assert hint.text.startswith(COACH)
    assert picture.text.startswith(COACH + "成绩单　王建国 · 三十八万八的立加：")
    assert "photo" in picture.json
    assert picture.labels == [ZH("card-button")]
    await lin.presses(ZH("card-button"))
    card = (await lin.hears())[0]
    assert ZH("card-outcome", outcome="left") in card.text
    assert GREETING[:4] in card.text
    await lin.presses(ZH("again-button", person="王建国"))
    again = await hears_until(lin, ZH("expect-ask"))
    assert brief in [message.text for message in again]
    assert following.text.startswith(COACH + ZH("card-next")), "it stays"


async def test_a_talk_that_ends_is_looked_back_on_and_scored(telegram: BotApi, practice: Practice) -> None:
    ann = Person(telegram, 102, "Ann", "en-GB")
    customer = practice.troupe.customers["en/pallet_questions"]
    person = customer.account.person
    await ann.says("/practice en/pallet_questions")
    await hears_until(ann, first_line(EN("expect-ask")))
    await ann.says("0")
    [proof] = await hears_until(ann, first_line(EN("proof-ask")))
    await ann.presses(EN("skip"))
    assert await ann.sees(EN("talk-begins", person=person)) is proof
    status = [EN("status-diagnose", person=person), EN("status-talk", scenario=customer.scenario.title, person=person,
        turns=0, limit=0, trust="", patience="", interest="").split(":")[0]]  # fmt: skip
    for _ in range(customer.scenario.turns):
        await ann.says("Whatever, you are wrong. Buy it or get lost.")
        await ann.says("/status")
        heard = await ann.hears()
        while not any(text in heard[-1].text for text in status):
            heard += await ann.hears()
        if status[0] in heard[-1].text:
            break
    ended, asked = ann.chat.by_bot()[-3:-1]
    assert ended.text == COACH + EN("talk-ended", outcome="lost")
    assert first_line(asked.text) == COACH + EN("kind-ask")
    await ann.presses(headed(practice.troupe.objections["genuine"].name["en"]))
    assert await ann.sees(first_line(EN("concern-ask"))) is asked
    others = customer.scenario.concern.others
    assert asked.labels[: len(others) + 2] == [*map(str, range(1, len(others) + 2)), EN("skip")], "none gives it away"
    await ann.presses(number_of(asked, customer.scenario.concern.is_))
    assert await ann.sees(first_line(EN("judge-ask"))) is asked
    every = number_of(asked, EN("judge", what="all"))
    await ann.presses(every)
    await telegram.until(lambda: EN("picked", label=every) in asked.labels, 5, "a tick", ann.chat)
    await ann.presses(EN("pick-done", count=1))
    picture, following = await ann.hears(2)
    assert asked.text.startswith(COACH + EN("judged-head"))
    assert customer.scenario.judgement.why.able in asked.text
    assert asked.labels == []
    assert "photo" in picture.json
    assert following.text.startswith(COACH + EN("card-next"))
    await ann.presses(EN("card-button"))
    parts = await hears_until(ann, EN("card-first"))
    card = "\n".join(part.text for part in parts)  # a long one comes in parts
    assert EN("card-outcome", outcome="lost") in card
    assert customer.scenario.concern.is_ in card
    assert customer.scenario.judgement.why.able in card


@pytest.mark.parametrize(
    ("client", "lang"), [("zh-hant", "zh"), ("en-GB", "en"), ("EN", "en"), ("de", "en"), (None, "en")]
)
async def test_the_language_is_the_apps_or_as_is_set(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, client: str | None, lang: Lang
) -> None:
    async with practice_at(telegram, tmp_path, reader, troupe, lang="en") as practice, served(practice):
        newcomer = Person(telegram, 103, "Kim", client)
        await newcomer.says("/help")
        assert [said.text for said in await newcomer.hears()] == [COACH + texts(lang)("help")]


async def test_the_language_can_be_changed_by_button_and_by_argument(lin: Person) -> None:
    await lin.says("/language")
    [asked] = await lin.hears()
    assert asked.labels == ["中文", "English"]
    await lin.presses("English")
    assert await lin.sees(EN("language-set")) is asked
    assert (asked.text, asked.labels) == (COACH + EN("language-set"), [])
    await lin.says("/language@duilian_test_bot zh")
    assert (await lin.hears())[0].text == COACH + ZH("language-set")


async def test_commands_are_offered_in_the_apps_language(telegram: BotApi, practice: Practice) -> None:
    await telegram.until(lambda: len(telegram.calls("setMyCommands")) == 3, 5, "commands in three languages")

    def offered(code: str, say: Texts) -> bool:
        commands = telegram.world.profile.get(("Commands", '{"type": "default"}', code), [])
        names = [
            "practice", "drill", "exam", "private", "hint", "why", "undo", "status", "rubric", "quit", "whatif",
            "appeal", "progress", "goal", "language", "reminders", "mydata", "forget", "help",
        ]  # fmt: skip
        return bool(commands == [{"command": name, "description": say(f"command-{name}")} for name in names])

    await telegram.until(
        lambda: offered("", ZH) and offered("zh", ZH) and offered("en", EN), 5, "the right commands for each language"
    )


async def test_the_rubric_is_read_before_and_after_a_talk(lin: Person, practice: Practice) -> None:
    any_kind = COACH + rubric_screen(ZH, practice.troupe).text
    named = COACH + rubric_screen(ZH, practice.troupe, practice.troupe.customers["zh/fixture_later"]).text
    await lin.says("/rubric")
    assert (await lin.hears())[0].text == any_kind
    await lin.says("/practice zh/fixture_later")
    await lin.hears(2)
    await lin.says("/rubric")
    assert (await lin.hears())[0].text == any_kind
    await lin.says("林总好，您这车间真红火。")
    await hears_until(lin, "谈话开始")
    await lin.says("/quit")
    await hears_until(lin, ZH("card-next"))
    await lin.says("/rubric")
    assert (await lin.hears())[0].text == named


async def test_a_customer_that_does_not_exist_is_named_with_the_nearest(lin: Person) -> None:
    await lin.says("/practice zh/vmc_prise")
    assert "zh/vmc_price" in (await lin.hears())[0].text


async def test_a_command_that_does_not_exist_asks_for_help(lin: Person) -> None:
    await lin.says("/prices")
    unknown = ZH("help-unknown", command="/prices")
    assert (await lin.hears())[0].text == f"{COACH}{unknown}\n\n{ZH('help')}"


async def test_what_is_no_text_is_answered_and_not_heard_by_the_customer(lin: Person) -> None:
    for sending in (lin.sends_sticker, lin.sends_photo, lin.sends_voice, lin.sends_location, lin.sends_contact):
        await sending()
        assert "请打字" in (await lin.hears())[0].text


async def test_edits_outside_a_talk_service_messages_and_groups_are_nobodys_action(
    telegram: BotApi, lin: Person
) -> None:
    together = lin.inside(group(telegram, -1001, "销售一组"))
    await together.says("在吗")
    await lin.sends(pinned_message={"message_id": 1, "date": 0, "chat": lin.chat.json})
    said = await lin.says("/help")
    await lin.edits(said, "/start")
    await lin.says("/status")
    assert [message.text for message in await lin.hears(2)] == [
        COACH + ZH("help"),
        COACH + ZH("status-idle", talks=0, score=0),
    ]
    assert together.overhears() == []
    assert telegram.calls("sendMessage", -1001) == []


async def test_a_button_of_a_talk_that_is_over_is_out_of_date(lin: Person) -> None:
    await lin.says("/practice zh/vmc_price")
    _, expect = await lin.hears(2)
    await lin.says("/quit")
    await lin.hears()
    query = lin.presses_on(expect, expect.buttons[0])
    assert (await lin.notices(query))["text"] == ZH("stale")
    assert lin.overhears() == []


async def test_the_menu_turns_to_no_page_that_there_is_not(lin: Person, troupe: Troupe) -> None:
    everybody = troupe.who("zh")
    await lin.says("/practice")
    [menu] = await lin.hears()
    await lin.presses(ZH("menu-all", count=len(everybody)))
    await lin.sees(ZH("menu", count=len(everybody)))
    shown = (menu.text, menu.labels)
    for page in (str(-(-len(everybody) // PAGE)), "-1", "", "x"):
        query = lin.presses_on(menu, {"callback_data": f"menu/practice/all.{page}"})
        assert (await lin.notices(query))["text"] == ZH("stale")
    query = lin.presses_on(menu, {"callback_data": "page/practice/1"})  # as menus once were
    assert (await lin.notices(query))["text"] == ZH("stale")
    assert (menu.text, menu.labels) == shown
    await lin.says("20")  # any number may be typed, whatever page is shown
    brief, _ = await lin.hears(2)
    assert everybody[19].account.person in brief.text


async def test_help_in_a_talk_has_its_price_and_an_exam_has_none(lin: Person) -> None:
    await lin.says("/practice zh/vmc_price")
    await lin.hears(2)
    await lin.says(GREETING)
    await hears_until(lin, "谈话开始")
    await lin.says("/hint")
    offer = (await hears_until(lin, ZH("hint-first", level="principle", cost=1)))[-1]
    assert offer.labels == [ZH("hint-button", level="principle", cost=1)]
    await lin.presses(ZH("hint-button", level="principle", cost=1))
    [principle] = await lin.hears()
    assert principle.labels == [ZH("hint-button", level="direction", cost=2)]
    await lin.says(RUDE)
    await lin.says("/why")
    assert RUDE in (await hears_until(lin, "读出来是"))[-1].text
    await lin.says("/undo")
    [undone] = await lin.hears()
    assert undone.text.startswith(COACH + ZH("undo-done", turn=2, person="王建国", cost=3))
    await lin.says("/quit")
    await hears_until(lin, ZH("card-next"))
    await lin.presses(ZH("card-button"))
    card = (await hears_until(lin, ZH("card-help")))[-1]
    assert RUDE not in card.text
    assert ZH("card-retry", turn=2, cost=3) in card.text
    await lin.says("/practice zh/vmc_price")
    asked = (await hears_until(lin, first_line(ZH("expect-ask"))))[-1]
    await lin.presses(ZH("mode-button", mode="exam"))
    assert await lin.sees(ZH("mode-is", mode="exam")) is asked
    assert ZH("mode-is", mode="practice") not in asked.text
    assert ZH("mode-button", mode="practice") in asked.labels
    await lin.says(GREETING)
    begins = (await hears_until(lin, "谈话开始"))[-1]
    assert begins.labels == []
    await lin.says("/undo")
    await hears_until(lin, ZH("exam-refuses"))
    await lin.says("/quit")
    await hears_until(lin, ZH("card-next"))
    await lin.presses(ZH("card-button"))
    await hears_until(lin, ZH("card-mode", mode="exam"))


@EITHER_WAY
async def test_a_button_pressed_twice_counts_once(lin: Person) -> None:
    await lin.says("/practice zh/vmc_price")
    _, expect = await lin.hears(2)
    offered = expect.labels
    queries = [lin.presses_on(expect, expect.buttons[0]) for _ in range(2)]
    for query in queries:
        assert "text" not in await lin.notices(query)
    others = [label for label in offered[1:] if label != ZH("skip")]
    done = ZH("pick-done", count=1)
    await lin.telegram.until(lambda: done in expect.labels, 5, "a choice that is marked")
    assert sorted(expect.labels) == sorted([ZH("picked", label=offered[0]), *others, done])
    onward = next(button for button in expect.buttons if button["text"] == done)
    for _ in range(2):
        lin.presses_on(expect, onward)
    assert await lin.sees(ZH("proof-ask")) is expect
    await lin.says("/status")
    [status] = await lin.hears()
    assert first_line(expect.text) == COACH + ZH("proof-ask")
    assert status.text.startswith(COACH + "正在准备见王建国")


async def test_a_button_whose_query_is_too_old_still_counts(telegram: BotApi, lin: Person) -> None:
    await lin.says("/practice zh/vmc_price")
    _, expect = await lin.hears(2)
    telegram.world.updates.withhold()
    [skip] = [button for button in expect.buttons if button["text"] == ZH("skip")]
    telegram.world.queries.pop(lin.presses_on(expect, skip))
    telegram.world.updates.release()
    assert await lin.sees(ZH("proof-ask")) is expect


async def test_a_button_in_a_group_is_answered_and_no_more(telegram: BotApi, lin: Person) -> None:
    together = lin.inside(group(telegram, -1001, "销售一组"))
    await lin.says("/language")
    [asked] = await lin.hears()
    forwarded = together.chat.add(asked.json["from"], {"text": asked.text, "reply_markup": asked.json["reply_markup"]})
    notice = await lin.notices(together.presses_on(forwarded, forwarded.buttons[1]))
    assert (notice["text"], notice["show_alert"]) == (ZH("group-button"), True)
    await lin.says("/help")
    assert (await lin.hears())[0].text == COACH + ZH("help")


async def test_a_reply_too_long_to_be_read_is_not_heard(lin: Person, practice: Practice) -> None:
    await lin.says("/practice zh/vmc_price")
    await lin.says("王总，" * 1300)
    *_, told = await hears_until(lin, "太长")
    assert told.text == COACH + ZH("too-long-reply", limit=practice.settings.practice.longest_reply)
    await lin.says("/status")
    assert (await lin.hears())[0].text.startswith(COACH + "正在准备见王建国")


@EITHER_WAY
async def test_an_update_that_comes_twice_is_heard_once(telegram: BotApi, lin: Person) -> None:
    for line in ("/practice zh/vmc_price", "0", "0"):
        await lin.says(line)
    await hears_until(lin, "谈话开始")
    update = await lin.says(GREETING)
    telegram.world.updates.duplicate(update)
    await lin.says("/status")
    assert "说了 1 句" in (await hears_until(lin, "正在和王建国谈"))[-1].text


@EITHER_WAY
async def test_people_are_heard_side_by_side_and_each_in_order(telegram: BotApi, practice: Practice) -> None:
    people = [Person(telegram, number, f"学员{number}") for number in range(201, 206)]
    telegram.world.updates.withhold()
    for line in ("/practice zh/vmc_price", "0", "0", GREETING, "/status"):
        for person in people:
            await person.says(line)
    telegram.world.updates.release()
    for person in people:
        assert "说了 1 句" in (await hears_until(person, "正在和王建国谈"))[-1].text
