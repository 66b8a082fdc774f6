"""Goals in words and choices: plan, do, check, act (基础篇 九), each choice a button that carries those before it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import screens
from bot.actions import Choice, Screen
from bot.texts import Texts
from state.content.rubric import Rubric
from state.content.terms import StepId
from state.progress.goals import PROOF, Goal, adjusted, check
from state.progress.history import STEPS, Held, level
from state.records.tables import Goal as GoalRow

TARGETS = (60, 70, 80, 90, 100)  # percent; those above the present level are offered
WEEKS = (1, 2, 4)
PER_WEEK = (2, 3, 5, 7)
KEYS = ("goal-ask-step", "goal-ask-target", "goal-ask-until", "goal-ask-pace")  # in the order asked
NEW, ADJUST, KEEP = "new", "adjust", "keep"


def goal_of(row: GoalRow | None) -> Goal | None:
    """A goal as it was before it was kept, at the times of this machine's clock."""
    if row is None:
        return None
    return Goal(row.step, row.target / 100, row.per_week, row.set_at.astimezone(), row.until.astimezone())


def kept(goal: Goal, user_id: str, number: int) -> GoalRow:
    """A goal as it is kept. number: above that of the goal that it replaces."""
    return GoalRow(
        user_id=user_id,
        number=number,
        step=goal.step,
        target=round(goal.target * 100),
        per_week=goal.per_week,
        set_at=goal.since,
        until=goal.until,
    )


def options(picked: Sequence[str], talks: Sequence[Held]) -> list[str]:
    """What may be chosen after what was picked; none after the last choice. talks: those held so far."""
    if not picked:
        return list(STEPS)
    reached = present(talks, picked[0]) or 0
    targets = [target for target in TARGETS if target > reached] or [TARGETS[-1]]
    return list(map(str, (targets, WEEKS, PER_WEEK, ())[len(picked) - 1]))


def chosen(picked: Sequence[str], now: datetime) -> Goal | None:
    """The goal that was picked; None if a choice is missing."""
    if len(picked) != len(KEYS):
        return None
    step = next(step for step in STEPS if step == picked[0])
    until = now + timedelta(weeks=int(picked[2]))
    return Goal(step, int(picked[1]) / 100, int(picked[3]), now, until)


def is_offered(picked: Sequence[str], talks: Sequence[Held]) -> bool:
    """Whether each of these choices was to choose after those before it."""
    return len(picked) <= len(KEYS) and all(value in options(picked[:at], talks) for at, value in enumerate(picked))


def present(talks: Sequence[Held], step_id: str) -> int | None:
    """How a step went lately, in percent; None if no talk rated it."""
    shares = [talk.shares[step] for talk in talks for step in STEPS if step == step_id and step in talk.shares]
    reached = level(shares)
    return None if reached is None else round(reached * 100)


def asked(say: Texts, rubric: Rubric, picked: Sequence[str], talks: Sequence[Held], number: int) -> Screen:
    """The next question about a goal. number: of the goal that is in force, by which a button of before it is known."""
    labels = [_label(say, rubric, talks, len(picked), value) for value in options(picked, talks)]
    values = [".".join((*picked, value)) for value in options(picked, talks)]
    return _choices(say(KEYS[len(picked)]), values, labels, number)


def running(say: Texts, lines: Sequence[str], adjusting: Goal | None, number: int) -> Screen:
    """The goal in force, and whether it is to be replaced or adjusted. lines: the goal in words."""
    offered = [ADJUST] if adjusting else []
    labels = [say("goal-adjust")] if adjusting else []
    text = "\n".join((*lines, "", say("goal-replace")))
    return _choices(text, [*offered, NEW, KEEP], [*labels, say("goal-new"), say("goal-keep")], number)


def goal_lines(say: Texts, rubric: Rubric, goal: Goal, talks: Sequence[Held], now: datetime) -> list[str]:
    """A goal held to what was done: plan, do, check, act."""
    found = check(goal, talks, now)
    after = adjusted(goal, found.act, now) or goal
    over = min(found.rated, PROOF)
    if found.level is None:
        measured = say("goal-unmeasured")
    elif found.start is None:
        measured = say("goal-measured", over=over, level=round(found.level * 100))
    else:
        shown = {"level": round(found.level * 100), "start": round(found.start * 100)}
        measured = say("goal-measured-since", over=over, **shown)
    return [
        plan(say, rubric, goal),
        say("goal-do", talks=found.talks, owed=found.owed),
        say("goal-check", standing=found.standing, rated=found.rated) + measured,
        say("goal-act", act=found.act, owed=found.owed, wanting=PROOF - over, **_figures(after)),
    ]


def plan(say: Texts, rubric: Rubric, goal: Goal) -> str:
    """What a goal is."""
    return say("goal-plan", step=named(say, rubric, goal.step), **_figures(goal))


def named(say: Texts, rubric: Rubric, step_id: StepId) -> str:
    """A step's letter and name."""
    return next(step.name[say.lang] for step in rubric.steps if step.id == step_id)


def _figures(goal: Goal) -> dict[str, str | int]:
    return {"target": round(goal.target * 100), "per_week": goal.per_week, "until": goal.until.date().isoformat()}


def _label(say: Texts, rubric: Rubric, talks: Sequence[Held], place: int, value: str) -> str:
    """What a choice is called. place: of the question, from 0."""
    if place == 0:
        name = named(say, rubric, next(step for step in STEPS if step == value))
        reached = present(talks, value)
        return name if reached is None else say("goal-step", step=name, level=reached)
    return say(("goal-target", "goal-weeks", "goal-pace")[place - 1], count=int(value))


def _choices(text: str, values: Sequence[str], labels: Sequence[str], number: int) -> Screen:
    lines = [text, *(f"{place}. {label}" for place, label in enumerate(labels, start=1))]
    tags = [screens.data("goal", str(number), value) for value in values]
    return Screen("\n".join(lines), tuple(map(Choice, tags, labels)))
