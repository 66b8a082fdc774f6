"""Meanings: what trainees ask of a customer and answer them, from which the encoder learns what comes to the same."""

from typing import Annotated

from pydantic import Field

from state.content.scenario import Example
from state.content.terms import Entry, Id, Lang, Words


class AskedFact(Entry):
    """A fact: what the customer would tell, and questions that ask for it, in different words."""

    id: Id
    tells: Words
    asked: Annotated[tuple[Example, ...], Field(min_length=2)]


class GivenAnswer(Entry):
    """An answer to a concern: statements that give it, in different words."""

    id: Id
    means: Annotated[tuple[Example, ...], Field(min_length=2)]


class Meanings(Entry):
    """What is asked and answered in the talks with one customer, who is in no scenario.

    account: who the customer is, what is offered, and what speaks against it.
    asks_nothing, says_nothing: what a trainee could say there that asks for no fact, or gives no answer; most of it is
    near to one.
    """

    lang: Lang
    account: Annotated[str, Field(min_length=1, max_length=2000)]
    facts: Annotated[tuple[AskedFact, ...], Field(min_length=2)]
    answers: Annotated[tuple[GivenAnswer, ...], Field(min_length=2)]
    asks_nothing: Annotated[tuple[Example, ...], Field(min_length=1)]
    says_nothing: Annotated[tuple[Example, ...], Field(min_length=1)]
