"""Entering: links by which somebody comes to the desk, each once, and how long they stay, within one transaction."""

from datetime import datetime
from typing import Literal

from sqlalchemy import delete, tuple_, update
from sqlmodel import col, select

from state.records.admitting import Admission
from state.records.reviewing import SignIn, Stay

Spent = Literal["unknown", "used", "expired"]
"""Why a link lets nobody in."""


def spent(link: SignIn | None, at: datetime) -> Spent | None:
    """Why a link lets nobody in; None if it does."""
    if link is None:
        return "unknown"
    if link.used_at is not None:
        return "used"
    return "expired" if link.expires_at <= at else None


class Entrance(Admission):
    """The part of a unit that knows the links to the desk, and who is signed in there."""

    def link(self, digest: str) -> SignIn | None:
        """The link whose secret has this digest."""
        return self._database.exec(select(SignIn).where(SignIn.digest == digest)).first()

    def enter(self, digest: str, at: datetime) -> tuple[str, Spent | None]:
        """Use up a link, and return the id of the user whom it lets in; or '' and why it lets nobody in.

        Of several who use the same link at the same time one comes in.
        """
        found = self.link(digest)
        why = spent(found, at)
        if found is None or why is not None:
            return "", why
        unused = (col(SignIn.digest) == digest, col(SignIn.used_at).is_(None))
        took = self._database.exec(update(SignIn).where(*unused).values(used_at=at)).rowcount == 1
        return (found.user_id, None) if took else ("", "used")

    def expire_links(self, before: datetime, limit: int) -> int:
        """Remove at most so many of the links that ended before, used or not, and return how many."""
        key = (col(SignIn.user_id), col(SignIn.digest))
        old = select(*key).where(col(SignIn.expires_at) < before).limit(limit)
        return self._database.connection().execute(delete(SignIn).where(tuple_(*key).in_(old))).rowcount

    def stay(self, user_id: str, digest: str, at: datetime) -> Stay | None:
        """Somebody's stay at the desk, if it has begun and neither its time is over nor they have signed out."""
        found = self._database.get(Stay, (user_id, digest))
        return found if found is not None and found.ends_at > at else None

    def end_stay(self, user_id: str, digest: str) -> None:
        """Sign somebody out in one browser."""
        self._database.exec(delete(Stay).where(col(Stay.user_id) == user_id, col(Stay.digest) == digest))

    def end_stays(self, user_id: str) -> None:
        """Sign somebody out wherever they are signed in."""
        self._database.exec(delete(Stay).where(col(Stay.user_id) == user_id))

    def expire_stays(self, before: datetime, limit: int) -> int:
        """Remove at most so many of the stays that ended before, and return how many."""
        key = (col(Stay.user_id), col(Stay.digest))
        old = select(*key).where(col(Stay.ends_at) < before).limit(limit)
        return self._database.connection().execute(delete(Stay).where(tuple_(*key).in_(old))).rowcount
