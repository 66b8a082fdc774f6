"""What Telegram would not accept is refused in its words, and noted."""

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken

from tests.telegram.client import PNG, Person
from tests.telegram.examples import LIN, inline
from tests.telegram.server import BotApi
from tests.telegram.spec import load


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("sendMessage", {"text": "好"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": LIN}, "message text is empty"),
        ("sendMessage", {"chat_id": LIN, "text": "  \n"}, "message text is empty"),
        ("sendMessage", {"chat_id": LIN, "text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ("sendMessage", {"chat_id": LIN, "text": "x" * 4097}, "message is too long"),
        ("sendMessage", {"chat_id": LIN, "text": 5}, "text: 5 is not String"),
        ("sendMessage", {"chat_id": 1.5, "text": "好"}, "chat_id: 1.5 is not Integer or String"),
        ("sendMessage", {"chat_id": LIN, "text": "好", "disable_notification": 1}, "is not Boolean"),
        ("sendMessage", {"chat_id": LIN, "text": "好", "txet": "好"}, "is not known to Telegram"),
        ("sendMessage", {"chat_id": LIN, "text": "好", "parse_mode": "MarkdownV2"}, "is not supported here"),
        ("sendMessage", {"chat_id": LIN, "text": "好", "entities": [{"type": "bold"}]}, "offset: missing"),
        ("sendMessage", {"chat_id": LIN, "text": "好", "reply_markup": "{"}, "can't parse"),
        (
            "sendMessage",
            {"chat_id": LIN, "text": "好", "reply_markup": {"keyboard": [["甲", 1]]}},
            "1 is not KeyboardButton",
        ),
        ("sendChatAction", {"chat_id": LIN, "action": "thinking"}, "'thinking' is none of"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "message is too long"),
        ("setMyCommands", {"commands": [{"command": "Start", "description": "开始"}]}, "not allowed"),
        ("setMyCommands", {"commands": [{"command": "start", "description": ""}]}, "fewer than 1"),
        ("setMyCommands", {"commands": [{"command": "a", "description": "b"}] * 101}, "101 items"),
        ("getUpdates", {"limit": 101}, "more than 100"),
        ("editMessageText", {"text": "好", "message_id": 1}, "chat_id is empty"),
        ("sendPhoto", {"chat_id": LIN, "photo": "attach://gone"}, "attach://gone is not among the files"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "chat_id is empty"),
        ("getChat", {"chat_id": LIN}, "does not know"),
    ],
)
async def test_a_wrong_call_is_refused_and_noted(
    telegram: BotApi, lin: Person, raw: httpx.AsyncClient, method: str, parameters: dict[str, object], description: str
) -> None:
    telegram.expect_violations()
    answer = await raw.post(method, json=parameters)
    assert answer.status_code == 400
    assert description in answer.json()["description"]
    assert [str(found) for found in telegram.journal[-1].violations] != []
    assert lin.overhears() == []


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("<b>价格", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>价</b></i>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
        ("价</b>", "Unexpected end tag at byte offset 3"),
        ("一<br>二", 'Unsupported start tag "br" at byte offset 3'),
        ("<span>价</span>", 'Tag "span" must have class "tg-spoiler"'),
        ("3 < 5", "unescaped '<'"),
        ("5 > 3", "unescaped '>'"),
        ("R&D", "Unescaped '&'"),
        ("一&nbsp;二", "unknown entity '&nbsp;'"),
    ],
)
async def test_bad_html_is_refused(telegram: BotApi, bot: Bot, html: str, error: str) -> None:
    telegram.expect_violations()
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(LIN, html, ParseMode.HTML)
    assert caught.value.message.startswith("Can't parse entities: ")
    assert error.lower() in caught.value.message.lower()


@pytest.mark.parametrize(("data", "accepted"), [("的" * 21 + "a", True), ("的" * 21 + "ab", False), ("", False)])
async def test_callback_data_is_1_to_64_bytes(telegram: BotApi, bot: Bot, data: str, accepted: bool) -> None:
    telegram.expect_violations()
    if accepted:
        await bot.send_message(LIN, "选", reply_markup=inline([("甲", data)]))
    else:
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            await bot.send_message(LIN, "选", reply_markup=inline([("甲", data)]))
    assert (telegram.violations == []) is accepted


async def test_a_button_does_one_thing(telegram: BotApi, bot: Bot) -> None:
    telegram.expect_violations()
    for button in (InlineKeyboardButton("甲"), InlineKeyboardButton("甲", url="https://a.b", callback_data="x")):
        with pytest.raises(BadRequest, match="Text buttons are unallowed"):
            await bot.send_message(LIN, "选", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_a_text_is_measured_without_its_markup(telegram: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(LIN, f"<b>{'x' * 4096}</b>", ParseMode.HTML)
    assert sent.text == "x" * 4096
    telegram.expect_violations()
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(LIN, PNG, "x" * 1025)


async def test_unknown_methods_and_tokens_are_refused(telegram: BotApi, raw: httpx.AsyncClient) -> None:
    telegram.expect_violations()
    assert (await raw.get("SENDMESSAGE", params={"chat_id": "1", "text": "好"})).status_code == 400  # no such chat
    assert telegram.violations == []
    assert (await raw.post("sendMesage")).status_code == 404
    assert [str(found) for found in telegram.violations] == ["sendMesage: no such method"]
    stranger = Bot("1:wrong", telegram.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_forms_carry_json_in_text(telegram: BotApi, lin: Person, raw: httpx.AsyncClient) -> None:
    parameters = {"chat_id": str(LIN), "text": "5", "disable_notification": "true"}
    assert (await raw.post("sendMessage", data=parameters)).json()["result"]["text"] == "5"
    assert telegram.journal[-1].parameters == {"chat_id": LIN, "text": "5", "disable_notification": True}
    telegram.expect_violations()
    wrong = await raw.post("sendMessage", data={**parameters, "disable_notification": "yes"})
    assert wrong.json()["description"] == "Bad Request: disable_notification: can't parse 'yes' as Boolean"


async def test_files_come_with_the_form(telegram: BotApi, lin: Person, bot: Bot, raw: httpx.AsyncClient) -> None:
    await bot.send_document(LIN, b"\r\n--a\r\n\x00\xff\r\n", filename="成绩.csv")
    (sent,) = await lin.hears()
    assert sent.json["document"]["file_name"] == "成绩.csv"
    file = await bot.get_file(sent.json["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"\r\n--a\r\n\x00\xff\r\n"
    telegram.expect_violations()
    form = {"chat_id": str(LIN), "text": "好"}
    assert (await raw.post("sendMessage", data=form, files={"photo": b"x"})).status_code == 400
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(LIN, b"not a picture")


async def test_what_the_server_does_not_do_is_said(telegram: BotApi, bot: Bot) -> None:
    telegram.expect_violations()
    with pytest.raises(BadRequest, match="does not know"):
        await bot.send_media_group(LIN, [InputMediaPhoto(PNG), InputMediaPhoto(PNG)])
    assert len(telegram.violations) == 1


def test_answers_are_held_against_their_type() -> None:
    spec = load()
    method = spec.method("getMe")
    assert method is not None
    found = spec.result(method, {"id": "1", "is_bot": True, "name": "x"})
    assert {str(violation) for violation in found} == {
        "getMe().id: '1' is not Integer",
        "getMe().first_name: missing, but required",
        "getMe().name: is not known to Telegram",
    }


async def test_updates_are_held_against_their_type(telegram: BotApi) -> None:
    telegram.expect_violations()
    telegram.push("message", {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": 5})
    assert [str(found) for found in telegram.violations] == ["Update.message.text: 5 is not String"]
