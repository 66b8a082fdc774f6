"""What each method does; those that return Boolean and have no effect here are not in the table."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from tests.telegram import markup
from tests.telegram.chats import BOT, Json, Message, RefusedError
from tests.telegram.webhook import AT_ONCE
from tests.telegram.wire import Upload
from tests.telegram.world import World

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def _marked(given: Json, name: str, entities: str) -> Json:
    """The text under `name`, marked up or not -> what a Message holds of it."""
    text = given.get(name, "")
    found = given.get(entities, [])
    if given.get("parse_mode") == "HTML":
        text, found = markup.parse(text)
    text, found = markup.trimmed(text, found)
    return ({name: text} if text else {}) | ({entities: found} if found else {})


def _send(world: World, given: Json, content: Json) -> Json:
    chat = world.chat(given["chat_id"])
    if replied := given.get("reply_parameters"):
        original = chat.messages.get(replied["message_id"])
        if original and not original.deleted:
            content["reply_to_message"] = {k: v for k, v in original.json.items() if k != "reply_to_message"}
        elif not replied.get("allow_sending_without_reply"):
            raise RefusedError(400, "Bad Request: message to be replied not found")
    shown = given.get("reply_markup", {})
    if "inline_keyboard" in shown:
        content["reply_markup"] = shown
    elif "keyboard" in shown:
        chat.keyboard = [[_pressable(button) for button in row] for row in shown["keyboard"]]
    elif "remove_keyboard" in shown:
        chat.keyboard = []
    return chat.add(BOT, content, given.get("text") or given.get("caption") or "").json


def _pressable(button: str | Json) -> Json:
    return {"text": button} if isinstance(button, str) else button


def _file(world: World, given: str | Upload) -> tuple[Json, Upload]:
    if isinstance(given, str):
        known = world.files.get(given)
        if known is None and not given.startswith(("http://", "https://")):
            raise RefusedError(400, "Bad Request: wrong file identifier/HTTP URL specified")
        upload = known or Upload(given.rpartition("/")[2])
    else:
        upload = given
        if not upload.content:
            raise RefusedError(400, "Bad Request: file must be non-empty")
    return world.keep(upload), upload


async def _send_message(world: World, given: Json) -> Json:
    return _send(world, given, _marked(given, "text", "entities"))


async def _send_photo(world: World, given: Json) -> Json:
    world.chat(given["chat_id"])
    about, upload = _file(world, given["photo"])
    if isinstance(given["photo"], Upload) and not upload.content.startswith(PICTURES):
        raise RefusedError(400, "Bad Request: IMAGE_PROCESS_FAILED")
    photo = {"photo": [{**about, "width": 800, "height": 600}]}
    return _send(world, given, photo | _marked(given, "caption", "caption_entities"))


async def _send_document(world: World, given: Json) -> Json:
    world.chat(given["chat_id"])
    about, upload = _file(world, given["document"])
    document = {"document": {**about, "file_name": upload.name, "mime_type": upload.mime}}
    return _send(world, given, document | _marked(given, "caption", "caption_entities"))


async def _send_chat_action(world: World, given: Json) -> bool:
    world.chat(given["chat_id"]).actions.append(given["action"])
    return True


def _own(world: World, given: Json) -> Message:
    if "chat_id" not in given:
        raise RefusedError(400, "Bad Request: MESSAGE_ID_INVALID")  # nothing here is ever sent inline
    message = world.chat(given["chat_id"]).find(given["message_id"], "edit")
    if not message.by_bot:
        raise RefusedError(400, "Bad Request: message can't be edited")
    return message


def _edit(message: Message, given: Json, replaced: Json, removed: set[str]) -> Json:
    kept = {name: value for name, value in message.json.items() if name not in removed | {"reply_markup"}}
    shown = {"reply_markup": given["reply_markup"]} if given.get("reply_markup", {}).get("inline_keyboard") else {}
    message.change(kept | replaced | shown)
    return message.json


async def _edit_text(world: World, given: Json) -> Json:
    message = _own(world, given)
    if "text" not in message.json:
        raise RefusedError(400, "Bad Request: there is no text in the message to edit")
    json = _edit(message, given, _marked(given, "text", "entities"), {"text", "entities"})
    message.source = given["text"]
    return json


async def _edit_caption(world: World, given: Json) -> Json:
    message = _own(world, given)
    replaced = _marked(given, "caption", "caption_entities")
    return _edit(message, given, replaced, {"caption", "caption_entities"})


async def _edit_reply_markup(world: World, given: Json) -> Json:
    return _edit(_own(world, given), given, {}, set())


async def _delete(world: World, given: Json) -> bool:
    chat = world.chat(given["chat_id"])
    for message_id in given.get("message_ids") or [given["message_id"]]:
        chat.find(message_id, "delete").deleted = True
    return True


async def _answer(world: World, given: Json) -> bool:
    query = given["callback_query_id"]
    if query not in world.queries:
        raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    world.answers[query] = given
    world.queries[query].notices.append({"text": given.get("text", ""), "show_alert": bool(given.get("show_alert"))})
    return True


async def _get_me(world: World, given: Json) -> Json:
    return BOT | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


async def _get_file(world: World, given: Json) -> Json:
    if given["file_id"] not in world.files:
        raise RefusedError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    about = {"file_id": given["file_id"], "file_unique_id": f"u-{given['file_id']}"}
    return about | {"file_path": given["file_id"], "file_size": len(world.files[given["file_id"]].content)}


async def _set_webhook(world: World, given: Json) -> bool:
    if given["url"] and not given["url"].startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise RefusedError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    _listen(world, given)
    at_once = given.get("max_connections", AT_ONCE)
    await world.webhook.turn(given["url"], given.get("secret_token", ""), at_once)
    return True


async def _delete_webhook(world: World, given: Json) -> bool:
    _listen(world, given)
    await world.webhook.turn("")
    return True


def _listen(world: World, given: Json) -> None:
    if given.get("drop_pending_updates"):
        world.updates.forget()
    if "allowed_updates" in given:
        world.updates.allowed = frozenset(given["allowed_updates"]) or None


async def _get_webhook_info(world: World, given: Json) -> Json:
    return world.webhook.info()


async def get_updates(world: World, given: Json) -> list[Json]:
    """Long polling; raises RefusedError (409) where Telegram would."""
    if world.webhook.url:
        raise RefusedError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _listen(world, given)
    return await world.updates.get(given.get("offset", 0), given.get("limit", 100), given.get("timeout", 0))


def _keeps(kind: str, name: str, empty: object) -> dict[str, "Does"]:
    """setMy…, deleteMy… and getMy… of one thing that is kept by scope and language."""

    def key(given: Json) -> tuple[str, str, str]:
        return kind, json.dumps(given.get("scope", {"type": "default"})), given.get("language_code", "")

    async def write(world: World, given: Json) -> bool:
        world.profile[key(given)] = given.get(name, empty)
        return True

    async def read(world: World, given: Json) -> Any:
        value = world.profile.get(key(given), empty)
        return value if name == "commands" else {name: value}

    return {f"setMy{kind}": write, f"deleteMy{kind}": write, f"getMy{kind}": read}


Does = Callable[[World, Json], Awaitable[Any]]

METHODS: dict[str, Does] = {
    "getMe": _get_me,
    "getUpdates": get_updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _get_webhook_info,
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "sendDocument": _send_document,
    "sendChatAction": _send_chat_action,
    "editMessageText": _edit_text,
    "editMessageCaption": _edit_caption,
    "editMessageReplyMarkup": _edit_reply_markup,
    "deleteMessage": _delete,
    "deleteMessages": _delete,
    "answerCallbackQuery": _answer,
    "getFile": _get_file,
    **_keeps("Commands", "commands", []),
    **_keeps("Name", "name", ""),
    **_keeps("Description", "description", ""),
    **_keeps("ShortDescription", "short_description", ""),
}
