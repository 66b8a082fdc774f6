"""Personas: the four types of people, how each feels about what is said, what each can bear (基础篇 八 5)."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from state.content.terms import Effect, Entry, Lang, Move, Percent, PersonaKind, Place, Text


class Start(Entry):
    """The meters with which a talk begins."""

    trust: Percent
    """一开始信任多少。
    Trust at the start."""
    patience: Percent
    """一开始耐心多少；到 0 就不谈了。
    Patience at the start; at 0 the talk is broken off."""
    interest: Percent
    """一开始兴趣多少。
    Interest at the start."""


class Length(Entry):
    """The length of reply that the persona bears: characters in zh, words in en, punctuation not counted."""

    short: Annotated[int, Field(ge=0, le=200)]
    """少于这么多字，等于没说。中文数字数，英文数词，不算标点。
    Below this a reply tells it too little: characters in zh, words in en, punctuation not counted."""
    long: Annotated[int, Field(ge=5, le=600)]
    """多于这么多字，就不耐烦了。
    Above this it loses patience."""


class Fit(Entry):
    """What the method for this type asks for, in moves."""

    suits: tuple[Move, ...]
    """对这类人管用的话步，多给分。
    Moves that are worth more to this type."""
    jars: tuple[Move, ...]
    """这类人不吃的话步，少给分。
    Moves that are worth less."""
    because: Mapping[Move, Text] = {}
    """这个话步为什么管用、为什么不吃，一句话，写在成绩单上。
    Why one of these moves suits or jars, in a short sentence for the score card."""


class Persona(Entry):
    """A type of customer: starting meters, what each move does to them, length borne, pace and fallback lines."""

    id: PersonaKind
    """哪种性格，和文件名一样。
    Which type; the same as the file's name."""
    name: Text
    """叫什么。
    What it is called."""
    section: str
    """手册里的出处。
    Where the handbook has it."""
    about: Text
    """这是什么样的人。
    What such a person is like."""
    method: Text
    """手册说该怎么对付。
    How the handbook would meet him."""
    start: Start
    """一开始的信任、耐心、兴趣。
    The meters with which a talk begins."""
    effects: Mapping[Move, Effect]
    """学员每个话步让三样各加减几分。
    What each move does to the meters."""
    length: Mapping[Lang, Length]
    """受得了多长的话，中英文各写一份。
    The length of reply that it bears, for each language."""
    fit: Fit
    """哪些话步合他的胃口，哪些不合。
    Which moves suit this type and which jar."""
    pace: Annotated[float, Field(gt=0, le=60)]
    """每秒打几个字（英文按半个词算），决定两条消息之间停多久。
    Characters (zh) or half-words (en) that it types a second; sets the pauses between bubbles."""
    thinks: Annotated[float, Field(ge=0, le=5)] = 0.8
    """看完学员的话，开口之前想几秒。
    Seconds for which it thinks before it answers a reply that it has read."""
    lines: Mapping[Lang, tuple[Place, ...]]
    """各种情形下这类人常说的话，场景里没有更合适的才用。
    Fallbacks for the common places, used where a scenario has nothing more fitting."""
