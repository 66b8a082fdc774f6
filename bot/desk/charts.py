"""Charts: a few numbers as a small drawing, whose words say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 72, 20, 2


@dataclass(frozen=True)
class Spark:
    """A line through the last few scores, in a picture of `WIDTH` by `HEIGHT`. last: where it ends."""

    points: str
    last: tuple[float, float]
    scores: Sequence[int]


def spark(scores: Sequence[int]) -> Spark | None:
    """A line through scores of 0–100, oldest first; none through fewer than two."""
    if len(scores) < 2:
        return None
    wide, high = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    places = [
        (round(MARGIN + wide * at / (len(scores) - 1), 1), round(MARGIN + high * (1 - score / 100), 1))
        for at, score in enumerate(scores)
    ]
    return Spark(" ".join(f"{x},{y}" for x, y in places), places[-1], scores)
