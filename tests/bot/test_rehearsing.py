"""Rehearsals: trainees of every kind talk to a customer, and what should not be is told."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.rehearsing import Rehearsal, rehearse, remarks, table
from bot.texts import texts
from bot.trainees import ASKING, GIVING, KINDS, QUARRELSOME, SPARSE, Kind, Phrases, phrases, trainee
from state.content.examples import Examples
from state.content.library import load_examples
from state.content.sources import Source, read
from state.content.terms import Lang
from state.dialogue.snapshot import digest_of
from state.understanding.reading import Reader
from tests.customers import customer_of, started, troupe

FOLDER = Path(__file__).parents[2] / "scenarios"
VMC = customer_of("zh/vmc_price")


@pytest.fixture(scope="module")
def examples() -> list[Examples]:
    found, _ = load_examples(FOLDER, ("zh_13", "zh_19"))
    assert found is not None
    return list(found.values())


@pytest.fixture(scope="module")
def said(examples: list[Examples]) -> Phrases:
    return phrases(examples, "zh", "price")


@pytest.fixture(scope="module")
def rehearsal(examples: list[Examples], reader: Reader) -> Rehearsal:
    return rehearse(VMC, examples, troupe(), reader, 2, ("expert", "arguer", "silent"))


@pytest.fixture(scope="module")
def source() -> Source:
    found, _ = read(FOLDER / "zh" / "vmc_price.yaml")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "moves"), [("discounter", GIVING), ("arguer", QUARRELSOME), ("silent", ()), ("interrogator", ASKING)]
)
def test_a_trainee_says_what_is_like_him(kind: Kind, moves: tuple[str, ...], said: Phrases) -> None:
    start = started(VMC)
    asked = [question for fact in VMC.scenario.facts for question in fact.asked]
    own = {"silent": SPARSE["zh"], "interrogator": asked}.get(kind, ())
    may = {*own, *(reply for move in moves for reply in said.get(move, ()))}
    for seed in range(20):
        assert trainee(kind, VMC, seed, said)(start.model_copy(update={"turn": seed})) in may


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_says_the_same_and_another_something_else(kind: Kind, said: Phrases) -> None:
    start = started(VMC)
    replies = [[trainee(kind, VMC, seed, said)(start.model_copy(update={"turn": 3})) for seed in range(12)]] * 2
    assert replies[0] == replies[1]
    assert len(set(replies[0])) > 1


def test_an_expert_does_not_say_over_what_was_not_taken_as_it_was_meant(said: Phrases) -> None:
    benefit, advice = "这台机器一年给您省六万，当年就回本。", "刀先别换，先把冷却液的浓度量一量。"
    few = {**said, "benefit": (benefit,), "expert_advice": (advice,)}
    first = VMC.scenario.answers[0].id
    told = tuple(fact.id for fact in VMC.scenario.facts[:2])
    made = {"isolate": 1, "restate": 1, "evidence": 1, "expert_advice": 1}
    talk = started(VMC).model_copy(
        update={"turn": 6, "isolated": True, "told": told, "answered": (first,), "made": made}
    )
    for heard, said_over in (((), True), ((digest_of(benefit),), False)):
        reply = trainee("expert", VMC, 0, few)(talk.model_copy(update={"heard": heard}))
        assert (reply == benefit) == said_over


def test_experts_win_and_who_quarrels_or_keeps_silent_does_not(rehearsal: Rehearsal) -> None:
    assert rehearsal.share("expert", "agreed") == 1.0
    assert rehearsal.share("arguer", "lost") == 1.0
    assert rehearsal.share("silent", "agreed") == 0.0
    assert rehearsal.sound
    assert min(played.points for played in rehearsal.of("expert")) > 60
    assert max(played.points for played in rehearsal.of("arguer")) < 20


def test_a_talk_goes_on_until_the_customer_ends_it(rehearsal: Rehearsal) -> None:
    assert all(played.talk.end.outcome is not None for played in rehearsal.talks)


@pytest.mark.parametrize(
    ("lang", "expert", "lines"),
    [("en", "│ expert ", "Lines that nobody heard: "), ("zh", "│ 高手 ", "没有人听到过的台词：")],
)
def test_the_table_has_a_row_a_kind_and_remarks_name_lines_of_the_file(
    rehearsal: Rehearsal, source: Source, lang: Lang, expert: str, lines: str
) -> None:
    written = io.StringIO()
    Console(file=written, width=100).print(table(rehearsal, texts(lang)))
    shown = next(line for line in written.getvalue().splitlines() if line.startswith(expert))
    assert "█" * 20 in shown
    assert "100%" in shown
    [told] = [remark for remark in remarks(rehearsal, source, texts(lang)) if remark.startswith(lines)]
    numbers = [int(number) for number in re.findall(r"\d+", told.rpartition(".yaml")[2])]
    assert len(numbers) == len(rehearsal.unsaid)
    assert all(re.match(r"\s+- \{?(in|on|when|say):", source.lines[number - 1]) for number in numbers)


def test_who_should_not_win_and_does_is_told_and_who_should_and_does_not(rehearsal: Rehearsal, source: Source) -> None:
    other: dict[Kind, Kind] = {"expert": "arguer", "arguer": "expert", "silent": "silent"}
    swapped = replace(rehearsal, talks=tuple(replace(played, kind=other[played.kind]) for played in rehearsal.talks))
    assert not swapped.sound
    told = remarks(swapped, source, texts("en"))
    assert told[:2] == [
        "Experts win only 0% of their talks; it should be 90% at least.",
        "Arguers win 100% of their talks; it should be 2% at most.",
    ]


def test_states_in_which_nobody_was_are_named(rehearsal: Rehearsal) -> None:
    experts = replace(rehearsal, talks=tuple(rehearsal.of("expert")))
    assert "lost" in experts.unreached
    assert "agreed" not in experts.unreached
    assert "lost" not in rehearsal.unreached
