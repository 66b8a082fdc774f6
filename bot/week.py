"""Week: what a coach hears of the last week: who practised and how, at what they are weakest, what waits, what is due.

The figures are the desk's: of a private talk nothing is told but that it took place, of no talk a score that its
trainee has not seen or that the coach is yet to score blind.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import fmean

from bot.assigning import given, groups_of
from bot.desk.rights import blind
from bot.rights import hidden, reviewable
from state.content.terms import StepId
from state.records.reviewing import Assignment
from state.records.surveying import Scope, Standing, levels
from state.records.tables import Role
from state.records.unit import Unit

SOON = timedelta(days=7)
"""How far ahead of what is due a coach is told, and how long after it was."""


@dataclass(frozen=True)
class Practised:
    """Somebody who practised. talks: how many they began. score: their mean, 0–100; before: that of the week before."""

    name: str
    talks: int
    score: float | None
    before: float | None


@dataclass(frozen=True)
class Part:
    """What the people of a group did. group: '' for everybody. people: how many they are.

    practised: whoever talked most first. before: how many talks there were the week before. idle: who did not practise.
    score, score_before: means of the people's means, each counting alike. weakest: the step, with the mean share.
    due, late: who has something to do by the end of this week, or should have done it in the last, by name.
    """

    group: str
    people: int
    practised: Sequence[Practised]
    before: int
    idle: Sequence[str]
    score: float | None
    score_before: float | None
    weakest: tuple[StepId, float] | None
    due: Sequence[str]
    late: Sequence[str]

    @property
    def talks(self) -> int:
        """How many talks were begun."""
        return sum(one.talks for one in self.practised)


@dataclass(frozen=True)
class Week:
    """A week, from its first day to its last. parts: of a coach, one for each group; of an admin, one for everybody.

    groups: an admin's groups one by one, if there are several. appeals, unread, blind: how many wait for the coach.
    """

    first: date
    last: date
    parts: Sequence[Part]
    groups: Sequence[Part]
    appeals: int
    unread: int
    blind: int

    @property
    def is_news(self) -> bool:
        """Whether there is anything to tell. That old talks were never looked at is told every week, and is none."""
        return any(
            part.practised or part.before or part.due or part.late for part in (*self.parts, *self.groups)
        ) or bool(self.appeals or self.blind)


@dataclass(frozen=True)
class _Figures:
    """What is known of all whom a coach may see, by their ids."""

    names: Mapping[str, str]
    talks: Mapping[str, int]
    talks_before: Mapping[str, int]
    standings: Mapping[str, Standing]
    standings_before: Mapping[str, Standing]
    due: Sequence[str]
    late: Sequence[str]

    def part(self, group: str, who: Collection[str]) -> Part:
        """What these people did."""
        practised = sorted((each for each in who if each in self.talks), key=lambda each: (-self.talks[each], each))
        standings = [self.standings[each] for each in who if each in self.standings]
        rated = levels(standing.shares for standing in standings)
        return Part(
            group=group,
            people=len(who),
            practised=[self._practised(each) for each in practised],
            before=sum(self.talks_before.get(each, 0) for each in who),
            idle=self._named(each for each in who if each not in self.talks),
            score=_mean(standings),
            score_before=_mean([self.standings_before[each] for each in who if each in self.standings_before]),
            weakest=min(rated.items(), key=lambda each: each[1], default=None),
            due=self._named(each for each in self.due if each in who),
            late=self._named(each for each in self.late if each in who),
        )

    def _practised(self, user_id: str) -> Practised:
        now, before = self.standings.get(user_id), self.standings_before.get(user_id)
        score = now.score if now is not None else None
        return Practised(self._name(user_id), self.talks[user_id], score, before.score if before is not None else None)

    def _named(self, who: Iterable[str]) -> list[str]:
        return sorted(self._name(each) for each in set(who))

    def _name(self, user_id: str) -> str:
        return self.names.get(user_id) or user_id


def monday(now: datetime, weeks: int = 0) -> datetime:
    """When the present week began, by the clock of this machine; or so many weeks before."""
    here = now.astimezone().date()
    return datetime.combine(here - timedelta(days=here.weekday(), weeks=weeks), time()).astimezone()


def week_of(unit: Unit, user_id: str, role: Role, now: datetime) -> Week:
    """The last week that is over, of those whose talks somebody may review."""
    until, since = monday(now), monday(now, 1)
    theirs, groups = reviewable(unit, user_id, role), groups_of(unit, role, user_id)
    members = {group: set[str]() for group in groups}
    for each in unit.memberships():
        if each.role == "member" and each.group_name in members and each.user_id != user_id:
            members[each.group_name].add(each.user_id)
    figures = _figures(unit, user_id, role, theirs, now)
    parts = [figures.part(group, who) for group, who in members.items() if who]
    everybody = {*figures.talks, *figures.talks_before}.union(*members.values()) - {user_id}
    return Week(
        first=since.date(),
        last=until.date() - timedelta(days=1),
        parts=parts if theirs is not None else [figures.part("", everybody)] if everybody else [],
        groups=parts if theirs is None and len(parts) > 1 else [],
        appeals=sum(
            appeal.user_id != user_id for appeal, _ in unit.appeals_of(Scope(theirs, but=hidden(unit, user_id)))
        ),
        unread=unit.count_to_review(theirs, user_id)[1],
        blind=len(blind(unit, user_id, role)),
    )


def _figures(unit: Unit, user_id: str, role: Role, theirs: Sequence[str] | None, now: datetime) -> _Figures:
    until, since, but = monday(now), monday(now, 1), hidden(unit, user_id)
    week, before = Scope(theirs, since, but=but, until=until), Scope(theirs, monday(now, 2), but=but, until=since)
    asked = [row for batch in given(unit, role, user_id) for row in batch.rows if row.done_at is None]
    return _Figures(
        names=unit.names(theirs),
        talks={who: count for who, (count, _) in unit.practised(week).items()},
        talks_before={who: count for who, (count, _) in unit.practised(before).items()},
        standings={each.user_id: each for each in unit.standings(week)},
        standings_before={each.user_id: each for each in unit.standings(before)},
        due=_due(asked, now, now + SOON),
        late=_due(asked, now - SOON, now),
    )


def _due(rows: Sequence[Assignment], since: datetime, until: datetime) -> list[str]:
    return [row.user_id for row in rows if row.due_at is not None and since <= row.due_at < until]


def _mean(standings: Sequence[Standing]) -> float | None:
    return fmean(standing.score for standing in standings) if standings else None
