"""Simulated trainees: the more skilled finds well whatever the less skilled does, and must score more for it."""

import random
from pathlib import Path

import pytest

from bot.simulating import REPLIES, Climb, climbs, order, simulated
from bot.trainees import Phrases, badly, phrases, well
from state.content.examples import Examples
from state.content.library import load_examples
from state.content.terms import MISTAKES
from state.understanding.reader import SentenceReader, load_reader
from tests.customers import customer_of, started, troupe

VMC = customer_of("zh/vmc_price")


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return load_reader()


@pytest.fixture(scope="module")
def examples() -> list[Examples]:
    found, _ = load_examples(Path(__file__).parents[2] / "scenarios")
    assert found is not None
    return [found["zh_13"], found["zh_19"]]


@pytest.fixture(scope="module")
def said(examples: list[Examples]) -> Phrases:
    return phrases(examples, "zh", "price")


def test_phrases_make_the_one_move_and_are_of_the_language(examples: list[Examples], said: Phrases) -> None:
    moves = {reply.reply: reply.moves for of in examples for reply in of.replies}
    assert said
    for move, replies in said.items():
        assert all(moves[reply] == (move,) for reply in replies)
    assert phrases(examples, "en", "price") == {}


def test_what_is_found_well_goes_by_the_state_of_the_talk(said: Phrases) -> None:
    start, dice = started(VMC), random.Random(1)
    key = next(fact for fact in VMC.scenario.facts if fact.key)
    assert any(well(VMC, start, said, dice).endswith(question) for question in key.asked)
    begun = start.model_copy(update={"turn": 1})
    assert well(VMC, begun, said, dice) in said["isolate"]
    isolated = begun.model_copy(update={"isolated": True, "told": (key.id,)})
    second = next(fact for fact in VMC.scenario.facts if fact.key and fact.id != key.id)
    assert well(VMC, isolated, said, dice) in second.asked
    informed = isolated.model_copy(update={"told": (key.id, second.id), "made": {"restate": 1}})
    assert well(VMC, informed, said, dice) in VMC.scenario.answers[0].means
    given = tuple(answer.id for answer in VMC.scenario.answers[: VMC.scenario.concern.enough])
    met = informed.model_copy(update={"answered": given, "made": {"restate": 1, "expert_advice": 1}})
    assert well(VMC, met, said, dice) in said["advance"]


def test_what_is_not_found_well_is_a_mistake_or_leads_nowhere(said: Phrases) -> None:
    poor = {reply for move in (*MISTAKES, "feature", "other", "advance") for reply in said.get(move, ())}
    assert all(badly(said, random.Random(seed)) in poor for seed in range(50))


def test_who_finds_more_well_finds_well_what_the_others_do(said: Phrases, reader: SentenceReader) -> None:
    talks = [simulated(VMC, skill, 2, said, reader) for skill in range(4)]
    assert all(1 <= len(talk.turns) <= REPLIES for talk in talks)
    bad = [reply for move in (*MISTAKES, "feature", "other") for reply in said.get(move, ())]
    assert {turn.reply for turn in talks[0].turns} & set(bad)
    assert not {turn.reply for turn in talks[3].turns} & set(bad)
    assert talks[3].end.outcome == "agreed"
    again = simulated(VMC, 3, 2, said, reader)
    assert [turn.reply for turn in again.turns] == [turn.reply for turn in talks[3].turns]


def test_every_customer_and_seed_makes_a_climb_from_the_worst_to_the_best(
    examples: list[Examples], reader: SentenceReader
) -> None:
    found = climbs([VMC], examples, troupe(), reader, seeds=2)
    assert [(each.name, each.seed) for each in found] == [("zh/vmc_price", 0), ("zh/vmc_price", 1)]
    for each in found:
        assert 2 <= len(each.scores) <= 4
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
