"""Wanting: a question that nothing answers gets words that fit what it asks."""

from collections.abc import Sequence

from state.content.scenario import Fact
from state.content.terms import FACT, Form, Move
from state.dialogue.snapshot import Heard, Snapshot
from state.dialogue.step import step
from tests.customers import NOW, customer_of, reading_of, started
from tests.dialogue.asking import PRICE, answer, having_told, lines, praise


def test_each_form_has_words_of_its_own() -> None:
    for form in ("why", "either_or", "who", "when", "how_much", "yes_no", "own_words", "small_talk"):
        assert answer("？", ["closed_question"], form)[0] in lines(form)


def test_what_is_hardly_read_is_not_taken_up() -> None:
    exploring = started(PRICE).model_copy(update={"state": "exploring"})
    for reply, is_question in (("您那边什么声音？", True), ("多花六万多谁都得问个为什么。", False)):
        heard = Heard(reply=reply, reading=reading_of(reply, {"solution": 0.38}))
        said = step(PRICE, exploring, heard, NOW).says[0].text
        assert said not in praise("solution")
        assert (said in lines("unknown")) == is_question


def test_what_is_known_is_told_whatever_the_form() -> None:
    told = next(fact for fact in PRICE.scenario.facts if fact.id == "cycle_time").answer
    assert tuple(answer("一件几分钟？", ["closed_question"], "how_much", asks=["cycle_time"])) in told


SCRAP = next(fact for fact in PRICE.scenario.facts if fact.id == "scrap")
"""Who are told of it are told of nothing that he keeps to himself, nor for somebody else."""


def tells_what_is_near(
    *forms: Form, moves: Sequence[Move] = ("closed_question",), to: Fact = SCRAP, before: Snapshot | None = None
) -> bool:
    """Whether a question that comes near to a fact is answered by a line that leads up to it."""
    told = {f"{line.removesuffix(FACT)}{first}" for line in lines("nearby") for first, *_ in to.answer}
    return answer("废件的事？", moves, *forms, near_to=[to.id], before=before)[0] in told


def test_what_comes_near_to_a_question_is_told_in_place_of_a_promise_to_look_it_up() -> None:
    assert tells_what_is_near()
    assert tells_what_is_near("how_much")
    assert not tells_what_is_near("small_talk")
    assert not tells_what_is_near(moves=["acknowledge"]), "nothing was asked"
    assert not tells_what_is_near("yes_no", moves=["closed_question", "solution"]), "what he thinks of it"


def test_a_question_that_may_mean_another_fact_is_asked_whether_it_means_this() -> None:
    reading = reading_of("废件的事？", ["closed_question"], asks=["scrap"])
    for doubtful in (True, False):
        asked = tuple(match.model_copy(update={"doubtful": doubtful}) for match in reading.asked)
        heard = Heard(reply="废件的事？", reading=reading.model_copy(update={"asked": asked}))
        said = step(PRICE, started(PRICE), heard, NOW).says[0].text
        leads = {f"{line.removesuffix(FACT)}{first}" for line in lines("nearby") for first, *_ in SCRAP.answer}
        assert (said in leads) == doubtful
        assert (said in {first for first, *_ in SCRAP.answer}) != doubtful


def test_it_is_told_once_and_only_where_he_would_tell_it() -> None:
    guarded = next(fact for fact in PRICE.scenario.facts if fact.trust > started(PRICE).meters.trust)
    assert not tells_what_is_near(before=having_told("scrap"))
    assert not tells_what_is_near(to=guarded)
    assert answer("废件的事？", ["closed_question"], near_to=[guarded.id])[0] in lines("guarded")
    reading = reading_of("废件的事？", ["closed_question"], near_to=["scrap"])
    taken = step(PRICE, started(PRICE), Heard(reply="废件的事？", reading=reading), NOW)
    assert taken.snapshot.told == taken.snapshot.spoken_of == ("scrap",)
    assert {"QuestionMissed", "FactVolunteered"} <= {event.happened for event in taken.events}


def test_where_something_is_brought_up_besides_a_near_fact_need_not_be_told() -> None:
    robot = customer_of("zh/robot_loading")
    trusted = started(robot).meters.model_copy(update={"trust": 90})
    before = started(robot).model_copy(update={"state": "exploring", "isolated": True, "meters": trusted})
    before = before.model_copy(update={"turn": 3, "told": ("volume",)})
    for asks, near in (((), ["past_line"]), (["past_line"], ())):
        reading = reading_of("心里头怕的是什么？", ["go_informal", "open_question"], asks=asks, near_to=near)
        taken = step(robot, before, Heard(reply="心里头怕的是什么？", reading=reading), NOW)
        assert "Confided" in {event.happened for event in taken.events}
        assert tuple(say.text for say in taken.says) in robot.scenario.concern.confided


def test_a_fact_of_somebody_else_s_is_not_near_to_what_one_is_asked() -> None:
    room = customer_of("zh/control_retrofit")
    asked, other = room.scenario.people[1], room.scenario.people[0]
    own, another = (
        next(
            fact for fact in room.scenario.facts if (fact.by or room.scenario.main_speaker) == who.id and not fact.trust
        )
        for who in (asked, other)
    )
    reply = f"{asked.name}，这个怎么说？"
    for fact, told in ((own, True), (another, False)):
        reading = reading_of(reply, ["open_question"], near_to=[fact.id])
        events = step(room, started(room), Heard(reply=reply, reading=reading), NOW).events
        assert ("FactVolunteered" in {event.happened for event in events}) == told


def test_small_talk_is_none_where_something_is_offered_besides() -> None:
    said = answer("茶真香。回本十个月，您看行吗？", ["closed_question", "benefit"], "small_talk", "yes_no")
    assert said[0] in lines("yes_no")


def test_a_misunderstanding_that_is_set_right_is_owned_up_to() -> None:
    assert answer("我没说便宜。", ["other"], "repair")[0] in lines("repair")


def test_but_a_question_in_it_is_answered() -> None:
    assert answer("我没说便宜。我问的是谁定？", ["closed_question"], "repair", "who")[0] in lines("who")


def test_a_question_beside_an_answer_that_was_heard_is_not_passed_over() -> None:
    heard = started(PRICE).model_copy(update={"answered": ("payback_sum",), "state": "exploring"})
    said = answer(
        "一个半月就回本。谁来算的？", ["evidence", "closed_question"], "who", gives=["payback_sum"], before=heard
    )
    assert said[0] in lines("who")
    said = answer(
        "一个半月就回本，行吗？", ["evidence", "closed_question"], "yes_no", gives=["payback_sum"], before=heard
    )
    assert said[0] in lines("answered_already")


def test_a_reply_in_another_language_is_not_understood() -> None:
    assert answer("What was that?", ["closed_question"], lang="en")[0] in lines("other_language")
    reply = "Wie alt ist denn die Maschine?"
    reading = reading_of(reply, ["closed_question"], lang="en")
    dealer = customer_of("en/dealer_service")
    said = step(dealer, started(dealer), Heard(reply=reply, reading=reading), NOW).says[0].text
    assert said in {
        bubble
        for place in dealer.persona.lines["en"]
        if "other_language" in (place.on or ())
        for line in place.say
        for bubble in line
    }


def test_a_doubtful_tone_is_let_pass_in_a_plain_question() -> None:
    reading = reading_of("为什么是六万？", {"argue": 0.94}, forms=["why"])
    assert step(PRICE, started(PRICE), Heard(reply="为什么是六万？", reading=reading), NOW).says[0].text in lines("why")


def test_no_line_is_said_twice_while_there_are_others() -> None:
    snapshot, said = started(PRICE), []
    for number in range(8):
        reply = f"第{number}个人是谁？"
        taken = step(
            PRICE, snapshot, Heard(reply=reply, reading=reading_of(reply, ["closed_question"], forms=["who"])), NOW
        )
        said += [say.text for say in taken.says]
        snapshot = taken.snapshot
    assert len(set(said)) == len(said)


def test_whoever_was_just_eased_does_not_say_that_nothing_is_cleared_up() -> None:
    exploring = started(PRICE).model_copy(update={"state": "exploring"})
    said = answer("一个半月回本，礼拜三试切？", ["advance", "evidence"], gives=["payback_sum"], before=exploring)
    late = [
        bubble
        for place in PRICE.scenario.lines
        if "too_soon" in (place.on or ())
        for line in place.say
        for bubble in line
    ]
    assert not set(said) & {*late, *lines("too_soon")}


def test_a_question_that_only_asks_what_is_thought_of_an_offer_is_no_question_of_its_own() -> None:
    said = answer("写进合同，做不到退机，咋样？", ["reassure", "closed_question"], "yes_no")
    assert said[0] in praise("reassure")


def test_whoever_isolates_asks_yes_or_no_and_is_answered_for_that() -> None:
    doubtful: dict[Move, float] = {"isolate": 0.8}
    reply = "要是账算得清，您是不是就愿意往下走？"
    reading = reading_of(reply, doubtful, forms=["yes_no"])
    said = step(PRICE, started(PRICE), Heard(reply=reply, reading=reading), NOW).says[0].text
    assert said not in lines("yes_no")
    places = (*PRICE.scenario.lines, *PRICE.persona.lines["zh"])
    assert said in {
        bubble for where in places if "isolate" in (where.on or ()) for line in where.say for bubble in line
    }
