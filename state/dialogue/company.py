"""Company: several people in the room (深度篇 六): who is addressed, who has been won, and who speaks up unasked."""

import re

from state.content.scenario import Participant, Scenario
from state.content.terms import Id
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.learning import Learnt
from state.dialogue.lines import Spoken, Voice
from state.dialogue.snapshot import Heard


def addressed(scenario: Scenario, heard: Heard) -> Id | None:
    """Whom of several people a reply is for: the one who is called by name last, unless it only greets or thanks."""
    found = {person.id: _place(scenario, person, heard.reply) for person in scenario.people}
    called = [id_ for id_, place in found.items() if place is not None]
    if not called or set(heard.reading.moves) == {"courtesy"}:
        return None
    return max(called, key=lambda id_: found[id_] or 0)


def speak_up(customer: Customer, voice: Voice, view: View, learnt: Learnt) -> Spoken:
    """What others say of themselves once the reply was answered; nothing where only one person is there.

    Whoever has just been won says so. Once it comes to weighing, the first who was left out asks to be heard: when the
    talk gets there, when somebody else was won, and when a next step is proposed too early.
    """
    scenario = customer.scenario
    words: Spoken = ()
    heard = {answer.by for answer in learnt.eased[:1]} | {scenario.main_speaker}
    fresh = [person.id for person in scenario.people if person.id in view.just_won and person.id not in heard]
    words += voice.for_cues([f"won:{id_}" for id_ in fresh], view) or ()
    if customer.machine.stage(view.state) == "conclusion" and (view.path or view.just_won):
        left = [person.id for person in scenario.people if person.id in view.left_out]
        words += voice.for_cues([f"left_out:{id_}" for id_ in left], view) or ()
    return words


def _place(scenario: Scenario, person: Participant, reply: str) -> int | None:
    """Where a reply last calls a person by name; None if it does not. In English a name is a word of its own."""
    names = "|".join(map(re.escape, sorted((person.name, *person.called), key=len, reverse=True)))
    pattern = rf"(?<!\w)(?:{names})(?!\w)" if scenario.lang == "en" else names
    places = [found.start() for found in re.finditer(pattern, reply, re.IGNORECASE)]
    return places[-1] if places else None
