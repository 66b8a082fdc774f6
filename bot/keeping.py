"""Keeping: what simulated trainees talked becomes a group on record, on which the coach's desk can be tried."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex

from bot.delivery import now
from bot.rehearsing import Rehearsal
from bot.scene import carded, stored, talk_from
from bot.texts import Texts
from bot.trainees import Kind
from state.dialogue.customer import Customer
from state.records.records import Records
from state.records.tables import Session, User
from state.records.unit import Unit
from state.scoring.card import score
from state.scoring.talk import Preparation, Talk
from state.troupe import Troupe

APART = timedelta(days=2)
"""Between two talks of the same trainee."""
BETWEEN = timedelta(minutes=1)
"""Between two replies."""


def keep_group(
    records: Records, group: str, rehearsals: Sequence[Rehearsal], troupe: Troupe, reader: str, say: Texts
) -> dict[str, str | int]:
    """Let everybody who was played be a member of a new group, having talked to one customer after the other up to now.

    A trainee is who was played with the same kind and seed. reader: which one read. say: what to call them.
    Returns the group and how many people and talks were kept. Raises RecordsUnavailable.
    """
    at, numbers = now(), dict[str, int]()
    with records.unit() as unit:
        for back, rehearsal in enumerate(reversed(rehearsals)):
            for played in rehearsal.talks:
                who = f"simulated:{group}:{played.kind}{played.seed + 1}"
                if who not in numbers:
                    numbers[who] = len(numbers)
                    name = f"{say('rehearse-kind', kind=played.kind)} {played.seed + 1}"
                    unit.add(User(id=who, channel="terminal", name=name, lang=say.lang, created_at=at, seen_at=at))
                    unit.join(who, group, "member", at)
                talk = replace(played.talk, preparation=_prepared(played.kind, rehearsal.customer))
                keep_talk(unit, who, talk, troupe, reader, at - APART * back - BETWEEN * numbers[who])
    return {"group": group, "people": len(numbers), "talks": sum(len(each.talks) for each in rehearsals)}


def _prepared(kind: Kind, customer: Customer) -> Preparation | None:
    """What a kind of trainee expects and brings: the right things, the right objection alone, or nothing."""
    if kind == "expert":
        fitting = tuple(proof.id for proof in customer.scenario.proof if proof.fits)
        return Preparation(objections=(customer.objection.id,), proof=fitting)
    return Preparation(objections=(customer.objection.id,)) if kind == "average" else None


def keep_talk(
    unit: Unit, who: str, talk: Talk, troupe: Troupe, reader: str, ended: datetime, *, name: str = "",
    private: bool = False,
) -> Session:  # fmt: skip
    """Keep a finished talk as somebody's, with its turns and its card. name: the session's, made up if none.

    A talk without a preparation is scored as one for which it was skipped. reader: which one read.
    ended: when the last reply was said.
    """
    customer, turns = talk.customer, talk.turns
    held = Session(
        user_id=who,
        id=name or token_hex(8),
        scenario=customer.id,
        content_version=customer.version,
        reader_version=reader,
        lang=customer.scenario.lang,
        seed=talk.end.seed,
        phase="done",
        private=private,
        outcome=talk.end.outcome or "left",
        preparation=talk.preparation.model_dump(mode="json") if talk.preparation is not None else None,
        snapshot=talk.end.model_dump(mode="json"),
        started_at=ended - BETWEEN * len(turns),
        updated_at=ended,
        ended_at=ended,
    )
    unit.add(held)
    rows = [stored(turn.model_copy(update={"at": held.started_at + BETWEEN * turn.number}), held) for turn in turns]
    for row in rows:
        unit.add(row)
    card = score(talk_from(held, customer, rows), troupe.rubric)
    unit.add(carded(card, held, customer, 1, reader, ended))
    return held
