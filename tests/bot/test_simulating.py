"""Simulated trainees: the more skilled says all that the less skilled says well, and must score more for it."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from bot.jsonl import Record
from bot.simulating import Climb, climbs, levels, order
from bot.trials import Script
from state.understanding.reader import SentenceReader, load_reader
from tests.customers import customer_of, troupe

ROOT = Path(__file__).parents[2]
EXPERT = [f"good {turn}" for turn in range(6)]
WORST = [f"bad {turn}" for turn in range(8)]


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return load_reader()


def scripts_of(*names: str) -> list[Script]:
    found = []
    for line in (ROOT / "tests/data/scripts/development/zh_a.jsonl").read_text(encoding="utf-8").splitlines():
        record: Record = json.loads(line)
        if record["id"] in names:
            found.append(Script(record, customer_of("zh/vmc_price"), record["replies"]))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_the_more_skilled_says_all_that_the_less_skilled_says_well_and_more(seed: int) -> None:
    rungs = levels(EXPERT, WORST, f"x:{seed}")
    assert rungs[0] == WORST[:6]
    assert rungs[-1] == EXPERT
    for low, high in pairwise(rungs):
        assert set(low) & set(EXPERT) <= set(high) & set(EXPERT)
        assert all(said in (EXPERT[turn], WORST[turn]) for turn, said in enumerate(high))


def test_the_draw_is_the_same_each_time_and_another_for_another_seed() -> None:
    drawn = [levels(EXPERT, WORST, f"x:{seed}") for seed in (0, 0, 1, 2, 3)]
    assert drawn[0] == drawn[1]
    assert any(drawn[0] != other for other in drawn[2:])


def test_where_the_worst_script_has_ended_the_expert_goes_on() -> None:
    assert levels(EXPERT, WORST[:2], "x:0")[0] == [*WORST[:2], *EXPERT[2:]]


def test_the_best_and_the_worst_script_for_a_customer_make_the_trainees(reader: SentenceReader) -> None:
    found = climbs(scripts_of("zh_a-01", "zh_a-02", "zh_a-03", "zh_a-04"), troupe(), reader, seeds=2)
    assert [each.seed for each in found] == [0, 1]
    for each in found:
        assert each.lang == "zh"
        assert each.name == "zh_a-01 and zh_a-02, zh/vmc_price"
        assert 2 <= len(each.scores) <= 4
        assert each.scores[0] < each.scores[-1]


def test_levels_of_which_the_customer_heard_the_same_are_one(reader: SentenceReader) -> None:
    expert, worst = scripts_of("zh_a-01", "zh_a-02")
    alike = replace(expert, record={**worst.record}, replies=expert.replies)
    assert [len(each.scores) for each in climbs([expert, alike], troupe(), reader, seeds=2)] == [1, 1]


def test_a_customer_with_scripts_of_one_grade_makes_none(reader: SentenceReader) -> None:
    assert climbs(scripts_of("zh_a-01"), troupe(), reader) == []


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
