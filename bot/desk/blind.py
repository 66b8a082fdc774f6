"""Blind: a talk as it was said, and a form to score it, without what the machine or anybody else makes of it."""

from starlette.responses import Response

from bot.citing import cited
from bot.correcting import Uncorrected, as_it_stands
from bot.desk.reading import Reading
from bot.desk.visiting import Visit
from state.content.terms import Lang
from state.records.overseeing import Held
from state.records.unit import Unit
from state.troupe import Troupe


def form(visit: Visit, unit: Unit, held: Held, reading: Reading | None, fault: str) -> Response:
    """The page on which a talk is scored blind. fault: why what was sent in was not taken; what it was stays chosen."""
    troupe, user = visit.desk.practice.troupe, unit.user(held.user_id)
    try:
        asked = as_it_stands(unit, troupe, (held.user_id, held.id), visit.now).asked
    except Uncorrected as error:
        asked, fault = [], visit.say(error.why)
    return visit.page(
        "blind.html", 422 if fault else 200, held=held, reading=reading, fault=fault, typed=visit.form,
        person=user.name or user.id if user is not None else held.user_id, troupe=troupe,
        parts_of=_parts(troupe, set(asked), visit.lang), shares=("full", "half", "none", "unrated"),
    )  # fmt: skip


def _parts(troupe: Troupe, asked: set[str], lang: Lang) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The parts of the rubric, by name, with what each asks of the talk: a criterion, its question, its section."""
    found = []
    for part in troupe.rubric.parts:
        criteria = [(each.id, each.asks[lang], cited(each.section, lang)) for each in part.criteria if each.id in asked]
        if criteria:
            found.append((f"{part.id} {part.name[lang]}" if len(part.id) == 1 else part.name[lang], criteria))
    return found
