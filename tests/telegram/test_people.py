"""People talk with a bot of python-telegram-bot's through the loopback server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, ReplyKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from tests.telegram.client import Person, group
from tests.telegram.examples import LIN, inline
from tests.telegram.server import BotApi

Context = ContextTypes.DEFAULT_TYPE


@asynccontextmanager
async def running(telegram: BotApi) -> AsyncIterator[None]:
    """A bot as small as can be, polling."""

    async def start(update: Update, context: Context) -> None:
        assert update.effective_message
        await update.effective_message.reply_text(
            f"欢迎 {' '.join(context.args or [])}", reply_markup=inline([("开始", "go")])
        )

    async def echo(update: Update, context: Context) -> None:
        assert update.effective_message
        await update.effective_message.reply_text(f"你说：{update.effective_message.text}")

    async def press(update: Update, context: Context) -> None:
        assert update.callback_query
        await update.callback_query.answer("好")
        await update.callback_query.edit_message_text("开始了")

    async def other(update: Update, context: Context) -> None:
        assert update.effective_message
        await update.effective_message.reply_text("请打字")

    app = Application.builder().token(telegram.token).base_url(telegram.base_url).get_updates_read_timeout(30).build()
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(press))
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(MessageHandler(filters.ALL, other))
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        yield
        await app.updater.stop()
        await app.stop()


async def test_a_person_talks_with_a_bot(telegram: BotApi, lin: Person) -> None:
    async with running(telegram):
        await lin.says("/start 甲 乙")
        (welcome,) = await lin.hears()
        assert (welcome.text, welcome.labels) == ("欢迎 甲 乙", ["开始"])
        query = await lin.presses("开始")
        assert (await lin.notices(query))["text"] == "好"
        assert (await lin.sees("开始了")).id == welcome.id
        assert welcome.labels == []
        with pytest.raises(AssertionError, match="no button '开始'"):
            await lin.presses("开始")
        await lin.says("在吗")
        edited = await lin.says("在不在")
        assert [message.text for message in await lin.hears(2)] == ["你说：在吗", "你说：在不在"]
        await lin.edits(edited, "在的")
        assert (await lin.hears())[0].text == "你说：在的"


async def test_people_send_other_things_than_words(telegram: BotApi, lin: Person) -> None:
    async with running(telegram):
        await lin.sends_sticker()
        await lin.sends_photo("看")
        await lin.sends_document("a.txt", b"a")
        await lin.sends_voice()
        await lin.sends_location()
        await lin.sends_contact()
        assert {message.text for message in await lin.hears(6)} == {"请打字"}


async def test_people_meet_in_groups(telegram: BotApi, lin: Person) -> None:
    together = lin.inside(group(telegram, -1001, "销售一组"))
    async with running(telegram):
        await together.says("/start@duilian_test_bot")
        assert (await together.hears())[0].text == "欢迎"
    assert lin.overhears() == []


async def test_whom_a_person_blocked_cannot_write_to_them(bot: Bot, lin: Person) -> None:
    await lin.blocks()
    with pytest.raises(Forbidden):
        await bot.send_message(LIN, "在吗")
    await lin.unblocks()
    await bot.send_message(LIN, "在吗")
    assert [update.my_chat_member is not None for update in await bot.get_updates()] == [True, True]


async def test_a_reply_keyboard_says_its_label(bot: Bot, lin: Person) -> None:
    await bot.send_message(LIN, "选", reply_markup=ReplyKeyboardMarkup([["甲方", "乙方"]]))
    assert await lin.presses("乙") == ""
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.text == "乙方"


async def test_waiting_in_vain_shows_what_was_there(telegram: BotApi, bot: Bot, lin: Person) -> None:
    telegram.expect_violations()
    await lin.says("在吗")
    await bot.send_message(LIN, "在", reply_markup=inline([("开始", "go")]))
    with pytest.raises(BadRequest):
        await bot.send_message(LIN, "")
    with pytest.raises(AssertionError) as caught:
        await lin.hears(2, timeout=0.05)
    for part in ("小林 hears 2 more", "#1 小林: 在吗", "#2 对练: 在\n       [开始]", "sendMessage.text: 0 characters"):
        assert part in str(caught.value)
