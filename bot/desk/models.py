"""Models: the conversation that a scenario holds up as a model, played so that the customer answers in it."""

from bot.desk.reading import Reading, laid_out
from bot.replaying import EPOCH, play
from state.dialogue.customer import Customer
from state.dialogue.step import begin
from state.understanding.reading import Reader

SEED = 0
Played = dict[tuple[str, str], Reading]
"""Conversations by the customer's id and version; what was played once need not be played again."""


def model_talk(customer: Customer, reader: Reader, played: Played) -> Reading:
    """The model conversation with a customer whose scenario has one. The first time, it takes some 0.1 seconds."""
    key = (customer.id, customer.version)
    if key not in played:
        talks = customer.scenario.talks
        assert talks is not None
        turns, _ = play(customer, list(talks.expert), SEED, reader)
        opening = [say.line for say in begin(customer, SEED, EPOCH).says]
        played[key] = laid_out(opening, turns, customer, None)
    return played[key]
