"""What coaches make of talks is kept in order, and what waits for them is found, private talks never."""

from datetime import timedelta

import pytest

from state.records.queueing import Message
from state.records.records import Records
from state.records.reviewing import BlindScore
from tests.records.rows import LI, NOON, appeal, card, comment, correction, session, turn, user

BOSS, WU = "telegram:5", "telegram:8"
TALK = (LI, "first")


@pytest.fixture
def held(records: Records) -> Records:
    """Li has held three talks, the last in private, and is in the midst of another; Wu has held one."""
    with records.unit() as unit:
        unit.add(user())
        unit.add(user(id=WU, chat_id=8))
        for day, (whose, name, private) in enumerate(
            ((LI, "first", False), (LI, "second", False), (LI, "hidden", True), (WU, "wus", False))
        ):
            at = NOON + timedelta(days=day)
            told = {"private": private, "outcome": "lost", "snapshot": {"state": "lost"}, "ended_at": at}
            unit.add(session(user_id=whose, id=name, phase="done", started_at=at, **told))
            unit.add(turn(user_id=whose, session_id=name))
            unit.add(card(user_id=whose, session_id=name))
        unit.add(session(id="open", phase="talk"))
        unit.join(LI, "East", "member", NOON)
        unit.join(WU, "West", "member", NOON)
    return records


def found(records: Records, trainees: list[str] | None) -> list[tuple[str, bool]]:
    with records.unit() as unit:
        return [(row.id, seen) for row, seen in unit.to_review(trainees, 10)]


def test_numbers_within_a_talk_rise_by_one_each_kind_by_itself(held: Records) -> None:
    with held.unit() as unit:
        made = [unit.add_comment(TALK, "好", by=BOSS, at=NOON).number for _ in range(2)]
        other = unit.add_comment((LI, "second"), "好", by=BOSS, at=NOON, turn=1, to=None)
        fixed = unit.correct(TALK, turn=1, moves=["restate"], reason="说回去了", by=BOSS, at=NOON)
    assert (made, other.number, fixed.number) == ([1, 2], 1, 1)
    with held.unit() as unit:
        assert [row.number for row in unit.comments(*TALK)] == [1, 2]
        [kept] = unit.corrections(*TALK)
    assert (kept.kind, kept.moves, kept.criterion, kept.share) == ("moves", ["restate"], None, None)


def test_a_correction_is_withdrawn_once(held: Records) -> None:
    with held.unit() as unit:
        unit.correct(TALK, criterion="restated", share=0.5, reason="一半", by=BOSS, at=NOON)
    with held.unit() as unit:
        gone = unit.withdraw_correction(TALK, 1, BOSS, NOON)
        assert (gone.kind, gone.withdrawn_at, gone.withdrawn_by) == ("points", NOON, BOSS)
        for number in (1, 2):
            with pytest.raises(LookupError, match=f"no correction {number}"):
                unit.withdraw_correction(TALK, number, BOSS, NOON)


def test_what_nobody_reviewed_comes_first_and_then_the_newest(held: Records) -> None:
    assert found(held, None) == [("wus", False), ("second", False), ("first", False)]
    assert found(held, [LI]) == [("second", False), ("first", False)]
    assert found(held, []) == []
    with held.unit() as unit:
        unit.add(comment(session_id="second", by=LI))
        unit.add(correction(user_id=WU, session_id="wus", by=None))
    assert found(held, None) == [("second", False), ("first", False), ("wus", True)], (
        "a trainee's own word is no review"
    )
    with held.unit() as unit:
        assert unit.count_to_review(None) == (3, 2)
        assert unit.count_to_review(None, LI) == (1, 0)
        assert [row.id for row, _ in unit.to_review(None, 1, offset=1)] == ["first"]
        assert [row.id for row, _ in unit.to_review(None, 9, but=LI)] == ["wus"]


def test_a_talk_whose_card_still_waits_to_be_sent_does_not_wait_for_a_coach(held: Records) -> None:
    with held.unit() as unit:
        unit.queue(LI, [Message("coach", "28 分", NOON, session_id="second")])
    assert found(held, [LI]) == [("first", False)]
    with held.unit() as unit:
        unit.mark_sent(LI, 1, 77, NOON)
        assert unit.said_to(LI, 77) is not None
        assert unit.said_to(WU, 77) is None
    assert found(held, [LI]) == [("second", False), ("first", False)]


def test_judged_talks_are_those_that_a_coach_looked_at(held: Records) -> None:
    with held.unit() as unit:
        unit.add(comment(by=BOSS))
        unit.add(comment(session_id="hidden", by=BOSS))
        asked = BlindScore(user_id=WU, session_id="wus", coach_id=BOSS, asked_by=BOSS, asked_at=NOON)
        unit.add(asked)
        assert unit.blind_asked(BOSS) == [(WU, "wus")]
        assert [talk.key for talk in unit.judged_talks(None)] == [TALK]
        asked.shares, asked.done_at = {"restated": 1.0}, NOON
    with held.unit() as unit:
        assert [talk.key for talk in unit.judged_talks(None)] == [TALK, (WU, "wus")]
        assert [talk.key for talk in unit.judged_talks([LI])] == [TALK]
        assert [talk.key for talk in unit.judged_talks(None, [TALK])] == [(WU, "wus")]
        looked, scored = unit.judged_talks(None)
        assert (looked.looked, looked.scores) == (True, {})
        assert (scored.looked, scored.scores) == (False, {BOSS: {"restated": 1.0}})
        assert unit.blind_asked(BOSS) == []
        assert [row.coach_id for row in unit.blind_scores(WU, "wus")] == [BOSS]


def test_whatever_people_find_of_a_talk_is_told_by_its_state(held: Records) -> None:
    def state() -> tuple[int, int, int]:
        with held.unit() as unit:
            [talk] = unit.judged_talks([LI])
        return talk.state

    with held.unit() as unit:
        unit.correct(TALK, reason="是", by=BOSS, at=NOON, criterion="restated", share=1.0)
        unit.add(appeal())
    seen = [state()]
    with held.unit() as unit:
        unit.correct(TALK, reason="不是", by=BOSS, at=NOON, criterion="restated", share=0.0)
    seen.append(state())
    with held.unit() as unit:
        unit.withdraw_correction(TALK, 1, BOSS, NOON)
    seen.append(state())
    with held.unit() as unit:
        unit.decide(unit.appeals(*TALK)[0], "upheld", None, BOSS, NOON)
    seen.append(state())
    assert seen == [(1, 0, 0), (2, 0, 0), (2, 1, 0), (2, 1, 1)]


def test_a_session_is_found_by_how_its_id_begins_and_only_its_owners(held: Records) -> None:
    with held.unit() as unit:
        named = unit.session_of(LI, "fir")
        assert named is not None
        assert named.id == "first"
        assert unit.session_of(WU, "fir") is None
        assert unit.session_of(LI, "%") is None, "no pattern"
        assert unit.members_of(["East", "West"]) == sorted([LI, WU])
        assert unit.members_of(["East"]) == [LI]
