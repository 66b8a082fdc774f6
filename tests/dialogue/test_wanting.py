"""Wanting: a question that nothing answers gets words that fit what it asks."""

from state.content.terms import Move
from state.dialogue.snapshot import Heard
from state.dialogue.step import step
from tests.customers import NOW, customer_of, reading_of, started
from tests.dialogue.asking import PRICE, answer, lines, praise


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
