"""One step of a talk: a reply is heard, felt and answered. Pure: the same talk, reply and time give the same step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from state.content.follow_up import OPENING
from state.content.scenario import Fact, Surface
from state.content.terms import Move
from state.dialogue.addressing import addressed
from state.dialogue.calling import due, met_by
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.learning import Learnt, learn, only_asks
from state.dialogue.lines import Voice, bubbles
from state.dialogue.meters import felt, moved_by, moved_on, overlooked
from state.dialogue.snapshot import Event, Heard, Meters, Snapshot, Standing, Step, digest_of
from state.dialogue.speaking import answer_to, volunteered

TRIGGER_ORDER: tuple[str, ...] = (
    "improper", "pressure", "argue", "disparage", "overpromise", "dismiss", "concede",
    "isolate", "map_decision", "fact", "open_question", "closed_question", "go_informal", "restate", "acknowledge",
    "answer", "second", "evidence", "solution", "reassure", "expert_advice", "benefit", "advantage", "feature",
    "advance", "courtesy", "other",
)  # fmt: skip
"""The order in which what a reply did takes effect: mistakes, finding out, answering, asking for more."""


OPEN: frozenset[Standing] = frozenset(("raised", "taken_up"))
"""How a second objection stands that is not met yet."""


def begin(customer: Customer, seed: int, now: datetime, *, spoken_to: bool = False) -> Step:
    """Begin a talk. seed: any integer; it alone decides between alternatives.

    spoken_to: the trainee speaks first, so that the customer's opening is not said; `step` answers that reply.
    """
    voice = Voice(customer, seed, turn=0, said=[])
    says = () if spoken_to else bubbles(customer, voice.one_of(customer.scenario.opening))
    start = customer.persona.start
    snapshot = Snapshot(
        state=customer.machine.initial,
        meters=Meters(trust=start.trust, patience=start.patience, interest=start.interest),
        seed=seed,
        excuses=(customer.scenario.surface[0].id,),
        spoken_of=() if spoken_to else (OPENING, customer.scenario.surface[0].id),
        said=tuple(voice.said),
        at=now,
    )
    return Step(snapshot=snapshot, says=says, events=())


def step(customer: Customer, before: Snapshot, heard: Heard, now: datetime) -> Step:
    """Answer one reply.

    Raises ValueError if the talk has ended.
    """
    if before.outcome is not None:
        raise ValueError(f"the talk has ended ({before.outcome})")
    passed = overlooked(heard.reading, before.made)
    felt = moved_by(heard, before, customer)
    met = met_by(customer, before, heard)
    learnt = learn(customer, before, heard, felt.trust, civil=met is not None)
    if met is not None:
        learnt = replace(learnt, events=(*learnt.events, Event(happened="IncidentMet", about=met.is_)))
    meters = moved_on(felt, learnt.events, heard, customer)

    excuse = _next_excuse(customer, before, learnt)
    view = _view(customer, before, heard, learnt, meters, excuse)
    fired = customer.machine.fire(view, _triggers(before, heard, learnt, passed, civil=met is not None))
    if customer.machine.outcome(view.state) is None:
        fired += customer.machine.fire(view, _endings(customer, view))
    confided = view.raised == "confide" and not before.confided
    coming = due(customer, before, heard, view)

    voice = Voice(customer, before.seed, turn=view.turns, said=list(before.said))
    words = answer_to(customer, voice, view, heard, learnt, fired, excuse, met)
    if coming is not None:
        words += voice.one_of(coming.say)
    says = bubbles(customer, words, heard.reading.length)
    let_pass = (Event(happened="Overlooked", about=move) for move in sorted(passed))
    arose = () if coming is None else (Event(happened="IncidentArose", about=coming.is_),)
    unasked = volunteered(voice, learnt)
    offered = (Event(happened="FactVolunteered", about=fact.id) for fact in unasked)
    events = (*learnt.events, *offered, *let_pass, *_witness(customer, before, view, confided, excuse), *arose)
    after = before.model_copy(
        update={
            "state": view.state,
            "meters": moved_on(meters, [Event(happened="Confided")] if confided else [], heard, customer),
            "turn": view.turns,
            "told": (*before.told, *(fact.id for fact in (*learnt.told, *unasked))),
            "answered": (*before.answered, *(answer.id for answer in learnt.eased)),
            "excuses": _spent(before, learnt) + ((excuse.id,) if excuse and view.raised == "excuse" else ()),
            "second": "raised" if view.raised == "second" and learnt.second == "waiting" else learnt.second,
            "incidents": before.incidents + (coming is not None),
            "hitch": None if coming is None else coming.is_,
            "confided": before.confided or confided,
            "isolated": view.isolated,
            "made": {
                **before.made,
                **{move: before.made.get(move, 0) + 1 for move in heard.reading.moves if move not in passed},
            },
            "spoken_of": _spoken_of(before, learnt, unasked, excuse if view.raised == "excuse" else None),
            "heard": (*before.heard, digest_of(heard.reply)),
            "said": tuple(voice.said),
            "questions": before.questions + 1 if only_asks(heard.reading) else 0,
            "outcome": customer.machine.outcome(view.state),
            "at": now,
        }
    )
    return Step(snapshot=after, says=says, events=events, path=tuple(view.path))


def standing(customer: Customer, before: Snapshot) -> View:
    """What guards would look at in the next turn, if its reply did nothing."""
    unspent = [surface for surface in customer.scenario.surface if surface.id not in before.excuses]
    return View(
        state=before.state,
        meters=before.meters,
        told=frozenset(before.told),
        learnt=sum(fact.key for fact in customer.scenario.facts if fact.id in before.told),
        answered=len(before.answered),
        met=customer.scenario.met_by(before.answered),
        made=frozenset(before.made),
        before=frozenset(before.made),
        now=frozenset(),
        isolated=before.isolated,
        excuses_left=bool(unspent),
        turns=before.turn + 1,
        second_left=customer.scenario.second is not None and before.second == "waiting",
        second_open=before.second in OPEN,
        won=customer.scenario.won_by(before.answered),
        left_out=frozenset(person.id for person in customer.scenario.left_out_by(before.answered)),
    )


def leave(before: Snapshot, now: datetime) -> Snapshot:
    """End a talk that the trainee breaks off."""
    return before.model_copy(update={"outcome": "left", "at": now})


def _spent(before: Snapshot, learnt: Learnt) -> tuple[str, ...]:
    """Surface objections that were raised, or answered before they could be."""
    return (*before.excuses, *(surface.id for surface in learnt.excuses if surface.id not in before.excuses))


def _spoken_of(before: Snapshot, learnt: Learnt, unasked: Sequence[Fact], raised: Surface | None) -> tuple[str, ...]:
    """What the customer has told last: what it is asked on about."""
    if raised is not None:
        return (raised.id,)
    facts = (*learnt.told, *unasked, *learnt.repeated)
    if facts or learnt.eased:
        return tuple(fact.id for fact in facts)
    return tuple(surface.id for surface in learnt.excuses) or before.spoken_of


def _next_excuse(customer: Customer, before: Snapshot, learnt: Learnt) -> Surface | None:
    """The surface objection that comes next; one that was answered already would be a foolish thing to raise."""
    spent = _spent(before, learnt)
    return next((surface for surface in customer.scenario.surface if surface.id not in spent), None)


def _view(
    customer: Customer, before: Snapshot, heard: Heard, learnt: Learnt, meters: Meters, excuse: Surface | None
) -> View:
    scenario = customer.scenario
    told = frozenset(before.told) | {fact.id for fact in learnt.told}
    answered = (*before.answered, *(answer.id for answer in learnt.eased))
    moves = frozenset(heard.reading.moves)
    return View(
        state=before.state,
        meters=meters,
        told=told,
        learnt=sum(fact.key for fact in scenario.facts if fact.id in told),
        answered=len(answered),
        met=scenario.met_by(answered),
        made=moves | frozenset(before.made),
        before=frozenset(before.made),
        now=moves,
        isolated=before.isolated or "isolate" in moves,
        excuses_left=excuse is not None,
        turns=before.turn + 1,
        second_left=scenario.second is not None and learnt.second == "waiting",
        second_open=learnt.second in OPEN,
        won=scenario.won_by(answered),
        left_out=frozenset(person.id for person in scenario.left_out_by(answered)),
        just_won=scenario.won_by(answered) - scenario.won_by(before.answered),
        addressed=addressed(scenario, heard),
        spoken_of=before.spoken_of,
    )


def _triggers(before: Snapshot, heard: Heard, learnt: Learnt, passed: frozenset[Move], *, civil: bool) -> list[str]:
    """What the reply did, as triggers in the order in which they take effect; the particular before the general.

    civil: it is the manners of the telephone that it shows.
    """
    slips = felt(heard.reading, before.made)
    again = digest_of(heard.reply) in before.heard  # the same words move nobody, unless they are a mistake
    did = set(slips) if slips or again else heard.reading.moves.keys() - passed
    if learnt.eased or civil:
        did -= {"courtesy"}  # who answers the concern, or is sorry for the line, is not taking leave
    if civil:
        did -= {"advance"}  # to ring back is no next step
    triggers = ["interrupt"] if heard.interrupted else []
    if not heard.reply.strip():
        triggers.append("silence")
    for name in TRIGGER_ORDER:
        if name == "fact" and learnt.told and not slips:
            triggers += [*(f"fact:{fact.id}" for fact in learnt.told), "fact"]
        elif name == "answer" and learnt.eased and not slips:
            triggers += [*(f"answer:{answer.id}" for answer in learnt.eased), "answer"]
        elif name in did or (name == "second" and any(event.happened == "SecondMet" for event in learnt.events)):
            triggers.append(name)
    return [*triggers, "any"]


def _endings(customer: Customer, view: View) -> list[str]:
    if view.meters.patience == 0:
        return ["exhausted"]
    return ["timeout"] if view.turns >= customer.scenario.turns else []


def _witness(customer: Customer, before: Snapshot, view: View, confided: bool, excuse: Surface | None) -> list[Event]:
    """What happened to the talk itself."""
    events = []
    if view.raised == "excuse" and excuse is not None:
        events.append(Event(happened="ExcuseRaised", about=excuse.id))
    if view.raised == "second" and view.second_left:
        events.append(Event(happened="SecondRaised"))
    if confided:
        events.append(Event(happened="Confided"))
    if view.raised == "ask_more":
        events.append(Event(happened="DiscountInvited"))
    if view.state != before.state:
        events.append(Event(happened="Moved", about=f"{before.state}>{view.state}"))
    outcome = customer.machine.outcome(view.state)
    if outcome is not None:
        events.append(Event(happened="Ended", about=outcome))
    return events
