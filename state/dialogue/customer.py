"""Customers: a scenario together with the persona, objection, account and machine that bring it to life."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from state.content.objection import Objection
from state.content.persona import Persona
from state.content.scenario import Account, Scenario
from state.dialogue.ledger import Ledger
from state.dialogue.machine import Machine


@dataclass(frozen=True)
class Customer:
    """One scripted customer. id: the scenario's, as `zh/vmc_price`; version: of the content that it rests on."""

    id: str
    version: str
    scenario: Scenario
    persona: Persona
    objection: Objection
    account: Account
    machine: Machine

    @property
    def exam_seed(self) -> int:
        """The seed of every exam with this customer, 0–2³¹: it is the same for all trainees, at any time."""
        return int.from_bytes(blake2b(self.id.encode(), digest_size=4).digest(), "big") >> 1

    @cached_property
    def ledger(self) -> Ledger:
        """What it can say that names a number."""
        return Ledger(self.scenario, self.account)
