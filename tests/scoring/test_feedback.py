"""What a trainee takes along: no more than helps, and a good and a bad reply at the same spot."""

import pytest

from state.content.terms import MISTAKES, Move, Outcome
from state.scoring.card import Card, Judged, Part, score
from state.scoring.feedback import TEMPTING, Contrast, feedback
from state.scoring.talk import Talk
from tests.customers import customer_of, reading_of, troupe
from tests.scoring.talks import PRICE, saying, talk, turn

RUBRIC = troupe().rubric
OUTCOME: Outcome = "left"


def part(id_: str, weight: float, *shares: tuple[str, float]) -> Part:
    criteria = tuple(Judged(criterion=name, share=share, points=share * 5, of=5) for name, share in shares)
    of, points = 5 * len(criteria), sum(item.points for item in criteria)
    return Part(id=id_, share=points / of, points=points, of=of, weight=weight, criteria=criteria)


def card(points: int, **changes: object) -> Card:
    """A card on which `calm` lost most, then `restated`, `know_how` and `sober`."""
    known: dict[str, object] = {
        "score": points,
        "outcome": OUTCOME,
        "steps": (
            part("b", 1.5, ("calm", 0.0), ("first_reply", 0.5)),
            part("c", 1.0, ("restated", 0.0), ("let_finish", 1.0)),
            part("f", 0.5, ("sober", 0.5), ("know_how", 0.0)),
            part("g", 0.1, ("informal", 0.0)),
        ),
        "groups": (),
        "mistakes": (),
        "turning": None,
        "focus": "calm",
        "instead": None,
        "weakest": None,
        "rubric": RUBRIC.version,
    }
    return Card.model_validate(known | changes)


def contrast(done: Talk, of: Card) -> Contrast:
    found = feedback(done, of, RUBRIC).contrast
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("points", "work"),
    [
        (0, ("calm",)),
        (59, ("calm",)),
        (60, ("calm", "restated")),
        (79, ("calm", "restated")),
        (80, ("calm", "restated", "know_how")),
        (100, ("calm", "restated", "know_how")),
    ],
)
def test_the_stronger_the_more_to_work_on_the_dearest_first_and_each_of_another_step(
    points: int, work: tuple[str, ...]
) -> None:
    assert feedback(saying(("other",)), card(points), RUBRIC).work == work


def test_who_lost_nothing_has_nothing_to_work_on() -> None:
    perfect = card(100, steps=(part("b", 1.0, ("calm", 1.0)),), focus=None)
    found = feedback(saying(("acknowledge",)), perfect, RUBRIC)
    assert (found.work, found.contrast) == ((), None)


def test_where_the_trainee_made_a_mistake_its_words_are_the_bad_reply() -> None:
    words = "王总，您这么说不对，您不懂。"
    reading = reading_of(words, ("argue",)).model_copy(update={"spans": {"argue": (3, 13)}})
    found = contrast(talk(turn(1, reply=words, reading=reading)), card(20, instead="acknowledge", weakest=1))
    assert (found.turn, found.bad, found.own) == (1, "您这么说不对，您不懂", True)
    assert found.good == PRICE.scenario.models["acknowledge"]
    assert found.why == PRICE.objection.missteps["argue"].why, "it says what is wrong with it at this objection"


def test_a_mistake_that_no_objection_explains_is_explained_by_the_rubric() -> None:
    assert "improper" not in PRICE.objection.missteps
    found = contrast(saying(("improper",)), card(20, instead="acknowledge", weakest=1))
    assert (found.own, found.why) == (True, RUBRIC.mistakes["improper"].reason)


def test_otherwise_the_bad_reply_is_one_that_is_often_made_there() -> None:
    usual = PRICE.objection.missteps["argue"]
    for done in (saying(("evidence",)), saying({"argue": 0.5})):
        found = contrast(done, card(50, instead="acknowledge", weakest=1))
        assert (found.own, found.bad, found.why) == (False, usual.say.zh, usual.why)
    assert contrast(saying(("evidence",)), card(50, instead="isolate")).turn is None, "it is no single reply"


def test_a_turn_that_went_well_is_no_spot_for_another_reply() -> None:
    of = card(50, focus="suits", instead="benefit", weakest=1)
    assert contrast(saying(("solution",)), of).turn is None


def test_it_is_said_in_the_customers_language() -> None:
    english = customer_of("en/lathe_quote")
    found = contrast(saying(("evidence",), customer=english), card(50, instead="advance"))
    assert found.bad == english.objection.missteps["pressure"].say.en


def test_without_a_model_reply_there_is_nothing_to_lay_beside_it() -> None:
    assert feedback(saying(("argue",)), card(20, weakest=1), RUBRIC).contrast is None


def test_a_real_card_is_answered_by_what_it_lost_most_for() -> None:
    done = saying(("argue",), outcome="left")
    of = score(done, RUBRIC)
    found = feedback(done, of, RUBRIC)
    assert found.work == (of.focus,)


def test_for_every_objection_and_every_good_move_a_bad_reply_is_known() -> None:
    for objection in troupe().objections.values():
        for move, mistakes in TEMPTING.items():
            assert any(mistake in objection.missteps for mistake in mistakes), (objection.id, move)
    answered: set[Move] = {move for customer in troupe().customers.values() for move in customer.scenario.models}
    assert answered - MISTAKES - {"courtesy", "feature", "advantage"} <= set(TEMPTING)
