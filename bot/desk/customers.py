"""Customers: how talks with each went, what points at a customer rather than at the people, and whom they defeat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.responses import Response

from bot.assigning import groups_of
from bot.desk.asking import DAYS, asked
from bot.desk.overview import FEW
from bot.desk.visiting import Missing, Visit
from bot.examining import Examined, examine
from state.content.rubric import Criterion as Asks
from state.content.terms import OBJECTIONS, OUTCOMES, PERSONAS, Outcome, Text
from state.health.comparing import FEWEST, Criterion
from state.health.doubting import Doubts
from state.health.finding import Finding
from state.health.pairing import pairs
from state.health.talked import MISSED
from state.records.examining import Ending
from state.records.results import Result
from state.troupe import Troupe

NAMED = 10
"""How many are named of those whom a pair defeats."""
LOOKED_THROUGH, TALKS = 200, 5
"""Talks with a customer that are looked through for those in which a criterion was missed, and how many are shown."""


@dataclass(frozen=True)
class Row:
    """A criterion on a customer's page, in the order of the rubric. talks: the last ones in which it was missed."""

    asks: Asks
    step: str
    met: Criterion
    doubts: Doubts | None
    finding: Finding | None
    talks: Sequence[Result]


def show(visit: Visit) -> Response:
    """The page of all customers."""
    practice, by = visit.desk.practice, visit.by
    practice.stage.refresh()
    troupe, wanted = practice.troupe, replace(asked(visit.request.query_params), customer="")
    with practice.records.unit() as unit:
        groups = groups_of(unit, by.role, by.id)
        scope = wanted.scope(unit, by, troupe, visit.now)
        seen = examine(unit, scope)
        kinds = {name: (each.persona.id, each.objection.id) for name, each in troupe.customers.items()}
        met = pairs(seen.talks, kinds)
        hardest = sorted(
            ((kind, pair) for kind, pair in met.items() if pair.talks >= FEW and pair.defeated),
            key=lambda each: (each[1].score, each[0]),
        )
        names = unit.names(sorted({one.user_id for _, pair in hardest for one in pair.defeated[:NAMED]}))
    figures = sorted(seen.compared.figures.items(), key=lambda each: (each[1].talks < FEW, each[1].score, each[0]))
    return visit.page(
        "customers.html", seen=seen, figures=figures, pairs=met, hardest=hardest, names=names, asked=wanted,
        groups=groups, troupe=troupe, criteria=_criteria(troupe), open=_open(seen), days=DAYS, personas=PERSONAS,
        objections=OBJECTIONS, few=FEW, fewest=FEWEST, named=NAMED, address=address,
    )  # fmt: skip


def one(visit: Visit) -> Response:
    """A customer's page. What it is held against are the talks with all others that the filters leave."""
    practice, by, scenario = visit.desk.practice, visit.by, visit.request.path_params["scenario"]
    practice.stage.refresh()
    troupe, wanted = practice.troupe, replace(asked(visit.request.query_params), customer="")
    with practice.records.unit() as unit:
        groups = groups_of(unit, by.role, by.id)
        scope = wanted.scope(unit, by, troupe, visit.now)
        seen = examine(unit, scope)
        if scenario not in troupe.customers and scenario not in seen.compared.figures:
            raise Missing
        own = replace(scope, scenarios=(scenario,)) if scenario in seen.compared.figures else None
        results = unit.results(own, LOOKED_THROUGH) if own is not None and scenario in seen.findings else []
        endings = unit.endings(own) if own is not None else []
        contested = [each for each in seen.contested if each.doubted.scenario == scenario]
        names = unit.names(sorted({each.user_id for each in results} | {each.doubted.user_id for each in contested}))
    return visit.page(
        "customer.html", scenario=scenario, customer=troupe.customers.get(scenario), seen=seen,
        rows=_rows(troupe, scenario, seen, results), endings=_endings(endings), outcomes=OUTCOMES,
        states=_states(troupe, scenario), contested=contested, names=names, asked=wanted, groups=groups, troupe=troupe,
        criteria=_criteria(troupe), open=_open(seen), days=DAYS, personas=PERSONAS, objections=OBJECTIONS,
        fewest=FEWEST, address=address,
    )  # fmt: skip


def address(scenario: str) -> str:
    """The address of a customer's page within the desk."""
    return f"/customers/{quote(scenario)}"


def _rows(troupe: Troupe, scenario: str, seen: Examined, results: Sequence[Result]) -> list[Row]:
    met = {each.id: each for each in seen.compared.criteria(scenario)}
    doubted = {each.criterion: each for each in seen.doubts.get(scenario, ())}
    found = {each.criterion: each for each in seen.findings.get(scenario, ())}
    missed = _missed(results)
    return [
        Row(
            asks,
            part.id,
            met[asks.id],
            doubted.get(asks.id),
            finding,
            missed.get(asks.id, ())[:TALKS] if finding else (),
        )
        for part in troupe.rubric.parts
        for asks in part.criteria
        if asks.id in met
        for finding in (found.get(asks.id),)
    ]


def _missed(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Criterion -> the talks in which it was missed, newest first."""
    found = dict[str, list[Result]]()
    for row in reversed(results):
        for criterion, verdict in zip((row.asked or "").split(), row.verdicts or "", strict=True):
            if verdict == MISSED:
                found.setdefault(criterion, []).append(row)
    return found


def _endings(endings: Sequence[Ending]) -> list[tuple[str, Mapping[Outcome, int], int]]:
    """State -> outcome -> talks, with how many in all; where most failed first."""
    found = dict[str, dict[Outcome, int]]()
    for each in endings:
        found.setdefault(each.state, {})[each.outcome] = each.talks
    told = [(state, talks, sum(talks.values())) for state, talks in found.items()]
    return sorted(told, key=lambda each: (each[1].get("agreed", 0) - each[2], each[0]))


def _states(troupe: Troupe, scenario: str) -> Mapping[str, Text]:
    customer = troupe.customers.get(scenario)
    return {state.id: state.name for state in customer.objection.states} if customer is not None else {}


def _criteria(troupe: Troupe) -> Mapping[str, Asks]:
    return {each.id: each for part in troupe.rubric.parts for each in part.criteria}


def _open(seen: Examined) -> Mapping[str, int]:
    """Customer -> how many appeals wait to be decided."""
    return {
        scenario: count
        for scenario, own in seen.doubts.items()
        if (count := sum(each.talks.get("open", 0) for each in own))
    }
