"""Personas: the four types of people, how each feels about what is said, what each can bear (基础篇 八 5)."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from state.content.terms import Effect, Entry, Lang, Move, Percent, PersonaKind, Place, Text


class Start(Entry):
    """The meters with which a talk begins, 0–100 each."""

    trust: Percent
    patience: Percent
    interest: Percent


class Length(Entry):
    """The length of reply that the persona bears: characters in zh, words in en, punctuation not counted.

    short: below this a reply tells it too little; long: above this it loses patience.
    """

    short: Annotated[int, Field(ge=0, le=200)]
    long: Annotated[int, Field(ge=5, le=600)]


class Fit(Entry):
    """What the method for this type asks for, in moves: `suits` is worth more to it, `jars` less.

    because: why one of these moves suits or jars, in a short sentence for the score card.
    """

    suits: tuple[Move, ...]
    jars: tuple[Move, ...]
    because: Mapping[Move, Text] = {}


class Persona(Entry):
    """A type of customer: starting meters, what each move does to them, length borne, pace and fallback lines.

    pace: characters (zh) or half-words (en) that it types a second; sets the pauses between bubbles.
    lines: fallbacks for the common places, used where a scenario has nothing more fitting.
    """

    id: PersonaKind
    name: Text
    section: str
    about: Text
    method: Text
    start: Start
    effects: Mapping[Move, Effect]
    length: Mapping[Lang, Length]
    fit: Fit
    pace: Annotated[float, Field(gt=0, le=60)]
    lines: Mapping[Lang, tuple[Place, ...]]
