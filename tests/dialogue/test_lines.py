"""Lines: chosen by the seed, the unsaid ones first, never the same twice in a row."""

from dataclasses import replace

import pytest

from state.content.terms import Lines
from state.dialogue.lines import LONGEST, Bubble, Voice, bubbles
from tests.customers import SCENARIOS, customer_of, heard_as, played, started

CUSTOMER = customer_of("zh/vmc_price")
LINES = (("一句",), ("两句",), ("三", "句"), ("四句",))


def voice(seed: int = 0, turn: int = 1) -> Voice:
    return Voice(CUSTOMER, seed, turn, said=[])


def one_of(speaker: Voice, lines: Lines = LINES) -> tuple[str, ...]:
    return tuple(bubble.text for bubble in speaker.one_of(lines))


def test_no_alternative_is_said_again_before_all_were() -> None:
    speaker = voice()
    said = [one_of(speaker) for _ in LINES]
    assert sorted(said) == sorted(LINES)


def test_once_all_were_said_it_is_the_one_said_longest_ago() -> None:
    speaker = voice()
    said = [one_of(speaker) for _ in range(3 * len(LINES))]
    assert said[4:8] == said[:4]
    assert said[8:] == said[:4]


def test_the_only_line_there_is_may_be_said_again() -> None:
    speaker = voice()
    assert [one_of(speaker, LINES[:1]) for _ in range(2)] == [("一句",)] * 2


def test_the_same_seed_and_turn_choose_the_same() -> None:
    assert [one_of(voice(seed)) for seed in range(20)] == [one_of(voice(seed)) for seed in range(20)]


def test_over_seeds_every_alternative_gets_its_turn() -> None:
    assert {one_of(voice(seed)) for seed in range(100)} == set(LINES)


def test_over_turns_the_choice_differs_too() -> None:
    assert {one_of(voice(turn=turn)) for turn in range(100)} == set(LINES)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_seeds_alone_decide_how_a_talk_opens(scenario: str) -> None:
    customer = customer_of(scenario)
    openings = {started(customer, seed).said for seed in range(50)}
    assert len(openings) == len(customer.scenario.opening)


def test_a_pause_is_that_of_a_person_and_never_a_tedious_one() -> None:
    short, long = bubbles(CUSTOMER, [Bubble("坐。"), Bubble("好" * 75)])
    assert 0 < short.pause < long.pause == LONGEST


def test_who_thinks_longer_begins_later_and_types_the_rest_as_fast() -> None:
    words = [Bubble("这个数我要再看一看。"), Bubble("还有一条。")]
    thinker = replace(CUSTOMER, persona=CUSTOMER.persona.model_copy(update={"thinks": 3.0}))
    first, second = bubbles(CUSTOMER, words)
    later, same = bubbles(thinker, words)
    assert later.pause == pytest.approx(first.pause + 3.0 - CUSTOMER.persona.thinks)
    assert same.pause == second.pause < first.pause


def test_a_long_reply_takes_longer_to_read_up_to_a_point() -> None:
    words = [Bubble("行。"), Bubble("再说。")]
    pauses = [[say.pause for say in bubbles(CUSTOMER, words, heard)] for heard in (0, 12, 24, 200, 400)]
    firsts = [first for first, _ in pauses]
    assert firsts[0] < firsts[1] < firsts[2] < firsts[3] == firsts[4]
    assert len({second for _, second in pauses}) == 1


def test_a_scenario_s_own_words_go_before_the_persona_s() -> None:
    own = {line for place in CUSTOMER.scenario.lines if place.on and "acknowledge" in place.on for line in place.say}
    turns, _ = played(CUSTOMER, [heard_as("acknowledge")])
    assert tuple(say.text for say in turns[0].says) in own


def test_a_line_for_a_state_is_said_in_no_other() -> None:
    opening = {line for place in CUSTOMER.scenario.lines if place.in_ == ("weighing",) for line in place.say}
    turns, _ = played(CUSTOMER, [heard_as("acknowledge", reply=f"第 {n} 句话说给他听。") for n in range(6)])
    assert not opening & {tuple(say.text for say in turn.says) for turn in turns}


@pytest.mark.parametrize("seed", range(10))
def test_a_talk_ends_with_words_written_for_its_end(seed: int) -> None:
    polite = customer_of("en/workholding_polite")
    places = (*polite.scenario.lines, *polite.persona.lines["en"])
    general = [place for place in places if "courtesy" in (place.on or ()) and place.in_ is None]
    assert general  # there are lines that a courtesy gets anywhere, and they would be out of place here
    known = {"state": "exploring", "turn": 5, "told": ("why_enquired",)}
    turns, end = played(polite, [heard_as("courtesy")], started(polite, seed).model_copy(update=known))
    assert end.outcome == "deferred"
    written = {line for place in places if "deferred" in (place.in_ or ()) for line in place.say}
    assert tuple(say.text for say in turns[0].says) in written
