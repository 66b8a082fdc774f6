"""Rights: whose talks somebody may see at the desk: those that they may review, and an admin their own too."""

from collections.abc import Sequence

from bot.assigning import groups_of
from bot.rights import may_review, reviewable
from state.records.reviews import Key
from state.records.tables import Role
from state.records.unit import Unit


def trainees(unit: Unit, user_id: str, role: Role, group: str = "") -> Sequence[str] | None:
    """The ids of those whose talks somebody may see; None: everybody's. group: only of this one.

    A coach sees the members of the groups that they coach, and not who coaches there beside them.
    """
    if not group:
        return reviewable(unit, user_id, role)
    return unit.members_of([name for name in groups_of(unit, role, user_id) if name == group])


def may_see(unit: Unit, user_id: str, role: Role, trainee: str) -> bool:
    """Whether somebody may see a trainee's talks."""
    allowed = trainees(unit, user_id, role)
    return unit.user(trainee) is not None if allowed is None else trainee in allowed


def blind(unit: Unit, user_id: str, role: Role) -> list[Key]:
    """The talks that somebody has been asked to score blind and can, what was asked first first."""
    return [talk for talk in unit.blind_asked(user_id) if may_review(unit, user_id, role, talk[0])]
