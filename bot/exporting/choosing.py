"""Choosing: which talks are taken out, and what anybody but their trainee may see of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pydantic import ValidationError

from bot.roster import Unchanged, named
from bot.rulings import review_in
from bot.scene import talk_from
from state.content.problems import nearest
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Say
from state.dialogue.step import begin
from state.records.overseeing import Held, Overseen
from state.records.records import Records
from state.records.reviews import Key
from state.records.tables import Card as CardRow
from state.records.tables import Session, Turn
from state.records.unit import Unit
from state.scoring.card import Card
from state.scoring.review import Review
from state.scoring.talk import Talk
from state.troupe import Troupe

NAMED = 8  # characters of a talk's id that tell it from others


class NoTalk(Exception):
    """No talk, or more than one, is what was asked for; the message says why and what there is."""


@dataclass(frozen=True)
class Wanted:
    """Which talks are asked for: all, but for what narrows it.

    session: a talk's id or how it begins. users: only theirs. since, until: begun then; `until` is excluded.
    but: talks that are left out.
    """

    session: str = ""
    users: frozenset[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    but: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Exported:
    """A talk as it may be taken out. Of a private one there are no turns.

    name, groups: of its trainee. customer: as it is now; None if it is gone.
    opening: what the customer said before the first reply; empty if that is not known any more.
    row, card: the newest card, once its trainee has seen it; card: None too if this version does not understand it.
    talk: what scoring sees; None if it cannot be put together any more. review: what people found of it.
    """

    held: Held
    name: str
    groups: tuple[str, ...]
    customer: Customer | None
    opening: tuple[Say, ...] = ()
    turns: Sequence[Turn] = ()
    row: CardRow | None = None
    card: Card | None = None
    talk: Talk | None = None
    review: Review = field(default_factory=Review)

    @property
    def session(self) -> Session | None:
        """All of it; None of a private one."""
        return self.held.session

    @property
    def took(self) -> timedelta | None:
        """How long it took; None as long as it goes on."""
        return self.held.ended_at - self.held.started_at if self.held.ended_at is not None else None

    @property
    def title(self) -> str:
        """What the customer is called, or the scenario's id if that is gone."""
        return self.customer.scenario.title if self.customer is not None else self.held.scenario


def members(unit: Unit, group: str) -> frozenset[str]:
    """The ids of a group's members, its coaches left out. Raises NoTalk if there is no such group."""
    groups = unit.groups()
    if group not in groups:
        near = nearest(group, groups)
        hint = f"; did you mean '{near}'?" if near else f"; there are {', '.join(groups)}" if groups else ""
        raise NoTalk(f"there is no group '{group}'{hint}")
    return frozenset(each.user_id for each in unit.memberships() if (each.group_name, each.role) == (group, "member"))


def person(unit: Unit, name: str) -> frozenset[str]:
    """The id of somebody, alone. name: as `duilian users` lists it, or a Telegram id. Raises NoTalk."""
    try:
        return frozenset((named(unit, name).id,))
    except Unchanged as error:
        raise NoTalk(str(error)) from None


def chosen(records: Records, troupe: Troupe, wanted: Wanted) -> Iterator[Exported]:
    """The talks that are asked for, oldest first, each read in a transaction of its own, for others want to write.

    Raises NoTalk, before the first, if a talk is named and there is none or more than one; RecordsUnavailable.
    """
    with records.unit() as unit:
        keys = unit.held_by(wanted.users, begins=wanted.session, since=wanted.since, until=wanted.until)
    keys = [key for key in keys if key not in wanted.but]
    if wanted.session and len(keys) != 1:
        found = ", ".join(session[:NAMED] for _, session in keys[:5])
        raise NoTalk(f"'{wanted.session}' could be any of {found}" if keys else f"no talk is called '{wanted.session}'")
    return _each(records, troupe, keys)


def _each(records: Records, troupe: Troupe, keys: Sequence[tuple[str, str]]) -> Iterator[Exported]:
    for user_id, session_id in keys:
        with records.unit() as unit:
            found = exported(unit, troupe, user_id, session_id)
        if found is not None:
            yield found


def exported(unit: Unit, troupe: Troupe, user_id: str, session_id: str) -> Exported | None:
    """One talk; None if there is none, or if it has not begun and nobody has said anything."""
    user, seen = unit.user(user_id), unit.oversee(user_id, session_id)
    if user is None or seen is None:
        return None
    customer = troupe.customers.get(seen.held.scenario)
    groups = tuple(each.group_name for each in unit.memberships(user_id) if each.role == "member")
    bare = Exported(seen.held, user.name, groups, customer)
    session = seen.held.session
    if session is None:
        return bare
    if session.snapshot is None:
        return None
    return _whole(bare, session, seen, review_in(unit, user_id, session_id))


def _whole(bare: Exported, session: Session, seen: Overseen, review: Review) -> Exported:
    row = seen.cards[0] if seen.cards else None
    card, talk, opening = None, None, tuple[Say, ...]()
    try:
        card = Card.model_validate(row.body) if row is not None else None
        if bare.customer is not None:
            talk = replace(talk_from(session, bare.customer, seen.turns), review=review)
            opening = _opening(session, bare.customer)
    except ValidationError:  # of another version: what was said is taken out all the same
        pass
    return replace(bare, opening=opening, turns=seen.turns, row=row, card=card, talk=talk, review=review)


def _opening(session: Session, customer: Customer) -> tuple[Say, ...]:
    """What the customer said first; it is not stored, but follows from the seed as long as the customer is the same.

    Nothing where the trainee spoke first, so that it was never said.
    """
    if session.content_version != customer.version or (session.preparation or {}).get("spoke_first"):
        return ()
    return begin(customer, session.seed, session.started_at).says
