"""Lines: whole talks as JSON, one a line, for other programs."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.exporting.choosing import Exported
from state.records.tables import Session, Turn

Json = dict[str, Any]


def talks_jsonl(talks: Iterable[Exported]) -> Iterator[Json]:
    """An object for each talk: who and when, what was prepared, said and concluded, and the card.

    Of a private one there is only who, when and with which customer; `private` is true then.
    """
    for each in talks:
        yield {**_head(each), **(_body(each, each.session) if each.session is not None else {})}


def _head(each: Exported) -> Json:
    customer = each.customer
    return {
        "talk": each.held.id,
        "person": each.held.user_id,
        "name": each.name,
        "groups": list(each.groups),
        "scenario": each.held.scenario,
        "persona": customer.persona.id if customer is not None else None,
        "objection": customer.objection.id if customer is not None else None,
        "private": each.session is None,
        "started_at": _time(each.held.started_at),
        "ended_at": _time(each.held.ended_at),
    }


def _body(each: Exported, session: Session) -> Json:
    return {
        "lang": session.lang,
        "mode": session.mode,
        "outcome": session.outcome,
        "content_version": session.content_version,
        "reader_version": session.reader_version,
        "preparation": session.preparation,
        "diagnosis": session.diagnosis,
        "opening": [say.model_dump(exclude={"pause"}) for say in each.opening],
        "turns": [_turn(turn) for turn in each.turns],
        "card": {"number": each.row.number, "made_at": _time(each.row.made_at), **each.row.body} if each.row else None,
    }


def _turn(turn: Turn) -> Json:
    return {
        "number": turn.number,
        "at": _time(turn.at),
        "reply": turn.reply,
        "moves": turn.reading["moves"],
        "interrupted": turn.interrupted,
        "state_before": turn.state_before,
        "state_after": turn.state_after,
        "meters": turn.meters,
        "says": [{"text": said["text"], "by": said.get("by")} for said in turn.says],
        "events": turn.events,
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
