"""What a customer says to a reply whose reading is written down."""

from collections.abc import Sequence

from state.content.terms import Form, Lang, Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot, digest_of
from state.dialogue.step import step
from tests.customers import NOW, customer_of, reading_of, started, without_follow_ups

PRICE = without_follow_ups(customer_of("zh/vmc_price"))


def answer(
    reply: str,
    moves: Sequence[Move],
    *forms: Form,
    asks: Sequence[str] = (),
    near_to: Sequence[str] = (),
    gives: Sequence[str] = (),
    lang: Lang = "zh",
    before: Snapshot | None = None,
    customer: Customer = PRICE,
) -> list[str]:
    reading = reading_of(reply, moves, asks=asks, near_to=near_to, gives=gives, forms=forms, lang=lang)
    said = step(customer, before or started(customer), Heard(reply=reply, reading=reading), NOW).says
    return [say.text for say in said]


def lines(cue: str, place: str | None = None) -> list[str]:
    return [
        bubble
        for where in PRICE.persona.lines["zh"]
        if cue in (where.on or ()) and (place is None or place in (where.in_ or ()))
        for line in where.say
        for bubble in line
    ]


def praise(move: str) -> set[str]:
    """What is said to a move, by this customer or anybody of the kind."""
    places = (*PRICE.scenario.lines, *PRICE.persona.lines["zh"])
    return {bubble for where in places if move in (where.on or ()) for line in where.say for bubble in line}


def having_told(*facts: str, customer: Customer = PRICE, state: str = "exploring") -> Snapshot:
    """A talk in which he has told some facts, the last of them just now."""
    by_id = {fact.id: fact for fact in customer.scenario.facts}
    said = [digest_of("\n".join(by_id[fact].answer[0])) for fact in facts]
    talk = started(customer)
    return talk.model_copy(update={"told": facts, "spoken_of": facts[-1:], "said": (*talk.said, *said), "state": state})
