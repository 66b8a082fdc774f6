"""Rulings: what people found of a stored talk against the machine, as scoring takes it."""

from collections.abc import Iterable

from state.content.terms import MOVES
from state.records.reviewing import Correction
from state.records.tables import Appeal
from state.records.unit import Unit
from state.scoring.review import Review, Ruling


def review_in(unit: Unit, user_id: str, session_id: str) -> Review:
    """What stands of a talk's upheld appeals and corrections."""
    return review_of(unit.appeals(user_id, session_id), unit.corrections(user_id, session_id))


def review_of(appeals: Iterable[Appeal], corrections: Iterable[Correction]) -> Review:
    """The same of these rows: of several about one criterion or reply, what was decided last holds."""
    upheld = [
        (row.decided_at or row.made_at, row.criterion, Ruling(turn=row.turn, reason=row.note or ""))
        for row in appeals
        if row.state == "upheld"
    ]
    standing = sorted((row for row in corrections if row.withdrawn_at is None), key=lambda row: row.number)
    by_coach = [
        (row.at, row.criterion, Ruling(row.share, row.turn, "coach", row.reason))
        for row in standing
        if row.criterion is not None and row.share is not None
    ]
    points = {name: ruling for _, name, ruling in sorted((*upheld, *by_coach), key=lambda each: each[0])}
    moves = {}
    for row in standing:
        known = tuple(move for move in MOVES if move in (row.moves or ()))
        if row.kind == "moves" and row.turn is not None and known:
            moves[row.turn] = known
    return Review(points, moves)
