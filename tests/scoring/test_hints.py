"""Hints follow the talk: which step comes next, how much of it was given, and what it takes off the score."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from state.content.terms import Move, StepId
from state.dialogue.snapshot import Heard
from state.scoring.card import Aid, Card, score
from state.scoring.changes import changes
from state.scoring.hints import LEVELS, given, next_hint, next_step
from state.scoring.talk import Help, Hint, Level, Talk
from tests.company import FACT, ROOM
from tests.customers import customer_of, heard_as, played, troupe
from tests.scoring.talks import PRICE, saying, talk

RUBRIC = troupe().rubric
KEYS = [fact.id for fact in PRICE.scenario.facts if fact.key]
ANSWERS = [answer.id for answer in PRICE.scenario.answers]


def after(
    *made: Move,
    told: Sequence[str] = (),
    answered: Sequence[str] = (),
    confided: bool = False,
    scenario: str = "zh/vmc_price",
    had: Help | None = None,
) -> Talk:
    """A talk as it stands once these moves were made, whatever was said."""
    customer = customer_of(scenario)
    end = talk(customer=customer).end.model_copy(
        update={
            "made": dict.fromkeys(made, 1),
            "isolated": "isolate" in made,
            "told": tuple(told),
            "answered": tuple(answered),
            "confided": confided,
        }
    )
    return Talk(customer, (), end, help=had or Help())


READ: tuple[Move, ...] = ("acknowledge", "open_question", "isolate")


@pytest.mark.parametrize(
    ("so_far", "step", "move"),
    [
        (after(), "c", "acknowledge"),
        (after("feature", "closed_question"), "c", "acknowledge"),
        (after("restate"), "d", "open_question"),
        (after("acknowledge", "closed_question"), "d", "open_question"),
        (after("acknowledge", "open_question"), "d", "isolate"),
        (after("acknowledge", "isolate"), "d", "closed_question"),
        (after(*READ, told=KEYS[:1]), "d", "closed_question"),
        (after(*READ, told=KEYS[:2]), "e", "evidence"),
        (after(*READ, "evidence", told=KEYS[:2]), "e", "solution"),
        (after(*READ, "evidence", answered=ANSWERS[:1], told=KEYS[:2]), "e", "solution"),
        (after(*READ, "solution", answered=ANSWERS[:3]), "e", "benefit"),
        (after(*READ, "solution", "benefit", answered=ANSWERS[:3]), "f", "expert_advice"),
        (after(*READ, "benefit", "evidence", answered=ANSWERS[:3]), "e", "advance"),
        (after(*READ, "benefit", "evidence", "advance", answered=ANSWERS[:3]), "e", "advance"),
        (after(*READ, scenario="zh/service_contract"), "g", "go_informal"),
        (after(*READ, "go_informal", scenario="zh/service_contract"), "d", "closed_question"),
        (after(*READ, confided=True, scenario="zh/service_contract"), "d", "closed_question"),
    ],
)
def test_the_step_that_comes_next_is_the_first_that_is_missing(so_far: Talk, step: StepId, move: Move) -> None:
    assert next_step(so_far) == (step, move)


@pytest.mark.parametrize(("made", "told"), [(READ, ()), ((*READ, "map_decision"), ()), (READ, (FACT,))])
def test_with_several_people_it_is_asked_who_decides_until_it_was_told_or_tried(
    made: tuple[Move, ...], told: tuple[str, ...]
) -> None:
    room = replace(after(*made, told=told), customer=ROOM)
    wanted = ("d", "map_decision") if (made, told) == (READ, ()) else next_step(after(*made, told=told))
    assert next_step(room) == wanted


def test_after_a_mistake_the_first_thing_is_to_keep_calm() -> None:
    assert next_step(saying(("acknowledge",), ("argue",))) == ("b", "acknowledge")
    assert next_step(saying(("argue",), ("acknowledge",)))[0] != "b"
    assert next_step(saying({"argue": 0.5}))[0] != "b", "a mistake that may be none is not held against anybody"


def test_hints_grow_from_the_principle_to_an_example_and_then_there_are_no_more() -> None:
    so_far, levels = after("acknowledge"), list[Level]()
    while (hint := next_hint(so_far)) is not None:
        assert (hint.step, hint.move, hint.turn) == ("d", "open_question", 1)
        levels.append(hint.level)
        so_far = replace(so_far, help=Help(hints=(*so_far.help.hints, hint)))
    assert levels == ["principle", "direction", "example"] == list(LEVELS)
    assert [hint.level for hint in given(so_far)] == levels


def test_what_was_given_for_a_step_is_not_sold_again_but_another_move_has_another_example() -> None:
    had = Help(hints=tuple(Hint(turn=2, level=level, step="d", move="open_question") for level in LEVELS))
    same_step = after("acknowledge", "open_question", had=had)
    assert next_hint(same_step) == Hint(turn=1, level="example", step="d", move="isolate")
    assert [hint.level for hint in given(same_step)] == ["principle", "direction"]
    other_step = next_hint(after(had=had))
    assert other_step is not None
    assert (other_step.step, other_step.level) == ("c", "principle")


def test_where_a_scenario_shows_nobody_doing_it_there_is_no_example() -> None:
    models = {move: words for move, words in PRICE.scenario.models.items() if move != "acknowledge"}
    mute = replace(PRICE, scenario=PRICE.scenario.model_copy(update={"models": models}))
    had = Help(hints=tuple(Hint(turn=1, level=level, step="c", move="acknowledge") for level in LEVELS[:2]))
    assert next_hint(replace(after(had=had), customer=mute)) is None


def test_an_example_is_of_a_move_that_the_scenario_shows() -> None:
    models = {move: words for move, words in PRICE.scenario.models.items() if move != "evidence"}
    mute = replace(PRICE, scenario=PRICE.scenario.model_copy(update={"models": models}))
    assert next_step(replace(after(*READ, told=KEYS[:2]), customer=mute)) == ("e", "solution")


def test_a_good_talk_is_led_through_by_what_the_hints_say() -> None:
    """Whoever does what each hint says is told another thing until a next step is all that is left."""
    heard, seen = list[Heard](), list[tuple[StepId, Move]]()
    for _ in range(12):
        turns, end = played(PRICE, heard)
        wanted = next_step(Talk(PRICE, tuple(turns), end))
        seen.append(wanted)
        if wanted[1] == "advance":
            break
        asks = KEYS[:2] if wanted[1] == "closed_question" else ()
        gives = ANSWERS[:3] if wanted[1] == "evidence" else ()
        heard.append(heard_as(wanted[1], asks=asks, gives=gives))
    assert seen[:4] == [("c", "acknowledge"), ("d", "open_question"), ("d", "isolate"), ("d", "closed_question")]
    assert seen[-1] == ("e", "advance")
    assert len(set(seen)) == len(seen)


GOOD = saying(("acknowledge", "open_question"), ("restate", "isolate"), ("evidence", "benefit"))
HAD = Help(
    hints=(
        Hint(turn=1, level="principle", step="c", move="acknowledge"),
        Hint(turn=2, level="example", step="d", move="isolate"),
    ),
    retry=3,
)


def card(had: Help) -> Card:
    return score(replace(GOOD, help=had), RUBRIC)


def test_help_takes_its_cost_off_the_score_each_for_what_it_was() -> None:
    costs = RUBRIC.help
    assert card(HAD).help == (
        Aid(turn=1, cost=costs.principle, level="principle", step="c"),
        Aid(turn=2, cost=costs.example, level="example", step="d"),
        Aid(turn=3, cost=costs.retry),
    )
    assert card(Help()).score - card(HAD).score == costs.principle + costs.example + costs.retry
    assert card(Help()).help == ()


def test_to_be_shown_a_cost_costs_nothing() -> None:
    assert card(Help(offered=HAD.hints[0])) == card(Help())


def test_help_cannot_take_a_score_below_nothing() -> None:
    dear = RUBRIC.model_copy(update={"help": RUBRIC.help.model_copy(update={"retry": 50})})
    assert score(replace(saying(("argue",), ("argue",), ("argue",)), help=HAD), dear).score == 0


def test_another_price_of_help_is_told_when_a_talk_is_scored_again() -> None:
    costs = RUBRIC.help.model_copy(update={"example": RUBRIC.help.example + 2, "retry": 0})
    dearer = score(replace(GOOD, help=HAD), RUBRIC.model_copy(update={"help": costs}))
    assert list(changes(card(HAD), dearer)) == [
        f"example of d before reply 2 -{RUBRIC.help.example} -> -{RUBRIC.help.example + 2}",
        f"taking reply 3 back -{RUBRIC.help.retry} -> 0",
    ]


def test_the_mode_is_on_the_card() -> None:
    assert card(Help()).mode == "practice"
    assert score(replace(GOOD, mode="exam"), RUBRIC).mode == "exam"


def test_every_customer_has_an_exam_of_its_own_that_is_always_the_same() -> None:
    seeds = [customer.exam_seed for customer in troupe().customers.values()]
    assert len(set(seeds)) == len(seeds)
    assert replace(PRICE, version="another").exam_seed == PRICE.exam_seed
    assert all(0 <= seed < 2**31 for seed in seeds)
