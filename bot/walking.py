"""Walking: a talk is looked up in the records, and the way that it took through the customer's states is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from bot.cards import NAMED
from bot.scene import talk_from
from state.dialogue.customer import Customer
from state.dialogue.replaying import Hop, walk
from state.dialogue.step import begin
from state.records.records import Records
from state.records.tables import Session
from state.records.unit import Unit

REACHED = 1000  # talks, the newest first, among which one is looked for


class NoTalk(Exception):
    """There is no such talk, or none whose way may be shown; the message says why."""


@dataclass(frozen=True)
class Walk:
    """The way that a talk took. rewritten: whether the customer has been changed since."""

    hops: Sequence[Hop]
    rewritten: bool


def walked(records: Records, customer: Customer, user_id: str, session: str) -> Walk:
    """The way of a talk with this customer. session: its id or how that begins. user_id: who looks at it.

    One's own talks are looked through first, then those of others. Raises NoTalk; RecordsUnavailable.
    """
    with records.unit() as unit:
        held = _held(unit, customer, user_id, session)
        rows = unit.turns(held.user_id, held.id)
    if not rows:
        raise NoTalk(f"nothing has been said in talk {held.id[:NAMED]} yet")
    try:
        turns = talk_from(held, customer, rows).turns
    except ValidationError as error:  # whose message may quote a reply
        raise NoTalk("this version does not understand what was stored of the talk") from error
    start = begin(customer, held.seed, held.started_at).snapshot
    return Walk(walk(customer, start, turns), rewritten=held.content_version != customer.version)


def _held(unit: Unit, customer: Customer, user_id: str, session: str) -> Session:
    own = [(each.id, each.scenario, each) for each in unit.sessions(user_id, REACHED)]
    others = [(each.id, each.scenario, each.session) for each in unit.recent_sessions(REACHED)]
    named = [each for each in (*own, *others) if each[0].startswith(session)]
    fitting = [each for each in named if each[1] == customer.id]
    if fitting:
        held = fitting[0][2]
        if held is None:
            raise NoTalk(f"talk {fitting[0][0][:NAMED]} is private: only its trainee may see more of it")
        return held
    if named:
        id_, scenario, _ = named[0]
        raise NoTalk(f"talk {id_[:NAMED]} was with another customer: draw {scenario} instead")
    ids = dict.fromkeys(id_[:NAMED] for id_, scenario, _ in (*own, *others) if scenario == customer.id)
    there = f"the last with {customer.id} are {', '.join([*ids][:5])}" if ids else f"there is none with {customer.id}"
    raise NoTalk(f"no talk '{session}' is in the records; {there}")
