"""Shapes: what a canvas is painted with, each as pixels and as SVG. Lengths are pixels of the finished picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PIL import ImageDraw

SCALE = 2  # pixels are painted at so many times their size, to come out smooth

Point = tuple[float, float]


class Shape(Protocol):
    """Something that can be painted."""

    def paint(self, draw: ImageDraw.ImageDraw) -> None:
        """Paint it, SCALE times as large."""

    def svg(self) -> str:
        """Itself as an element."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle with round corners."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str
    radius: float

    def paint(self, draw: ImageDraw.ImageDraw) -> None:
        """Paint it, SCALE times as large."""
        box = scaled((self.left, self.top), (self.right - 1 / SCALE, self.bottom - 1 / SCALE))  # Pillow paints the last
        draw.rounded_rectangle(box, self.radius * SCALE, self.colour)

    def svg(self) -> str:
        """Itself as an element."""
        size = f'width="{self.right - self.left:g}" height="{self.bottom - self.top:g}" rx="{self.radius:g}"'
        return f'<rect x="{self.left:g}" y="{self.top:g}" {size} fill="{self.colour}"/>'


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: Sequence[Point]
    colour: str

    def paint(self, draw: ImageDraw.ImageDraw) -> None:
        """Paint it, SCALE times as large."""
        draw.polygon(scaled(*self.points), self.colour)

    def svg(self) -> str:
        """Itself as an element."""
        return f'<polygon points="{_listed(self.points)}" fill="{self.colour}"/>'


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: Sequence[Point]
    colour: str
    width: float

    def paint(self, draw: ImageDraw.ImageDraw) -> None:
        """Paint it, SCALE times as large."""
        draw.line(scaled(*self.points), self.colour, round(self.width * SCALE), joint="curve")

    def svg(self) -> str:
        """Itself as an element."""
        drawn = f'fill="none" stroke="{self.colour}" stroke-width="{self.width:g}" stroke-linejoin="round"'
        return f'<polyline points="{_listed(self.points)}" {drawn}/>'


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle, or with `inside` a ring of that inner colour."""

    centre: Point
    radius: float
    colour: str
    inside: str | None = None

    @property
    def ring(self) -> float:
        """How thick the ring is, 0 if it is none."""
        return self.radius * 0.4 if self.inside else 0.0

    def paint(self, draw: ImageDraw.ImageDraw) -> None:
        """Paint it, SCALE times as large."""
        (x, y), radius = self.centre, self.radius
        box = scaled((x - radius, y - radius), (x + radius, y + radius))
        draw.ellipse(box, self.inside or self.colour, self.colour, round(self.ring * SCALE))

    def svg(self) -> str:
        """Itself as an element."""
        (x, y), radius = self.centre, self.radius - self.ring / 2  # a stroke lies on both sides of its circle
        painted = f'fill="{self.inside or self.colour}" stroke="{self.colour}" stroke-width="{self.ring:g}"'
        return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" {painted}/>'


def scaled(*points: Point) -> list[Point]:
    """Points on what is painted."""
    return [(x * SCALE, y * SCALE) for x, y in points]


def _listed(points: Sequence[Point]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
