"""Admitting: groups, who belongs to them, and the invitations that lead there, within one transaction."""

from datetime import datetime
from typing import Literal

import sqlmodel
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from state.records.tables import Acceptance, Group, GroupRole, Invitation, Membership, User

Standing = Literal["good", "unknown", "used_up", "expired", "revoked"]
"""What becomes of whoever comes with a code. A forged one is as unknown as one that never was."""


def standing(invitation: Invitation | None, now: datetime) -> Standing:
    """Whether an invitation still lets somebody in, and if not, why."""
    if invitation is None:
        return "unknown"
    if invitation.revoked_at is not None:
        return "revoked"
    if invitation.expires_at <= now:
        return "expired"
    return "good" if invitation.used < invitation.allowed else "used_up"


class Admission:
    """The part of a unit that knows who may come in, and where each belongs."""

    def __init__(self, database: sqlmodel.Session) -> None:
        self._database = database
        self._held: set[str] = set()

    def user(self, user_id: str) -> User | None:
        """The user of this id."""
        return self._database.get(User, user_id)

    def hold(self, user_id: str) -> User | None:
        """The user of this id, who stays as they are until the unit ends: others who would hold them wait.

        Whatever is done for a person is done holding them, be it by whichever worker, and so one after another.
        """
        held = select(User).where(User.id == user_id).with_for_update(key_share=True)
        found = self._database.exec(held.execution_options(populate_existing=True)).one_or_none()
        self._held.add(user_id)
        return found

    def meet(self, user: User) -> User:
        """Keep a new user, and hold them. One whom another worker met at the same moment is returned as they are."""
        try:
            with self._database.begin_nested():
                self._database.add(user)
        except IntegrityError:
            found = self.hold(user.id)
            if found is None:
                raise
            return found
        self._held.add(user.id)
        return user

    def users(self) -> list[User]:
        """Everybody, whoever was here last first."""
        return list(self._database.exec(select(User).order_by(col(User.seen_at).desc(), col(User.id))))

    def groups(self) -> list[str]:
        """The names of all groups, in order."""
        return sorted(self._database.exec(select(Group.name)))  # here, for each database has an order of its own

    def memberships(self, user_id: str = "") -> list[Membership]:
        """Which groups somebody belongs to, by name; everybody's if nobody is named."""
        wanted = select(Membership).where(Membership.user_id == user_id) if user_id else select(Membership)
        return sorted(self._database.exec(wanted), key=lambda each: (each.group_name, each.user_id))

    def coached(self, user_id: str) -> list[str]:
        """The names of the groups that somebody coaches, in order."""
        return [each.group_name for each in self.memberships(user_id) if each.role == "coach"]

    def join(self, user_id: str, group: str, role: GroupRole, at: datetime) -> None:
        """Let somebody belong to a group, which is made if there is none. Nobody becomes less in it than before."""
        if self._database.get(Group, group) is None:
            self._database.add(Group(name=group, made_at=at))
            self._database.flush()
        member = self._database.get(Membership, (user_id, group))
        if member is None:
            self._database.add(Membership(user_id=user_id, group_name=group, role=role, since=at))
        elif role == "coach":
            member.role = role
        self._database.flush()

    def leave_group(self, user_id: str, group: str) -> bool:
        """Let somebody no longer belong to a group. False if they did not."""
        member = self._database.get(Membership, (user_id, group))
        if member is None:
            return False
        self._database.delete(member)
        self._database.flush()
        return True

    def invite(self, invitation: Invitation) -> None:
        """Keep a new invitation, and make its group if there is none."""
        group = invitation.group_name
        if group is not None and self._database.get(Group, group) is None:
            self._database.add(Group(name=group, made_at=invitation.made_at))
            self._database.flush()
        self._database.add(invitation)
        self._database.flush()

    def invitation(self, code: str) -> Invitation | None:
        """The invitation of a code. It stays as it is until the unit ends: others who would take it wait."""
        return self._database.exec(select(Invitation).where(Invitation.code == code).with_for_update()).one_or_none()

    def invitations(self, now: datetime) -> list[Invitation]:
        """Those that still let somebody in, newest first."""
        open_ = (
            col(Invitation.revoked_at).is_(None),
            Invitation.expires_at > now,
            Invitation.used < Invitation.allowed,
        )
        return list(self._database.exec(select(Invitation).where(*open_).order_by(col(Invitation.made_at).desc())))

    def accepted(self, user_id: str, code: str) -> bool:
        """Whether somebody has taken an invitation."""
        return self._database.get(Acceptance, (user_id, code)) is not None

    def accept(self, user_id: str, code: str, at: datetime) -> bool:
        """Take an invitation, for somebody who has not yet; it counts once more. False if it lets nobody in now."""
        counted = update(Invitation).where(
            col(Invitation.code) == code,
            col(Invitation.used) < col(Invitation.allowed),
            col(Invitation.expires_at) > at,
            col(Invitation.revoked_at).is_(None),
        )
        if self._database.exec(counted.values(used=Invitation.used + 1)).rowcount != 1:
            return False
        self._database.add(Acceptance(user_id=user_id, code=code, at=at))
        self._database.flush()
        return True
