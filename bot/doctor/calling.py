"""Calling: Telegram is asked who the bot is, what time it has, and where it delivers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.doctor.finding import PATIENCE, Case, Finding, Values, host_of, in_the_clear
from bot.settings import SettingsError
from bot.telegram.address import address_of

WRONG, OFF = timedelta(seconds=120), timedelta(seconds=10)
"""By how much a clock is wrong enough that people cannot sign in, and worth setting."""
MANY = 100
"""Updates that wait at Telegram; so many as come in a fetch."""
LATELY = timedelta(hours=1)
SHAPE = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
"""Of a token: another holds what was copied along with it."""


@dataclass
class Answer:
    """What Telegram answered. status: 0 if it did not, for the reason why. at: the time that it has, if it says so."""

    status: int
    result: dict[str, Any] = field(default_factory=dict)
    why: str = ""
    at: datetime | None = None


def telegram(case: Case) -> Iterator[Finding]:
    """Whether Telegram knows the bot; and, if it does, whether the clock is right and updates come."""
    settings = case.settings.telegram
    if not settings.token.get_secret_value():
        yield Finding("telegram", "error", "doctor-no-token", "doctor-token-do")
        return
    if not SHAPE.fullmatch(settings.token.get_secret_value()):
        yield Finding("telegram", "error", "doctor-token-shapeless", "doctor-token-do")
        return
    if in_the_clear(settings.base_url):
        clear: Values = {"host": host_of(settings.base_url)}
        yield Finding("telegram", "warning", "doctor-telegram-clear", "doctor-https-do", clear)
    answer = _ask(case, "getMe")
    about: Values = {"host": host_of(settings.base_url), "why": answer.why, "status": answer.status}
    if answer.status == 0:
        yield Finding("telegram", "error", "doctor-telegram-away", "doctor-network-do", about)
    elif answer.status in (401, 404):
        yield Finding("telegram", "error", "doctor-token-refused", "doctor-token-do")
    elif answer.status != 200 or not answer.result:
        yield Finding("telegram", "warning", "doctor-telegram-strange", "doctor-later-do", about)
    else:
        name = str(answer.result.get("username", ""))
        yield Finding("telegram", "ok", "doctor-telegram-ok", values={"name": name})
    if answer.at is not None:
        yield _clock(case.now, answer.at)
    if answer.status == 200 and answer.result:
        yield from _webhook(case)


def _clock(now: datetime, theirs: datetime) -> Finding:
    off = now - theirs
    values: Values = {"seconds": round(abs(off.total_seconds())), "way": "ahead" if off > timedelta() else "behind"}
    if abs(off) < OFF:
        return Finding("clock", "ok", "doctor-clock-ok")
    return Finding("clock", "error" if abs(off) >= WRONG else "warning", "doctor-clock-off", "doctor-clock-do", values)


def _webhook(case: Case) -> Iterator[Finding]:
    settings, wanted = case.settings.telegram, ""
    if settings.mode == "webhook":
        try:
            wanted = address_of(settings).url
        except SettingsError as error:
            yield Finding("webhook", "error", "doctor-webhook-wrong", "doctor-settings-do", {"problem": str(error)})
            return
    answer = _ask(case, "getWebhookInfo")
    if answer.status != 200:
        strange: Values = {"host": host_of(settings.base_url), "why": answer.why, "status": answer.status}
        yield Finding("webhook", "warning", "doctor-telegram-strange", "doctor-later-do", strange)
        return
    found, waiting = str(answer.result.get("url", "")), int(answer.result.get("pending_update_count", 0))
    values: Values = {"found": host_of(found) if found else "", "wanted": wanted, "count": waiting}
    if found != wanted:
        says = "doctor-webhook-unset" if not found else "doctor-webhook-other" if wanted else "doctor-webhook-blocks"
        do = "doctor-webhook-start" if not found or wanted else "doctor-webhook-polling"
        yield Finding("webhook", "warning" if not found else "error", says, do, values)
        return
    sound = True
    failed = answer.result.get("last_error_date")
    if isinstance(failed, int) and case.now.timestamp() - failed < LATELY.total_seconds():
        sound = False
        minutes = max(0, round((case.now.timestamp() - failed) / 60))
        problem = str(answer.result.get("last_error_message", ""))
        about: Values = {"problem": problem, "minutes": minutes}
        yield Finding("webhook", "warning", "doctor-webhook-failed", "doctor-proxy-do", about)
    if waiting > MANY:
        sound = False
        yield Finding("webhook", "warning", "doctor-webhook-waiting", "doctor-running-do", values)
    if sound:
        yield Finding("webhook", "ok", "doctor-webhook-ok" if wanted else "doctor-polling-ok", values=values)


def _ask(case: Case, method: str) -> Answer:
    settings = case.settings.telegram
    try:
        got = httpx.get(f"{settings.base_url}{settings.token.get_secret_value()}/{method}", timeout=PATIENCE)
    except (
        httpx.HTTPError,
        httpx.InvalidURL,
        ValueError,
    ) as error:  # whose text may hold the address, and so the token
        return Answer(0, why=type(error).__name__)
    try:
        body = got.json()
        result = body.get("result") if isinstance(body, dict) else None
    except ValueError:
        result = None
    return Answer(got.status_code, result if isinstance(result, dict) else {}, at=_date(got))


def _date(answer: httpx.Response) -> datetime | None:
    try:
        found = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
