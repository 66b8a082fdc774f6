"""What a coach finds of a reply or a criterion holds instead of what the machine found, and that stays known."""

from dataclasses import replace

from state.dialogue.snapshot import Event
from state.scoring.card import Card, Judged, score
from state.scoring.review import Review, Ruling, corrected
from state.scoring.talk import Talk
from tests.customers import troupe
from tests.scoring.talks import saying, talk, turn

RUBRIC = troupe().rubric


def card_of(done: Talk, review: Review | None = None) -> Card:
    return score(replace(done, review=review or Review()), RUBRIC)


def judged(card: Card, criterion: str) -> Judged:
    return next(one for one in card.judged if one.criterion == criterion)


def test_corrected_moves_are_scored_in_the_place_of_those_that_were_read() -> None:
    read, meant = saying(("open_question",), ("other",)), saying(("open_question",), ("restate",))
    found = card_of(read, Review(moves={2: ("restate",)}))
    assert judged(card_of(read), "restated").share == 0.0
    assert judged(found, "restated") == judged(card_of(meant), "restated")
    assert judged(found, "restated").share == 1.0
    assert found.score == card_of(meant).score
    assert found.machine == card_of(read).score
    assert read.turns[1].reading.moves == {"other": 0.95}, "what was read stays as it was"


def test_a_move_that_the_coach_does_not_see_earns_and_costs_nothing() -> None:
    read = saying(("open_question",), ("argue", "restate"))
    found = card_of(read, Review(moves={2: ("restate",)}))
    assert [slip.turn for slip in card_of(read).mistakes] == [2]
    assert found.mistakes == ()
    assert found.score > card_of(read).score


def test_what_was_let_pass_in_doubt_costs_once_a_coach_is_sure_of_it() -> None:
    doubtful = turn(1, read={"pressure": 0.8}, events=(Event(happened="Overlooked", about="pressure"),))
    assert card_of(talk(doubtful)).mistakes == ()
    assert [slip.move for slip in card_of(talk(doubtful), Review(moves={1: ("pressure",)})).mistakes] == ["pressure"]
    assert corrected(doubtful, ("restate",)).events == doubtful.events


def test_the_words_that_showed_a_move_are_quoted_where_the_coach_sees_it_too() -> None:
    read = turn(1, "restate", "argue")
    again = corrected(read, ("restate", "isolate"))
    assert again.reading.moves == {"restate": 1.0, "isolate": 1.0}
    assert again.reading.spans == {"restate": read.reading.spans["restate"]}


def test_a_corrected_criterion_has_the_share_that_the_coach_gives_it() -> None:
    read = saying(("open_question",), ("restate",))
    before, half = card_of(read), card_of(read, Review({"restated": Ruling(0.5, 2, "coach", "只说了一半")}))
    one = judged(half, "restated")
    assert (one.share, one.points, one.turn) == (0.5, one.of / 2, 2)
    assert half.score < before.score
    assert (before.machine, half.machine) == (None, before.score)


def test_what_the_machine_did_not_rate_can_be_rated_and_what_does_not_apply_cannot() -> None:
    unsure = saying({"restate": 0.4})
    assert judged(card_of(unsure), "restated").share is None
    found = card_of(unsure, Review({"restated": Ruling(1.0, 1, "coach"), "found_decider": Ruling(1.0, 1, "coach")}))
    assert judged(found, "restated").share == 1.0
    assert "found_decider" not in found.asked, "there is one person in the room"


def test_a_review_up_to_a_turn_knows_nothing_of_later_ones() -> None:
    found = Review({"one": Ruling(turn=1), "two": Ruling(turn=2), "all": Ruling()}, {1: ("restate",), 2: ("argue",)})
    assert found.until(1) == Review({"one": Ruling(turn=1), "all": Ruling()}, {1: ("restate",)})
    assert not Review()


def test_the_machines_own_judgement_is_kept_of_what_people_bear_upon_and_of_nothing_else() -> None:
    read = saying(("open_question",), ("other",))
    plain = card_of(read)
    assert plain.alone == ()
    ruled = card_of(read, Review({"restated": Ruling(1.0, 2, "coach"), "calm": Ruling(1.0, None, "coach")}))
    assert set(ruled.alone) == {judged(plain, "restated"), judged(plain, "calm")}, "of what was confirmed, too"
    assert ruled.by_machine("restated") == judged(plain, "restated")
    moved = card_of(read, Review(moves={2: ("restate",)}))
    differing = {one.criterion for one in plain.judged if judged(moved, one.criterion).share != one.share}
    assert "restated" in differing
    assert {one.criterion for one in moved.alone} == differing
    assert {moved.by_machine(one.criterion) for one in plain.judged if one.criterion not in differing} == {None}
