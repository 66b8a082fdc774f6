"""Asking: what is asked of a list in its address: which group, time, language, customers and objection."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from bot.assigning import groups_of
from bot.desk import rights
from bot.desk.staying import Visitor
from bot.desk.visiting import Missing
from bot.rights import hidden
from state.content.terms import OBJECTIONS, PERSONAS
from state.records.surveying import Scope
from state.records.unit import Unit
from state.troupe import Troupe

DAYS = (7, 30, 90, 0)
"""Periods that can be asked for; 0: all times."""
USUAL = 30


@dataclass(frozen=True)
class Asked:
    """What is asked for; '' or 0 where anything will do. customer: the id of a single one."""

    group: str = ""
    days: int = USUAL
    lang: str = ""
    persona: str = ""
    objection: str = ""
    customer: str = ""

    def query(self, **changes: Any) -> str:
        """The same with changes, as it stands in an address; `?…`, or '' where nothing is asked for."""
        values = {name: value for name, value in vars(replace(self, **changes)).items() if value != _NOTHING[name]}
        return f"?{urlencode(values)}" if values else ""

    def scope(self, unit: Unit, by: Visitor, troupe: Troupe, now: datetime) -> Scope:
        """The talks that are meant, of those that the visitor may see. Raises Missing for a group of others.

        Nothing is judged in it of a talk that the visitor has to score blind.
        """
        if self.group and self.group not in groups_of(unit, by.role, by.id):
            raise Missing
        since = now - timedelta(days=self.days) if self.days else None
        who, customers = rights.trainees(unit, by.id, by.role, self.group), self._customers(troupe)
        return Scope(who, since, customers, hidden(unit, by.id))

    def _customers(self, troupe: Troupe) -> tuple[str, ...] | None:
        if self.customer:
            return (self.customer,)
        if not (self.lang or self.persona or self.objection):
            return None
        return tuple(
            name
            for name, customer in troupe.customers.items()
            if self.lang in ("", customer.scenario.lang)
            and self.persona in ("", customer.persona.id)
            and self.objection in ("", customer.objection.id)
        )


_NOTHING = vars(Asked())


def asked(params: Mapping[str, str]) -> Asked:
    """What an address asks for; what it cannot ask for counts as not asked."""
    days = params.get("days", "")
    return Asked(
        group=params.get("group", ""),
        days=int(days) if days in map(str, DAYS) else USUAL,
        lang=_one_of(params.get("lang", ""), ("zh", "en")),
        persona=_one_of(params.get("persona", ""), PERSONAS),
        objection=_one_of(params.get("objection", ""), OBJECTIONS),
        customer=params.get("customer", ""),
    )


def _one_of(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""
