"""Somebody with a browser, without the browser: keeps cookies, and sends forms as they stand on the page."""

import re
from datetime import UTC, datetime

import httpx
from starlette.applications import Starlette

from bot.desk.desk import Desk
from bot.desk.signing import new_link

SECRET = "terminal-link-of-this-test"
TOKEN = "123456:desk-test-token"
URL = "https://bot.example.org/desk"
_NONCE = re.compile(r'name="form" value="([^"]+)"')


class Browser:
    """host: by which address the desk is reached."""

    def __init__(self, app: Starlette, host: str = "https://bot.example.org") -> None:
        self.app, self.host = app, host
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=host)
        self.http.headers["Accept-Language"] = "zh-CN"
        self.nonce = ""

    def another(self) -> "Browser":
        """A browser that has been nowhere yet."""
        return Browser(self.app, self.host)

    async def opens(self, path: str) -> httpx.Response:
        """Open an address of the desk."""
        answer = await self.http.get(f"/desk{path}")
        found = _NONCE.search(answer.text)
        self.nonce = found[1] if found else self.nonce
        return answer

    async def sends(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> httpx.Response:
        """Send a form, with what the last page gave for it unless a field says otherwise."""
        origin = {"Origin": self.host} if headers is None else headers
        return await self.http.post(f"/desk{path}", data={"form": self.nonce, **fields}, headers=origin)

    async def uploads(self, path: str, data: bytes = b"", file: str = "", **fields: str) -> httpx.Response:
        """Send a form with a file in it, which comes last. file: its name, '' for none."""
        parts = [(field, (None, value.encode())) for field, value in {"form": self.nonce, **fields}.items()]
        files = [*parts, ("file", (file, data))]
        return await self.http.post(f"/desk{path}", files=files, headers={"Origin": self.host})

    async def comes_in(self, desk: Desk, user_id: str) -> "Browser":
        """Sign in by a link from the chat."""
        with desk.practice.records.unit() as unit:
            link = new_link(unit, user_id, "", datetime.now(UTC))
        await self.opens(link)
        answer = await self.sends(link)
        assert answer.status_code == 303, answer.text
        return self
