"""Files: talks taken out of the records by whoever may see them, as a report, a table, a visit record, or JSON."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from starlette.responses import Response

from bot.assigning import groups_of
from bot.desk import rights
from bot.desk.showing import day
from bot.desk.visiting import Missing, Visit
from bot.exporting.choosing import Exported, Wanted, chosen, exported, members
from bot.exporting.document import Document
from bot.exporting.html import as_html
from bot.exporting.lines import talks_jsonl
from bot.exporting.pdf import as_pdf
from bot.exporting.report import many_report, talk_report
from bot.exporting.tables import talks_csv, turns_csv
from bot.exporting.visit import visit_record
from bot.exporting.xapi import array, home_of, statements
from bot.rights import hidden
from bot.texts import Texts
from state.troupe import Troupe

FORMS: Mapping[str, tuple[str, str]] = {
    "html": ("html", "text/html; charset=utf-8"),
    "pdf": ("pdf", "application/pdf"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "turns": ("csv", "text/csv; charset=utf-8"),
    "jsonl": ("jsonl", "application/jsonl; charset=utf-8"),
    "xapi": ("json", "application/json"),
}
"""Each form that can be asked for: how its file's name ends, and what a browser is told that it is."""
USUAL = "html"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
Table = Callable[[Iterable[Exported], Texts, Troupe], Iterable[str]]
TABLES: Mapping[str, Table] = {"csv": talks_csv, "turns": turns_csv}
VISIT = "visit"
"""A form of one talk alone: the visit record, as PDF."""


def talk(visit: Visit) -> Response:
    """One talk. Of a private one it says that it took place."""
    practice, by, params = visit.desk.practice, visit.by, visit.request.path_params
    practice.stage.refresh()
    key = (params["trainee"], params["talk"])
    with practice.records.unit() as unit:
        is_theirs = rights.may_see(unit, by.id, by.role, key[0]) and key not in hidden(unit, by.id)
        found = exported(unit, practice.troupe, *key) if is_theirs else None
    if found is None:
        raise Missing
    name = f"talk-{day(found.held.started_at)}-{key[1][:8]}"
    if visit.request.query_params.get("as") == VISIT:
        content = as_pdf(visit_record([found], visit.say), visit.now)
        return attached(content, f"visit-{name}", *FORMS["pdf"])
    return _sent(visit, [found], partial(talk_report, found, visit.say, practice.troupe), name)


def person(visit: Visit) -> Response:
    """One trainee's talks, without those that the visitor has to score blind."""
    practice, by, trainee = visit.desk.practice, visit.by, visit.request.path_params["trainee"]
    with practice.records.unit() as unit:
        user = unit.user(trainee) if rights.may_see(unit, by.id, by.role, trainee) else None
    if user is None:
        raise Missing
    return _many(visit, frozenset((trainee,)), user.name or trainee, f"trainee-{trainee}")


def group(visit: Visit) -> Response:
    """The talks of a group's members, without those that the visitor has to score blind."""
    practice, by, name = visit.desk.practice, visit.by, visit.request.query_params.get("group", "")
    with practice.records.unit() as unit:
        if name not in groups_of(unit, by.role, by.id):
            raise Missing
        who = members(unit, name)
    return _many(visit, who, name, "group")


def _many(visit: Visit, who: frozenset[str], title: str, name: str) -> Response:
    practice = visit.desk.practice
    practice.stage.refresh()
    with practice.records.unit() as unit:
        unscored = hidden(unit, visit.by.id)
    talks = list(chosen(practice.records, practice.troupe, Wanted(users=who, but=unscored)))
    report = partial(many_report, talks, title, visit.say, practice.troupe)
    return _sent(visit, talks, report, f"{name}-{day(visit.now)}")


def _sent(visit: Visit, talks: list[Exported], document: Callable[[], Document], name: str) -> Response:
    """Talks as the file that is asked for."""
    form = visit.request.query_params.get("as", USUAL)
    if form not in FORMS:
        raise Missing
    if form == "pdf":
        content = as_pdf(document(), visit.now)
    elif form == "html":
        content = as_html(document()).encode()
    elif form == "jsonl":
        content = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in talks_jsonl(talks)).encode()
    elif form == "xapi":
        home = home_of(visit.desk.practice.settings.export.xapi_home)
        content = "".join(array(statements(talks, home))).encode()
    else:
        content = "".join(TABLES[form](talks, visit.say, visit.desk.practice.troupe)).encode()
    return attached(content, name, *FORMS[form])


def attached(content: bytes, name: str, ending: str, kind: str) -> Response:
    """A file to be saved. name: of whatever letters; only harmless ones are kept. kind: what browsers are told."""
    file = f"duilian-{_UNSAFE.sub('-', name)}.{ending}"
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{file}"'})
