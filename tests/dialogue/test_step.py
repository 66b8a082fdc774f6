"""Steps: what a reply leads to as a whole; the talk files show the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from state.content.objection import Transition
from state.content.terms import MISTAKES, MOVES, Move
from state.dialogue.machine import Machine
from state.dialogue.meters import CERTAINLY, SURELY, TONES
from state.dialogue.snapshot import Event, Heard, Snapshot, digest_of
from state.dialogue.speaking import CUE_ORDER
from state.dialogue.step import TRIGGER_ORDER, begin, leave, step
from tests.customers import NOW, customer_of, heard_as, played, reading_of, started

PRICE = customer_of("zh/vmc_price")
HIDDEN = customer_of("zh/service_contract")
FALSE = customer_of("zh/fixture_later")


def after(customer_heard: Heard, before: Snapshot | None = None) -> Snapshot:
    return step(PRICE, before or started(PRICE), customer_heard, NOW).snapshot


def test_every_move_has_its_turn_among_triggers_and_cues() -> None:
    assert set(TRIGGER_ORDER) == {*MOVES, "fact", "answer", "second"}
    assert set(CUE_ORDER) == set(MOVES)


@pytest.mark.parametrize("order", [TRIGGER_ORDER, CUE_ORDER])
def test_mistakes_take_effect_before_all_else(order: tuple[str, ...]) -> None:
    assert set(order[: len(MISTAKES)]) == MISTAKES


def test_a_talk_begins_as_the_type_of_customer_feels() -> None:
    start = started(PRICE)
    assert start.meters.model_dump() == PRICE.persona.start.model_dump()
    assert (start.state, start.turn, start.outcome) == (PRICE.objection.initial, 0, None)
    assert start.excuses == (PRICE.scenario.surface[0].id,)


def test_who_is_spoken_to_first_does_not_say_the_opening() -> None:
    assert begin(PRICE, 0, NOW, spoken_to=True).says == ()
    assert begin(PRICE, 0, NOW).says != ()


@pytest.mark.parametrize("mistake", sorted(TONES))
def test_a_mistake_of_tone_stalls_whatever_good_comes_with_it_if_it_is_certain(mistake: Move) -> None:
    sure = reading_of("甲", {mistake: CERTAINLY, "isolate": 1.0})
    assert after(Heard(reply="甲", reading=sure)).state == "objecting"
    unsure = reading_of("甲", {mistake: CERTAINLY - 0.01, "isolate": 1.0})
    assert after(Heard(reply="甲", reading=unsure)).state == "exploring"


def test_what_is_promised_or_given_away_is_plain_to_everybody() -> None:
    def overlooked(move: Move) -> bool:
        heard = Heard(reply="甲", reading=reading_of("甲", {move: SURELY}))
        return any(event.happened == "Overlooked" for event in step(PRICE, started(PRICE), heard, NOW).events)

    assert {move for move in MISTAKES if not overlooked(move)} == {"concede", "overpromise"}


@pytest.mark.parametrize(("reply", "given_away"), [("三十八万八，您是跟谁比的？", False), ("那给您再少两万？", True)])
def test_who_only_names_a_price_again_in_a_question_gives_nothing_away(reply: str, given_away: bool) -> None:
    sure = CERTAINLY if given_away else CERTAINLY - 0.01
    reading = reading_of(reply, {"concede": sure, "closed_question": 1.0}, asks=["compared_with"])
    events = step(PRICE, started(PRICE), Heard(reply=reply, reading=reading), NOW).events
    assert any(event.happened == "Overlooked" for event in events) != given_away


def test_a_doubtful_tone_is_let_pass_until_one_is_beyond_doubt() -> None:
    doubtful = Heard(reply="甲", reading=reading_of("甲", {"argue": SURELY, "isolate": 1.0}))
    passed = step(PRICE, started(PRICE), doubtful, NOW)
    once_more = step(PRICE, passed.snapshot, Heard(reply="乙", reading=doubtful.reading), NOW)
    for taken in (passed, once_more):
        assert Event(happened="Overlooked", about="argue") in taken.events
        assert "argue" not in taken.snapshot.made
    argued = step(PRICE, started(PRICE), heard_as("argue"), NOW).snapshot
    again = step(PRICE, argued, doubtful, NOW)
    assert not any(event.happened == "Overlooked" for event in again.events)
    assert again.snapshot.state == "objecting"


def test_what_is_hardly_a_mistake_needs_no_overlooking() -> None:
    hardly = Heard(reply="甲", reading=reading_of("甲", {"argue": SURELY - 0.01, "isolate": 1.0}))
    assert not any(event.happened == "Overlooked" for event in step(PRICE, started(PRICE), hardly, NOW).events)


def test_two_doubtful_mistakes_in_one_reply_bear_each_other_out() -> None:
    both = reading_of("甲", {"argue": 0.75, "dismiss": 0.75, "isolate": 1.0})
    assert after(Heard(reply="甲", reading=both)).state == "objecting"
    milder = reading_of("甲", {"argue": 0.6, "dismiss": 0.6, "isolate": 1.0})
    assert after(Heard(reply="甲", reading=milder)).state == "exploring"


def test_in_private_a_customer_confides_with_less_trust() -> None:
    def told(move: Move, trust: int) -> bool:
        start = started(HIDDEN)
        before = start.model_copy(
            update={
                "turn": 3,
                "state": "exploring",
                "meters": start.meters.model_copy(update={"trust": trust}),
            }
        )
        return step(HIDDEN, before, heard_as(move), NOW).snapshot.confided

    assert told("go_informal", 40)
    assert not told("isolate", 40)
    assert told("isolate", 60)
    assert not told("go_informal", 15)


@pytest.mark.parametrize("mistake", sorted(TONES))
def test_words_to_the_point_are_stalled_only_by_a_certain_mistake(mistake: Move) -> None:
    certain = reading_of("甲", {mistake: CERTAINLY, "isolate": 1.0}, asks=["compared_with"])
    assert after(Heard(reply="甲", reading=certain)).state == "objecting"
    likely = reading_of("甲", {mistake: CERTAINLY - 0.01, "isolate": 1.0}, asks=["compared_with"])
    assert after(Heard(reply="甲", reading=likely)).state == "exploring"


def test_finding_out_takes_effect_before_answering_within_one_reply() -> None:
    both = heard_as("open_question", "benefit", asks=["compared_with"], gives=["payback_sum"])
    assert after(both).state == "weighing"


def test_a_question_is_answered_before_a_next_step_is_refused() -> None:
    turns, _ = played(PRICE, [heard_as("open_question", "advance", asks=["compared_with"])])
    said = [say.text for say in turns[0].says]
    answers = [list(burst) for burst in next(f for f in PRICE.scenario.facts if f.id == "compared_with").answer]
    assert any(said[: len(answer)] == answer for answer in answers)
    assert len(said) > 1


def test_excuses_come_in_their_order_and_one_that_was_answered_is_not_raised() -> None:
    order = [surface.id for surface in FALSE.scenario.surface]
    skipped = heard_as("solution", answers_excuse=[order[1]])
    turns, end = played(FALSE, [skipped, heard_as("solution", reply="再给您想个办法吧。")])
    raised = [event.about for turn in turns for event in turn.events if event.happened == "ExcuseRaised"]
    assert raised == [order[2], order[3]]
    assert end.excuses == tuple(order[:4])


def test_an_excuse_that_is_answered_again_does_not_get_the_same_reply_again() -> None:
    excuse = PRICE.scenario.surface[0]
    assert excuse.reply is not None
    heards = [heard_as("feature", reply=f"换个说法，第 {n} 遍。", answers_excuse=[excuse.id]) for n in range(2)]
    first, second = (tuple(say.text for say in turn.says) for turn in played(PRICE, heards)[0])
    assert first in excuse.reply
    assert second != first


def test_a_fact_that_is_guarded_again_is_not_guarded_with_the_same_words() -> None:
    heards = [heard_as("closed_question", reply=f"换个问法，第 {n} 遍。", asks=["margin"]) for n in range(2)]
    first, second = (tuple(say.text for say in turn.says) for turn in played(PRICE, heards)[0])
    assert second != first


def test_the_real_concern_is_confided_once() -> None:
    trusting = started(HIDDEN).model_copy(update={"turn": 3, "state": "exploring"})
    trusting = trusting.model_copy(update={"meters": trusting.meters.model_copy(update={"trust": 90})})
    turns, end = played(HIDDEN, [heard_as("go_informal"), heard_as("isolate", reply="还有没有别的？")], start=trusting)
    assert [turn.happened("Confided") for turn in turns] == [True, False]
    assert end.confided


def test_confiding_brings_the_two_closer() -> None:
    trusting = started(HIDDEN).model_copy(update={"turn": 3, "state": "exploring"})
    trusting = trusting.model_copy(update={"meters": trusting.meters.model_copy(update={"trust": 70})})
    turns, _ = played(HIDDEN, [heard_as("go_informal")], start=trusting)
    evaded, _ = played(
        HIDDEN, [heard_as("go_informal")], start=trusting.model_copy(update={"turn": 0, "state": "weighing"})
    )
    assert turns[0].after.trust > evaded[0].after.trust


@pytest.mark.parametrize(("trust", "outcome"), [(45, "deferred"), (44, "lost")])
def test_when_time_is_up_trust_decides_whether_it_is_put_off_or_lost(trust: int, outcome: str) -> None:
    before = started(PRICE)
    meters = before.meters.model_copy(update={"trust": trust, "patience": 90})
    last = before.model_copy(update={"turn": PRICE.scenario.turns - 1, "meters": meters, "state": "exploring"})
    assert after(heard_as("other"), last).outcome == outcome
    early = last.model_copy(update={"turn": PRICE.scenario.turns - 2})
    assert after(heard_as("other"), early).outcome is None


def test_without_patience_the_talk_is_lost() -> None:
    before = started(PRICE)
    tired = before.model_copy(update={"meters": before.meters.model_copy(update={"patience": 1, "trust": 100})})
    assert after(heard_as("other"), tired).outcome == "lost"


def test_a_second_request_in_good_terms_is_put_off_and_not_refused_again() -> None:
    before = started(PRICE).model_copy(update={"state": "exploring", "made": {"advance": 1}})
    trusted = before.model_copy(update={"meters": before.meters.model_copy(update={"trust": 60})})
    assert after(heard_as("advance"), trusted).outcome == "deferred"
    assert after(heard_as("advance"), before).outcome is None


def test_the_same_request_in_the_same_words_is_not_put_off_for_being_made_twice() -> None:
    asked = heard_as("advance", reply="那周四我带样件过来，您看行吗？")
    before = started(PRICE).model_copy(update={"state": "exploring", "made": {"advance": 1}})
    trusted = before.model_copy(update={"meters": before.meters.model_copy(update={"trust": 90, "patience": 90})})
    said = trusted.model_copy(update={"heard": (digest_of(asked.reply),)})
    assert after(asked, trusted).outcome == "deferred"
    assert after(asked, said).state == "exploring"
    worse = heard_as("improper", reply=asked.reply)
    assert after(worse, said).state == after(worse, trusted).state, "a mistake is one each time"


def test_saying_nothing_is_something_that_a_customer_can_take_up() -> None:
    waits = Transition(trigger=("silence",), source=("opening",), dest="exploring")
    patient = replace(PRICE, machine=Machine(PRICE.objection, [waits]))
    assert step(patient, started(PRICE), heard_as("other", reply=" \n"), NOW).snapshot.state == "exploring"
    assert step(patient, started(PRICE), heard_as("other", reply="嗯"), NOW).snapshot.state == "objecting"


def test_a_reply_that_gives_something_ends_the_run_of_questions() -> None:
    moves: tuple[tuple[Move, ...], ...] = (("closed_question",), ("closed_question",), ("expert_advice",), ("isolate",))
    turns, end = played(PRICE, [heard_as(*made, reply=f"第 {n} 句。") for n, made in enumerate(moves)])
    assert not any(turn.happened("Interrogated") for turn in turns)
    assert end.questions == 1


def test_an_ended_talk_takes_no_reply() -> None:
    ended = leave(started(PRICE), NOW)
    assert ended.outcome == "left"
    with pytest.raises(ValueError, match="ended"):
        step(PRICE, ended, heard_as("acknowledge"), NOW)


def test_a_step_leaves_the_snapshot_before_it_as_it_was() -> None:
    before = started(PRICE)
    kept = before.model_dump_json()
    step(PRICE, before, heard_as("argue", "isolate", asks=["compared_with"]), NOW)
    assert before.model_dump_json() == kept


def test_time_is_taken_down_and_decides_nothing() -> None:
    later = NOW + timedelta(days=400)
    soon, late = (step(PRICE, started(PRICE), heard_as("isolate"), at) for at in (NOW, later))
    assert late.snapshot.at == later
    assert late.snapshot.model_copy(update={"at": NOW}) == soon.snapshot
    assert (late.says, late.events) == (soon.says, soon.events)


def test_what_changes_the_state_is_told_as_an_event() -> None:
    taken = step(PRICE, started(PRICE), heard_as("isolate"), NOW)
    assert Event(happened="Moved", about="opening>exploring") in taken.events
