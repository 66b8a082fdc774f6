"""Rescoring: stored talks are scored again as they were held, and what changes is told before or as it is kept."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import ValidationError

from bot.assigning import settle
from bot.rulings import review_in
from bot.scene import carded, read_in, talk_from
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Turn as Heard
from state.records.records import Records
from state.records.tables import Card as CardRow
from state.records.tables import Session, Turn
from state.records.unit import Unit
from state.scoring.card import Card, score
from state.scoring.changes import changes
from state.scoring.review import Review
from state.scoring.talk import Talk
from state.troupe import Troupe
from state.understanding.reading import Reader, Reading


class PassedOver(Exception):
    """A session that cannot be scored again; the message says why."""


@dataclass(frozen=True)
class Stored:
    """A finished session as it is kept, with its newest card, and the customer as it is now.

    review: what people found of it against the machine.
    """

    session: Session
    rows: list[Turn]
    card: CardRow
    customer: Customer
    review: Review


@dataclass(frozen=True)
class Rescored:
    """A session's newest card, the card that it would get now, and the row that would keep it."""

    old: Card
    new: Card
    before: CardRow
    after: CardRow

    @property
    def unexplained(self) -> bool:
        """Whether no version tells why the cards differ."""
        return self.old != self.new and _versions(self.before) == _versions(self.after)

    def __str__(self) -> str:
        return f"{self.old.score} -> {self.new.score} ({self.new.score - self.old.score:+d})  {'; '.join(self._why())}"

    def _why(self) -> Iterator[str]:
        before, after = self.before, self.after
        if before.rubric_version != after.rubric_version:
            yield f"rubric {before.rubric_version} -> {after.rubric_version}"
        if before.reader_version != after.reader_version:
            yield f"reader {before.reader_version} -> {after.reader_version}"
        if before.content_version != after.content_version:
            yield "customer rewritten"
        yield from changes(self.old, self.new)


def rescore(records: Records, troupe: Troupe, reader: Reader | None, now: datetime, *, dry: bool) -> Iterator[str]:
    """Score every scored session again: a line for each whose score changes or that is passed over, then a summary.

    reader: reads the replies anew; without one, scoring goes by what was read at the time. What the customer said and
    what happened stay as they are either way. dry: keep nothing. A card that comes out as it was is not kept again.
    Of a private session no line tells more than that its score changes.
    """
    seen: Counter[str] = Counter()
    asked = {criterion.id for part in troupe.rubric.parts for criterion in part.criteria}
    gone: dict[str, None] = {}  # criteria of old cards, in the order in which they were met
    with records.unit() as unit:
        scored = unit.scored()
    for user_id, session_id in scored:
        try:
            with records.unit() as unit:
                found = stored(unit, troupe, user_id, session_id)
            done = again(found, troupe, reader, now)
            if not dry and done.old != done.new:
                _keep(records, troupe, done)
        except PassedOver as why:
            seen["passed over"] += 1
            yield f"{session_id}  {user_id}  passed over: {why}"
            continue
        seen["score" if done.old.score != done.new.score else "card" if done.old != done.new else "same"] += 1
        seen["unexplained"] += done.unexplained
        gone |= dict.fromkeys(name for name in done.old.asked if name not in asked)
        if done.old.score != done.new.score:
            yield f"{session_id}  {user_id}  {told(done, found.session)}"
    yield from _summary(seen, gone, troupe, dry)


def told(done: Rescored, session: Session) -> str:
    """How a session's card changes, as anybody but its trainee may know it."""
    return "private: another score" if session.private else str(done)


def stored(unit: Unit, troupe: Troupe, user_id: str, session_id: str) -> Stored:
    """A session with what is needed to score it again. Raises PassedOver if that is not there."""
    session, card = unit.session(user_id, session_id), unit.card(user_id, session_id)
    if session is None or card is None:
        raise PassedOver("it has been removed meanwhile")
    customer = troupe.customers.get(session.scenario)
    if customer is None:
        raise PassedOver(f"there is no scenario '{session.scenario}' any more")
    return Stored(session, unit.turns(user_id, session_id), card, customer, review_in(unit, user_id, session_id))


def again(stored: Stored, troupe: Troupe, reader: Reader | None, now: datetime) -> Rescored:
    """A session's card as it is and as it would be now. Raises PassedOver if this version does not understand it."""
    session, before = stored.session, stored.card
    talk = talk_of(stored)
    try:
        old = Card.model_validate(before.body)
    except ValidationError as error:
        raise PassedOver("this version does not understand what was stored of it") from error
    if reader is not None:
        talk = _read_anew(talk, stored, reader)
    new = score(talk, troupe.rubric)
    version = session.reader_version if reader is None else reader.version
    return Rescored(old, new, before, carded(new, session, stored.customer, before.number + 1, version, now))


def talk_of(stored: Stored) -> Talk:
    """A stored talk with what people found of it. Raises PassedOver if this version does not understand it."""
    try:
        talk = talk_from(stored.session, stored.customer, stored.rows)
    except ValidationError as error:  # whose message may quote a reply
        raise PassedOver("this version does not understand what was stored of it") from error
    return replace(talk, review=stored.review)


def _read_anew(talk: Talk, stored: Stored, reader: Reader) -> Talk:
    """The talk with each reply read by another reader, and with everything that came of it as it came."""

    def read(at: int, turn: Heard) -> Reading:
        seconds = turn.reading.spoken.seconds if turn.reading.spoken is not None else None
        return read_in(stored.rows[:at], turn.reply, stored.customer, reader, seconds)

    turns = (turn.model_copy(update={"reading": read(at, turn)}) for at, turn in enumerate(talk.turns))
    return replace(talk, turns=tuple(turns))


def _keep(records: Records, troupe: Troupe, done: Rescored) -> None:
    with records.unit() as unit:
        unit.hold(done.before.user_id)
        newest = unit.card(done.before.user_id, done.before.session_id)
        if newest is None or newest.number != done.before.number:
            raise PassedOver("it has been scored by another program meanwhile")
        unit.add(done.after)
        unit.queue(done.after.user_id, settle(unit, troupe, done.after.user_id, done.after.made_at))


def _versions(row: CardRow) -> tuple[int, str, str]:
    return row.rubric_version, row.reader_version, row.content_version


def _summary(seen: Counter[str], gone: Iterable[str], troupe: Troupe, dry: bool) -> Iterator[str]:
    total = sum(seen[what] for what in ("score", "card", "same", "passed over"))
    yield (
        f"sessions: {total}; with another score: {seen['score']}; with the same score and another card: "
        f"{seen['card']}; as before: {seen['same']}; passed over: {seen['passed over']}"
    )
    if gone:
        yield f"criteria of old cards that the rubric no longer has, passed over: {', '.join(gone)}"
    if seen["unexplained"]:
        yield (
            f"new cards with the versions of the old ones: {seen['unexplained']}; "
            f"raise `version` in handbook.yaml above {troupe.rubric.version}, so that they can be told apart"
        )
    yield "nothing was stored" if dry else f"cards stored: {seen['score'] + seen['card']}; the old ones are kept"
