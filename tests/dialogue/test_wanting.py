"""Wanting: a question that nothing answers gets words that fit what it asks; a quoted figure is checked."""

from collections.abc import Sequence
from dataclasses import replace

from state.content.terms import FIGURE, Form, Lang, Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot
from state.dialogue.step import step
from tests.customers import NOW, customer_of, reading_of, started, without_follow_ups

PRICE = without_follow_ups(customer_of("zh/vmc_price"))


def answer(
    reply: str,
    moves: Sequence[Move],
    *forms: Form,
    asks: Sequence[str] = (),
    gives: Sequence[str] = (),
    lang: Lang = "zh",
    before: Snapshot | None = None,
    customer: Customer = PRICE,
) -> list[str]:
    reading = reading_of(reply, moves, asks=asks, gives=gives, forms=forms, lang=lang)
    said = step(customer, before or started(customer), Heard(reply=reply, reading=reading), NOW).says
    return [say.text for say in said]


def lines(cue: str, place: str | None = None) -> list[str]:
    return [
        bubble
        for where in PRICE.persona.lines["zh"]
        if cue in (where.on or ()) and (place is None or place in (where.in_ or ()))
        for line in where.say
        for bubble in line
    ]


def praise(move: str) -> set[str]:
    """What is said to a move, by this customer or anybody of the kind."""
    places = (*PRICE.scenario.lines, *PRICE.persona.lines["zh"])
    return {bubble for where in places if move in (where.on or ()) for line in where.say for bubble in line}


def test_each_form_has_words_of_its_own() -> None:
    for form in ("why", "either_or", "who", "when", "how_much", "yes_no", "own_words", "small_talk"):
        assert answer("？", ["closed_question"], form)[0] in lines(form)


def test_who_doubts_a_figure_is_answered_on_the_figure() -> None:
    assert answer("您刚说七十七万？不对吧", ["argue"], "quote", "yes_no")[0] in lines("misquoted")


def test_who_says_it_back_with_another_number_is_not_told_that_it_is_right() -> None:
    told = started(PRICE).model_copy(update={"told": ("compared_with",), "state": "exploring"})
    right = praise("restate")
    assert answer("您是说台州那家便宜六万二。", ["restate"], before=told)[0] in right
    assert answer("您是说台州那家便宜九万九。", ["restate"], before=told)[0] not in right


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


def test_a_figure_that_nobody_said_is_denied() -> None:
    assert answer("您刚说七十七万？", ["closed_question"], "quote", "yes_no")[0] in lines("misquoted")


def test_a_figure_of_the_offer_is_confirmed() -> None:
    assert answer("您说的是38.8万吧？", ["closed_question"], "quote", "yes_no")[0] in lines("confirmed")


def test_a_figure_is_not_confirmed_for_another_thing() -> None:
    told = started(PRICE).model_copy(update={"told": ("cycle_time",)})
    for reply, right in (("您刚说一件是11分钟，对吧？", True), ("您刚说换刀要11分钟，对吧？", False)):
        assert (answer(reply, ["restate"], "quote", "yes_no", before=told)[0] in lines("confirmed")) == right


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


def test_a_figure_that_he_would_only_give_in_thanks_for_an_answer_is_neither_right_nor_wrong_before() -> None:
    thanked = PRICE.scenario.answers[0].model_copy(update={"reply": (("一天多九百一十件，那可不少。",),)})
    thankful = replace(PRICE, scenario=PRICE.scenario.model_copy(update={"answers": (thanked,)}))
    for customer, doubted in ((PRICE, True), (thankful, False)):
        said = answer("您刚说九百一十件？", ["closed_question"], "quote", "yes_no", customer=customer)[0]
        assert said not in lines("confirmed")
        assert (said in lines("misquoted")) == doubted


def test_a_reply_in_another_language_is_not_understood() -> None:
    assert answer("What was that?", ["closed_question"], lang="en")[0] in lines("other_language")


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


def test_two_right_figures_are_not_confirmed_for_they_may_be_mixed_up() -> None:
    told = started(PRICE).model_copy(update={"told": ("compared_with",)})
    said = answer("您说的是38.8万，人家32.6万？", ["closed_question"], "quote", "yes_no", before=told)
    assert said[0] not in lines("confirmed")


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


def test_a_figure_of_another_thing_is_not_confirmed() -> None:
    assert answer("您刚说三十八万人？", ["closed_question"], "quote", "yes_no")[0] not in lines("confirmed")


TOLD = started(PRICE).model_copy(update={"told": ("compared_with", "scrap"), "state": "exploring"})
"""He has told what the price is compared with, 32 万 6, and how much goes to scrap, 三个半点."""


def put_right(reply: str, *moves: Move, asks: Sequence[str] = (), forms: Sequence[Form] = ()) -> bool:
    """Whether the customer begins by putting a figure right with the one that he told."""
    said = answer(reply, moves, *forms, asks=asks, before=TOLD)
    return said[0] in {line.replace(FIGURE, "32 万 6") for line in lines("corrected")}


def test_a_figure_that_is_held_up_wrongly_is_put_right_whatever_is_asked_besides() -> None:
    assert put_right("台州那家是三十六万二对吧？那回本您要多久？", "closed_question", asks=["payback_wanted"])
    assert put_right("台州那家开三十六万二？那才差两万多。", "argue")
    assert put_right("哦，台州那家开三十六万二。", "restate")
    assert put_right("哎哟，三十六万二的台州那家也不便宜嘛。", "courtesy")
    assert put_right("台州那家开三十六万二，我没记错吧？", "restate")


def test_a_figure_is_put_right_that_stands_in_his_own_words_with_another_number() -> None:
    told = started(PRICE).model_copy(update={"told": ("downtime",), "state": "exploring"})
    corrected = {line.replace(FIGURE, "六百块") for line in lines("corrected")}
    for reply, wrong in (
        ("一个小时怎么也八百块，那停机可真不便宜。", True),
        ("一个小时怎么也六百块，那停机可真不便宜。", False),
        ("我们的机器一个小时怎么也八百块。", False),
        ("一个钟头八百块的活，我们也接。", False),
    ):
        assert (answer(reply, ["evidence"], before=told)[0] in corrected) == wrong, reply


def test_so_many_times_what_he_told_is_no_other_figure() -> None:
    assert put_right("台州那家是六十五万二，对吧？", "restate")
    assert not put_right("台州那家两台就是六十五万二，对吧？", "restate")


def test_a_figure_is_let_be_that_is_right_the_trainees_own_or_of_another_size() -> None:
    for reply in (
        "台州那家是32万6对吧？",  # as it was told
        "我们给台州那家报三十六万二，对吧？",
        "台州那家加起来一共三十六万二，对吧？",
        "台州那家一件才三十六块，对吧？",
    ):
        assert not put_right(reply, "restate"), reply


def test_what_an_offer_takes_up_may_be_the_trainees_own_figure() -> None:
    assert put_right("那就照台州那家的三十六万二。", "restate")
    assert not put_right("那就照台州那家的三十六万二。", "solution")


def test_a_figure_that_was_told_only_now_is_held_against_nothing() -> None:
    fresh = TOLD.model_copy(update={"told": ()})
    said = answer("台州那家是三十六万二对吧？", ["closed_question"], "yes_no", asks=["compared_with"], before=fresh)
    assert said[0] not in {line.replace(FIGURE, "32 万 6") for line in lines("corrected")}
