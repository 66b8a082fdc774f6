"""Rights: whose talks somebody may review: admins everybody's, coaches those of members of the groups they coach.

Whoever was asked to score a talk blind sees no judgement of it until they have: `hidden` is what every list, mean,
chart and file leaves out for them, and `review` refuses.
"""

from collections.abc import Sequence

from state.records.overseeing import Overseen
from state.records.reviews import Key
from state.records.tables import Role
from state.records.unit import Unit


class NotAllowed(Exception):
    """A talk that is not theirs to review, that is private, or whose trainee has not seen the card yet."""


class Blind(NotAllowed):
    """A talk that they may review once they have scored it blind."""


def hidden(unit: Unit, user_id: str) -> frozenset[Key]:
    """The talks of which somebody is to see no judgement, for they have to score them blind first."""
    return frozenset(unit.blind_asked(user_id))


def may_review(unit: Unit, user_id: str, role: Role, trainee_id: str) -> bool:
    """Whether somebody may review a trainee's talks; nobody may their own. role: in which they act."""
    if role == "trainee" or user_id == trainee_id:
        return False
    if role == "admin":
        return True
    coached = set(unit.coached(user_id))
    return any(each.role == "member" and each.group_name in coached for each in unit.memberships(trainee_id))


def may_import(unit: Unit, user_id: str, role: Role, person_id: str) -> bool:
    """Whether somebody may bring in a person's real conversations and see them: an admin their own, too."""
    own = role == "admin" and user_id == person_id
    return unit.user(person_id) is not None and (own or may_review(unit, user_id, role, person_id))


def reviewable(unit: Unit, user_id: str, role: Role) -> Sequence[str] | None:
    """The trainees whose talks somebody may review; none: everybody's but their own."""
    if role == "admin":
        return None
    return unit.members_of(unit.coached(user_id)) if role == "coach" else []


def review(unit: Unit, user_id: str, role: Role, talk: Key) -> Overseen:
    """A talk, for somebody who may review it now. Raises NotAllowed; Blind if they have to score it first."""
    overseen = to_score(unit, user_id, role, talk)
    if talk in hidden(unit, user_id):
        raise Blind
    return overseen


def to_score(unit: Unit, user_id: str, role: Role, talk: Key) -> Overseen:
    """A talk, for somebody who may review it, if only once they have scored it blind. Raises NotAllowed."""
    overseen = unit.oversee(*talk) if may_review(unit, user_id, role, talk[0]) else None
    if overseen is None or overseen.held.session is None or not overseen.cards:
        raise NotAllowed
    return overseen
