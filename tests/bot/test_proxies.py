"""Behind a reverse proxy: the files for nginx and Caddy, run as they are but for ports and certificates."""

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.desk.knocking import MOST
from bot.desk.signing import new_link
from bot.practice import Practice
from bot.telegram.address import address_of
from bot.telegram.webhook import HEADER
from bot.texts import texts
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import SOON, free_port, practice_at, served
from tests.records.rows import user
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

FILES = Path(__file__).parents[2] / "docs" / "deployment"
NAME = "bot.example.org"
ZH = texts("zh")

pytestmark = pytest.mark.parametrize(
    "proxy",
    [
        pytest.param(
            name, marks=pytest.mark.skipif(not (shutil.which(name) or "CI" in os.environ), reason=f"no {name}")
        )
        for name in ("nginx", "caddy")
    ],
)


async def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the bot's name, and its key."""
    made, key = folder / "fullchain.pem", folder / "privkey.pem"
    process = await asyncio.create_subprocess_exec(
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"),
        *("-addext", f"subjectAltName=DNS:{NAME}", "-keyout", key, "-out", made),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await process.wait() == 0
    return made, key


def nginx(folder: Path, port: int, made: Path, key: Path) -> list[str]:
    """How nginx is started with the file of the documentation, in a folder of its own."""
    text = (FILES / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl").replace("listen [::]:443 ssl;", "")
    text = text.replace(f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(made))
    text = text.replace(f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(key))
    places = "".join(f"{name}_temp_path {folder};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    around = f"daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {places}\n{text}}}"
    (folder / "nginx.conf").write_text(around, encoding="utf-8")
    return ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, port: int, made: Path, key: Path) -> list[str]:
    """How Caddy is started with the file of the documentation."""
    text = (FILES / "Caddyfile").read_text(encoding="utf-8")
    text = text.replace(f"{NAME} {{", f"{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {made} {key}")
    around = f"{{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system {folder}\n}}\n{text}"
    (folder / "Caddyfile").write_text(around, encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@asynccontextmanager
async def behind(proxy: str, folder: Path, backend: int, *, allowed: bool) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody outside, who reaches the bot's name through a proxy. allowed: from where Telegram delivers."""
    folder.mkdir()
    port, (made, key) = free_port(), await certificate(folder)
    command = (nginx if proxy == "nginx" else caddy)(folder, port, made, key)
    for file in (folder / "nginx.conf", folder / "Caddyfile"):
        if file.exists():
            text = file.read_text(encoding="utf-8").replace("127.0.0.1:8080", f"127.0.0.1:{backend}")
            if allowed:
                text = re.sub(r"allow 149\.\S+", "allow 127.0.0.1;", text)
            file.write_text(text, encoding="utf-8")
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)}
        )
    headers = {"Host": NAME, "Accept-Language": "zh-CN"}
    extensions = {"sni_hostname": NAME}
    async with httpx.AsyncClient(base_url=f"https://127.0.0.1:{port}", verify=False, headers=headers) as outside:

        async def named(request: httpx.Request) -> None:
            request.extensions = {**request.extensions, **extensions}

        outside.event_hooks["request"] = [named]
        try:
            async with asyncio.timeout(SOON):
                while True:
                    try:
                        await outside.get("/")
                        break
                    except httpx.ConnectError:
                        assert process.returncode is None, (folder / "log").read_text(encoding="utf-8")
                        await asyncio.sleep(0.02)
            yield outside
        finally:
            process.terminate()
            await process.wait()


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe, way="webhook") as opened, served(opened):
        await telegram.until(lambda: telegram.world.webhook.url, SOON, "a webhook")
        yield opened


async def test_telegram_delivers_through_it_and_nobody_sees_what_is_not_public(
    proxy: str, practice: Practice, telegram: BotApi, tmp_path: Path
) -> None:
    lin = Person(telegram, LIN, "小林")
    telegram.world.updates.withhold()
    body = json.dumps(await lin.says("/help"))
    secret = {HEADER: address_of(practice.settings.telegram).secret}
    async with behind(proxy, tmp_path / "proxy", practice.settings.telegram.webhook.port, allowed=True) as outside:
        for path in ("/", "/metrics", "/healthz", "/readyz", "/telegram/", "/telegram/x"):
            assert (await outside.get(path)).status_code == 404, path
        assert (await outside.post("/telegram", content=body)).status_code == 403
        taken = await outside.post("/telegram", content=body, headers=secret)
        assert taken.status_code == 200
        assert len(taken.headers["X-Request-ID"]) >= 32, "the proxy's, which ours has taken over"
        await lin.hears()


async def test_the_desk_is_used_through_it(proxy: str, practice: Practice, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with practice.records.unit() as unit:
        unit.add(user(id="telegram:11", name="王教练", role="coach", chat_id=11, seen_at=now))
        unit.join("telegram:11", "华东一组", "coach", now)
        link = new_link(unit, "telegram:11", "", now)
    async with behind(proxy, tmp_path / "proxy", practice.settings.telegram.webhook.port, allowed=False) as outside:
        asked = await outside.get(f"/desk{link}")
        form = re.search(r'name="form" value="([^"]+)"', asked.text)
        assert form is not None
        fields, origin = {"form": form[1]}, {"Origin": f"https://{NAME}"}
        elsewhere = await outside.post(f"/desk{link}", data=fields, headers={"Origin": "https://evil.example"})
        assert elsewhere.status_code == 403
        entered = await outside.post(f"/desk{link}", data=fields, headers=origin)
        assert entered.status_code == 303, entered.text
        assert "王教练" in (await outside.get("/desk/")).text
        guesses = []
        for number in range(MOST + 1):  # whatever they say of where they come from
            headers = {"X-Forwarded-For": f"203.0.113.{number}"}
            guesses.append((await outside.get(f"/desk/in/guess{number}", headers=headers)).status_code)
        assert guesses == [410] * MOST + [429]
