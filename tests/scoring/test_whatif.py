"""What if: going back to a reply of a finished talk and making it another, with the rest of the talk as it was."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from state.content.terms import Move
from state.dialogue.snapshot import Heard, Snapshot
from state.dialogue.step import leave
from state.scoring.card import score
from state.scoring.review import Review, Ruling
from state.scoring.talk import Help, Hint, Talk
from state.scoring.whatif import Way, what_if
from tests.customers import NOW, SCENARIOS, customer_of, heard_as, played, reading_of, started, troupe

RUBRIC = troupe().rubric
SEED = 11
REPLIES = (
    heard_as("acknowledge", reply="您这么问应该的。"),
    heard_as("open_question", reply="您主要是跟哪家比？", interrupted=True),
    heard_as("argue", reply="这还贵？是您不懂行。"),
    heard_as("restate", reply="您是说贵在那六万二上，对吗？"),
)


def held(scenario: str = "zh/vmc_price", replies: Sequence[Heard] = REPLIES) -> tuple[Talk, Snapshot]:
    customer = customer_of(scenario)
    start = started(customer, SEED)
    turns, end = played(customer, replies, start)
    return Talk(customer, tuple(turns), end if end.outcome else leave(end, NOW)), start


def tried(talk: Talk, start: Snapshot, number: int, *moves: Move, reply: str = "那换一句话说。") -> tuple[Way, Way]:
    return what_if(talk, start, number, reply, reading_of(reply, moves), RUBRIC)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_same_reply_again_leads_to_the_same(scenario: str) -> None:
    talk, start = held(scenario)
    for turn in talk.turns:
        as_held, other = what_if(talk, start, turn.number, turn.reply, turn.reading, RUBRIC)
        assert as_held == other
        assert as_held.turn == turn


def test_another_reply_meets_the_customer_as_it_then_was() -> None:
    talk, start = held()
    as_held, other = tried(talk, start, 3, "isolate")
    assert as_held.turn == talk.turns[2]
    replies = [*REPLIES[:2], heard_as("isolate", reply="那换一句话说。")]
    turns, _ = played(talk.customer, replies, start)
    assert other.turn == turns[2]
    assert other.turn.after.trust > as_held.turn.after.trust


def test_it_comes_in_the_same_moment() -> None:
    talk, start = held()
    _, other = tried(talk, start, 2, "isolate")
    assert (other.turn.interrupted, other.turn.at) == (True, talk.turns[1].at)


def test_the_scores_are_those_of_the_talk_left_there() -> None:
    talk, start = held()
    as_held, other = tried(talk, start, 3, "isolate")
    left, _ = held(replies=REPLIES[:3])
    better, _ = held(replies=[*REPLIES[:2], heard_as("isolate", reply="那换一句话说。")])
    assert as_held.score == score(left, RUBRIC).score
    assert other.score == score(better, RUBRIC).score
    assert other.score > as_held.score
    assert (as_held.outcome, other.outcome) == (None, None)


def test_a_reply_that_ends_the_talk_says_how() -> None:
    talk, start = held(replies=[heard_as("improper", reply=f"滚，第 {n} 次。") for n in range(20)])
    assert talk.end.outcome == "lost"
    last = len(talk.turns)
    assert tried(talk, start, last, "acknowledge")[0].outcome == "lost"
    assert tried(talk, start, 1, "acknowledge")[0].outcome is None


def test_help_counts_from_where_it_was_had() -> None:
    hint = Hint(turn=3, level="example", step="c", move="acknowledge")
    talk, start = held()
    helped = replace(talk, help=Help(hints=(hint,), retry=4))
    cost = RUBRIC.help.example
    for number, less in ((2, 0), (3, cost), (4, cost + RUBRIC.help.retry)):
        without, having = tried(talk, start, number, "isolate"), tried(helped, start, number, "isolate")
        assert [way.score for way in having] == [max(0, way.score - less) for way in without]


def test_what_a_person_upheld_holds_for_the_words_that_met_it() -> None:
    talk, start = held()
    upheld = replace(talk, review=Review({"restated": Ruling(turn=3)}))
    plain, found = tried(talk, start, 3, "open_question"), tried(upheld, start, 3, "open_question")
    assert found[0].score > plain[0].score
    assert found[1].score == plain[1].score
    assert tried(upheld, start, 2, "open_question") == tried(talk, start, 2, "open_question")
    assert tried(upheld, start, 4, "open_question")[1].score > tried(talk, start, 4, "open_question")[1].score


def test_a_talk_that_no_longer_follows_from_its_replies_is_refused() -> None:
    talk, start = held()
    changed = talk.turns[1].model_copy(update={"says": ()})
    broken = replace(talk, turns=(talk.turns[0], changed, *talk.turns[2:]))
    for number in (2, 3):
        with pytest.raises(ValueError, match="turn 2"):
            tried(broken, start, number, "isolate")
    assert tried(broken, start, 1, "isolate")[0].turn == talk.turns[0]
