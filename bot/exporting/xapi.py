"""xAPI: that a talk was held and how it was scored, as statements of the Experience API 1.0.3, for learning systems.

Nothing is sent: the statements are written down, to be sent by whatever keeps them.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from bot.exporting.choosing import Exported
from state.content.terms import Lang
from state.scoring.card import Card

Statement = dict[str, Any]

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
SCORED = "http://adlnet.gov/expapi/verbs/scored"
SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
TELEGRAM = "https://telegram.org"
HOME = "https://duilian.invalid"
"""Where what is named here is at home, as long as nobody says otherwise: an address that leads nowhere."""
OURS = uuid5(NAMESPACE_URL, "https://duilian.invalid/xapi")
TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}


def statements(talks: Iterable[Exported], home: str = HOME) -> Iterator[Statement]:
    """Statements on each talk that is over: `completed`, and `scored` where there is a card that may be seen.

    home: the address under which this Duilian's activities and extensions are named, without a slash at the end.
    A statement's id follows from the talk, and from the card where it is about one: what is sent twice is kept once,
    and a talk that is scored again gives one statement more. Of a private talk there is only that it was completed.
    """
    for each in talks:
        if each.held.ended_at is None:
            continue
        yield _statement(each, home, "completed", COMPLETED, each.held.ended_at, _completed(each))
        if each.row is not None and each.card is not None:
            yield _statement(each, home, "scored", SCORED, each.row.made_at, _scored(each.card, home), each.row.number)


def home_of(*wished: str) -> str:
    """The first address that is wished for, without a slash at the end; `HOME` if none is."""
    return next((address.rstrip("/") for address in wished if address), HOME)


def array(found: Iterable[Statement]) -> Iterator[str]:
    """Statements as one JSON array, piece by piece, a statement a line."""
    before = "[\n"
    for statement in found:
        yield before + json.dumps(statement, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def statement_id(user_id: str, session_id: str, verb: str, card: int = 0) -> UUID:
    """The id of a statement. card: the number of the card that it is about, 0 if it is about none."""
    return uuid5(OURS, f"{user_id}/{session_id}/{verb}/{card}")


def duration(took: timedelta) -> str:
    """A length of time as ISO 8601 has it, to a hundredth of a second: PT1H2M3.45S."""
    hundredths = max(0, round(took.total_seconds() * 100))
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest / 100:.2f}".rstrip("0").rstrip(".")
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + f"{seconds}S"


def _statement(
    each: Exported, home: str, name: str, verb: str, at: datetime, result: Statement, card: int = 0
) -> Statement:
    return {
        "id": str(statement_id(each.held.user_id, each.held.id, name, card)),
        "actor": _actor(each, home),
        "verb": {"id": verb, "display": {"en": name, "zh-CN": {"completed": "完成", "scored": "得分"}[name]}},
        "object": _activity(each, home),
        "result": result,
        "context": _context(each, home),
        "timestamp": at.isoformat(),
    }


def _actor(each: Exported, home: str) -> Statement:
    channel, _, number = each.held.user_id.partition(":")
    account = (
        {"homePage": TELEGRAM, "name": number}
        if channel == "telegram"
        else {"homePage": home, "name": each.held.user_id}
    )
    return {"objectType": "Agent", **({"name": each.name} if each.name else {}), "account": account}


def _activity(each: Exported, home: str) -> Statement:
    definition: Statement = {"type": SIMULATION}
    if each.customer is not None:
        scenario = each.customer.scenario
        definition["name"] = {TAGS[scenario.lang]: scenario.title}
        definition["description"] = {TAGS[scenario.lang]: scenario.brief}
    return {"objectType": "Activity", "id": f"{home}/customers/{each.held.scenario}", "definition": definition}


def _context(each: Exported, home: str) -> Statement:
    context: Statement = {
        "registration": str(uuid5(OURS, f"{each.held.user_id}/{each.held.id}")),
        "platform": "Duilian",
    }
    extensions: Statement = {}
    if each.customer is not None:
        context["language"] = TAGS[each.customer.scenario.lang]
        extensions[f"{home}/xapi/persona"] = each.customer.persona.id
        extensions[f"{home}/xapi/objection"] = each.customer.objection.id
    if each.session is not None:
        extensions[f"{home}/xapi/mode"] = each.session.mode
    return {**context, **({"extensions": extensions} if extensions else {})}


def _completed(each: Exported) -> Statement:
    took = {"duration": duration(each.took)} if each.took is not None else {}
    if each.session is None or each.session.outcome is None:
        return took
    return {"completion": each.session.outcome != "left", "response": each.session.outcome, **took}


def _scored(card: Card, home: str) -> Statement:
    steps = {part.id: round(part.share, 4) for part in (*card.steps, *card.groups) if part.share is not None}
    return {
        "score": {"scaled": card.score / 100, "raw": card.score, "min": 0, "max": 100},
        "extensions": {f"{home}/xapi/steps": steps, f"{home}/xapi/rubric": card.rubric},
    }
