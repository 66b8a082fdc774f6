"""Transcript: a talk as it looked, with its score card, and beside it an earlier try or the model conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from starlette.responses import Response

from bot.correcting import LONGEST
from bot.desk import blind, rights
from bot.desk.candidates import candidates
from bot.desk.desk import Desk
from bot.desk.judgements import Judgements, judgements, recorded
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
from state.troupe import Troupe

MODEL = "model"
"""In the place of another try: the conversation that the scenario holds up as a model."""


@dataclass(frozen=True)
class Read:
    """A talk with all that is shown of it. reading: None where this version does not understand what was stored.

    cards: every card, newest first. marks: what people made of it; None of a private one.
    customer: as he was then; as he is now, or None, where that is not known.
    """

    held: Held
    customer: Customer | None
    reading: Reading | None
    card: Shown | None
    cards: Sequence[CardRow]
    appeals: Sequence[Appeal]
    marks: Judgements | None


def show(visit: Visit) -> Response:
    """The page of a talk; where the visitor was asked to score it blind and has not, the form for that."""
    visit.desk.practice.stage.refresh()
    return page(visit)


def page(visit: Visit, fault: str = "") -> Response:
    """The page of a talk. fault: why what was sent in was not done; the form is shown again as it was then."""
    practice, params, query = visit.desk.practice, visit.request.path_params, visit.request.query_params
    beside = query.get("beside", "")
    with practice.records.unit() as unit:
        talk = may_read(visit, unit, params["trainee"], params["talk"])
        if talk.marks is not None and talk.marks.blind:
            return blind.form(visit, unit, talk.held, talk.reading, fault)
        user = unit.user(talk.held.user_id)
        tries = unit.tries(talk.held.user_id, talk.held.scenario) if talk.held.session is not None else []
        hidden = {talk.held.id, *(name for _, name in rights.blind(unit, visit.by.id, visit.by.role))}
        tries = [each for each in tries if each.session_id not in hidden]
        other = None
        if beside and beside != MODEL:
            if all(each.session_id != beside for each in tries):
                raise Missing
            other = may_read(visit, unit, talk.held.user_id, beside)
        can_ask = talk.marks is not None and talk.marks.may and not beside
        asked = candidates(visit, unit, (talk.held.user_id, talk.held.id)) if can_ask else []
    model = _model(visit.desk, talk) if beside == MODEL else None
    troupe = practice.troupe
    return visit.page(
        "transcript.html", 422 if fault else 200, talk=talk,
        person=user.name or user.id if user is not None else talk.held.user_id,
        tries=tries, beside=beside, other=other, model=model, before=_before(tries, talk),
        moves={move.id: move for move in troupe.moves.moves}, troupe=troupe, criteria=_criteria(troupe, visit.lang),
        has_model=talk.customer is not None and talk.customer.scenario.talks is not None, marks=talk.marks,
        fault=fault, typed=visit.form, open=_open(visit), recorded=recorded(troupe.rubric), candidates=asked,
        did=query.get("did", ""), shares=("full", "half", "none"), most=LONGEST,
    )  # fmt: skip


def may_read(visit: Visit, unit: Unit, trainee: str, session: str) -> Read:
    """A talk, for a visitor who may read it. Raises Missing."""
    by = visit.by
    overseen = unit.oversee(trainee, session) if rights.may_see(unit, by.id, by.role, trainee) else None
    if overseen is None:
        raise Missing
    held = overseen.held
    if held.session is None:
        return Read(held, visit.desk.practice.troupe.customers.get(held.scenario), None, None, (), (), None)
    stage = visit.desk.practice.stage
    customer = stage.customer(unit, held.scenario, held.session.content_version)
    appeals = unit.appeals(trainee, session)
    marks = judgements(visit, unit, (trainee, session))
    customer = customer or stage.troupe.customers.get(held.scenario)
    return _put_together(visit, overseen, customer, appeals, marks)


def _put_together(
    visit: Visit, overseen: Overseen, customer: Customer | None, appeals: Sequence[Appeal], marks: Judgements
) -> Read:
    held, review = overseen.held, review_of(appeals, marks.corrections)
    assert held.session is not None
    try:
        card = Card.model_validate(overseen.cards[0].body) if overseen.cards else None
        reading = read(held.session, overseen.turns, customer, card)
    except ValidationError:  # whose message may quote a reply
        return Read(held, customer, None, None, overseen.cards, appeals, marks)
    own = shown(visit.say, card, visit.desk.practice.troupe.rubric, review) if card is not None else None
    return Read(held, customer, reading, own, overseen.cards, appeals, marks)


def _model(desk: Desk, talk: Read) -> Reading:
    customer = talk.customer
    if customer is None or customer.scenario.talks is None or talk.held.session is None:
        raise Missing
    return model_talk(customer, desk.practice.reader, desk.played)


def _open(visit: Visit) -> tuple[str, str]:
    """Which form that is not always there is open: `moves` with the reply's number, or `points` with the criterion."""
    query, form = visit.request.query_params, visit.form
    if form.get("do") in ("moves", "points"):
        return form["do"], form.get("turn" if form["do"] == "moves" else "criterion", "")
    what = "moves" if "moves" in query else "points"
    return what, query.get(what, "")


def _before(tries: Sequence[Result], talk: Read) -> Result | None:
    """The try before this one."""
    at = talk.held.ended_at or talk.held.started_at
    return next((each for each in reversed(tries) if each.at < at), None)


def _criteria(troupe: Troupe, lang: Lang) -> dict[str, str]:
    """What each criterion asks."""
    return {criterion.id: criterion.asks[lang] for part in troupe.rubric.parts for criterion in part.criteria}
