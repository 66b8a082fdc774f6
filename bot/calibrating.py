"""Calibrating: coaches score a talk blind; coach is held against coach and machine, over all that coaches looked at."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from bot.correcting import as_it_stands
from bot.rescoring import PassedOver, stored, talk_of
from bot.rights import NotAllowed, may_review, review
from bot.texts import texts
from state.records.reviewing import BlindScore
from state.records.reviews import Key
from state.records.tables import Role, User
from state.records.unit import Message, Unit
from state.scoring.agreement import SHARES, Agreement, Compared, agreement, compared, reviewed, shares_of
from state.scoring.card import score
from state.scoring.talk import Talk
from state.troupe import Troupe


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
    session = review(unit, by.id, role, talk).held.session
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


def is_blind(unit: Unit, coach_id: str, talk: Key) -> bool:
    """Whether a coach still has to score a talk blind, and until then is shown no score of it."""
    asked = unit.blind_score(*talk, coach_id)
    return asked is not None and asked.done_at is None


def give_blind(
    unit: Unit, troupe: Troupe, by: User, role: Role, talk: Key, shares: Mapping[str, float | None], now: datetime
) -> BlindScore:
    """Keep a coach's own score. shares: for each criterion that is asked of the talk 0, ½ or 1; None: not rated.

    Raises NotAllowed, NotBlind, Uncorrected.
    """
    review(unit, by.id, role, talk)
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


def agreement_of(unit: Unit, troupe: Troupe, trainees: Collection[str] | None) -> Agreement:
    """How far coaches and the machine agree over what coaches looked at in these trainees' talks (none: everybody's).

    That is: all turns and criteria of a talk that a coach has commented on or corrected, and each score given blind.
    What can no longer be scored is left out.
    """
    return agreement(_looked_at(unit, troupe, trainees))


def calibration(unit: Unit, troupe: Troupe, trainees: Collection[str] | None) -> Calibration:
    """Blind scores of these trainees' talks (none: everybody's): coach with coach, and each with the machine."""
    coaches, machine = defaultdict[tuple[str, str], list[Compared]](list), defaultdict[str, list[Compared]](list)
    for key in unit.judged_talks(trainees):
        given = _given(unit, key)
        talk = _talk(unit, troupe, key) if given else None
        if talk is None:
            continue
        own = shares_of(score(talk.unreviewed, troupe.rubric))
        for coach, shares in given.items():
            machine[coach].append(Compared(steps=compared(own, shares, troupe.rubric)))
        for one, other in combinations(sorted(given), 2):
            coaches[one, other].append(Compared(steps=compared(given[one], given[other], troupe.rubric)))
    return Calibration(
        {pair: agreement(talks) for pair, talks in coaches.items()},
        {coach: agreement(talks) for coach, talks in machine.items()},
    )


def _looked_at(unit: Unit, troupe: Troupe, trainees: Collection[str] | None) -> Iterator[Compared]:
    for key in unit.judged_talks(trainees):
        talk = _talk(unit, troupe, key)
        if talk is None:
            continue
        if any(row.by != key[0] for row in unit.comments(*key)) or unit.corrections(*key):
            yield reviewed(talk, troupe.rubric)
        own = shares_of(score(talk.unreviewed, troupe.rubric))
        for shares in _given(unit, key).values():
            yield Compared(steps=compared(own, shares, troupe.rubric))


def _given(unit: Unit, key: Key) -> dict[str, Mapping[str, float | None]]:
    return {row.coach_id: row.shares for row in unit.blind_scores(*key) if row.shares is not None}


def _talk(unit: Unit, troupe: Troupe, key: Key) -> Talk | None:
    try:
        return talk_of(stored(unit, troupe, *key))
    except PassedOver:
        return None
