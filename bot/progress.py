"""Progress as text: each step and drill with its trend and past, gain on new customers, the goal, whom to meet next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from rich.cells import cell_len

from bot import screens
from bot.actions import Choice, Screen
from bot.goals import goal_lines, goal_of, named
from bot.rounds import rounds_of
from bot.texts import Texts
from state.content.drill import Drill
from state.content.rubric import Rubric, RubricStep
from state.content.terms import Lang, StepId
from state.progress.drills import Round, Tried, tried
from state.progress.goals import Goal
from state.progress.history import (
    FEWEST,
    LATELY,
    TREND,
    Held,
    gain_on_known,
    gain_on_new,
    level,
    shares_in,
    shares_of,
    streak,
    trend,
)
from state.progress.offering import Offer, what_next
from state.records.unit import Unit
from state.scoring.card import Card
from state.troupe import Troupe

LOOKED_BACK = 1000  # talks, more than a person holds in years
BLOCKS = "▁▂▃▄▅▆▇█"
BAR = 10  # characters of a whole bar
MOVING = 0.02  # a share that rises or falls by so much a talk is no longer steady
FIGURE_SPACE, WIDE_SPACE = "\u2007", "\u3000"  # as wide as a digit, as wide as a Chinese character, in any font


@dataclass(frozen=True)
class Progress:
    """All that is known of a trainee's progress. offer: whom to meet next; None in a talk, or if there is nobody.

    rounds: of drills, oldest first. drills: those that there are, by name.
    """

    talks: list[Held]
    rounds: Sequence[Round]
    drills: Mapping[str, Drill]
    goal: Goal | None
    offer: Offer | None
    rubric: Rubric
    now: datetime


def progress_of(unit: Unit, user_id: str, lang: Lang, troupe: Troupe, now: datetime, *, busy: bool) -> Progress:
    """A trainee's progress. lang: of the customers that can be met next. busy: whether a talk is open."""
    talks, here = talks_of(unit, user_id, LOOKED_BACK), now.astimezone()
    offer = what_next(talks, [] if busy else troupe.who(lang), troupe.rubric, here)
    rounds, goal = rounds_of(unit, user_id), goal_of(unit.goal(user_id))
    return Progress(talks, rounds, troupe.drills, goal, offer, troupe.rubric, here)


def talks_of(unit: Unit, user_id: str, limit: int) -> list[Held]:
    """A trainee's last scored talks, oldest first, at the times of this machine's clock, whose days count."""
    return [
        Held(
            at=(session.ended_at or session.started_at).astimezone(),
            scenario=session.scenario,
            score=row.score,
            shares=shares_kept(row.body),
        )
        for row, session in reversed(unit.cards(user_id, limit))
    ]


def progress_screen(say: Texts, progress: Progress, how: str) -> Screen:
    """Write progress out. how: what to do to meet the customer that is offered."""
    talks, offer = progress.talks, progress.offer
    if not talks:
        blocks = [say("progress-none")]
    elif say.taps:  # where the rest is a picture
        blocks = [_head(say, progress), _gains(say, talks)]
    else:
        blocks = [_standing(say, progress), _gains(say, talks)]
    drills = _drills(say, progress)
    if drills:
        blocks.append("\n".join((say("progress-drills", fewest=FEWEST), *drills)))
    goal = progress.goal
    blocks.append("\n".join(goal_lines(say, progress.rubric, goal, talks, progress.now)) if goal else say("goal-none"))
    if offer is None:
        return Screen("\n\n".join(blocks))
    blocks.append("\n".join((*_why(say, progress, offer), screens.menu_line(say, offer.customer, 1), how)))
    label = screens.menu_label(say, offer.customer, 1)
    return Screen("\n\n".join(blocks), (Choice(screens.data("customer", "", offer.customer.id), label),))


def latest(say: Texts, progress: Progress) -> str:
    """The last scores and their mean. Only for somebody who has a score."""
    last = [talk.score for talk in progress.talks[-LATELY:]]
    return say("progress-lately", count=len(last), mean=round(sum(last) / len(last)), scores=" · ".join(map(str, last)))


def _head(say: Texts, progress: Progress) -> str:
    talks = progress.talks
    return say("progress-head", talks=len(talks), days=streak(talks, progress.now))


def _standing(say: Texts, progress: Progress) -> str:
    """Talks, streak, the last scores, and a line for each step."""
    talks, steps = progress.talks, progress.rubric.steps
    wide = max(cell_len(step.name[say.lang]) for step in steps)
    return "\n".join(
        (
            _head(say, progress),
            latest(say, progress),
            "",
            say("progress-steps", over=LATELY, fewest=FEWEST),
            *(_line(say, step, shares_of(talks, step.id), wide) for step in steps),
        )
    )


def _line(say: Texts, step: RubricStep, shares: list[float], wide: int) -> str:
    """A step's bar, level, trend, name and past. What may differ in width comes last: not every font is monospaced."""
    name = step.name[say.lang]
    reached = level(shares)
    if reached is None:
        return f"{'░' * BAR} {'–'.rjust(3, FIGURE_SPACE)}{FIGURE_SPACE} · {step.id} {name}"
    filled = round(reached * BAR)
    percent = f"{round(reached * 100)}".rjust(3, FIGURE_SPACE)
    bar = "█" * filled + "░" * (BAR - filled)
    return f"{bar} {percent}% {arrow(trend(shares))} {step.id} {_named_past(say, name, wide, shares[-TREND:])}"


def _named_past(say: Texts, name: str, wide: int, shares: Sequence[float]) -> str:
    """A name, filled up to so many columns, and its past as blocks, oldest first."""
    past = "".join(BLOCKS[min(int(share * len(BLOCKS)), len(BLOCKS) - 1)] for share in shares)
    missing = wide - cell_len(name)
    space = WIDE_SPACE * (missing // 2) + " " * (missing % 2) if say.lang == "zh" else " " * missing
    return f"{name}{space} {past}".rstrip()


def _drills(say: Texts, progress: Progress) -> list[str]:
    """A line for each drill that was tried and is still there, those in the language spoken first."""
    names = sorted(progress.drills, key=lambda name: progress.drills[name].lang != say.lang)
    found = [(progress.drills[name].title, tried(progress.rounds, name)) for name in names]
    known = [(title, drill) for title, drill in found if drill is not None]
    wide = max((cell_len(title) for title, _ in known), default=0)
    return [_drill(say, title, drill, wide) for title, drill in known]


def _drill(say: Texts, title: str, drill: Tried, wide: int) -> str:
    """A drill's trend, last and best result, title and past; on a phone, where a line is short, without the past."""
    last = f"{drill.last.right}/{drill.last.answered}"
    best = f"{drill.best.right}/{drill.best.answered}" if drill.best is not None else "–"
    if say.taps:
        return say("progress-drill-short", way=arrow(drill.trend), last=last, best=best, drill=title)
    last, best = last.rjust(5, FIGURE_SPACE), best.rjust(5, FIGURE_SPACE)
    shown = _named_past(say, title, wide, drill.past)
    return say("progress-drill", way=arrow(drill.trend), last=last, best=best, drill=shown)


def arrow(slope: float | None) -> str:
    """Which way a step goes. slope: as of `trend`."""
    if slope is None:
        return "·"
    return "↗" if slope >= MOVING else "↘" if slope <= -MOVING else "→"


def _gains(say: Texts, talks: list[Held]) -> str:
    """What was gained on customers met for the first time, and apart from it on those met again."""
    new, known = gain_on_new(talks), gain_on_known(talks)
    if new.points is None:
        lines = [say("progress-new-early", count=new.count, fewest=FEWEST)]
    else:
        lines = [say("progress-new", count=new.count, signed=signed(new.points))]
    if known.points is not None:
        lines.append(say("progress-known", count=known.count, signed=signed(known.points)))
    return "\n".join(lines)


def _why(say: Texts, progress: Progress, offer: Offer) -> list[str]:
    """Why this customer, in words, without telling which objection it will be."""
    if offer.need is None:
        return [say("next-first")]
    need, rubric = offer.need, progress.rubric
    shown: dict[str, str | int] = {"step": named(say, rubric, need.step), "level": round(need.level * 100)}
    is_due = need.due <= progress.now.date()
    reason = say("next-due", **shown) if is_due else say("next-later", **shown, due=need.due.isoformat())
    met = say("next-new") if offer.met is None else say("next-met", day=offer.met.date().isoformat())
    return [reason, met]


def shares_kept(body: object) -> dict[StepId, float]:
    """The shares in a card as it was stored; none if this version does not understand it."""
    try:
        return shares_in(Card.model_validate(body))
    except ValidationError:
        return {}


def signed(points: float) -> str:
    """A change with its sign, as `+3`, `−2` or `±0`."""
    return f"{round(points):+d}".replace("-", "−").replace("+0", "±0")
