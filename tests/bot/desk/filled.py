"""Talks on record, held by simulated trainees with the real reader; and who coaches whom."""

from datetime import datetime
from functools import cache

from bot.keeping import keep_talk
from bot.replaying import converse
from bot.trainees import Kind, phrases, trainee
from state.content.examples import Examples
from state.content.library import load_examples
from state.dialogue.customer import Customer
from state.records.tables import Session
from state.records.unit import Unit
from state.scoring.talk import Talk
from state.troupe import Troupe
from state.understanding.reading import Reader
from state.understanding.tuning.heads import HELD_OUT
from tests.bot.table import FOLDER
from tests.records.rows import user

GROUP, OTHER = "华东一组", "华南组"
COACH, RIVAL, ADMIN = "telegram:11", "telegram:12", "telegram:13"
HOSTILE = '<script>alert("小李")</script>'


@cache
def examples() -> tuple[Examples, ...]:
    return tuple(load_examples(FOLDER, HELD_OUT)[0].values())


def staffed(unit: Unit, at: datetime) -> None:
    """Two coaches, each with a group, and an admin."""
    for number, (who, name, role, group) in enumerate(
        ((COACH, "王教练", "coach", GROUP), (RIVAL, "赵教练", "coach", OTHER), (ADMIN, "孙", "admin", "")), start=11
    ):
        unit.add(user(id=who, name=name, role=role, chat_id=number, seen_at=at))
        if group:
            unit.join(who, group, "coach", at)


def joined(unit: Unit, who: str, name: str, group: str, at: datetime) -> None:
    """A trainee in a group."""
    unit.add(user(id=who, name=name, chat_id=int(who.partition(":")[2]), seen_at=at))
    unit.join(who, group, "member", at)


def hold(
    unit: Unit, who: str, customer: Customer, kind: Kind, at: datetime, troupe: Troupe, reader: Reader, *,
    seed: int = 7, name: str = "", private: bool = False,
) -> Session:  # fmt: skip
    """A whole talk of a simulated trainee, with its turns and its card."""
    said = phrases(examples(), customer.scenario.lang, customer.objection.id)
    turns, end = converse(customer, trainee(kind, customer, seed, said), seed, reader)
    talk = Talk(customer=customer, turns=tuple(turns), end=end)
    name = name or f"{kind}{seed}{customer.id.replace('/', '')}{at:%m%d}"
    return keep_talk(unit, who, talk, troupe, reader.version, at, name=name, private=private)
