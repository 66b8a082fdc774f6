"""Headway: a trainee's progress as a picture for a phone: the scores of the last talks, and each step's level."""

from datetime import datetime

from bot.canvas import LEADING, Canvas
from bot.charts import AMBER, GRID, INK, MUTED, SMALL, TEAL, scores
from bot.picture import EDGE, GAP, HEAD, INSET, LEFT, PAPER, RIGHT, TEXT, WIDTH, panel
from bot.progress import Progress, arrow, latest, progress_of
from bot.texts import Texts, texts
from state.content.rubric import RubricStep
from state.progress.history import FEWEST, LATELY, TREND, level, shares_of, trend
from state.records.records import Records
from state.troupe import Troupe

SHOWN = 20  # talks whose scores are drawn
HEIGHT = 340  # of their chart
NAME, BAR = 400, 240  # widths of a step's name and of its bar
THICK = 26  # height of a bar
PAST, UP = 110, 16  # the width of what was before, and half its height


def progress_picture(records: Records, troupe: Troupe, user_id: str, now: datetime) -> bytes | None:
    """The progress of somebody as it is now; None if there is nothing to draw. Raises RecordsUnavailable."""
    with records.unit() as unit:
        user = unit.user(user_id)
        if user is None:
            return None
        known = progress_of(unit, user_id, user.lang, troupe, now, busy=True)
    return headway(texts(user.lang), known) if known.talks else None


def headway(say: Texts, progress: Progress) -> bytes:
    """Draw progress: a PNG, 1080 pixels wide. Only for somebody who has a score."""
    canvas, height = layout(say, progress)
    return canvas.png(height, PAPER)


def layout(say: Texts, progress: Progress) -> tuple[Canvas, float]:
    """Lay progress out. Returns what is to be painted and how high it is, in pixels."""
    canvas = Canvas(WIDTH)
    talks = progress.talks[-SHOWN:]
    y = canvas.text(say("headway-scores", count=len(talks)), LEFT, EDGE + INSET / 2, RIGHT - LEFT, HEAD, INK, bold=True)
    y = canvas.text(latest(say, progress), LEFT, y, RIGHT - LEFT, SMALL, MUTED, lines=2) + 24
    first = len(progress.talks) - len(talks) + 1
    met: set[str] = {talk.scenario for talk in progress.talks[: first - 1]}
    new = []
    for talk in talks:
        new.append(talk.scenario not in met)
        met.add(talk.scenario)
    scores(canvas, LEFT, y, RIGHT, y + HEIGHT, [talk.score for talk in talks], new, first)
    y += HEIGHT + 12
    middle = y + SMALL * LEADING / 2
    canvas.dot((LEFT + 12, middle), 10, TEAL)
    canvas.text(say("headway-new"), LEFT + 34, y, 430, SMALL, MUTED)
    canvas.dot((LEFT + 492, middle), 10, TEAL, inside=PAPER)
    y = panel(canvas, EDGE, canvas.text(say("headway-known"), LEFT + 514, y, 430, SMALL, MUTED)) + GAP
    top = y
    y = canvas.text(say("headway-steps"), LEFT, y + INSET / 2, RIGHT - LEFT, HEAD, INK, bold=True)
    y = canvas.text(say("headway-how", over=LATELY, fewest=FEWEST), LEFT, y, RIGHT - LEFT, SMALL, MUTED, lines=3) + 12
    for step in progress.rubric.steps:
        y = _step(canvas, say, step, shares_of(progress.talks, step.id), y) + 14
    return canvas, panel(canvas, top, y) + EDGE


def _step(canvas: Canvas, say: Texts, step: RubricStep, shares: list[float], top: float) -> float:
    """A step's name, bar, level, trend, and how it went lately; return where the row ends."""
    name = f"{step.id} {step.name[say.lang]}"
    bottom = canvas.text(name, LEFT, top, NAME - 20, TEXT, INK, lines=2)
    middle = (top + bottom) / 2
    left, right = LEFT + NAME, LEFT + NAME + BAR
    reached, line = level(shares), SMALL * LEADING / 2
    ends = (middle - THICK / 2, middle + THICK / 2)
    _bar(canvas, left, right, ends, GRID)
    if reached is None:
        canvas.text("–", right + 16, middle - line, 110, SMALL, MUTED)
        return bottom
    _bar(canvas, left, left + BAR * reached, ends, TEAL)
    slope = trend(shares)
    colour = AMBER if arrow(slope) == "↘" else INK
    canvas.text(f"{round(reached * 100)}% {arrow(slope)}", right + 16, middle - line, 140, SMALL, colour, bold=True)
    past = shares[-TREND:]
    start = RIGHT - PAST
    points = [(start + PAST * place / (TREND - 1), middle + UP - 2 * UP * share) for place, share in enumerate(past)]
    if len(points) > 1:
        canvas.line(points, MUTED, 4)
    return bottom


def _bar(canvas: Canvas, left: float, right: float, ends: tuple[float, float], colour: str) -> None:
    top, bottom = ends
    if right - left >= 1:
        canvas.area(((left, top), (right, top), (right, bottom), (left, bottom)), colour)
