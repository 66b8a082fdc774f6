"""Overview: who practised, how each gets on, at which step all are weakest, what goes badly, what awaits a look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from starlette.responses import Response

from bot.assigning import groups_of
from bot.desk import rights
from bot.desk.asking import DAYS, asked
from bot.desk.charts import Spark, spark
from bot.desk.visiting import Visit
from bot.progress import arrow
from state.content.terms import OBJECTIONS, PERSONAS, ObjectionKind, PersonaKind, StepId
from state.progress.history import TREND, trend
from state.records.results import Result
from state.records.surveying import Meeting, Scope, Standing, Survey
from state.records.surveying import levels as levels_of
from state.records.tables import Appeal
from state.troupe import Troupe

WAITING = 8
"""Talks that nobody has looked at, how many of them are shown."""
FEW = 3
"""Talks below which nothing is said of how a pair of type and objection goes."""
NAMED = 3
"""Of the weakest, how many are named."""


@dataclass(frozen=True)
class Person:
    """A trainee's line. week, month: talks begun in the last 7 and 30 days. score: the mean, 0–100, None without one.

    way: an arrow for where the last scores lead. shares: step -> mean share.
    """

    id: str
    name: str
    week: int
    month: int
    last: datetime | None
    score: float | None
    spark: Spark | None
    way: str
    shares: Mapping[StepId, float]


@dataclass(frozen=True)
class Weakest:
    """The step at which a group is weakest. share: the mean of its people's, each counting alike. who: the weakest."""

    step: StepId
    share: float
    people: int
    who: Sequence[str]


@dataclass(frozen=True)
class Pair:
    """How talks with a type of customer who raises a kind of objection went."""

    persona: PersonaKind
    objection: ObjectionKind
    talks: int
    score: float


@dataclass(frozen=True)
class Seen:
    """All that the overview shows. waiting: talks that nobody has looked at. appeals: with their customers' ids."""

    people: Sequence[Person]
    idle: Sequence[str]
    levels: Mapping[StepId, float]
    weakest: Weakest | None
    pairs: Mapping[tuple[PersonaKind, ObjectionKind], Pair]
    worst: Pair | None
    appeals: Sequence[tuple[Appeal, str]]
    waiting: Sequence[Result]
    names: Mapping[str, str]


def show(visit: Visit) -> Response:
    """The overview page."""
    practice, by = visit.desk.practice, visit.by
    practice.stage.refresh()
    troupe, wanted = practice.troupe, asked(visit.request.query_params)
    with practice.records.unit() as unit:
        groups = groups_of(unit, by.role, by.id)
        scope = wanted.scope(unit, by, troupe, visit.now)
        blind = [held for talk in rights.blind(unit, by.id, by.role) if (held := unit.session(*talk)) is not None]
        seen = look_over(unit, scope, troupe, visit.now)
    agreed = visit.desk.reckoned.agreed(practice.records, troupe, scope.who, scope.but)
    return visit.page(
        "overview.html", seen=seen, asked=wanted, groups=groups, troupe=troupe, days=DAYS, steps=troupe.rubric.steps,
        personas=PERSONAS, objections=OBJECTIONS, few=FEW, fewest=TREND, blind=blind, unscored=scope.unscored,
        agreed=agreed,
        criteria={each.id: each for part in troupe.rubric.parts for each in part.criteria},
    )  # fmt: skip


def look_over(unit: Survey, scope: Scope, troupe: Troupe, now: datetime) -> Seen:
    """Look over the talks of a scope."""
    names = unit.names(scope.who)
    week, month = (unit.practised(replace(scope, since=now - timedelta(days=days))) for days in (7, 30))
    standings = {each.user_id: each for each in unit.standings(scope)}
    scores = unit.latest(scope, TREND)
    people = [
        _person(user_id, names.get(user_id, ""), week, month, standings.get(user_id), scores.get(user_id, []))
        for user_id in sorted({*standings, *month})
    ]
    people.sort(key=lambda one: (one.score is None, one.score or 0, one.id))
    levels = levels_of(one.shares for one in people)
    pairs = _pairs(unit.meetings(scope), troupe)
    told = [pair for pair in pairs.values() if pair.talks >= FEW]
    idle = [name or user_id for user_id, name in names.items() if user_id not in standings and user_id not in month]
    return Seen(
        people=people,
        idle=sorted(idle) if scope.who is not None else [],
        levels=levels,
        weakest=_weakest(people, levels),
        pairs=pairs,
        worst=min(told, key=lambda pair: pair.score, default=None),
        appeals=unit.appeals_of(scope),
        waiting=unit.unreviewed(scope, WAITING),
        names=names,
    )


def _person(
    user_id: str,
    name: str,
    week: Mapping[str, tuple[int, datetime]],
    month: Mapping[str, tuple[int, datetime]],
    standing: Standing | None,
    scores: Sequence[int],
) -> Person:
    slope = trend([score / 100 for score in scores])
    return Person(
        id=user_id,
        name=name or user_id,
        week=week[user_id][0] if user_id in week else 0,
        month=month[user_id][0] if user_id in month else 0,
        last=month[user_id][1] if user_id in month else None,
        score=standing.score if standing is not None else None,
        spark=spark(scores),
        way=arrow(slope),
        shares=standing.shares if standing is not None else {},
    )


def _weakest(people: Sequence[Person], levels: Mapping[StepId, float]) -> Weakest | None:
    if not levels:
        return None
    step = min(levels, key=lambda each: levels[each])
    concerned = sorted((one for one in people if step in one.shares), key=lambda one: one.shares[step])
    return Weakest(step, levels[step], len(concerned), [one.name for one in concerned[:NAMED]])


def _pairs(meetings: Iterable[Meeting], troupe: Troupe) -> dict[tuple[PersonaKind, ObjectionKind], Pair]:
    found: dict[tuple[PersonaKind, ObjectionKind], Pair] = {}
    for met in meetings:
        customer = troupe.customers.get(met.scenario)
        if customer is None:
            continue
        key = (customer.persona.id, customer.objection.id)
        before = found.get(key, Pair(*key, 0, 0.0))
        talks = before.talks + met.talks
        score = (before.score * before.talks + met.score * met.talks) / talks
        found[key] = Pair(*key, talks, score)
    return found
