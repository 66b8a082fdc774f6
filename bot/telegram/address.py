"""Address: where Telegram delivers by webhook, and the secret that proves it; checked before anything is loaded."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.settings import SettingsError, Telegram

PATH = "/telegram"
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # as Telegram has it
VARIABLE = "DUILIAN_TELEGRAM__WEBHOOK__"
OFFICIAL = "https://api.telegram.org/"


@dataclass(frozen=True)
class Address:
    """Where Telegram delivers, and the secret by which it shows that it is Telegram."""

    url: str
    secret: str = field(repr=False)


def address_of(settings: Telegram) -> Address:
    """Where Telegram is to deliver. Without a secret of its own, one is derived from the token.

    So it is the same after every start, and nothing delivered meanwhile is refused. Who could find it out from the
    token could do anything with the bot already, and the token cannot be found out from it.
    Raises SettingsError.
    """
    url = settings.webhook.url
    if not url:
        raise SettingsError(
            f"{VARIABLE}URL is not set. Set it to the public address at which Telegram reaches this bot, "
            f"as https://bot.example.org{PATH}."
        )
    parts = urlsplit(url)
    schemes = ("https",) if settings.base_url.startswith(OFFICIAL) else ("https", "http")
    if parts.scheme not in schemes or not parts.hostname or not parts.path.endswith(PATH) or parts.query:
        raise SettingsError(
            f"{VARIABLE}URL is not an address that can be delivered to. It begins with https:// and ends in {PATH}, "
            f"as https://bot.example.org{PATH}."
        )
    secret = settings.webhook.secret.get_secret_value()
    if secret and not SECRET.fullmatch(secret):
        raise SettingsError(
            f"{VARIABLE}SECRET has characters that Telegram does not take. "
            "Use 1 to 256 of A-Z, a-z, 0-9, _ and -, or leave it empty."
        )
    return Address(url, secret or derived(settings.token.get_secret_value()))


def derived(token: str) -> str:
    """The secret of a bot with this token that has none of its own."""
    return hmac.new(token.encode(), b"duilian webhook", hashlib.sha256).hexdigest()
