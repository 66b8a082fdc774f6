"""Others: with which talks one can be compared: other tries with the same customer, and the model conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from bot.desk import blind, rights
from bot.desk.opening import Read, may_read
from bot.desk.visiting import Missing, Visit
from bot.rights import hidden
from state.records.results import Result
from state.records.surveying import Scope
from state.records.unit import Unit

NEAR = 3
"""The trainee's own last tries that stand at a talk itself."""
PAGE = 25


@dataclass(frozen=True)
class Others:
    """What stands at a talk to compare it with. own: the trainee's last other tries, newest first.

    more: whether there are more, of anybody whose talks the visitor may see. before: the trainee's try before this one.
    """

    model: bool
    own: Sequence[Result]
    more: bool
    before: Result | None


def others(visit: Visit, unit: Unit, talk: Read) -> Others:
    """With what a talk can be compared at once."""
    has_model = talk.customer is not None and talk.customer.scenario.talks is not None
    if talk.held.session is None:
        return Others(model=False, own=(), more=False, before=None)
    own = _of(visit, unit, talk, talk.held.user_id)
    tries = unit.tries(own, NEAR)
    before = unit.tries(own, 1, before=talk.held.ended_at or talk.held.started_at)
    more = len(unit.tries(_of(visit, unit, talk), NEAR + 1)) > len(tries)
    return Others(has_model, tries, more, before[0] if before else None)


def show(visit: Visit) -> Response:
    """The page on which another try is chosen: of one trainee or of all, the newest first or the best, page by page."""
    practice, params, query = visit.desk.practice, visit.request.path_params, visit.request.query_params
    practice.stage.refresh()
    whose, best, page = query.get("whose", ""), query.get("sort") == "best", query.get("page", "")
    number = max(1, int(page[:6])) if page.isascii() and page.isdecimal() else 1
    with practice.records.unit() as unit:
        talk = may_read(visit, unit, params["trainee"], params["talk"])
        if talk.is_blind:
            return blind.form(visit, unit, talk.held, talk.reading, "")
        if talk.held.session is None or (whose and not rights.may_see(unit, visit.by.id, visit.by.role, whose)):
            raise Missing
        found = unit.tries(_of(visit, unit, talk, whose), PAGE + 1, PAGE * (number - 1), best=best)
        counts = unit.tried(_of(visit, unit, talk))
        names = unit.names(sorted({*counts, talk.held.user_id}))
    return visit.page(
        "others.html", talk=talk, tries=found[:PAGE], more=len(found) > PAGE, number=number, whose=whose, best=best,
        people=_by_name(counts, names, talk.held.user_id), names=names, troupe=practice.troupe,
    )  # fmt: skip


def _of(visit: Visit, unit: Unit, talk: Read, trainee: str = "") -> Scope:
    """The tries with a talk's customer that the visitor may see, without this one. trainee: only theirs."""
    who = (trainee,) if trainee else rights.trainees(unit, visit.by.id, visit.by.role)
    but = hidden(unit, visit.by.id) | {(talk.held.user_id, talk.held.id)}
    return Scope(who, None, (talk.held.scenario,), but)


def _by_name(counts: Mapping[str, int], names: Mapping[str, str], first: str) -> list[tuple[str, str, int]]:
    """Whose tries can be chosen, by name: id, name, how many. first: who comes before the others."""
    people = [(user_id, names.get(user_id) or user_id, count) for user_id, count in counts.items()]
    return sorted(people, key=lambda each: (each[0] != first, each[1], each[0]))
