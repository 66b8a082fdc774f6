"""Whoever oversees sees of a private session that it took place, and of the others nothing before their trainee."""

from datetime import timedelta

import pytest

from state.records.overseeing import Held, Overseen
from state.records.queueing import Message
from state.records.records import Records
from tests.records.rows import LI, NOON, appeal, card, session, turn, user

BOSS = "telegram:5"


@pytest.fixture
def held(records: Records) -> Records:
    """Li has held two talks, the later one in private."""
    with records.unit() as unit:
        unit.add(user())
        for day, (name, private) in enumerate((("first", False), ("hidden", True))):
            at = NOON + timedelta(days=day)
            told = {"private": private, "outcome": "lost", "snapshot": {"state": "lost"}, "ended_at": at}
            unit.add(session(id=name, phase="done", started_at=at, **told))
            unit.add(turn(session_id=name))
            unit.add(card(session_id=name))
    return records


def test_of_a_private_session_only_that_it_took_place_is_listed(held: Records) -> None:
    day = NOON + timedelta(days=1)
    with held.unit() as unit:
        hidden, first = unit.recent_sessions(10)
    assert hidden == Held(LI, "hidden", "zh/laser_payback", day, day, session=None)
    assert first.session is not None
    assert first.session.outcome == "lost"


def test_of_a_private_session_neither_turns_nor_cards_are_read(held: Records) -> None:
    with held.unit() as unit:
        hidden, first = unit.oversee(LI, "hidden"), unit.oversee(LI, "first")
        assert unit.oversee(LI, "none") is None
        assert len(unit.turns(LI, "hidden")) == 1, "its trainee may read them"
    assert hidden is not None
    assert first is not None
    assert hidden == Overseen(hidden.held)
    assert hidden.held.session is None
    assert ([row.reply for row in first.turns], [row.score for row in first.cards]) == (["您是跟哪家比觉得贵？"], [72])


def test_of_what_was_said_nothing_of_a_private_session_and_nothing_taken_back_is_read(held: Records) -> None:
    with held.unit() as unit:
        unit.add(turn(session_id="first", number=2, taken_back=True, reply="这还贵？"))
        unit.add(turn(session_id="first", number=2, reply="您现在用什么机床？", at=NOON + timedelta(minutes=1)))
    with held.unit() as unit:
        said = [(scenario, row.session_id, row.reply) for scenario, row in unit.said()]
    assert said == [
        ("zh/laser_payback", "first", "您是跟哪家比觉得贵？"),
        ("zh/laser_payback", "first", "您现在用什么机床？"),
    ]


def test_what_was_said_can_be_read_of_one_customer_and_from_a_time_on(held: Records) -> None:
    later = NOON + timedelta(days=2)
    with held.unit() as unit:
        unit.add(session(id="other", scenario="zh/vmc_price", phase="done", started_at=later))
        unit.add(turn(session_id="other", at=later))
    with held.unit() as unit:
        assert [row.session_id for _, row in unit.said("zh/vmc_price")] == ["other"]
        assert [row.session_id for _, row in unit.said(since=later)] == ["other"]
        assert [row.session_id for _, row in unit.said("zh/laser_payback", since=later)] == []
        assert [row.session_id for _, row in unit.said(since=NOON)] == ["first", "other"]


def test_the_trainee_is_the_first_to_see_a_card(held: Records) -> None:
    def cards() -> int:
        with held.unit() as unit:
            overseen = unit.oversee(LI, "first")
        assert overseen is not None
        return len(overseen.cards)

    with held.unit() as unit:
        unit.queue(LI, [Message("coach", "成绩单", NOON, session_id="first")])
    assert cards() == 0
    with held.unit() as unit:
        unit.mark_sent(LI, 1, 501, NOON)
    assert cards() == 1


def test_an_appeal_waits_until_it_is_decided_once(held: Records) -> None:
    with held.unit() as unit:
        unit.add(appeal(id="a1", made_at=NOON + timedelta(hours=1)))
        unit.add(appeal(criterion="isolated", id="a2", made_at=NOON))
    with held.unit() as unit:
        assert [row.id for row in unit.open_appeals()] == ["a2", "a1"]
        later = unit.open_appeals()[1]
        unit.decide(later, "refused", "这句是反问。", BOSS, NOON + timedelta(days=2))
        assert (later.state, later.decided_by, later.note) == ("refused", BOSS, "这句是反问。")
    with held.unit() as unit:
        [waiting] = unit.open_appeals()
        assert waiting.id == "a2"
        with pytest.raises(LookupError, match="a1 does not wait"):
            unit.decide(later, "upheld", None, BOSS, NOON + timedelta(days=3))
        states = {row.id: (row.state, row.decided_at) for row in unit.appeals(LI, "first")}
    assert states == {"a1": ("refused", NOON + timedelta(days=2)), "a2": ("open", None)}
