"""Meters: what moves do to trust, patience and interest; gains wear off, costs do not."""

import pytest

from state.dialogue.meters import moved_by, moved_on
from state.dialogue.snapshot import Event, Happened, Heard, Meters, digest_of
from state.understanding.reading import Match
from tests.customers import customer_of, heard_as, reading_of, started

CUSTOMER = customer_of("zh/vmc_price")
START = started(CUSTOMER)


def trust_after(reply: Heard, /, **before: object) -> int:
    return moved_by(reply, START.model_copy(update=before), CUSTOMER).trust - START.meters.trust


def test_a_gain_is_as_large_as_the_reading_is_sure() -> None:
    sure = Heard(reply="甲", reading=reading_of("甲", {"evidence": 1.0}))
    unsure = Heard(reply="甲", reading=reading_of("甲", {"evidence": 0.3}))
    assert trust_after(sure) == CUSTOMER.persona.effects["evidence"].trust
    assert 0 < trust_after(unsure) < trust_after(sure)


def test_a_gain_wears_off_with_each_time_and_a_cost_does_not() -> None:
    evidence = Heard(reply="甲", reading=reading_of("甲", {"evidence": 1.0}))
    argue = Heard(reply="乙", reading=reading_of("乙", {"argue": 1.0}))
    assert trust_after(evidence, made={"evidence": 1}) < trust_after(evidence)
    assert trust_after(argue, made={"argue": 5}) == trust_after(argue) == CUSTOMER.persona.effects["argue"].trust


def test_a_mistake_read_less_than_surely_is_not_felt_in_a_question_for_a_fact() -> None:
    asked = (Match(id="scrap", confidence=0.98, span=(0, 1)),)
    argued = reading_of("甲", {"argue": 0.8})
    assert trust_after(Heard(reply="甲", reading=argued), made={"dismiss": 1}) < 0
    to_the_point = argued.model_copy(update={"asked": asked})
    assert trust_after(Heard(reply="甲", reading=to_the_point), made={"dismiss": 1}) == 0
    beyond_doubt = to_the_point.model_copy(update={"moves": {"argue": 0.95}})
    assert trust_after(Heard(reply="甲", reading=beyond_doubt)) == CUSTOMER.persona.effects["argue"].trust


def test_the_same_words_again_gain_nothing_and_cost_as_before() -> None:
    heard = {"heard": (digest_of("您问得 在理"),)}
    again = reading_of("您问得在理", {"acknowledge": 1.0})
    assert trust_after(Heard(reply="您问得在理", reading=again), **heard) == 0
    argued = reading_of("您问得在理", {"argue": 1.0})
    assert trust_after(Heard(reply="您问得在理", reading=argued), **heard) < 0


def test_the_objection_adds_to_what_the_type_feels() -> None:
    concede = Heard(reply="甲", reading=reading_of("甲", {"concede": 1.0}))
    assert trust_after(concede) == (
        CUSTOMER.persona.effects["concede"].trust + CUSTOMER.objection.effects["concede"].trust
    )


@pytest.mark.parametrize("start", [0, 100])
@pytest.mark.parametrize("happened", ["ConcernEased", "Interrupted", "Repeated", "Confided"])
def test_nothing_moves_a_meter_out_of_its_range(start: int, happened: Happened) -> None:
    full = Meters(trust=start, patience=start, interest=start)
    events = [Event(happened=happened)] * 20
    after = moved_on(full, events, heard_as(), CUSTOMER)
    assert all(0 <= meter <= 100 for meter in (after.trust, after.patience, after.interest))


def test_the_longer_beyond_bearing_the_dearer() -> None:
    bears = CUSTOMER.persona.length["zh"].long
    meters = Meters(trust=50, patience=50, interest=50)

    def patience(size: int) -> int:
        return moved_on(meters, [Event(happened="TooLong")], heard_as(reply="好" * size), CUSTOMER).patience

    assert 50 > patience(bears + 1) > patience(2 * bears) == patience(10 * bears)


def test_case_and_spaces_make_no_other_words() -> None:
    assert digest_of("Fair  Point") == digest_of("fair point") != digest_of("fair points")
