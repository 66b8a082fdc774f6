"""Imported: the page of a real conversation, with its card, what coaches made of it, and what they may do there."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from pydantic import ValidationError
from starlette.responses import Response

from bot.commenting import Unwritten
from bot.correcting import LONGEST, Uncorrected
from bot.desk.files import attached
from bot.desk.judgements import recorded
from bot.desk.reading import Reading, laid_out
from bot.desk.scorecard import Shown, shown
from bot.desk.showing import day
from bot.desk.visiting import Missing, Visit
from bot.exporting.html import as_html
from bot.exporting.pdf import as_pdf
from bot.importing.judging import as_json, card_document, problem_text
from bot.importing.keeping import Kept, called, kept, may_remove, remove
from bot.importing.marking import comment, correct_moves, correct_points, withdraw
from bot.rights import NotAllowed, may_import, may_review
from state.content.terms import MOVES
from state.records.imports import ImportedMark, ImportedTalk
from state.records.reviews import Key
from state.records.unit import Unit
from state.troupe import Troupe

SHARES = {"full": 1.0, "half": 0.5, "none": 0.0}
FILES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
}
DONE = ("kept", "comment", "moves", "points", "withdraw")


@dataclass(frozen=True)
class Marks:
    """What coaches made of a conversation. may: whether the visitor may add to it. names: users' ids -> names."""

    rows: Sequence[ImportedMark]
    may: bool
    names: Mapping[str, str]

    def comments(self, turn: int | None) -> list[ImportedMark]:
        """What was written about a reply, or the whole."""
        return [row for row in self.rows if row.kind == "comment" and row.turn == turn]

    def moves(self, turn: int) -> list[ImportedMark]:
        """The corrections of what a reply does, withdrawn ones too."""
        return [row for row in self.rows if row.kind == "moves" and row.turn == turn]

    def points(self, criterion: str) -> list[ImportedMark]:
        """The corrections of a criterion, withdrawn ones too."""
        return [row for row in self.rows if row.kind == "points" and row.criterion == criterion]


@dataclass(frozen=True)
class Sent:
    """A form about a conversation, with all that acting on it takes."""

    visit: Visit
    unit: Unit
    troupe: Troupe
    talk: Key

    def field(self, name: str) -> str:
        """What was sent in under a name; '' if nothing was."""
        return self.visit.form.get(name, "")

    def number(self, name: str) -> int | None:
        """A number that was sent in; None if it is none."""
        text = self.field(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def show(visit: Visit) -> Response:
    """The page of a conversation."""
    visit.desk.practice.stage.refresh()
    return _page(visit)


def mark(visit: Visit) -> Response:
    """Do what a form on the page asks for, and show the page; again with the form if it cannot be done."""
    practice, do = visit.desk.practice, visit.form.get("do", "")
    practice.stage.refresh()
    act = ACTS.get(do)
    if act is None:
        raise Missing
    talk = _key(visit)
    try:
        with practice.records.unit() as unit:
            where = act(Sent(visit, unit, practice.troupe, talk))
    except NotAllowed as error:
        raise Missing from error
    except (Unwritten, Uncorrected) as error:
        return _page(visit, visit.say(error.why))
    if do == "remove":
        return visit.away(f"/imports?{urlencode({'trainee': talk[0], 'did': 'removed'})}")
    address = "/".join(quote(part, safe="") for part in talk)
    return visit.away(f"/imports/{address}?{urlencode({'did': do})}{where}")


def export(visit: Visit) -> Response:
    """A conversation as a report or whole, as JSON; each says that it was imported."""
    practice, form = visit.desk.practice, visit.request.query_params.get("as", "html")
    practice.stage.refresh()
    if form not in FILES:
        raise Missing
    with practice.records.unit() as unit:
        row = _row(visit, unit)
        found = understood(unit, practice.troupe, row)
    if found is None:
        raise Missing
    document = card_document(found.imported, visit.say, practice.troupe)
    if form == "json":
        content = (json.dumps(as_json(found.imported), ensure_ascii=False, indent=1) + "\n").encode()
    else:
        content = as_pdf(document, visit.now) if form == "pdf" else as_html(document).encode()
    return attached(content, f"imported-{day(row.imported_at)}-{row.id[:8]}", form, FILES[form])


def _key(visit: Visit) -> Key:
    params = visit.request.path_params
    return params["trainee"], params["talk"]


def _row(visit: Visit, unit: Unit) -> ImportedTalk:
    """The conversation that is asked for. Raises Missing if it is not for the visitor."""
    talk = _key(visit)
    row = unit.imported(*talk) if may_import(unit, visit.by.id, visit.by.role, talk[0]) else None
    if row is None:
        raise Missing
    return row


def understood(unit: Unit, troupe: Troupe, row: ImportedTalk) -> Kept | None:
    """A conversation with its card; None if this version does not understand it."""
    try:
        return kept(unit, troupe, row)
    except ValidationError:  # whose message may quote a reply
        return None


def _page(visit: Visit, fault: str = "") -> Response:
    practice, by, query = visit.desk.practice, visit.by, visit.request.query_params
    troupe, say = practice.troupe, visit.say
    with practice.records.unit() as unit:
        row = _row(visit, unit)
        found = understood(unit, troupe, row)
        wrote = sorted({mark.by for mark in found.marks if mark.by is not None}) if found is not None else []
        may = may_review(unit, by.id, by.role, row.user_id)
        marks = Marks(found.marks if found is not None else (), may, unit.names([*wrote, row.user_id]))
        importer = called(unit, row.imported_by, say) if row.imported_by is not None else say("review-somebody")
        removable = may_remove(unit, by.id, by.role, row)
    reading, card = _shown(visit, troupe, found)
    heard = found.imported.heard if found is not None else None
    return visit.page(
        "imported.html", 422 if fault else 200, row=row, reading=reading, card=card, marks=marks, importer=importer,
        person=marks.names.get(row.user_id) or row.user_id, heard=heard, troupe=troupe, removable=removable,
        talk=found.imported.talk if found is not None else None, recorded=recorded(troupe.rubric), fault=fault,
        moves={move.id: move for move in troupe.moves.moves}, open=_open(visit), typed=visit.form, shares=tuple(SHARES),
        criteria={each.id: each.asks[visit.lang] for part in troupe.rubric.parts for each in part.criteria},
        problems=[problem_text(say, each) for each in heard.problems] if heard is not None else [],
        did=query.get("did", "") if query.get("did") in DONE else "", most=LONGEST,
    )  # fmt: skip


def _shown(visit: Visit, troupe: Troupe, found: Kept | None) -> tuple[Reading | None, Shown | None]:
    if found is None:
        return None, None
    imported = found.imported
    card = shown(visit.say, imported.card, troupe.rubric, imported.talk.review)
    return laid_out(imported.heard.opening, imported.talk.turns, None, imported.card), card


def _open(visit: Visit) -> tuple[str, str]:
    """Which form that is not always there is open: `moves` with the reply's number, or `points` with the criterion."""
    query, form = visit.request.query_params, visit.form
    if form.get("do") in ("moves", "points"):
        return form["do"], form.get("turn" if form["do"] == "moves" else "criterion", "")
    what = "moves" if "moves" in query else "points"
    return what, query.get(what, "")


def _comment(sent: Sent) -> str:
    visit, turn = sent.visit, sent.number("turn")
    comment(sent.unit, sent.troupe, visit.by.id, visit.by.role, sent.talk, sent.field("text"), visit.now, turn)
    return _at(turn)


def _moves(sent: Sent) -> str:
    visit, turn = sent.visit, sent.number("turn") or 0
    made, why = [move for move in MOVES if f"move.{move}" in visit.form], sent.field("reason")
    correct_moves(sent.unit, sent.troupe, visit.by.id, visit.by.role, sent.talk, turn, made, why, visit.now)
    return _at(turn)


def _points(sent: Sent) -> str:
    visit, name, share = sent.visit, sent.field("criterion"), SHARES.get(sent.field("share"))
    if share is None:
        raise Uncorrected("desk-no-share")
    why = sent.field("reason")
    correct_points(sent.unit, sent.troupe, visit.by.id, visit.by.role, sent.talk, name, share, why, visit.now)
    return f"#criterion-{name}"


def _withdraw(sent: Sent) -> str:
    visit, number = sent.visit, sent.number("number") or 0
    found = withdraw(sent.unit, sent.troupe, visit.by.id, visit.by.role, sent.talk, number, visit.now)
    return _at(found.turn) if found.kind == "moves" else f"#criterion-{found.criterion}"


def _remove(sent: Sent) -> str:
    remove(sent.unit, sent.visit.by.id, sent.visit.by.role, sent.talk, sent.visit.now)
    return ""


def _at(turn: int | None) -> str:
    return f"#turn-{turn}" if turn is not None else "#whole"


ACTS: dict[str, Callable[[Sent], str]] = {
    "comment": _comment,
    "moves": _moves,
    "points": _points,
    "withdraw": _withdraw,
    "remove": _remove,
}
"""What each form does; returns the place on the page to go on at."""
