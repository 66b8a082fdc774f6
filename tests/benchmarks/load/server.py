"""A thin Bot API server for load: it takes what three bots call, checks nothing, and times their answers.

What the tests' server does for each call, holding it against api.json, costs more than an echo does.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

TOKEN = "7000000001:AAHloadloadloadloadloadloadloadloadload"
BOT = {"id": 7000000001, "is_bot": True, "first_name": "Load", "username": "load_bot"}
ME = {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
AT_ONCE = 100
"""Updates that one getUpdates gives at most."""
CONNECTIONS = 40
"""Deliveries by webhook at once, as many as Telegram makes by itself."""

Heard = Callable[[int, str, bool], None]
"""Is told of a message: its chat, its text, and whether there are buttons under it."""


class BotApi:
    """`async with BotApi() as telegram`: serves one bot on 127.0.0.1, and gives it updates as it asks for them.

    heard: is told of each message that the bot sends. calls: how many it has made.
    """

    def __init__(self) -> None:
        self.heard: Heard = lambda chat, text, asks: None
        self.calls = 0
        self.ready = asyncio.Event()
        self._updates: dict[int, Any] = {}
        self._last = 0
        self._messages = 0
        self._asking: list[_Connection] = []
        self._hooks: dict[str, _Hook] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for hook in self._hooks.values():
            hook.close()

    @property
    def workers(self) -> int:
        """How many addresses updates are delivered to."""
        return len(self._hooks)

    def say(self, chat: int, text: str) -> None:
        """Let somebody write to the bot."""
        self._last += 1
        self._messages += 1
        user = {"id": chat, "is_bot": False, "first_name": "学员", "language_code": "zh-hans"}
        message: dict[str, Any] = {
            "message_id": self._messages,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "学员"},
            "from": user,
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        update = {"update_id": self._last, "message": message}
        if self._hooks:  # in turn, as a balancer in front of several workers does it
            hook = list(self._hooks.values())[self._last % len(self._hooks)]
            hook.deliver(json.dumps(update).encode())
        else:
            self._updates[self._last] = update
            if self._asking:
                asyncio.get_running_loop().call_soon(self._give)

    def answer(self, connection: "_Connection", method: str, body: bytes) -> bytes | None:
        """The result of a call, None if it comes later."""
        self.calls += 1
        if method == "sendMessage":
            given = parse_qs(body.decode(), keep_blank_values=True)
            chat, text = int(given["chat_id"][0]), given["text"][0]
            self.heard(chat, text, "reply_markup" in given)
            self._messages += 1
            return json.dumps(
                {
                    "message_id": self._messages,
                    "date": int(time.time()),
                    "chat": {"id": chat, "type": "private", "first_name": "学员"},
                    "from": BOT,
                    "text": text,
                }
            ).encode()
        if method == "getUpdates":
            return self._updates_for(connection, body)
        if method == "setWebhook":
            given = parse_qs(body.decode())
            url = given["url"][0]
            self._hooks[url] = _Hook(url, given.get("secret_token", [""])[0])
            self.ready.set()
        return json.dumps(ME).encode() if method == "getMe" else b"true"

    def _updates_for(self, connection: "_Connection", body: bytes) -> bytes | None:
        given = parse_qs(body.decode())
        offset, wait = int(given.get("offset", ["0"])[0]), float(given.get("timeout", ["0"])[0])
        for number in [number for number in self._updates if number < offset]:
            del self._updates[number]
        self.ready.set()
        if not self._updates and wait:
            self._asking.append(connection)
            asyncio.get_running_loop().call_later(wait, self._give_up, connection)
            return None
        return self._waiting()

    def _waiting(self) -> bytes:
        return json.dumps([update for _, update in zip(range(AT_ONCE), self._updates.values(), strict=False)]).encode()

    def _give(self) -> None:
        while self._asking and self._updates:
            self._asking.pop().reply(self._waiting())

    def _give_up(self, connection: "_Connection") -> None:
        if connection in self._asking:
            self._asking.remove(connection)
            connection.reply(b"[]")


class _Connection(asyncio.Protocol):
    """One connection of a bot, which calls on it one after another."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (request := self._request()) is not None:
            result = self._api.answer(self, *request)
            if result is not None:
                self.reply(result)

    def reply(self, result: bytes) -> None:
        """Answer the call."""
        body = b'{"ok":true,"result":' + result + b"}"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)

    def _request(self) -> tuple[str, bytes] | None:
        """The method and the body of the next call, once all of it is there."""
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        size = _length(head) if end else 0
        if not end or len(rest) < size:
            return None
        self._buffer = rest[size:]
        path = head.split(b" ", 2)[1].decode()
        return path.rpartition("/")[2], rest[:size]


class _Hook:
    """Delivers updates by POST, over so many connections as Telegram uses; what is refused is delivered again."""

    def __init__(self, url: str, secret: str) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        assert parts.port is not None
        self._host, self._port = parts.hostname, parts.port
        self._head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        self._head += f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        self._waiting: deque[bytes] = deque()
        self._free: list[_Delivery] = []
        self._made = 0
        self._making: set[asyncio.Task[Any]] = set()

    def deliver(self, update: bytes) -> None:
        """Deliver an update, at once if a connection is free."""
        if self._free:
            self._free.pop().deliver(update)
            return
        self._waiting.append(update)
        if self._made < CONNECTIONS:
            self._made += 1
            loop = asyncio.get_running_loop()
            making = loop.create_task(loop.create_connection(lambda: _Delivery(self), self._host, self._port))
            self._making.add(making)
            making.add_done_callback(self._making.discard)

    def request(self, update: bytes) -> bytes:
        """The whole request that delivers an update."""
        return f"{self._head}{len(update)}\r\n\r\n".encode() + update

    def free(self, delivery: "_Delivery") -> None:
        """A connection has nothing to do."""
        if self._waiting:
            delivery.deliver(self._waiting.popleft())
        else:
            self._free.append(delivery)

    def lost(self, delivery: "_Delivery", update: bytes | None) -> None:
        """A connection was closed. update: what it had not delivered."""
        self._made -= 1
        if delivery in self._free:
            self._free.remove(delivery)
        if update is not None:
            self.deliver(update)

    def close(self) -> None:
        """Close what is open."""
        for making in self._making:
            making.cancel()
        for delivery in self._free:
            delivery.close()


class _Delivery(asyncio.Protocol):
    """One connection to a bot's webhook."""

    def __init__(self, hook: _Hook) -> None:
        self._hook = hook
        self._buffer = b""
        self._update: bytes | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._hook.free(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._hook.lost(self, self._update)

    def deliver(self, update: bytes) -> None:
        """Deliver an update; the one before is done with."""
        self._update = update
        self._transport.write(self._hook.request(update))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        size = _length(head) if end else 0
        if not end or len(rest) < size:
            return
        self._buffer = b""
        if b" 200 " in head[:16] and self._update is not None:
            self._update = None
        if self._update is None:
            self._hook.free(self)
        else:
            self.deliver(self._update)

    def close(self) -> None:
        """Close it."""
        self._transport.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
