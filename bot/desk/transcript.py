"""Transcript: a talk as it looked, with its score card, and beside it an earlier try or the model conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from starlette.responses import Response

from bot.desk import rights
from bot.desk.desk import Desk
from bot.desk.models import model_talk
from bot.desk.reading import Reading, read
from bot.desk.scorecard import Shown, shown
from bot.desk.visiting import Missing, Visit
from bot.rulings import review_of
from state.content.terms import Lang
from state.dialogue.customer import Customer
from state.records.overseeing import Held, Overseen
from state.records.results import Result
from state.records.tables import Appeal
from state.records.tables import Card as CardRow
from state.records.unit import Unit
from state.scoring.card import Card
from state.scoring.review import Review
from state.troupe import Troupe

MODEL = "model"
"""In the place of another try: the conversation that the scenario holds up as a model."""


@dataclass(frozen=True)
class Read:
    """A talk with all that is shown of it. reading: None where this version does not understand what was stored.

    cards: every card, newest first. customer: as he was then; as he is now, or None, where that is not known.
    """

    held: Held
    customer: Customer | None
    reading: Reading | None
    card: Shown | None
    cards: Sequence[CardRow]
    appeals: Sequence[Appeal]


def show(visit: Visit) -> Response:
    """The page of a talk."""
    practice, params = visit.desk.practice, visit.request.path_params
    practice.stage.refresh()
    beside = visit.request.query_params.get("beside", "")
    with practice.records.unit() as unit:
        talk = may_read(visit, unit, params["trainee"], params["talk"])
        user = unit.user(talk.held.user_id)
        tries = unit.tries(talk.held.user_id, talk.held.scenario) if talk.held.session is not None else []
        tries = [each for each in tries if each.session_id != talk.held.id]
        other = None
        if beside and beside != MODEL:
            if all(each.session_id != beside for each in tries):
                raise Missing
            other = may_read(visit, unit, talk.held.user_id, beside)
    model = _model(visit.desk, talk) if beside == MODEL else None
    troupe = practice.troupe
    return visit.page(
        "transcript.html", talk=talk, person=user.name or user.id if user is not None else talk.held.user_id,
        tries=tries, beside=beside, other=other, model=model, before=_before(tries, talk),
        moves={move.id: move for move in troupe.moves.moves}, troupe=troupe, criteria=_criteria(troupe, visit.lang),
        has_model=talk.customer is not None and talk.customer.scenario.talks is not None,
    )  # fmt: skip


def may_read(visit: Visit, unit: Unit, trainee: str, session: str) -> Read:
    """A talk, for a visitor who may read it. Raises Missing."""
    by = visit.by
    overseen = unit.oversee(trainee, session) if rights.may_see(unit, by.id, by.role, trainee) else None
    if overseen is None:
        raise Missing
    held = overseen.held
    if held.session is None:
        return Read(held, visit.desk.practice.troupe.customers.get(held.scenario), None, None, (), ())
    stage = visit.desk.practice.stage
    customer = stage.customer(unit, held.scenario, held.session.content_version)
    appeals = unit.appeals(trainee, session)
    review = review_of(appeals, unit.corrections(trainee, session))
    return _put_together(visit, overseen, customer or stage.troupe.customers.get(held.scenario), appeals, review)


def _put_together(
    visit: Visit, overseen: Overseen, customer: Customer | None, appeals: Sequence[Appeal], review: Review
) -> Read:
    held = overseen.held
    assert held.session is not None
    try:
        card = Card.model_validate(overseen.cards[0].body) if overseen.cards else None
        reading = read(held.session, overseen.turns, customer, card)
    except ValidationError:  # whose message may quote a reply
        return Read(held, customer, None, None, overseen.cards, appeals)
    own = shown(visit.say, card, visit.desk.practice.troupe.rubric, review) if card is not None else None
    return Read(held, customer, reading, own, overseen.cards, appeals)


def _model(desk: Desk, talk: Read) -> Reading:
    customer = talk.customer
    if customer is None or customer.scenario.talks is None or talk.held.session is None:
        raise Missing
    return model_talk(customer, desk.practice.reader, desk.played)


def _before(tries: Sequence[Result], talk: Read) -> Result | None:
    """The try before this one."""
    at = talk.held.ended_at or talk.held.started_at
    return next((each for each in reversed(tries) if each.at < at), None)


def _criteria(troupe: Troupe, lang: Lang) -> dict[str, str]:
    """What each criterion asks."""
    return {criterion.id: criterion.asks[lang] for part in troupe.rubric.parts for criterion in part.criteria}
