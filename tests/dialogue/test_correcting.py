"""Correcting: a figure that is held up to the customer is confirmed, denied or put right."""

from collections.abc import Sequence
from dataclasses import replace

from state.content.terms import FIGURE, Form, Move
from tests.customers import started
from tests.dialogue.asking import PRICE, answer, having_told, lines, praise


def test_who_doubts_a_figure_is_answered_on_the_figure() -> None:
    assert answer("您刚说七十七天？不对吧", ["argue"], "quote", "yes_no")[0] in lines("misquoted")


def test_who_says_it_back_with_another_number_is_not_told_that_it_is_right() -> None:
    told = having_told("compared_with")
    right = praise("restate")
    assert answer("您是说台州那家便宜六万二。", ["restate"], before=told)[0] in right
    assert answer("您是说台州那家便宜九万九。", ["restate"], before=told)[0] not in right


def test_a_figure_that_nobody_said_is_denied() -> None:
    assert answer("您刚说七十七天？", ["closed_question"], "quote", "yes_no")[0] in lines("misquoted")


def test_a_figure_of_the_offer_is_confirmed() -> None:
    assert answer("您说的是38.8万吧？", ["closed_question"], "quote", "yes_no")[0] in lines("confirmed")


def test_a_figure_is_not_confirmed_for_another_thing() -> None:
    told = having_told("cycle_time")
    for reply, right in (("您刚说一件是11分钟，对吧？", True), ("您刚说换刀要11分钟，对吧？", False)):
        assert (answer(reply, ["restate"], "quote", "yes_no", before=told)[0] in lines("confirmed")) == right


def test_a_figure_that_he_would_only_give_in_thanks_for_an_answer_is_neither_right_nor_wrong_before() -> None:
    thanked = PRICE.scenario.answers[0].model_copy(update={"reply": (("一天多九百一十件，那可不少。",),)})
    thankful = replace(PRICE, scenario=PRICE.scenario.model_copy(update={"answers": (thanked,)}))
    for customer, doubted in ((PRICE, True), (thankful, False)):
        said = answer("您刚说九百一十件？", ["closed_question"], "quote", "yes_no", customer=customer)[0]
        assert said not in lines("confirmed")
        assert (said in lines("misquoted")) == doubted


def test_thanks_name_no_figure_that_neither_has_said() -> None:
    plain, reckoned = ("这个说到点子上了。",), ("一年省十九万八，这个账我认。",)
    figures = PRICE.scenario.answers[0].model_copy(update={"reply": (reckoned, plain)})
    customer = replace(PRICE, scenario=PRICE.scenario.model_copy(update={"answers": (figures,)}))

    def thanks(reply: str) -> set[str]:
        turns = (started(customer).model_copy(update={"seed": seed}) for seed in range(12))
        said = (answer(reply, ["evidence"], gives=[figures.id], before=turn, customer=customer) for turn in turns)
        return {bubble for bubbles in said for bubble in bubbles} & {*plain, *reckoned}

    assert thanks("我给您算过，回本比您想的快。") == {*plain}
    assert thanks("我给您算过，一年能省十九万八。") == {*plain, *reckoned}


def test_what_two_figures_differ_by_is_put_right_if_one_digit_of_it_is_wrong() -> None:
    told = having_told("compared_with")  # 32 万 6, "差六万二"
    for reply, wrong in (
        ("台州那台32万6,我38万8,差8万2是吧?", True),
        ("台州那台32万6,我38万8,差6万2是吧?", False),
        ("台州那台32万6,我38万8,差的钱一年省8万2就回来了。", False),
        ("我38万8,一年省8万2,差的钱就回来了。", False),
    ):
        said = answer(reply, ["restate"], before=told)
        assert (said[0] in {line.replace(FIGURE, "六万二") for line in lines("corrected")}) == wrong, reply


def test_two_right_figures_are_not_confirmed_for_they_may_be_mixed_up() -> None:
    told = having_told("compared_with")
    said = answer("您说的是38.8万，人家32.6万？", ["closed_question"], "quote", "yes_no", before=told)
    assert said[0] not in lines("confirmed")


def test_a_figure_of_another_thing_is_not_confirmed() -> None:
    assert answer("您刚说三十八万人？", ["closed_question"], "quote", "yes_no")[0] not in lines("confirmed")


TOLD = having_told("compared_with", "scrap")
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


def test_a_long_number_that_is_his_but_for_its_digits_is_put_right_whatever_is_said_of_it() -> None:
    assert put_right("老板娘听说三十六万二也直摇头。", "acknowledge")
    assert not put_right("老板娘听说三十一万八也直摇头。", "acknowledge")
    assert not put_right("老板娘听说我们开三十六万二也直摇头。", "acknowledge")


def test_a_figure_is_put_right_that_stands_in_his_own_words_with_another_number() -> None:
    told = having_told("downtime")
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
    fresh = started(PRICE)
    said = answer("台州那家是三十六万二对吧？", ["closed_question"], "yes_no", asks=["compared_with"], before=fresh)
    assert said[0] not in {line.replace(FIGURE, "32 万 6") for line in lines("corrected")}


def test_what_was_just_said_is_put_right_where_it_opens_a_reply_that_sounds_like_an_advantage() -> None:
    told = having_told("cycle_time")  # "一件 11 分钟"
    for reply, moves, wrong in (
        ("十四分钟，那可不快。", ["advantage"], True),
        ("十四分钟，我来给您做到。", ["solution"], False),  # his own
        ("换成新机器，十四分钟。", ["advantage"], False),
    ):
        said = answer(reply, moves, before=told)
        assert (said[0] in {line.replace(FIGURE, "11 分钟") for line in lines("corrected")}) == wrong, reply
