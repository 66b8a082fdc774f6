"""Access: who may practise here, and as what: by the settings, by the records, or by neither."""

from datetime import datetime

from bot.actions import Action, Chosen, Command, Person
from bot.settings import Access
from bot.texts import Texts, texts
from state.records.admitting import standing
from state.records.tables import Role
from state.records.unit import Unit

RANKS: tuple[Role, ...] = ("trainee", "coach", "admin")
FORGET = "forget"


def higher(one: Role, other: Role) -> Role:
    """The one of two roles in which more may be done."""
    return max(one, other, key=RANKS.index)


def set_role(access: Access, user_id: str) -> Role:
    """The role that the settings give somebody."""
    channel, _, number = user_id.partition(":")
    own = int(number) if channel == "telegram" and number.isdecimal() else None
    return "admin" if own in access.admins else "coach" if own in access.coaches else "trainee"


def named(access: Access) -> list[str]:
    """The ids of those to whom the settings give a role."""
    return [f"telegram:{number}" for number in (*access.admins, *access.coaches)]


def role_of(access: Access, user_id: str, kept: Role) -> Role:
    """The role in which somebody acts. kept: the one in the records, which the settings never lower."""
    return higher(set_role(access, user_id), kept)


def outside(unit: Unit, person: Person, action: Action, access: Access, now: datetime) -> str:
    """What is said to somebody of whom nothing is kept, and of whom nothing is to be kept now; '' for all others.

    Whoever has no invitation where one is needed is told whom to ask; whoever brings a good one is let in.
    """
    if unit.user(person.id) is not None:
        return ""
    say = texts(person.lang, person.channel)
    if _about_records(action):  # a person just forgotten, too, whose last words may come twice
        return say("nothing-kept")
    if access.mode == "open" or person.channel == "terminal" or set_role(access, person.id) != "trainee":
        return ""
    if isinstance(action, Command) and action.name == "start" and action.argument:
        found = standing(unit.invitation(action.argument), now)
        return "" if found == "good" else _and_whom_to_ask(say, say("invitation-refused", why=found), access)
    return _and_whom_to_ask(say, say("invitation-needed"), access)


def _about_records(action: Action) -> bool:
    if isinstance(action, Chosen):
        return action.data.startswith(f"{FORGET}/")
    return isinstance(action, Command) and action.name in (FORGET, "mydata")


def _and_whom_to_ask(say: Texts, said: str, access: Access) -> str:
    ask = say("invitation-contact", contact=access.contact) if access.contact else say("invitation-ask")
    return (" " if say.lang == "en" else "").join((said, ask))
