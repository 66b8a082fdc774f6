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
Hitch = Literal["bad_line", "waited", "complaint"]
"""What comes up in a call that is no objection: a bad line, a customer who had to wait, a complaint (基础篇 五 4.2)."""
Unearned = Literal["repeated", "copied", "heaped"]
"""Why words earn nothing: they were said before, stand in a model reply that was shown, or are a list of everything."""

QUESTIONS: frozenset[Move] = frozenset(("open_question", "closed_question", "isolate", "map_decision"))
ANSWERING: frozenset[Move] = frozenset(
    ("feature", "advantage", "benefit", "evidence", "solution", "reassure", "expert_advice")
)

Form = Literal[
    "repair", "quote", "small_talk", "own_words",
    "why", "either_or", "who", "when", "how_much", "yes_no",
    "broad", "further",
]  # fmt: skip
"""What a reply asks for, or sets right.

repair: says what was not meant ("I asked about the other one"). quote: holds a figure against what the customer said.
small_talk: asks about the weather, the tea, the family. own_words: asks about the words that the customer used last.
why, …, yes_no: what would answer the last question that tells. broad: asks for a view, or to be told more.
further: points back to what the customer said last, or is too short to have a subject of its own.
"""

Pursuit = Literal["own_words", "why", "either_or", "who", "when", "how_much", "yes_no"]
"""The forms of a question that a follow-up can be for."""

KINDS: tuple[Form, ...] = ("why", "who", "when", "how_much", "either_or", "yes_no")
"""What would answer a question; of several, the first that its words show."""

Usual = Literal[
    "convince", "change_needed", "compared", "done_today", "hardest_part", "requirement", "how_often",
    "yearly_cost", "last_time", "who_noticed", "tried", "boss_view", "operators_view", "hands", "present_kit",
    "shifts", "volume", "deadline", "why_now", "do_nothing", "budget", "who_agrees", "decision", "others_asked",
    "others_said", "like_theirs", "like_ours", "bothers", "matters", "bought_before", "let_down", "makes",
    "business", "new_work", "see_floor", "own_parts", "written_down", "figure_source", "measured", "scrap",
    "repairs", "years_in_job", "past_job", "weekend", "time_saved", "ring_when", "how_many_wanted", "training",
    "payment", "in_writing", "success", "bring", "time_today", "at_trial", "why_failed", "found_us", "promised",
    "room", "cost_of_failure", "sellers", "reports_to", "worst_case", "own_day", "headcount", "after_this",
]  # fmt: skip
"""What any seller asks any customer, whatever is sold. In what words is in `state/content/usual.*.txt`."""
USUAL: tuple[Usual, ...] = get_args(Usual)

ObjectionKind = Literal["price", "capability", "false", "genuine", "hidden"]
PersonaKind = Literal["controlling", "analytical", "expressive", "amiable"]
Role = Literal["user", "production", "purchasing", "management", "owner"]
"""Who listens (提高篇 九 4): whoever uses it, runs production, buys, runs the business or owns it."""
Sold = Literal["machines", "tooling", "service", "automation", "equipment"]
"""What is sold: machine tools, tooling and workholding, service with refits and processes, automation with software,
or other equipment."""
Outcome = Literal["agreed", "deferred", "lost", "left"]
"""`left`: the trainee broke the talk off; the other three are states that the customer ends in."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Mode = Literal["practice", "exam"]
"""How a talk is held. `exam`: without help or a second try, and the same for everybody."""
Task = Literal["customer", "drill", "goal", "certificate"]
"""What a coach asks somebody to practise."""
Stage = Literal["opening", "exchange", "conclusion"]
Trait = Literal["real", "able", "growing"]
"""What a trainee judges of a customer in the end (基础篇 八 3): 真实, 有效, 有增长潜力."""
StepId = Literal["a", "b", "c", "d", "e", "f", "g"]

OBJECTIONS: tuple[ObjectionKind, ...] = get_args(ObjectionKind)
PERSONAS: tuple[PersonaKind, ...] = get_args(PersonaKind)
TRAITS: tuple[Trait, ...] = get_args(Trait)

HAPPENINGS = ("silence", "interrupt", "exhausted", "timeout", "fact", "answer", "second", "any")
"""Triggers beside the moves: nothing was said; the trainee cut in; patience is gone; the customer's time is up;
any fact came out; any answer to the real concern was given; the second objection was met; whatever was said."""

TOPICS = (
    "excuse", "confide", "guarded", "told_already", "answered_already", "too_long", "repeated",
    "nearby", "unknown", "why", "either_or", "who", "when", "how_much", "yes_no", "own_words", "small_talk",
    "other_language", "repair", "misquoted", "corrected", "confirmed",
)  # fmt: skip
"""What the customer can have to say beside its answer to a move.

excuse: the next surface objection. confide: the real concern. guarded: to a question that it does not trust the trainee
with yet. told_already: to one that it has answered. answered_already: to an answer it has heard. too_long: to a reply
longer than it bears. repeated: to the same words again.
To a question that may not mean the fact that it matches: nearby, with the fact, for which `{fact}` stands.
To one that matches no fact: nearby, with the one that comes nearest to it; unknown, or by what would answer it: why,
either_or, who, when, how_much, yes_no;
own_words: it asks about what the customer said last; small_talk: about the weather, the tea, the family;
other_language: it is not in the customer's language.
repair: to a reply that sets a misunderstanding right. misquoted, confirmed: to figures that are held against it.
corrected: to one that it has told otherwise; `{figure}` stands for what it told.
"""

FIGURE = "{figure}"
"""The slot of a line `on: corrected`."""
FACT = "{fact}"
"""The slot of a line `on: nearby`, at its end."""

COMPANY = ("to", "won", "left_out")
"""What can be said of one of several people, before a colon and their id: addressed by name; has just heard something
to their own benefit; has heard nothing of the kind when it comes to weighing."""


def one_or_many(value: Any) -> Any:
    """Let an author write one name for a list of one."""
    return (value,) if isinstance(value, str) else value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""An identifier: English, lower case, digits and `_`, at most 40 characters."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
"""Text that a person reads."""

Percent = Annotated[int, Field(ge=0, le=100)]

Names = Annotated[tuple[str, ...], BeforeValidator(one_or_many), Field(min_length=1)]
"""One name or a list of names."""


class Entry(BaseModel):
    """The base of everything read from YAML: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True)


class Text(Entry):
    """The same thing said in Chinese and in English."""

    zh: Words
    """中文的说法。
    In Chinese."""
    en: Words
    """英文的说法。
    In English."""

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
    """信任加几分，负数是减。
    Points of trust; negative: it costs trust."""
    patience: Annotated[int, Field(ge=-100, le=100)] = 0
    """耐心加几分，负数是减。
    Points of patience; negative: it costs patience."""
    interest: Annotated[int, Field(ge=-100, le=100)] = 0
    """兴趣加几分，负数是减。
    Points of interest; negative: it costs interest."""


class Guards(Entry):
    """Conditions on a transition or a line, all of which must hold. Each is a function in `state.dialogue.guards`."""

    trust: Percent | None = None
    """信任不低于这个数。
    Trust is at least this."""
    patience: Percent | None = None
    """耐心不低于这个数。
    Patience is at least this."""
    interest: Percent | None = None
    """兴趣不低于这个数。
    Interest is at least this."""
    trust_below: Percent | None = None
    """信任低于这个数。
    Trust is under this."""
    patience_below: Percent | None = None
    """耐心低于这个数。
    Patience is under this."""
    interest_below: Percent | None = None
    """兴趣低于这个数。
    Interest is under this."""
    learnt: Annotated[int, Field(ge=1, le=40)] | None = None
    """关键事实（`key: true`）至少问出了几条。
    At least so many key facts (`key: true`) have been told."""
    told: Names | None = None
    """这些事实都已经告诉过对方，写事实的 `id`。
    All of these facts, by their `id`, have been told."""
    answered: Annotated[int, Field(ge=1, le=40)] | None = None
    """真正的顾虑至少答上了几条，各不相同。
    At least so many different answers to the real concern have been given."""
    met: bool | None = None
    """真正的顾虑解开了没有：答上的条数够不够 `concern.enough`；一屋子几个人时，还要每个人都听到对自己有好处的话。
    Whether the real concern has been met, that is as many answers given as `concern.enough` says, and where there are
    several people, something to the benefit of each."""
    won: Names | None = None
    """这几个人都听到了对自己有好处的话。
    All of these people have heard something to their own benefit."""
    left_out: bool | None = None
    """一屋子几个人里，还有没有谁没听到对自己有好处的话。
    Whether anybody of several people has heard nothing of the kind yet."""
    made: Annotated[tuple[Move, ...], BeforeValidator(one_or_many), Field(min_length=1)] | None = None
    """这场谈话里这些话步都用过，这一句也算。
    All of these moves have been made in the talk so far, this reply included."""
    now: Annotated[tuple[Move, ...], BeforeValidator(one_or_many), Field(min_length=1)] | None = None
    """这一句里就有这些话步。
    All of these moves are made in this very reply."""
    again: Annotated[tuple[Move, ...], BeforeValidator(one_or_many), Field(min_length=1)] | None = None
    """在这一句之前就用过这些话步。
    All of these moves had been made before this reply."""
    only: Annotated[tuple[Move, ...], BeforeValidator(one_or_many), Field(min_length=1)] | None = None
    """这一句里除了这些话步没有别的。
    This reply makes no other moves than these."""
    isolated: bool | None = None
    """学员有没有试探过“除此之外还有没有别的”，这一句也算。
    Whether the trainee has tested, in this reply or before, if the stated objection is the only one."""
    excuses_left: bool | None = None
    """客户还有没有没说出来的表面异议。
    Whether the customer has a surface objection that was not raised yet."""
    second_left: bool | None = None
    """点头之前还要提的那件事（`second`），是不是还没提、也还没答。
    Whether the customer has a second objection (`second`) that was neither raised nor met yet."""
    second_open: bool | None = None
    """那件事是不是提了还没答上。
    Whether the second objection was raised and is not met yet."""
    turns: Annotated[int, Field(ge=1, le=100)] | None = None
    """学员至少说了几句，这一句也算。
    At least so many replies were made, this one included."""

    def given(self) -> dict[str, Any]:
        """The conditions that the author wrote, by name."""
        return {name: value for name, value in self if value is not None}


class Place(Entry):
    """Lines for one place in a talk. Of the places that fit, those with the most conditions speak."""

    in_: Annotated[Names | None, Field(alias="in")] = None
    """在哪些状态下说；不写就是随时。
    The states it is for; left out, all."""
    on: Names | None = None
    """接着什么说，有一样就行：话步、`silence` 这类情形、`why` 这类没有事实可答的问法、`fact:ID`、`answer:ID`，
    或转移的 `raises`；一屋子几个人时还有 `to:ID`（点了他的名）、`won:ID`（刚听到对他有好处的话）、
    `left_out:ID`（到了权衡，还没人跟他讲过）。不写就是不论什么。
    What was just done, any one of these: moves, happenings (`silence`, …), what a question that no fact answers asks
    for (`why`, …), `fact:ID`, `answer:ID`, or what a transition `raises`. Where there are several people also `to:ID`
    (was addressed by name), `won:ID` (has just heard something to their own benefit) and `left_out:ID` (it has come to
    weighing, and has heard nothing of the kind). Left out, whatever it was."""
    when: Guards = Guards()
    """还要满足的条件：信任、耐心、兴趣，问出了什么，答上了什么。
    Conditions on meters and on what was learnt."""
    by: Id | None = None
    """一屋子几个人时由谁来说；不写就是主谈的那位。
    Who of several people says it; left out, the main speaker."""
    say: Lines
    """说什么。写几种说法，轮着用，用完才重复。
    What is said: alternatives, none of which comes again before all were used."""
