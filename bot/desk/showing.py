"""Showing: templates made into pages. Whatever stands in one is escaped, unless a template of ours says otherwise."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.card import points
from bot.citing import cited
from bot.cleaning import isolated
from bot.desk.desk import PREFIX
from bot.texts import Texts

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
BANDS = 5
"""Into how many bands shares are divided, each with its colour; what they are is always written beside it."""


def rendered(template: str, say: Texts, **values: object) -> str:
    """A page. say: the texts in the language of the page."""
    return environment().get_template(template).render(say=say, **values)


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    found = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals.update(home=PREFIX)
    found.filters.update(
        day=day, minute=minute, percent=percent, band=band, plain=isolated, points=points, gap=gap, signed=signed,
        cited=cited,
    )  # fmt: skip
    return found


def day(at: datetime) -> str:
    """A day by this machine's clock, as `2026-03-02`."""
    return at.astimezone().date().isoformat()


def minute(at: datetime) -> str:
    """A time by this machine's clock, as `2026-03-02 14:05`."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def percent(share: float) -> str:
    """A share of 0–1 as a person writes it."""
    return f"{round(share * 100)}%"


def band(share: float) -> int:
    """The band of a share of 0–1, 0 for the lowest."""
    return max(0, min(int(share * BANDS), BANDS - 1))


def gap(points: float) -> str:
    """A difference in points with its sign, to a tenth, as `+1`, `−0.5` or `±0`."""
    return f"{points:+.1f}".removesuffix(".0").replace("-", "−") if round(points, 1) else "±0"


def signed(points: float) -> str:
    """A change with its sign, as `+3`, `−2` or `±0`."""
    whole = round(points)
    return f"{whole:+d}".replace("-", "−") if whole else "±0"
