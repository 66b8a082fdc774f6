"""Snapshots: all that a talk has become so far, as small frozen values that can be stored and rebuilt."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from state.content.objection import Transition
from state.content.terms import Hitch, Move, Outcome, Percent
from state.understanding.reading import Reading


class Value(BaseModel):
    """A frozen value that goes into the records as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Meters(Value):
    """What the customer feels, 0–100 each: trust in the trainee, patience left, interest in the offer."""

    trust: Percent
    patience: Percent
    interest: Percent


Happened = Literal[
    "Moved", "FactTold", "FactGuarded", "FactRepeated", "FactVolunteered", "FollowedUp", "QuestionMissed",
    "ConcernEased", "ConcernMet", "AnswerRepeated", "ExcuseRaised", "ExcuseAnswered", "Confided", "DiscountInvited",
    "SecondRaised", "SecondMet", "IncidentArose", "IncidentMet",
    "Interrupted", "Repeated", "TooLong", "TooShort", "Interrogated", "Overlooked", "Ended",
]  # fmt: skip


Standing = Literal["waiting", "raised", "taken_up", "met"]
"""How a second objection stands: not raised yet; raised; raised and accepted, restated or tested; met."""


class Event(Value):
    """Something that happened in a turn.

    about: an id (fact, answer, surface), a move, a hitch, `source>dest`, or a cause.
    """

    happened: Happened
    about: str = ""


class Heard(Value):
    """A reply as the customer hears it. interrupted: it came in before the customer had finished."""

    reply: str
    reading: Reading
    interrupted: bool = False


class Say(Value):
    """One bubble. pause: seconds that a person would take before it is sent, at pace 1.

    by: the name of who says it, where several people are there.
    """

    text: str
    pause: Annotated[float, Field(ge=0, le=30)] = 0.0
    by: str | None = None

    @property
    def line(self) -> str:
        """The bubble as a chat shows it: with the name of who says it, where several people are there."""
        if self.by is None:
            return self.text
        # What follows a name in Chinese characters is a Chinese colon.
        return f"{self.by}：{self.text}" if "\u4e00" <= self.by[-1] <= "\u9fff" else f"{self.by}: {self.text}"


class Snapshot(Value):
    """A talk after some turns; small (about 1 KiB as JSON) and enough to go on from.

    turn: replies heard. made: move -> replies that made it and were not let pass.
    excuses: surface objections that were raised, or answered before they could be.
    second: how the second objection stands, where the scenario has one.
    incidents: how many incidents of the call came. hitch: the one that came with the customer's last words.
    spoken_of: what the customer told last: facts, a surface objection, `opening`; () where it took up an answer.
    heard, said: digests of the replies and of the lines, so that repetition is noticed and avoided.
    questions: replies in a row, up to the last, that did nothing but ask.
    """

    state: str
    meters: Meters
    seed: int
    turn: int = 0
    told: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    excuses: tuple[str, ...] = ()
    second: Standing = "waiting"
    incidents: int = 0
    hitch: Hitch | None = None
    confided: bool = False
    isolated: bool = False
    made: Mapping[Move, int] = {}
    spoken_of: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    questions: int = 0
    outcome: Outcome | None = None
    at: datetime


class Passage(Value):
    """A transition that was taken: from which state to which (the same if the customer stayed), and by which way."""

    source: str
    dest: str
    way: Transition


class Step(Value):
    """What one reply led to: the talk as it now stands, what the customer says, and what happened.

    path: the transitions that were taken, in order.
    """

    snapshot: Snapshot
    says: tuple[Say, ...]
    events: tuple[Event, ...]
    path: tuple[Passage, ...] = ()


class Turn(Value):
    """One reply with all that surrounds it, as scoring and replaying see it. number: from 1."""

    number: Annotated[int, Field(ge=1)]
    reply: str
    reading: Reading
    interrupted: bool
    state_before: str
    state_after: str
    before: Meters
    after: Meters
    says: tuple[Say, ...]
    events: tuple[Event, ...]
    at: datetime

    def happened(self, kind: Happened) -> bool:
        """Whether such an event happened in this turn."""
        return any(event.happened == kind for event in self.events)


def turn_of(before: Snapshot, heard: Heard, step: Step) -> Turn:
    """Put a step and what led to it together as the turn that is stored."""
    return Turn(
        number=step.snapshot.turn,
        reply=heard.reply,
        reading=heard.reading,
        interrupted=heard.interrupted,
        state_before=before.state,
        state_after=step.snapshot.state,
        before=before.meters,
        after=step.snapshot.meters,
        says=step.says,
        events=step.events,
        at=step.snapshot.at,
    )


def digest_of(text: str) -> str:
    """A short digest of what was said, so that saying it again is noticed (case and spaces aside)."""
    return blake2b("".join(text.casefold().split()).encode(), digest_size=5).hexdigest()
