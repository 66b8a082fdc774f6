"""People: how one trainee gets on, step by step, and the talks that were held."""

from dataclasses import dataclass

from starlette.responses import Response

from bot.desk import rights
from bot.desk.charts import Spark, spark
from bot.desk.imports import listed as listed_imports
from bot.desk.visiting import Missing, Visit
from bot.progress import arrow
from bot.rights import hidden
from state.content.rubric import RubricStep
from state.progress.history import LATELY, TREND, Gain, Held, gain_on_known, gain_on_new, level, shares_of, trend
from state.records.surveying import Scope

LOOKED_BACK = 1000  # talks, more than a person holds in years
IMPORTS = 5  # real conversations in the list; all are on their own page
SHOWN = 50  # talks in the list; all are in that of the talks


@dataclass(frozen=True)
class Level:
    """How a trainee stands at a step. share: of the last talks, None if it was never rated."""

    step: RubricStep
    share: float | None
    way: str
    spark: Spark | None


def show(visit: Visit) -> Response:
    """A trainee's page."""
    practice, by, trainee = visit.desk.practice, visit.by, visit.request.path_params["trainee"]
    practice.stage.refresh()
    troupe = practice.troupe
    with practice.records.unit() as unit:
        user = unit.user(trainee)
        if user is None or not rights.may_see(unit, by.id, by.role, trainee):
            raise Missing
        own = Scope((trainee,), but=hidden(unit, by.id))
        results, listed = unit.results(own, LOOKED_BACK), unit.listed(own, SHOWN)
        imports = listed_imports(unit, troupe, unit.imports([trainee], IMPORTS))
        groups = [each.group_name for each in unit.memberships(trainee) if each.role == "member"]
    talks = [Held(row.at.astimezone(), row.scenario, row.score, row.shares) for row in results]
    levels = [_level(step, talks) for step in troupe.rubric.steps]
    gains: dict[str, Gain] = {"new": gain_on_new(talks), "known": gain_on_known(talks)}
    scores = [talk.score for talk in talks[-TREND:]]
    return visit.page(
        "person.html", person=user, name=user.name or user.id, groups=groups, levels=levels, gains=gains, scores=scores,
        count=len(talks), listed=listed, troupe=troupe, names={user.id: user.name}, over=LATELY, unscored=own.unscored,
        imports=imports,
    )  # fmt: skip


def _level(step: RubricStep, talks: list[Held]) -> Level:
    shares = shares_of(talks, step.id)
    drawn = spark([round(share * 100) for share in shares[-TREND:]])
    return Level(step, level(shares), arrow(trend(shares)), drawn)
