"""Pursuing: who asks on about what was just told hears more of it; a figure held up wrongly is put right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from state.content.follow_up import FollowUp
from state.content.scenario import Fact
from state.content.terms import Form, Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot
from state.dialogue.step import step
from tests.customers import NOW, customer_of, reading_of, started
from tests.dialogue.asking import having_told

FOLLOW_UPS = (
    FollowUp(after=("opening",), to=("who",), say=(("台州那边的人报的。",),)),
    FollowUp(after=("shifts",), to=("why", "when"), say=(("人手就这么多，排不出第三班。",),)),
    FollowUp(after=("shifts",), say=(("两班的人都是老人了。",), ("排班我一个月看一回。",))),
    FollowUp(after=("changeover",), to=("why",), say=(("老压板，螺丝一颗一颗拧。",),)),
)
FACTS = (
    Fact(id="shifts", asked=("几班倒？", "开几班？"), answer=(("两班倒，一班十个小时。",),)),
    Fact(id="changeover", asked=("换型多久？", "换一次多久？"), answer=(("一次四十分钟，一个礼拜换六次。",),)),
)


def pursued(scenario: str = "zh/vmc_price", follow_ups: tuple[FollowUp, ...] = FOLLOW_UPS) -> Customer:
    """A customer of the shipped content who has two facts, and these follow-ups."""
    customer = customer_of(scenario)
    own = customer.scenario.model_copy(update={"facts": FACTS, "follow_ups": follow_ups})
    return replace(customer, scenario=own)


PRICE = pursued()
TOLD = started(PRICE).model_copy(update={"state": "exploring", "told": ("shifts",), "spoken_of": ("shifts",)})


def said(
    reply: str,
    *forms: Form,
    before: Snapshot = TOLD,
    asks: tuple[str, ...] = (),
    moves: Sequence[Move] | Mapping[Move, float] = ("open_question",),
) -> tuple[list[str], Snapshot]:
    heard = Heard(reply=reply, reading=reading_of(reply, moves, asks=asks, forms=forms))
    taken = step(PRICE, before, heard, NOW)
    return [say.text for say in taken.says], taken.snapshot


def test_the_opening_is_what_is_asked_on_about_first() -> None:
    assert said("谁说的？", "further", "who", before=started(PRICE))[0] == ["台州那边的人报的。"]


def test_what_is_for_this_sort_of_question_comes_first_and_then_what_is_for_any() -> None:
    _, before = said("几班倒？", asks=("shifts",), before=started(PRICE))
    first, after = said("为什么不三班？", "why", asks=("shifts",), before=before)
    assert first == ["人手就这么多，排不出第三班。"]
    second, after = said("那为什么呢？", "further", "why", asks=("shifts",), before=after)
    third, after = said("这又为什么？", "further", "why", asks=("shifts",), before=after)
    assert {*second, *third} == {"两班的人都是老人了。", "排班我一个月看一回。"}


def test_a_question_of_which_there_are_many_kinds_is_gone_on_about_only_if_it_asks_for_a_fact_again() -> None:
    further = {line[0] for each in FOLLOW_UPS for line in each.say}
    assert said("三班开不开？", "further", "yes_no")[0][0] not in further
    _, before = said("几班倒？", asks=("shifts",), before=started(PRICE))
    assert said("三班开不开？", "yes_no", asks=("shifts",), before=before)[0][0] in further


def test_where_it_is_less_sure_that_a_fact_is_asked_for_again_a_word_of_the_question_is_taken_up() -> None:
    further = {"两班的人都是老人了。", "排班我一个月看一回。"}
    for reply, sure, told in (
        ("见分晓要等几时？", 0.95, True),
        ("见分晓要等几时？", 0.8, False),
        ("排班呢？", 0.8, True),
    ):
        reading = reading_of(reply, ["closed_question"], asks=["shifts"])
        asked = tuple(match.model_copy(update={"confidence": sure}) for match in reading.asked)
        heard = Heard(reply=reply, reading=reading.model_copy(update={"asked": asked}))
        assert (step(PRICE, TOLD, heard, NOW).says[0].text in further) == told


def test_a_question_of_its_own_is_none_that_goes_on() -> None:
    assert said("为什么国产的不行？", "why")[0][0] not in {line[0] for each in FOLLOW_UPS for line in each.say}


def test_what_was_told_before_and_is_asked_again_is_gone_on_about_whatever_was_told_since() -> None:
    _, before = said("换一次要多久？", asks=("changeover",), before=started(PRICE))
    _, before = said("几班倒？", asks=("shifts",), before=before)
    assert said("换型为什么要四十分钟？", "why", before=before, asks=("changeover",))[0] == ["老压板，螺丝一颗一颗拧。"]


def test_who_asks_why_of_what_was_told_does_not_hear_it_again_in_other_words() -> None:
    ways = Fact(id="shifts", asked=("几班倒？", "开几班？"), answer=(("两班倒。",), ("分白班晚班。",)))
    own = PRICE.scenario.model_copy(update={"facts": (ways,)})
    customer = replace(PRICE, scenario=own)
    asks = Heard(reply="几班？", reading=reading_of("几班？", ["closed_question"], asks=["shifts"]))
    first = step(customer, started(customer), asks, NOW).snapshot
    reading = reading_of("为什么两班？", ["open_question"], asks=["shifts"], forms=["why"])
    why = step(customer, first, Heard(reply="为什么两班？", reading=reading), NOW)
    assert [say.text for say in why.says] == ["人手就这么多，排不出第三班。"]
    again = step(customer, first, asks.model_copy(update={"reply": "开几班来着？"}), NOW)
    assert again.says[0].text in {"两班倒。", "分白班晚班。"}


def test_a_new_fact_is_told_and_is_what_is_asked_on_about_next() -> None:
    words, after = said("那换型呢？", "further", asks=("changeover",))
    assert words == ["一次四十分钟，一个礼拜换六次。"]
    assert after.spoken_of == ("changeover",)
    assert said("为啥这么久？", "further", "why", before=after)[0] == ["老压板，螺丝一颗一颗拧。"]


def test_what_was_told_stays_the_subject_while_nothing_else_is_told() -> None:
    _, after = said("国产的怎么就不行？", "why")
    assert after.spoken_of == ("shifts",)


def test_a_slight_is_taken_up_before_a_question() -> None:
    words, _ = said("你懂什么，为什么不三班？", "further", "why", moves={"improper": 1.0, "open_question": 1.0})
    assert words != ["人手就这么多，排不出第三班。"]


@pytest.mark.parametrize(
    ("reply", "right"),
    [
        ("您刚说换一次要二十五分钟？", "四十分钟"),
        ("一个礼拜换八回，对吧？", "六次"),
    ],
)
def test_a_figure_that_was_told_otherwise_is_put_right(reply: str, right: str) -> None:
    before = having_told("changeover", customer=PRICE)
    words, _ = said(reply, "quote", "yes_no", before=before, moves=("closed_question",))
    assert len(words) == 1
    assert right in words[0]


@pytest.mark.parametrize(
    "reply",
    [
        "一次四十分钟，对吧？",  # as it was told
        "我们换一次八分钟，对吧？",  # the trainee's own
        "一班八个人，对吧？",  # nothing was told that is counted so
        "那要是二十五分钟呢？",  # holds nothing against anybody
    ],
)
def test_what_was_not_told_otherwise_is_not_put_right(reply: str) -> None:
    before = having_told("changeover", customer=PRICE)
    words, _ = said(reply, "yes_no", before=before, moves=("closed_question",))
    assert "四十分钟" not in "".join(words)
    assert "六次" not in "".join(words)


def test_a_figure_is_put_right_beside_what_is_told() -> None:
    before = having_told("changeover", customer=PRICE)
    words, _ = said("二十五分钟一次，对吧？几班倒？", "quote", before=before, asks=("shifts",))
    assert "四十分钟" in words[0]
    assert words[1] == "两班倒，一班十个小时。"


def test_somebody_else_does_not_answer_for_who_was_addressed() -> None:
    retrofit = customer_of("zh/control_retrofit")
    people = retrofit.scenario.people
    main = retrofit.scenario.main_speaker
    other = next(person for person in people if person.id != main)
    for by, expected in ((None, False), (other.id, True)):
        further = FollowUp(after=("opening",), to=("why",), say=(("停了就是停了。",),), by=by)
        customer = replace(retrofit, scenario=retrofit.scenario.model_copy(update={"follow_ups": (further,)}))
        reply = f"{other.name}，那是为什么？"
        heard = Heard(reply=reply, reading=reading_of(reply, ["open_question"], forms=["further", "why"]))
        words = [say.text for say in step(customer, started(customer), heard, NOW).says]
        assert ("停了就是停了。" in words) == expected


def test_a_word_that_was_not_said_is_not_explained() -> None:
    ways = Fact(id="shifts", asked=("几班倒？", "开几班？"), answer=(("两班倒，晚班喝砖茶。",), ("两班，白班带饭。",)))
    lines = (("砖茶解腻，喝惯了。",), ("带饭省时间，食堂远。",))
    further = FollowUp(after=("shifts",), to=("why",), say=lines)
    own = PRICE.scenario.model_copy(update={"facts": (ways,), "follow_ups": (further,)})
    customer = replace(PRICE, scenario=own)
    asks = reading_of("几班？", ["closed_question"], asks=["shifts"])
    first = step(customer, started(customer), Heard(reply="几班？", reading=asks), NOW)
    heard = Heard(reply="为啥？", reading=reading_of("为啥？", ["open_question"], forms=["further", "why"]))
    words = step(customer, first.snapshot, heard, NOW).says[0].text
    assert words == lines["砖茶" not in first.says[0].text][0]
