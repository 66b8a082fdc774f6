"""Tasks: a coach asks people to practise something, sees how far they have come with it, and takes it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from starlette.responses import Response

from bot.assigning import (
    LONGEST,
    MOST,
    Batch,
    NotYours,
    Unassignable,
    assign,
    given,
    groups_of,
    people_of,
    take_back,
)
from bot.desk.visiting import Missing, Visit
from bot.rights import hidden
from bot.tasks import Wish, due_words, far_for, task_line
from bot.wishes import LISTED, TASKS
from state.content.terms import Mode, Task
from state.progress.history import STEPS
from state.records.unit import Unit
from state.troupe import Troupe

PERSON, GROUP = "person:", "group:"
LEAST: Mapping[Task, int] = {"customer": 0, "drill": 0, "goal": 80, "certificate": 70}
"""What is asked for where nothing is typed."""


@dataclass(frozen=True)
class Row:
    """What was asked for at once, in words. done, count: how many have done it, of how many.

    people: names, whether each has done it, and how far they are; empty unless that is asked for.
    """

    batch: str
    what: str
    whom: str
    due: str
    note: str
    done: int
    count: int
    people: Sequence[tuple[str, bool, str]]


def show(visit: Visit) -> Response:
    """The form, filled in as the address says, and what was given before."""
    visit.desk.practice.stage.refresh()
    return _page(visit, dict(visit.request.query_params))


def give(visit: Visit) -> Response:
    """Give what the form asks for, or take back what was given; then show the page."""
    practice, by, form = visit.desk.practice, visit.by, visit.form
    practice.stage.refresh()
    troupe, is_back = practice.troupe, form.get("do") == "back"
    try:
        with practice.records.unit() as unit:
            user = visit.user(unit)
            if is_back:
                count = take_back(unit, troupe, by.role, user, form.get("batch", ""), visit.now)
            else:
                group, people = _whom(form.get("whom", ""))
                wish = _wish(visit, troupe)
                count = len(assign(unit, troupe, by.role, user, group, people, wish, visit.now))
    except NotYours as error:
        raise Missing from error
    except Unassignable as error:
        return _page(visit, form, visit.say("desk-unassignable", why=error.why, most=LONGEST, subjects=MOST))
    return visit.away(f"/assign?did={'back' if is_back else 'given'}&count={count}")


def _page(visit: Visit, typed: Mapping[str, str], fault: str = "") -> Response:
    practice, by = visit.desk.practice, visit.by
    troupe, count = practice.troupe, typed.get("count", "")
    with practice.records.unit() as unit:
        groups, people = groups_of(unit, by.role, by.id), people_of(unit, by.role, by.id)
        asked = given(unit, by.role, by.id)[:LISTED]
        rows = [_row(visit, unit, troupe, batch, batch.first.batch == typed.get("batch")) for batch in asked]
    return visit.page(
        "assign.html", 422 if fault else 200, groups=groups, people=people, rows=rows, typed=typed, fault=fault,
        tasks=TASKS, steps=troupe.rubric.steps, customers=[*troupe.who("zh"), *troupe.who("en")],
        drills=list(troupe.drills.items()), did=typed.get("did", ""), today=visit.now.astimezone().date().isoformat(),
        count=int(count) if count.isascii() and count.isdecimal() and len(count) < 6 else 0, most=LONGEST,
    )  # fmt: skip


def _whom(text: str) -> tuple[str, list[str]]:
    """The group that is meant, or ''; and the people, if a single one is. Raises Unassignable if neither."""
    if text.startswith(GROUP):
        return text.removeprefix(GROUP), []
    if not text.startswith(PERSON):
        raise Unassignable("nobody")
    return "", [text.removeprefix(PERSON)]


def _wish(visit: Visit, troupe: Troupe) -> Wish:
    """What the form asks for. Raises Unassignable for what is no task, number or day."""
    form = visit.form
    task = next((each for each in TASKS if each == form.get("task")), None)
    if task is None:
        raise Unassignable("subjects")
    known: Sequence[str] = list(troupe.drills) if task == "drill" else list(troupe.offered)
    subjects = [each for each in known if f"{'drill' if task == 'drill' else 'customer'}.{each}" in form]
    if task == "goal":
        subjects = [step for step in STEPS if step == form.get("step")]
    least = form.get("least", "").strip()
    if least and not (least.isascii() and least.isdecimal() and len(least) < 4):
        raise Unassignable("least")
    mode: Mode = "exam" if form.get("mode") == "exam" and task == "customer" else "practice"
    due = _end_of(form.get("due", ""))
    note = form.get("note", "").strip()
    return Wish(task, subjects, mode, int(least) if least else LEAST[task], due, note)


def _end_of(text: str) -> datetime | None:
    """The end of a day by this machine's clock; None for none. Raises Unassignable if it is no day."""
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(23, 59, 59)).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise Unassignable("due") from error


def _row(visit: Visit, unit: Unit, troupe: Troupe, batch: Batch, is_open: bool) -> Row:
    say, first, people = visit.say, batch.first, list[tuple[str, bool, str]]()
    names = unit.names([row.user_id for row in batch.rows])
    for row in batch.rows if is_open else ():  # to reckon how far somebody is takes reading their talks
        done = row.done_at is not None
        how_far = far_for(say, troupe, unit, row, hidden(unit, visit.by.id), done=done)
        name = names.get(row.user_id) or row.user_id
        people.append((name, done, how_far))
    return Row(
        batch=first.batch,
        what=task_line(say, troupe, first),
        whom=first.group_name or names.get(first.user_id) or first.user_id,
        due=due_words(say, first.due_at, visit.now),
        note=first.note,
        done=batch.done,
        count=len(batch.rows),
        people=people,
    )
