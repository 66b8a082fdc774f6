"""Staying: who is signed in, by what their cookie holds and by what the records know of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.access import role_of
from bot.desk.desk import LOCAL, Desk
from bot.desk.signing import digest_of
from state.content.terms import Lang
from state.records.reviewing import Way
from state.records.tables import Role
from state.records.unit import Unit


@dataclass(frozen=True)
class Visitor:
    """Who is signed in. role: coach or admin. way: how they came in. stay: digest of what their cookie holds."""

    id: str
    name: str
    role: Role
    lang: Lang
    way: Way | Literal["local"]
    stay: str = ""


def visitor_of(desk: Desk, unit: Unit, user_id: str, way: Way, stay: str = "") -> Visitor | None:
    """Who a user is at the desk now; None if it is not for them."""
    user = unit.user(user_id)
    role = role_of(desk.practice.settings.access, user.id, user.role) if user is not None else "trainee"
    return Visitor(user.id, user.name, role, user.lang, way, stay) if user is not None and role != "trainee" else None


def who_stays(desk: Desk, ticket: Mapping[str, str], at: datetime) -> Visitor | None:
    """Who is signed in by what a cookie holds; None for nobody, or for who has signed out or may no longer come."""
    stay = digest_of(ticket.get("stay", ""))
    if ticket.get("way") == "local":
        is_here = ticket.get("process") == desk.process and stay not in desk.left
        return Visitor(LOCAL, "", "admin", desk.practice.settings.practice.lang, "local", stay) if is_here else None
    if "user" not in ticket:
        return None
    with desk.practice.records.unit() as unit:
        found = unit.stay(ticket["user"], stay, at)
        return visitor_of(desk, unit, found.user_id, found.way, stay) if found is not None else None
