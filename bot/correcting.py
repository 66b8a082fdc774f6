"""Correcting: a coach says what a reply does, or how far a criterion was met; the talk is scored anew at once.

What was read, and every earlier card, stay as they are.
"""

from collections.abc import Collection
from datetime import datetime

from bot.assigning import settle
from bot.cleaning import cleaned
from bot.quotes import shortened
from bot.rescoring import PassedOver, Rescored, again, stored
from bot.rights import review
from bot.texts import Texts, texts
from state.content.terms import MOVES, Move
from state.dialogue.customer import Customer
from state.records.queueing import Message
from state.records.reviewing import Correction
from state.records.reviews import Key
from state.records.tables import Role, Session, User
from state.records.unit import Unit
from state.scoring.card import Card
from state.scoring.tests import RECORDED
from state.troupe import Troupe

LONGEST = 1500
"""Characters of a reason, or a comment: with what stands around it, still one message."""


class Uncorrected(Exception):
    """A correction that cannot be made; nothing has happened then. why: the key of the text that says so."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def correct_moves(
    unit: Unit,
    troupe: Troupe,
    by: User,
    role: Role,
    talk: Key,
    turn: int,
    moves: Collection[Move],
    reason: str,
    now: datetime,
) -> Rescored:
    """Say all that a reply does, whatever was read. turn: from 1. by, role: who says so, and as what.

    Raises NotAllowed, Uncorrected; nothing has happened then.
    """
    overseen = review(unit, by.id, role, talk)
    made = [move for move in MOVES if move in moves]
    if not made or turn not in {row.number for row in overseen.turns}:
        raise Uncorrected("review-no-moves")
    reason = _reason(reason)
    as_it_stands(unit, troupe, talk, now)
    correction = unit.correct(talk, turn=turn, moves=made, reason=reason, by=by.id, at=now)
    return _scored_anew(unit, troupe, by, correction, now)


def correct_points(
    unit: Unit,
    troupe: Troupe,
    by: User,
    role: Role,
    talk: Key,
    criterion: str,
    share: float,
    reason: str,
    now: datetime,
    turn: int | None = None,
) -> Rescored:
    """Say how far a criterion was met. share: 0–1. turn: the reply that shows it, from 1; None: not a single one.

    Raises NotAllowed, Uncorrected: for a criterion that goes by the record alone or is not asked of this talk, too.
    """
    overseen = review(unit, by.id, role, talk)
    if not 0 <= share <= 1 or (turn is not None and turn not in {row.number for row in overseen.turns}):
        raise Uncorrected("review-no-share")
    test = next((each.test for part in troupe.rubric.parts for each in part.criteria if each.id == criterion), None)
    if test in RECORDED:
        raise Uncorrected("review-recorded")
    reason = _reason(reason)
    if criterion not in as_it_stands(unit, troupe, talk, now).asked:
        raise Uncorrected("review-not-asked")
    correction = unit.correct(talk, turn=turn, criterion=criterion, share=share, reason=reason, by=by.id, at=now)
    return _scored_anew(unit, troupe, by, correction, now)


def withdraw(unit: Unit, troupe: Troupe, by: User, role: Role, talk: Key, number: int, now: datetime) -> Rescored:
    """Let a correction no longer hold. number: of the correction within the talk. Raises NotAllowed, Uncorrected."""
    review(unit, by.id, role, talk)
    as_it_stands(unit, troupe, talk, now)
    try:
        correction = unit.withdraw_correction(talk, number, by.id, now)
    except LookupError as error:
        raise Uncorrected("review-withdrawn-before") from error
    return _scored_anew(unit, troupe, by, correction, now)


def as_it_stands(unit: Unit, troupe: Troupe, talk: Key, now: datetime) -> Card:
    """A talk's card by the present rubric, with all that people found of it. Raises Uncorrected if there is none."""
    try:
        return again(stored(unit, troupe, *talk), troupe, None, now).new
    except PassedOver as error:
        raise Uncorrected("review-not-scored") from error


def _reason(text: str) -> str:
    reason = cleaned(text).strip()
    if not reason:
        raise Uncorrected("review-no-reason")
    if len(reason) > LONGEST:
        raise Uncorrected("review-too-long")
    return reason


def _scored_anew(unit: Unit, troupe: Troupe, by: User, correction: Correction, now: datetime) -> Rescored:
    """Score the talk with all that stands now, keep the card, and tell the trainee."""
    trainee = unit.hold(correction.user_id)  # whatever else changes the card comes before or after
    assert trainee is not None, "the tables do not allow it"
    found = stored(unit, troupe, correction.user_id, correction.session_id)
    done = again(found, troupe, None, now)
    if done.old != done.new:
        unit.add(done.after)
    say = texts(trainee.lang, trainee.channel)
    text = _news(say, unit, troupe, found.session, found.customer, by, correction, done)
    # It belongs to no talk: nobody else could look at the talk until it has arrived.
    unit.queue(trainee.id, [Message("coach", text, now), *settle(unit, troupe, trainee.id, now)])
    return done


def _news(
    say: Texts,
    unit: Unit,
    troupe: Troupe,
    session: Session,
    customer: Customer,
    by: User,
    correction: Correction,
    done: Rescored,
) -> str:
    withdrawn = correction.withdrawn_at is not None
    lines = [
        say("correction-head", person=customer.account.person, coach=by.name, withdrawn="yes" if withdrawn else "no")
    ]
    if correction.kind == "moves":
        reply = next(row.reply for row in unit.turns(session.user_id, session.id) if row.number == correction.turn)
        lines.append(say("correction-turn", turn=correction.turn or 0, quote=shortened(reply, say.lang)))
        if not withdrawn:
            lines.append(say("correction-moves", moves=move_names(say, troupe, correction.moves or ())))
    else:
        criterion = troupe.rubric.criterion(correction.criterion or "")
        lines.append(say("correction-criterion", asks=criterion.asks[say.lang]))
        if not withdrawn:
            lines.append(say("correction-share", share=share_name(say, correction.share)))
    if not withdrawn:
        lines.append(say("correction-reason", reason=correction.reason))
    lines.append(say("correction-score", **scores(done.old.score, done.new.score)))
    return "\n".join(lines)


def move_names(say: Texts, troupe: Troupe, moves: Collection[str]) -> str:
    """What moves are called, in their order."""
    return say("list-comma").join(entry.name[say.lang] for entry in troupe.moves.moves if entry.id in moves)


def share_name(say: Texts, share: float | None) -> str:
    """What a criterion's share is called."""
    if share is None:
        return say("share", level="unrated")
    return say("share", level="full" if share >= 1 else "none" if share <= 0 else "part")


def scores(before: int, after: int) -> dict[str, int | str]:
    """Two scores as a text takes them, with whether they differ."""
    return {"before": before, "after": after, "change": "none" if before == after else "some"}
