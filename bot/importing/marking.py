"""Marking: coaches comment on a real conversation that is kept, and correct what the machine makes of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from pydantic import ValidationError

from bot.cleaning import cleaned, isolated
from bot.commenting import Unwritten
from bot.correcting import LONGEST, Uncorrected, move_names, scores, share_name
from bot.importing.keeping import Kept, called, kept, scored
from bot.quotes import shortened
from bot.rights import NotAllowed, may_review
from bot.texts import Texts, texts
from state.content.terms import MOVES, Move
from state.records.imports import ImportedMark
from state.records.queueing import Message
from state.records.reviews import Key
from state.records.tables import Role
from state.records.unit import Unit
from state.scoring.tests import RECORDED
from state.troupe import Troupe


def comment(
    unit: Unit, troupe: Troupe, by: str, role: Role, talk: Key, text: str, now: datetime, turn: int | None = None
) -> None:
    """Write about a conversation, to whose it is. turn: the reply that it is about, from 1; None: the whole.

    Raises NotAllowed, Unwritten, Uncorrected; nothing has happened then.
    """
    found = _open(unit, troupe, by, role, talk)
    words = cleaned(text)
    if not words:
        raise Unwritten("review-empty")
    if len(words) > LONGEST:
        raise Unwritten("review-too-long")
    if turn is not None and not 1 <= turn <= len(found.imported.talk.turns):
        raise Unwritten("review-no-turn")
    mark = unit.mark_import(_mark(talk, "comment", by, words, now, turn=turn))
    say = _say(unit, talk)
    lines = [say("import-comment", coach=called(unit, by, say), turn=turn or 0, file=_file(say, found))]
    if turn is not None:
        lines.append(say("comment-quote", quote=shortened(_reply(found, turn), say.lang)))
    unit.queue(talk[0], [Message("coach", "\n".join((*lines, isolated(mark.text))), now)])


def correct_moves(
    unit: Unit,
    troupe: Troupe,
    by: str,
    role: Role,
    talk: Key,
    turn: int,
    moves: Collection[Move],
    reason: str,
    now: datetime,
) -> None:
    """Say all that a reply does, whatever was read. turn: from 1. Raises NotAllowed, Uncorrected."""
    found = _open(unit, troupe, by, role, talk)
    made = [move for move in MOVES if move in moves]
    if not made or not 1 <= turn <= len(found.imported.talk.turns):
        raise Uncorrected("review-no-moves")
    mark = unit.mark_import(_mark(talk, "moves", by, _reason(reason), now, turn=turn, moves=made))
    _tell(unit, troupe, found, by, mark, now)


def correct_points(
    unit: Unit, troupe: Troupe, by: str, role: Role, talk: Key, criterion: str, share: float, reason: str, now: datetime
) -> None:
    """Say how far a criterion was met. share: 0–1. Raises NotAllowed, Uncorrected: for what is not rated, too."""
    found = _open(unit, troupe, by, role, talk)
    judged = next((each for each in found.imported.card.judged if each.criterion == criterion), None)
    if judged is None or criterion in found.imported.talk.unrated:
        raise Uncorrected("review-not-asked")
    if troupe.rubric.criterion(criterion).test in RECORDED:
        raise Uncorrected("review-recorded")
    if not 0 <= share <= 1:
        raise Uncorrected("review-no-share")
    mark = _mark(talk, "points", by, _reason(reason), now, turn=judged.turn, criterion=criterion, share=share)
    _tell(unit, troupe, found, by, unit.mark_import(mark), now)


def withdraw(unit: Unit, troupe: Troupe, by: str, role: Role, talk: Key, number: int, now: datetime) -> ImportedMark:
    """Let a correction no longer hold. number: of the mark. Raises NotAllowed, Uncorrected."""
    found = _open(unit, troupe, by, role, talk)
    mark = next((each for each in found.marks if each.number == number and each.kind != "comment"), None)
    if mark is None or mark.withdrawn_at is not None:
        raise Uncorrected("review-withdrawn-before")
    mark.withdrawn_at, mark.withdrawn_by = now, by
    _tell(unit, troupe, found, by, mark, now)
    return mark


def _open(unit: Unit, troupe: Troupe, by: str, role: Role, talk: Key) -> Kept:
    row = unit.imported(*talk)
    if row is None or not may_review(unit, by, role, talk[0]):
        raise NotAllowed
    try:
        return kept(unit, troupe, row)
    except ValidationError as error:
        raise Uncorrected("review-not-scored") from error


def _mark(talk: Key, kind: str, by: str, text: str, now: datetime, **values: object) -> ImportedMark:
    return ImportedMark.model_validate(
        {"user_id": talk[0], "talk_id": talk[1], "number": 0, "kind": kind, "by": by, "text": text, "at": now} | values
    )


def _reason(text: str) -> str:
    reason = cleaned(text)
    if not reason:
        raise Uncorrected("review-no-reason")
    if len(reason) > LONGEST:
        raise Uncorrected("review-too-long")
    return reason


def _tell(unit: Unit, troupe: Troupe, before: Kept, by: str, mark: ImportedMark, now: datetime) -> None:
    """Tell whose conversation it is what was corrected, and what it came to."""
    say, withdrawn = _say(unit, before.key), mark.withdrawn_at is not None
    after = scored(troupe, before.row, unit.import_marks(*before.key))
    head = say(
        "import-correction",
        coach=called(unit, by, say),
        file=_file(say, before),
        withdrawn="yes" if withdrawn else "no",
    )
    lines = [head, *_about(say, troupe, before, mark)]
    if not withdrawn:
        lines.append(say("correction-reason", reason=mark.text))
    lines.append(say("correction-score", **scores(before.imported.card.score, after.imported.card.score)))
    unit.queue(before.row.user_id, [Message("coach", "\n".join(lines), now)])


def _about(say: Texts, troupe: Troupe, found: Kept, mark: ImportedMark) -> Sequence[str]:
    """What a correction is about, and while it stands what it says."""
    stands = mark.withdrawn_at is None
    if mark.kind == "moves":
        turn = mark.turn or 0
        about = say("correction-turn", turn=turn, quote=shortened(_reply(found, turn), say.lang))
        said = say("correction-moves", moves=move_names(say, troupe, mark.moves or ()))
    else:
        asked = {each.id: each.asks[say.lang] for part in troupe.rubric.parts for each in part.criteria}
        asks = asked.get(mark.criterion or "", mark.criterion or "")
        about, said = say("correction-criterion", asks=asks), say("correction-share", share=share_name(say, mark.share))
    return (about, said) if stands else (about,)


def _reply(found: Kept, turn: int) -> str:
    return found.imported.talk.turns[turn - 1].reply


def _file(say: Texts, found: Kept) -> str:
    return found.row.name or say("import-pasted")


def _say(unit: Unit, talk: Key) -> Texts:
    person = unit.user(talk[0])
    assert person is not None, "the tables do not allow it"
    return texts(person.lang, person.channel)
