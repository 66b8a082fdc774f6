"""Learning: what a reply brought out of the customer, and what it answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from state.content.scenario import Answer, Fact, Scenario, Surface
from state.content.terms import ANSWERING, QUESTIONS, Move
from state.dialogue.addressing import addressed
from state.dialogue.customer import Customer
from state.dialogue.lines import Pool
from state.dialogue.meters import felt
from state.dialogue.pursuing import followed
from state.dialogue.snapshot import Event, Heard, Snapshot, Standing, digest_of
from state.dialogue.wanting import wanted
from state.understanding.reading import Match, Reading
from state.understanding.wording import asks, sentences_of

Known = TypeVar("Known", Fact, Answer, Surface)

ANOTHER = 0.9
"""How sure it must be that a question asks for a second fact, or for one of somebody else than who is asked."""
INTERROGATION = 3  # replies in a row that only ask, from which on it feels like one
TAKES_UP: frozenset[Move] = frozenset(("isolate", "acknowledge", "restate"))
"""What shows that an objection just raised is taken seriously."""
SETTLES: frozenset[Move] = frozenset(("evidence", "solution", "reassure"))
"""What meets one that was taken up, in words that nobody foresaw."""
FORESTALLED = 0.9
"""How sure it must be that a second objection was answered, for it not to be raised at all."""
ONLY_ASKS = QUESTIONS | {"courtesy", "other"}


@dataclass(frozen=True, slots=True)
class Learnt:
    """What one reply brought out and answered, in the order in which the words came.

    told, guarded, repeated: facts told now, withheld for want of trust, asked for again.
    further: what can be said to a question that goes on from what was told. nearby: what can be told to one that
        matched no fact, for it comes nearest to it; whether it is told is another matter. withheld: it would be, were
        the trainee trusted with it.
    eased: answers to the real concern that count now; reheard: those heard before.
    excuses: surface objections that were answered. missed: a question that matched no fact.
    second: how the second objection stands after the reply; whether it is raised is another matter.
    """

    told: tuple[Fact, ...]
    guarded: tuple[Fact, ...]
    repeated: tuple[Fact, ...]
    eased: tuple[Answer, ...]
    reheard: tuple[Answer, ...]
    excuses: tuple[Surface, ...]
    second: Standing
    missed: bool
    further: tuple[Pool, ...]
    nearby: Fact | None
    withheld: bool
    events: tuple[Event, ...]


def learn(customer: Customer, before: Snapshot, heard: Heard, trust: int, *, civil: bool = False) -> Learnt:
    """Find what a reply brings out at this much trust.

    An answer counts only in a state that hears answers, and where the concern must be confided first, only after.
    civil: it meets what came up in the call; whoever asks for what was lost, or is sorry, gives no answer thereby.
    """
    scenario, reading = customer.scenario, heard.reading
    asked = _found(_asked(scenario, heard), {fact.id: fact for fact in scenario.facts})
    repeated = tuple(fact for fact in asked if fact.id in before.told)
    fresh = [fact for fact in asked if fact.id not in before.told]
    told = tuple(fact for fact in fresh if trust >= fact.trust)
    guarded = tuple(fact for fact in fresh if trust < fact.trust)

    given = () if civil and ANSWERING.isdisjoint(reading.moves) else reading.answers
    answers = _found(given, {answer.id: answer for answer in scenario.answers})
    hears = customer.machine.counts(before.state)
    eased = tuple(answer for answer in answers if hears and answer.id not in before.answered)
    # To add to what was said is not to repeat it: a sum rests on figures that were heard before.
    reheard = () if eased else tuple(answer for answer in answers if answer.id in before.answered)
    excuses = _found(reading.surface, {surface.id: surface for surface in scenario.surface})
    second = _standing(customer, before, heard)
    question = bool({"open_question", "closed_question"} & set(reading.moves))
    further = (
        followed(customer, before, heard, repeated) if not told and (repeated or question or wanted(heard)) else []
    )
    missed = not asked and not further and question

    heard_of = (*before.answered, *(answer.id for answer in eased))
    met = not scenario.met_by(before.answered) and scenario.met_by(heard_of)
    events = (
        *(Event(happened="FactTold", about=fact.id) for fact in told),
        *(Event(happened="FactGuarded", about=fact.id) for fact in guarded),
        *(Event(happened="FactRepeated", about=fact.id) for fact in repeated if not further),
        *(Event(happened="FollowedUp", about=subject) for subject, _ in further[:1]),
        *((Event(happened="QuestionMissed"),) if missed else ()),
        *(Event(happened="ConcernEased", about=answer.id) for answer in eased),
        *((Event(happened="ConcernMet"),) if met else ()),
        *(Event(happened="AnswerRepeated", about=answer.id) for answer in reheard),
        *(Event(happened="ExcuseAnswered", about=surface.id) for surface in excuses),
        *((Event(happened="SecondMet"),) if second == "met" != before.second else ()),
        *_manner(customer, before, heard),
    )
    pools = tuple(pool for _, pool in further)
    near = _nearby(customer, before, heard) if missed else None
    withheld = near is not None and trust < near.trust
    nearby = None if withheld else near
    return Learnt(told, guarded, repeated, eased, reheard, excuses, second, missed, pools, nearby, withheld, events)


def _nearby(customer: Customer, before: Snapshot, heard: Heard) -> Fact | None:
    """The fact nearest to what is asked, if it was not told yet and is whoever's is asked to tell."""
    near, scenario = heard.reading.nearby, customer.scenario
    fact = next((fact for fact in scenario.facts if near is not None and fact.id == near.id), None)
    if fact is None or fact.id in before.told:
        return None
    return fact if addressed(scenario, heard) in {None, fact.by or scenario.main_speaker} else None


def _asked(scenario: Scenario, heard: Heard) -> Sequence[Match]:
    """The facts that a reply asks for: of one question the likeliest, and another only if that is beyond doubt.

    So with what somebody else would tell than the one who is asked.
    """
    asked, to = heard.reading.asked, addressed(scenario, heard)
    if to is not None:
        others = {fact.id for fact in scenario.facts if (fact.by or scenario.main_speaker) != to}
        asked = tuple(match for match in asked if match.id not in others or match.confidence >= ANOTHER)
    if len(asked) < 2 or sum(map(asks, sentences_of(heard.reply))) > 1:
        return asked
    return [asked[0], *(match for match in asked[1:] if match.confidence >= ANOTHER)]


def _standing(customer: Customer, before: Snapshot, heard: Heard) -> Standing:
    """How a second objection stands after a reply. A slight meets nothing, whatever else is said.

    It is met by what the scenario says meets it; and by proof, a way or a promise once it was taken up, for there are
    more answers to it than an author thinks of.
    """
    second, stood = customer.scenario.second, before.second
    if second is None or stood == "met" or felt(heard.reading, before.made):
        return stood
    sure = max((match.confidence for match in heard.reading.surface if match.id == second.id), default=0.0)
    if stood == "waiting":
        return "met" if sure >= FORESTALLED else stood
    moves = heard.reading.moves.keys()
    taken_up = stood == "taken_up" or not TAKES_UP.isdisjoint(moves)
    if sure or (taken_up and not SETTLES.isdisjoint(moves)):
        return "met"
    return "taken_up" if taken_up else stood


def _manner(customer: Customer, before: Snapshot, heard: Heard) -> list[Event]:
    """How it was said: cutting in, the same words again, too long or too short, asking and asking."""
    length, bears = heard.reading.length, customer.persona.length[customer.scenario.lang]
    events = []
    if heard.interrupted:
        events.append(Event(happened="Interrupted"))
    if digest_of(heard.reply) in before.heard:
        events.append(Event(happened="Repeated"))
    if length > bears.long:
        events.append(Event(happened="TooLong"))
    elif length < bears.short and "other" in heard.reading.moves:
        events.append(Event(happened="TooShort"))
    if only_asks(heard.reading) and before.questions + 1 >= INTERROGATION:
        events.append(Event(happened="Interrogated"))
    return events


def only_asks(reading: Reading) -> bool:
    """Whether a reply asks and does nothing else."""
    return bool(QUESTIONS & set(reading.moves)) and set(reading.moves) <= ONLY_ASKS


def _found(matches: Iterable[Match], known: Mapping[str, Known]) -> tuple[Known, ...]:
    return tuple(known[match.id] for match in matches if match.id in known)
