"""Talks for scoring, a few readings long, and criteria as small as a test needs them."""

from collections.abc import Mapping
from typing import Any

from state.content.rubric import Criterion
from state.content.terms import Move, Outcome
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Event, Turn
from state.scoring.talk import Diagnosis, Preparation, Talk
from tests.customers import NOW, customer_of, reading_of, started

PRICE = customer_of("zh/vmc_price")


def turn(
    number: int,
    *moves: Move,
    reply: str | None = None,
    read: Mapping[Move, float] | None = None,
    events: tuple[Event, ...] = (),
    **changes: Any,
) -> Turn:
    """A turn in which nothing changes but what is said to change."""
    meters = started(PRICE).meters
    reply = reply or f"这是第{number}句，不长也不短。"
    known: dict[str, Any] = {
        "number": number,
        "reply": reply,
        "reading": reading_of(reply, read or moves or ("other",)),
        "interrupted": False,
        "state_before": "objecting",
        "state_after": "objecting",
        "before": meters,
        "after": meters,
        "says": (),
        "events": events,
        "at": NOW,
    }
    return Turn(**(known | changes))


def talk(
    *turns: Turn,
    customer: Customer = PRICE,
    outcome: Outcome | None = None,
    answered: tuple[str, ...] = (),
    preparation: Preparation | None = None,
    diagnosis: Diagnosis | None = None,
) -> Talk:
    end = started(customer).model_copy(update={"outcome": outcome, "answered": answered})
    if answered:
        eased = tuple(Event(happened="ConcernEased", about=answer) for answer in answered)
        turns = (*turns[:-1], turns[-1].model_copy(update={"events": (*turns[-1].events, *eased)}))
    return Talk(customer, turns, end, preparation, diagnosis)


def saying(*replies: tuple[Move, ...] | Mapping[Move, float], **known: Any) -> Talk:
    """A talk of replies that make these moves, surely, or as surely as given."""
    turns = [
        turn(number, read=reply) if isinstance(reply, Mapping) else turn(number, *reply)
        for number, reply in enumerate(replies, 1)
    ]
    return talk(*turns, **known)


def criterion(test: str, moves: tuple[Move, ...] = (), than: tuple[Move, ...] = (), points: int = 5) -> Criterion:
    text = {"zh": "问", "en": "asks"}
    return Criterion.model_validate(
        {
            "id": "one", "asks": text, "section": "提高篇 五 3", "test": test, "moves": moves, "than": than,
            "points": points, "yes": text, "no": text,
        }
    )  # fmt: skip
