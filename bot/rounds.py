"""Rounds: what is kept of drills, an answer at a time, so that the next round can begin with what was missed."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.scene import Scene
from state.content.drill import Drill, Item
from state.progress.drills import Round, coming
from state.records.tables import DrillRound
from state.records.unit import Unit

LOOKED_BACK = 1000  # rounds, more than a person does in years


def rounds_of(unit: Unit, user_id: str) -> list[Round]:
    """A trainee's last rounds, oldest first, at the times of this machine's clock, whose days count."""
    return [
        Round(
            at=row.updated_at.astimezone(),
            drill=row.drill,
            items=row.items,
            answered=row.answered,
            right=row.correct,
            answers=[(answer["item"], answer["right"]) for answer in row.answers],
        )
        for row in reversed(unit.drill_rounds(user_id, LOOKED_BACK))
    ]


def order_of(drill: Drill, shuffled: Sequence[int], rounds: Sequence[Round]) -> list[int]:
    """The places of a drill's items in the order in which they are to be asked, each item once.

    shuffled: all places, as those of equal rank are to follow each other. rounds: of this drill, oldest first.
    """
    places = {drill.items[place].key: place for place in shuffled}
    return [places[key] for key in coming(list(places), rounds)]


def keep(scene: Scene, dialog: Mapping[str, Any], drill: Drill, item: Item, right: bool) -> int:
    """Keep an answer in the transaction in which it is taken. Returns the number of its round, which begins with one.

    dialog: after the answer, so that what is kept is what is told.
    """
    unit, number = scene.unit, dialog.get("round")
    answer = {"item": item.key, "right": right}
    row = unit.drill_round(scene.user.id, number) if number is not None else None
    if row is not None:
        row.answered, row.correct, row.updated_at = dialog["at"], dialog["right"], scene.now
        row.answers = [*row.answers, answer]
        return row.number
    last = unit.drill_rounds(scene.user.id, limit=1)
    row = DrillRound(
        user_id=scene.user.id,
        number=last[0].number + 1 if last else 1,
        drill=dialog["drill"],
        content_version=drill.version,
        lang=drill.lang,
        items=len(dialog["order"]),
        answered=dialog["at"],
        correct=dialog["right"],
        answers=[answer],
        started_at=scene.now,
        updated_at=scene.now,
    )
    unit.add(row)
    return row.number
