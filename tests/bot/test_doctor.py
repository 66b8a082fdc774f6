"""The doctor: each trouble is a line with what to do, in both languages; nothing is changed, and no secret is shown."""

import asyncio
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from typer.testing import CliRunner

from bot import canvas
from bot.bootstrap import load_checked
from bot.cli import app
from bot.desk.desk import Desk as DeskOf
from bot.desk.routes import desk_app
from bot.doctor import keeping
from bot.doctor.examining import diagnosis, examined, told, worst
from bot.doctor.finding import Finding, Part
from bot.masking import mask_of
from bot.settings import Access, Content, Database, Desk, Settings, Speech
from bot.stage import open_stage
from bot.texts import texts
from state.records.records import Records
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import database, free_port, practice_at, settings_for
from tests.folders import content_with
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi
from tests.telegram.serving import serve

OF_TELEGRAM: tuple[Part, ...] = ("telegram",)
NOBODY = "http://127.0.0.1:9"
"""Where nothing listens."""


def looked(settings: Settings, *parts: Part, file: Path | None = None, now: datetime | None = None) -> list[Finding]:
    """What is found of some parts; each finding can be said in both languages, and shows no secret."""
    found = list(examined(settings, file, now or datetime.now(UTC), parts))
    secrets = [settings.telegram.token, settings.telegram.webhook.secret, settings.speech.key]
    for lang in ("zh", "en"):
        said = "\n".join(told(finding, texts(lang), mask_of(settings)) for finding in found)
        assert "hush" not in said
        assert all((secret := each.get_secret_value()) == "" or secret not in said for each in secrets)
    return found


def names(found: Sequence[Finding]) -> list[str]:
    return [f"{finding.status} {finding.says.removeprefix('doctor-')}" for finding in found]


async def asks(settings: Settings, *parts: Part, now: datetime | None = None) -> list[str]:
    """The same beside servers that this event loop serves."""
    return names(await asyncio.to_thread(looked, settings, *parts, now=now))


def changed(settings: Settings, **telegram: Any) -> Settings:
    return settings.model_copy(update={"telegram": settings.telegram.model_copy(update=telegram)})


async def test_a_bot_that_polls_is_well(telegram: BotApi, tmp_path: Path) -> None:
    settings = settings_for(telegram, tmp_path)
    assert await asks(settings, "telegram") == ["ok telegram-ok", "ok clock-ok", "ok polling-ok"]


@pytest.mark.parametrize(
    ("token", "found"),
    [
        ("7000000001:AAHwrongwrongwrongwrongwrongwrongwro", "error token-refused"),
        ("1:hush hush\n", "error token-shapeless"),
        ("1:hüsch", "error token-shapeless"),
    ],
)
async def test_a_wrong_token_is_told_and_not_shown(telegram: BotApi, tmp_path: Path, token: str, found: str) -> None:
    settings = settings_for(telegram, tmp_path)
    wrong = Settings.model_validate({**settings.model_dump(), "telegram": {**dumped(settings), "token": token}})
    assert (await asks(wrong, "telegram"))[0] == found


def dumped(settings: Settings) -> dict[str, Any]:
    return {**settings.telegram.model_dump(), "token": settings.telegram.token.get_secret_value()}


def test_no_token_and_nobody_to_ask_are_told() -> None:
    assert names(looked(Settings(), "telegram")) == ["error no-token"]
    nobody = Settings.model_validate({"telegram": {"token": "1:hush", "base_url": f"{NOBODY}/bot"}})
    assert names(looked(nobody, "telegram")) == ["error telegram-away"]
    clear = Settings.model_validate({"telegram": {"token": "1:hush", "base_url": "http://bot.invalid/bot"}})
    assert names(looked(clear, "telegram")) == ["warning telegram-clear", "error telegram-away"]


@pytest.mark.parametrize(
    ("off", "found"),
    [(300, "error clock-off"), (-300, "error clock-off"), (40, "warning clock-off"), (0, "ok clock-ok")],
)
async def test_a_clock_is_held_against_telegrams(telegram: BotApi, tmp_path: Path, off: int, found: str) -> None:
    settings = settings_for(telegram, tmp_path)
    assert (await asks(settings, "telegram", now=datetime.now(UTC) + timedelta(seconds=off)))[1] == found


async def test_a_webhook_that_is_set_elsewhere_keeps_updates_away(telegram: BotApi, tmp_path: Path) -> None:
    polling, webhook = settings_for(telegram, tmp_path), settings_for(telegram, tmp_path, way="webhook")
    assert (await asks(webhook, "telegram"))[2] == "warning webhook-unset"
    await telegram.world.webhook.turn(f"{NOBODY}/hush-of-another")
    assert (await asks(polling, "telegram"))[2] == "error webhook-blocks"
    assert (await asks(webhook, "telegram"))[2] == "error webhook-other"
    await telegram.world.webhook.turn(webhook.telegram.webhook.url)
    assert (await asks(webhook, "telegram"))[2] == "ok webhook-ok"
    lin = Person(telegram, LIN, "小林")
    for _ in range(101):
        await lin.says("/help")
    async with asyncio.timeout(5):
        while not telegram.world.webhook.error:  # where nobody listens, nothing tells of a delivery
            await asyncio.sleep(0.01)
    assert (await asks(webhook, "telegram"))[2:] == ["warning webhook-failed", "warning webhook-waiting"]
    nowhere = changed(webhook, webhook=webhook.telegram.webhook.model_copy(update={"url": "ftp://example.org"}))
    assert (await asks(nowhere, "telegram"))[2] == "error webhook-wrong"


def migrated(folder: Path) -> Settings:
    settings = Settings(database=Database(url=database(folder)))
    with closing(Records(settings.database.url)) as records:
        records.migrate()
    return settings


def sets(sql: str) -> Callable[[Path], None]:
    def do(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(sql)

    return do


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda file: None, "ok database-ok"),
        (sets("UPDATE alembic_version SET version_num = '9999'"), "error database-newer"),
        (sets("UPDATE alembic_version SET version_num = '0003'"), "warning database-older"),
        (sets("DROP TABLE alembic_version"), "error database-foreign"),
        (lambda file: file.write_bytes(b"not a database " * 100), "error database-away"),
        (Path.unlink, "ok database-new"),
    ],
    ids=["sound", "newer", "older", "foreign", "damaged", "gone"],
)
def test_a_database_is_looked_at_and_left_as_it_is(tmp_path: Path, change: Callable[[Path], None], found: str) -> None:
    settings = migrated(tmp_path)
    change(tmp_path / "duilian.db")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert names(looked(settings, "database")) == [found]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_a_bot_that_runs_has_written_last_is_seen_too(tmp_path: Path) -> None:
    settings = migrated(tmp_path)
    with closing(sqlite3.connect(tmp_path / "duilian.db", isolation_level=None)) as running:
        running.execute("UPDATE alembic_version SET version_num = '9999'")  # which stands in the log beside it alone
        running.execute("BEGIN IMMEDIATE")
        assert names(looked(settings, "database")) == ["error database-newer"]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("nonsense", "error database-away"),
        ("sqlite://", "error database-away"),
        ("nosuch+driver://u:hush@h/d", "error database-away"),
        ("postgresql+psycopg://u:hush@127.0.0.1:9/d", "error database-away"),
        ("sqlite:///{folder}/file/duilian.db", "error database-readonly"),
        ("sqlite:///{folder}/not/yet/duilian.db", "ok database-new"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(tmp_path: Path, url: str, found: str) -> None:
    (tmp_path / "file").touch()
    settings = Settings(database=Database(url=url.format(folder=tmp_path.as_posix())))
    assert names(looked(settings, "database")) == [found]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_and_a_log_that_nobody_writes_back_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = migrated(tmp_path)
    monkeypatch.setattr(keeping, "LITTLE", 10**18)
    assert names(looked(settings, "database")) == ["warning disk"]
    monkeypatch.setattr(keeping, "NONE_LEFT", 10**18)
    monkeypatch.setattr(keeping, "LONG", 0)
    with closing(sqlite3.connect(tmp_path / "duilian.db", isolation_level=None)) as running:
        running.execute("UPDATE alembic_version SET version_num = version_num")
        assert names(looked(settings, "database")) == ["error disk", "warning wal"]


def test_content_is_checked_and_held_against_what_is_live(tmp_path: Path) -> None:
    folder = content_with(tmp_path / "scenarios", "zh/vmc_price")
    settings = migrated(tmp_path).model_copy(update={"content": Content(folder=folder.as_posix())})
    assert names(looked(settings, "content"))[-1] == "ok content-ok", "nothing was published yet"
    with closing(Records(settings.database.url)) as records:
        open_stage(records, folder, load_checked(folder))
    assert names(looked(settings, "content"))[-1] == "ok content-ok"
    scenario = folder / "zh" / "vmc_price.yaml"
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(f"{text}# 改过\n", encoding="utf-8")
    [*_, unseen] = looked(settings, "content")
    assert (unseen.says, unseen.values["place"]) == ("doctor-content-unseen", "zh/vmc_price")
    scenario.write_text(text.replace("persona:", "persoan:", 1), encoding="utf-8")
    [wrong] = looked(settings, "content")
    assert (wrong.status, wrong.says) == ("error", "doctor-content-wrong")
    assert "vmc_price.yaml:" in str(wrong.values["place"])


def test_fonts_and_reader_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    assert names(looked(Settings(), "fonts", "reader")) == ["ok fonts-ok", "ok reader-ok"]
    monkeypatch.setattr(canvas, "FONT", "there-is-none.ttc")
    assert names(looked(Settings(), "fonts")) == ["error fonts-wrong"]


def desk_at(port: int, scheme: str = "http") -> Settings:
    return Settings(desk=Desk(url=f"{scheme}://127.0.0.1:{port}/desk"))


async def test_the_desk_is_asked_whether_it_is_there(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    assert await asks(Settings(), "desk") == ["ok desk-none"]
    assert await asks(desk_at(9), "desk") == ["warning desk-away"]
    clear = Settings(desk=Desk(url="http://desk.invalid/desk"))
    assert await asks(clear, "desk") == ["warning desk-clear", "warning desk-away"]
    async with practice_at(telegram, tmp_path, reader, troupe) as practice:
        for served, found in ((Starlette(), "warning desk-other"), (desk_app(DeskOf(practice)), "ok desk-ok")):
            server, port = await serve(served)
            assert await asks(desk_at(port), "desk") == [found]
            await server.shutdown()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
async def test_a_certificate_that_nobody_trusts_or_that_ends_soon_is_told(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = (str(tmp_path / name) for name in ("key.pem", "certificate.pem"))
    of = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "5"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, *of]
    subprocess.run(make, check=True, capture_output=True)
    async with practice_at(telegram, tmp_path, reader, troupe) as practice:
        port = free_port()
        tls = {"ssl_keyfile": key, "ssl_certfile": certificate, "log_config": None, "lifespan": "off"}
        config = uvicorn.Config(desk_app(DeskOf(practice)), "127.0.0.1", port, access_log=False, **tls)  # type: ignore[arg-type]
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup()
        settings = desk_at(port, "https")
        assert await asks(settings, "desk") == ["error certificate"]
        monkeypatch.setenv("SSL_CERT_FILE", certificate)
        assert await asks(settings, "desk") == ["warning certificate-ends"]
        earlier = datetime.now(UTC) - timedelta(days=30)
        assert await asks(settings, "desk", now=earlier) == ["ok desk-ok"]
        await server.shutdown()


@pytest.mark.parametrize(
    ("status", "found"),
    [(200, "ok speech-ok"), (404, "ok speech-ok"), (401, "error speech-key"), (502, "warning speech-strange")],
)
async def test_the_speech_service_is_asked_with_the_key(status: int, found: str) -> None:
    asked = []

    async def models(request: Request) -> Response:
        asked.append(request.headers.get("Authorization"))
        return PlainTextResponse("", status)

    server, port = await serve(Starlette(routes=[Route("/v1/models", models)]))
    settings = Settings(speech=Speech.model_validate({"url": f"http://127.0.0.1:{port}/v1", "key": "sk-hush"}))
    assert await asks(settings, "speech") == [found]
    assert asked == ["Bearer sk-hush"]
    await server.shutdown()


def test_a_speech_service_need_not_be_and_may_be_away() -> None:
    assert names(looked(Settings(), "speech")) == ["ok speech-none"]
    away = Settings(speech=Speech.model_validate({"url": f"{NOBODY}/v1", "key": "sk-hush"}))
    assert names(looked(away, "speech")) == ["error speech-away"]
    unsayable = Settings(speech=Speech.model_validate({"url": f"{NOBODY}/v1", "key": "hush\n密"}))
    assert names(looked(unsayable, "speech")) == ["error speech-away"]


def test_settings_that_others_can_read_or_by_which_nobody_comes_in_are_told(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text('telegram: {token: "1:hush-hush"}\n', encoding="utf-8")
    settings = Settings.model_validate({"telegram": {"token": "1:hush-hush"}})
    file.chmod(0o644)
    assert names(looked(settings, "settings", file=file)) == ["warning settings-open"]
    file.chmod(0o640)
    assert names(looked(settings, "settings", file=file)) == ["ok settings-ok"]
    closed = settings.model_copy(update={"access": Access(mode="invite")})
    assert names(looked(closed, "settings", file=file)) == ["warning no-admin"]


def test_what_cannot_be_looked_at_is_a_finding_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    gone = tmp_path / "gone.yaml"
    found = looked(Settings.model_validate({"telegram": {"token": "1:hush"}}), "settings", "fonts", file=gone)
    assert names(found) == ["error broke", "ok fonts-ok"]
    assert "gone.yaml" in str(found[0].values["problem"])
    assert worst(found) == "error"


@pytest.mark.parametrize(
    "written", ["telegram:\n  tokne: 7000000001:AAHhushhushhushhushhushhushhushhushhush\n", "- x\n"]
)
def test_settings_that_are_wrong_leave_what_needs_none(tmp_path: Path, written: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(written, encoding="utf-8")
    _, mask, findings = diagnosis(file, datetime.now(UTC))
    found = list(findings)
    assert names(found) == ["error settings-wrong", "ok fonts-ok", "ok reader-ok"]
    said = told(found[0], texts("en"), mask)
    assert "config.yaml:" in said
    assert "AAHhush" not in said


def test_the_command_speaks_both_languages_and_to_programs_and_exits_by_the_worst(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("practice: {paec: 1}\n", encoding="utf-8")
    run = CliRunner()
    zh = run.invoke(app, ["doctor", "--config", str(file)])
    assert zh.exit_code == 1
    assert [line.split("  ")[0] for line in zh.output.splitlines() if "→" not in line][:3] == ["错误", "正常", "正常"]
    assert texts("zh")("doctor-sum", errors=1, warnings=0) in zh.output
    en = run.invoke(app, ["doctor", "--json", "--lang", "en", "--config", str(file)])
    told_to_programs = json.loads(en.output)
    assert (en.exit_code, told_to_programs["worst"]) == (1, "error")
    first = told_to_programs["findings"][0]
    assert (first["part"], first["status"], first["finding"]) == ("settings", "error", "settings-wrong")
    assert "Did you mean 'pace'?" in first["says"]
    assert first["do"] == texts("en")("doctor-settings-do")
