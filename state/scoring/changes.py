"""Changes: what makes one score card of a talk differ from another, in words that quote nobody."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from state.scoring.card import Aid, Card, Judged, Part

K = TypeVar("K")
V = TypeVar("V")


def changes(old: Card, new: Card) -> Iterator[str]:
    """What earned or cost other than before: criteria, weights of parts, mistakes, as `restated 4/4 -> 0/4`."""
    for name, before, after in _beside(_criteria(old), _criteria(new)):
        if _points(before) != _points(after):
            yield f"{name} {_points(before)} -> {_points(after)}"
    for name, one, other in _beside(_parts(old), _parts(new)):
        if one is not None and other is not None and one.weight != other.weight:
            yield f"weight of {name} {one.weight:g} -> {other.weight:g}"
    for (what, turn), cost, costs in _beside(_costs(old), _costs(new)):
        if cost != costs:
            yield f"{what} in reply {turn} {-(cost or 0)} -> {-(costs or 0)}"
    for help_, cost, costs in _beside(_aids(old), _aids(new)):
        if cost != costs:
            yield f"{help_} {-(cost or 0)} -> {-(costs or 0)}"


def _beside(old: Mapping[K, V], new: Mapping[K, V]) -> Iterator[tuple[K, V | None, V | None]]:
    """What two mappings have under each key, those of the old one first."""
    return ((key, old.get(key), new.get(key)) for key in {**old, **new})


def _parts(card: Card) -> dict[str, Part]:
    return {part.id: part for part in (*card.steps, *card.groups)}


def _criteria(card: Card) -> dict[str, Judged]:
    return {judged.criterion: judged for part in _parts(card).values() for judged in part.criteria}


def _costs(card: Card) -> dict[tuple[str, int], int]:
    slips = {(str(slip.move), slip.turn): slip.cost for slip in card.mistakes}
    return {**slips, **{(each.why, each.turn): each.cost for each in card.uncounted}}


def _aids(card: Card) -> dict[str, int]:
    return {_called(aid): aid.cost for aid in card.help}


def _called(aid: Aid) -> str:
    if aid.level is None:
        return f"taking reply {aid.turn} back"
    return f"{aid.level} of {aid.step} before reply {aid.turn}"


def _points(judged: Judged | None) -> str:
    """The points of a criterion; `not asked` where a card's rubric had no such criterion for this objection."""
    if judged is None:
        return "not asked"
    return "not rated" if judged.share is None else f"{judged.points:g}/{judged.of}"
