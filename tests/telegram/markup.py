"""Telegram's HTML: marked-up text -> plain text and entities, or why Telegram would refuse it."""

import html
import re
from dataclasses import dataclass
from typing import Any

TOKEN = re.compile(r"<[^<>]*>|&(?:#x[0-9a-fA-F]+|#[0-9]+|[a-zA-Z]+);|[<>&]|[^<>&]+")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*)\s*>")
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}


class MarkupError(ValueError):
    """The text after `can't parse entities: ` in Telegram's answer."""


@dataclass
class Open:
    tag: str
    attributes: dict[str, str]
    offset: int


def parse(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """HTML -> (plain text, entities with offsets in UTF-16 code units, outer before inner).

    Raises MarkupError for unknown or unbalanced tags, a raw <, > or &, and entities that are not Telegram's.
    """
    plain, entities, stack = "", list[dict[str, Any]](), list[Open]()
    for token in TOKEN.finditer(marked):
        text, at = token[0], len(marked[: token.start()].encode())
        if text[0] not in "<>&":
            plain += text
        elif text[0] == "&":
            plain += _character(text, at)
        elif not (tag := TAG.fullmatch(text)):
            raise MarkupError(f"Unclosed start tag or unescaped {text[0]!r} at byte offset {at}")
        elif tag[1]:
            _close(tag[2].lower(), at, plain, stack, entities)
        else:
            stack.append(_open(tag[2].lower(), tag[3], at, plain))
    if stack:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return plain, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts offsets."""
    return len(text.encode("utf-16-le")) // 2


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Without the white space at both ends, which Telegram removes, and with the entities moved along."""
    start, whole = units(text) - units(text.lstrip()), text.strip()
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - start, 0)
        end = min(entity["offset"] + entity["length"] - start, units(whole))
        if begin < end:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return whole, kept


def _character(reference: str, at: int) -> str:
    if reference in NAMED:
        return NAMED[reference]
    if reference.startswith("&#"):
        return html.unescape(reference)
    raise MarkupError(f"Unescaped '&' or unknown entity {reference!r} at byte offset {at}")


def _open(tag: str, attributes: str, at: int, plain: str) -> Open:
    if tag not in KINDS:
        raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {at}')
    read = {name.lower(): html.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(attributes)}
    if tag == "span" and read.get("class") != "tg-spoiler":
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if tag == "tg-emoji" and not read.get("emoji-id"):
        raise MarkupError(f'Tag "tg-emoji" must have attribute "emoji-id" at byte offset {at}')
    return Open(tag, read, units(plain))


def _close(tag: str, at: int, plain: str, stack: list[Open], entities: list[dict[str, Any]]) -> None:
    if not stack:
        raise MarkupError(f"Unexpected end tag at byte offset {at}")
    opened = stack.pop()
    if opened.tag != tag:
        raise MarkupError(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{tag}>"')
    entity = {"type": KINDS[tag], "offset": opened.offset, "length": units(plain) - opened.offset}
    match tag:
        case "a":
            if not (url := opened.attributes.get("href", "")):
                return  # Telegram takes the text itself for the address, and drops the link if it is none
            entity["url"] = url
        case "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes["emoji-id"]
        case "blockquote" if "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        case "code" if stack and stack[-1].tag == "pre" and "class" in opened.attributes:
            stack[-1].attributes["language"] = opened.attributes["class"].removeprefix("language-")
            return
        case "pre" if "language" in opened.attributes:
            entity["language"] = opened.attributes["language"]
    if entity["length"]:
        entities.append(entity)
