"""Reasons: what one reply was read as, what spoke for and against it, and what it did to the customer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from state.content.rubric import Criterion, Rubric
from state.content.terms import MISTAKES, Move
from state.dialogue.meters import SURELY
from state.dialogue.snapshot import Happened, Meters, Turn
from state.scoring.card import applying, quoted
from state.scoring.finding import UNSURE
from state.scoring.talk import Talk, overlooked_in, slipped
from state.scoring.tests import TESTS

SPEAKING = (
    "made", "made_before", "made_after", "first_reply", "informal", "confided", "carried_through",
    "call_opened", "line_repaired", "waiting_excused", "complaint_heard",
)  # fmt: skip
"""Tests whose finding in a turn is about what that reply did, and not about the talk or how it was said."""
MUCH = 8  # points of a meter, from which on a change can be seen in a person's face

Meter = Literal["trust", "patience", "interest"]
Change = Literal["rose_much", "rose", "fell", "fell_much"]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a reply was good or bad.

    moves: what it was read as, with the words that showed it; mistakes only where they are beyond doubt.
    perhaps: mistakes that it may have made: nobody is blamed for them, but the customer felt them.
    good, bad: the criteria of the rubric that it met or missed. happened: what it led to besides.
    felt: how what the customer feels has changed; a meter that stayed as it was is left out.
    """

    moves: tuple[tuple[Move, str], ...]
    perhaps: tuple[tuple[Move, str], ...]
    good: tuple[Criterion, ...]
    bad: tuple[Criterion, ...]
    happened: tuple[Happened, ...]
    felt: tuple[tuple[Meter, Change], ...]


def reasons(talk: Talk, rubric: Rubric) -> Reasons:
    """Why the last reply of a talk was good or bad, as things stand. Only for a talk with a reply."""
    turn = talk.turns[-1]
    met, missed = list[Criterion](), list[Criterion]()
    for part in rubric.parts:
        for criterion in applying(part, talk.customer):
            if criterion.test not in SPEAKING:
                continue
            finding = TESTS[criterion.test](talk, criterion)
            if finding.share is not None and finding.turn is turn:
                (met if finding.share >= 1 else missed).append(criterion)
    return Reasons(
        moves=tuple((move, quoted(turn, move)) for move in _read(turn)),
        perhaps=tuple((move, quoted(turn, move)) for move in _felt_as(turn)),
        good=tuple(met),
        bad=tuple(missed),
        happened=tuple(dict.fromkeys(event.happened for event in turn.events)),
        felt=tuple(_felt(turn.before, turn.after)),
    )


def _read(turn: Turn) -> list[Move]:
    """The moves of a reply that can be told to its author, surest first."""
    read = turn.reading.moves
    sure = [move for move in read if (slipped(turn, (move,)) if move in MISTAKES else read[move] >= UNSURE)]
    return sorted(sure, key=lambda move: -read[move])


def _felt_as(turn: Turn) -> list[Move]:
    """The mistakes that a customer felt in a reply, though they may be none."""
    taken = MISTAKES - overlooked_in(turn)
    read = turn.reading.moves
    return [move for move in read if move in taken and read[move] >= SURELY and not slipped(turn, (move,))]


def _felt(before: Meters, after: Meters) -> Iterator[tuple[Meter, Change]]:
    changes: tuple[tuple[Meter, int], ...] = (
        ("trust", after.trust - before.trust),
        ("interest", after.interest - before.interest),
        ("patience", after.patience - before.patience),
    )
    for meter, change in changes:
        if change > 0:
            yield meter, "rose_much" if change >= MUCH else "rose"
        elif change < 0:
            yield meter, "fell_much" if change <= -MUCH else "fell"
