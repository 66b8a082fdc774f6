"""Masking: no token, secret, key or password stands in anything that is logged or reported, however it got there."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from bot.settings import Settings
from bot.telegram.address import derived

HIDDEN = "***"
SHORTEST = 4
"""Characters; what is shorter stands in half of all words, and keeps nothing safe anyway."""
TOKEN = re.compile(r"\d{6,}(:|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
"""A bot's token, be it ours or not."""
PASSWORD = re.compile(r"(?<=://)[^\s/:@]*:[^\s/@]+(?=@)")
"""What stands before a server's name in an address: user and password."""


class Mask:
    """Hides some secrets, as they are and as addresses and JSON write them, and whatever looks like one."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = {secret for secret in secrets if len(secret) >= SHORTEST}
        written = {form for secret in known for form in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1])}
        self._written = sorted(written, key=len, reverse=True)  # what stands within another is hidden with it

    def __call__(self, text: str) -> str:
        """The text with nothing in it that is secret."""
        for secret in self._written:
            text = text.replace(secret, HIDDEN)
        return PASSWORD.sub(HIDDEN, TOKEN.sub(HIDDEN, text))


def mask_of(settings: Settings) -> Mask:
    """Hides the secrets of these settings: token, webhook secret, the speech service's key, the database's password."""
    telegram = settings.telegram
    secrets = [each.get_secret_value() for each in (telegram.token, telegram.webhook.secret, settings.speech.key)]
    of_token = [derived(secrets[0])] if secrets[0] else []
    return Mask([*secrets, *of_token, _password(settings.database.url)])


def _password(url: str) -> str:
    try:
        return urlsplit(url).password or ""
    except ValueError:  # no address at all
        return ""
