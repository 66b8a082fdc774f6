"""Drills: short exercises besides whole talks, a question and an answer at a time."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field

from state.content.terms import OBJECTIONS, PERSONAS, Entry, Lang, Role, Words

DrillKind = Literal["objection_kind", "customer_type", "fault", "open_closed", "isolate", "fab"]
Fault = Literal["exaggerating", "rambling", "everything", "canned"]
"""What spoils a talk about the product (提高篇 九 3): 夸大, 啰嗦, 面面俱到, 千篇一律."""
Opening = Literal["open", "closed"]

OPTIONS: Mapping[DrillKind, tuple[str, ...]] = {
    "objection_kind": OBJECTIONS,
    "customer_type": PERSONAS,
    "fault": get_args(Fault),
    "open_closed": get_args(Opening),
    "isolate": (),
    "fab": (),
}
"""What there is to choose from; where there is nothing, the answer is said in one's own words."""


class Item(Entry):
    """One thing to answer. shows: what the trainee reads.

    answer: the right one of the options; only where there are any. why: the reason, shown afterwards.
    better: said afterwards too: a better reply, or the same question the other way round.
    model, bad: a good and a bad reply; only where the answer is said in one's own words.
    listener: who is spoken to, so that a benefit can be measured by what this listener cares for.
    """

    shows: Words
    why: Words
    answer: str | None = None
    better: Words | None = None
    model: Words | None = None
    bad: Words | None = None
    listener: Role | None = None


class Drill(Entry):
    """A drill of one kind in one language. section: of the handbook. intro: what to do, in a sentence or two."""

    title: Words
    lang: Lang
    kind: DrillKind
    section: str
    intro: Words
    items: Annotated[tuple[Item, ...], Field(min_length=10, max_length=100)]

    @property
    def options(self) -> tuple[str, ...]:
        """What there is to choose from; empty where the answer is said in one's own words."""
        return OPTIONS[self.kind]
