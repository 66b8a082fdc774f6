"""Labelled examples: replies with the moves they make, from which the reader learns (or by which it is measured)."""

from typing import Annotated

from pydantic import Field

from state.content.terms import Entry, Id, Lang, Move, ObjectionKind, PersonaKind


class LabelledReply(Entry):
    """A reply, what the customer had said before it, and the moves it makes (`other` alone)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+-[0-9]{3,4}$")]
    """标识：作者、横线、三四位数字。
    The author, a hyphen and three or four digits."""
    persona: PersonaKind
    """对着哪种性格说的。
    The type of customer it was said to."""
    objection: ObjectionKind
    """对着哪类异议说的。
    The kind of objection it was said to."""
    customer: str
    """客户前面说了什么。
    What the customer had said before it."""
    reply: Annotated[str, Field(min_length=1)]
    """学员说的话。
    What the trainee says."""
    moves: Annotated[tuple[Move, ...], Field(min_length=1)]
    """用了哪些话步；`other` 只能单独写。
    The moves it makes; `other` stands alone."""
    settled: bool = False
    """第二个人看过，标得没错：`duilian check --meaning` 不再提它。
    A second reader has looked at it and the moves stand: `duilian check --meaning` says nothing of it any more."""


class Examples(Entry):
    """All labelled replies of one author: one voice, in one language."""

    author: Id
    """谁写的，一人一份。
    Who wrote them; a file holds one voice."""
    lang: Lang
    """哪种语言。
    The language."""
    replies: Annotated[tuple[LabelledReply, ...], Field(min_length=1)]
    """标好了的话。
    The labelled replies."""
