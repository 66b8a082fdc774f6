"""Meanings: what trainees ask of a customer and answer them, from which the encoder learns what comes to the same."""

from typing import Annotated

from pydantic import Field

from state.content.scenario import Example
from state.content.terms import Entry, Id, Lang, Words


class AskedFact(Entry):
    """A fact: what the customer would tell, and questions that ask for it, in different words."""

    id: Id
    """标识，在这份文件里不重名。
    A name of its own in this file."""
    tells: Words
    """客户会告诉他什么。
    What the customer would tell."""
    asked: Annotated[tuple[Example, ...], Field(min_length=2)]
    """问这件事的话，换着说法。
    Questions that ask for it, in different words."""


class GivenAnswer(Entry):
    """An answer to a concern: statements that give it, in different words."""

    id: Id
    """标识，在这份文件里不重名。
    A name of its own in this file."""
    means: Annotated[tuple[Example, ...], Field(min_length=2)]
    """说出这层意思的话，换着说法。
    Statements that give it, in different words."""


class Meanings(Entry):
    """What is asked and answered in the talks with one customer, who is in no scenario."""

    lang: Lang
    """哪种语言。
    The language."""
    account: Annotated[str, Field(min_length=1, max_length=2000)]
    """客户是谁，卖给他什么，卡在哪儿。
    Who the customer is, what is offered, and what speaks against it."""
    facts: Annotated[tuple[AskedFact, ...], Field(min_length=2)]
    """会问到的事。
    What is asked for."""
    answers: Annotated[tuple[GivenAnswer, ...], Field(min_length=2)]
    """会给的回答。
    What is given in answer."""
    asks_nothing: Annotated[tuple[Example, ...], Field(min_length=1)]
    """没问任何一件事的话，多半和哪一件很像。
    What could be said there that asks for no fact; most of it is near to one."""
    says_nothing: Annotated[tuple[Example, ...], Field(min_length=1)]
    """没给任何一种回答的话，多半和哪一种很像。
    What could be said there that gives no answer; most of it is near to one."""
