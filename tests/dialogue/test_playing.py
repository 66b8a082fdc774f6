"""The runner of talk files: it shows where a talk departs, and lets no slip of the pen pass for a test."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.dialogue.playing import Departure, play
from tests.dialogue.talk_files import TalkFile

ASKS = {"trainee": "您是跟谁家比的？", "moves": ["open_question"], "asks": ["compared_with"]}


def talk(*exchanges: dict[str, Any], **card: Any) -> TalkFile:
    return TalkFile.model_validate({"scenario": "zh/vmc_price", "talk": exchanges, "card": card})


def playing(file: TalkFile) -> None:
    play("a_talk", file.scenario[0], file, reader=None)


def test_a_talk_that_goes_as_written_passes() -> None:
    playing(talk(ASKS | {"then": {"state": "exploring", "told": ["compared_with"], "trust": "rises"}}, outcome="none"))


@pytest.mark.parametrize(
    "then",
    [
        {"state": "weighing"},
        {"said": "ask_more"},
        {"said": "没有说过的话"},
        {"unsaid": "fact:compared_with"},
        {"told": []},
        {"told": ["budget"]},
        {"eased": ["payback_sum"]},
        {"happened": ["Interrupted"]},
        {"moves": ["isolate"]},
        {"trust": "falls"},
        {"trust": "stays"},
        {"patience": "over 99"},
        {"interest": "under 1"},
    ],
)
def test_every_expectation_can_be_disappointed(then: dict[str, Any]) -> None:
    with pytest.raises(Departure):
        playing(talk(ASKS | {"then": then}))


@pytest.mark.parametrize(
    "card",
    [
        {"outcome": "agreed"},
        {"score": "over 99"},
        {"score": "under 1"},
        {"steps": {"d": "none"}},
        {"steps": {"a": "none"}},
        {"mistakes": ["argue"]},
        {"focus": "informal"},
    ],
)
def test_so_can_every_expectation_of_the_card(card: dict[str, Any]) -> None:
    with pytest.raises(Departure):
        playing(talk(ASKS, **card))


def test_a_departure_shows_the_transcript_so_far_and_what_was_expected() -> None:
    later = {"trainee": "这句话轮不到说。", "moves": ["benefit"]}
    with pytest.raises(Departure) as departed:
        playing(talk(ASKS | {"then": {"state": "weighing"}}, later))
    shown = str(departed.value)
    assert "您是跟谁家比的？" in shown
    assert "[exploring] trust 40 (+5)" in shown
    assert shown.endswith(">>> expected state: weighing")
    assert "轮不到" not in shown


def test_an_expectation_after_the_end_is_disappointed() -> None:
    pushes = [{"trainee": f"第 {n} 次催您。", "moves": ["pressure"]} for n in range(9)]
    playing(talk(*pushes, outcome="lost"))  # replies after the end are not heard …
    with pytest.raises(Departure, match="go on"):
        playing(talk(*pushes, ASKS | {"then": {"state": "exploring"}}))  # … and so nothing can follow from them


def test_a_key_that_there_is_not_is_an_error() -> None:
    with pytest.raises(ValidationError, match="sate"):
        talk(ASKS | {"then": {"sate": "exploring"}})


@pytest.mark.parametrize("name", ["ask_mor", "fact:compared", "guarded:part", "answer:nothing", "excuse:nobody"])
def test_a_name_that_no_lines_go_by_is_an_error_and_not_just_unsaid(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        playing(talk(ASKS | {"then": {"unsaid": name}}))


def test_a_fact_that_the_customer_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="nobody"):
        playing(talk({"trainee": "问谁？", "moves": ["open_question"], "asks": ["nobody"]}))
