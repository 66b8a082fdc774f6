"""Keeping: a real conversation in the records, as one of a person's; it is no practice, and counts nowhere."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.importing.faults import Problem
from bot.importing.judging import Heard, Imported, judge
from bot.rights import NotAllowed, may_import
from bot.texts import Texts, texts
from state.content.terms import MOVES
from state.records.imports import ImportedMark, ImportedTalk
from state.records.queueing import Message
from state.records.reviews import Key
from state.records.tables import Role
from state.records.unit import Unit
from state.scoring.review import Review, Ruling
from state.scoring.unscripted import Exchange, Known
from state.troupe import Troupe
from state.understanding.reading import Reading

TOLD = 100  # lines that were passed over of which it is kept what was wrong with them


@dataclass(frozen=True)
class Kept:
    """A conversation in the records. imported: with its card by today's rubric and what coaches found."""

    row: ImportedTalk
    marks: Sequence[ImportedMark]
    imported: Imported

    @property
    def key(self) -> Key:
        """Whose it is, and its id."""
        return self.row.user_id, self.row.id


def keep(unit: Unit, by: str, role: Role, whom: str, imported: Imported, reader_version: str, now: datetime) -> Key:
    """Keep a conversation as one of a person's, and tell them; what is kept already, with its marks, stays as it is.

    by: whoever does it, a user's id. role: as what. whom: a user's id. Raises NotAllowed if it is not for them to do.
    """
    person = unit.user(whom)
    if person is None or not may_import(unit, by, role, whom):
        raise NotAllowed
    row = _row(whom, imported, reader_version, by, now)
    if unit.imported(whom, row.id) is not None:
        return whom, row.id
    unit.add(row)
    if whom != by:
        say, card = texts(person.lang, person.channel), imported.card
        rated = sum(judged.share is not None for judged in card.judged)
        counts = {"replies": len(imported.talk.turns), "rated": rated, "of": len(card.judged)}
        text = say(
            "import-news",
            coach=called(unit, by, say),
            file=row.name or say("import-pasted"),
            score=card.score,
            **counts,
        )
        unit.queue(whom, [Message("coach", text, now)])
    return whom, row.id


def remove(unit: Unit, by: str, role: Role, talk: Key, now: datetime) -> None:
    """Remove a conversation with all that was made of it, and tell whose it was. Raises NotAllowed.

    Whoever imported it may, and admins.
    """
    row = unit.imported(*talk)
    if row is None or not may_remove(unit, by, role, row):
        raise NotAllowed
    if row.user_id != by and (person := unit.user(row.user_id)) is not None:
        say = texts(person.lang, person.channel)
        text = say("import-removed", coach=called(unit, by, say), file=row.name or say("import-pasted"))
        unit.queue(person.id, [Message("coach", text, now)])
    unit.remove_import(*talk)


def may_remove(unit: Unit, user_id: str, role: Role, row: ImportedTalk) -> bool:
    """Whether somebody may remove a conversation."""
    is_theirs = role == "admin" or row.imported_by == user_id
    return is_theirs and may_import(unit, user_id, role, row.user_id)


def called(unit: Unit, by: str, say: Texts) -> str:
    """What somebody who coaches is called; whoever runs Duilian need not be on record."""
    user = unit.user(by)
    return (user.name if user is not None else "") or say("desk-admin")


def kept(unit: Unit, troupe: Troupe, row: ImportedTalk) -> Kept:
    """A conversation with its card. Raises pydantic.ValidationError if this version does not understand it."""
    marks = unit.import_marks(row.user_id, row.id)
    return scored(troupe, row, marks)


def scored(troupe: Troupe, row: ImportedTalk, marks: Sequence[ImportedMark]) -> Kept:
    """The same of these marks."""
    known = Known(
        row.persona if row.persona in troupe.personas else None,
        row.objection if row.objection in troupe.objections else None,
        row.outcome,
    )
    return Kept(row, marks, judge(_heard(row), troupe, known, review_of(marks)))


def review_of(marks: Iterable[ImportedMark]) -> Review:
    """What coaches found of a conversation: of several corrections of the same thing the last that stands."""
    points, moves = {}, {}
    for mark in marks:
        if mark.withdrawn_at is not None:
            continue
        if mark.kind == "points" and mark.criterion is not None and mark.share is not None:
            points[mark.criterion] = Ruling(mark.share, mark.turn, "coach", mark.text)
        elif mark.kind == "moves" and mark.turn is not None:
            moves[mark.turn] = tuple(move for move in MOVES if move in (mark.moves or ()))
    return Review(points, {turn: made for turn, made in moves.items() if made})


def _row(whom: str, imported: Imported, reader_version: str, by: str, now: datetime) -> ImportedTalk:
    heard, known = imported.heard, imported.known
    said = [heard.opening, [(each.reply, each.answers) for each in heard.exchanges]]
    exchanges = [
        {
            "reply": each.reply,
            "answers": list(each.answers),
            "line": line,
            "reading": each.reading.model_dump(mode="json"),
        }
        for each, line in zip(heard.exchanges, heard.lines, strict=True)
    ]
    return ImportedTalk(
        user_id=whom,
        id=hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16],
        name=heard.name,
        lang=heard.lang,
        persona=known.persona,
        objection=known.objection,
        outcome=known.outcome,
        reader_version=reader_version,
        log={
            "opening": list(heard.opening),
            "exchanges": exchanges,
            "problems": [asdict(problem) for problem in heard.problems[:TOLD]],
            "left_out": heard.left_out,
        },
        imported_by=by,
        imported_at=now,
    )


def _heard(row: ImportedTalk) -> Heard:
    exchanges = row.log["exchanges"]
    return Heard(
        name=row.name,
        lang=row.lang,
        opening=tuple(row.log["opening"]),
        exchanges=tuple(
            Exchange(each["reply"], Reading.model_validate(each["reading"]), tuple(each["answers"]))
            for each in exchanges
        ),
        lines=tuple(each["line"] for each in exchanges),
        problems=tuple(Problem(**each) for each in row.log["problems"]),
        left_out=row.log["left_out"],
    )
