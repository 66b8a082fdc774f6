"""A chat as a page that looks like Telegram on a phone: what was sent, edited and deleted, pressed and shown."""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from time import localtime, strftime

from tests.telegram.chats import BOT, Chat, Json, Message, Press
from tests.telegram.journal import Call
from tests.telegram.server import BotApi

STYLE = Path(__file__).with_name("phone.css")
MARK_CUT = (
    "for (const b of document.querySelectorAll('.button')) if (b.scrollWidth > b.clientWidth) b.className += ' cut'"
)
COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")  # what an app makes a link
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


@dataclass(frozen=True)
class Mark:
    """How far a chat had come. versions: message id -> how often it was edited, and whether it was deleted."""

    calls: int = 0
    presses: int = 0
    versions: dict[int, tuple[int, bool]] = field(default_factory=dict)


def mark(telegram: BotApi, chat: Chat) -> Mark:
    """Where a chat is now."""
    return Mark(len(telegram.journal), len(chat.presses), {one.id: _version(one) for one in chat.messages.values()})


def screen(telegram: BotApi, chat: Chat, since: Mark = Mark(), name: str = "") -> str:
    """All that is new or changed in a chat since a mark, oldest first, as an HTML page. name: in the corner."""
    keys = f"<footer class=keys>{_rows(chat.keyboard)}</footer>" if chat.keyboard else ""
    shown = "\n".join(part for _, part in sorted(_parts(telegram, chat, since), key=lambda part: part[0]))
    return _page(chat, f"<main>\n{shown}\n</main>\n<footer><b>☰</b>…</footer>{keys}", name)


def before_start(telegram: BotApi, chat: Chat, language: str, name: str = "") -> str:
    """What somebody finds who opens the bot for the first time: its description, and a button to start.

    language: as of the Telegram app, `zh`.
    """
    about = telegram.world.profile.get(("Description", '{"type": "default"}', language)) or telegram.world.profile.get(
        ("Description", '{"type": "default"}', "")
    )
    said = f"<div class=about dir=auto>{escape(about)}</div>" if about else "<p class=note>(no description is set)</p>"
    return _page(chat, f"<main>{said}</main><div class=start>START</div>", name)


def command_menu(telegram: BotApi, chat: Chat, language: str, name: str = "") -> str:
    """The list of commands that opens from the menu button in this chat: those of the narrowest scope."""
    scopes: Sequence[Json] = (
        {"type": "chat", "chat_id": chat.id},
        {"type": "all_private_chats" if chat.json["type"] == "private" else "all_group_chats"},
        {"type": "default"},
    )
    offered = {
        (json.dumps(json.loads(scope), sort_keys=True), code): commands
        for (kind, scope, code), commands in telegram.world.profile.items()
        if kind == "Commands"
    }
    places = ((json.dumps(scope, sort_keys=True), code) for scope in scopes for code in (language, ""))
    commands: list[Json] = next((offered[place] for place in places if place in offered), [])
    lines = (f"<p><b>/{escape(one['command'])}</b><span>{escape(one['description'])}</span></p>" for one in commands)
    return _page(chat, f"<main></main><div class=commands>{''.join(lines)}</div><footer><b>✕</b></footer>", name)


def marked_up(text: str, entities: Sequence[Json] = ()) -> str:
    """Text with its entities, whose offsets are in UTF-16 code units, as HTML; commands are links anyhow."""
    told = [(one["offset"], one["offset"] + one["length"], _tags(one)) for one in entities]
    taken = [(start, end) for start, end, _ in told]
    for found in COMMAND.finditer(text):
        start, end = _units(text[: found.start()]), _units(text[: found.end()])
        if not any(start < other and begins < end for begins, other in taken):
            told.append((start, end, _tags({"type": "bot_command"})))
    told.sort(key=lambda one: (one[0], -one[1]))
    made, at, open_ = "", 0, list[tuple[int, str]]()
    for character in text:
        while open_ and open_[-1][0] <= at:
            made += open_.pop()[1]
        while told and told[0][0] <= at:
            _, end, (opening, closing) = told.pop(0)
            made, open_ = made + opening, [*open_, (end, closing)]
        made, at = made + escape(character), at + _units(character)
    return made + "".join(closing for _, closing in reversed(open_))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _tags(entity: Json) -> tuple[str, str]:
    tag = TAGS.get(entity["type"])
    if tag:
        return f"<{tag}>", f"</{tag}>"
    kind = "spoiler" if entity["type"] == "spoiler" else "" if entity["type"] == "custom_emoji" else "link"
    title = f' title="{escape(entity["url"])}"' if "url" in entity else ""
    return f'<span class="{kind}"{title}>', "</span>"


def _page(chat: Chat, body: str, name: str) -> str:
    group = chat.json["type"] != "private"
    title, about = (chat.json["title"], "group") if group else (BOT["first_name"], "bot")
    head = f"<div class=face>{escape(title[:1])}</div><div><bdi>{escape(title)}</bdi><small>{about}</small></div>"
    return (
        f"<!doctype html><html lang=zh-Hans><meta charset=utf-8><title>{escape(name)}</title>\n"
        f"<style>{STYLE.read_text(encoding='utf-8')}</style>\n"
        f"<body><header>{head}<em>{escape(name)}</em></header>\n{body}\n<script>{MARK_CUT}</script></body></html>"
    )


def _parts(telegram: BotApi, chat: Chat, since: Mark) -> Iterator[tuple[tuple[int, int, int], str]]:
    """What is to be seen, each with its place: a message's id, then what came before, with and after it."""
    for message in chat.messages.values():
        if since.versions.get(message.id) != _version(message):
            yield (message.id, 1, 0), _message(telegram, chat, message)
    for number, press in enumerate(chat.presses[since.presses :]):
        yield (press.after, 2, number), _press(telegram, press)
    for place, actions in _actions(telegram.journal[since.calls :], chat).items():
        counted = f"{actions[0]} × {len(actions)}" if len(actions) > 1 else actions[0]
        yield (place, 0, 0), f"<p class=note>{escape(counted)}…</p>"


def _actions(calls: Sequence[Call], chat: Chat) -> dict[int, list[str]]:
    """The chat actions shown, by the id of the message that came next."""
    found: dict[int, list[str]] = {}
    waiting: list[str] = []
    for call in calls:
        if call.parameters.get("chat_id") != chat.id or call.result is None:
            continue
        if call.method == "sendChatAction":
            waiting.append(call.parameters["action"])
        elif waiting and call.method.startswith("send") and isinstance(call.result, dict):
            found[call.result["message_id"]], waiting = waiting, []
    if waiting:
        found[max(chat.messages, default=0) + 1] = waiting
    return found


def _version(message: Message) -> tuple[int, bool]:
    return len(message.before), message.deleted


def _press(telegram: BotApi, press: Press) -> str:
    pressed = f"<p class='note pressed' dir=auto>👆 {escape(press.label)}</p>"
    answer = telegram.world.answers.get(press.query, {})
    text = escape(answer.get("text") or "")
    if not text:
        return pressed
    if answer.get("show_alert"):
        return f"{pressed}\n<div class=alert dir=auto>{text}<b>OK</b></div>"
    return f"{pressed}\n<p class='note toast' dir=auto>{text}</p>"


def _message(telegram: BotApi, chat: Chat, message: Message) -> str:
    if message.deleted:
        return f"<p class=note dir=auto>🗑 {escape(message.text)}</p>"
    about, group = message.json, chat.json["type"] != "private"
    side = "bot" if message.by_bot else "other" if group else "person"
    parts = []
    if group:
        parts.append(f"<div class=name dir=auto>{escape(about['from']['first_name'])}</div>")
    if "reply_to_message" in about:
        quoted = about["reply_to_message"]
        parts.append(f"<div class=quote dir=auto>{escape(quoted.get('text') or quoted.get('caption') or '…')}</div>")
    parts += _media(telegram, about)
    if message.text:
        entities = about.get("entities") or about.get("caption_entities") or []
        parts.append(f"<span class=text>{marked_up(message.text, entities)}</span>")
    edited = "edited " if "edit_date" in about else ""
    seen = " ✓✓" if side == "person" else ""
    parts.append(f"<span class=time>{edited}{strftime('%H:%M', localtime(about['date']))}{seen}</span>")
    rows = about.get("reply_markup", {}).get("inline_keyboard", [])
    below = f"\n<div class=rows>{_rows(rows)}</div>" if rows else ""
    return f"<div class='message {side}'><div class=bubble dir=auto>{''.join(parts)}</div>{below}</div>"


def _media(telegram: BotApi, about: Json) -> Iterator[str]:
    """What a message holds besides words."""
    match about:
        case {"photo": [*_, {"file_id": file}]}:
            kept = telegram.world.files[file]
            data = base64.b64encode(kept.content).decode()
            yield f'<img class=photo alt="🖼" src="data:{escape(kept.mime)};base64,{data}">'
        case {"document": {"file_name": name, "file_size": size}}:
            yield f"<div class=file>📄<span><b dir=auto>{escape(name)}</b><small>{size} B</small></span></div>"
        case {"voice": {"duration": seconds}}:
            yield f"<div class=file>▶️ ▂▃▅▂▆▃▂▅▃ 0:{seconds:02d}</div>"
        case {"sticker": {"emoji": emoji}}:
            yield f"<div class=sticker>{escape(emoji)}</div>"
        case {"location": _}:
            yield "<div class=file>📍 🗺</div>"
        case {"contact": {"first_name": name, "phone_number": phone}}:
            yield f"<div class=file>👤<span><b>{escape(name)}</b><small>{escape(phone)}</small></span></div>"
        case {"text": _}:
            return
        case _:
            head = {"message_id", "from", "chat", "date", "edit_date", "reply_markup"}
            yield f"<div class=file>{escape(', '.join(sorted(set(about) - head)))}</div>"


def _rows(rows: Sequence[Sequence[Json]]) -> str:
    return "".join(f"<div class=row>{''.join(map(_button, row))}</div>" for row in rows)


def _button(button: Json) -> str:
    away = " ↗" if "url" in button else ""
    return f"<span class=button dir=auto>{escape(button['text'])}{away}</span>"
