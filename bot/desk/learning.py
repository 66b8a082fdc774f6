"""Learning: an admin decides what the reader learns, has it trained, compares, lets it go live, and goes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy.exc import IntegrityError
from starlette.responses import Response

from bot.comparing import COACHES, Compared, Pair
from bot.desk import rights
from bot.desk.visiting import Missing, Visit
from bot.learning import (
    Unlearnt,
    begin_training,
    compared_in,
    drop,
    go_back,
    runs,
    take_live,
)
from bot.proposing import Proposal, Undecidable, accepted, decide, is_learnt, proposals, undo
from bot.training import start
from state.content.terms import MOVES, Move
from state.records.unit import Unit

PAGE = 25
DECIDED = 50
HEADS = 20
"""How many are shown: of what waits, of what was decided last, and of the heads that went live last."""


@dataclass(frozen=True)
class Line:
    """One set in the table of what a training changes. verdict: `worse`, `better` or `same`. moves: in words."""

    title: str
    replies: int
    micro: str
    macro: str
    verdict: str
    moves: list[str]


def show(visit: Visit) -> Response:
    """The page."""
    visit.desk.practice.stage.refresh()
    return _page(visit)


def act(visit: Visit) -> Response:
    """Do what a form of the page asks for, and show it; again with what was ticked if it cannot be done."""
    visit.desk.practice.stage.refresh()
    do = visit.form.get("do", "")
    if do not in ACTS:
        raise Missing
    try:
        place = ACTS[do](visit)
    except Undecidable as error:
        return _page(visit, visit.say("learn-undecided", why=error.why))
    except IntegrityError:  # somebody else let a head go live at the same moment
        return _page(visit, visit.say("learn-fault", why="other"))
    except Unlearnt as error:
        return _page(visit, "" if error.why == "worse" else visit.say("learn-fault", why=error.why), why=error.why)
    return visit.away(f"/learning?{urlencode({'did': do})}{place}")


def _accept(visit: Visit) -> str:
    return _decide(visit, refuse=False)


def _refuse(visit: Visit) -> str:
    return _decide(visit, refuse=True)


def _decide(visit: Visit, *, refuse: bool) -> str:
    chosen = {key: _move(visit.form.get(f"move.{key}", "")) for key in _ticked(visit)}
    with visit.desk.practice.records.unit() as unit:
        among = [each for each in _seen(visit, unit) if each.row.example is None]
        decide(chosen, among, "refused" if refuse else "accepted", visit.by.id, visit.now)
    return "#proposals"


def _undo(visit: Visit) -> str:
    with visit.desk.practice.records.unit() as unit:
        live = unit.live_head()
        undo(_ticked(visit), _seen(visit, unit), live.taught_at if live is not None else None)
    return "#decided"


def _train(visit: Visit) -> str:
    practice = visit.desk.practice
    if not practice.settings.content.measuring().is_dir():
        raise Unlearnt("there are no measuring sets", "unmeasured")
    number = begin_training(practice.records, practice.troupe, visit.by.id, visit.now)
    start(practice.records, practice.settings, number)
    return "#training"


def _stop(visit: Visit) -> str:
    with visit.desk.practice.records.unit() as unit:
        if not unit.fail_training(_number(visit), "stopped", visit.now, visit.by.id):
            raise Unlearnt("it does not run", "gone")
    return "#training"


def _live(visit: Visit) -> str:
    practice, number = visit.desk.practice, _number(visit)
    with practice.records.unit() as unit:
        training = unit.training(number)
        note = visit.say("learn-note", count=training.replies if training is not None else 0)
        take_live(unit, practice.troupe, number, visit.by.id, note, visit.now, even_worse="sure" in visit.form)
    return "#heads"


def _drop(visit: Visit) -> str:
    with visit.desk.practice.records.unit() as unit:
        drop(unit, _number(visit), visit.by.id, visit.now)
    return "#training"


def _back(visit: Visit) -> str:
    go_back(visit.desk.practice.records, _number(visit), visit.by.id, visit.now)
    return "#heads"


ACTS: Mapping[str, Callable[[Visit], str]] = {
    "accept": _accept,
    "refuse": _refuse,
    "undo": _undo,
    "train": _train,
    "stop": _stop,
    "live": _live,
    "drop": _drop,
    "back": _back,
}
"""What each form does; returns the place on the page to go on at."""


def _page(visit: Visit, fault: str = "", why: str = "") -> Response:
    practice, say = visit.desk.practice, visit.say
    troupe, params = practice.troupe, visit.request.query_params
    with practice.records.unit() as unit:
        found, heads, training = _seen(visit, unit), unit.heads(), unit.training()
        taught_at = heads[0].taught_at if heads else None
        ready = sum(map(len, accepted(unit, troupe).values()))
        people = {each.by for each in found} | {each.row.example_by or "" for each in found}
        people |= {head.by for head in heads[:HEADS]}
        people |= {training.by, training.decided_by or ""} if training is not None else set()
        names = unit.names(sorted(people - {""}))
    waiting = [each for each in found if each.row.example is None]
    decided = [each for each in reversed(found) if each.row.example is not None and not is_learnt(each, taught_at)]
    page = params.get("page", "")
    number = max(1, int(page[:6])) if page.isascii() and page.isdecimal() else 1
    at = PAGE * (number - 1)
    measures = practice.settings.content.measuring()
    return visit.page(
        "learning.html", 422 if fault or why else 200, fault=fault, why=why, did=params.get("did", ""),
        typed=visit.form,
        waiting=waiting[at : at + PAGE], count=len(waiting), number=number, more=len(waiting) > at + PAGE,
        decided=decided[:DECIDED], learnt=sum(is_learnt(each, taught_at) for each in found), ready=ready, names=names,
        criteria={each.id: each for part in troupe.rubric.parts for each in part.criteria}, troupe=troupe,
        called={entry.id: entry.name[visit.lang] for entry in troupe.moves.moves},
        training=training, runs=runs(training, visit.now), heads=heads[:HEADS],
        lines=[_line(visit, each) for each in compared_in(training)] if training is not None else [],
        measures="" if measures.is_dir() else measures.as_posix(), somebody=say("review-somebody"),
    )  # fmt: skip


def _seen(visit: Visit, unit: Unit) -> list[Proposal]:
    """The proposals, but of the talks that the visitor has still to score blind."""
    blind = set(rights.blind(unit, visit.by.id, visit.by.role))
    found = proposals(unit, visit.desk.practice.troupe.rubric)
    return [each for each in found if (each.session.user_id, each.session.id) not in blind]


def _line(visit: Visit, each: Compared) -> Line:
    say = visit.say
    is_set = each.name != COACHES
    title = say("learn-set", name=each.name, lang=each.lang or "") if is_set else say("learn-coaches")
    names = {entry.id: entry.name[visit.lang] for entry in visit.desk.practice.troupe.moves.moves}
    better = max(two - one for one, two in (each.micro, each.macro)) > 0
    moves = [
        say("learn-move", move=names[one.move], change=_change(one.f1), replies=one.replies) for one in each.notable
    ]
    verdict = "worse" if each.worse else "better" if better else "same"
    return Line(title, each.replies, _change(each.micro), _change(each.macro), verdict, moves)


def _change(pair: Pair) -> str:
    """A figure before and after, as `0.853 → 0.861 (+0.008)`."""
    one, two = pair
    by = f"{two - one:+.3f}".replace("-", "−")
    return f"{one:.3f} → {two:.3f} ({'±0.000' if by in ('+0.000', '−0.000') else by})"


def _ticked(visit: Visit) -> list[str]:
    return [name.removeprefix("reply.") for name in visit.form if name.startswith("reply.")]


def _move(text: str) -> Move | None:
    return next((move for move in MOVES if move == text), None)


def _number(visit: Visit) -> int:
    text = visit.form.get("number", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1
