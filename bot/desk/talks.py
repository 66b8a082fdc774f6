"""Talks: a list of them, of a group or of one trainee, page by page."""

from dataclasses import replace

from starlette.responses import Response

from bot.assigning import groups_of
from bot.desk import rights
from bot.desk.asking import DAYS, asked
from bot.desk.visiting import Missing, Visit
from state.content.terms import OBJECTIONS, PERSONAS

PAGE = 50


def show(visit: Visit) -> Response:
    """The list of talks."""
    practice, by, params = visit.desk.practice, visit.by, visit.request.query_params
    practice.stage.refresh()
    troupe, wanted = practice.troupe, asked(params)
    trainee, page = params.get("trainee", ""), params.get("page", "")
    number = max(1, int(page[:6])) if page.isascii() and page.isdecimal() else 1
    with practice.records.unit() as unit:
        groups = groups_of(unit, by.role, by.id)
        scope = wanted.scope(unit, by, troupe, visit.now)
        if trainee:
            if not rights.may_see(unit, by.id, by.role, trainee):
                raise Missing
            scope = replace(scope, who=(trainee,))
        found = unit.listed(scope, PAGE + 1, PAGE * (number - 1))
        names = unit.names(sorted({talk.user_id for talk in found} | {trainee}))
    return visit.page(
        "talks.html", listed=found[:PAGE], more=len(found) > PAGE, number=number, asked=wanted, trainee=trainee,
        names=names, groups=groups, troupe=troupe, days=DAYS, personas=PERSONAS, objections=OBJECTIONS,
    )  # fmt: skip
