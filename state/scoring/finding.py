"""Findings: what a test of a criterion says of a talk."""

from collections.abc import Callable
from dataclasses import dataclass

from state.content.rubric import Criterion
from state.content.terms import Move
from state.dialogue.snapshot import Turn
from state.scoring.talk import Talk

UNSURE = 0.45  # a move read with less than this is neither held for nor against anybody
QUARRELSOME: tuple[Move, ...] = ("argue", "improper", "pressure", "dismiss")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a test found. share: 0.0 no – 1.0 yes; None: it does not apply, or the reading is too unsure to say.

    turn, move: where it shows and by which move's words.
    """

    share: float | None
    turn: Turn | None = None
    move: Move | None = None


Test = Callable[[Talk, Criterion], Finding]
NOT_RATED = Finding(None)
