"""Visiting: the desk answers at its public address, over TLS; so does the speech service."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bot.doctor.finding import PATIENCE, Case, Finding, Values, host_of, in_the_clear

SOON = timedelta(days=14)
"""Before a certificate ends, when whoever renews it should have."""
COOKIE = "duilian_desk="


def desk(case: Case) -> Iterator[Finding]:
    """Whether the desk is found where the settings say that it is."""
    url = case.settings.desk.url
    values: Values = {"url": url, "host": host_of(url)}
    if not url:
        yield Finding("desk", "ok", "doctor-desk-none")
        return
    if in_the_clear(url):
        yield Finding("desk", "warning", "doctor-desk-clear", "doctor-https-do", values)
    try:
        with httpx.stream("GET", f"{url}/sign-in", timeout=PATIENCE) as answer:
            ends = _ends(answer)
            status, is_ours = answer.status_code, COOKIE in answer.headers.get("Set-Cookie", "")
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, ValueError) as error:
        if "CERTIFICATE" in str(error):
            problem = str(error)
            yield Finding(
                "desk", "error", "doctor-certificate", "doctor-certificate-do", {**values, "problem": problem}
            )
        else:
            why = type(error).__name__
            yield Finding("desk", "warning", "doctor-desk-away", "doctor-desk-do", {**values, "why": why})
        return
    sound = status == 200 and is_ours
    if not sound:
        yield Finding("desk", "warning", "doctor-desk-other", "doctor-desk-do", {**values, "status": status})
    if ends is not None and ends - case.now < SOON:
        sound = False
        days = max(0, (ends - case.now).days)
        yield Finding("desk", "warning", "doctor-certificate-ends", "doctor-certificate-do", {**values, "days": days})
    if sound:
        yield Finding("desk", "ok", "doctor-desk-ok", values=values)


def speech(case: Case) -> Iterator[Finding]:
    """Whether the speech service answers, and takes the key."""
    settings = case.settings.speech
    values: Values = {"host": host_of(settings.url), "model": settings.model}
    if not settings.url:
        yield Finding("speech", "ok", "doctor-speech-none")
        return
    key = settings.key.get_secret_value()
    if key and in_the_clear(settings.url):
        yield Finding("speech", "warning", "doctor-speech-clear", "doctor-https-do", values)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        answer = httpx.get(f"{settings.url.rstrip('/')}/models", headers=headers, timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        values["why"] = type(error).__name__
        yield Finding("speech", "error", "doctor-speech-away", "doctor-speech-do", values)
        return
    values["status"] = answer.status_code
    if answer.status_code in (401, 403):
        yield Finding("speech", "error", "doctor-speech-key", "doctor-speech-key-do", values)
    elif answer.status_code >= 500:
        yield Finding("speech", "warning", "doctor-speech-strange", "doctor-speech-do", values)
    else:  # not every service lists its models
        yield Finding("speech", "ok", "doctor-speech-ok", values=values)


def _ends(answer: httpx.Response) -> datetime | None:
    """When the certificate ends by which a server proved who it is; None without TLS."""
    stream: Any = answer.extensions.get("network_stream")
    secured = stream.get_extra_info("ssl_object") if stream is not None else None
    about = secured.getpeercert() if secured is not None else None
    if not about or "notAfter" not in about:
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(about["notAfter"]), UTC)
