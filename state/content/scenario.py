"""Scenarios: one customer with one objection, and everything that this customer can say."""

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated

from pydantic import Field

from state.content.objection import Transition
from state.content.terms import (
    TRAITS,
    Entry,
    Id,
    Lang,
    Lines,
    Move,
    Names,
    ObjectionKind,
    Percent,
    PersonaKind,
    Place,
    Role,
    Trait,
    Words,
)

Example = Annotated[Words, Field(max_length=200)]


class Account(Entry):
    """A customer firm and the person met there.

    known: what the trainee knows before the talk, a line each; shown on the customer's card.
    figures: name -> value with unit, as the customer would state them; for authors, so that facts add up.
    """

    id: Id
    lang: Lang
    company: Words
    trade: Words
    place: Words
    person: Words
    title: Words
    known: Annotated[tuple[Words, ...], Field(min_length=2)]
    figures: Mapping[str, Words] = {}


class Participant(Entry):
    """One of several people in the room (深度篇 六: 识别影响决策的关键人物).

    name: what the others call this person; it stands before what is said, as in a chat. title: what the trainee is
    told. called: other ways to address this person. wants: what there must be in it for this person, in a line; shown
    after the talk. decides: who has the last word, exactly one; the trainee has to find out.
    """

    id: Id
    name: Words
    title: Words
    role: Role
    wants: Words
    called: tuple[Words, ...] = ()
    decides: bool = False


class Fact(Entry):
    """Something that the customer tells when asked.

    asked: questions that bring it out, at least two, in different words. answer: what the customer says.
    trust: told from this much trust on, 0–100. guarded: said instead below that.
    key: whether it helps to understand the objection, rather than only the firm.
    by: who of several people tells it; left out, the main speaker. decides: whether it tells who of them decides.
    """

    id: Id
    asked: Annotated[tuple[Example, ...], Field(min_length=2)]
    answer: Lines
    trust: Percent = 0
    guarded: Lines | None = None
    key: bool = False
    by: Id | None = None
    decides: bool = False


class Answer(Entry):
    """One thing that would satisfy the real concern.

    means: example sentences of a seller who says it, at least three. reply: what the customer says on hearing it.
    for: to whose benefit of several people it speaks; by: who of them replies. Left out, either is the main speaker.
    """

    id: Id
    means: Annotated[tuple[Example, ...], Field(min_length=3)]
    reply: Lines
    for_: Annotated[Names | None, Field(alias="for")] = None
    by: Id | None = None


class Surface(Entry):
    """A surface objection: what the customer says in place of, or beside, what really holds him back.

    name: a short noun phrase for it. say: how it is raised.
    means: sentences of a seller who answers it (so that the customer can hear that it was answered).
    reply: what the customer says to such an answer.
    """

    id: Id
    name: Words
    say: Lines
    means: tuple[Example, ...] = ()
    reply: Lines | None = None


class Concern(Entry):
    """What really holds the customer back.

    is: one sentence, shown after the talk. confided: how the customer says it once it is earned.
    enough: how many different answers meet it. others: what it might be mistaken for, for the diagnosis.
    """

    is_: Annotated[Words, Field(alias="is")]
    confided: Lines
    enough: Annotated[int, Field(ge=1, le=10)] = 2
    others: Annotated[tuple[Words, ...], Field(min_length=2, max_length=5)]


class Why(Entry):
    """Why each of a judgement's answers is what it is, a sentence each, from the scenario's facts."""

    real: Words
    able: Words
    growing: Words


class Judgement(Entry):
    """What this customer is as a customer, as things stand (基础篇 八 3).

    real: there is something now that the offer would solve. able: the money is there, and this person decides, or
    puts it to those who do. growing: more is in sight that can be dated or counted.
    """

    real: bool
    able: bool
    growing: bool
    why: Why

    @property
    def holds(self) -> tuple[Trait, ...]:
        """Those of the three that hold, in their order."""
        truth = {"real": self.real, "able": self.able, "growing": self.growing}
        return tuple(trait for trait in TRAITS if truth[trait])

    def reason(self, trait: Trait) -> str:
        """Why it holds, or does not."""
        return {"real": self.why.real, "able": self.why.able, "growing": self.why.growing}[trait]


class Proof(Entry):
    """Something that a seller could bring to this talk; `fits` if it speaks to the real concern."""

    id: Id
    name: Words
    fits: bool = False


Replies = Annotated[tuple[Words, ...], Field(min_length=4, max_length=30)]


class ModelTalks(Entry):
    """Two whole talks with this customer, by what the seller says in them, one reply after another.

    expert: wins the customer over by the handbook's steps. novice: means well and gets nowhere.
    """

    expert: Replies
    novice: Replies


class Scenario(Entry):
    """One customer with one objection, in one language. The id is the path, as `zh/laser_payback`.

    offer: what is for sale and at what price. brief: what the trainee goes in for, in one or two sentences.
    opening: the first words of the talk; they let the objection be heard.
    judgement: what the trainee judges of this customer in the end.
    surface: surface objections in the order in which they come; the first is the objection as first stated.
    models: model replies in this customer's terms by move, shown as hints and on the score card.
    talks: how an expert and a novice talk to this customer; played by `duilian check --talks`.
    role: who listens, so that a benefit can be measured by what this listener cares for; left out, none is.
    informal: whether settling it privately would be in place (提高篇 五 3g).
    turns: replies after which the customer's time is up.
    transitions: added before the objection's own, so that they win.
    people: those in the room where there are several; the concern is met only when each has heard something to their
        own benefit. speaker: the one who speaks where nobody is named, and who has the persona; left out, the first.
    """

    title: Words
    lang: Lang
    persona: PersonaKind
    objection: ObjectionKind
    account: Id
    role: Role | None = None
    difficulty: Annotated[int, Field(ge=1, le=3)]
    offer: Words
    brief: Words
    proof: Annotated[tuple[Proof, ...], Field(min_length=3, max_length=7)]
    concern: Concern
    judgement: Judgement
    surface: Annotated[tuple[Surface, ...], Field(min_length=1)]
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    answers: Annotated[tuple[Answer, ...], Field(min_length=1)]
    opening: Lines
    lines: Annotated[tuple[Place, ...], Field(min_length=1)]
    models: Mapping[Move, Words]
    talks: ModelTalks | None = None
    informal: bool = False
    turns: Annotated[int, Field(ge=6, le=60)] = 20
    transitions: tuple[Transition, ...] = ()
    people: Annotated[tuple[Participant, ...], Field(min_length=2, max_length=5)] = ()
    speaker: Id | None = None

    @property
    def main_speaker(self) -> Id | None:
        """Who speaks where nobody is named; None where there is only one person."""
        return self.speaker or (self.people[0].id if self.people else None)

    @property
    def listeners(self) -> tuple[Role, ...]:
        """The roles of those who listen, the main speaker's first; none where that is left open."""
        main = [person.role for person in self.people if person.id == self.main_speaker]
        own = (self.role,) if self.role is not None and not self.people else ()
        return tuple(dict.fromkeys((*own, *main, *(person.role for person in self.people))))

    def speaks_to(self, answer: Answer) -> tuple[Id, ...]:
        """To whose benefit an answer speaks; nobody's in particular where there is only one person."""
        main = self.main_speaker
        return answer.for_ or ((main,) if main is not None else ())

    def won_by(self, answers: Iterable[str]) -> frozenset[Id]:
        """The people in the room to whose benefit any of these answers speaks."""
        given = set(answers)
        return frozenset(id_ for answer in self.answers if answer.id in given for id_ in self.speaks_to(answer))

    def left_out_by(self, answers: Iterable[str]) -> tuple[Participant, ...]:
        """The people in the room to whose benefit none of these answers speaks, in their order."""
        won = self.won_by(answers)
        return tuple(person for person in self.people if person.id not in won)

    def met_by(self, answers: Collection[str]) -> bool:
        """Whether these answers meet the real concern: as many as it takes, and something for everybody in the room."""
        return len(answers) >= self.concern.enough and not self.left_out_by(answers)
