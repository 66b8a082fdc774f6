"""Forms: what would answer a question, and whether a reply sets a misunderstanding right."""

import pytest

from state.content.terms import Form
from state.understanding.citing import cited
from state.understanding.forms import forms, is_bare_question
from state.understanding.wording import language
from tests.customers import customer_of


def forms_of(reply: str, customer: str = "") -> tuple[Form, ...]:
    return forms(reply, language(reply, "zh"), customer)


@pytest.mark.parametrize(
    ("reply", "form"),
    [
        ("您为什么一直没换？", "why"),
        ("How come nobody fixed it?", "why"),
        ("您是要自己做，还是发出去做？", "either_or"),
        ("Would that be the day shift or the night shift?", "either_or"),
        ("这事是谁经手的？", "who"),
        ("Who looks after it now?", "who"),
        ("有没有谁管过这个？", "who"),
        ("机床几时到的厂？", "when"),
        ("When did it last stop?", "when"),
        ("一个月坏几回？", "how_much"),
        ("How long does a change take?", "how_much"),
        ("班组里有没有会编程的？", "yes_no"),
        ("他们还来不来？", "yes_no"),
        ("Did they ever come back?", "yes_no"),
        ("您怎么看这个方案？", "broad"),
        ("What do you make of it?", "broad"),
        ("今天天气怎么这么热呀？", "small_talk"),
        ("How was your weekend?", "small_talk"),
        ("襄阳今天热不热？", "small_talk"),
        ("Did you get anything nice for Christmas?", "small_talk"),
    ],
)
def test_what_would_answer_a_question(reply: str, form: Form) -> None:
    assert form in forms_of(reply)


def test_what_is_only_enumerated_behind_another_question_is_no_choice() -> None:
    assert forms_of("Who would you ask first, Rab or Eck?") == ("who",)
    assert "either_or" not in forms_of("What is the pipe run like, and is any of it leaking or old?")


@pytest.mark.parametrize("reply", ["您别往那边想，没有谁会来偷这些数据。", "这事没谁拦着。", "谁都会这么问。"])
def test_that_nobody_does_is_no_question_who(reply: str) -> None:
    assert "who" not in forms_of(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "我没催您，您慢慢看。",
        "我问的是去年那台，不是这台。",
        "您误会了，我不是那个意思。",
        "I didn't say it was cheap.",
        "I asked about the old one.",
        "I'm not trying to push you.",
    ],
)
def test_a_misunderstanding_is_set_right(reply: str) -> None:
    assert "repair" in forms_of(reply)


@pytest.mark.parametrize(
    "reply", ["谁说我们贵？", "我说句实在的，这台不错。", "I say we start on Monday.", "您说得对。"]
)
def test_what_only_sounds_like_it_sets_nothing_right(reply: str) -> None:
    assert "repair" not in forms_of(reply)


@pytest.mark.parametrize(
    "reply",
    ["您刚才不是说八十六万吗？", "你说过一天三百件的", "不是六万四吗？", "You said it was 40 a day, didn't you?"],
)
def test_a_figure_is_held_against_the_customer(reply: str) -> None:
    assert "quote" in forms_of(reply)


@pytest.mark.parametrize("reply", ["我们三十天交货。", "It saves you 40 hours a month.", "您说得有道理。"])
def test_a_figure_of_ones_own_is_no_quotation(reply: str) -> None:
    assert "quote" not in forms_of(reply)


def test_the_last_question_is_the_one_to_answer() -> None:
    assert "how_much" in forms_of("谁管的？一个月花多少钱？")
    assert "who" not in forms_of("谁管的？一个月花多少钱？")


def test_a_question_may_be_about_the_words_just_said() -> None:
    assert "own_words" in forms_of("哪一条？", "就剩这一条。")
    assert "own_words" in forms_of("什么圈？", "本子上那几个圈还在。")
    assert "own_words" in forms_of("Which form?", "It's set out on the form.")
    assert "own_words" not in forms_of("What machine do you run?", "It's set out on the form.")


@pytest.mark.parametrize(
    "reply", ["那您自己说，这四十八台联网有没有用？", "是不是这么回事？一共58万。", "您说说，48台怎么分？"]
)
def test_who_is_asked_to_speak_is_not_quoted(reply: str) -> None:
    assert "quote" not in forms_of(reply)


def test_the_figures_held_against_somebody_are_those_of_the_clause_that_says_so() -> None:
    assert cited("14回才九万？您刚说一回八千五，14乘8500是11万9啊") == {8500.0}
    assert cited("You said $86,400, and 3 times that is more.") == {86400.0}
    assert cited("不是三十八万么？") == {380000.0}


def test_a_question_is_heard_by_its_last_word_or_behind_its_first() -> None:
    assert "yes_no" in forms_of("您现在说话方便不？")
    assert "how_much" in forms_of("No, how many years is it")
    assert "how_much" not in forms_of("您愿意说多少说多少。")


def test_what_the_story_is_about_is_no_small_talk() -> None:
    gantry, crib = customer_of("zh/gantry_mill").scenario, customer_of("zh/tool_crib").scenario
    question = "您儿子怎么说？"
    assert "small_talk" not in forms(question, "zh", "", gantry)  # his son is what it turns on
    assert "small_talk" in forms(question, "zh", "", crib)


@pytest.mark.parametrize("reply", ["", "嗯", "好的，我记下了。", "It has a 40-tool magazine."])
def test_a_reply_that_asks_nothing_has_no_form(reply: str) -> None:
    assert forms_of(reply) == ()


def test_a_bare_word_tells_not_of_what_it_asks() -> None:
    assert all(map(is_bare_question, ("why?", "为什么？", "啥？？", "Who?")))
    assert not any(map(is_bare_question, ("why now?", "为什么贵？", "谁定？")))


@pytest.mark.parametrize(
    ("reply", "customer"),
    [
        ("为什么呢？", "一次四十分钟。"),
        ("这个是谁定的规矩？", "一次四十分钟。"),
        ("Who says?", "Forty minutes a change."),
        ("And does he like it that way?", "Ollie runs it."),
    ],
)
def test_a_question_that_points_back(reply: str, customer: str) -> None:
    assert "further" in forms_of(reply, customer)


@pytest.mark.parametrize(
    ("reply", "customer"),
    [
        ("贵厂去年一年的营业额有多少？", "一次四十分钟。"),
        ("这个价钱在镇江算是很公道的了。", "一次四十分钟。"),
        ("How many people work in the office upstairs these days?", "Forty minutes a change."),
    ],
)
def test_one_that_does_not(reply: str, customer: str) -> None:
    assert "further" not in forms_of(reply, customer)
