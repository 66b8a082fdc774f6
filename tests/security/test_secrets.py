"""Secrets reach no log at any level, no error page and no output of a command, whatever goes wrong."""

import asyncio
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.desk.desk import Desk
from bot.desk.routes import desk_app
from bot.logs import logged
from bot.masking import mask_of
from bot.practice import Practice
from bot.settings import Logs, Settings, SettingsError, Speech, load_settings
from bot.telegram.address import address_of
from bot.telegram.application import serve
from bot.telegram.webhook import HEADER
from bot.texts import texts
from state.records.errors import RecordsUnavailable
from state.records.records import Records
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.desk.browsing import Browser
from tests.bot.desk.filled import ADMIN
from tests.bot.telegram_process import EITHER_WAY, practice_at, served
from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
HUSH = "987654321:AAHush-hush-hush-hush-hush-hush-hush"


@contextmanager
def everything_logged(settings: Settings) -> Iterator[io.StringIO]:
    """All that is logged with these settings at the lowest level, with its errors."""
    said = io.StringIO()
    with logged(Logs(level="debug", format="json"), mask_of(settings), said):
        yield said


@EITHER_WAY
async def test_no_secret_is_logged_at_any_level_whatever_telegram_does(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, way: str
) -> None:
    async with practice_at(telegram, tmp_path, reader, troupe, way=way) as opened:  # type: ignore[arg-type]
        speech = Speech.model_validate({"url": "http://127.0.0.1:9/v1", "key": HUSH, "timeout": 5})
        access = opened.settings.access.model_copy(update={"admins": (LIN,)})
        settings = opened.settings.model_copy(update={"speech": speech, "access": access})
        practice = replace(opened, settings=settings)
        telegram.plan("getMe", faults.Refuse(500, "Internal"), times=1)
        telegram.plan("sendMessage", faults.Refuse(502, "Bad Gateway"), times=1)
        telegram.plan("sendMessage", faults.Drop(done=False), times=1)
        telegram.plan("getFile", faults.Refuse(400, "Bad Request: file is too big"), times=1)
        with everything_logged(settings) as said:
            async with served(practice):
                lin = Person(telegram, LIN, "小林")
                await lin.says("/help")
                await lin.hears(timeout=20)
                await lin.sends_voice()  # Telegram does not give it out; then nobody answers at the service
                await lin.sends_voice()
                await lin.sends_document("zh_own.yaml", b"a: 1")
                await lin.hears(3, timeout=20)
                if way == "webhook":
                    async with httpx.AsyncClient() as outside:
                        port = settings.telegram.webhook.port
                        for secret in ("", "guess"):
                            url = f"http://127.0.0.1:{port}/telegram"
                            answer = await outside.post(url, content=b"{}", headers={HEADER: secret})
                            assert answer.status_code == 403
    log = said.getvalue()
    assert "was not heard" in log, "what is looked for would be here"
    for secret in (telegram.token, HUSH, address_of(practice.settings.telegram).secret):
        assert secret not in log
        assert secret not in repr(practice.settings)


async def test_a_token_that_is_none_is_told_without_it(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    async with practice_at(telegram, tmp_path, reader, troupe) as practice:
        settings = practice.settings.telegram.model_validate({**practice.settings.telegram.model_dump(), "token": HUSH})
        other = replace(practice, settings=practice.settings.model_copy(update={"telegram": settings}))
        with everything_logged(other.settings) as said, pytest.raises(SettingsError) as caught:
            await asyncio.wait_for(serve(other), 20)
    assert HUSH not in f"{caught.value!r} {caught.value.__cause__!r} {said.getvalue()}"


async def test_a_fault_at_the_desk_is_a_page_and_neither_it_nor_the_log_quotes_anything(
    desk: Desk, tmp_path: Path
) -> None:
    browser = await Browser(desk_app(desk)).comes_in(desk, ADMIN)
    await browser.opens("/talks/telegram:101/first")
    trigger = f"CREATE TRIGGER refuses BEFORE INSERT ON comment BEGIN SELECT RAISE(ABORT, '{HUSH}'); END"
    with closing(sqlite3.connect(tmp_path / "desk.db")) as records:
        records.execute(trigger)
    with everything_logged(Settings()) as said:
        page = await browser.sends("/talks/telegram:101/first", do="comment", text="王总，别跟人说")
    assert (page.status_code, ZH("desk-fault") in page.text) == (500, True)
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "IntegrityError" in said.getvalue()
    assert "commenting.py" in said.getvalue(), "where it happened is logged"
    for quoted in ("王总", HUSH, "Traceback"):
        assert quoted not in page.text
    assert "王总" not in said.getvalue()
    assert HUSH not in said.getvalue()


@pytest.mark.parametrize(
    "written",
    [
        f"telegram: {HUSH}",
        f"telegram:\n  tokn: {HUSH}",
        f"telegram:\n  token: [{HUSH}]",
        f'telegram:\n  token: "{HUSH}',
        f"telegram:\n  token {HUSH}",
        f"telegram:\n  token: !{HUSH}",
        f"telegram:\n  {HUSH}: token",
        f"telegram:\n  mode: {HUSH}",
        f"telegram:\n  rate: {{all: {HUSH}}}",
        f"access:\n  admins: [{HUSH}]",
        f"speech:\n  url: ftp://me:{HUSH}@host",
        f"database:\n  url: [postgresql://me:{HUSH}@host/db]",
        f"{HUSH}",
    ],
)
def test_a_secret_in_the_wrong_place_of_the_settings_is_not_repeated(written: str, tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(f"{written}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(file, {})
    assert "Hush" not in str(caught.value)
    assert str(caught.value).startswith(f"{file}:")


def test_a_command_tells_of_such_an_error_without_the_secret(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(f"telegram:\n  token: '{HUSH}\n", encoding="utf-8")
    for command in (["telegram"], ["users"], ["db", "upgrade"], ["desk"]):
        done = CliRunner().invoke(app, [*command, "--config", str(file)])
        assert done.exit_code == 2
        assert "config.yaml:2" in done.stderr
        assert "Hush" not in done.output + repr(done.exception)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://me:{}@127.0.0.1:1/db",
        "postgresql+psycopg://me:{}@host:port/db",
        "postgresql+psycopg://me:p@{}@127.0.0.1:1/db",
        "postgresql+psycopg://me:p@{}:word@127.0.0.1:1/db",
        "postgresql+psycopg://me@127.0.0.1:1/db?password={}",
        "postgresql+nodriver://me:{}@host/db",
        "{}",
    ],
)
def test_a_databases_password_is_in_no_error(url: str) -> None:
    def opens() -> None:
        with closing(Records(url.format("hush"))) as records:
            records.migrate()

    with everything_logged(Settings()) as said, pytest.raises(RecordsUnavailable) as caught:
        opens()
    assert "hush" not in f"{caught.value} {said.getvalue()}"


async def test_what_the_desk_seals_with_and_what_it_gave_out_is_on_no_page(desk: Desk) -> None:
    practice: Practice = desk.practice
    browser = await Browser(desk_app(desk)).comes_in(desk, ADMIN)
    key = desk._seal.secret_keys[-1]
    for path in ("/", "/talks", "/people/none", "/imports", "/learning", "/assign", "/nothing"):
        page = await browser.opens(path)
        for secret in (practice.settings.telegram.token.get_secret_value(), key.hex(), desk.secret, desk.process):
            assert secret not in page.text
