"""Findings: what one look at one part found, in words that the interface's texts have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from bot.masking import Mask
from bot.settings import Settings
from bot.texts import Texts

Part = Literal[
    "settings", "telegram", "clock", "webhook", "database", "content", "fonts", "reader", "desk", "speech"
]  # fmt: skip
Status = Literal["ok", "warning", "error"]
Values = dict[str, str | int]
PATIENCE = 10.0
"""Seconds that whoever is asked over the network has to answer."""
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Finding:
    """What was found. says, do: keys of texts, the second '' where nothing is to be done; values: what stands in both.

    warning: it runs, but not as it should, or not for long. error: something does not work.
    """

    part: Part
    status: Status
    says: str
    do: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)

    def said(self, say: Texts, mask: Mask) -> tuple[str, str]:
        """What is wrong or right, and what to do about it."""
        shown = {name: mask(value) if isinstance(value, str) else value for name, value in self.values.items()}
        return say(self.says, **shown), say(self.do, **shown) if self.do else ""


@dataclass(frozen=True)
class Case:
    """What is looked at: the settings, the file that they came from, if any, and the time at which it is done."""

    settings: Settings
    file: Path | None
    now: datetime


def in_the_clear(address: str) -> bool:
    """Whether what is sent to an address can be read on its way: over HTTP, to another machine."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname not in LOCAL


def host_of(address: str) -> str:
    """Of an address only the server: what follows may be a secret of whoever put it there."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname or ''}" + (f":{parts.port}" if parts.port else "")
