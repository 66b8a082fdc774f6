"""Cards: a score card that was kept, put together again with its talk for whoever shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from bot.card import card_text
from bot.lookback import looked_back
from bot.rulings import review_in
from bot.scene import talk_from
from bot.texts import Texts, texts
from state.content.rubric import Rubric
from state.progress.history import LATELY
from state.records.records import Records
from state.records.unit import Unit
from state.scoring.card import Card
from state.scoring.talk import Talk
from state.troupe import Troupe

LOOKED_BACK = 100  # of a person's talks, how many of the last can be shown
NAMED = 8  # characters of a talk's id that tell it from others


class NoCard(Exception):
    """There is no such score card, or none that can be shown; the message says why."""


@dataclass(frozen=True)
class Kept:
    """A score card with all that is shown of it. before: the scores of the last few talks before, the last first.

    back: what is said of the talk as a whole. private: whether it was kept from the coach.
    """

    say: Texts
    card: Card
    rubric: Rubric
    talk: Talk
    before: Sequence[int]
    back: Sequence[str]
    private: bool

    def text(self) -> str:
        """The card as text."""
        return card_text(self.say, self.card, self.rubric, self.talk, self.before, self.back, self.private)

    def picture(self) -> bytes:
        """The card as a PNG."""
        from bot.picture import picture  # what draws takes a while to load

        return picture(self.say, self.card, self.rubric, self.talk, self.before, self.private)


def recall(records: Records, troupe: Troupe, user_id: str, session: str = "") -> Kept:
    """The newest card of a person's talk. session: its id or how that begins; '' for the last talk.

    Raises NoCard; RecordsUnavailable.
    """
    with records.unit() as unit:
        return kept(unit, troupe, user_id, session)


def kept(unit: Unit, troupe: Troupe, user_id: str, session: str) -> Kept:
    """The same, within a transaction. Raises NoCard."""
    user = unit.user(user_id)
    scored = unit.cards(user_id, LOOKED_BACK)
    place = next((place for place, (_, held) in enumerate(scored) if held.id.startswith(session)), None)
    if user is None or place is None:
        raise NoCard(_what_there_is([held.id for _, held in scored], session))
    row, held = scored[place]
    rows = unit.turns(user_id, held.id)
    review = review_in(unit, user_id, held.id)
    customer = troupe.customers.get(held.scenario)
    if customer is None:
        raise NoCard(f"there is no scenario '{held.scenario}' any more")
    try:
        card, talk = Card.model_validate(row.body), replace(talk_from(held, customer, rows), review=review)
    except ValidationError as error:  # whose message may quote a reply
        raise NoCard("this version does not understand what was stored of the talk") from error
    if not _explains(troupe.rubric, card):
        raise NoCard(f"the talk was scored by rubric {card.rubric}, which is gone: duilian rescore scores it again")
    before = [earlier.score for earlier, _ in scored[place + 1 : place + 1 + LATELY]]
    say = texts(user.lang)
    talk = talk.reviewed
    return Kept(say, card, troupe.rubric, talk, before, looked_back(say, talk, troupe), held.private)


def _explains(rubric: Rubric, card: Card) -> bool:
    """Whether the rubric knows all that the card speaks of."""
    known = {criterion.id for part in rubric.parts for criterion in part.criteria}
    judged = {item.criterion for part in (*card.steps, *card.groups) for item in part.criteria}
    return judged <= known and all(slip.move in rubric.mistakes for slip in card.mistakes)


def _what_there_is(sessions: Sequence[str], wanted: str) -> str:
    if not sessions:
        return "no talk has been scored yet"
    return f"no talk '{wanted}' has been scored; the last are {', '.join(each[:NAMED] for each in sessions[:5])}"
