"""A customer whom two others sit beside: what is in it for each, and what they say of themselves."""

from dataclasses import replace

from state.dialogue.customer import Customer
from tests.customers import customer_of

ALONE = customer_of("zh/vmc_price")
SUM, GAIN, PLAN = "payback_sum", "cycle_gain", "instalments"
"""Answers that this customer hears: two of them meet his concern."""
PEOPLE = (
    {"id": "wang", "name": "王总", "title": "总经理", "role": "owner", "wants": "早回本"},
    {
        "id": "li",
        "name": "老李",
        "called": ["李师傅"],
        "title": "车间",
        "role": "user",
        "wants": "省力",
        "decides": True,
    },
    {"id": "zhao", "name": "小赵", "title": "采购", "role": "purchasing", "wants": "分期"},
)
LINES = (
    {"on": ["won:li"], "by": "li", "say": ["这话在理。"]},
    {"on": ["left_out:li"], "by": "li", "say": ["那我呢？", "车间怎么说？"]},
    {"on": ["left_out:zhao"], "by": "zhao", "say": ["采购这边呢？"]},
    {"on": ["to:li"], "by": "li", "say": ["问我？您直说。", "您找我？"]},
)


def crowded(**changes: object) -> Customer:
    """The customer with two others beside him: `GAIN` is for the fitter, `PLAN` for the buyer."""
    scenario = ALONE.scenario.model_dump(by_alias=True, exclude_unset=True)
    gains = {GAIN: {"for": ["li"]}, PLAN: {"for": ["zhao"], "by": "zhao"}}
    scenario["answers"] = [{**answer, **gains.get(answer["id"], {})} for answer in scenario["answers"]]
    scenario["facts"] = [
        {**fact, "by": "li", "decides": True} if fact["id"] == FACT else fact for fact in scenario["facts"]
    ]
    scenario |= {"people": PEOPLE, "lines": (*scenario["lines"], *LINES)} | changes
    return replace(ALONE, scenario=type(ALONE.scenario).model_validate(scenario))


FACT = next(fact.id for fact in ALONE.scenario.facts if not fact.trust)
ROOM = crowded()
