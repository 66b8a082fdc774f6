"""Transcript: a talk as it looked, with its score card, and all that a coach can do with it."""

from starlette.responses import Response

from bot.correcting import LONGEST
from bot.desk import blind, comparing
from bot.desk.candidates import candidates
from bot.desk.judgements import recorded
from bot.desk.opening import may_read
from bot.desk.others import others
from bot.desk.visiting import Visit
from state.content.terms import Lang
from state.troupe import Troupe


def show(visit: Visit) -> Response:
    """The page of a talk; where the visitor was asked to score it blind and has not, the form for that.

    If the address names another talk, both are compared.
    """
    visit.desk.practice.stage.refresh()
    return comparing.page(visit) if visit.request.query_params.get("beside") else page(visit)


def page(visit: Visit, fault: str = "") -> Response:
    """The page of a talk. fault: why what was sent in was not done; the form is shown again as it was then."""
    practice, params = visit.desk.practice, visit.request.path_params
    with practice.records.unit() as unit:
        talk = may_read(visit, unit, params["trainee"], params["talk"])
        if talk.is_blind:
            return blind.form(visit, unit, talk.held, talk.reading, fault)
        choice = others(visit, unit, talk)
        can_ask = talk.marks is not None and talk.marks.may
        asked = candidates(visit, unit, (talk.held.user_id, talk.held.id)) if can_ask else []
    troupe = practice.troupe
    return visit.page(
        "transcript.html", 422 if fault else 200, talk=talk, choice=choice, marks=talk.marks, candidates=asked,
        moves={move.id: move for move in troupe.moves.moves}, troupe=troupe, criteria=_criteria(troupe, visit.lang),
        fault=fault, typed=visit.form, open=_open(visit), recorded=recorded(troupe.rubric),
        did=visit.request.query_params.get("did", ""), shares=("full", "half", "none"), most=LONGEST,
    )  # fmt: skip


def _open(visit: Visit) -> tuple[str, str]:
    """Which form that is not always there is open: `moves` with the reply's number, or `points` with the criterion."""
    query, form = visit.request.query_params, visit.form
    if form.get("do") in ("moves", "points"):
        return form["do"], form.get("turn" if form["do"] == "moves" else "criterion", "")
    what = "moves" if "moves" in query else "points"
    return what, query.get(what, "")


def _criteria(troupe: Troupe, lang: Lang) -> dict[str, str]:
    """What each criterion asks."""
    return {criterion.id: criterion.asks[lang] for part in troupe.rubric.parts for criterion in part.criteria}
