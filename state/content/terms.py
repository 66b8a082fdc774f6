"""Terms: the closed lists of names that code, YAML and texts share, and the small types made of them."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Lang = Literal["zh", "en"]

Move = Literal[
    "courtesy", "acknowledge", "restate",
    "open_question", "closed_question", "isolate", "map_decision",
    "feature", "advantage", "benefit", "evidence", "solution", "reassure", "expert_advice", "go_informal", "advance",
    "argue", "concede", "overpromise", "disparage", "pressure", "dismiss", "improper",
    "other",
]  # fmt: skip
"""One thing that a reply does (a dialogue act), as `scenarios/moves.yaml` explains each."""

MOVES: tuple[Move, ...] = get_args(Move)

Mistake = Literal["argue", "concede", "overpromise", "disparage", "pressure", "dismiss", "improper"]
MISTAKES: frozenset[Move] = frozenset(get_args(Mistake))
Unearned = Literal["repeated", "copied", "heaped"]
"""Why words earn nothing: they were said before, stand in a model reply that was shown, or are a list of everything."""

QUESTIONS: frozenset[Move] = frozenset(("open_question", "closed_question", "isolate", "map_decision"))
ANSWERING: frozenset[Move] = frozenset(
    ("feature", "advantage", "benefit", "evidence", "solution", "reassure", "expert_advice")
)

Form = Literal[
    "repair", "quote", "small_talk", "own_words",
    "why", "either_or", "who", "when", "how_much", "yes_no",
    "broad",
]  # fmt: skip
"""What a reply asks for, or sets right.

repair: says what was not meant ("I asked about the other one"). quote: holds a figure against what the customer said.
small_talk: asks about the weather, the tea, the family. own_words: asks about the words that the customer used last.
why, …, yes_no: what would answer the last question that tells. broad: asks for a view, or to be told more.
"""

KINDS: tuple[Form, ...] = ("why", "either_or", "who", "when", "how_much", "yes_no")
"""What would answer a question; of several, the first that its words show."""

ObjectionKind = Literal["price", "capability", "false", "genuine", "hidden"]
PersonaKind = Literal["controlling", "analytical", "expressive", "amiable"]
Role = Literal["user", "production", "purchasing", "management", "owner"]
"""Who listens (提高篇 九 4): whoever uses it, runs production, buys, runs the business or owns it."""
Outcome = Literal["agreed", "deferred", "lost", "left"]
"""`left`: the trainee broke the talk off; the other three are states that the customer ends in."""
Mode = Literal["practice", "exam"]
"""How a talk is held. `exam`: without help or a second try, and the same for everybody."""
Stage = Literal["opening", "exchange", "conclusion"]
Trait = Literal["real", "able", "growing"]
"""What a trainee judges of a customer in the end (基础篇 八 3): 真实, 有效, 有增长潜力."""
StepId = Literal["a", "b", "c", "d", "e", "f", "g"]

OBJECTIONS: tuple[ObjectionKind, ...] = get_args(ObjectionKind)
PERSONAS: tuple[PersonaKind, ...] = get_args(PersonaKind)
TRAITS: tuple[Trait, ...] = get_args(Trait)

HAPPENINGS = ("silence", "interrupt", "exhausted", "timeout", "fact", "answer", "any")
"""Triggers beside the moves: nothing was said; the trainee cut in; patience is gone; the customer's time is up;
any fact came out; any answer to the real concern was given; whatever was said."""

TOPICS = (
    "excuse", "confide", "guarded", "told_already", "answered_already", "too_long", "repeated",
    "unknown", "why", "either_or", "who", "when", "how_much", "yes_no", "own_words", "small_talk", "other_language",
    "repair", "misquoted", "confirmed",
)  # fmt: skip
"""What the customer can have to say beside its answer to a move.

excuse: the next surface objection. confide: the real concern. guarded: to a question that it does not trust the trainee
with yet. told_already: to one that it has answered. answered_already: to an answer it has heard. too_long: to a reply
longer than it bears. repeated: to the same words again.
To a question that matches no fact: unknown, or by what would answer it: why, either_or, who, when, how_much, yes_no;
own_words: it asks about what the customer said last; small_talk: about the weather, the tea, the family;
other_language: it is not in the customer's language.
repair: to a reply that sets a misunderstanding right. misquoted, confirmed: to figures that are held against it.
"""

COMPANY = ("to", "won", "left_out")
"""What can be said of one of several people, before a colon and their id: addressed by name; has just heard something
to their own benefit; has heard nothing of the kind when it comes to weighing."""


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""An identifier: English, lower case, digits and `_`, at most 40 characters."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
"""Text that a person reads."""

Percent = Annotated[int, Field(ge=0, le=100)]

Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_many), Field(min_length=1)]
"""One name or a list of names."""


class Entry(BaseModel):
    """The base of everything read from YAML: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(Entry):
    """The same thing said in Chinese and in English."""

    zh: Words
    en: Words

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


def _bubbles(value: Any) -> Any:
    """Let an author write one bubble as a string and a burst as a list of strings."""
    if isinstance(value, str):
        return ((value,),)
    if isinstance(value, list | tuple):
        return tuple((item,) if isinstance(item, str) else item for item in value)
    return value


Burst = tuple[Words, ...]
Lines = Annotated[tuple[Burst, ...], BeforeValidator(_bubbles), Field(min_length=1)]
"""Alternatives, one of which is said; each is one bubble (a string) or a burst of several (a list of strings)."""


class Effect(Entry):
    """What a move does to the customer's meters, in points of 0–100 (negative: it costs)."""

    trust: Annotated[int, Field(ge=-100, le=100)] = 0
    patience: Annotated[int, Field(ge=-100, le=100)] = 0
    interest: Annotated[int, Field(ge=-100, le=100)] = 0


class Guards(Entry):
    """Conditions on a transition or a line, all of which must hold. Each is a function in `state.dialogue.guards`.

    trust, patience, interest: the meter is at least this, 0–100.
    trust_below, patience_below, interest_below: the meter is under this, 0–100.
    learnt: at least so many key facts (`key: true`) have been told.
    told: all of these facts have been told.
    answered: at least so many different answers to the real concern have been given.
    met: whether the real concern has been met, that is as many answers given as the scenario's `concern.enough`, and
        where there are several people, something to the benefit of each.
    won: all of these people have heard something to their own benefit.
    left_out: whether anybody of several people has heard nothing of the kind yet.
    made: all of these moves have been made in the talk so far, this reply included.
    now: all of these moves are made in this very reply.
    again: all of these moves had been made before this reply.
    only: this reply makes no other moves than these.
    isolated: whether the trainee has tested, in this reply or before, if the stated objection is the only one.
    excuses_left: whether the customer has a surface objection that was not raised yet.
    turns: at least so many replies were made, this one included.
    """

    trust: Percent | None = None
    patience: Percent | None = None
    interest: Percent | None = None
    trust_below: Percent | None = None
    patience_below: Percent | None = None
    interest_below: Percent | None = None
    learnt: Annotated[int, Field(ge=1, le=40)] | None = None
    told: Names | None = None
    answered: Annotated[int, Field(ge=1, le=40)] | None = None
    met: bool | None = None
    won: Names | None = None
    left_out: bool | None = None
    made: Annotated[tuple[Move, ...], BeforeValidator(_one_or_many), Field(min_length=1)] | None = None
    now: Annotated[tuple[Move, ...], BeforeValidator(_one_or_many), Field(min_length=1)] | None = None
    again: Annotated[tuple[Move, ...], BeforeValidator(_one_or_many), Field(min_length=1)] | None = None
    only: Annotated[tuple[Move, ...], BeforeValidator(_one_or_many), Field(min_length=1)] | None = None
    isolated: bool | None = None
    excuses_left: bool | None = None
    turns: Annotated[int, Field(ge=1, le=100)] | None = None

    def given(self) -> dict[str, Any]:
        """The conditions that the author wrote, by name."""
        return {name: value for name, value in self if value is not None}


class Place(Entry):
    """Lines for one place in a talk. Of the places that fit, those with the most conditions speak.

    in: the states it is for; left out, all.
    on: what was just done, any one of these: moves, happenings (`fact`, `silence`, …), `fact:ID`, `answer:ID`,
        or what a transition `raises`; left out, whatever it was. Where there are several people also `to:ID` (this
        one was addressed by name), `won:ID` (has just heard something to their own benefit) and `left_out:ID` (it has
        come to weighing, and has heard nothing of the kind).
    when: conditions on meters and on what was learnt.
    by: who of several people says it; left out, the main speaker.
    say: the alternatives.
    """

    in_: Annotated[Names | None, Field(alias="in")] = None
    on: Names | None = None
    when: Guards = Guards()
    by: Id | None = None
    say: Lines
