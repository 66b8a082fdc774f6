"""Charts: how far each step was taken, as a radar, and how trust and patience went, as lines."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.canvas import LEADING, Align, Canvas
from bot.shapes import Point
from state.dialogue.snapshot import Turn

WHITE, INK, MUTED, GRID = "#FFFFFF", "#1E2A32", "#55626C", "#CFD5D8"
TEAL, PALE, AMBER, RED = "#17666B", "#C5DEDC", "#A85F16", "#9E3328"
SMALL = 30  # pixels; the least that can be read on a phone, where the picture is about 7 cm wide
RADIUS = 190  # of the radar
BESIDE = 20  # from the end of an axis to its name
TOPMOST = 300  # width of the topmost name, so that its neighbours' have room
MOST_NUMBERS = 10  # along the axis of the turns
CROWDED = 14  # turns from which on the single ones are not marked


@dataclass(frozen=True, slots=True)
class Spoke:
    """A step in the radar. share: 0.0–1.0, None if it is not rated. value: what stands below the name."""

    name: str
    value: str
    share: float | None


def radar(canvas: Canvas, left: float, top: float, right: float, spokes: Sequence[Spoke]) -> float:
    """Draw a radar; return where it ends.

    A step that is not rated is a gap between its neighbours with a dotted axis, and never a zero.
    """
    highest = canvas.height(spokes[0].name, TOPMOST, SMALL, bold=True, lines=2)
    centre = ((left + right) / 2, top + highest + SMALL * LEADING + BESIDE + RADIUS)
    ways = [(math.sin(turn), -math.cos(turn)) for turn in (math.tau * i / len(spokes) for i in range(len(spokes)))]

    def at(way: Point, share: float) -> Point:
        return centre[0] + way[0] * RADIUS * share, centre[1] + way[1] * RADIUS * share

    tips = [None if spoke.share is None else at(way, spoke.share) for spoke, way in zip(spokes, ways, strict=True)]
    edges = [(one, two) for one, two in pairwise([*tips, tips[0]]) if one is not None and two is not None]
    for one, two in edges:
        canvas.area((centre, one, two), PALE)
    for share in (0.5, 1.0):
        canvas.line([at(way, share) for way in (*ways, ways[0])], GRID, 2)
    for way, tip in zip(ways, tips, strict=True):
        if tip is None:
            canvas.dotted(centre, at(way, 1.0), MUTED, 5)
        else:
            canvas.line((centre, at(way, 1.0)), GRID, 2)
    for edge in edges:
        canvas.line(edge, TEAL, 5)
    for tip in tips:
        if tip is not None:
            canvas.dot(tip, 9, TEAL)
    for spoke, way in zip(spokes, ways, strict=True):
        _name(canvas, spoke, way, at(way, 1.0 + BESIDE / RADIUS), left, right)
    return max(words.bottom for words in canvas.words)


def _name(canvas: Canvas, spoke: Spoke, way: Point, place: Point, left: float, right: float) -> None:
    """Write a step's name and value beside the end of its axis."""
    (x, y), align = place, _side(way)
    if align == "centre":
        left, right = x - TOPMOST / 2, x + TOPMOST / 2
    elif align == "left":
        left = x
    else:
        right = x
    width = right - left
    height = canvas.height(spoke.name, width, SMALL, bold=True, lines=2) + SMALL * LEADING
    top = y - height * (1 - way[1]) / 2  # above the top end, below the bottom end
    top = canvas.text(spoke.name, left, top, width, SMALL, INK, bold=True, lines=2, align=align)
    colour = MUTED if spoke.share is None else TEAL
    canvas.text(spoke.value, left, top, width, SMALL, colour, align=align)


def _side(way: Point) -> Align:
    if abs(way[0]) < 0.1:
        return "centre"
    return "left" if way[0] > 0 else "right"


def feelings(
    canvas: Canvas, left: float, top: float, right: float, bottom: float, turns: Sequence[Turn], turning: int | None
) -> None:
    """Draw trust and patience, 0–100, before the first reply and after each; mark where trust turned.

    turns: at least one.
    """
    start = left + 76  # behind the figures of the axis
    end = bottom - SMALL * LEADING - 12
    right -= 12

    def at(place: int, value: int) -> Point:
        return start + (right - start) * place / len(turns), end - (end - top) * value / 100

    for value in (0, 50, 100):
        canvas.line((at(0, value), at(len(turns), value)), GRID, 2)
        centred = at(0, value)[1] - SMALL * LEADING / 2
        canvas.text(str(value), left, centred, 60, SMALL, MUTED, align="right")
    for place in _numbered(len(turns)):
        canvas.text(str(turns[place - 1].number), at(place, 0)[0] - 40, end + 12, 80, SMALL, MUTED, align="centre")
    meters = [turns[0].before, *(turn.after for turn in turns)]
    for place, turn in enumerate(turns, start=1):
        if turn.number == turning:
            canvas.dotted(at(place, 0), at(place, 100), INK, 4)
    for colour, values in ((AMBER, [m.patience for m in meters]), (TEAL, [m.trust for m in meters])):
        points = [at(place, value) for place, value in enumerate(values)]
        canvas.line(points, colour, 6 if colour == TEAL else 4)
        for place, point in enumerate(points):
            if colour == TEAL and place > 0 and turns[place - 1].number == turning:
                canvas.dot(point, 16, TEAL, inside=WHITE)
            elif len(turns) < CROWDED:
                canvas.dot(point, 9, colour, inside=None if colour == TEAL else WHITE)


def scores(
    canvas: Canvas,
    left: float,
    top: float,
    right: float,
    bottom: float,
    values: Sequence[int],
    new: Sequence[bool],
    first: int,
) -> None:
    """Draw scores, 0–100, one a talk. new: whether its customer was met for the first time. first: the first's number.

    values: at least one.
    """
    start, end = left + 76, bottom - SMALL * LEADING - 12
    right -= 24

    def at(place: int, value: int) -> Point:
        across = start + 24 + (right - start - 24) * place / max(len(values) - 1, 1)
        return across, end - (end - top) * value / 100

    for value in (0, 50, 100):
        canvas.line(((start, at(0, value)[1]), (right, at(0, value)[1])), GRID, 2)
        canvas.text(str(value), left, at(0, value)[1] - SMALL * LEADING / 2, 60, SMALL, MUTED, align="right")
    for place in _numbered(len(values)):
        canvas.text(str(first + place - 1), at(place - 1, 0)[0] - 40, end + 12, 80, SMALL, MUTED, align="centre")
    points = [at(place, value) for place, value in enumerate(values)]
    canvas.line(points, TEAL, 5)
    for point, is_new in zip(points, new, strict=True):
        canvas.dot(point, 11, TEAL, inside=None if is_new else WHITE)


def _numbered(count: int) -> Iterator[int]:
    """Which turns have their number below them: all, or every second, fifth, tenth …"""
    step = next(step for step in (1, 2, 5, 10, 20, 50, count) if count / step <= MOST_NUMBERS)
    yield from range(step, count + 1, step)
