"""Offering: which customer to talk to next, so that the weakest step that is due is exercised on somebody new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from state.content.rubric import Rubric, RubricStep
from state.content.terms import StepId
from state.dialogue.customer import Customer
from state.progress.history import STEPS, Held, level, shares_of
from state.progress.spacing import due_on
from state.scoring.card import applying, weight_of


@dataclass(frozen=True, slots=True)
class Need:
    """A step to work on. level: how it went lately, 0.0–1.0. due: the day on which it returns, which may lie ahead."""

    step: StepId
    level: float
    due: date


@dataclass(frozen=True, slots=True)
class Offer:
    """What next: a customer; for the sake of which step, None before the first talk; met last when, None if never."""

    customer: Customer
    need: Need | None
    met: datetime | None


def what_next(talks: Sequence[Held], customers: Sequence[Customer], rubric: Rubric, now: datetime) -> Offer | None:
    """Choose among customers; None if there are none. Before the first talk it is the first of them.

    Of those never met, the one with whom the step counts most. Once all have been met, the one met longest ago.
    Whether a private talk is in place plays no part: the offer would give it away.
    """
    if not customers:
        return None
    need = next_step(talks, now)
    met = {talk.scenario: talk.at for talk in talks}
    new = [customer for customer in customers if customer.id not in met]
    if not new:
        chosen = min(customers, key=lambda customer: met[customer.id])
    elif need is None:
        chosen = new[0]
    else:
        chosen = max(new, key=lambda customer: exercise(customer, need.step, rubric))
    return Offer(chosen, need, met.get(chosen.id))


def next_step(talks: Sequence[Held], now: datetime) -> Need | None:
    """The step to work on: the weakest of those due; where none is, the first to return. None before the first talk."""
    needs = []
    for step in STEPS:
        due, reached = due_on(talks, step), level(shares_of(talks, step))
        if due is not None and reached is not None:
            needs.append(Need(step, reached, due))
    return min(needs, key=lambda need: (max(need.due, now.date()), need.level), default=None)


def exercise(customer: Customer, step_id: StepId, rubric: Rubric) -> float:
    """How much a customer exercises a step.

    The step's part of what all seven weigh with this objection (0.0–1.0), up to twice that where the moves that the
    step asks for are those that this type of person is said to like or to resent.
    """
    step = next(step for step in rubric.steps if step.id == step_id)
    weight = weight_of(step, customer.objection) / sum(weight_of(each, customer.objection) for each in rubric.steps)
    moves = _moves(step, customer)
    fit = customer.persona.fit
    return weight * (1 + len(moves & {*fit.suits, *fit.jars}) / len(moves)) if moves else weight


def _moves(step: RubricStep, customer: Customer) -> set[str]:
    return {move for criterion in applying(step, customer) for move in criterion.moves}
