"""Outcomes: how each kind of simulated trainee fared, as a picture: how talks ended, and with how many points."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Literal, get_args

from bot.canvas import LEADING, Canvas
from bot.charts import GRID, INK, MUTED, PALE, RED, SMALL, TEAL, WHITE
from bot.rehearsing import Played, Rehearsal
from bot.texts import Texts
from bot.trainees import KINDS
from state.content.terms import Outcome

Form = Literal["png", "svg"]
FORMS: tuple[Form, ...] = get_args(Form)

WIDTH = 1200
EDGE, INSET, GAP = 40, 36, 28  # around the panels, within them, between them
LEFT, RIGHT = EDGE + INSET, WIDTH - EDGE - INSET
NAMES, BARS, POINTS = 212, 480, 320  # widths: whose row it is, how the talks ended, the points
START, MARGIN = LEFT + NAMES, 76  # where the bars begin, and what is left between them and the points
ZERO = RIGHT - POINTS
PAPER = "#F1EFEA"
HEAD, ROW, BAR = 36, 68, 44  # size of a title, height of a row and of its bar
LEGIBLE = 76  # width of a share in which its per cent can be written
COLOURS: dict[Outcome, tuple[str, str]] = {"agreed": (TEAL, WHITE), "deferred": (PALE, INK), "lost": (RED, WHITE)}
"""Of a share, and of what is written in it."""
APART = 8
"""Customers up to which each has a panel of its own; more are drawn as one."""


def form_of(file: Path) -> Form | None:
    """What a file is to be by its name; None if it can be neither."""
    return next((form for form in FORMS if file.suffix.lower() == f".{form}"), None)


def chart(rehearsals: Sequence[Rehearsal], say: Texts, form: Form) -> bytes:
    """Draw how trainees fared with customers, at least one: 1200 pixels wide."""
    canvas, height = layout(rehearsals, say)
    return canvas.png(height, PAPER) if form == "png" else canvas.svg(height, PAPER)


def layout(rehearsals: Sequence[Rehearsal], say: Texts) -> tuple[Canvas, float]:
    """Lay it out. Returns what is to be painted and how high it is, in pixels."""
    canvas, y = Canvas(WIDTH), float(EDGE)
    if len(rehearsals) > APART:
        every = [played for rehearsal in rehearsals for played in rehearsal.talks]
        return canvas, _panel(canvas, say, say("chart-all", count=len(rehearsals)), "", every, y) + EDGE
    for rehearsal in rehearsals:
        customer = rehearsal.customer
        y = _panel(canvas, say, customer.scenario.title, customer.id, rehearsal.talks, y) + GAP
    return canvas, y - GAP + EDGE


def _panel(canvas: Canvas, say: Texts, title: str, name: str, talks: Sequence[Played], top: float) -> float:
    """A title, what the colours mean, a row for each kind of trainee, and the axis of the points; where it ends."""
    y = canvas.text(title, LEFT, top + INSET / 2, RIGHT - LEFT - (360 if name else 0), HEAD, INK, bold=True)
    if name:
        canvas.text(name, RIGHT - 340, y - (HEAD + SMALL) / 2 * LEADING, 340, SMALL, MUTED, align="right")
    y = _legend(canvas, say, y + 12) + 8
    rows = [(kind, [played for played in talks if played.kind == kind]) for kind in KINDS]
    rows = [(kind, played) for kind, played in rows if played]
    end = y + ROW * len(rows)
    for value in (0, 50, 100):
        canvas.line(((_at(value), y), (_at(value), end)), GRID, 2)
        canvas.text(f"{value}", _at(value) - 40, end, 80, SMALL, MUTED, align="centre")
    for row, (kind, played) in enumerate(rows):
        middle = y + ROW * (row + 0.5)
        written = middle - SMALL * LEADING / 2
        canvas.text(say("rehearse-kind", kind=kind), LEFT, written, NAMES - 16, SMALL, INK)
        _endings(canvas, played, middle)
        _spread(canvas, played, middle)
    bottom = end + SMALL * LEADING + INSET / 2
    canvas.panel(EDGE, top, WIDTH - EDGE, bottom, WHITE)
    return bottom


def _legend(canvas: Canvas, say: Texts, y: float) -> float:
    left = float(START)
    for outcome, (colour, _) in COLOURS.items():
        canvas.area(_box(left, y + 8, 28, 28), colour)
        canvas.text(say("rehearse-outcome", outcome=outcome), left + 38, y, 110, SMALL, INK)
        left += BARS / len(COLOURS)
    return canvas.text(say("chart-points"), ZERO - 20, y, POINTS + 20, SMALL, INK)


def _endings(canvas: Canvas, talks: Sequence[Played], middle: float) -> None:
    """A bar of how talks ended, with each share that has room for it in per cent."""
    left = float(START)
    for outcome, (colour, ink) in COLOURS.items():
        share = sum(played.talk.end.outcome == outcome for played in talks) / len(talks)
        width = BARS * share
        if share:
            canvas.area(_box(left, middle - BAR / 2, width, BAR), colour)
        if width >= LEGIBLE:
            canvas.text(f"{share:.0%}", left, middle - SMALL * LEADING / 2, width, SMALL, ink, align="centre")
        left += width


def _spread(canvas: Canvas, talks: Sequence[Played], middle: float) -> None:
    """A line from the lowest points to the highest, thick where the middle half lies, with a ring at the median."""
    points = sorted(played.points for played in talks)
    quarter = len(points) // 4
    canvas.line(((_at(points[0]), middle), (_at(points[-1]), middle)), TEAL, 4)
    canvas.line(((_at(points[quarter]), middle), (_at(points[-1 - quarter]), middle)), TEAL, 14)
    canvas.dot((_at(median(points)), middle), 11, TEAL, inside=WHITE)


def _at(value: float) -> float:
    """Where so many points, 0–100, lie on their axis."""
    return ZERO + (POINTS - 20) * value / 100


def _box(left: float, top: float, width: float, height: float) -> Sequence[tuple[float, float]]:
    return (left, top), (left + width, top), (left + width, top + height), (left, top + height)
