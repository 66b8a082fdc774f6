"""Score cards: every point has its turn, its words and its reason; what cannot be judged costs nothing."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state.content.rubric import Rubric
from state.content.terms import MISTAKES, OBJECTIONS, Move
from state.dialogue.snapshot import Event, Heard, Meters, Turn
from state.scoring.card import Card, Judged, Part, quoted, score
from state.scoring.finding import UNSURE
from state.scoring.review import Review, Ruling
from state.scoring.talk import BLAMED, Diagnosis, Preparation, Talk
from tests.company import ALONE, GAIN, PLAN, ROOM, SUM
from tests.customers import SCENARIOS, customer_of, played, reading_of, started, troupe
from tests.dialogue.replies import replies
from tests.scoring.talks import PRICE, saying, talk, turn

RUBRIC = troupe().rubric
BARELY = UNSURE - 0.01


def card_of(done: Talk, rubric: Rubric = RUBRIC) -> Card:
    return score(done, rubric)


def part(card: Card, id_: str) -> Part:
    return next(part for part in (*card.steps, *card.groups) if part.id == id_)


def judged(card: Card, criterion: str) -> Judged:
    return next(one for part in (*card.steps, *card.groups) for one in part.criteria if one.criterion == criterion)


GOOD: tuple[tuple[Move, ...], ...] = (
    ("acknowledge", "open_question"),
    ("restate", "isolate"),
    ("evidence", "benefit"),
    ("solution", "expert_advice"),
    ("advance",),
)


def test_the_seven_steps_come_in_their_order_and_the_groups_after_them() -> None:
    card = card_of(saying(*GOOD))
    assert "".join(step.id for step in card.steps) == "abcdefg"
    groups = [group.id for group in RUBRIC.groups]
    assert [group.id for group in card.groups] == [group for group in groups if group != "call"]
    called = score(saying(*GOOD, customer=customer_of("zh/zero_point_call")), RUBRIC)
    assert [group.id for group in called.groups] == groups


def test_the_steps_taken_well_score_more_than_a_pitch_and_that_more_than_a_quarrel() -> None:
    good = card_of(saying(*GOOD, outcome="agreed", answered=("payback_sum", "cycle_gain")))
    pitch = card_of(saying(("feature",), ("advantage",), ("concede",)))
    quarrel = card_of(saying(("argue",), ("argue",), outcome="lost"))
    assert good.score > 80 > 50 > pitch.score > quarrel.score


def test_what_is_asked_of_a_talk_with_several_people_is_asked_of_no_other() -> None:
    alone, room = (card_of(saying(*GOOD, customer=customer, answered=(SUM, GAIN))) for customer in (ALONE, ROOM))
    assert {*room.asked} - {*alone.asked} == {"found_decider", "won_each"}
    assert [one for one in room.judged if one.criterion in alone.asked] == alone.judged
    assert judged(room, "won_each").points == 4  # of 6: two of three people


def test_leaving_somebody_out_scores_less_than_speaking_to_each() -> None:
    each, two = (card_of(saying(*GOOD, customer=ROOM, answered=given)) for given in ((SUM, GAIN, PLAN), (SUM, GAIN)))
    assert each.score > two.score


def test_the_same_talk_gives_the_same_card() -> None:
    assert card_of(saying(*GOOD)) == card_of(saying(*GOOD))


def test_a_card_survives_being_stored() -> None:
    card = card_of(saying(*GOOD, ("argue",)))
    assert Card.model_validate_json(card.model_dump_json()) == card


def test_a_talk_in_which_nothing_was_said_scores_nothing() -> None:
    assert card_of(talk()).score == 0


def test_preparation_and_diagnosis_are_left_out_where_there_was_no_chance_of_them() -> None:
    card = card_of(saying(*GOOD))
    assert part(card, "a").share is None
    assert judged(card, "named_kind").share is None


def test_skipping_the_preparation_costs_its_step() -> None:
    skipped = card_of(saying(*GOOD, preparation=Preparation()))
    prepared = card_of(saying(*GOOD, preparation=Preparation(objections=("price",), proof=("payback",))))
    assert part(skipped, "a").share == 0
    assert part(prepared, "a").share == 1
    assert prepared.score > skipped.score


def test_a_right_diagnosis_is_worth_more_than_a_wrong_one() -> None:
    right = card_of(saying(*GOOD, diagnosis=Diagnosis(kind="price", concern=0)))
    wrong = card_of(saying(*GOOD, diagnosis=Diagnosis(kind="false", concern=1)))
    assert right.score > wrong.score


def test_what_does_not_apply_is_left_out_and_does_not_count_as_nothing() -> None:
    card = card_of(saying(*GOOD))
    assert not PRICE.scenario.informal
    assert part(card, "g").share is None
    without_g = RUBRIC.model_copy(update={"steps": tuple(step for step in RUBRIC.steps if step.id not in ("a", "g"))})
    assert card_of(saying(*GOOD), without_g).score == card.score


def test_an_unsure_reading_neither_earns_nor_costs() -> None:
    unsure = judged(card_of(saying(("acknowledge",), {"restate": BARELY})), "restated")
    assert (unsure.share, unsure.points) == (None, 0)
    listening = part(card_of(saying(("acknowledge",), {"restate": BARELY})), "c")
    assert listening.share == 1
    assert listening.of == judged(card_of(saying(("acknowledge",))), "acknowledged_first").of


def test_an_unsure_mistake_costs_nothing() -> None:
    assert card_of(saying({"benefit": 0.9, "argue": BLAMED - 0.01})).mistakes == ()
    assert [slip.move for slip in card_of(saying({"benefit": 0.9, "argue": BLAMED})).mistakes] == ["argue"]


def test_a_criterion_is_asked_only_of_the_objections_it_is_for() -> None:
    def asked(scenario: str) -> set[str]:
        card = card_of(saying(*GOOD, customer=customer_of(scenario)))
        return {one.criterion for one in part(card, "d").criteria} & {"not_chased", "confided"}

    assert asked("zh/vmc_price") == set()
    assert asked("zh/fixture_later") == {"not_chased"}
    assert asked("zh/service_contract") == {"not_chased", "confided"}


def test_a_step_weighs_what_the_objection_makes_it_weigh() -> None:
    reading = next(step for step in RUBRIC.steps if step.id == "d")
    for scenario in SCENARIOS:
        customer = customer_of(scenario)
        weight = part(card_of(saying(*GOOD, customer=customer)), "d").weight
        assert weight == pytest.approx(reading.weight * customer.objection.weights.get("d", 1.0))


@pytest.mark.parametrize("move", sorted(MISTAKES))
def test_a_mistake_costs_more_the_first_time_than_each_time_after(move: Move) -> None:
    penalty = RUBRIC.mistakes[move]
    slips = card_of(saying((move,), ("benefit",), (move,), (move,))).mistakes
    assert [(slip.move, slip.turn, slip.cost) for slip in slips] == [
        (move, 1, penalty.first),
        (move, 3, penalty.again),
        (move, 4, penalty.again),
    ]
    assert penalty.first > penalty.again > 0


def test_mistakes_are_taken_off_the_whole_score() -> None:
    plain = card_of(saying(*GOOD, ("courtesy",)))
    slipped = card_of(saying(*GOOD, ("courtesy", "disparage")))
    assert plain.score - slipped.score >= RUBRIC.mistakes["disparage"].first


def test_a_quote_is_the_words_that_showed_the_move() -> None:
    reply = "您问得在理。您主要是跟谁家比？"
    reading = reading_of(reply, ("acknowledge", "open_question")).model_copy(
        update={"spans": {"acknowledge": (0, 6), "open_question": (6, 15)}}
    )
    said = turn(1, reply=reply, reading=reading)
    assert quoted(said, "acknowledge") == "您问得在理。"
    assert quoted(said, "open_question") == "您主要是跟谁家比？"
    assert judged(card_of(talk(said)), "asked_first").quote == "您主要是跟谁家比？"


def test_without_a_span_or_a_move_the_whole_reply_is_quoted() -> None:
    said = turn(1, "evidence", reply="这是记录。")
    bare = said.model_copy(update={"reading": said.reading.model_copy(update={"spans": {}})})
    assert quoted(bare, "evidence") == quoted(said, None) == "这是记录。"


def test_the_focus_is_what_cost_the_whole_score_most() -> None:
    informal = customer_of("en/automation_cell")
    card = card_of(saying(*GOOD, customer=informal, outcome="agreed"))
    eased, private = judged(card, "eased"), judged(card, "informal")
    assert eased.of - eased.points > private.of - private.points  # but those points are all that step g has
    assert card.focus == "informal"


def test_mistakes_cost_all_they_say_above_the_low_and_ever_less_below_and_never_turn_two_talks_round() -> None:
    good = card_of(saying(*GOOD, outcome="agreed"))
    rude: tuple[Move, ...] = ("argue", "improper")
    slipped = [card_of(saying(*GOOD, *[rude] * many, outcome="agreed")).score for many in range(1, 9)]
    assert good.score > slipped[0]
    assert all(high >= low for high, low in pairwise(slipped))
    assert slipped[2] > 0
    assert card_of(saying(*[rude] * 3)).score < slipped[2]


def test_the_focus_of_a_talk_that_broke_down_is_where_it_broke_first() -> None:
    unprepared = Preparation()  # costs a whole step, but does not come before the talk's own
    card = card_of(saying(("argue",), ("argue",), ("feature",), outcome="lost", preparation=unprepared))
    eased, calm = judged(card, "eased"), judged(card, "calm")
    assert eased.share == 0
    assert calm.share is not None
    assert calm.share < 1
    assert card.focus == "calm"  # though the missing answer cost as much: nobody who is argued with hears one


def test_without_a_loss_there_is_no_focus_on_it() -> None:
    answered = ("payback_sum", "cycle_gain")
    whole = card_of(saying(*GOOD, outcome="agreed", answered=answered))
    without_isolating = [tuple(move for move in moves if move != "isolate") for moves in GOOD]
    missed = card_of(saying(*without_isolating, outcome="agreed", answered=answered))
    assert judged(missed, "isolated").share == 0
    assert missed.focus == "isolated"
    assert whole.focus != "isolated"
    assert whole.score > missed.score


def test_the_focus_comes_with_a_move_that_the_customer_has_a_model_reply_for() -> None:
    for replies_ in ([("feature",)], [("argue",)], [("other",)], [("concede",), ("concede",)], GOOD):
        card = card_of(saying(*replies_))
        assert card.focus is not None
        assert card.instead in PRICE.scenario.models


def test_the_turning_point_is_where_trust_moved_most_either_way() -> None:
    def moved(number: int, trust: int) -> Turn:
        return turn(number, "benefit", after=Meters(trust=35 + trust, patience=50, interest=45))

    rising = [moved(1, 3), moved(2, -9), moved(3, 8)]
    assert card_of(talk(*rising)).turning == 2
    assert card_of(talk(moved(1, 0))).turning is None


def test_every_part_of_the_score_can_be_had() -> None:
    """A flawless talk scores 100: nothing in the rubric is out of reach for every objection."""
    for scenario in SCENARIOS:
        customer = customer_of(scenario)
        suits = customer.persona.fit.suits[:2]  # all of them in each reply would be a heap, which earns nothing
        keys = [fact.id for fact in customer.scenario.facts if fact.key or fact.decides]
        told = tuple(Event(happened="FactTold", about=fact) for fact in keys)
        turns = [turn(n, *dict.fromkeys((*moves, *suits))) for n, moves in enumerate(GOOD, 1)]
        events = (*told, Event(happened="Confided"))
        turns[0] = turns[0].model_copy(update={"events": events, "reply": "您好，这是第一句，不长也不短。"})
        turns.append(turn(6, *dict.fromkeys(("go_informal", "advance", *suits))))
        flawless = talk(
            *turns,
            customer=customer,
            outcome="agreed",
            answered=tuple(answer.id for answer in customer.scenario.answers),
            preparation=Preparation(
                objections=(customer.objection.id,),
                proof=tuple(proof.id for proof in customer.scenario.proof if proof.fits),
            ),
            diagnosis=Diagnosis(kind=customer.objection.id, concern=0),
        )
        card = card_of(flawless)
        assert (card.score, card.focus, card.mistakes) == (100, None, ())


@st.composite
def scored(draw: st.DrawFn) -> Talk:
    customer = customer_of(draw(st.sampled_from(SCENARIOS)))
    heards: list[Heard] = draw(st.lists(replies(customer), max_size=10))
    turns, end = played(customer, heards, started(customer))
    objections = st.lists(st.sampled_from(OBJECTIONS), unique=True).map(tuple)
    proof = st.lists(st.sampled_from([proof.id for proof in customer.scenario.proof]), unique=True).map(tuple)
    preparation = draw(st.none() | st.builds(Preparation, objections=objections, proof=proof))
    diagnosis = draw(
        st.none()
        | st.builds(Diagnosis, kind=st.none() | st.sampled_from(OBJECTIONS), concern=st.none() | st.integers(0, 5))
    )
    return Talk(customer, tuple(turns), end, preparation, diagnosis)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_was_said_the_card_keeps_to_its_rules(data: st.DataObject) -> None:
    done = data.draw(scored().map(lambda talked: _Short(talked))).talk
    card = card_of(done)
    assert 0 <= card.score <= 100
    numbers = {said.number: said for said in done.turns}
    for part_ in (*card.steps, *card.groups):
        assert part_.share is None or 0 <= part_.share <= 1
        for one in part_.criteria:
            assert one.share is None or 0 <= one.share <= 1
            assert 0 <= one.points <= one.of
            assert one.quote in (numbers[one.turn].reply if one.turn else "")
    for slip in card.mistakes:
        assert slip.quote in numbers[slip.turn].reply
        assert slip.move in numbers[slip.turn].reading.moves


class _Short:
    """A talk that prints briefly, as a failing example should."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def __repr__(self) -> str:
        return f"{self.talk.customer.id}: {[(turn.reply, turn.reading.moves) for turn in self.talk.turns]}"


def test_what_a_person_upholds_is_met_in_full_and_quotes_the_reply_that_was_named() -> None:
    done = saying(("open_question",), ("evidence",))
    before, after = (
        card_of(done),
        card_of(replace(done, review=Review({"restated": Ruling(turn=2), "isolated": Ruling()}))),
    )
    assert (judged(before, "restated").share, judged(before, "isolated").share) == (0.0, 0.0)
    restated, isolated = judged(after, "restated"), judged(after, "isolated")
    assert (restated.share, restated.points, restated.turn) == (1.0, restated.of, 2)
    assert restated.quote == done.turns[1].reply
    assert (isolated.share, isolated.points, isolated.turn, isolated.quote) == (1.0, isolated.of, None, "")
    assert after.score > before.score
    others = [one for one in before.judged if one.criterion not in ("restated", "isolated")]
    assert [one for one in after.judged if one.criterion not in ("restated", "isolated")] == others
