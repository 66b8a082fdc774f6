"""Labelled examples: replies with the moves they make, from which the reader learns (or by which it is measured)."""

from typing import Annotated

from pydantic import Field

from state.content.terms import Entry, Id, Lang, Move, ObjectionKind, PersonaKind


class LabelledReply(Entry):
    """A reply, what the customer had said before it, and the moves it makes (`other` alone)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+-[0-9]{3,4}$")]
    persona: PersonaKind
    objection: ObjectionKind
    customer: str
    reply: Annotated[str, Field(min_length=1)]
    moves: Annotated[tuple[Move, ...], Field(min_length=1)]


class Examples(Entry):
    """All labelled replies of one author: one voice, in one language."""

    author: Id
    lang: Lang
    replies: Annotated[tuple[LabelledReply, ...], Field(min_length=1)]
