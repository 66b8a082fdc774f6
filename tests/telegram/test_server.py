"""What python-telegram-bot may send passes, and faults are felt as Telegram's are."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InputFile,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from tests.telegram import faults
from tests.telegram.client import PNG, Person
from tests.telegram.examples import LIN, inline
from tests.telegram.server import BotApi


async def test_every_call_that_the_bot_may_make_passes(telegram: BotApi, bot: Bot, lin: Person) -> None:
    menu = inline([("开始", "go"), ("稍后", "later")])
    sent = await bot.send_message(
        LIN, "<b>张总</b> &amp; <i>您好</i>", ParseMode.HTML, reply_markup=menu, disable_notification=True
    )
    await bot.send_chat_action(LIN, ChatAction.TYPING)
    await bot.send_message(LIN, "在", reply_parameters=ReplyParameters(sent.message_id))
    await bot.send_message(LIN, "选一个", reply_markup=ReplyKeyboardMarkup([["甲", "乙"]], resize_keyboard=True))
    await bot.send_message(LIN, "收起", reply_markup=ReplyKeyboardRemove())
    await bot.edit_message_text("好", LIN, sent.message_id)
    await bot.edit_message_reply_markup(LIN, sent.message_id, reply_markup=inline([("再来", "again")]))
    picture = await bot.send_photo(LIN, PNG, caption="<u>图</u>", parse_mode=ParseMode.HTML)
    await bot.send_photo(LIN, picture.photo[0].file_id)
    await bot.send_document(LIN, InputFile(b"a,b\n", "card.csv", attach=True), caption="成绩")
    await bot.set_my_commands([BotCommand("start", "开始")], BotCommandScopeChat(LIN), "zh")
    await bot.set_my_description("对练")
    await bot.set_my_short_description("对练", "zh")
    await bot.delete_webhook(drop_pending_updates=True)
    await bot.delete_message(LIN, sent.message_id)
    await bot.set_message_reaction(LIN, 2, "👍")
    assert (await bot.get_me()).username == bot.username
    assert (await bot.get_my_commands(BotCommandScopeChat(LIN), "zh"))[0].command == "start"
    assert await bot.get_my_commands() == ()
    assert (await bot.get_my_short_description("zh")).short_description == "对练"
    assert telegram.violations == []
    assert {call.status for call in telegram.journal} == {200}


async def test_html_becomes_text_and_entities_counted_in_utf16(bot: Bot, lin: Person) -> None:
    sent = await bot.send_message(LIN, "  😀<b>价 <i>格</i></b> &lt;3 <a href='https://a.b/?c=1&amp;d'>看</a> ", "HTML")
    assert sent.text == "😀价 格 <3 看"
    assert list(sent.parse_entities().values()) == ["价 格", "格", "看"]
    assert sent.entities[0].offset == 2
    assert sent.entities[2].url == "https://a.b/?c=1&d"


async def test_message_ids_rise_in_each_chat_and_edits_are_kept(telegram: BotApi, bot: Bot, lin: Person) -> None:
    wang = Person(telegram, 102, "小王")
    first = await bot.send_message(LIN, "一", reply_markup=inline([("删", "x")]))
    ids = [(await bot.send_message(chat, "二")).message_id for chat in (LIN, LIN, 102)]
    assert [first.message_id, *ids] == [1, 2, 3, 1]
    await bot.edit_message_text("壹", LIN, 1)
    shown = lin.chat.messages[1]
    assert (shown.text, shown.before[0]["text"], shown.labels) == ("壹", "一", [])
    assert [message.text for message in wang.overhears()] == ["二"]


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot) -> None:
    sent = await bot.send_message(LIN, "<b>一</b>", "HTML")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("<strong>一</strong>", LIN, sent.message_id, parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("二", LIN, 99)


async def test_a_chat_that_never_was_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999, "有人吗")


async def test_a_document_can_be_downloaded(bot: Bot, lin: Person) -> None:
    update = await lin.sends_document("zh.yaml", "客户: 张总".encode())
    file = await bot.get_file(update["message"]["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()).decode() == "客户: 张总"


async def test_refusals_come_as_telegram_words_them(
    telegram: BotApi, bot: Bot, lin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else the library warns of its own RetryAfter
    wang = Person(telegram, 102, "小王")
    telegram.plan("sendMessage", faults.flood(7), LIN)
    telegram.plan("sendMessage", faults.BLOCKED, LIN)
    telegram.plan("sendMessage", faults.NO_CHAT, LIN)
    broken = telegram.plan("sendMessage", faults.BROKEN, LIN, times=2)
    await bot.send_message(102, "不相干")
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(LIN, "一")
    assert flood.value.retry_after == timedelta(seconds=7)
    for error in (Forbidden, BadRequest, NetworkError, NetworkError):
        with pytest.raises(error):
            await bot.send_message(LIN, "一")
    await bot.send_message(LIN, "一")
    assert broken.used == 2
    assert [len(person.overhears()) for person in (lin, wang)] == [1, 1]
    assert [call.status for call in telegram.calls("sendMessage", LIN)] == [429, 403, 400, 500, 500, 200]


@pytest.mark.parametrize(("fault", "sent"), [(faults.DROP, []), (faults.DROP_AFTER, ["一"])])
async def test_a_dropped_connection_tells_nothing(
    telegram: BotApi, bot: Bot, lin: Person, fault: faults.Drop, sent: list[str]
) -> None:
    telegram.plan("sendMessage", fault)
    with pytest.raises(NetworkError):
        await bot.send_message(LIN, "一")
    assert [message.text for message in lin.overhears()] == sent
    assert telegram.journal[-1].status is None
    assert (await bot.send_message(LIN, "二")).text == "二"


async def test_a_call_hangs_until_released(telegram: BotApi, bot: Bot, lin: Person) -> None:
    hang = faults.Hang()
    plan = telegram.plan("sendMessage", hang)
    sending = asyncio.create_task(bot.send_message(LIN, "一"))
    await telegram.until(lambda: plan.used, 5, "the call")
    assert lin.overhears() == []
    hang.release()
    assert (await sending).text == "一"


async def test_a_caller_who_tires_of_a_hanging_call_sent_nothing(telegram: BotApi, lin: Person) -> None:
    telegram.plan("sendMessage", faults.Hang())
    async with Bot(telegram.token, telegram.base_url, request=HTTPXRequest(read_timeout=0.2)) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(LIN, "一")
    assert lin.overhears() == []


async def test_the_server_stops_though_calls_hang(raw: httpx.AsyncClient) -> None:
    async with BotApi() as telegram:
        Person(telegram, LIN, "小林")
        telegram.plan("sendMessage", faults.Hang())
        url = f"{telegram.base_url}{telegram.token}"
        calls = [
            asyncio.create_task(raw.post(f"{url}/sendMessage", json={"chat_id": LIN, "text": "一"})),
            asyncio.create_task(raw.post(f"{url}/getUpdates", json={"timeout": 30})),
        ]
        await telegram.until(lambda: len(telegram.journal) == 2, 5, "both calls")
    hung, polled = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(hung, httpx.HTTPError)
    assert isinstance(polled, httpx.Response)
    assert polled.json()["result"] == []
