"""Agreeing: how far coaches and the machine agree, over the talks that the visitor may see and coaches looked at."""

from starlette.responses import Response

from bot.calibrating import agreement_of, calibration
from bot.desk.visiting import Visit
from bot.rights import hidden, reviewable


def show(visit: Visit) -> Response:
    """The page of agreement."""
    practice, by = visit.desk.practice, visit.by
    practice.stage.refresh()
    troupe = practice.troupe
    with practice.records.unit() as unit:
        trainees, unscored = reviewable(unit, by.id, by.role), hidden(unit, by.id)
    judged = visit.desk.reckoned.judged(practice.records, troupe, trainees, unscored)
    agreed, scores = agreement_of(judged, troupe.rubric), calibration(judged, troupe.rubric)
    with practice.records.unit() as unit:
        names = unit.names(sorted({*scores.machine, *(each for pair in scores.coaches for each in pair)}))
    return visit.page(
        "agreement.html", agreed=agreed, scores=scores, names=names,
        moves=[move for move in troupe.moves.moves if move.id in agreed.moves], steps=troupe.rubric.steps,
    )  # fmt: skip
