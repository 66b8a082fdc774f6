"""Company: several people in the room (深度篇 六): who has been won, and who speaks up unasked."""

from collections.abc import Collection

from state.content.terms import Id
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.learning import Learnt
from state.dialogue.lines import Spoken, Voice


def speak_up(customer: Customer, voice: Voice, view: View, learnt: Learnt, spoken: Collection[Id | None]) -> Spoken:
    """What others say of themselves once the reply was answered; nothing where only one person is there.

    spoken: who has said something to this reply already; nobody who has complains that nobody speaks to him.
    Whoever has just been won says so. Once it comes to weighing, the first who was left out asks to be heard: when the
    talk gets there, when somebody else was won, and when a next step is proposed too early.
    """
    scenario = customer.scenario
    words: Spoken = ()
    heard = {answer.by for answer in learnt.eased[:1]} | {scenario.main_speaker}
    fresh = [person.id for person in scenario.people if person.id in view.just_won and person.id not in heard]
    words += voice.for_cues([f"won:{id_}" for id_ in fresh], view) or ()
    if customer.machine.stage(view.state) == "conclusion" and (view.path or view.just_won):
        left = [person.id for person in scenario.people if person.id in view.left_out and person.id not in spoken]
        words += voice.for_cues([f"left_out:{id_}" for id_ in left], view) or ()
    return words
