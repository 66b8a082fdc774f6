"""A chat becomes a page that holds all that was sent in it, in order, and nothing that was sent is taken for HTML."""

import re
from html import escape, unescape

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatAction

from tests.telegram.client import Person, group
from tests.telegram.examples import LIN, inline
from tests.telegram.picture import before_start, command_menu, mark, marked_up, screen
from tests.telegram.server import BotApi

HOSTILE = '<b>甲</b> & "乙" \u202eabc\u200f 👨‍👩‍👧 </span><script>1</script>'
LONG = "很长的一个按钮，" * 12 + "<i>&"


def in_order(page: str, *parts: str) -> bool:
    """Whether a page holds these texts, each once escaped and after the one before."""
    places = [page.index(escape(part)) for part in parts]
    return places == sorted(places)


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


async def test_a_hostile_chat_is_shown_whole_escaped_and_in_order(telegram: BotApi, lin: Person, bot: Bot) -> None:
    lin.user["first_name"] = HOSTILE
    together = lin.inside(group(telegram, -1001, HOSTILE))
    for chat, person in ((LIN, lin), (-1001, together)):
        await person.says(f"一 {HOSTILE}")
        await bot.send_chat_action(chat, ChatAction.TYPING)
        await bot.send_chat_action(chat, ChatAction.TYPING)
        asked = await bot.send_message(
            chat, f"二 {HOSTILE}", reply_markup=inline([(LONG, "a"), (f"三 {HOSTILE}", "b")])
        )
        query = person.presses_on(
            person.chat.messages[asked.message_id], person.chat.messages[asked.message_id].buttons[1]
        )
        await bot.answer_callback_query(query, f"四 {HOSTILE}", show_alert=chat == LIN)
        await bot.send_document(chat, b"x", caption=f"五 {HOSTILE}", filename="六 <i>&.txt")
        await bot.send_photo(chat, b"\x89PNG\r\n\x1a\nxyz", caption=f"七 {HOSTILE}")
        page = screen(telegram, person.chat)
        shown = [f"{number} {HOSTILE}" for number in "一二三四五七"]
        assert in_order(page, shown[0], "typing × 2", shown[1], LONG, *shown[2:4], "六 <i>&.txt", *shown[4:])
        assert all(
            page.count(escape(one)) == (2 if one == shown[2] else 1) for one in shown
        )  # a label when pressed too
        assert HOSTILE not in page
        assert page.count("<script>") == 1
        assert "base64,iVBORw0KGgp4eXo=" in page
    assert page.count(f"<div class=name dir=auto>{escape(HOSTILE)}</div>") == 1  # in a group, it is told who speaks
    assert f"<bdi>{escape(HOSTILE)}</bdi>" in page


async def test_a_screen_shows_only_what_is_new_or_changed(telegram: BotApi, lin: Person, bot: Bot) -> None:
    first = await bot.send_message(LIN, "第一条", reply_markup=inline([("翻页", "p")]))
    await bot.send_message(LIN, "第二条")
    third = await bot.send_message(LIN, "第三条")
    before = mark(telegram, lin.chat)
    await lin.presses("翻页")
    await bot.edit_message_text("第一条，改过", LIN, first.message_id)
    await third.delete()
    await bot.send_message(LIN, "第四条", reply_to_message_id=first.message_id)
    page = screen(telegram, lin.chat, before)
    assert in_order(page, "第一条，改过", "edited", "🗑 第三条", "👆 翻页", "第四条")
    assert "第二条" not in page


async def test_entities_are_shown_where_telegram_puts_them(telegram: BotApi, lin: Person, bot: Bot) -> None:
    marked = '👨‍👩‍👧<b>粗<i>斜 &lt;b&gt;</i></b>，<a href="/?y=&quot;">链接</a><pre>/start</pre> /help，a/b，/why看'
    await bot.send_message(LIN, marked, parse_mode="HTML")
    [message] = lin.chat.by_bot()
    assert marked_up(message.text, message.json["entities"]) == (
        "👨‍👩‍👧<b>粗<i>斜 &lt;b&gt;</i></b>，"
        '<span class="link" title="/?y=&quot;">链接</span><pre>/start</pre>'
        ' <span class="link">/help</span>，a/b，/why看'
    )
    assert words(marked_up(message.text, message.json["entities"])) == message.text


@pytest.mark.parametrize(("language", "shown"), [("zh", "只有你"), ("en", "everybody's")])
async def test_the_menu_of_commands_is_that_of_the_narrowest_scope(
    telegram: BotApi, lin: Person, bot: Bot, language: str, shown: str
) -> None:
    await bot.set_my_commands([BotCommand("a", "everybody's")])
    await bot.set_my_commands([BotCommand("a", "大家的")], language_code="zh")
    await bot.set_my_commands([BotCommand("b", "只有你")], BotCommandScopeChat(LIN), language_code="zh")
    assert escape(shown) in command_menu(telegram, lin.chat, language)


async def test_the_description_is_read_before_the_start(telegram: BotApi, lin: Person, bot: Bot) -> None:
    assert "no description" in before_start(telegram, lin.chat, "zh")
    await bot.set_my_description(f"通用 {HOSTILE}")
    await bot.set_my_description("中文", language_code="zh")
    assert "中文" in before_start(telegram, lin.chat, "zh")
    assert escape(f"通用 {HOSTILE}") in before_start(telegram, lin.chat, "en")


async def test_a_button_that_leads_out_of_telegram_says_so(telegram: BotApi, lin: Person, bot: Bot) -> None:
    away = InlineKeyboardMarkup([[InlineKeyboardButton("手册", url="https://example.org")]])
    await bot.send_message(LIN, "看", reply_markup=away)
    assert "手册 ↗" in screen(telegram, lin.chat)
