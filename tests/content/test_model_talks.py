"""The talks that customers are shipped with go as they should, and what goes otherwise is told.

Those of fifteen customers are played, ten of them in Chinese: to make a customer ready takes ten times as long as its
talks. `make talks` plays those of all forty (TALKS=all).
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.checking import check_content, check_talks
from state.content.library import Library, load_library
from state.content.scenario import ModelTalks
from state.understanding.reading import Reader
from tests.content.folders import FILES, write
from tests.customers import SCENARIOS, SOME

FOLDER = Path(__file__).parents[2] / "scenarios"
ALL = os.environ.get("TALKS") == "all"
PLAYED = SCENARIOS if ALL else SOME


@pytest.fixture(scope="module")
def library() -> Library:
    found, _ = load_library(FOLDER)
    assert found is not None
    return found


@pytest.mark.parametrize("scenario", PLAYED)
def test_an_expert_wins_this_customer_and_a_novice_does_not(library: Library, reader: Reader, scenario: str) -> None:
    assert library.scenarios[scenario].talks is not None
    assert [problem.render() for problem in check_talks(library, [scenario], reader)] == []


def test_talks_that_go_otherwise_are_told_at_their_place(library: Library, reader: Reader) -> None:
    name = "zh/vmc_price"
    scenario, source = library.scenarios[name], library.sources[name]
    assert scenario.talks is not None
    swapped = ModelTalks(expert=scenario.talks.novice, novice=scenario.talks.expert)
    mixed = replace(library, scenarios={**library.scenarios, name: scenario.model_copy(update={"talks": swapped})})
    found = list(check_talks(mixed, [name], reader))
    assert [problem.code for problem in found] == ["D084", "D085"]
    lines = [source.lines[problem.line - 1].strip() for problem in found]
    assert lines == ["expert:", "novice:"]


def test_talks_are_played_only_if_asked_for_and_where(tmp_path: Path, reader: Reader) -> None:
    folder = write(tmp_path, FILES)  # its customer says nothing but a line, and nobody wins him in four replies
    assert check_content(folder, [folder / "zh"]) == []
    assert check_content(folder, [folder / "accounts"], reader) == []
    assert [problem.code for problem in check_content(folder, [folder / "zh"], reader)] == ["D084"]
