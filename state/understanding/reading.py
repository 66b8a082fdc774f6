"""Readings: what one reply did, as far as its words show."""

from collections.abc import Mapping
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field

from state.content.scenario import Scenario
from state.content.terms import MISTAKES, Form, Lang, Move

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
Span = tuple[int, int]


class Match(BaseModel):
    """A fact that was asked for, or an answer that was given: its id, how sure (0–1), and the words.

    doubtful: the words are few, and would ask for another fact nearly as well.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    confidence: Confidence
    span: Span
    doubtful: bool = False


class Spoken(BaseModel):
    """How a reply sounded that was said aloud (基础篇 五 3.3, 4.2).

    seconds: how long it took. pace: characters (zh) or words (en) a minute; None where it is too short to tell.
    fillers: the sounds and words in it that fill a pause, as they were said.
    """

    model_config = ConfigDict(frozen=True)

    seconds: Annotated[float, Field(ge=0)]
    pace: Annotated[float, Field(ge=0)] | None = None
    fillers: tuple[str, ...] = ()


class Reading(BaseModel):
    """What one reply did, as far as its words show (moves.md).

    moves: label -> confidence, 0.0–1.0, those at or above the label's threshold, surest first; never empty
        (`other` alone if nothing else).
    spans: label -> (start, end) in code points of the reply, end exclusive: the words that a score card quotes.
    asked: facts of the scenario that the reply asks for. nearby: where it asks for none of them, the one that comes
        nearest to what it asks. answers: answers to the real concern that it gives.
    surface: surface objections that it answers.
    forms: what kind of answer it wants, and whether it sets a misunderstanding right; the most particular first.
    length: characters in zh, words in en, punctuation not counted.
    lang: the language of the reply itself.
    spoken: how it sounded; None for a reply that was typed.
    """

    model_config = ConfigDict(frozen=True)

    moves: Mapping[Move, Confidence]
    spans: Mapping[Move, Span] = {}
    asked: tuple[Match, ...] = ()
    nearby: Match | None = None
    answers: tuple[Match, ...] = ()
    surface: tuple[Match, ...] = ()
    forms: tuple[Form, ...] = ()
    length: int = 0
    lang: Lang = "zh"
    spoken: Spoken | None = None

    @property
    def mistakes(self) -> frozenset[Move]:
        """The mistakes among the moves."""
        return frozenset(self.moves) & MISTAKES


class Reader(Protocol):
    """Reads a reply. One reader serves all talks and may be called from any thread."""

    @property
    def version(self) -> str:
        """What tells this reader's judgement from that of another: kept beside what it read."""
        ...

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        """Read a reply in the light of what the customer said before; with a scenario, match its facts and answers."""
        ...
