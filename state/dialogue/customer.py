"""Customers: a scenario together with the persona, objection, account and machine that bring it to life."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from state.content.objection import Objection
from state.content.persona import Persona
from state.content.scenario import Account, Scenario
from state.content.terms import Lines
from state.dialogue.machine import Machine
from state.dialogue.snapshot import digest_of
from state.understanding.figures import quantities


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
    def figured(self) -> Mapping[str, str]:
        """What the customer can say that names a number, by the digest under which `Snapshot.said` keeps it."""
        said = ("\n".join(line) for lines in self._lines() for line in lines)
        return {digest_of(line): line for line in said if quantities(line, small=True)}

    def _lines(self) -> Iterator[Lines]:
        scenario, second = self.scenario, self.scenario.second
        yield from (scenario.opening, scenario.concern.confided)
        yield from () if second is None else (second.say, second.again, second.reply)
        yield from (lines for each in scenario.incidents for lines in (each.say, each.reply))
        yield from (lines for each in scenario.surface for lines in (each.say, each.reply or ()))
        yield from (lines for each in scenario.facts for lines in (each.answer, each.guarded or ()))
        yield from (each.reply for each in scenario.answers)
        yield from (each.say for each in scenario.follow_ups)
        yield from (each.say for each in scenario.lines)
