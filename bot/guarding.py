"""Guards in words: what a transition takes, as content writes it and as authors see it."""

from collections.abc import Iterator
from typing import Any

from state.content.objection import Transition


def conditions(way: Transition) -> Iterator[str]:
    """The guards of a transition with what they ask for, as `trust 48`; those that must not hold with a `not`."""
    yield from (_condition(*guard) for guard in way.when.given().items())
    if way.unless is not None:
        yield from (f"not {_condition(*guard)}" for guard in way.unless.given().items())


def _condition(name: str, wanted: Any) -> str:
    return f"{name} {'+'.join(map(str, wanted)) if isinstance(wanted, tuple) else str(wanted).lower()}"
