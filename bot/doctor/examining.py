"""Examining: all parts are looked at in turn; one that cannot be looked at is a finding like any other."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.doctor import calling, contents, keeping, setup, visiting
from bot.doctor.finding import Case, Finding, Part, Status
from bot.logs import TELLING
from bot.masking import Mask, mask_of
from bot.settings import Settings, SettingsError, load_settings
from bot.texts import Texts

LOOKS: tuple[tuple[Part, Callable[[Case], Iterator[Finding]]], ...] = (
    ("settings", setup.settings),
    ("telegram", calling.telegram),
    ("database", keeping.database),
    ("content", contents.content),
    ("fonts", contents.fonts),
    ("reader", contents.reader),
    ("desk", visiting.desk),
    ("speech", visiting.speech),
)
BY_THEMSELVES: tuple[Part, ...] = ("fonts", "reader")
"""What can be looked at though the settings cannot be read."""


def settings_of(file: Path | None) -> tuple[Settings, list[Finding]]:
    """The settings, or the defaults with what is wrong."""
    try:
        return load_settings(file), []
    except SettingsError as error:
        return Settings(), [setup.unreadable(error)]
    except OSError as error:
        return Settings(), [setup.unreadable(SettingsError(f"{error.filename}: {error.strerror}"))]


def examined(settings: Settings, file: Path | None, now: datetime, only: Sequence[Part] = ()) -> Iterator[Finding]:
    """Look at everything, or at some parts only, and say what was found."""
    case = Case(settings, file, now)
    for part, look in LOOKS:
        if only and part not in only:
            continue
        try:
            yield from look(case)
        except Exception as error:  # whatever it is, the other parts are to be looked at
            problem = f"{type(error).__name__}: {error}" if isinstance(error, TELLING) else type(error).__name__
            yield Finding(part, "error", "doctor-broke", "doctor-broke-do", {"problem": problem})


def diagnosis(file: Path | None, now: datetime) -> tuple[Settings, Mask, Iterator[Finding]]:
    """The settings as far as they can be read, what hides their secrets, and all that is found, part by part."""
    settings, wrong = settings_of(file)
    path = file or Path("config.yaml")

    def findings() -> Iterator[Finding]:
        yield from wrong
        yield from examined(settings, path if path.is_file() else None, now, BY_THEMSELVES if wrong else ())

    return settings, mask_of(settings), findings()


def told(finding: Finding, say: Texts, mask: Mask) -> str:
    """A finding as one line, and as a second what to do about it."""
    says, do = finding.said(say, mask)
    line = say("doctor-line", status=finding.status, part=say("doctor-part", part=finding.part), says=says)
    return f"{line}\n{say('doctor-do', do=do)}" if do else line


def as_json(finding: Finding, say: Texts, mask: Mask) -> dict[str, str]:
    """A finding for programs; `finding` stays the same whatever the language."""
    says, do = finding.said(say, mask)
    name = finding.says.removeprefix("doctor-")
    return {"part": finding.part, "status": finding.status, "finding": name, "says": says, "do": do}


def worst(findings: Sequence[Finding]) -> Status:
    """How bad the worst of them is."""
    found = {finding.status for finding in findings}
    return "error" if "error" in found else "warning" if "warning" in found else "ok"
