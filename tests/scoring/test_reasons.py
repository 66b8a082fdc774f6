"""Why a reply was good or bad: what it was read as, what the rubric says to it, what it did to the customer."""

from state.content.terms import Move
from state.dialogue.snapshot import Event, Meters
from state.scoring.reasons import MUCH, Reasons, reasons
from state.scoring.talk import Talk
from tests.customers import reading_of, troupe
from tests.scoring.talks import saying, talk, turn

RUBRIC = troupe().rubric


def why(done: Talk) -> Reasons:
    return reasons(done, RUBRIC)


def met(done: Talk) -> set[str]:
    return {criterion.id for criterion in why(done).good}


def missed(done: Talk) -> set[str]:
    return {criterion.id for criterion in why(done).bad}


def test_it_is_told_which_words_were_read_as_what() -> None:
    words = "您这么问应该的，主要跟哪家比？"
    read: dict[Move, float] = {"open_question": 0.9, "acknowledge": 0.95}
    reading = reading_of(words, read).model_copy(update={"spans": {"acknowledge": (0, 7), "open_question": (8, 15)}})
    found = why(talk(turn(1, reply=words, reading=reading)))
    assert found.moves == (("acknowledge", "您这么问应该的"), ("open_question", "主要跟哪家比？"))


def test_what_may_not_be_so_is_told_only_if_the_customer_felt_it() -> None:
    found = why(saying({"benefit": 0.9, "argue": 0.5, "pressure": 0.4}))
    assert found.moves == (("benefit", "这是第1句，不长也不短。"),)
    assert found.perhaps == (("argue", "这是第1句，不长也不短。"),), "it was felt"
    assert why(saying(("argue",))).perhaps == ()
    assert why(saying({"benefit": 0.4})).moves == ()


def test_a_step_in_its_place_is_good_and_out_of_its_place_bad() -> None:
    assert {"acknowledged_first", "asked_first"} <= met(saying(("acknowledge", "open_question")))
    assert {"acknowledged_first", "asked_first"} <= missed(saying(("evidence",)))


def test_only_the_last_reply_is_spoken_of() -> None:
    done = saying(("evidence",), ("acknowledge",))
    assert "acknowledged_first" not in met(done) | missed(done)
    assert "isolated" not in met(saying(("isolate",), ("acknowledge",)))
    assert "isolated" in met(saying(("acknowledge",), ("isolate",)))


def test_stopping_at_the_product_is_bad_even_after_it_was_carried_through_before() -> None:
    assert "carried_through" in missed(saying(("feature", "benefit"), ("courtesy",), ("feature",)))
    assert "carried_through" in met(saying(("feature", "benefit")))


def test_what_did_not_happen_yet_is_no_reproach() -> None:
    assert not missed(saying(("acknowledge",)))


def test_a_criterion_of_other_objections_is_not_told() -> None:
    assert "confided" not in met(talk(turn(1, "acknowledge", events=(Event(happened="Confided"),))))


def test_what_the_reply_led_to_is_told_once_each() -> None:
    events = tuple(Event(happened="FactTold", about=fact) for fact in ("scrap", "margin"))
    assert why(talk(turn(1, "open_question", events=events))).happened == ("FactTold",)


def test_feelings_are_told_by_their_way_and_size_and_not_by_figures() -> None:
    before = Meters(trust=40, patience=50, interest=30)
    after = Meters(trust=40 + MUCH, patience=50 - MUCH + 1, interest=30)
    found = why(talk(turn(1, "acknowledge", before=before, after=after)))
    assert found.felt == (("trust", "rose_much"), ("patience", "fell"))
    assert why(saying(("acknowledge",))).felt == ()
    other_way = why(talk(turn(1, "argue", before=after, after=before)))
    assert other_way.felt == (("trust", "fell_much"), ("patience", "rose"))
