"""A group that has talked to several customers: rows alone, each with the criteria that were missed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from state.records.unit import Unit
from state.troupe import Troupe
from tests.bot.desk.filled import joined
from tests.records.rows import card, session, turn

CUSTOMERS = ("zh/vmc_price", "zh/fixture_later", "zh/laser_kitchen", "zh/service_contract", "zh/tool_crib")
PEOPLE = 8
Missed = Callable[[str, str], bool]
"""Whether a criterion is missed with a customer: (customer, criterion)."""


def crowd(unit: Unit, troupe: Troupe, group: str, now: datetime, missed: Missed, first: int = 200) -> list[str]:
    """Members of a group, each of whom talked once to each of `CUSTOMERS`. first: the number of the first."""
    people = [f"telegram:{first + number}" for number in range(PEOPLE)]
    for number, who in enumerate(people):
        joined(unit, who, f"组员{first + number}", group, now)
        for place, name in enumerate(CUSTOMERS):
            at = now - timedelta(days=1 + number, hours=place)
            own = {"user_id": who, "scenario": name, "started_at": at, "updated_at": at, "ended_at": at}
            talk = f"talk{first + number}x{place}"
            outcome = "lost" if place == 0 else "agreed"
            unit.add(session(**own, id=talk, phase="done", outcome=outcome))
            unit.add(turn(user_id=who, session_id=talk, at=at))
            steps = [
                {
                    "id": step.id,
                    "share": 0.5,
                    "criteria": [
                        {"criterion": each.id, "share": 0.0 if missed(name, each.id) else 1.0} for each in step.criteria
                    ],
                }
                for step in troupe.rubric.steps
            ]
            score = 30 if place == 0 else 70
            unit.add(card(user_id=who, session_id=talk, score=score, body={"steps": steps}, made_at=at))
    return people
