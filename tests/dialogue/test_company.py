"""Several people in a room: each must be won, speaks for themselves, and answers to their own name."""

from dataclasses import replace

from state.dialogue.customer import Customer
from state.dialogue.snapshot import Say, Turn
from tests.company import ALONE, FACT, GAIN, LINES, PEOPLE, PLAN, ROOM, SUM, crowded
from tests.customers import customer_of, heard_as, played, started


def talked(*answers: str, customer: Customer = ROOM) -> list[Turn]:
    """The turns in which each of these is given, once it is known what the price is compared with."""
    asked = heard_as("open_question", "isolate", asks=[FACT])
    given = [heard_as("solution", reply=f"办法{answer}", gives=[answer]) for answer in answers]
    return played(customer, [asked, *given])[0]


def said(turn: Turn, by: str) -> list[str]:
    return [say.text for say in turn.says if say.by == by]


def met(turns: list[Turn]) -> list[bool]:
    return [turn.happened("ConcernMet") for turn in turns]


def test_enough_answers_do_not_meet_the_concern_while_somebody_was_left_out() -> None:
    assert ALONE.scenario.concern.enough == 2
    assert met(talked(SUM, GAIN, customer=ALONE)) == [False, False, True]
    assert met(talked(SUM, GAIN, PLAN)) == [False, False, False, True]


def test_something_for_everybody_does_not_make_up_for_too_few_answers() -> None:
    scenario = ALONE.scenario.model_dump(by_alias=True, exclude_unset=True)["concern"]
    greedy = crowded(concern={**scenario, "enough": 4})
    assert met(talked(SUM, GAIN, PLAN, customer=greedy)) == [False, False, False, False]


def test_an_answer_speaks_to_the_main_speaker_unless_it_is_for_others() -> None:
    assert ROOM.scenario.won_by([SUM]) == {"wang"}
    assert ROOM.scenario.won_by([GAIN]) == {"li"}
    assert [person.id for person in ROOM.scenario.left_out_by([GAIN])] == ["wang", "zhao"]


def test_the_main_speaker_is_the_first_unless_another_is_named() -> None:
    assert ROOM.scenario.main_speaker == "wang"
    assert crowded(speaker="li").scenario.main_speaker == "li"
    assert ALONE.scenario.main_speaker is None


def test_a_fact_is_told_and_an_answer_met_by_whoever_it_is_written_for() -> None:
    asked, *_, given = talked(SUM, PLAN)
    fact = next(fact for fact in ALONE.scenario.facts if fact.id == FACT)
    assert tuple(said(asked, "老李")) in fact.answer
    reply = next(answer.reply for answer in ALONE.scenario.answers if answer.id == PLAN)
    assert tuple(said(given, "小赵")) in reply


def test_whoever_is_won_says_so_once() -> None:
    _, _, won, after = talked(SUM, GAIN, PLAN)
    assert "这话在理。" in said(won, "老李")
    assert "这话在理。" not in said(after, "老李")


def test_whoever_was_left_out_asks_when_it_comes_to_weighing_and_not_before() -> None:
    asked, weighed, *_ = talked(SUM)
    assert (asked.state_after, weighed.state_after) == ("exploring", "weighing")
    assert not {"那我呢？", "车间怎么说？"} & set(said(asked, "老李"))
    assert {"那我呢？", "车间怎么说？"} & set(said(weighed, "老李"))
    assert said(weighed, "小赵") == []  # one at a time


def test_the_next_who_was_left_out_asks_once_the_first_was_heard() -> None:
    *_, heard = talked(SUM, GAIN)
    assert said(heard, "小赵") == ["采购这边呢？"]


def test_a_step_proposed_over_the_head_of_somebody_is_not_agreed_and_he_says_so() -> None:
    heards = [
        heard_as("acknowledge", "open_question", "isolate", asks=[FACT]),
        *(heard_as("solution", reply=f"办法{answer}", gives=[answer]) for answer in (SUM, GAIN)),
        heard_as("advance", reply="那咱们礼拜三试切？"),
    ]
    trusting = started(ROOM).model_copy(
        update={"meters": started(ROOM).meters.model_copy(update={"trust": 90, "patience": 90})}
    )
    crowd, end = played(ROOM, heards, trusting)
    assert (crowd[-1].state_after, end.outcome) == ("weighing", None)
    assert said(crowd[-1], "小赵") == ["采购这边呢？"]
    assert played(ALONE, heards, trusting)[1].outcome == "agreed"


def test_whoever_is_addressed_by_name_takes_it_up() -> None:
    for reply in ("李师傅，您平时怎么干的？", "老李您说呢？"):
        [turn], _ = played(ROOM, [heard_as("open_question", reply=reply)])
        assert {say.by for say in turn.says} == {"老李"}
    [turn], _ = played(ROOM, [heard_as("open_question", reply="您平时怎么干的？")])
    assert {say.by for say in turn.says} == {"王总"}


def test_somebody_elses_fact_is_no_answer_to_who_is_asked_by_name_unless_it_is_beyond_doubt() -> None:
    other = next(fact.id for fact in ROOM.scenario.facts if fact.id != FACT and not fact.trust)
    for sure, by in ((0.85, {"老李"}), (0.95, {"王总"})):
        heard = heard_as("open_question", reply="老李，您说呢？", asks=[other])
        match = heard.reading.asked[0].model_copy(update={"confidence": sure})
        reading = heard.reading.model_copy(update={"asked": (match,)})
        [turn], _ = played(ROOM, [heard.model_copy(update={"reading": reading})])
        assert {say.by for say in turn.says} == by


def test_whose_question_is_passed_over_for_what_was_given_to_another_speaks_too() -> None:
    asked = heard_as("open_question", "isolate", asks=[FACT])
    given = heard_as("solution", "open_question", reply="回本三个月。老李，您呢？", gives=[SUM])
    turn = played(ROOM, [asked, given])[0][-1]
    assert {"问我？您直说。", "您找我？"} & set(said(turn, "老李"))


def test_nobody_who_has_just_spoken_asks_whether_nobody_speaks_to_him() -> None:
    given = heard_as("solution", "open_question", reply="回本三个月。老李，您拿什么比？", asks=[FACT], gives=[SUM])
    turn = played(ROOM, [heard_as("open_question", "isolate"), given])[0][-1]
    assert turn.happened("FactTold")
    assert not {"那我呢？", "车间怎么说？"} & set(said(turn, "老李"))


def test_of_several_who_are_named_the_last_is_meant_and_to_greet_all_is_to_ask_none() -> None:
    for reply, moves, by in (
        ("王总，我想问老李，平时怎么干？", ("open_question",), "老李"),
        ("老李刚才说了，王总您看呢？", ("open_question",), "王总"),
        ("王总好，老李好，小赵好。", ("courtesy",), "王总"),
    ):
        [turn], _ = played(ROOM, [heard_as(*moves, reply=reply)])
        assert {say.by for say in turn.says} == {by}, reply


def test_an_english_name_is_a_word_of_its_own() -> None:
    people = [{**person, "name": name} for person, name in zip(PEOPLE, ("Gail", "Kev", "Dot"), strict=True)]
    english = customer_of("en/lathe_quote")
    lines = english.scenario.model_dump(by_alias=True, exclude_unset=True) | {"people": people, "lines": LINES}
    room = replace(english, scenario=type(english.scenario).model_validate(lines))
    [hit], _ = played(room, [heard_as("closed_question", reply="And kev, is that so?")])
    [missed], _ = played(room, [heard_as("closed_question", reply="Is it in the Kevlar sleeve?")])
    [called], _ = played(room, [heard_as("open_question", reply="Kev, who signs, you or Dot?")])
    assert {say.by for say in called.says} == {"Kev"}
    assert ({say.by for say in hit.says}, {say.by for say in missed.says}) == ({"Kev"}, {"Gail"})


def test_a_bubble_bears_the_name_of_who_says_it_only_where_there_are_several() -> None:
    assert Say(text="好。").line == "好。"
    assert Say(text="好。", by="老李").line == "老李：好。"
    assert Say(text="Fine.", by="Kev").line == "Kev: Fine."
    assert {say.by for turn in talked(SUM, customer=ALONE) for say in turn.says} == {None}


def test_beside_the_names_a_talk_that_names_nobody_goes_as_it_went_with_one_person() -> None:
    silent = crowded(lines=ALONE.scenario.lines, answers=ALONE.scenario.answers, facts=ALONE.scenario.facts)
    alone, room = talked(SUM, customer=ALONE), talked(SUM, customer=silent)
    assert [[say.text for say in turn.says] for turn in alone] == [[say.text for say in turn.says] for turn in room]
