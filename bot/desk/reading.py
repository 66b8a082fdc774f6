"""Reading: a talk line by line as it looked, each reply with what was read in it and what it did to the customer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.scene import restored
from state.content.terms import MISTAKES, Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Meters, Say, Turn
from state.dialogue.step import begin
from state.records.tables import Session
from state.records.tables import Turn as TurnRow
from state.scoring.card import Card

Meter = Literal["trust", "patience", "interest"]
METERS: tuple[Meter, ...] = ("trust", "patience", "interest")


@dataclass(frozen=True)
class Made:
    """A move that a reply makes. number: by which its words are marked; 0 where it is not known which they are.

    sure: 0–1. mistake: whether it is one.
    """

    move: Move
    number: int
    sure: float
    mistake: bool


@dataclass(frozen=True)
class Piece:
    """Words of a reply, with the numbers of the moves that they show and whether one of those is a mistake."""

    text: str
    numbers: tuple[int, ...] = ()
    mistake: bool = False


@dataclass(frozen=True)
class Gauge:
    """A meter after a reply, 0–100. change: what the reply did to it."""

    name: Meter
    value: int
    change: int


@dataclass(frozen=True)
class Line:
    """A reply and what came of it. cost: points that its mistakes lost. state: '' where the customer is gone."""

    number: int
    pieces: Sequence[Piece]
    made: Sequence[Made]
    interrupted: bool
    says: Sequence[str]
    gauges: Sequence[Gauge]
    state: Mapping[str, str] | None
    state_id: str
    cost: int = 0
    turning: bool = False


@dataclass(frozen=True)
class Reading:
    """A talk to be read. opening: what the customer said first, bubble by bubble."""

    opening: Sequence[str]
    lines: Sequence[Line]

    @property
    def mistakes(self) -> list[int]:
        """The numbers of the replies that lost points by a mistake."""
        return [line.number for line in self.lines if line.cost]


def read(session: Session, rows: Iterable[TurnRow], customer: Customer | None, card: Card | None) -> Reading:
    """A stored talk. customer: as he was then, None if he is gone.

    Raises pydantic.ValidationError if this version does not understand what was stored.
    """
    rows = list(rows)
    if customer is not None:
        spoke_first = bool((session.preparation or {}).get("spoke_first"))
        began = begin(customer, session.seed, session.started_at, spoken_to=spoke_first)
        opening, start = _said(began.says), began.snapshot.meters
    else:
        opening, start = [], Meters.model_validate(rows[0].meters) if rows else Meters(trust=0, patience=0, interest=0)
    return laid_out(opening, restored(rows, start), customer, card)


def laid_out(opening: Sequence[str], turns: Iterable[Turn], customer: Customer | None, card: Card | None) -> Reading:
    """Turns as they are read."""
    costs: dict[int, int] = {}
    for slip in card.mistakes if card is not None else ():
        costs[slip.turn] = costs.get(slip.turn, 0) + slip.cost
    turning = card.turning if card is not None else None
    return Reading(opening, [_line(turn, customer, costs.get(turn.number, 0), turning) for turn in turns])


def _line(turn: Turn, customer: Customer | None, cost: int, turning: int | None) -> Line:
    made = _made(turn)
    names = {state.id: state.name for state in customer.objection.states} if customer is not None else {}
    state = names.get(turn.state_after)
    return Line(
        number=turn.number,
        pieces=pieces(turn, made),
        made=made,
        interrupted=turn.interrupted,
        says=_said(turn.says),
        gauges=[
            Gauge(name, getattr(turn.after, name), getattr(turn.after, name) - getattr(turn.before, name))
            for name in METERS
        ],
        state={"zh": state.zh, "en": state.en} if state is not None else None,
        state_id=turn.state_after,
        cost=cost,
        turning=turn.number == turning,
    )


def _said(says: Iterable[Say]) -> list[str]:
    return [say.line for say in says]


def _made(turn: Turn) -> list[Made]:
    """The moves in the order of their words, numbered from 1; last those whose words are not known."""
    spans = turn.reading.spans
    known = sorted(
        (move for move in turn.reading.moves if move in spans and move != "other"), key=lambda each: spans[each]
    )
    others = [move for move in turn.reading.moves if move not in known]
    numbered = [*((move, at) for at, move in enumerate(known, start=1)), *((move, 0) for move in others)]
    return [Made(move, number, turn.reading.moves[move], move in MISTAKES) for move, number in numbered]


def pieces(turn: Turn, made: Sequence[Made]) -> list[Piece]:
    """A reply cut where the words of a move begin or end, so that overlapping ones can be marked."""
    spans = {each.number: (turn.reading.spans[each.move], each.mistake) for each in made if each.number}
    cuts = sorted({0, len(turn.reply), *(edge for span, _ in spans.values() for edge in span)})
    found = []
    for start, end in pairwise(cuts):
        covering = [number for number, (span, _) in spans.items() if span[0] <= start and end <= span[1]]
        text = turn.reply[start:end]
        if text:
            found.append(Piece(text, tuple(covering), any(spans[number][1] for number in covering)))
    return found
