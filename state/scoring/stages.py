"""Stages: opening, exchange and conclusion of a talk, each asked crisp questions of its words (基础篇 八 3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from state.content.terms import ANSWERING, QUESTIONS, Move, Stage
from state.dialogue.snapshot import Turn
from state.scoring.finding import QUARRELSOME, UNSURE
from state.scoring.talk import Talk, slipped, sureness

NEAR = 3  # replies from the end, among which the conclusion begins
FINDING_OUT: tuple[Move, ...] = (*sorted(QUESTIONS), "restate")
TO_THE_MATTER: tuple[Move, ...] = (*FINDING_OUT, *sorted(ANSWERING))

Asked = Literal["greeted", "heard_out", "asked_first", "used", "step_agreed", "took_leave"]
SECTIONS: dict[Asked, str] = {
    "greeted": "基础篇 五 3.4",
    "heard_out": "提高篇 五 3c",
    "asked_first": "提高篇 五 3d",
    "used": "基础篇 八 4",
    "step_agreed": "基础篇 十 h",
    "took_leave": "基础篇 五 3.4",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of one question. yes: None if it does not apply, or the reading is too unsure to say.

    turn, move: where it shows and by which move's words; for what is missing, the reply that it is missing from.
    """

    asked: Asked
    yes: bool | None
    turn: Turn | None = None
    move: Move | None = None

    @property
    def section(self) -> str:
        """The section of the handbook that the question comes from."""
        return SECTIONS[self.asked]


@dataclass(frozen=True, slots=True)
class Passage:
    """One stage of a talk: its replies, in order, and what was found of its questions; without a reply, nothing is."""

    stage: Stage
    turns: tuple[Turn, ...]
    answers: tuple[Answer, ...]

    @property
    def good(self) -> bool | None:
        """Whether no question was answered with no; None if none could be answered."""
        found = [answer.yes for answer in self.answers if answer.yes is not None]
        return all(found) if found else None


def stages(talk: Talk) -> tuple[Passage, Passage, Passage]:
    """The three stages of a talk as judged; of a talk too short for all three, the later ones have no replies."""
    opening, exchange, conclusion = divided(talk.turns)
    before_the_end = (*opening, *exchange)
    return (
        Passage("opening", opening, (_greeted(opening), _heard_out(opening)) if opening else ()),
        Passage("exchange", exchange, (_asked_first(before_the_end), _used(talk.turns)) if exchange else ()),
        Passage("conclusion", conclusion, _concluded(talk, conclusion) if conclusion else ()),
    )


def divided(turns: Sequence[Turn]) -> tuple[tuple[Turn, ...], tuple[Turn, ...], tuple[Turn, ...]]:
    """The replies of each stage.

    The opening lasts up to the first reply that asks, restates or answers something (if none does, it is the first
    reply); the conclusion begins with the first of the last `NEAR` that proposes a step or takes leave, else it is
    the last reply.
    """
    matter = next((place for place, turn in enumerate(turns) if sureness(turn, TO_THE_MATTER) >= UNSURE), 0)
    opened = min(matter + 1, len(turns))
    late = range(max(opened, len(turns) - NEAR), len(turns))
    closing = (place for place in late if sureness(turns[place], ("advance", "courtesy")) >= UNSURE)
    ends = next(closing, max(opened, len(turns) - 1))
    return tuple(turns[:opened]), tuple(turns[opened:ends]), tuple(turns[ends:])


def _greeted(turns: Sequence[Turn]) -> Answer:
    """Whether the opening greets, thanks or apologises."""
    return _made("greeted", turns, "courtesy", turns[0])


def _heard_out(turns: Sequence[Turn]) -> Answer:
    """Whether the opening takes what the customer says without arguing, pushing or brushing off."""
    return _quarrel("heard_out", turns) or Answer("heard_out", True)


def _asked_first(turns: Sequence[Turn]) -> Answer:
    """Whether something is asked or restated no later than the first answer."""
    found = next((turn for turn in turns if sureness(turn, FINDING_OUT) >= UNSURE), None)
    given = next((turn for turn in turns if sureness(turn, tuple(ANSWERING)) >= UNSURE), None)
    if found is not None and (given is None or found.number <= given.number):
        return Answer("asked_first", True, found, _of(found, FINDING_OUT))
    return Answer("asked_first", False, given, _of(given, tuple(ANSWERING)))


def _used(turns: Sequence[Turn]) -> Answer:
    """Whether what the customer told is taken up in a later reply: restated, turned into a gain, or answered."""
    told = next((turn for turn in turns if turn.happened("FactTold") or turn.happened("Confided")), None)
    if told is None:
        return Answer("used", False)
    for turn in turns:
        if turn.number > told.number:
            if sureness(turn, ("restate", "benefit")) >= UNSURE:
                return Answer("used", True, turn, _of(turn, ("restate", "benefit")))
            if turn.happened("ConcernEased"):
                return Answer("used", True, turn)
    return Answer("used", False, told)


def _concluded(talk: Talk, turns: Sequence[Turn]) -> tuple[Answer, Answer]:
    return _step_agreed(talk, turns), _took_leave(talk, turns)


def _step_agreed(talk: Talk, turns: Sequence[Turn]) -> Answer:
    """Whether the talk ends with a next step that the customer goes along with.

    Where the objection is only an excuse, to part without one is no fault.
    """
    proposed = _made("step_agreed", turns, "advance", turns[-1])
    if talk.end.outcome == "agreed":
        return Answer("step_agreed", True, proposed.turn, proposed.move)
    if talk.end.outcome == "deferred" and proposed.yes is not False:
        return proposed
    if talk.end.outcome == "deferred" and talk.customer.objection.id == "false":
        return Answer("step_agreed", None)
    return Answer("step_agreed", False, proposed.turn, proposed.move)


def _took_leave(talk: Talk, turns: Sequence[Turn]) -> Answer:
    """Whether the last words are civil and thank or say goodbye; a customer who agrees leaves no time for that."""
    quarrel, civil = _quarrel("took_leave", turns), _made("took_leave", turns, "courtesy", turns[-1])
    if quarrel is not None:
        return quarrel
    return Answer("took_leave", None) if not civil.yes and talk.end.outcome == "agreed" else civil


def _made(asked: Asked, turns: Sequence[Turn], move: Move, place: Turn) -> Answer:
    """Whether a move is made in these turns, of which there is at least one. place: where it is missed."""
    surest = max(turns, key=lambda turn: sureness(turn, (move,)))
    sure = sureness(surest, (move,))
    if sure == 0.0:
        return Answer(asked, False, place)
    return Answer(asked, True, surest, move) if sure >= UNSURE else Answer(asked, None)


def _quarrel(asked: Asked, turns: Sequence[Turn]) -> Answer | None:
    """No, for a quarrel in these turns; unsure, where there may be one; None if there is none."""
    for turn in turns:
        slip = slipped(turn, QUARRELSOME)
        if slip is not None:
            return Answer(asked, False, turn, slip)
    return Answer(asked, None) if any(sureness(turn, QUARRELSOME) for turn in turns) else None


def _of(turn: Turn | None, moves: Collection[Move]) -> Move | None:
    """The one of these moves that a turn makes most surely."""
    if turn is None:
        return None
    made = [move for move in moves if move in turn.reading.moves]
    return max(made, key=lambda move: turn.reading.moves[move], default=None)
