"""Questions: what trainees say, with what it should match; by it matching with a scenario is measured."""

from typing import Annotated

from pydantic import Field

from state.content.terms import Entry, Id


class Question(Entry):
    """What a trainee says to ask for a fact. also: other facts that answer it as well."""

    says: Annotated[str, Field(min_length=1)]
    fact: Id
    also: tuple[Id, ...] = ()


class Statement(Entry):
    """What a trainee says to give an answer."""

    says: Annotated[str, Field(min_length=1)]
    answer: Id


class Questions(Entry):
    """What trainees say to one customer.

    near_misses: what is close to a fact or answer in its words and is none. nothing: other things that are said there.
    """

    questions: tuple[Question, ...]
    answers: tuple[Statement, ...]
    near_misses: tuple[str, ...]
    nothing: tuple[str, ...]
