"""Desk: what every address of it needs, and the seal by which it knows again what it gave out."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.calibrating import Reckoned
from bot.desk.knocking import Knocks
from bot.desk.models import Played
from bot.practice import Practice

PREFIX = "/desk"
LOCAL = "terminal:local"
"""Who comes by the link that `duilian desk` prints: whoever runs it."""
HOURS = 12


@dataclass(frozen=True)
class Desk:
    """The desk over a practice. secret: of the link printed in the terminal; '' if none was.

    process: tells this start of the program from others, so that the terminal's link lets in for no longer.
    played: model conversations that were asked for. reckoned: what scoring found of the talks that coaches judged.
    left: digests of those stays by the terminal's link that ended. knocks: who tried to come in, and could not.
    """

    practice: Practice
    secret: str = ""
    process: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    played: Played = field(default_factory=dict)
    reckoned: Reckoned = field(default_factory=Reckoned)
    left: set[str] = field(default_factory=set)
    knocks: Knocks = field(default_factory=Knocks)

    @property
    def public(self) -> str:
        """The desk's address from outside, as `https://bot.example.org/desk`; '' if it is not set."""
        return self.practice.settings.desk.url

    def is_public(self, host: str) -> bool:
        """Whether a request came by the public address. host: as the request names it."""
        return bool(self.public) and urlsplit(self.public).netloc == host

    @property
    def token(self) -> str:
        """The bot's token, by which Telegram signs; '' if there is none."""
        return self.practice.settings.telegram.token.get_secret_value()

    @property
    def largest(self) -> int:
        """Bytes of a file that is taken."""
        return self.practice.settings.limits.upload * 1000

    def sealed(self, what: dict[str, str]) -> str:
        """A text that only this desk can make."""
        return self._seal.dumps(what)

    def opened(self, sealed: str) -> dict[str, str]:
        """What was sealed, at most `HOURS` ago; nothing if it was not."""
        try:
            found = self._seal.loads(sealed, max_age=HOURS * 3600)
        except BadData:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def _seal(self) -> URLSafeTimedSerializer:
        # From the token, so that a restart, or another worker, knows who is signed in; nothing leads back to it.
        token = self.token.encode()
        key = hmac.new(token, b"duilian desk", hashlib.sha256).digest() if token else self.process.encode()
        return URLSafeTimedSerializer(key, salt="desk", signer_kwargs={"digest_method": hashlib.sha256})
