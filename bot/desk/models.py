"""Models: the conversation that a scenario holds up as a model, played so that the customer answers in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.replaying import EPOCH, play
from state.dialogue.customer import Customer
from state.dialogue.step import begin
from state.scoring.talk import Talk
from state.understanding.reading import Reader

SEED = 0


@dataclass(frozen=True)
class Model:
    """A model conversation. opening: what the customer said first. talk: without what is asked before and after one."""

    opening: Sequence[str]
    talk: Talk


Played = dict[tuple[str, str], Model]
"""Conversations by the customer's id and version; what was played once need not be played again."""


def model_talk(customer: Customer, reader: Reader, played: Played) -> Model:
    """The model conversation with a customer whose scenario has one. The first time, it takes some 0.1 seconds."""
    key = (customer.id, customer.version)
    if key not in played:
        talks = customer.scenario.talks
        assert talks is not None
        turns, end = play(customer, list(talks.expert), SEED, reader)
        opening = [say.line for say in begin(customer, SEED, EPOCH).says]
        played[key] = Model(opening, Talk(customer=customer, turns=tuple(turns), end=end))
    return played[key]
