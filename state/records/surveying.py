"""Surveying: many talks at once, as a coach looks over them: who practised, what went well, what awaits a look.

Of a private talk nothing is told but that it took place, and of no talk a score that its trainee has not seen yet.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from sqlalchemy import ColumnElement, func, tuple_
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from state.content.terms import Mode, Outcome, StepId
from state.records.entering import Entrance
from state.records.results import STEPS, Result, result_of
from state.records.reviewing import Comment, Correction
from state.records.reviews import Key, among
from state.records.tables import Appeal, Card, Outgoing, Session, User

_UNSENT = (col(Outgoing.sent_at).is_(None), col(Outgoing.failed_at).is_(None))


@dataclass(frozen=True)
class Scope:
    """Which talks are looked over. who: the trainees' ids; None: everybody. since, until: none for all times.

    scenarios: the customers' ids; None: all customers. but: talks that are in no list of scores, no mean and no
    appeal: those of which whoever looks is to learn nothing that was judged, for they have to score them blind.
    `until` is excluded.
    """

    who: Sequence[str] | None = None
    since: datetime | None = None
    scenarios: Sequence[str] | None = None
    but: Collection[Key] = ()
    until: datetime | None = None

    @property
    def unscored(self) -> int:
        """How many talks of these people are left out of what is reckoned."""
        return sum(self.who is None or user_id in self.who for user_id, _ in self.but)


@dataclass(frozen=True)
class Standing:
    """How a trainee did. talks: how many were scored. score: their mean, 0–100. shares: step -> mean share, 0–1."""

    user_id: str
    talks: int
    score: float
    shares: Mapping[StepId, float]


@dataclass(frozen=True)
class Meeting:
    """How talks with a customer went. scenario: the customer's id. score: their mean, 0–100."""

    scenario: str
    talks: int
    score: float


@dataclass(frozen=True)
class Listed:
    """A talk in a list. score, outcome, mode: none of a private one; no score either before its trainee has seen it.

    blind: whether whoever looks has to score it first, and sees no score until then.
    """

    user_id: str
    id: str
    scenario: str
    started_at: datetime
    ended_at: datetime | None
    private: bool
    mode: Mode | None
    outcome: Outcome | None
    score: int | None
    blind: bool = False


class Survey(Entrance):
    """The part of a unit that looks over many talks."""

    def sum_up(self, card: Card) -> None:
        """Keep what a score card says in figures, unless its talk is private or has a newer one."""
        session = self._database.get(Session, (card.user_id, card.session_id))
        if session is None or session.private:
            return
        before = self._database.get(Result, (card.user_id, card.session_id))
        if before is None or before.number <= card.number:
            self._database.merge(result_of(card, session))
            self._database.flush()

    def names(self, who: Sequence[str] | None = None) -> dict[str, str]:
        """The names of people by their ids, of everybody if nobody is named."""
        wanted = select(User.id, User.name)
        return dict(self._database.exec(wanted if who is None else wanted.where(col(User.id).in_(who))).all())

    def practised(self, scope: Scope) -> dict[str, tuple[int, datetime]]:
        """How many talks each trainee began, private ones too, and when the last."""
        wanted = select(Session.user_id, func.count(), func.max(Session.started_at)).group_by(col(Session.user_id))
        found = self._database.exec(wanted.where(*_held(scope)))
        return {user_id: (count, last) for user_id, count, last in found}

    def standings(self, scope: Scope) -> list[Standing]:
        """How each trainee did who has a score, in the order of their ids."""
        means = (func.avg(getattr(Result, step)) for step in STEPS)
        wanted = sa_select(col(Result.user_id), func.count(), func.avg(Result.score), *means)
        wanted = wanted.where(*scored(scope)).group_by(col(Result.user_id)).order_by(col(Result.user_id))
        found = list[Standing]()
        for user_id, talks, score, *means_of in self._database.connection().execute(wanted):
            shares = {step: float(mean) for step, mean in zip(STEPS, means_of, strict=True) if mean is not None}
            found.append(Standing(user_id, talks, float(score), shares))
        return found

    def meetings(self, scope: Scope) -> list[Meeting]:
        """How the talks with each customer went, in the order of their ids."""
        wanted = select(Result.scenario, func.count(), func.avg(Result.score)).where(*scored(scope))
        found = self._database.exec(wanted.group_by(col(Result.scenario)).order_by(col(Result.scenario)))
        return [Meeting(scenario, talks, float(score)) for scenario, talks, score in found]

    def latest(self, scope: Scope, count: int) -> dict[str, list[int]]:
        """The scores of each trainee's last so many talks, oldest first."""
        # Cut here: a window over all of them takes SQLite several times as long as to hand them out.
        wanted = sa_select(col(Result.user_id), col(Result.score)).where(*scored(scope))
        found: dict[str, list[int]] = {}
        ordered = wanted.order_by(col(Result.user_id), col(Result.at))
        for user_id, score in self._database.connection().execute(ordered).all():
            found.setdefault(user_id, []).append(score)
        return {user_id: scores[-count:] for user_id, scores in found.items()}

    def results(self, scope: Scope, limit: int) -> list[Result]:
        """The last so many results, oldest first."""
        wanted = select(Result).where(*scored(scope)).order_by(col(Result.at).desc()).limit(limit)
        return list(self._database.exec(wanted))[::-1]

    def unreviewed(self, scope: Scope, limit: int) -> list[Result]:
        """The last so many results of talks that no coach has commented on or corrected, newest first."""
        untouched = [
            ~select(table.user_id)
            .where(table.user_id == Result.user_id, table.session_id == Result.session_id)
            .exists()
            for table in (Comment, Correction)
        ]
        wanted = select(Result).where(*scored(scope), *untouched).order_by(col(Result.at).desc()).limit(limit)
        return list(self._database.exec(wanted))

    def appeals_of(self, scope: Scope) -> list[tuple[Appeal, str]]:
        """The open appeals of a scope's people, oldest first, with the customer's id; none about a private talk."""
        talk = (col(Session.user_id) == Appeal.user_id) & (col(Session.id) == Appeal.session_id)
        wanted = select(Appeal, Session.scenario).join(Session, talk)
        wanted = wanted.where(Appeal.state == "open", col(Session.private).is_(False))
        wanted = wanted.where(*among(Appeal.user_id, Appeal.session_id, scope.who, scope.but))
        return list(self._database.exec(wanted.order_by(col(Appeal.made_at), col(Appeal.id))).all())

    def listed(self, scope: Scope, limit: int, offset: int = 0) -> list[Listed]:
        """Talks, newest first, leaving out so many."""
        columns = (
            Session.user_id, Session.id, Session.scenario, Session.started_at, Session.ended_at, Session.private,
            Session.mode, Session.outcome,
        )  # fmt: skip
        page = select(*columns).where(*_held(scope))  # type: ignore[call-overload]
        rows = list(self._database.exec(page.order_by(col(Session.started_at).desc()).limit(limit).offset(offset)))
        keys = [(row.user_id, row.id) for row in rows]
        own = tuple_(col(Result.user_id), col(Result.session_id)).in_(keys)
        results = select(Result.user_id, Result.session_id, Result.score).where(own, *scored(Scope(but=scope.but)))
        scores = {(user_id, session_id): score for user_id, session_id, score in self._database.exec(results)}
        return [
            Listed(
                row.user_id,
                row.id,
                row.scenario,
                row.started_at,
                row.ended_at,
                row.private,
                None if row.private else row.mode,
                None if row.private else row.outcome,
                None if row.private else scores.get((row.user_id, row.id)),
                (row.user_id, row.id) in scope.but,
            )
            for row in rows
        ]

    def tries(
        self, scope: Scope, limit: int, offset: int = 0, *, before: datetime | None = None, best: bool = False
    ) -> list[Result]:
        """So many results, newest first, leaving out so many. before: only of talks that ended before.

        best: the highest score first.
        """
        wanted = select(Result).where(*scored(scope))
        if before is not None:
            wanted = wanted.where(col(Result.at) < before)
        order = (col(Result.at).desc(), col(Result.user_id), col(Result.session_id))
        wanted = wanted.order_by(*((col(Result.score).desc(), *order) if best else order))
        return list(self._database.exec(wanted.limit(limit).offset(offset)))

    def tried(self, scope: Scope) -> dict[str, int]:
        """How many results each trainee has."""
        wanted = select(Result.user_id, func.count()).where(*scored(scope)).group_by(col(Result.user_id))
        return dict(self._database.exec(wanted).all())


def levels(shares: Iterable[Mapping[StepId, float]]) -> dict[StepId, float]:
    """The mean share at each step that anybody was rated at. shares: of each person, who all count alike."""
    everybody = list(shares)
    found = {step: [each[step] for each in everybody if step in each] for step in STEPS}
    return {step: fmean(rated) for step, rated in found.items() if rated}


def _held(scope: Scope) -> list[ColumnElement[bool]]:
    rules = [] if scope.since is None else [col(Session.started_at) >= scope.since]
    if scope.until is not None:
        rules.append(col(Session.started_at) < scope.until)
    if scope.who is not None:
        rules.append(col(Session.user_id).in_(scope.who))
    if scope.scenarios is not None:
        rules.append(col(Session.scenario).in_(scope.scenarios))
    return rules


def scored(scope: Scope) -> list[ColumnElement[bool]]:
    """What holds of a result that is meant and that its trainee has seen."""
    rules = [_seen(), *among(Result.user_id, Result.session_id, scope.who, scope.but)]
    if scope.since is not None:
        rules.append(col(Result.at) >= scope.since)
    if scope.until is not None:
        rules.append(col(Result.at) < scope.until)
    if scope.scenarios is not None:
        rules.append(col(Result.scenario).in_(scope.scenarios))
    return rules


def _seen() -> ColumnElement[bool]:
    """That nothing of the talk waits to be sent: its trainee is the first to see the score."""
    waiting = select(Outgoing.user_id, Outgoing.session_id).where(*_UNSENT, col(Outgoing.session_id).is_not(None))
    return tuple_(col(Result.user_id), col(Result.session_id)).not_in(waiting)
