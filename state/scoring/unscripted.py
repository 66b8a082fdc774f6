"""Unscripted: a real conversation as scoring sees it, with a customer of whom nothing is known but type and objection.

Nobody knows what would have satisfied that customer; the criteria that ask for it are not rated, and none is a zero.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from state.content.objection import Objection
from state.content.persona import Persona
from state.content.rubric import Criterion, Rubric
from state.content.terms import Lang, Move, ObjectionKind, Outcome, PersonaKind
from state.dialogue.customer import Customer
from state.dialogue.meters import overlooked
from state.dialogue.snapshot import Event, Meters, Say, Snapshot, Turn, digest_of
from state.scoring.talk import Talk
from state.scoring.tests import SCRIPTED, TYPED
from state.understanding.reading import Reading


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a conversation besides its words; None: that is not known."""

    persona: PersonaKind | None = None
    objection: ObjectionKind | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a seller said, how it was read, and what the customer said to it, utterance by utterance."""

    reply: str
    reading: Reading
    answers: tuple[str, ...] = ()


def unscripted(exchanges: Sequence[Exchange], customer: Customer, rubric: Rubric, known: Known, at: datetime) -> Talk:
    """A conversation to be scored. customer: as `bare` makes it. at: stands as the time of all of it.

    Nothing is felt: the meters stay as they are.
    """
    start = Meters.model_validate(customer.persona.start.model_dump())
    end = Snapshot(
        state=customer.machine.initial, meters=start, seed=0, turn=len(exchanges), outcome=known.outcome, at=at
    )
    turns, made, heard = list[Turn](), Counter[Move](), set[str]()
    for number, exchange in enumerate(exchanges, start=1):
        passed = overlooked(exchange.reading, made)
        again = [Event(happened="Repeated")] if digest_of(exchange.reply) in heard else []
        turns.append(
            Turn(
                number=number,
                reply=exchange.reply,
                reading=exchange.reading,
                interrupted=False,
                state_before=end.state,
                state_after=end.state,
                before=start,
                after=start,
                says=tuple(Say(text=answer) for answer in exchange.answers),
                events=(*again, *(Event(happened="Overlooked", about=move) for move in sorted(passed))),
                at=at,
            )
        )
        made.update(move for move in exchange.reading.moves if move not in passed)
        heard.add(digest_of(exchange.reply))
    criteria = (criterion for part in rubric.parts for criterion in part.criteria)
    left_out = frozenset(criterion.id for criterion in criteria if _is_beyond(criterion, known))
    return Talk(customer, tuple(turns), end, unrated=left_out)


def bare(like: Customer, lang: Lang, persona: Persona | None, objection: Objection | None) -> Customer:
    """A customer of whom no script is known. persona, objection: None: not known, so that nothing is made of it.

    like: a customer of ours, from whom all that only a script tells is taken away.
    """
    own = objection if objection is not None else like.objection.model_copy(update={"weights": {}})
    kind = persona if persona is not None else like.persona
    nothing: dict[str, Any] = dict.fromkeys(
        ("proof", "surface", "facts", "answers", "lines", "transitions", "people"), ()
    )
    nothing |= {"role": None, "second": None, "talks": None, "speaker": None, "models": {}}
    nothing |= {"lang": lang, "persona": kind.id, "objection": own.id, "informal": False, "telephone": False}
    scenario = like.scenario.model_copy(update=nothing)
    return replace(like, id="", version="", scenario=scenario, persona=kind, objection=own)


def _is_beyond(criterion: Criterion, known: Known) -> bool:
    """Whether nothing that was said can answer a criterion, as what it goes by is not known."""
    return (
        criterion.test in SCRIPTED
        or (criterion.test in TYPED and known.persona is None)
        or (criterion.only is not None and known.objection is None)
    )
