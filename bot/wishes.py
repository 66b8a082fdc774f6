"""Wishes: what a coach would ask for as it takes shape: the questions in their order, and what can be answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot import screens
from bot.assigning import LONGEST, Batch, NotYours, given, groups_of, people_of
from bot.goals import named
from bot.rights import hidden
from bot.scene import Scene
from bot.tasks import Wish, due_words, far_for, task_line
from state.content.terms import Lang, Mode, Task
from state.progress.history import STEPS
from state.records.reviewing import Assignment
from state.records.tables import User

GIVEN = "given"  # in the place of whom: what was asked for already
PERSON, GROUP = "person", "group:"
TASKS: tuple[Task, ...] = ("customer", "drill", "goal", "certificate")
LEAST: Mapping[Task, tuple[int, ...]] = {
    "customer": (0, 60, 70, 80, 90),
    "drill": (0, 60, 80, 100),
    "goal": (50, 60, 70, 80, 90),
    "certificate": (60, 70, 80, 90),
}
DAYS = (3, 7, 14, 0)
LISTED = 30  # of what was asked for, the newest

Draft = dict[str, Any]
"""The answers so far, by question."""


@dataclass(frozen=True)
class Asking:
    """An open screen. options: what each number stands for, and its label."""

    head: str
    options: Sequence[tuple[str, str]]


def stages_of(draft: Draft) -> list[str]:
    """The questions in their order, as far as the answers so far tell which."""
    whom = draft.get("whom", "")
    if whom == GIVEN:
        return ["whom", "given", "batch"]
    asked = ["whom", *(["person"] if whom == PERSON else []), "task", "subjects"]
    return [*asked, *(["mode"] if draft.get("task") == "customer" else []), "least", "due", "sure"]


def stage_of(draft: Draft) -> str:
    """The question that is open."""
    return next(stage for stage in stages_of(draft) if stage not in draft)


def before(draft: Draft) -> Draft:
    """The draft without the last answer."""
    answered = [stage for stage in stages_of(draft) if stage in draft]
    return {stage: draft[stage] for stage in answered[:-1]}


def asking_of(scene: Scene, draft: Draft, find: str) -> Asking:
    """The open question with what can be chosen. Raises NotYours."""
    say, stage = scene.say, stage_of(draft)
    head = say("assign-ask", stage=stage, task=draft.get("task", ""), most=LONGEST)
    match stage:
        case "whom":
            groups = groups_of(scene.unit, scene.role, scene.user.id)
            options = [(f"{GROUP}{group}", say("assign-group", group=group)) for group in groups]
            return Asking(head, [*options, (PERSON, say("assign-person")), (GIVEN, say("assign-given"))])
        case "person":
            return _persons(scene, head, find)
        case "task":
            return Asking(head, [(task, say("assign-task", task=task)) for task in TASKS])
        case "subjects":
            return _subjects(scene, draft, head)
        case "mode":
            return Asking(head, [(mode, say("assign-mode", mode=mode)) for mode in ("practice", "exam")])
        case "least":
            least = LEAST[draft["task"]]
            return Asking(head, [(str(each), say("assign-least", task=draft["task"], least=each)) for each in least])
        case "due":
            return Asking(head, [(str(days), say("assign-due", days=days)) for days in DAYS])
        case "given":
            return _given(scene, head)
        case "batch":
            return _batch(scene, draft["given"])
        case _:
            return Asking(_summary(scene, draft), [("yes", say("assign-yes"))])


def _persons(scene: Scene, head: str, find: str) -> Asking:
    groups: dict[str, list[str]] = {}
    for each in scene.unit.memberships():
        groups.setdefault(each.user_id, []).append(each.group_name)
    comma, options = scene.say("task-comma"), []
    people = people_of(scene.unit, scene.role, scene.user.id)
    called = Counter(user.name for user in people)
    for user in people:
        if find.casefold() in user.name.casefold():
            groupless = scene.say("assign-groupless") if called[user.name] == 1 else user.id
            where = comma.join(groups.get(user.id, ())) or groupless
            options.append((user.id, scene.say("assign-somebody", name=user.name, where=where)))
    if not options and find:
        return _persons(scene, scene.say("assign-not-found", find=find[:40]), "")
    return Asking(head if options else scene.say("assign-fault", why="nobody", most=LONGEST), options)


def _subjects(scene: Scene, draft: Draft, head: str) -> Asking:
    say, troupe, lang = scene.say, scene.troupe, _lang(scene, draft)
    if draft["task"] == "goal":
        return Asking(head, [(step, named(say, troupe.rubric, step)) for step in STEPS])
    if draft["task"] == "drill":
        drills = [(name, drill.title) for name, drill in troupe.drills.items() if drill.lang == lang]
        return Asking(head, drills)
    customers = [
        (
            each.id,
            f"{say('task-person', person=each.account.person, scenario=each.scenario.title)} {screens.stars(each)}",
        )
        for each in troupe.who(lang)
    ]
    return Asking(head, customers)


def _given(scene: Scene, head: str) -> Asking:
    options = []
    for batch in given(scene.unit, scene.role, scene.user.id)[:LISTED]:
        what, whom = task_line(scene.say, scene.troupe, batch.first), _whom(scene, batch)
        counts = {"done": batch.done, "count": len(batch.rows)}
        options.append((batch.first.batch, scene.say("assign-line", what=what, whom=whom, **counts)))
    return Asking(head if options else scene.say("assign-none-given"), options)


def _batch(scene: Scene, name: str) -> Asking:
    """What was asked for at once, with how far each has come. Raises NotYours."""
    say, unit = scene.say, scene.unit
    batch = next((each for each in given(unit, scene.role, scene.user.id) if each.first.batch == name), None)
    if batch is None:
        raise NotYours(name)
    due = due_words(say, batch.first.due_at, scene.now)
    lines = [say("assign-batch", what=task_line(say, scene.troupe, batch.first), due=due)]
    for row in batch.rows:
        user = unit.user(row.user_id)
        lines.append(say("assign-their", done=str(row.done_at is not None), **_theirs(scene, row, user)))
    is_open = batch.done < len(batch.rows)
    return Asking("\n".join(lines), [("off", say("assign-take-back"))] if is_open else [])


def _theirs(scene: Scene, row: Assignment, user: User | None) -> dict[str, str]:
    unit, done = scene.unit, row.done_at is not None
    how_far = far_for(scene.say, scene.troupe, unit, row, hidden(unit, scene.user.id), done=done)
    day = f"{row.done_at.astimezone():%m-%d}" if row.done_at is not None else ""
    return {"name": user.name if user else "", "far": how_far, "day": day}


def _summary(scene: Scene, draft: Draft) -> str:
    """What would be asked for, of whom. Raises NotYours."""
    say, wish = scene.say, wish_of(scene, draft)
    group, people = target_of(draft)
    theirs = people_of(scene.unit, scene.role, scene.user.id, group)
    names = [user.name for user in theirs if group or user.id in people]
    whom = say("assign-members", group=group, count=len(names)) if group else "".join(names)
    lines = [say("assign-sure", whom=whom), task_line(say, scene.troupe, wish), due_words(say, wish.due, scene.now)]
    return "\n".join((*lines, say("assigned-note", note=wish.note) if wish.note else say("assign-note-how")))


def target_of(draft: Draft) -> tuple[str, list[str]]:
    """The group that is meant, or ''; and the people, if single ones are."""
    whom: str = draft["whom"]
    return ("", [draft["person"]]) if whom == PERSON else (whom.removeprefix(GROUP), [])


def wish_of(scene: Scene, draft: Draft) -> Wish:
    """What a whole draft asks for."""
    mode: Mode = "exam" if draft.get("mode") == "exam" or draft["task"] == "certificate" else "practice"
    due = _end_of_day(scene.now, int(draft["due"]))
    return Wish(draft["task"], draft["subjects"], mode, int(draft["least"]), due, draft.get("note", ""))


def _end_of_day(now: datetime, days: int) -> datetime | None:
    """The end of the day so many days on, on this machine's clock; None for none."""
    if days == 0:
        return None
    return (now.astimezone() + timedelta(days=days)).replace(hour=23, minute=59, second=59, microsecond=0)


def _lang(scene: Scene, draft: Draft) -> Lang:
    """The language that most of those who are meant use. Raises NotYours."""
    group, people = target_of(draft)
    theirs = people_of(scene.unit, scene.role, scene.user.id, group)
    spoken = Counter(user.lang for user in theirs if group or user.id in people)
    return max(spoken, key=lambda lang: spoken[lang], default=scene.user.lang)


def _whom(scene: Scene, batch: Batch) -> str:
    """To whom it was given: the group, or the one person's name."""
    if batch.first.group_name:
        return batch.first.group_name
    user = scene.unit.user(batch.first.user_id)
    return user.name if user is not None else ""
