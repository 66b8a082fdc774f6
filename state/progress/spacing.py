"""Spacing: each step, and each item of a drill, is a card of spaced repetition; how it went decides when it returns."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from fsrs import Card, Rating, Scheduler

from state.content.terms import StepId
from state.progress.history import Held

# Without learning steps nothing returns on the day of its talk; without fuzzing the same talks give the same day.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=30, enable_fuzzing=False)

NEVER = datetime.min.replace(tzinfo=UTC)

# From this share on (0.0–1.0), as the score's bands have it.
_RATINGS = ((0.8, Rating.Easy), (0.6, Rating.Good), (0.4, Rating.Hard), (0.0, Rating.Again))


def due_on(talks: Sequence[Held], step: StepId) -> date | None:
    """The day on which a step returns, in the zone of the talks; None if no talk rated it yet."""
    return returns_on((talk.at, rating(talk.shares[step])) for talk in talks if step in talk.shares)


def returns_on(reviews: Iterable[tuple[datetime, Rating]]) -> date | None:
    """The day on which something returns that went so at these times, in their zone; None if it was never reviewed."""
    card, zone = Card(card_id=0, due=NEVER), None  # left to itself, it would read the clock for both
    for at, went in reviews:
        card, _ = _SCHEDULER.review_card(card, went, at.astimezone(UTC))
        zone = at.tzinfo
    return card.due.astimezone(zone).date() if card.last_review is not None else None


def rating(share: float) -> Rating:
    """How well a step went: 0.8 and more easy, 0.6 good, 0.4 hard, below that to be done again."""
    return next(rating for least, rating in _RATINGS if share >= least)
