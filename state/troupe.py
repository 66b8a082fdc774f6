"""The troupe: every customer of a library, with the machines that they share."""

from collections.abc import Mapping
from dataclasses import dataclass

from state.content.checks import unfinished
from state.content.drill import Drill
from state.content.library import Library
from state.content.objection import Objection
from state.content.persona import Persona
from state.content.rubric import Moves, Rubric
from state.content.terms import Lang, ObjectionKind, PersonaKind
from state.dialogue.customer import Customer
from state.dialogue.machine import Machine


@dataclass(frozen=True)
class Troupe:
    """What is on: customers by scenario id, the rubric they are scored by, the moves' names, and the drills.

    unfinished: scenarios in which placeholders are left. off: those that were taken off.
    Neither are offered; whoever talks to such a customer may go on.
    """

    customers: Mapping[str, Customer]
    personas: Mapping[str, Persona]
    objections: Mapping[str, Objection]
    rubric: Rubric
    moves: Moves
    drills: Mapping[str, Drill]
    version: str
    unfinished: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()

    @property
    def offered(self) -> Mapping[str, Customer]:
        """The customers that may be met, by scenario id."""
        left_out = self.off | self.unfinished
        return {name: customer for name, customer in self.customers.items() if name not in left_out}

    def who(
        self, lang: Lang, persona: PersonaKind | None = None, objection: ObjectionKind | None = None
    ) -> list[Customer]:
        """Customers that speak this language (and are of this type, and raise this objection), easiest first.

        Of those equally hard, first who is alone, met face to face, and friendly.
        """
        fitting = (
            customer
            for customer in self.offered.values()
            if customer.scenario.lang == lang
            and persona in (None, customer.persona.id)
            and objection in (None, customer.objection.id)
        )
        return sorted(fitting, key=_trying)


def _trying(customer: Customer) -> tuple[object, ...]:
    scenario, is_friendly = customer.scenario, customer.persona.id in ("amiable", "expressive")
    return scenario.difficulty, bool(scenario.people), scenario.telephone, not is_friendly, customer.id


def cast(library: Library) -> Troupe:
    """Bring a checked library to life.

    Scenarios without transitions of their own share their objection's machine: one those that have a second objection,
    another those that have none.

    Raises KeyError if a scenario refers to what is not there, which `check_library` finds beforehand.
    """
    shared = {
        (kind, second): Machine(objection, second=second)
        for kind, objection in library.objections.items()
        for second in (False, True)
    }
    customers = {}
    for scenario_id, scenario in library.scenarios.items():
        objection = library.objections[scenario.objection]
        own, second = scenario.transitions, scenario.second is not None
        customers[scenario_id] = Customer(
            id=scenario_id,
            version=library.content_version(scenario_id),
            scenario=scenario,
            persona=library.personas[scenario.persona],
            objection=objection,
            account=library.accounts[scenario.account],
            machine=Machine(objection, own, second=second) if own else shared[scenario.objection, second],
        )
    return Troupe(
        customers,
        library.personas,
        library.objections,
        library.rubric,
        library.moves,
        library.drills,
        library.version,
        unfinished(library),
    )
