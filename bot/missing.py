"""Missing: why a criterion lost points, in words that blame nobody for a mistake that was not made."""

from bot.texts import Texts
from state.content.rubric import Criterion
from state.scoring.card import Judged

UNTRIED = ("never", "not_chased")
"""Tests that also fail whoever did nothing of what they forbid, because of having done nothing at all."""


def missed(say: Texts, criterion: Criterion, judged: Judged) -> str:
    """Why a criterion that lost points did."""
    if criterion.test in UNTRIED and judged.turn is None and not judged.share:
        return say("card-untried", test=criterion.test)
    return criterion.no[say.lang]
