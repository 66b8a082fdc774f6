"""Tests of criteria, each by its smallest example: yes, no, and where it is not rated."""

from dataclasses import replace
from typing import Any

import pytest

from state.content.terms import Move
from state.dialogue.snapshot import Event, Standing
from state.scoring.card import applying
from state.scoring.finding import UNSURE
from state.scoring.talk import Diagnosis, Preparation, Talk, slipped
from state.scoring.tests import LISTENED_TO, PACE, SUITING_SHARE, TESTS
from state.understanding.reading import Spoken
from tests.company import FACT, GAIN, PLAN, ROOM, SUM
from tests.customers import SCENARIOS, customer_of, troupe
from tests.scoring.talks import PRICE, criterion, saying, talk, turn

ASKS: tuple[Move, ...] = ("open_question", "isolate")
ANSWERS: tuple[Move, ...] = ("benefit", "evidence")
BARELY = UNSURE - 0.01


def share(test: str, on: Talk, moves: tuple[Move, ...] = (), than: tuple[Move, ...] = ()) -> float | None:
    return TESTS[test](on, criterion(test, moves, than)).share


def happening(*happened: tuple[Any, str]) -> tuple[Event, ...]:
    return tuple(Event(happened=kind, about=about) for kind, about in happened)


def test_the_rubric_names_every_test_and_no_other() -> None:
    used = {criterion_.test for part in troupe().rubric.parts for criterion_ in part.criteria}
    assert used == set(TESTS)


def spoken(*how: Spoken | None) -> Talk:
    """A talk of replies of 100 characters that sounded like this; None: typed."""
    talking = saying(*[("acknowledge",)] * len(how))
    readings = [turn.reading.model_copy(update={"length": 100}) for turn in talking.turns]
    turns = zip(talking.turns, readings, how, strict=True)
    heard = (
        turn.model_copy(update={"reading": read.model_copy(update={"spoken": sound})}) for turn, read, sound in turns
    )
    return replace(talking, turns=tuple(heard))


def test_what_was_typed_is_not_judged_by_ear() -> None:
    assert [share(test, spoken(None, None)) for test in ("paced", "fluent", "brief")] == [None] * 3
    assert share("paced", spoken(Spoken(seconds=1.0))) is None, "too short to have a pace"


def test_a_pace_is_easy_to_follow_or_not() -> None:
    def at(pace: float) -> Spoken:
        return Spoken(seconds=20, pace=pace)

    slowest, fastest = PACE["zh"]
    assert share("paced", spoken(at(slowest), at(fastest), None)) == 1.0
    assert share("paced", spoken(at(slowest), at(fastest + 1), Spoken(seconds=1))) == 0.5
    found = TESTS["paced"](spoken(at(slowest), at(slowest - 1)), criterion("paced"))
    assert found.turn is not None
    assert found.turn.number == 2


def test_fillers_are_noticed_where_there_are_many() -> None:
    assert share("fluent", spoken(Spoken(seconds=9, fillers=("嗯",) * 3), None)) == 1.0
    assert share("fluent", spoken(Spoken(seconds=9, fillers=("嗯",) * 4), Spoken(seconds=9))) == 0.5


def test_half_a_minute_is_brief() -> None:
    assert share("brief", spoken(Spoken(seconds=LISTENED_TO), None)) == 1.0
    assert share("brief", spoken(Spoken(seconds=LISTENED_TO + 0.1))) == 0.0


@pytest.mark.parametrize("name", sorted(TESTS))
def test_no_test_fails_on_a_talk_in_which_nothing_was_said(name: str) -> None:
    found = share(name, talk(), ASKS, ANSWERS)
    assert found is None or 0 <= found <= 1


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([("isolate",)], 1),
        ([("benefit",), ("isolate",)], 1),
        ([("benefit",)], 0),
        ([{"isolate": BARELY}], None),
        ([{"isolate": UNSURE}], 1),
    ],
)
def test_made_is_making_it_anywhere(replies: list[Any], expected: float | None) -> None:
    assert share("made", saying(*replies), ASKS) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([("open_question",), ("benefit",)], 1),
        ([("open_question", "benefit")], 1),  # in the same reply is early enough
        ([("open_question",)], 1),
        ([("benefit",), ("open_question",)], 0),
        ([("benefit",)], 0),
        ([("courtesy",)], 0),
        ([{"open_question": BARELY}, {"benefit": 0.9}], None),
        ([{"open_question": BARELY}, {"open_question": 0.9}, {"benefit": 0.9}], 1),
        ([{"benefit": BARELY}, {"open_question": 0.9}], None),
    ],
)
def test_made_before_is_no_later_than_the_other(replies: list[Any], expected: float | None) -> None:
    assert share("made_before", saying(*replies), ASKS, ANSWERS) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([("open_question",), ("advance",)], 1),
        ([("open_question", "advance")], 1),
        ([("advance",), ("open_question",), ("advance",)], 1),
        ([("advance",), ("open_question",)], 0),
        ([("advance",)], 0),
        ([("open_question",)], 0),
        ([{"open_question": 0.9}, {"advance": BARELY}], None),
    ],
)
def test_made_after_needs_the_ground_to_be_laid(replies: list[Any], expected: float | None) -> None:
    assert share("made_after", saying(*replies), ("advance",), ASKS) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([("benefit",)], 1),
        ([("benefit",), ("concede",)], 0),
        ([{"benefit": 0.9, "concede": BARELY}], None),
        ([("other",)], 0),  # who says nothing is not praised for what was left unsaid
        ([], 0),
    ],
)
def test_never_is_said_of_somebody_who_said_something(replies: list[Any], expected: float | None) -> None:
    assert share("never", saying(*replies), ("concede",)) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([("benefit",)], 1),
        ([("benefit", "overpromise")], 0),
        ([("overpromise",)], 0),
        ([("open_question",)], None),
        ([{"benefit": 0.9, "overpromise": BARELY}], None),
    ],
)
def test_sober_applies_once_something_was_put_forward(replies: list[Any], expected: float | None) -> None:
    assert share("sober", saying(*replies), ("overpromise",), ANSWERS) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([("acknowledge",), ("benefit",)], 1),
        ([("acknowledge",), ("argue",)], 0.5),
        ([("acknowledge",), ("other",)], 0.5),
        ([("pressure",), ("other",)], 0),
        ([{"acknowledge": 0.9, "argue": BARELY}], 1),
        ([], None),
    ],
)
def test_calm_is_the_share_of_replies_that_neither_quarrel_nor_dodge(
    replies: list[Any], expected: float | None
) -> None:
    assert share("calm", saying(*replies)) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([("acknowledge",), ("argue",)], 1),
        ([("concede",), ("acknowledge",)], 0),
        ([("other",), ("acknowledge",)], 0),
        ([{"acknowledge": 0.9, "dismiss": BARELY}], 1),
        ([], None),
    ],
)
def test_the_first_reply_is_the_one_that_counts(replies: list[Any], expected: float | None) -> None:
    assert share("first_reply", saying(*replies)) == expected


def test_cutting_in_counts_against_and_not_cutting_in_is_not_rated() -> None:
    assert share("let_finish", talk(turn(1, "benefit", interrupted=True))) == 0
    assert share("let_finish", talk(turn(1, "benefit"))) is None


def test_two_key_facts_are_enough_and_facts_of_the_firm_are_none() -> None:
    told = [happening(("FactTold", fact)) for fact in ("compared_with", "cycle_time", "present_machines")]
    one, other, firm = (turn(n, "open_question", events=events) for n, events in enumerate(told, 1))
    assert share("learnt_key", talk(one, other)) == 1
    assert share("learnt_key", talk(one, firm)) == 0.5
    assert share("learnt_key", talk(firm)) == 0


def test_a_customer_with_no_key_facts_cannot_be_asked_for_any() -> None:
    facts = tuple(fact.model_copy(update={"key": False}) for fact in PRICE.scenario.facts)
    plain = replace(PRICE, scenario=PRICE.scenario.model_copy(update={"facts": facts}))
    assert share("learnt_key", talk(turn(1, "open_question"), customer=plain)) is None


@pytest.mark.parametrize(("excuses", "expected"), [(0, 1), (1, 0.5), (2, 0), (3, 0)])
def test_chasing_excuses_costs_half_for_one_and_all_for_two(excuses: int, expected: float) -> None:
    chased = [turn(n, "solution", events=happening(("ExcuseRaised", "delivery"))) for n in range(1, excuses + 1)]
    assert share("not_chased", talk(turn(9, "isolate"), *chased)) == expected


def test_who_never_asked_what_was_behind_the_excuses_has_not_stayed_out_of_them() -> None:
    assert share("not_chased", talk(turn(1, "argue"), turn(2, "pressure"))) == 0


def test_who_says_nothing_has_chased_nothing_and_is_not_praised_for_it() -> None:
    assert share("not_chased", saying(("other",))) == 0


def test_confided_is_the_customer_s_to_do() -> None:
    assert share("confided", talk(turn(1, "isolate", events=happening(("Confided", ""))))) == 1
    assert share("confided", talk(turn(1, "isolate"))) == 0


@pytest.mark.parametrize(("answered", "expected"), [((), 0), (("a",), 0.5), (("a", "b"), 1), (("a", "b", "c"), 1)])
def test_eased_is_the_share_of_the_answers_that_it_takes(answered: tuple[str, ...], expected: float) -> None:
    assert PRICE.scenario.concern.enough == 2
    assert share("eased", saying(("evidence",), answered=answered)) == expected


def test_who_decides_is_found_out_by_the_fact_that_tells_it_and_asked_only_of_several_people() -> None:
    told = turn(1, "map_decision", events=happening(("FactTold", FACT)))
    assert share("found_decider", talk(told, customer=ROOM)) == 1
    other = next(fact.id for fact in ROOM.scenario.facts if not fact.decides)
    assert (
        share("found_decider", talk(turn(1, "map_decision", events=happening(("FactTold", other))), customer=ROOM)) == 0
    )
    assert share("found_decider", talk(told)) is None


RAISED, MET = happening(("SecondRaised", "")), happening(("SecondMet", ""))


@pytest.mark.parametrize(
    ("happens", "stands", "expected", "shown"),
    [
        (((), (), ()), "waiting", None, None),  # it never came up
        (((), (), RAISED), "raised", None, None),  # nobody had a chance to say anything to it
        (((), RAISED, ()), "raised", 0, 3),
        (((), RAISED, ()), "taken_up", 0.5, 3),
        ((RAISED, (), MET), "met", 1, 3),
        (((), MET, ()), "met", 1, 2),  # before it came up
    ],
)
def test_what_comes_up_at_the_end_is_to_be_met_as_well(
    happens: tuple[tuple[Event, ...], ...], stands: Standing, expected: float | None, shown: int | None
) -> None:
    held = talk(*(turn(number, "advance", events=events) for number, events in enumerate(happens, 1)))
    found = TESTS["met_second"](
        replace(held, end=held.end.model_copy(update={"second": stands})), criterion("met_second")
    )
    assert (found.share, found.turn.number if found.turn else None) == (expected, shown)


def test_only_who_has_something_more_to_bring_up_is_asked_about_it() -> None:
    [step] = [part for part in troupe().rubric.steps if part.id == "e"]
    asked = [
        {criterion.id for criterion in applying(step, customer_of(name))}
        for name in ("zh/zero_point_call", "zh/vmc_price")
    ]
    assert customer_of("zh/zero_point_call").scenario.second is not None
    assert customer_of("zh/vmc_price").scenario.second is None
    assert ["met_second" in each for each in asked] == [True, False]


@pytest.mark.parametrize(("given", "of_three"), [((), 0), ((GAIN,), 1), ((GAIN, PLAN), 2), ((SUM, GAIN, PLAN), 3)])
def test_each_of_several_people_is_to_hear_what_is_in_it_for_them(given: tuple[str, ...], of_three: int) -> None:
    assert share("won_each", saying(("benefit",), answered=given, customer=ROOM)) == pytest.approx(of_three / 3)
    assert share("won_each", saying(("benefit",), answered=given)) is None


@pytest.mark.parametrize(
    ("outcome", "expected"), [("agreed", 1), ("deferred", 0.5), ("lost", 0), ("left", 0), (None, None)]
)
def test_consensus_is_full_for_agreement_and_half_for_putting_it_off(outcome: Any, expected: float | None) -> None:
    assert share("consensus", saying(("advance",), outcome=outcome)) == expected


def test_a_private_talk_is_asked_for_only_where_it_is_in_place() -> None:
    informal = customer_of("en/automation_cell")
    go: tuple[Move, ...] = ("go_informal",)
    assert share("informal", saying(go, customer=informal), go) == 1
    assert share("informal", saying(("benefit",), customer=informal), go) == 0
    assert not PRICE.scenario.informal
    assert share("informal", saying(("benefit",)), go) is None


def test_replies_need_not_all_bring_what_the_type_values() -> None:
    good: Move = PRICE.persona.fit.suits[0]
    plain: Move = "courtesy"
    assert share("suits", saying((good,))) == 1
    assert share("suits", saying((good,), (good,), (plain,))) == 1  # two in three is more than asked for
    assert share("suits", saying((good,), (plain,))) == pytest.approx(0.5 / SUITING_SHARE)
    assert share("suits", saying((plain,))) == 0
    assert share("suits", saying()) is None


def test_what_jars_on_the_type_counts_against_half_as_much() -> None:
    good, jarring = PRICE.persona.fit.suits[0], PRICE.persona.fit.jars[0]
    assert share("suits", saying((good,), (jarring,))) == pytest.approx((1 - 0.5) / 2 / SUITING_SHARE)
    assert share("suits", saying((jarring,))) == 0
    assert share("suits", saying((good, jarring))) == 1


@pytest.mark.parametrize(("bad", "expected"), [([], 1), (["TooLong"], 0.5), (["TooLong", "TooShort"], 0)])
def test_bearable_is_the_share_of_replies_of_a_fitting_length(bad: list[str], expected: float) -> None:
    turns = [turn(n, "benefit", events=happening((kind, ""))) for n, kind in enumerate(bad, 1)]
    turns += [turn(n, "benefit") for n in range(len(bad) + 1, 3)]
    assert share("bearable", talk(*turns)) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([("feature", "benefit")], 1),
        ([("feature",), ("benefit",)], 1),
        ([("feature",), ("courtesy",), ("benefit",)], 0),
        ([("benefit",), ("feature",)], 0),
        ([("feature", "benefit"), ("advantage",)], 0.5),
        ([("benefit",)], None),
    ],
)
def test_the_product_is_carried_through_to_a_gain_at_once_or_in_the_next_reply(
    replies: list[Any], expected: float | None
) -> None:
    assert share("carried_through", saying(*replies)) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([], None),
        ([("isolate",)], 1),
        ([("feature", "benefit"), ("acknowledge",)], 1),
        ([("feature",), ("benefit",), ("acknowledge",), ("isolate",)], 0.5),
        ([("advantage",), ("acknowledge",)], 0),
        ([("feature",), ("feature",), ("feature",)], 0),
    ],
)
def test_a_product_that_is_recited_gains_nothing(replies: list[Any], expected: float | None) -> None:
    assert share("not_recited", saying(*replies)) == expected


def test_who_values_detail_may_be_told_features() -> None:
    precise = customer_of("zh/lathe_precise")
    assert "feature" in precise.persona.fit.suits
    assert share("not_recited", replace(saying(("feature",), ("feature",)), customer=precise)) is None


def test_what_the_customer_let_pass_is_held_against_nobody() -> None:
    doubtful = turn(1, "argue", events=happening(("Overlooked", "argue")))
    assert slipped(doubtful, ("argue",)) is None
    assert slipped(turn(1, "argue"), ("argue",)) == "argue"
    assert share("never", talk(doubtful), ("concede",)) == 0  # nor is it said to have done anything
    assert share("never", talk(turn(1, "argue")), ("concede",)) == 1


@pytest.mark.parametrize(
    ("again", "expected"), [((), 1), ((("Repeated", ""),), 0), ((("AnswerRepeated", "cycle_gain"),), 0)]
)
def test_nothing_is_said_twice(again: tuple[tuple[str, str], ...], expected: float) -> None:
    assert share("not_canned", talk(turn(1, "benefit"), turn(2, "benefit", events=happening(*again)))) == expected


def test_a_single_reply_cannot_repeat_anything() -> None:
    assert share("not_canned", talk(turn(1, "benefit"))) is None


@pytest.mark.parametrize(
    ("prepared", "expected"),
    [
        (Preparation(objections=("price",)), 1),
        (Preparation(objections=("price", "hidden")), 1),
        (Preparation(objections=("price", "hidden", "false")), 0.5),
        (Preparation(objections=("hidden",)), 0),
        (Preparation(), 0),
        (None, None),
    ],
)
def test_the_objection_is_expected_and_not_just_everything(
    prepared: Preparation | None, expected: float | None
) -> None:
    assert share("expected", saying(("benefit",), preparation=prepared)) == expected


@pytest.mark.parametrize(
    ("prepared", "expected"),
    [
        (Preparation(proof=("payback",)), 1),
        (Preparation(proof=("payback", "catalogue")), 0.5),
        (Preparation(proof=("award",)), 0),
        (Preparation(), 0),
        (None, None),
    ],
)
def test_proof_is_the_share_of_what_was_brought_that_fits(prepared: Preparation | None, expected: float | None) -> None:
    assert share("brought_proof", saying(("benefit",), preparation=prepared)) == expected


@pytest.mark.parametrize(
    ("diagnosed", "kind", "concern"),
    [
        (Diagnosis(kind="price", concern=0), 1, 1),
        (Diagnosis(kind="hidden", concern=2), 0, 0),
        (Diagnosis(kind="price"), 1, None),
        (Diagnosis(concern=0), None, 1),
        (None, None, None),
    ],
)
def test_the_diagnosis_names_kind_and_concern(
    diagnosed: Diagnosis | None, kind: float | None, concern: float | None
) -> None:
    done = saying(("benefit",), diagnosis=diagnosed)
    assert (share("named_kind", done), share("named_concern", done)) == (kind, concern)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_real_concern_is_the_first_of_those_offered(scenario: str) -> None:
    named = talk(turn(1, "benefit"), customer=customer_of(scenario), diagnosis=Diagnosis(concern=0))
    assert share("named_concern", named) == 1
