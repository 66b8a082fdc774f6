"""Drills: short exercises besides whole talks, a question and an answer at a time."""

import hashlib
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
    """One thing to answer."""

    shows: Words
    """学员看到的题目。
    What the trainee reads."""
    why: Words
    """为什么，答完给学员看。
    The reason, shown afterwards."""
    answer: str | None = None
    """正确的选项；只有选择题才写。
    The right one of the options; only where there are any."""
    better: Words | None = None
    """答完还给看的：更好的说法，或者同一个问题反过来问。
    Shown afterwards too: a better reply, or the same question the other way round."""
    model: Words | None = None
    """好的说法；自己说的题才写。
    A good reply; only where the answer is said in one's own words."""
    bad: Words | None = None
    """不好的说法；自己说的题才写。
    A bad reply; only where the answer is said in one's own words."""
    listener: Role | None = None
    """对谁说，好看说的好处是不是他关心的。
    Who is spoken to, so that a benefit can be measured by what this listener cares for."""

    @property
    def key(self) -> str:
        """12 hex digits by which it is known again, wherever it stands in its drill and however it is explained."""
        return _digest(f"{self.listener or ''}\n{self.shows}")


class Drill(Entry):
    """A drill of one kind in one language."""

    title: Words
    """叫什么。
    What it is called."""
    lang: Lang
    """哪种语言。
    Its language."""
    kind: DrillKind
    """练什么。
    What is practised."""
    section: str
    """手册里的出处。
    Where the handbook has it."""
    intro: Words
    """怎么做，一两句话。
    What to do, in a sentence or two."""
    items: Annotated[tuple[Item, ...], Field(min_length=10, max_length=100)]
    """题目；一轮抽十道。
    What is asked; a round takes ten of them."""

    @property
    def options(self) -> tuple[str, ...]:
        """What there is to choose from; empty where the answer is said in one's own words."""
        return OPTIONS[self.kind]

    @property
    def version(self) -> str:
        """12 hex digits that change with anything that is written in it, not with how the file is laid out."""
        return _digest(self.model_dump_json(exclude_defaults=True))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
