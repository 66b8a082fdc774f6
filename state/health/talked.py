"""Talked: what there is to reckon with: scored talks, and the judgements in them that somebody did not let stand."""

from typing import Literal, NamedTuple

from state.content.terms import Outcome

MISSED, MET, UNRATED = "0", "1", "-"
"""What is said of a criterion in a talk."""
HALF = 0.5
"""The share of a criterion's points under which it was missed."""
Doubt = Literal["open", "upheld", "refused", "corrected"]
"""An appeal, by what became of it, or a coach's own correction of a criterion's points."""


class Talked(NamedTuple):
    """A scored talk. scenario: the customer's id. score: 0–100. outcome: none where it is not known.

    asked: ids of criteria with spaces between. verdicts: a character for each, `MISSED`, `MET` or `UNRATED`.
    """

    user_id: str
    scenario: str
    score: int
    outcome: Outcome | None
    asked: str
    verdicts: str


class Doubted(NamedTuple):
    """That somebody did not let stand what was said of a criterion in a talk."""

    user_id: str
    session_id: str
    scenario: str
    criterion: str
    doubt: Doubt
