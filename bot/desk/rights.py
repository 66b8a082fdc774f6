"""Rights: whose talks somebody may see at the desk. Whatever it shows goes by `trainees` or `may_see`."""

from collections.abc import Sequence

from state.records.tables import Role
from state.records.unit import Unit


def groups(unit: Unit, user_id: str, role: Role) -> list[str]:
    """The names of the groups that somebody may look at: an admin at all, a coach at those that are theirs."""
    if role == "admin":
        return unit.groups()
    return unit.coached(user_id) if role == "coach" else []


def trainees(unit: Unit, user_id: str, role: Role, group: str = "") -> Sequence[str] | None:
    """The ids of those whose talks somebody may see; None: everybody's. group: only of this one.

    A coach sees the members of the groups that they coach, and not who coaches there beside them.
    """
    if role == "admin" and not group:
        return None
    looked_at = [name for name in groups(unit, user_id, role) if group in ("", name)]
    members = (each for each in unit.memberships() if each.role == "member" and each.group_name in looked_at)
    return sorted({each.user_id for each in members})


def may_see(unit: Unit, user_id: str, role: Role, trainee: str) -> bool:
    """Whether somebody may see a trainee's talks."""
    allowed = trainees(unit, user_id, role)
    return unit.user(trainee) is not None if allowed is None else trainee in allowed
