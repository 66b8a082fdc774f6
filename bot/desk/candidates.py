"""Candidates: the coaches who can be asked to score a talk without sight of any other score."""

from dataclasses import dataclass

from bot.access import role_of
from bot.desk.visiting import Visit
from bot.rights import may_review
from state.records.reviews import Key
from state.records.tables import Role, User
from state.records.unit import Unit


@dataclass(frozen=True)
class Candidate:
    """A coach, in the role in which they act."""

    user: User
    role: Role

    @property
    def id(self) -> str:
        """The user's id."""
        return self.user.id


def candidates(visit: Visit, unit: Unit, talk: Key) -> list[Candidate]:
    """Who may review a talk, is not the visitor, and has neither judged it nor been asked to; by name."""
    wrote = {*(row.by for row in unit.comments(*talk)), *(row.by for row in unit.corrections(*talk))}
    asked = {row.coach_id for row in unit.blind_scores(*talk)}
    access, found = visit.desk.practice.settings.access, list[Candidate]()
    for user in sorted(unit.users(), key=lambda each: (each.name, each.id)):
        role = role_of(access, user.id, user.role)
        if (
            user.id not in {*wrote, *asked, visit.by.id}
            and role != "trainee"
            and may_review(unit, user.id, role, talk[0])
        ):
            found.append(Candidate(user, role))
    return found
