"""Imports: real conversations: those that are kept, and bringing one in: upload or paste it, check it, keep it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.responses import Response

from bot.assigning import people_of
from bot.desk.imported import understood
from bot.desk.visiting import Missing, Visit
from bot.importing.faults import MOST, BadLog
from bot.importing.judging import hear, judge, problem_text
from bot.importing.keeping import Kept, keep
from bot.importing.logs import Log, Names, Side, Speaker, check, decoded, file_name, parsed
from bot.importing.written import plain, unified
from bot.rights import NotAllowed, may_import, reviewable
from state.content.terms import OBJECTIONS, PERSONAS, Lang, Outcome
from state.records.imports import ImportedTalk
from state.records.unit import Unit
from state.scoring.unscripted import Known
from state.troupe import Troupe

PAGE = 20
PROBLEMS = 50  # that are shown at once
SPEAKERS = 12  # that are asked about
OUTCOMES: Sequence[Outcome] = ("agreed", "deferred", "lost")
LANGS: Sequence[Lang] = ("zh", "en")
SIDES: Sequence[Side] = ("seller", "customer")


@dataclass(frozen=True)
class Draft:
    """A conversation that is being brought in. name: of its file, '' if it was pasted. log: None if it cannot be read.

    faults: why it cannot be kept as it is, in words.
    """

    text: str = ""
    name: str = ""
    log: Log | None = None
    faults: Sequence[str] = ()

    def count(self, side: Side) -> int:
        """How many utterances of a side there are."""
        return sum(each.side == side for each in self.log.utterances) if self.log is not None else 0


@dataclass(frozen=True)
class Line:
    """A conversation in a list. person: whose it is. kept: None where this version does not understand it."""

    row: ImportedTalk
    person: str
    kept: Kept | None


def show(visit: Visit) -> Response:
    """The list of what is kept, and the form that brings another in."""
    visit.desk.practice.stage.refresh()
    return _page(visit, Draft())


def take(visit: Visit) -> Response:
    """Show how what was sent in reads; keep it, if that is asked for and can be done."""
    practice, form = visit.desk.practice, visit.form
    practice.stage.refresh()
    draft = _draft(visit)
    if form.get("do") != "keep" or draft.log is None or draft.faults:
        return _page(visit, draft)
    whom, reader = form.get("whom", ""), practice.reader
    with practice.records.unit() as unit:
        if not may_import(unit, visit.by.id, visit.by.role, whom):
            raise Missing
    # Read while no unit is open: the longest takes seconds, in which others want to write.
    heard = hear(draft.log, draft.name, reader, next((each for each in LANGS if each == form.get("lang")), None))
    imported = judge(heard, practice.troupe, _known(visit, practice.troupe))
    try:
        with practice.records.unit() as unit:
            key = keep(unit, visit.by.id, visit.by.role, whom, imported, reader.version, visit.now)
    except NotAllowed as error:
        raise Missing from error
    return visit.away(f"/imports/{'/'.join(quote(part, safe='') for part in key)}?did=kept")


def listed(unit: Unit, troupe: Troupe, rows: Sequence[ImportedTalk]) -> list[Line]:
    """Conversations as a list shows them."""
    names = unit.names(sorted({row.user_id for row in rows}))
    return [Line(row, names.get(row.user_id) or row.user_id, understood(unit, troupe, row)) for row in rows]


def _known(visit: Visit, troupe: Troupe) -> Known:
    form = visit.form
    return Known(
        next((each for each in PERSONAS if each == form.get("persona") and each in troupe.personas), None),
        next((each for each in OBJECTIONS if each == form.get("objection") and each in troupe.objections), None),
        next((each for each in OUTCOMES if each == form.get("outcome")), None),
    )


def _draft(visit: Visit) -> Draft:
    """What was sent in, a file or else the text, with what is wrong with it."""
    upload, form = visit.upload, visit.form
    draft = Draft(unified(form.get("text", "")), file_name(form.get("name", "")))
    try:
        if upload.cut or len(draft.text) > visit.desk.largest:
            raise BadLog("large")
        if upload.data:
            draft = Draft(name=file_name(upload.name.replace("%22", '"')))  # as browsers send it
            draft = replace(draft, text=decoded(upload.data))
        if not draft.text.strip():
            return replace(draft, faults=[_fault(visit, "empty")])
        draft = replace(draft, log=parsed(draft.text, draft.name, _names(visit)))
        if not form.get("whom"):
            draft = replace(draft, faults=[_fault(visit, "whom")])
        if draft.log is not None:
            check(draft.log)
    except BadLog as error:
        return replace(draft, faults=[*draft.faults, _fault(visit, error.why, error.count)])
    return draft


def _names(visit: Visit) -> Names:
    """Who is on which side, as was chosen by somebody who looked at it; unchosen, whose talk it is sells."""
    form, whom = visit.form, visit.form.get("whom", "")
    with visit.desk.practice.records.unit() as unit:
        own = unit.names([whom]).get(whom) if may_import(unit, visit.by.id, visit.by.role, whom) else None
    found: dict[str, Side | None] = {own: "seller"} if own else {}
    for number in range(SPEAKERS):
        name, chosen = form.get(f"name.{number}", ""), form.get(f"side.{number}", "")
        if name and chosen:
            found[name] = next((side for side in SIDES if side == chosen), None)
    return found


def _asked(log: Log, chosen: Names) -> list[tuple[Speaker, str]]:
    """The speakers of whom it is asked which side they are, with the answer as it stands, '' if there is none."""
    left_out = {plain(name) for name, side in chosen.items() if side is None}
    return [
        (each, each.side or ("neither" if plain(each.name) in left_out else "")) for each in log.speakers[:SPEAKERS]
    ]


def _fault(visit: Visit, why: str, count: int = 0) -> str:
    return visit.say("import-bad", why=why, count=count, most=MOST, size=_size(visit))


def _size(visit: Visit) -> str:
    """How large a file may be, in words."""
    size = visit.desk.practice.settings.limits.upload
    return f"{size} KB" if size % 1000 else f"{size // 1000} MB"


def _page(visit: Visit, draft: Draft) -> Response:
    practice, by, params = visit.desk.practice, visit.by, visit.request.query_params
    trainee, asked = params.get("trainee", ""), params.get("page", "")
    number = max(1, int(asked[:6])) if asked.isascii() and asked.isdecimal() else 1
    with practice.records.unit() as unit:
        if trainee and not may_import(unit, by.id, by.role, trainee):
            raise Missing
        whose = [trainee] if trainee else reviewable(unit, by.id, by.role)
        names = unit.names([trainee])
        people = people_of(unit, by.role, by.id)
        lines = listed(unit, practice.troupe, unit.imports(whose, PAGE + 1, PAGE * (number - 1)))
    log = draft.log or Log((), ())
    problems = [problem_text(visit.say, each) for each in log.problems[:PROBLEMS]]
    typed = {"whom": trainee, **visit.form}
    return visit.page(
        "imports.html", 422 if draft.faults else 200, draft=draft, typed=typed, people=people, problems=problems,
        speakers=_asked(log, _names(visit)), lines=lines[:PAGE], did=params.get("did", ""),
        more=len(lines) > PAGE, number=number, trainee=trainee, called=names.get(trainee) or trainee,
        personas=[each for each in PERSONAS if each in practice.troupe.personas], outcomes=OUTCOMES,
        most=visit.desk.largest, size=_size(visit),
        troupe=practice.troupe,
        objections=[each for each in OBJECTIONS if each in practice.troupe.objections],
    )  # fmt: skip
