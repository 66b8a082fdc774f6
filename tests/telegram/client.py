"""A person with Telegram: says and presses things, and hears what the bot sends."""

import asyncio
import itertools
import re

from tests.telegram import markup
from tests.telegram.chats import BOT, Chat, Json, Message, Press
from tests.telegram.server import BotApi
from tests.telegram.wire import Upload

PATIENCE_S = 20.0  # for what is due at once: on a busy machine it may take a while
COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![^\s,.!?])")
PNG = b"\x89PNG\r\n\x1a\n"


class Person:
    """In a private chat with the bot, or, inside(group), in a group; hears on from where it last stopped.

    user_id: positive; the private chat's id too. language: as of the Telegram app, `zh-hans`.
    Every wait takes seconds, and fails with the chat, the violations and the journal.
    """

    def __init__(
        self,
        telegram: BotApi,
        user_id: int,
        name: str,
        language: str | None = "zh-hans",
        username: str | None = None,
    ) -> None:
        self.telegram = telegram
        self.user: Json = {"id": user_id, "is_bot": False, "first_name": name}
        if language:
            self.user["language_code"] = language
        if username:
            self.user["username"] = username
        about = {name: value for name, value in self.user.items() if name in ("id", "first_name", "username")}
        self.chat = telegram.world.chats.setdefault(user_id, Chat({**about, "type": "private"}))
        self._heard = len(self.chat.by_bot())

    def inside(self, group: Chat) -> "Person":
        """The same person in a group."""
        member = Person(self.telegram, self.user["id"], self.user["first_name"])
        member.user, member.chat, member._heard = self.user, group, len(group.by_bot())
        return member

    async def says(self, text: str) -> Json:
        """Send a text; returns the update. ValueError beyond the 4096 characters that an app would split."""
        if not 1 <= len(text) <= 4096:
            raise ValueError(f"an app sends 1 to 4096 characters at a time, not {len(text)}")
        return await self.sends(text=text, **_commands(text))

    def writes(self, text: str) -> Message:
        """A text on its way, which `BotApi.push` lets arrive: some arrive in another order than they were written."""
        return self.chat.add(self.user, {"text": text, **_commands(text)})

    async def sends(self, **content: object) -> Json:
        """Send a message that holds these fields of Telegram's Message; returns the update."""
        message = self.chat.add(self.user, dict(content))
        await asyncio.sleep(0)  # what is said is there before anything is done about it
        return self.telegram.push("message", message.json)

    async def sends_sticker(self) -> Json:
        about = self.telegram.world.keep(Upload("sticker.webp", b"RIFF"))
        form = {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "👍",
        }
        return await self.sends(sticker=about | form)

    async def sends_photo(self, caption: str = "") -> Json:
        about = self.telegram.world.keep(Upload("photo.png", PNG, "image/png"))
        return await self.sends(photo=[about | {"width": 800, "height": 600}], **_caption(caption))

    async def sends_document(self, name: str, content: bytes, mime: str = "text/plain", caption: str = "") -> Json:
        """A file that the bot can download with getFile."""
        about = self.telegram.world.keep(Upload(name, content, mime))
        return await self.sends(document=about | {"file_name": name, "mime_type": mime}, **_caption(caption))

    async def sends_voice(self, seconds: int = 3) -> Json:
        about = self.telegram.world.keep(Upload("voice.ogg", b"OggS", "audio/ogg"))
        return await self.sends(voice=about | {"duration": seconds, "mime_type": "audio/ogg"})

    async def sends_location(self, latitude: float = 31.23, longitude: float = 121.47) -> Json:
        return await self.sends(location={"latitude": latitude, "longitude": longitude})

    async def sends_contact(self, phone: str = "+8613800000000", name: str = "王工") -> Json:
        return await self.sends(contact={"phone_number": phone, "first_name": name})

    async def edits(self, update: Json, text: str) -> Json:
        """Change the text of a message sent before; returns the new update."""
        message = self.chat.messages[update["message"]["message_id"]]
        kept = {name: value for name, value in message.json.items() if name != "entities"}
        message.change({**kept, "text": text, **_commands(text)})
        return self.telegram.push("edited_message", message.json)

    async def presses(self, label: str) -> str:
        """Press the button with this label: of the newest message that has one, or of the reply keyboard.

        Returns the callback query's id ('' for a reply keyboard, which just says its label). A label that no
        button has exactly may be a part of one. AssertionError if there is none, or if pressing it tells the
        bot nothing.
        """
        for fits in (label.__eq__, lambda shown: label in shown):
            for message in reversed(self.chat.by_bot()):
                for button in message.buttons:
                    if fits(button["text"]) and not message.deleted:
                        return self.presses_on(message, button)
            for button in itertools.chain(*self.chat.keyboard):
                if fits(button["text"]):
                    await self.says(button["text"])
                    return ""
        raise AssertionError(f"no button {label!r}\n{self.telegram.report(self.chat)}")

    def presses_on(self, message: Message, button: Json) -> str:
        """Press a button of a message, however old; returns the callback query's id."""
        assert "callback_data" in button, f"pressing {button} tells the bot nothing"
        query = f"query-{next(self.telegram.world.numbers)}"
        self.telegram.world.queries[query] = self.chat
        label = button.get("text", button["callback_data"])
        self.chat.presses.append(Press(len(self.chat.messages), label, query))
        about = {"id": query, "from": self.user, "chat_instance": f"chat-{self.chat.id}"}
        self.telegram.push("callback_query", about | {"message": message.json, "data": button["callback_data"]})
        return query

    async def hears(self, n: int = 1, timeout: float = PATIENCE_S) -> list[Message]:
        """The bot's next n messages in this chat, once they are all there."""
        start, end = self._heard, self._heard + n
        what = f"{self.user['first_name']} hears {n} more"
        await self.telegram.until(lambda: len(self.chat.by_bot()) >= end, timeout, what, self.chat)
        self._heard = end
        return self.chat.by_bot()[start:end]

    def overhears(self) -> list[Message]:
        """What the bot has sent since, without waiting."""
        start, self._heard = self._heard, len(self.chat.by_bot())
        return self.chat.by_bot()[start:]

    async def sees(self, fragment: str, timeout: float = PATIENCE_S) -> Message:
        """The newest message of the bot that now shows this text, be it heard or not, edited or not."""

        def shown() -> Message | None:
            there = [message for message in reversed(self.chat.by_bot()) if not message.deleted]
            return next((message for message in there if fragment in message.text), None)

        what = f"{self.user['first_name']} sees {fragment!r}"
        return await self.telegram.until(shown, timeout, what, self.chat)

    async def notices(self, query: str, timeout: float = PATIENCE_S) -> Json:
        """The bot's answer to a pressed button: the parameters of its answerCallbackQuery."""
        what = f"{self.user['first_name']} gets an answer to {query}"
        return await self.telegram.until(lambda: self.telegram.world.answers.get(query), timeout, what, self.chat)

    async def blocks(self) -> Json:
        """Block the bot in the private chat: what it sends there is refused with 403."""
        return self._membership("member", "kicked")

    async def unblocks(self) -> Json:
        return self._membership("kicked", "member")

    def _membership(self, before: str, after: str) -> Json:
        self.chat.blocked = after == "kicked"
        member = {"status": "member", "user": BOT}
        banned = {"status": "kicked", "user": BOT, "until_date": 0}
        states = {"member": member, "kicked": banned}
        about = {"chat": self.chat.json, "from": self.user, "date": 1_750_000_000}
        changed = {"old_chat_member": states[before], "new_chat_member": states[after]}
        return self.telegram.push("my_chat_member", about | changed)


def group(telegram: BotApi, chat_id: int, title: str) -> Chat:
    """A supergroup that the bot is in; chat_id: negative."""
    return telegram.world.chats.setdefault(chat_id, Chat({"id": chat_id, "type": "supergroup", "title": title}))


def _commands(text: str) -> Json:
    entities = [
        {
            "type": "bot_command",
            "offset": markup.units(text[: found.start()]),
            "length": markup.units(found[0]),
        }
        for found in COMMAND.finditer(text)
    ]
    return {"entities": entities} if entities else {}


def _caption(caption: str) -> Json:
    return {"caption": caption} if caption else {}
