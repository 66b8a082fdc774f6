"""What people do in a walk: they say, press, send and leaf, as a step asks."""

import asyncio
import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from bot.bootstrap import load_kinds
from bot.drafting import Draft, drafted
from bot.telegram.lately import TWICE
from tests.bot.telegram_process import ROOT
from tests.bot.walk.walking import Does, Walk, Words
from tests.telegram.client import Person

BETWEEN = 0.7  # seconds between the messages of somebody who says one thing in several
LINK = re.compile(r"\?start=(\S+)")
RUDE: Words = {"zh": "你懂什么，爱买不买。", "en": "Whatever, you are wrong. Buy it or get lost."}
ISOLATES: Words = {"zh": "除了这个，还有别的让您犹豫的吗？", "en": "Apart from that, is anything else stopping you?"}


def says(words: Words) -> Does:
    """Send a text, or a text for each language."""

    async def do(walk: Walk, person: Person) -> None:
        walk.said = await person.says(walk.words(words))

    return do


def taps(data: str, place: int = 0) -> Does:
    """Press a button of the newest message that has one whose data begins so. place: among those, -1 for the last.

    data: with `*` for whatever comes between, all of it: `review/*/t0`.
    """

    async def do(walk: Walk, person: Person) -> None:
        wanted = walk.words(data)
        pattern = wanted if "*" in wanted else f"{wanted}*"
        for message in reversed(person.chat.by_bot()):
            found = [button for button in message.buttons if fnmatchcase(button.get("callback_data", ""), pattern)]
            if found and not message.deleted:
                person.presses_on(message, found[place])
                return
        raise LookupError(f"no button's data is '{pattern}'")

    return do


def forges(data: str) -> Does:
    """Press a button that the bot never sent, or has sent to somebody else."""

    async def do(walk: Walk, person: Person) -> None:
        person.presses_on(person.chat.by_bot()[-1], {"text": "…", "callback_data": data})

    return do


def answers(words: Words) -> Does:
    """Use Telegram's "Reply" on the newest message that offers an answer."""

    async def do(walk: Walk, person: Person) -> None:
        about = next(
            message
            for message in reversed(person.chat.by_bot())
            if any(button.get("callback_data", "").startswith("answer/") for button in message.buttons)
        )
        await person.sends(text=walk.words(words), reply_to_message=about.json)

    return do


def finds(data: str) -> Does:
    """Leaf through a list until it has a button whose data begins so, and press it."""

    async def do(walk: Walk, person: Person) -> None:
        begins = walk.words(data)
        while True:
            shown = next(message for message in reversed(person.chat.by_bot()) if message.buttons)
            buttons = {button.get("callback_data", ""): button for button in shown.buttons}
            wanted = next((name for name in buttons if name.startswith(begins)), None)
            onward = [button for button in shown.buttons if button["text"].endswith("›")]
            if wanted is None and not onward:
                raise LookupError(f"no page has '{begins}'")
            person.presses_on(shown, buttons[wanted] if wanted is not None else onward[-1])
            await walk.settled(person)
            if wanted is not None:
                return

    return do


def replies(start: int, end: int | None = None) -> Does:
    """Say these replies of the good talk with the walk's customer, each once the one before was answered."""

    async def do(walk: Walk, person: Person) -> None:
        name = walk.words("good_{customer}").replace("/", "_")
        talk = yaml.safe_load((ROOT / "tests" / "talks" / f"{name}.yaml").read_text(encoding="utf-8"))["talk"]
        for turn in talk[start:end]:
            await person.says(turn["trainee"])
            await walk.settled(person)

    return do


def sends(kind: str, *arguments: Any) -> Does:
    """Send something else than text: `sends_sticker` and its like."""

    async def do(walk: Walk, person: Person) -> None:
        await getattr(person, f"sends_{kind}")(*arguments)

    return do


def rests() -> Does:
    """Wait until pressing the same button once more is no slip of the thumb."""

    async def do(walk: Walk, person: Person) -> None:
        await asyncio.sleep(TWICE + 0.1)

    return do


def sends_content(**content: object) -> Does:
    """Send a message that holds these fields of Telegram's Message."""

    async def do(walk: Walk, person: Person) -> None:
        await person.sends(**content)

    return do


def sends_forwarded(words: Words) -> Does:
    """Send on what somebody else wrote."""

    async def do(walk: Walk, person: Person) -> None:
        origin = {"type": "hidden_user", "date": 1_750_000_000, "sender_user_name": "X"}
        await person.sends(text=walk.words(words), forward_origin=origin)

    return do


def sends_photo(words: Words) -> Does:
    """Send a picture with words under it."""

    async def do(walk: Walk, person: Person) -> None:
        await person.sends_photo(walk.words(words))

    return do


def says_and_edits() -> Does:
    """Say something and change it before it is answered."""

    async def do(walk: Walk, person: Person) -> None:
        walk.said = await person.says(walk.words({"zh": "您最担心的是什麽？", "en": "What wories you most?"}))
        await asyncio.sleep(BETWEEN)
        await person.edits(walk.said, walk.words({"zh": "您最担心的是什么？", "en": "What worries you most?"}))

    return do


def says_at_once() -> Does:
    """Say one thing in three messages."""

    async def do(walk: Walk, person: Person) -> None:
        parts: Sequence[Words] = (
            {"zh": "明白。", "en": "I see."},
            {"zh": "我想问一下，", "en": "May I ask:"},
            ISOLATES,
        )
        for words in parts:
            walk.said = await person.says(walk.words(words))
            await asyncio.sleep(BETWEEN)

    return do


def edits(words: Words) -> Does:
    """Change what was said last."""

    async def do(walk: Walk, person: Person) -> None:
        await person.edits(walk.said, walk.words(words))

    return do


def sends_customer(old: str = "", new: str = "") -> Does:
    """Send in the file of the walk's customer, with one thing in it changed."""

    async def do(walk: Walk, person: Person) -> None:
        path = ROOT / "scenarios" / f"{walk.words('{customer}')}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path} has no '{old}'"
        await person.sends_document(path.name, text.replace(old, new, 1).encode())

    return do


def sends_draft() -> Does:
    """Send in a new customer that is not filled in yet: its account, then itself."""

    async def do(walk: Walk, person: Person) -> None:
        personas, objections = load_kinds(ROOT / "scenarios")
        draft = Draft(walk.lang, f"mine_{walk.lang}", "amiable", "price")
        for name, text in drafted(draft, personas["amiable"], objections["price"]).items():
            await person.sends_document(Path(name).name, text.encode())
            await walk.settled(person)

    return do


def opens_link(number: int = -1) -> Does:
    """Open a link that the admin got from the bot. number: which; the last."""

    async def do(walk: Walk, person: Person) -> None:
        told = (LINK.search(message.text) for message in walk.people["admin"].chat.by_bot())
        await person.says(f"/start {[found[1] for found in told if found][number]}")

    return do
