"""Roster: who is in the records, as what and in which groups, and how whoever runs Duilian changes that."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from bot.access import higher, role_of
from bot.deciding import plain
from bot.settings import Access
from state.content.problems import nearest
from state.records.tables import Membership, Role, User
from state.records.unit import Unit


class Unchanged(Exception):
    """Somebody or something that is named is not there; the message says what is."""


def listed(unit: Unit, access: Access) -> Iterator[str]:
    """Everybody, whoever was here last first: id, name, role, groups and when; then groups that nobody is in."""
    belonging = defaultdict[str, list[Membership]](list)
    for each in unit.memberships():
        belonging[each.user_id].append(each)
    for user in unit.users():
        groups = ", ".join(_shown(each) for each in belonging[user.id]) or "no group"
        role = role_of(access, user.id, user.role)
        set_ = "" if role == user.role else " (by the settings)"
        who = f"{user.id}  {plain(user.name)}".strip()
        yield f"{who}  {role}{set_}  {groups}  {user.seen_at.astimezone():%Y-%m-%d %H:%M}"
    empty = set(unit.groups()) - {each.group_name for of in belonging.values() for each in of}
    if empty:
        yield f"Groups that nobody is in: {', '.join(sorted(empty))}"


def named(unit: Unit, name: str) -> User:
    """The user of an id, or of a Telegram id without what stands before it. Raises Unchanged."""
    user = unit.user(name) or unit.user(f"telegram:{name}")
    if user is None:
        near = nearest(name, [each.id for each in unit.users()])
        hint = f"; did you mean {near}?" if near else ""
        raise Unchanged(f"nobody in the records is '{name}'{hint} (`duilian users` lists all)")
    return user


def give_role(unit: Unit, access: Access, name: str, role: Role) -> str:
    """Set somebody's role, and return what is to be said. Who is made a trainee coaches no group any more.

    Raises Unchanged.
    """
    user = named(unit, name)
    user.role = role
    if role == "trainee":
        for each in unit.memberships(user.id):
            each.role = "member"
    acting = role_of(access, user.id, role)
    above = f", but acts as {acting}, because the settings say so" if acting != role else ""
    return f"{user.id} is {role} now{above}."


def put(unit: Unit, name: str, group: str, at: datetime, *, coach: bool, new: bool) -> str:
    """Let somebody belong to a group, and return what is to be said. new: the group may be made. Raises Unchanged."""
    user, groups = named(unit, name), unit.groups()
    group = " ".join(group.split())
    if group not in groups and not new:
        near = nearest(group, groups)
        hint = f"; did you mean '{near}'?" if near else f"; there are {', '.join(groups)}" if groups else ""
        raise Unchanged(f"there is no group '{group}'{hint} (--new makes it)")
    unit.join(user.id, group, "coach" if coach else "member", at)
    if coach:
        user.role = higher(user.role, "coach")
    return f"{user.id} {'coaches' if coach else 'is in'} {group} now."


def take_out(unit: Unit, name: str, group: str) -> str:
    """Let somebody no longer belong to a group, and return what is to be said. Raises Unchanged."""
    user = named(unit, name)
    if not unit.leave_group(user.id, group):
        own = ", ".join(each.group_name for each in unit.memberships(user.id)) or "no group"
        raise Unchanged(f"{user.id} is not in '{group}', but in {own}")
    return f"{user.id} is no longer in {group}."


def _shown(member: Membership) -> str:
    return f"{member.group_name} (coach)" if member.role == "coach" else member.group_name
