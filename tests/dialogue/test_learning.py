"""Learning: facts are told once, guarded ones in trust; answers count only where the state counts them."""

from state.content.scenario import Answer, Fact, Surface
from state.dialogue.learning import INTERROGATION, learn
from state.dialogue.snapshot import Event, Heard, Snapshot
from tests.customers import customer_of, heard_as, started, without_follow_ups

PRICE = customer_of("zh/vmc_price")
HIDDEN = customer_of("zh/service_contract")


def ids(entries: tuple[Fact | Answer | Surface, ...]) -> list[str]:
    return [entry.id for entry in entries]


def with_(snapshot: Snapshot, **changes: object) -> Snapshot:
    return snapshot.model_copy(update=changes)


def test_a_fact_that_is_asked_for_is_told() -> None:
    learnt = learn(PRICE, started(PRICE), heard_as("open_question", asks=["compared_with"]), trust=0)
    assert ids(learnt.told) == ["compared_with"]
    assert Event(happened="FactTold", about="compared_with") in learnt.events


def test_a_fact_is_told_once() -> None:
    before = with_(started(PRICE), told=("compared_with",))
    heard = heard_as("open_question", asks=["compared_with"])
    learnt = learn(without_follow_ups(PRICE), before, heard, trust=100)
    assert (learnt.told, ids(learnt.repeated)) == ((), ["compared_with"])
    assert Event(happened="FactRepeated", about="compared_with") in learnt.events


def test_who_asks_on_is_not_held_to_ask_the_same_while_there_is_more_to_say() -> None:
    before = with_(started(PRICE), told=("compared_with",))
    learnt = learn(PRICE, before, heard_as("open_question", asks=["compared_with"]), trust=100)
    assert learnt.further
    assert [event for event in learnt.events if event.happened in ("FactRepeated", "QuestionMissed")] == []
    assert Event(happened="FollowedUp", about="compared_with") in learnt.events


def test_of_one_question_a_second_fact_is_told_only_if_it_is_beyond_doubt() -> None:
    def told(reply: str, sure: float) -> list[str]:
        reading = heard_as("open_question", reply=reply, asks=["compared_with", "cycle_time"]).reading
        first, second = reading.asked
        asked = (first, second.model_copy(update={"confidence": sure}))
        heard = Heard(reply=reply, reading=reading.model_copy(update={"asked": asked}))
        return ids(learn(PRICE, started(PRICE), heard, trust=100).told)

    both = ["compared_with", "cycle_time"]
    assert told("您是跟谁比的？", 0.8) == ["compared_with"]
    assert told("您是跟谁比的？", 0.95) == both
    assert told("您是跟谁比的？一件几分钟？", 0.8) == both


def test_a_guarded_fact_is_told_from_just_so_much_trust_on() -> None:
    heard = heard_as("closed_question", asks=["margin"])  # margin: trust 40
    wary, trusting = learn(PRICE, started(PRICE), heard, 39), learn(PRICE, started(PRICE), heard, 40)
    assert (ids(wary.told), ids(wary.guarded)) == ([], ["margin"])
    assert (ids(trusting.told), ids(trusting.guarded)) == (["margin"], [])


def test_a_question_that_matches_nothing_is_missed_and_no_other_reply_is() -> None:
    assert learn(PRICE, started(PRICE), heard_as("open_question"), 50).missed
    assert not learn(PRICE, started(PRICE), heard_as("acknowledge"), 50).missed
    assert not learn(PRICE, started(PRICE), heard_as("open_question", asks=["margin"]), 0).missed


def test_an_answer_counts_where_the_state_counts_it() -> None:
    learnt = learn(PRICE, started(PRICE), heard_as("evidence", gives=["payback_sum"]), 50)
    assert ids(learnt.eased) == ["payback_sum"]


def test_before_it_is_confided_no_answer_counts() -> None:
    heard = heard_as("solution", gives=["small_start"])
    before = started(HIDDEN)
    assert learn(HIDDEN, before, heard, 100).eased == ()
    assert ids(learn(HIDDEN, with_(before, state="confiding", confided=True), heard, 100).eased) == ["small_start"]


def test_an_answer_counts_once() -> None:
    before = with_(started(PRICE), answered=("payback_sum",))
    learnt = learn(PRICE, before, heard_as("evidence", gives=["payback_sum"]), 50)
    assert (learnt.eased, ids(learnt.reheard)) == ((), ["payback_sum"])


def test_who_only_asks_for_what_was_lost_on_the_line_gives_no_answer() -> None:
    for move, counts in (("isolate", False), ("evidence", True)):
        learnt = learn(PRICE, started(PRICE), heard_as(move, gives=["payback_sum"]), 50, civil=True)
        assert bool(learnt.eased) == counts


def test_the_concern_is_met_by_the_answer_that_makes_it_enough_and_only_by_that() -> None:
    met = Event(happened="ConcernMet")
    first = learn(PRICE, started(PRICE), heard_as(gives=["payback_sum"]), 50)
    second = learn(PRICE, with_(started(PRICE), answered=("payback_sum",)), heard_as(gives=["cycle_gain"]), 50)
    third = learn(
        PRICE, with_(started(PRICE), answered=("payback_sum", "cycle_gain")), heard_as(gives=["instalments"]), 50
    )
    assert [met in learnt.events for learnt in (first, second, third)] == [False, True, False]


def test_what_no_content_knows_is_passed_over() -> None:
    learnt = learn(PRICE, started(PRICE), heard_as("open_question", asks=["nobody"], gives=["nothing"]), 50)
    assert (learnt.told, learnt.eased) == ((), ())


def test_asking_and_asking_feels_like_an_interrogation_from_the_third_reply_on() -> None:
    asked = heard_as("closed_question", "courtesy")
    happened = [
        Event(happened="Interrogated") in learn(PRICE, with_(started(PRICE), questions=before), asked, 50).events
        for before in range(4)
    ]
    assert happened == [before + 1 >= INTERROGATION for before in range(4)]
    giving = heard_as("closed_question", "expert_advice")
    assert Event(happened="Interrogated") not in learn(PRICE, with_(started(PRICE), questions=9), giving, 50).events


def test_a_reply_is_too_long_only_beyond_what_the_type_bears() -> None:
    bears = PRICE.persona.length["zh"].long
    too_long = Event(happened="TooLong")
    assert too_long not in learn(PRICE, started(PRICE), heard_as("benefit", reply="好" * bears), 50).events
    assert too_long in learn(PRICE, started(PRICE), heard_as("benefit", reply="好" * (bears + 1)), 50).events


def test_a_short_reply_is_too_short_only_if_it_does_nothing() -> None:
    too_short = Event(happened="TooShort")
    assert too_short in learn(PRICE, started(PRICE), heard_as("other", reply="嗯"), 50).events
    assert too_short not in learn(PRICE, started(PRICE), heard_as("open_question", reply="为啥"), 50).events
