"""Knocking: who tries to come in by links or signatures that were never given out is not listened to for a while."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from starlette.requests import Request

MOST = 20
"""Tries in vain from one address, after which no more are looked at."""
AWHILE = timedelta(minutes=10)
"""For how long a try counts."""
KNOWN = 10_000
"""Addresses that are remembered before those are forgotten whose last try counts no more."""


@dataclass
class Knocks:
    """Tries in vain by the address from which they came, in the memory of one program."""

    _tries: dict[str, deque[datetime]] = field(default_factory=dict)

    def missed(self, address: str, at: datetime) -> None:
        """Somebody tried in vain. address: from where, '' if that is not known; then it does not count."""
        if not address:
            return
        self._tries.setdefault(address, deque(maxlen=MOST)).append(at)
        if len(self._tries) > KNOWN:
            self._tries = {each: tries for each, tries in self._tries.items() if at - tries[-1] < AWHILE}

    def is_out(self, address: str, at: datetime) -> bool:
        """Whether nobody who comes from there is listened to now."""
        tries = self._tries.get(address)
        return tries is not None and len(tries) == MOST and at - tries[0] < AWHILE


def whence(request: Request) -> str:
    """From where a request came: an address, or of IPv6 the network that one customer is given; '' if nobody says.

    A proxy on this machine, or beside it, says it in the last entry of X-Forwarded-For; from others that header is
    not believed. Where it says nothing, all come from one address, and one could shut out everybody.
    """
    found = request.client.host if request.client is not None else ""
    try:
        if ip_address(found).is_private:
            found = ",".join(request.headers.getlist("X-Forwarded-For")).rpartition(",")[2].strip()
        address = ip_address(found)
    except ValueError:
        return ""
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
