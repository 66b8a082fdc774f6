"""Simulated trainees: what the expert says next, and that who is more skilled must score more."""

from pathlib import Path

import pytest

from bot.simulating import RISING, Climb, climbs, order
from bot.trainees import Phrases, phrases, trainee
from state.content.examples import Examples
from state.content.library import load_examples
from state.understanding.reader import SentenceReader
from tests.customers import customer_of, started, troupe

VMC = customer_of("zh/vmc_price")


@pytest.fixture(scope="module")
def examples() -> list[Examples]:
    found, _ = load_examples(Path(__file__).parents[2] / "scenarios", ("zh_13", "zh_19"))
    assert found is not None
    return list(found.values())


@pytest.fixture(scope="module")
def said(examples: list[Examples]) -> Phrases:
    return phrases(examples, "zh", "price")


def test_phrases_make_the_one_move_and_are_of_the_language(examples: list[Examples], said: Phrases) -> None:
    moves = {reply.reply: reply.moves for of in examples for reply in of.replies}
    assert said
    for move, replies in said.items():
        assert all(moves[reply] == (move,) for reply in replies)
    assert phrases(examples, "en", "price") == {}


def test_an_expert_goes_by_the_state_of_the_talk(said: Phrases) -> None:
    says = trainee("expert", VMC, 1, said)
    keys = [fact for fact in VMC.scenario.facts if fact.key]
    start = started(VMC)
    assert any(says(start).endswith(question) for fact in keys for question in fact.asked)
    begun = start.model_copy(update={"turn": 1})
    assert says(begun) in said["isolate"]
    isolated = begun.model_copy(update={"isolated": True, "told": (keys[0].id,)})
    assert says(isolated) in [question for fact in keys[1:] for question in fact.asked]
    informed = isolated.model_copy(update={"told": (keys[0].id, keys[1].id), "made": {"restate": 1}})
    assert says(informed) in VMC.scenario.answers[0].means
    first = informed.model_copy(update={"answered": (VMC.scenario.answers[0].id,)})
    assert says(first) in said["expert_advice"]
    shown = {"restate": 1, "expert_advice": 1, "evidence": 1, "benefit": 1}
    for move in ("evidence", "benefit"):
        without = {made: count for made, count in shown.items() if made != move}
        assert says(first.model_copy(update={"made": without})) in said[move]
    enough = tuple(answer.id for answer in VMC.scenario.answers[: VMC.scenario.concern.enough])
    met = informed.model_copy(update={"answered": enough, "made": shown})
    assert says(met) in said["advance"]
    declined = met.model_copy(update={"made": {**shown, "advance": 1}})
    assert says(declined) in VMC.scenario.answers[len(enough)].means


def test_a_question_that_was_not_answered_is_not_asked_again_at_once(said: Phrases) -> None:
    says = trainee("expert", VMC, 1, said)
    asking = started(VMC).model_copy(update={"turn": 1, "isolated": True})
    now, then = (says(asking.model_copy(update={"turn": turn})) for turn in (1, 2))
    about = [{fact.id for fact in VMC.scenario.facts if question in fact.asked} for question in (now, then)]
    assert about[0]
    assert about[1]
    assert about[0] != about[1]


def test_every_customer_and_seed_makes_a_climb_from_the_worst_to_the_best(
    examples: list[Examples], reader: SentenceReader
) -> None:
    found = climbs([VMC], examples, troupe(), reader, seeds=2)
    assert [(each.name, each.seed) for each in found] == [("zh/vmc_price", 0), ("zh/vmc_price", 1)]
    for each in found:
        assert len(each.scores) == len(RISING)
        assert each.scores[0] + 40 < each.scores[-1]


def test_a_tie_and_a_fall_are_shown_with_their_scores() -> None:
    of = [
        Climb("zh", "z", 0, (10, 20, 30)),
        Climb("zh", "z", 1, (10, 10, 30)),
        Climb("zh", "z", 2, (10, 40, 30)),
        Climb("en", "e", 0, (0, 1)),
    ]
    assert order(of).splitlines() == [
        "en, trainees of rising skill: 1 of 1 (scenario × seed) pairs in strict order (100%)",
        "zh, trainees of rising skill: 1 of 3 (scenario × seed) pairs in strict order (33%)",
        "  z, seed 1: 10 10 30",
        "  z, seed 2: 10 40 30",
    ]
