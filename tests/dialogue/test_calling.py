"""What comes up in a call, when it comes, and what the customer makes of a reply that meets it."""

import pytest

from state.content.terms import Move
from state.dialogue.snapshot import Heard, Snapshot, Step
from state.dialogue.step import step
from tests.customers import NOW, SCENARIOS, customer_of, heard_as, reading_of, started

CALL = customer_of("zh/zero_point_call")
FIRST, SECOND = CALL.scenario.incidents


def say(before: Snapshot, reply: str, *moves: Move) -> Step:
    return step(CALL, before, heard_as(*moves or ("feature",), reply=reply), NOW)


def until_the_line_breaks() -> Step:
    snapshot = started(CALL)
    for number in range(1, FIRST.turn):
        found = say(snapshot, f"这是第{number}句，讲的是治具。")
        assert "IncidentArose" not in [event.happened for event in found.events]
        snapshot = found.snapshot
    return say(snapshot, "这一句以后，线路就不好了。")


def test_it_comes_after_so_many_replies_at_the_end_of_what_is_said() -> None:
    found = until_the_line_breaks()
    assert found.events[-1].happened == "IncidentArose"
    assert found.events[-1].about == "bad_line"
    lost = [burst for burst in FIRST.say if tuple(said.text for said in found.says[-len(burst) :]) == tuple(burst)]
    assert len(lost) == 1
    assert found.snapshot.hitch == "bad_line"


def test_who_asks_again_hears_what_was_lost_and_is_trusted_a_little_more() -> None:
    before = until_the_line_breaks().snapshot
    asked = say(before, "对不起，信号不好，您能再讲一遍吗？", "courtesy")
    passed_over = say(before, "您的意思我晓得了，往下讲。", "courtesy")
    assert tuple(said.text for said in asked.says) in FIRST.reply
    assert "IncidentMet" in [event.happened for event in asked.events]
    assert "IncidentMet" not in [event.happened for event in passed_over.events]
    assert asked.snapshot.meters.trust > passed_over.snapshot.meters.trust
    assert asked.snapshot.hitch is None is passed_over.snapshot.hitch


def test_a_fact_that_says_the_same_as_what_was_lost_is_not_told_beside_it() -> None:
    facts = {fact.id: fact for fact in CALL.scenario.facts}
    for asked, told in (("month_end", False), ("changeover", True)):
        reply = "信号断了，您刚才说什么？"
        heard = Heard(reply=reply, reading=reading_of(reply, ["closed_question"], asks=[asked]))
        found = step(CALL, until_the_line_breaks().snapshot, heard, NOW)
        words = [said.text for said in found.says]
        assert tuple(words[:1]) in FIRST.reply
        assert (tuple(words[1:]) in facts[asked].answer) == told
        assert asked in found.snapshot.told


def test_a_doubtful_tone_does_not_keep_who_lost_the_line_from_hearing_it_again() -> None:
    reply = "喂喂？信号断了，您刚才说什么不是？"
    heard = Heard(reply=reply, reading=reading_of(reply, {"argue": 0.58}))
    found = step(CALL, until_the_line_breaks().snapshot, heard, NOW)
    assert "IncidentMet" in [event.happened for event in found.events]


@pytest.mark.parametrize("slight", ["dismiss", "improper", "pressure"])
def test_a_slight_meets_nothing(slight: Move) -> None:
    found = say(until_the_line_breaks().snapshot, "对不起，您再讲一遍，反正您不懂。", slight)
    assert "IncidentMet" not in [event.happened for event in found.events]


def test_who_asks_politely_for_what_was_lost_may_sound_as_if_he_doubted_it() -> None:
    found = say(until_the_line_breaks().snapshot, "不好意思，后头没听清，三月怎么了？", "argue")
    assert "IncidentMet" in [event.happened for event in found.events]


def test_each_comes_once_and_in_its_order() -> None:
    snapshot, came = started(CALL), list[str]()
    for number in range(1, CALL.scenario.turns):
        found = say(snapshot, f"这是第{number}句，我先记下来。", "acknowledge")
        came += [event.about for event in found.events if event.happened == "IncidentArose"]
        snapshot = found.snapshot
        if snapshot.outcome is not None:
            break
    assert came == [FIRST.is_, SECOND.is_]


def test_every_customer_on_the_telephone_has_a_bad_line_and_something_to_be_sorry_for() -> None:
    calls = [customer_of(name) for name in SCENARIOS if customer_of(name).scenario.telephone]
    assert len(calls) >= 6
    for call in calls:
        kinds = {incident.is_ for incident in call.scenario.incidents}
        assert "bad_line" in kinds
        assert kinds & {"waited", "complaint"}
