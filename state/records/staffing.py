"""Staffing: coaches and admins in Telegram: to whom the week is summed up, and whose menu button opens the desk."""

from collections.abc import Collection
from datetime import datetime

import sqlmodel
from sqlalchemy import ColumnElement, or_, update
from sqlmodel import col, select

from state.records.tables import User

_REACHED: tuple[ColumnElement[bool], ...] = (
    col(User.channel) == "telegram",
    col(User.chat_id).is_not(None),
    col(User.closed_at).is_(None),
)


class Staffing:
    """The part of a unit that knows whom coaching concerns. named: ids of those to whom the settings give a role."""

    _database: sqlmodel.Session

    def to_digest(self, since: datetime, named: Collection[str]) -> list[User]:
        """Those who may be coaches or admins, can be reached, and want and have had no digest since then."""
        wanted = select(User).where(_staff(named), *_to_be_told(since))
        return list(self._database.exec(wanted.order_by(col(User.id))))

    def claim_digest(self, user_id: str, since: datetime, at: datetime) -> bool:
        """Note that a user has the week summed up now. False if another process did so since then, or it is not
        wanted any more.
        """
        which = update(User).where(col(User.id) == user_id, *_to_be_told(since))
        return self._database.exec(which.values(digested_at=at)).rowcount == 1

    def with_menu(self, named: Collection[str]) -> list[User]:
        """Those who can be reached and may be coaches or admins, or whose menu button was made to open something."""
        wanted = select(User).where(or_(_staff(named), col(User.menu) != ""), *_REACHED)
        return list(self._database.exec(wanted.order_by(col(User.id))))

    def note_menu(self, user_id: str, menu: str) -> None:
        """Note what a user's menu button was made to open, '' for the commands."""
        self._database.exec(update(User).where(col(User.id) == user_id).values(menu=menu))


def _staff(named: Collection[str]) -> ColumnElement[bool]:
    return or_(col(User.role) != "trainee", col(User.id).in_(list(named)))


def _to_be_told(since: datetime) -> tuple[ColumnElement[bool], ...]:
    untold = or_(col(User.digested_at).is_(None), col(User.digested_at) < since)
    return (*_REACHED, col(User.digest).is_(True), untold)
