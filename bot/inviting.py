"""Inviting: admins, and coaches for their own groups, let people in by links that end; each is taken once a person."""

import re
import secrets
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.access import RANKS, higher
from bot.actions import Choice, Screen
from bot.scene import Scene
from bot.screens import headed, paired
from state.content.problems import nearest
from state.records.admitting import standing
from state.records.tables import GroupRole, Invitation, Role

QUESTION = "invite"
MOST, LONGEST = 1000, 365  # people and days of one invitation
NAME = 46  # bytes of a group's name: beside what else a button says, all that it holds
SHOWN = 10  # invitations in the list, groups in the menu

ROLES: Mapping[str, Role] = {
    "学员": "trainee", "trainee": "trainee", "教练": "coach", "coach": "coach", "管理员": "admin", "admin": "admin",
}  # fmt: skip
LIST, REVOKE = ("列表", "list"), ("收回", "revoke")
NEW = "+"  # before a group's name: it is to be made
_PEOPLE = re.compile(r"(?<!\S)(\d{1,9})\s*(?:个?人|people|person)(?!\S)", re.IGNORECASE)
_DAYS = re.compile(r"(?<!\S)(\d{1,9})\s*(?:天|days?)(?!\S)", re.IGNORECASE)
_SPEC = re.compile(r"([tca])\.(\d{1,4})\.(\d{1,3})")


@dataclass(frozen=True)
class Wish:
    """An invitation as it is asked for. group: '' for none. new: whether the group is to be made."""

    group: str = ""
    role: Role = "trainee"
    people: int = 1
    days: int = 7
    new: bool = False

    @property
    def tag(self) -> str:
        """All but the group, as a button says it."""
        return f"{self.role[0]}.{self.people}.{self.days}"


def wish_of(text: str) -> Wish:
    """What a typed line asks for, as `华东一组 教练 20人 30天`, in any order, all optional; `+华东二组` is new."""
    text = unicodedata.normalize("NFKC", text).replace(",", " ").replace("、", " ")
    people, days = _PEOPLE.search(text), _DAYS.search(text)
    words = _DAYS.sub(" ", _PEOPLE.sub(" ", text)).split()
    roles = [ROLES[word.lower()] for word in words if word.lower() in ROLES]
    name = " ".join(word for word in words if word.lower() not in ROLES)
    group = name.removeprefix(NEW).strip()
    role = roles[0] if roles else "trainee"
    return Wish(group, role, int(people[1]) if people else 1, int(days[1]) if days else 7, name.startswith(NEW))


def command(scene: Scene, argument: str) -> None:
    """Take `/invite` with what follows it."""
    first, _, rest = argument.strip().partition(" ")
    if scene.role == "trainee":
        scene.coach(Screen(scene.say("invite-staff")))
    elif argument.strip().lower() in LIST:
        _list(scene)
    elif first.lower() in REVOKE:
        _revoke(scene, rest.strip())
    elif argument:
        _invite(scene, wish_of(argument))
    else:
        _ask(scene)


def choose(scene: Scene, tag: str, value: str) -> None:
    """Take a button. value: a group, '' for none; a code.

    tag: `ask` or `list` for that screen, `off` to revoke, '' for a group alone, or a `Wish.tag`.
    """
    if scene.role == "trainee":
        scene.coach(Screen(scene.say("invite-staff")))
    elif tag == "list":
        _list(scene)
    elif tag == "off":
        _revoke(scene, value)
    elif tag == "ask":
        _ask(scene)
    elif tag == "":
        _usual(scene, value)
    elif found := _SPEC.fullmatch(tag):
        role = next(role for role in RANKS if role[0] == found[1])
        _invite(scene, Wish(value, role, int(found[2]), int(found[3]), new=True))
    else:
        scene.stale()


def accept(scene: Scene, code: str) -> bool:
    """Let a person take the invitation of a code, and tell what came of it. False if it lets nobody in."""
    unit, user = scene.unit, scene.user
    invitation = unit.invitation(code)
    found = standing(invitation, scene.now)
    if unit.accepted(user.id, code):
        scene.coach(Screen(scene.say("invitation-again")))
        return True
    if invitation is None or found != "good" or not unit.accept(user.id, code, scene.now):
        scene.coach(Screen(scene.say("invitation-refused", why="used_up" if found == "good" else found)))
        return False
    user.role = higher(user.role, invitation.role)
    group = invitation.group_name
    if group is not None:
        role: GroupRole = "member" if invitation.role == "trainee" else "coach"
        unit.join(user.id, group, role, scene.now)
    told = "invitation-joined" if group is not None else "invitation-accepted"
    scene.coach(Screen(scene.say(told, group=group or "", role=invitation.role)))
    return True


def _ask(scene: Scene) -> None:
    """Ask for a group, and say what can be typed instead."""
    say, groups = scene.say, _groups(scene)
    if not groups and scene.role == "coach":
        scene.coach(Screen(say("invite-no-group")))
        return
    choices = [Choice(_data("", group), group) for group in groups[:SHOWN]]
    if scene.role == "admin":
        choices.append(Choice(_data("", ""), headed(say("invite-ungrouped"))))
    choices.append(Choice(_data("list", ""), say("invite-list-button")))
    there = [say("invite-groups", groups=say("invite-comma").join(groups))] if groups else []
    scene.coach(Screen("\n".join((say("invite-ask", role=scene.role), *there)), tuple(choices)), in_place=True)


def _usual(scene: Scene, group: str) -> None:
    """Offer the usual invitations to a group."""
    if group and group not in _groups(scene):
        scene.stale()
        return
    wishes = [Wish(group), Wish(group, people=20, days=30)]
    if scene.role == "admin":
        wishes.append(Wish(group, "coach") if group else Wish(role="admin", days=1))
    choices = [Choice(_data(wish.tag, group), headed(_terms(scene, wish))) for wish in wishes]
    head = scene.say("invite-usual", group=group) if group else scene.say("invite-usual-ungrouped")
    scene.coach(Screen(head, (*choices, _start_over(scene))), in_place=True)


def _invite(scene: Scene, wish: Wish) -> None:
    """Make an invitation, or say what keeps it from being made."""
    say, groups = scene.say, _groups(scene)
    refusal = _refusal(scene, wish, groups)
    if refusal:
        scene.coach(Screen(refusal))
    elif wish.group and wish.group not in groups and not wish.new:
        _unknown(scene, wish, groups)
    else:
        until = scene.now + timedelta(days=wish.days)
        invitation = Invitation(
            code=secrets.token_urlsafe(9),
            group_name=wish.group or None,
            role=wish.role,
            allowed=wish.people,
            made_by=scene.user.id,
            made_at=scene.now,
            expires_at=until,
        )
        scene.unit.invite(invitation)
        off = Choice(_data("off", invitation.code), say("invite-revoke-this"))
        told = say("invite-made", terms=_terms(scene, wish), where=_where(scene, wish.group), until=_day(until))
        link = f"https://t.me/{scene.bot}?start={invitation.code}" if scene.bot else ""
        how = say("invite-link", link=link) if link else say("invite-code", code=invitation.code)
        scene.coach(Screen(told, (off,)), Screen(how), in_place=True)


def _refusal(scene: Scene, wish: Wish, groups: Collection[str]) -> str:
    say = scene.say
    if not (1 <= wish.people <= MOST and 1 <= wish.days <= LONGEST):
        return say("invite-range", people=MOST, days=LONGEST)
    if len(wish.group.encode()) > NAME or not wish.group.isprintable():
        return say("invite-name", chinese=NAME // 3, letters=NAME)
    if scene.role == "coach" and (wish.role != "trainee" or wish.group not in groups):
        return say("invite-own-only")
    if wish.role == "coach" and not wish.group:
        return say("invite-coach-group")
    return ""


def _unknown(scene: Scene, wish: Wish, groups: Collection[str]) -> None:
    """There is no such group: perhaps another was meant, perhaps it is to be made."""
    say, near = scene.say, nearest(wish.group, groups)
    choices = [Choice(_data(wish.tag, near), say("invite-into", group=near))] if near else []
    choices.append(Choice(_data(wish.tag, wish.group), say("invite-new", group=wish.group)))
    hint = say("invite-near", group=near) if near else ""
    choices.append(_start_over(scene))
    scene.coach(Screen(say("invite-unknown", group=wish.group, near=hint), tuple(choices)), in_place=True)


def _list(scene: Scene) -> None:
    """Show the invitations that still let somebody in, each with a button that revokes it."""
    say, there = scene.say, _invitations(scene)
    if not there:
        scene.coach(Screen(say("invite-none"), (_start_over(scene),)), in_place=True)
        return
    lines, choices = [say("invite-list")], []
    for number, each in enumerate(there[:SHOWN], start=1):
        where, until = _where(scene, each.group_name or ""), _day(each.expires_at)
        counts = {"used": each.used, "people": each.allowed}
        lines.append(
            say("invite-line", number=number, where=where, role=each.role, until=until, code=each.code, **counts)
        )
        choices.append(Choice(_data("off", each.code), say("invite-revoke", number=number)))
    scene.coach(Screen("\n".join(lines), (*paired(choices), _start_over(scene))), in_place=True)


def _revoke(scene: Scene, code: str) -> None:
    found = next((each for each in _invitations(scene) if each.code == code), None)
    if found is None:
        scene.coach(Screen(scene.say("invite-gone")), in_place=True)
    else:
        found.revoked_at = scene.now
        rest = Choice(_data("list", ""), scene.say("invite-list-button"))
        scene.coach(Screen(scene.say("invite-revoked"), (rest,)), in_place=True)


def _invitations(scene: Scene) -> list[Invitation]:
    """Those that the person may see: an admin all, a coach those of trainees to groups that are theirs."""
    there, own = scene.unit.invitations(scene.now), _groups(scene)
    return [each for each in there if scene.role == "admin" or (each.role == "trainee" and each.group_name in own)]


def _groups(scene: Scene) -> list[str]:
    """The groups that the person may invite to."""
    return scene.unit.groups() if scene.role == "admin" else scene.unit.coached(scene.user.id)


def _terms(scene: Scene, wish: Wish) -> str:
    return scene.say("invite-terms", role=wish.role, people=wish.people, days=wish.days)


def _where(scene: Scene, group: str) -> str:
    return scene.say("invite-where", group=group) if group else scene.say("invite-ungrouped")


def _day(at: datetime) -> str:
    return at.astimezone().strftime("%m-%d %H:%M")


def _start_over(scene: Scene) -> Choice:
    return Choice(_data("ask", ""), scene.say("menu-back"))


def _data(tag: str, value: str) -> str:
    return f"{QUESTION}/{tag}/{value}"
