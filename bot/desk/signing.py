"""Signing in: links that are used once, what Telegram signs for a Mini App, and the link in the terminal."""

import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from state.records.reviewing import SignIn
from state.records.unit import Unit

MINUTES = 10
"""How long a link lets somebody in."""
FRESH = timedelta(minutes=10)
"""How old what Telegram signed may be."""
AHEAD = timedelta(minutes=1)
"""How far Telegram's clock may be before ours."""


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_link(unit: Unit, user_id: str, address: str, now: datetime) -> str:
    """A link that lets a user in, once, for some minutes. address: the desk's, as `https://bot.example.org/desk`."""
    secret = secrets.token_urlsafe(24)
    until = now + timedelta(minutes=MINUTES)
    unit.add(SignIn(user_id=user_id, digest=digest_of(secret), made_at=now, expires_at=until))
    return link_of(address, secret)


def link_of(address: str, secret: str) -> str:
    """The link with this secret."""
    return f"{address}/in/{secret}"


def signed_by_telegram(data: str, token: str, now: datetime) -> str:
    """The id of the user for whom Telegram signed a Mini App's `initData`, as `telegram:12345`; '' if it did not.

    data: as the app hands it over, a query string. token: the bot's, without which nothing is signed.
    What was signed longer than `FRESH` ago counts no more.
    """
    try:
        fields = dict(parse_qsl(data, keep_blank_values=True, strict_parsing=True))
        given = fields.pop("hash")
        signed = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
        key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
        wanted = hmac.new(key, signed.encode(), hashlib.sha256).hexdigest()
        if not token or not hmac.compare_digest(wanted.encode(), given.encode()):
            return ""
        at = datetime.fromtimestamp(int(fields["auth_date"]), now.tzinfo)
        number = json.loads(fields["user"])["id"]
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return ""
    return f"telegram:{number}" if type(number) is int and now - FRESH <= at <= now + AHEAD else ""
