"""Opening: a talk put together with all that is shown of it, for a visitor who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from bot.desk import rights
from bot.desk.judgements import Judgements, judgements
from bot.desk.reading import Reading, read
from bot.desk.scorecard import Shown, shown
from bot.desk.visiting import Missing, Visit
from bot.rulings import review_of
from state.dialogue.customer import Customer
from state.records.overseeing import Held, Overseen
from state.records.tables import Appeal
from state.records.tables import Card as CardRow
from state.records.unit import Unit
from state.scoring.card import Card


@dataclass(frozen=True)
class Read:
    """A talk with all that is shown of it. reading: None where this version does not understand what was stored.

    person: what its trainee is called. cards: every card, newest first. marks: what people made of it; None of a
    private one. customer: as he was then; as he is now, or None, where that is not known.
    """

    held: Held
    person: str
    customer: Customer | None
    reading: Reading | None
    card: Shown | None
    cards: Sequence[CardRow]
    appeals: Sequence[Appeal]
    marks: Judgements | None

    @property
    def is_blind(self) -> bool:
        """Whether the visitor has to score it first, and sees nothing that was judged of it until then."""
        return self.marks is not None and self.marks.blind


def may_read(visit: Visit, unit: Unit, trainee: str, session: str) -> Read:
    """A talk, for a visitor who may read it. Raises Missing."""
    by = visit.by
    overseen = unit.oversee(trainee, session) if rights.may_see(unit, by.id, by.role, trainee) else None
    if overseen is None:
        raise Missing
    held, person = overseen.held, unit.names([trainee]).get(trainee) or trainee
    if held.session is None:
        return Read(held, person, visit.desk.practice.troupe.customers.get(held.scenario), None, None, (), (), None)
    stage = visit.desk.practice.stage
    customer = stage.customer(unit, held.scenario, held.session.content_version)
    appeals = unit.appeals(trainee, session)
    marks = judgements(visit, unit, (trainee, session))
    customer = customer or stage.troupe.customers.get(held.scenario)
    return _put_together(visit, overseen, person, customer, appeals, marks)


def _put_together(
    visit: Visit,
    overseen: Overseen,
    person: str,
    customer: Customer | None,
    appeals: Sequence[Appeal],
    marks: Judgements,
) -> Read:
    held, review = overseen.held, review_of(appeals, marks.corrections)
    assert held.session is not None
    try:
        card = Card.model_validate(overseen.cards[0].body) if overseen.cards else None
        reading = read(held.session, overseen.turns, customer, card)
    except ValidationError:  # whose message may quote a reply
        return Read(held, person, customer, None, None, overseen.cards, appeals, marks)
    rubric, appealed = visit.desk.practice.troupe.rubric, {appeal.criterion for appeal in appeals}
    own = shown(visit.say, card, rubric, review, appealed) if card is not None else None
    return Read(held, person, customer, reading, own, overseen.cards, appeals, marks)
