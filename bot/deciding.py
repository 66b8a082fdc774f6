"""Deciding: whoever coaches sees which appeals wait, and upholds or refuses each; a talk upheld is scored again."""

from collections.abc import Iterator
from datetime import datetime

from bot.assigning import settle
from bot.cards import NAMED
from bot.correcting import scores
from bot.rescoring import PassedOver, Rescored, again, stored, told
from bot.texts import texts
from state.records.queueing import Message
from state.records.records import Records
from state.records.tables import Appeal, Session, Verdict
from state.records.unit import Unit
from state.troupe import Troupe


class Undecided(Exception):
    """An appeal that cannot be decided so; the message says why."""


def waiting(records: Records, troupe: Troupe) -> Iterator[str]:
    """The appeals that wait, oldest first: whose, of which talk and criterion, and the reply that is named.

    Of a private talk it is told only that it took place.
    """
    with records.unit() as unit:
        for appeal in unit.open_appeals():
            yield from _shown(unit, troupe, appeal)


def decide(records: Records, troupe: Troupe, name: str, verdict: Verdict, note: str, by: str, now: datetime) -> str:
    """Uphold or refuse the open appeal whose id begins so, tell its trainee, and return what is to be said about it.

    Upheld, the talk is scored again by the present rubric, on what was read at the time, and the old card is kept.
    by: a user's id. Raises Undecided; nothing has happened then.
    """
    with records.unit() as unit:
        appeal = _named(unit, name)
        session = unit.session(appeal.user_id, appeal.session_id)
        assert session is not None, "the tables do not allow it"
        done = rule(unit, troupe, appeal, verdict, note, by, now)
        return f"{appeal.id[:NAMED]} {verdict}" + (f"  {told(done, session)}" if done else "")


def rule(
    unit: Unit, troupe: Troupe, appeal: Appeal, verdict: Verdict, note: str, by: str, now: datetime
) -> Rescored | None:
    """The same within a unit, of an appeal that was found in it; what the score became, if it was upheld."""
    unit.hold(appeal.user_id)  # whatever else changes the card comes before or after
    session = unit.session(appeal.user_id, appeal.session_id)
    assert session is not None, "the tables do not allow it"
    if verdict == "upheld":
        _check(unit, troupe, appeal, now)
    try:
        unit.decide(appeal, verdict, note.strip() or None, by, now)
    except LookupError as error:
        raise Undecided(str(error)) from error
    done = _scored(unit, troupe, appeal, now) if verdict == "upheld" else None
    settled = settle(unit, troupe, appeal.user_id, now) if done is not None else []
    unit.queue(appeal.user_id, [_news(unit, troupe, appeal, session, done, now), *settled])
    return done


def _named(unit: Unit, name: str) -> Appeal:
    found = [appeal for appeal in unit.open_appeals() if appeal.id.startswith(name)]
    if len(found) != 1:
        raise Undecided(f"{'no appeal' if not found else 'more than one appeal'} '{name}' waits; see duilian appeals")
    return found[0]


def _check(unit: Unit, troupe: Troupe, appeal: Appeal, now: datetime) -> None:
    """Raise Undecided if the talk cannot be scored again with the appeal upheld."""
    try:
        asked = again(stored(unit, troupe, appeal.user_id, appeal.session_id), troupe, None, now).new.asked
    except PassedOver as why:
        raise Undecided(f"the talk cannot be scored again: {why}") from why
    if appeal.criterion not in asked:
        raise Undecided(f"the rubric no longer asks '{appeal.criterion}' of this talk; it can only be refused")


def _scored(unit: Unit, troupe: Troupe, appeal: Appeal, now: datetime) -> Rescored:
    """Score a talk again with what was upheld, and keep the new card."""
    done = again(stored(unit, troupe, appeal.user_id, appeal.session_id), troupe, None, now)
    if done.old != done.new:
        unit.add(done.after)
    return done


def _news(
    unit: Unit, troupe: Troupe, appeal: Appeal, session: Session, done: Rescored | None, now: datetime
) -> Message:
    user, customer = unit.user(appeal.user_id), troupe.customers.get(session.scenario)
    say = texts(user.lang if user else session.lang)
    criteria = {criterion.id: criterion for part in troupe.rubric.parts for criterion in part.criteria}
    criterion = criteria.get(appeal.criterion)
    person = customer.account.person if customer else session.scenario
    if done is None:
        text = say("appeal-refused", person=person, reason=criterion.no[say.lang] if criterion else "")
    else:
        reason = criterion.yes[say.lang] if criterion else ""
        text = say("appeal-upheld", person=person, reason=reason, **scores(done.old.score, done.new.score))
    note = [say("appeal-note", note=appeal.note)] if appeal.note else []
    # It belongs to no talk: nobody else could look at the talk until it has arrived.
    return Message("coach", "\n".join((text, *note)), now)


def _shown(unit: Unit, troupe: Troupe, appeal: Appeal) -> Iterator[str]:
    overseen, user = unit.oversee(appeal.user_id, appeal.session_id), unit.user(appeal.user_id)
    assert overseen is not None, "the tables do not allow it"
    held = overseen.held
    who = f"{appeal.user_id} {plain(user.name) if user else ''}".strip()
    about = f"{appeal.id[:NAMED]}  {held.started_at:%Y-%m-%d %H:%M}  {who}  {held.scenario}"
    if held.session is None:
        yield f"{about}  private"
        return
    yield f"{about}  {appeal.criterion}"
    for part in troupe.rubric.parts:
        yield from (f"    {each.asks[held.session.lang]}" for each in part.criteria if each.id == appeal.criterion)
    reply = next((turn.reply for turn in overseen.turns if turn.number == appeal.turn), None)
    yield "    no single reply" if reply is None else f"    reply {appeal.turn}: {plain(reply)}"


def plain(text: str) -> str:
    """A text of somebody else's in one line, with nothing in it that a terminal would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
