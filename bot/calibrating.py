"""Calibrating: coaches score a talk blind; coach is held against coach and machine, over all that coaches looked at."""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from pydantic import ValidationError

from bot.correcting import as_it_stands
from bot.rescoring import PassedOver, Stored, stored, talk_of
from bot.rights import NotAllowed, may_review, to_score
from bot.texts import texts
from state.content.rubric import Rubric
from state.records.judging import JudgedTalk
from state.records.queueing import Message
from state.records.records import Records
from state.records.reviewing import BlindScore
from state.records.reviews import Key
from state.records.tables import Role, User
from state.records.unit import Unit
from state.scoring.agreement import SHARES, Agreement, Compared, agreement, compared, machine_shares, reviewed
from state.scoring.card import Card, score
from state.scoring.talk import Talk
from state.troupe import Troupe

MOST = 5_000
"""Talks whose figures are kept in memory: some 8 kB each."""

SOON = 10
"""Talks that are scored while somebody waits for a page that tells more than that."""


class NotBlind(Exception):
    """A score that cannot be asked for or given. why: `seen`, `unasked`, `given`, or `shares` if those are wrong."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Calibration:
    """Scores given blind, side by side. coaches: each two who scored a talk; machine: the machine and each coach."""

    coaches: Mapping[tuple[str, str], Agreement]
    machine: Mapping[str, Agreement]


def ask_blind(
    unit: Unit, troupe: Troupe, by: User, role: Role, talk: Key, coaches: Sequence[tuple[User, Role]], now: datetime
) -> None:
    """Ask coaches to score a talk without sight of any other score. coaches: with the roles in which they act.

    Raises NotAllowed if the talk is not for the asker or one of them to review; NotBlind if one has commented on or
    corrected it and so has seen its card; Uncorrected if it cannot be scored. Whoever was asked before is not again.
    """
    session = to_score(unit, by.id, role, talk).held.session
    assert session is not None, "it may be reviewed"
    as_it_stands(unit, troupe, talk, now)
    wrote = {*(row.by for row in unit.comments(*talk)), *(row.by for row in unit.corrections(*talk))}
    for coach, acting in coaches:
        if not may_review(unit, coach.id, acting, talk[0]):
            raise NotAllowed
        if coach.id in wrote:
            raise NotBlind("seen")
    for coach, _ in coaches:
        if unit.blind_score(*talk, coach.id) is None:
            unit.add(BlindScore(user_id=talk[0], session_id=talk[1], coach_id=coach.id, asked_by=by.id, asked_at=now))
            say, customer = texts(coach.lang, coach.channel), troupe.customers[session.scenario]
            text = say("blind-asked", name=by.name, person=customer.account.person)
            unit.queue(coach.id, [Message("coach", text, now)])


def give_blind(
    unit: Unit, troupe: Troupe, by: User, role: Role, talk: Key, shares: Mapping[str, float | None], now: datetime
) -> BlindScore:
    """Keep a coach's own score. shares: for each criterion that is asked of the talk 0, ½ or 1; None: not rated.

    Raises NotAllowed, NotBlind, Uncorrected.
    """
    to_score(unit, by.id, role, talk)
    asked = unit.blind_score(*talk, by.id)
    if asked is None:
        raise NotBlind("unasked")
    if asked.done_at is not None:
        raise NotBlind("given")
    criteria = as_it_stands(unit, troupe, talk, now).asked
    if set(shares) != set(criteria) or any(share not in (None, *SHARES) for share in shares.values()):
        raise NotBlind("shares")
    asked.shares, asked.done_at = dict(shares), now
    return asked


@dataclass(frozen=True)
class Figures:
    """What scoring finds of a talk that coaches judged. by: the customer's version and what people found then.

    machine: each criterion's share as the machine alone judges it. seen: that beside what the coach made of it.
    """

    by: tuple[str, tuple[int, int, int]]
    machine: Mapping[str, float | None]
    seen: Compared


@dataclass(frozen=True)
class Judged:
    """A talk that coaches judged, with what scoring finds of it."""

    talk: JudgedTalk
    figures: Figures


class Reckoned:
    """Figures of judged talks, kept in memory so that no talk is scored at every look. For use from any thread.

    They hold for one rubric, one version of the customer and what people found of the talk; where any of that is
    another, they are reckoned anew, from the newest card where that still holds, else by scoring the talk. At most
    `most` talks are kept, those that were reckoned last. soon: see `agreed`.
    """

    def __init__(self, most: int = MOST, soon: int = SOON) -> None:
        self._most, self._soon = most, soon
        self._lock = threading.Lock()
        self._rubric: Rubric | None = None
        self._kept: dict[Key, Figures] = {}
        self._last: tuple[list[Judged], Agreement] | None = None

    def judged(
        self, records: Records, troupe: Troupe, trainees: Collection[str] | None, but: Collection[Key] = ()
    ) -> list[Judged]:
        """What coaches judged of these trainees' talks (none: everybody's). but: talks that are left out.

        What can no longer be scored is left out. Each talk that has to be scored is read in a transaction of its own,
        for others want to write.
        """
        with records.unit() as unit:
            talks = unit.judged_talks(trainees, but)
        self._hold_to(troupe.rubric)
        found = ((talk, self._figures(records, troupe, talk)) for talk in talks)
        return [Judged(talk, figures) for talk, figures in found if figures is not None]

    def agreed(
        self, records: Records, troupe: Troupe, trainees: Collection[str] | None, but: Collection[Key] = ()
    ) -> Agreement | None:
        """How far coaches and the machine agree over these talks; None if more than `soon` have to be scored for it."""
        with records.unit() as unit:
            talks = unit.judged_talks(trainees, but)
        self._hold_to(troupe.rubric)
        if sum(not self._is_kept(troupe, talk) for talk in talks) > self._soon:
            return None
        found = ((talk, self._figures(records, troupe, talk)) for talk in talks)
        judged, last = [Judged(talk, each) for talk, each in found if each is not None], self._last
        if last is None or not _are_same(judged, last[0]):
            last = self._last = judged, agreement_of(judged, troupe.rubric)
        return last[1]

    def _is_kept(self, troupe: Troupe, talk: JudgedTalk) -> bool:
        customer, kept = troupe.customers.get(talk.scenario), self._kept.get(talk.key)
        return customer is None or (kept is not None and kept.by == (customer.version, talk.state))

    def _hold_to(self, rubric: Rubric) -> None:
        with self._lock:
            if self._rubric is not rubric and self._rubric != rubric:
                self._kept.clear()
            self._rubric = rubric

    def _figures(self, records: Records, troupe: Troupe, talk: JudgedTalk) -> Figures | None:
        customer = troupe.customers.get(talk.scenario)
        if customer is None:
            return None
        by, kept = (customer.version, talk.state), self._kept.get(talk.key)
        if kept is not None and kept.by == by:
            return kept
        try:
            with records.unit() as unit:
                held = stored(unit, troupe, *talk.key)
            read = talk_of(held)
        except PassedOver:
            return None
        card = _card(held, read, troupe.rubric)
        found = Figures(by, machine_shares(card), reviewed(read, card, troupe.rubric))
        with self._lock:
            self._kept.pop(talk.key, None)
            self._kept[talk.key] = found
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        return found


def _are_same(some: Sequence[Judged], others: Sequence[Judged]) -> bool:
    """Whether these are the same judgements, as far as the figures of each were kept."""
    pairs = zip(some, others, strict=False)
    return len(some) == len(others) and all(
        one.figures is other.figures and one.talk == other.talk for one, other in pairs
    )


def agreement_of(judged: Iterable[Judged], rubric: Rubric) -> Agreement:
    """How far coaches and the machine agree over what coaches looked at.

    That is: all turns and criteria of a talk that a coach has commented on or corrected, and each score given blind.
    """
    return agreement(_looked_at(judged, rubric))


def calibration(judged: Iterable[Judged], rubric: Rubric) -> Calibration:
    """Blind scores: coach with coach, and each with the machine."""
    coaches, machine = defaultdict[tuple[str, str], list[Compared]](list), defaultdict[str, list[Compared]](list)
    for each in judged:
        given = each.talk.scores
        for coach, shares in given.items():
            machine[coach].append(Compared(steps=compared(each.figures.machine, shares, rubric)))
        for one, other in combinations(sorted(given), 2):
            coaches[one, other].append(Compared(steps=compared(given[one], given[other], rubric)))
    return Calibration(
        {pair: agreement(talks) for pair, talks in coaches.items()},
        {coach: agreement(talks) for coach, talks in machine.items()},
    )


def _looked_at(judged: Iterable[Judged], rubric: Rubric) -> Iterator[Compared]:
    for each in judged:
        if each.talk.looked:
            yield each.figures.seen
        for shares in each.talk.scores.values():
            yield Compared(steps=compared(each.figures.machine, shares, rubric))


def _card(held: Stored, talk: Talk, rubric: Rubric) -> Card:
    """A talk's card as people and the present rubric have it: the newest, where it is by all that is so now."""
    row, now = held.card, (rubric.version, held.customer.version, held.session.reader_version)
    if (row.rubric_version, row.content_version, row.reader_version) == now:
        with suppress(ValidationError):
            return Card.model_validate(row.body)
    return score(talk, rubric)
