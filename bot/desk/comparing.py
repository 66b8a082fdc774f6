"""Comparing: a talk beside another with the same customer, or beside the model: the scores, the criteria, the words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import quote

from starlette.responses import Response

from bot.desk import blind
from bot.desk.desk import PREFIX
from bot.desk.models import model_talk
from bot.desk.opening import Read, may_read
from bot.desk.others import others
from bot.desk.reading import Line, Reading, laid_out
from bot.desk.scorecard import Item, Section, Shown, shown
from bot.desk.visiting import Missing, Visit
from state.records.tables import Session
from state.records.unit import Unit
from state.scoring.card import score
from state.scoring.review import Review

MODEL = "model"
"""In the place of another try: the conversation that the scenario holds up as a model."""


@dataclass(frozen=True)
class Side:
    """One of two talks. talk: None of the model. prefix: of the names of its replies on the page.

    address: where it stands by itself, '' of the model. card: None where it cannot be shown criterion by criterion.
    score: None without one.
    """

    talk: Read | None
    prefix: str
    address: str
    reading: Reading | None
    card: Shown | None
    score: int | None

    @property
    def session(self) -> Session | None:
        """The talk's session; None of the model."""
        return self.talk.held.session if self.talk is not None else None


@dataclass(frozen=True)
class Gap:
    """A criterion as two talks met it. section: of the card. one, other: None where the card does not ask it.

    points: by how many this talk has more; None where either is not rated, which is no zero.
    """

    section: Section
    one: Item | None
    other: Item | None
    points: float | None

    @property
    def item(self) -> Item:
        """The criterion, on whichever card asks it."""
        found = self.one or self.other
        assert found is not None, "one of the cards does"
        return found


def page(visit: Visit) -> Response:
    """The page of two talks. Raises Missing where the visitor may not see the other, or it is with another customer."""
    practice, params, beside = visit.desk.practice, visit.request.path_params, visit.request.query_params["beside"]
    with practice.records.unit() as unit:
        talk = may_read(visit, unit, params["trainee"], params["talk"])
        if talk.is_blind:
            return blind.form(visit, unit, talk.held, talk.reading, "")
        if talk.held.session is None:
            raise Missing
        other = None if beside == MODEL else _other(visit, unit, talk, beside)
        choice = others(visit, unit, talk)
    sides = (_side(talk, ""), _model(visit, talk) if other is None else _side(other, "beside-"))
    one, beside_it = sides[0].card, sides[1].card
    both = (one, beside_it) if one is not None and beside_it is not None else None
    troupe = practice.troupe
    return visit.page(
        "comparing.html", talk=talk, sides=sides, choice=choice, beside=beside, troupe=troupe,
        gaps=list(compared(*both)) if both else None, steps=steps(*both) if both else [],
        pairs=paired(sides[0].reading, sides[1].reading), moves={move.id: move for move in troupe.moves.moves},
        whose_id=other.held.user_id if other is not None else "",
        asks={each.id: each.asks[visit.lang] for part in troupe.rubric.parts for each in part.criteria},
    )  # fmt: skip


def paired(one: Reading | None, other: Reading | None) -> list[tuple[Line | None, Line | None]]:
    """The replies of two talks side by side, the first with the first; none where one of them is over."""
    return list(zip_longest(one.lines if one is not None else (), other.lines if other is not None else ()))


def compared(one: Shown, other: Shown) -> Iterator[Gap]:
    """Every criterion that either card rates, in the order of the card, and by how much they differ."""
    beside = {item.id: item for section in other.sections for item in section.items}
    seen = set[str]()
    for section in (*one.sections, *other.sections):
        for item in section.items:
            if item.id in seen:
                continue
            seen.add(item.id)
            mine = next((each for part in one.sections for each in part.items if each.id == item.id), None)
            theirs = beside.get(item.id)
            if any(each is not None and each.verdict != "unrated" for each in (mine, theirs)):
                rated = [each.points for each in (mine, theirs) if each is not None and each.verdict != "unrated"]
                yield Gap(section, mine, theirs, rated[0] - rated[1] if len(rated) == 2 else None)


def steps(one: Shown, other: Shown) -> list[tuple[Section, Section | None]]:
    """The parts of the first card, each beside the other card's."""
    beside = {(section.letter, section.name): section for section in other.sections}
    return [(section, beside.get((section.letter, section.name))) for section in one.sections]


def _other(visit: Visit, unit: Unit, talk: Read, session: str) -> Read:
    trainee = visit.request.query_params.get("whose") or talk.held.user_id
    other = may_read(visit, unit, trainee, session)
    is_same = (other.held.user_id, other.held.id) == (talk.held.user_id, talk.held.id)
    if other.is_blind or is_same or not other.cards or other.held.scenario != talk.held.scenario:
        raise Missing
    return other


def _side(talk: Read, prefix: str) -> Side:
    address = "/".join(quote(part, safe="") for part in (talk.held.user_id, talk.held.id))
    points = talk.cards[0].score if talk.cards else None
    return Side(talk, prefix, f"{PREFIX}/talks/{address}", talk.reading, talk.card, points)


def _model(visit: Visit, talk: Read) -> Side:
    customer, desk = talk.customer, visit.desk
    if customer is None or customer.scenario.talks is None:
        raise Missing
    model, rubric = model_talk(customer, desk.practice.reader, desk.played), desk.practice.troupe.rubric
    card = score(model.talk, rubric)
    reading = laid_out(model.opening, model.talk.turns, customer, card)
    return Side(None, "beside-", "", reading, shown(visit.say, card, rubric, Review()), card.score)
