"""Tasks: what a coach asked for, in words: what is to be done, how, by when, and how far it has come."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import screens
from bot.actions import Choice
from bot.goals import named
from bot.progress import shares_kept
from bot.rounds import rounds_of
from bot.texts import Texts
from state.content.terms import Mode, StepId, Task
from state.progress.assigned import Asked, Finished, Reached, is_done, reached
from state.progress.history import STEPS
from state.progress.offering import exercise
from state.records.reviewing import Assignment
from state.records.reviews import Key
from state.records.unit import Unit
from state.troupe import Troupe

LOOKED_BACK = 1000  # talks, more than a person holds while something waits to be done


@dataclass(frozen=True)
class Wish:
    """What is asked for. subjects: customers, drills, or one step, by the task. least: 0–100. due: none: no hurry."""

    task: Task
    subjects: Sequence[str]
    mode: Mode = "practice"
    least: int = 0
    due: datetime | None = None
    note: str = ""


def measured(unit: Unit, user_id: str, rows: Sequence[Assignment], but: Collection[Key] = ()) -> list[list[Reached]]:
    """How far a trainee has come with each of their assignments, subject by subject. but: talks that are left out."""
    if not rows:
        return []
    with_shares = any(row.task == "goal" for row in rows)
    talks, rounds = finished(unit, user_id, with_shares=with_shares, but=but), rounds_of(unit, user_id)
    return [reached(asked_of(row), talks, rounds) for row in rows]


def finished(unit: Unit, user_id: str, *, with_shares: bool, but: Collection[Key] = ()) -> list[Finished]:
    """A trainee's scored talks as they count for what was asked for, oldest first.

    with_shares: also how each step went, which takes reading every card. but: talks that are left out.
    """
    return [
        Finished(
            at=(session.ended_at or session.started_at).astimezone(),
            scenario=session.scenario,
            score=row.score,
            mode=session.mode,
            shares=shares_kept(row.body) if with_shares else {},
            left=session.outcome == "left",
            private=session.private,
        )
        for row, session in reversed(unit.cards(user_id, LOOKED_BACK))
        if (user_id, session.id) not in but
    ]


def asked_of(row: Assignment) -> Asked:
    """What is asked for, as progress sees it."""
    return Asked(row.task, [str(each) for each in row.subjects], row.mode, row.least, row.made_at.astimezone())


def task_line(say: Texts, troupe: Troupe, row: Assignment | Wish) -> str:
    """What is to be done and how, in a line, as 和王建国谈一次（考试，60 分以上）."""
    names = say("task-comma").join(subject_name(say, troupe, row, subject) for subject in row.subjects)
    what = say("task-what", task=row.task, names=names, least=row.least, count=len(row.subjects))
    how = [say("task-mode", mode=row.mode)] if row.task in ("customer", "goal") and row.mode == "exam" else []
    if row.least and row.task != "goal":
        how.append(say("task-least", task=row.task, least=row.least))
    return say("task-how", what=what, how=say("task-and").join(how)) if how else what


def subject_name(say: Texts, troupe: Troupe, row: Assignment | Wish, subject: str) -> str:
    """What a subject of an assignment is called; its id if it is there no longer."""
    if row.task == "drill":
        drill = troupe.drills.get(subject)
        return drill.title if drill is not None else subject
    if row.task == "goal":
        step = step_of(subject)
        return named(say, troupe.rubric, step) if step is not None else subject
    customer = troupe.customers.get(subject)
    if customer is None:
        return subject
    person = customer.account.person
    return person if len(row.subjects) > 1 else say("task-person", person=person, scenario=customer.scenario.title)


def step_of(subject: str) -> StepId | None:
    """The step of this letter, if there is one."""
    return next((step for step in STEPS if step == subject), None)


def due_words(say: Texts, due: datetime | None, now: datetime) -> str:
    """By when it is to be done; if that is past, so much, and that it still counts."""
    if due is None:
        return say("task-undated")
    day = due.astimezone().date()
    days = (day - now.astimezone().date()).days
    when = "past" if due <= now else "today" if days == 0 else "tomorrow" if days == 1 else "later"
    return say("task-due", when=when, day=f"{day:%m-%d}")


def far(say: Texts, troupe: Troupe, row: Assignment, found: Iterable[Reached]) -> str:
    """How far it has come: with one subject its best, with several which are done, and the best of the others."""
    found = list(found)
    unit = "percent" if row.task in ("drill", "goal") else "score"
    if all(each.best is None for each in found):
        return say("task-nothing")
    if len(found) == 1:
        return say("task-best", unit=unit, best=found[0].best or 0)
    parts = []
    for each in found:
        name = subject_name(say, troupe, row, each.subject)
        state = "done" if each.done else "begun" if each.best is not None else "nothing"
        parts.append(say("task-part", state=state, unit=unit, name=name, best=each.best or 0))
    return say("task-and").join(parts)


def far_for(say: Texts, troupe: Troupe, unit: Unit, row: Assignment, hidden: Collection[Key], *, done: bool) -> str:
    """The same for a coach who is to see no score of some talks. done: whether it has been done, by whatever talk."""
    [found] = measured(unit, row.user_id, [row], hidden)
    if done and not is_done(found) and any(user_id == row.user_id for user_id, _ in hidden):
        return say("assigned-unscored")
    return far(say, troupe, row, found)


def starts(say: Texts, troupe: Troupe, row: Assignment, found: Sequence[Reached], met: set[str]) -> list[Choice]:
    """Buttons that begin what is left of an assignment. met: the customers that the trainee has met."""
    choices = []
    for each in found:
        if each.done:
            continue
        subject = _whom_for(say, troupe, each.subject, met) if row.task == "goal" else each.subject
        if row.task == "drill" and subject in troupe.drills:
            label = say("task-drill-button", drill=troupe.drills[subject].title)
            choices.append(Choice(screens.data("drill", "", subject), label))
        elif row.task != "drill" and subject in troupe.offered:
            is_exam = row.mode == "exam" or row.task == "certificate"
            label = say("task-meet-button", mode="exam" if is_exam else "practice", person=_person(troupe, subject))
            choices.append(Choice(screens.data("exam" if is_exam else "customer", "", subject), label))
    return choices


def _whom_for(say: Texts, troupe: Troupe, step: str, met: set[str]) -> str:
    """With whom a step is practised best: of those not met, or else of all, the one with whom it counts most."""
    there = troupe.who(say.lang)
    new = [customer for customer in there if customer.id not in met]
    wanted = step_of(step)
    if not there or wanted is None:
        return ""
    return max(new or there, key=lambda customer: exercise(customer, wanted, troupe.rubric)).id


def _person(troupe: Troupe, scenario: str) -> str:
    return troupe.offered[scenario].account.person
