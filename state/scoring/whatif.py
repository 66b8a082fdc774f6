"""What if: one reply of a finished talk is made another, on the same seed, and both ways are laid side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from state.content.rubric import Rubric
from state.content.terms import Outcome
from state.dialogue.replaying import replay
from state.dialogue.snapshot import Heard, Snapshot, Turn, turn_of
from state.dialogue.step import leave, step
from state.scoring.card import score
from state.scoring.talk import Help, Talk
from state.understanding.reading import Reading


@dataclass(frozen=True, slots=True)
class Way:
    """One turn as it went, or would have gone. outcome: None if the talk goes on.

    score: of the talk up to this turn, 0–100; a talk that goes on is scored as one that the trainee leaves here.
    """

    turn: Turn
    outcome: Outcome | None
    score: int


def what_if(talk: Talk, start: Snapshot, number: int, reply: str, reading: Reading, rubric: Rubric) -> tuple[Way, Way]:
    """The turn of this number as it went, and as it would have gone with another reply in the same moment.

    start: the customer before the first reply. number: from 1 to as many turns as the talk has.
    Raises ValueError if the talk cannot be rebuilt: the customer, or what moves one, has changed since.
    """
    *earlier, held = talk.turns[:number]
    before = replay(talk.customer, start, earlier)
    after = replay(talk.customer, before, [held])
    heard = Heard(reply=reply, reading=reading, interrupted=held.interrupted)
    taken = step(talk.customer, before, heard, held.at)
    return (
        _way(talk, [*earlier, held], after, rubric, looked_at=number),
        _way(talk, [*earlier, turn_of(before, heard, taken)], taken.snapshot, rubric, looked_at=number - 1),
    )


def _way(talk: Talk, turns: Sequence[Turn], after: Snapshot, rubric: Rubric, looked_at: int) -> Way:
    """looked_at: the last turn of which a person can have found anything; nobody has seen any other words."""
    cut = replace(
        talk,
        turns=tuple(turns),
        end=leave(after, after.at) if after.outcome is None else after,
        review=talk.review.until(looked_at),
        help=_until(talk.help, len(turns)),
    )
    return Way(cut.reviewed.turns[-1], after.outcome, score(cut, rubric).score)


def _until(had: Help, number: int) -> Help:
    """The help that was had up to a turn."""
    hints = tuple(hint for hint in had.hints if hint.turn <= number)
    return Help(hints=hints, retry=had.retry if had.retry is not None and had.retry <= number else None)
