"""Setup: the settings can be read, nobody reads secrets in them who should not, and somebody can come in."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.finding import Case, Finding
from bot.settings import Settings, SettingsError

OTHERS = 0o007
"""Of a file's permissions, those of whoever is neither its owner nor in its group."""


def unreadable(error: SettingsError) -> Finding:
    """Settings that cannot be read: where, what, and what would be right, without the lines themselves."""
    told = [line for line in str(error).splitlines() if not line.startswith(" ")]
    return Finding("settings", "error", "doctor-settings-wrong", "doctor-settings-do", {"problem": "; ".join(told)})


def settings(case: Case) -> Iterator[Finding]:
    """What is found of settings that could be read."""
    where = case.file.as_posix() if case.file is not None else ""
    sound = True
    if case.file is not None and os.name == "posix" and _holds_secrets(case.file, case.settings):
        mode = case.file.stat().st_mode
        if mode & OTHERS:
            sound = False
            values = {"file": where, "mode": f"{mode & 0o777:o}"}
            yield Finding("settings", "warning", "doctor-settings-open", "doctor-settings-close", values)
    access = case.settings.access
    if access.mode == "invite" and not access.admins:
        sound = False
        yield Finding("settings", "warning", "doctor-no-admin", "doctor-no-admin-do")
    if sound:
        yield Finding("settings", "ok", "doctor-settings-ok", values={"file": where, "given": "yes" if where else "no"})


def _holds_secrets(file: Path, settings: Settings) -> bool:
    """Whether any secret stands in the file, and not in the environment alone."""
    text = file.read_text(encoding="utf-8", errors="replace")
    telegram = settings.telegram
    secrets = (telegram.token, telegram.webhook.secret, settings.speech.key)
    return any((secret := each.get_secret_value()) and secret in text for each in secrets)
