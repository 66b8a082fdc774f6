"""Machines: an objection's states and transitions, shared by all talks, deaf to anything but our own guards."""

import sys
from typing import Any

import pytest
from pydantic import ValidationError

from state.content.objection import Objection, Transition
from state.content.terms import Guards
from state.dialogue.guards import View
from state.dialogue.machine import Machine
from state.dialogue.snapshot import Meters
from tests.customers import customer_of


def objection(*transitions: dict[str, Any]) -> Objection:
    text = {"zh": "话", "en": "word"}
    states = [{"id": id_, "stage": "exchange", "name": text} for id_ in ("opening", "objecting", "exploring")]
    ends = [{"id": "agreed", "stage": "conclusion", "name": text, "outcome": "agreed"}]
    about = {"name": text, "section": "提高篇 五 2", "about": text, "handling": text}
    return Objection.model_validate(
        {"id": "price", **about, "initial": "opening", "states": states + ends, "transitions": list(transitions)}
    )


def view(state: str = "opening", **known: Any) -> View:
    told: dict[str, Any] = {
        "meters": Meters(trust=50, patience=50, interest=50),
        "told": frozenset(),
        "learnt": 0,
        "answered": 0,
        "met": False,
        "made": frozenset(),
        "before": frozenset(),
        "now": frozenset(),
        "isolated": False,
        "excuses_left": True,
        "turns": 1,
    }
    return View(state=state, **(told | known))


def test_a_trigger_moves_the_customer_on() -> None:
    machine = Machine(objection({"trigger": "isolate", "source": "opening", "dest": "exploring"}))
    talk = view()
    assert machine.fire(talk, ["isolate"]) == ["isolate"]
    assert talk.state == "exploring"


def test_a_trigger_that_means_nothing_here_is_passed_over() -> None:
    machine = Machine(objection({"trigger": "isolate", "source": "objecting", "dest": "exploring"}))
    talk = view()
    assert machine.fire(talk, ["isolate", "never_heard_of"]) == []
    assert talk.state == "opening"


def test_triggers_take_effect_one_after_another_in_the_order_given() -> None:
    machine = Machine(
        objection(
            {"trigger": "acknowledge", "source": "opening", "dest": "objecting"},
            {"trigger": "isolate", "source": "objecting", "dest": "exploring"},
        )
    )
    in_order, the_other_way_round = view(), view()
    machine.fire(in_order, ["acknowledge", "isolate"])
    machine.fire(the_other_way_round, ["isolate", "acknowledge"])
    assert (in_order.state, the_other_way_round.state) == ("exploring", "objecting")


def test_the_first_transition_whose_conditions_hold_is_taken() -> None:
    machine = Machine(
        objection(
            {"trigger": "isolate", "source": "opening", "dest": "exploring", "when": {"trust": 60}},
            {"trigger": "isolate", "source": "opening", "dest": "objecting"},
        )
    )
    wary, trusting = view(), view(meters=Meters(trust=60, patience=50, interest=50))
    machine.fire(wary, ["isolate"])
    machine.fire(trusting, ["isolate"])
    assert (wary.state, trusting.state) == ("objecting", "exploring")


def test_unless_keeps_a_transition_from_being_taken() -> None:
    machine = Machine(
        objection({"trigger": "advance", "source": "opening", "dest": "agreed", "unless": {"made": "argue"}})
    )
    quarrelled = view(made=frozenset({"argue"}))
    assert machine.fire(quarrelled, ["advance"]) == []
    assert machine.fire(view(), ["advance"]) == ["advance"]


def test_who_has_brought_something_up_wants_it_answered_before_anything_else() -> None:
    machine = Machine(
        objection(
            {"trigger": "concede", "source": "opening", "raises": "ask_more"},
            {"trigger": "isolate", "source": "opening", "dest": "exploring"},
        )
    )
    talk = view()
    assert machine.fire(talk, ["concede", "isolate"]) == ["concede"]
    assert (talk.state, talk.raised) == ("opening", "ask_more")


def test_nothing_takes_effect_after_the_end() -> None:
    machine = Machine(
        objection(
            {"trigger": "advance", "source": "opening", "dest": "agreed"},
            {"trigger": "argue", "source": "agreed", "dest": "objecting"},
        )
    )
    talk = view()
    assert machine.fire(talk, ["advance", "argue"]) == ["advance"]
    assert talk.state == "agreed"


def test_a_star_stands_for_every_state_but_the_ends() -> None:
    machine = Machine(objection({"trigger": "any", "source": "*", "dest": "objecting"}))
    for state in ("opening", "objecting", "exploring"):
        assert machine.fire(view(state), ["any"]) == ["any"]
    assert machine.fire(view("agreed"), ["any"]) == []


def test_a_scenario_s_own_transitions_win() -> None:
    shared = objection({"trigger": "isolate", "source": "opening", "dest": "exploring"})
    own = Transition(trigger=("isolate",), source=("opening",), dest="objecting", when=Guards(trust_below=60))
    talk = view()
    Machine(shared, [own]).fire(talk, ["isolate"])
    assert talk.state == "objecting"


def test_one_machine_serves_many_talks() -> None:
    machine = customer_of("zh/vmc_price").machine
    assert machine is not customer_of("zh/service_contract").machine
    assert machine is customer_of("en/lathe_quote").machine  # both have a price objection and nothing of their own
    one, other = view(), view()
    machine.fire(one, ["isolate"])
    assert (one.state, other.state) == ("exploring", "opening")
    assert machine.initial == "opening"


@pytest.mark.parametrize("name", ["builtins.print", "this.s", "os.getcwd"])
def test_a_name_in_yaml_that_could_be_imported_is_neither_imported_nor_called(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sys.modules.pop("this", None)  # importing it prints a poem, so that an import could not go unnoticed
    machine = Machine(
        objection(
            {"trigger": name, "source": "opening", "dest": "objecting"},
            {"trigger": "isolate", "source": "objecting", "dest": "exploring", "raises": name.rpartition(".")[2]},
        )
    )
    talk = view()
    machine.fire(talk, [name, "isolate"])
    assert talk.state == "exploring"
    assert capsys.readouterr().out == ""
    assert "this" not in sys.modules


@pytest.mark.parametrize("name", ["builtins.print", "conditions", "prepare"])
def test_a_condition_that_is_none_of_ours_is_not_even_content(name: str) -> None:
    with pytest.raises(ValidationError):
        objection({"trigger": "isolate", "source": "opening", "dest": "exploring", "when": {name: True}})
