"""Two coaches score a talk blind, and are held against each other and against the machine."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.actions import Chosen
from bot.calibrating import Judged, NotBlind, Reckoned, agreement_of, ask_blind, calibration, give_blind
from bot.commenting import comment
from bot.correcting import correct_points, withdraw
from bot.rights import NotAllowed
from bot.texts import texts
from state.records.unit import Unit
from state.scoring.agreement import shares_of
from state.scoring.card import Card
from state.scoring.tests import RECORDED
from state.troupe import Troupe
from tests.bot.table import MORNING, Trainee, table
from tests.bot.test_rescoring import ASKS, RESTATES, Listener, cards, holds
from tests.bot.test_reviewing import another, belongs, presses

ZH = texts("zh")
ONE, TWO, THREE = 5, 6, 9
LIN = "telegram:7"


@pytest.fixture
def trainee(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    """小林 in a group with two coaches; a third coaches another."""
    with table(tmp_path, Listener(), troupe) as sitting:
        sitting.types("/help")
        belongs(sitting, "华东一组", "member")
        for number, group in ((ONE, "华东一组"), (TWO, "华东一组"), (THREE, "华东二组")):
            coach = another(sitting, number, f"教练{number}")
            coach.types("/help")
            belongs(coach, group, "coach")
            with sitting.practice.records.unit() as unit:
                user = unit.user(coach.person.id)
                assert user is not None
                user.role = "coach"
        yield sitting


def asks(unit: Unit, trainee: Trainee, session: str, *coaches: int) -> None:
    users = [unit.user(f"telegram:{number}") for number in (ONE, *coaches)]
    by, *asked = [user for user in users if user is not None]
    talk, named = (LIN, session), [(user, user.role) for user in asked]
    ask_blind(unit, trainee.practice.troupe, by, by.role, talk, named, MORNING)


def gives(trainee: Trainee, session: str, coach: int, **shares: float | None) -> None:
    """Score blind: as the machine does, but for these criteria."""
    own = shares_of(Card.model_validate(cards(trainee, session)[-1].body))
    rounded = {name: None if share is None else round(share * 2) / 2 for name, share in own.items()}
    with trainee.practice.records.unit() as unit:
        by = unit.user(f"telegram:{coach}")
        assert by is not None
        given = {**rounded, **shares}
        give_blind(unit, trainee.practice.troupe, by, by.role, (LIN, session), given, MORNING)


def judged(trainee: Trainee, reckoned: Reckoned | None = None, trainees: Sequence[str] = (LIN,)) -> list[Judged]:
    """What coaches judged, by what was reckoned before."""
    return (reckoned or Reckoned()).judged(trainee.practice.records, trainee.practice.troupe, trainees)


def test_two_coaches_are_asked_told_and_compared(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, RESTATES)
    with trainee.practice.records.unit() as unit:
        asks(unit, trainee, session, ONE, TWO)
        asks(unit, trainee, session, TWO)
        assert [row.coach_id for row in unit.blind_scores(LIN, session)] == ["telegram:5", "telegram:6"]
        [told] = unit.pending("telegram:6")
    assert told.text == ZH("blind-asked", name="教练5", person="王建国")
    two = another(trainee, TWO, "教练6")
    assert presses(two, session, "t0")[-1] == ZH("review-blind"), "nobody sees the machine's score first"
    gives(trainee, session, ONE)
    gives(trainee, session, TWO, restated=0.5)
    assert presses(two, session, "t0")[-1] != ZH("review-blind")
    rubric = trainee.practice.troupe.rubric
    found, whole = calibration(judged(trainee), rubric), agreement_of(judged(trainee), rubric)
    assert judged(trainee, trainees=[]) == []
    assert set(found.coaches) == {("telegram:5", "telegram:6")}
    listening = found.coaches["telegram:5", "telegram:6"].steps["c"]
    assert listening.pairs - listening.same == 1, "they differ on restating alone"
    assert [found.machine[f"telegram:{each}"].steps["c"].same for each in (ONE, TWO)] == [
        listening.pairs,
        listening.pairs - 1,
    ]
    assert whole.talks == 2
    assert whole.moves == {}, "nobody has looked at single replies"


def test_agreement_is_over_what_coaches_looked_at(trainee: Trainee) -> None:
    first, second = holds(trainee, ASKS, RESTATES), holds(trainee, ASKS)
    holds(trainee, ASKS)  # which no coach has looked at
    troupe = trainee.practice.troupe
    with trainee.practice.records.unit() as unit:
        by = unit.user("telegram:5")
        assert by is not None
        correct_points(unit, troupe, by, "coach", (LIN, first), "restated", 0.0, "没有", MORNING, turn=2)
        comment(unit, troupe, by, "coach", (LIN, second), "好", MORNING)
    found = agreement_of(judged(trainee), troupe.rubric)
    assert found.talks == 2
    assert found.moves["open_question"].pairs == 3
    assert found.moves["open_question"].same == 3
    assert found.steps["c"].pairs - found.steps["c"].same == 1


def test_who_is_not_blind_or_not_theirs_is_not_asked_and_what_is_given_is_whole(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, RESTATES)
    with trainee.practice.records.unit() as unit:
        with pytest.raises(NotAllowed):
            asks(unit, trainee, session, ONE, THREE)
        assert unit.blind_scores(LIN, session) == []
        by = unit.user("telegram:6")
        assert by is not None
        comment(unit, trainee.practice.troupe, by, "coach", (LIN, session), "好", MORNING)
        with pytest.raises(NotBlind, match="seen"):
            asks(unit, trainee, session, TWO)
    with pytest.raises(NotBlind, match="unasked"):
        gives(trainee, session, ONE)
    with trainee.practice.records.unit() as unit:
        asks(unit, trainee, session, ONE)
    for wrong in ({"restated": 0.3}, {"no_such": 1.0}):
        with pytest.raises(NotBlind, match="shares"):
            gives(trainee, session, ONE, **wrong)
    gives(trainee, session, ONE, restated=None)
    with pytest.raises(NotBlind, match="given"):
        gives(trainee, session, ONE)


def test_a_talk_is_scored_once_and_again_when_anything_was_found_of_it(trainee: Trainee) -> None:
    first, second, troupe = holds(trainee, ASKS, RESTATES), holds(trainee, ASKS), trainee.practice.troupe
    with trainee.practice.records.unit() as unit:
        by = unit.user("telegram:5")
        assert by is not None
        for session in (first, second):
            comment(unit, troupe, by, "coach", (LIN, session), "好", MORNING)
    reckoned = Reckoned(most=2)
    before = {each.talk.key[1]: each.figures for each in judged(trainee, reckoned)}
    again = {each.talk.key[1]: each.figures for each in judged(trainee, reckoned)}
    assert all(again[name] is before[name] for name in (first, second)), "not scored again"
    with trainee.practice.records.unit() as unit:
        made = correct_points(unit, troupe, by, "coach", (LIN, first), "restated", 0.0, "没有", MORNING, turn=2)
        assert made.new != made.old
    after = {each.talk.key[1]: each.figures for each in judged(trainee, reckoned)}
    assert after[second] is before[second]
    assert before[first].seen.steps["c"] != after[first].seen.steps["c"]
    assert after == {each.talk.key[1]: each.figures for each in judged(trainee)}, "as if it were reckoned anew"
    with trainee.practice.records.unit() as unit:
        withdraw(unit, troupe, by, "coach", (LIN, first), 1, MORNING)
    assert judged(trainee, reckoned)[0].figures.seen == before[first].seen


def test_of_a_card_by_another_rubric_the_talk_is_scored_anew(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, RESTATES)
    with trainee.practice.records.unit() as unit:
        by = unit.user("telegram:5")
        assert by is not None
        comment(unit, trainee.practice.troupe, by, "coach", (LIN, session), "好", MORNING)
    [now] = judged(trainee)
    with trainee.practice.records.unit() as unit:
        row = unit.card(LIN, session)
        assert row is not None
        row.body = {**row.body, "steps": []}
    assert judged(trainee)[0].figures.machine != now.figures.machine, "by the card that is kept"
    with trainee.practice.records.unit() as unit:
        row = unit.card(LIN, session)
        assert row is not None
        row.rubric_version -= 1
    assert judged(trainee)[0].figures == now.figures


def test_no_more_is_kept_than_may_be(trainee: Trainee) -> None:
    sessions, troupe, reckoned = [holds(trainee, ASKS) for _ in range(2)], trainee.practice.troupe, Reckoned(most=1)
    with trainee.practice.records.unit() as unit:
        by = unit.user("telegram:5")
        assert by is not None
        for session in sessions:
            comment(unit, troupe, by, "coach", (LIN, session), "好", MORNING)
    found = [judged(trainee, reckoned) for _ in range(2)]
    assert [each.figures for each in found[0]] == [each.figures for each in found[1]]
    assert [one.figures is other.figures for one, other in zip(*found, strict=True)] == [False, False]


def test_who_is_asked_blind_meanwhile_corrects_nothing_and_sees_no_appeal(trainee: Trainee) -> None:
    session, rubric = holds(trainee, ASKS, RESTATES), trainee.practice.troupe.rubric
    one = another(trainee, ONE, "教练5")
    own = shares_of(Card.model_validate(cards(trainee, session)[-1].body))
    lost = next(name for name, share in own.items() if share == 0 and rubric.criterion(name).test not in RECORDED)
    trainee.does(Chosen(f"appeal/{session[:8]}/{lost}/2"))
    listed = one.types("/review")[0]
    assert "⚖" in listed
    score = cards(trainee, session)[-1].score
    assert f"{score} 分" in listed
    presses(one, session, "q.restated.0")
    with trainee.practice.records.unit() as unit:
        asks(unit, trainee, session, ONE)
    assert one.says("其实没有")[-1] == ZH("review-blind")
    listed = one.types("/review")[-1]
    assert "⚖" not in listed
    assert "◌" in listed
    assert f"{score} 分" not in listed
    with trainee.practice.records.unit() as unit:
        assert unit.corrections(LIN, session) == []
