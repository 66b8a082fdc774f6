"""Assigning: coaches ask members of their groups to practise something, admins anybody; what was done is noticed.

The chat and the desk both come through here: who may ask whom is decided in `people_of`, and nowhere else.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import uuid4

from bot import screens
from bot.actions import Choice
from bot.cleaning import cleaned
from bot.rights import hidden
from bot.scene import buttons_of
from bot.tasks import Wish, asked_of, due_words, far, far_for, measured, starts, task_line
from bot.texts import Texts, texts
from state.content.terms import Task
from state.progress.assigned import is_done, reached
from state.progress.history import STEPS
from state.records.queueing import Message
from state.records.reviewing import Assignment
from state.records.tables import Role, User
from state.records.unit import Unit
from state.troupe import Troupe

MOST = 20  # customers or drills of one assignment
LONGEST = 300  # characters of a word to the trainee
BUTTONS = 8  # under one message

Fault = Literal["nobody", "subjects", "least", "due", "note"]


class NotYours(Exception):
    """Somebody would reach a person or a group that is not theirs to reach, or that is not there."""


class Unassignable(Exception):
    """What is asked for cannot be; `why` says in what: there is nobody, or no such customer, drill or step."""

    def __init__(self, why: Fault) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Batch:
    """What was asked for at once, of whom. first: one of the rows; the others are alike."""

    first: Assignment
    rows: Sequence[Assignment]

    @property
    def done(self) -> int:
        """How many have done it."""
        return sum(row.done_at is not None for row in self.rows)


def groups_of(unit: Unit, role: Role, user_id: str) -> list[str]:
    """The groups that somebody may ask to practise, in order."""
    return unit.groups() if role == "admin" else unit.coached(user_id) if role == "coach" else []


def people_of(unit: Unit, role: Role, user_id: str, group: str = "") -> list[User]:
    """Whom somebody may ask to practise: an admin anybody, a coach the members of their groups; by name.

    group: only its members. Raises NotYours if it is not theirs.
    """
    groups = groups_of(unit, role, user_id)
    if group and group not in groups:
        raise NotYours(group)
    people = unit.users()
    if group or role != "admin":
        wanted = {group} if group else set(groups)
        members = {each.user_id for each in unit.memberships() if each.role == "member" and each.group_name in wanted}
        people = [user for user in people if user.id in members]
    return sorted(people, key=lambda user: (user.name, user.id))


def assign(
    unit: Unit, troupe: Troupe, role: Role, by: User, group: str, people: Iterable[str], wish: Wish, now: datetime
) -> list[Assignment]:
    """Ask a group's members, or single people, to practise something, and tell each.

    group: '' if single people are meant. Raises NotYours or Unassignable; nothing has happened then.
    """
    theirs = {user.id: user for user in people_of(unit, role, by.id, group)}
    wanted = list(theirs) if group else list(dict.fromkeys(people))
    if not theirs.keys() >= set(wanted):
        raise NotYours(", ".join(each for each in wanted if each not in theirs))
    _check(troupe, wanted, wish, now)
    batch = uuid4().hex
    rows = [
        Assignment(
            user_id=each,
            id=uuid4().hex,
            batch=batch,
            group_name=group or None,
            task=wish.task,
            subjects=list(wish.subjects),
            mode="exam" if wish.task == "certificate" else wish.mode,
            least=wish.least,
            note=cleaned(wish.note),
            made_by=by.id,
            made_at=now,
            due_at=wish.due,
        )
        for each in wanted
    ]
    unit.assign(rows)
    for row in rows:
        _tell(unit, row.user_id, [arrival(unit, troupe, theirs[row.user_id], by.name, row, now)])
    return rows


def given(unit: Unit, role: Role, user_id: str) -> list[Batch]:
    """What somebody has asked for and not taken back, newest first: an admin sees everybody's.

    Of a coach's only what concerns people who are still theirs.
    """
    theirs = {user.id for user in people_of(unit, role, user_id)}
    batches: dict[str, list[Assignment]] = {}
    for row in unit.assigned_by("" if role == "admin" else user_id):
        if row.user_id in theirs:
            batches.setdefault(row.batch, []).append(row)
    return [Batch(rows[0], rows) for rows in batches.values()]


def take_back(unit: Unit, troupe: Troupe, role: Role, by: User, batch: str, now: datetime) -> int:
    """Take back what was asked for at once, of those who have not done it, tell them, and return how many they are.

    Raises NotYours if it is not theirs to take back.
    """
    found = next((each for each in given(unit, role, by.id) if each.first.batch == batch), None)
    if found is None:
        raise NotYours(batch)
    count = 0
    for row in found.rows:
        user = unit.hold(row.user_id)
        if user is not None and unit.cancel_assignment(row, now):
            say = texts(user.lang, user.channel)
            unit.queue(user.id, [Message("coach", say("assigned-off", what=task_line(say, troupe, row)), now)])
            count += 1
    return count


def settle(unit: Unit, troupe: Troupe, user_id: str, now: datetime) -> list[Message]:
    """Mark what a trainee has done by now, tell each coach who asked, and return what the trainee is to be told.

    To be called in the transaction in which a score card is kept, or a round of a drill ends.
    """
    rows, user = unit.open_assignments(user_id), unit.user(user_id)
    told = []
    for row, found in zip(rows, measured(unit, user_id, rows), strict=True):
        results = [[each.subject, each.best, (each.at or now).isoformat()] for each in found]
        if user is None or not is_done(found) or not unit.finish_assignment(row, now, results):
            continue
        say = texts(user.lang, user.channel)
        what, best = task_line(say, troupe, row), far(say, troupe, row, found)
        told.append(Message("coach", say("assigned-done", what=what, far=best), now))
        if row.task == "certificate":
            told.append(Message("coach", say("certificate-caption"), now, "certificate", about=row.id))
        coach = unit.hold(row.made_by) if row.made_by not in (None, user_id) else None
        if coach is not None and coach.channel == "telegram":
            say = texts(coach.lang)
            what, best = task_line(say, troupe, row), far_for(say, troupe, unit, row, hidden(unit, coach.id), done=True)
            unit.queue(coach.id, [Message("coach", say("assigned-theirs", name=user.name, what=what, far=best), now)])
    return told


def arrival(unit: Unit, troupe: Troupe, user: User, coach: str, row: Assignment, now: datetime) -> Message:
    """What a trainee is told of something new to do. coach: the name of who asks."""
    say = texts(user.lang, user.channel)
    lines = [say("assigned-new", coach=coach), task_line(say, troupe, row), due_words(say, row.due_at, now)]
    if row.note:
        lines.append(say("assigned-note", note=row.note))
    if user.channel == "terminal":
        lines.append(say("assigned-where"))
    choices = starts(say, troupe, row, reached(asked_of(row), (), ()), unit.met(user.id))
    return Message("coach", "\n".join(lines), now, buttons=buttons_of((*choices[:BUTTONS], all_of_it(say))))


def all_of_it(say: Texts) -> Choice:
    """The button that leads to everything that is asked for."""
    return Choice(screens.data("assigned", "", ""), say("assigned-all"))


def _tell(unit: Unit, user_id: str, messages: Sequence[Message]) -> None:
    if unit.hold(user_id) is not None:
        unit.queue(user_id, messages)


def _check(troupe: Troupe, people: Sequence[str], wish: Wish, now: datetime) -> None:
    there: dict[Task, Collection[str]] = {"drill": troupe.drills, "goal": STEPS}
    known = set(there.get(wish.task, troupe.offered))
    subjects = list(wish.subjects)
    most = 1 if wish.task == "goal" else MOST
    if not people:
        raise Unassignable("nobody")
    if not 1 <= len(subjects) <= most or len(set(subjects)) != len(subjects) or not known.issuperset(subjects):
        raise Unassignable("subjects")
    if not (1 if wish.task == "goal" else 0) <= wish.least <= 100:
        raise Unassignable("least")
    if wish.due is not None and wish.due <= now:
        raise Unassignable("due")
    if len(wish.note) > LONGEST:
        raise Unassignable("note")
