"""Drills in the chat: a round from the menu to how it went, by buttons, numbers and one's own words."""

from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.actions import Chosen
from bot.drilling import ROUND, judge
from bot.texts import texts
from state.content.drill import OPTIONS, Drill, Item
from state.content.terms import Lang
from state.records.tables import DrillRound
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table, with_troupe
from tests.customers import reading_of, troupe

ZH, EN = texts("zh"), texts("en")
TESTING = "您一直说忙，撇开这个，是不是还有别的什么顾虑？"


@pytest.fixture
def trainee(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, reader, troupe) as sitting:
        yield sitting


def drill(name: str) -> Drill:
    return troupe().drills[name]


def shown(trainee: Trainee, name: str) -> Item:
    """The item that the last message asks."""
    return next(item for item in drill(name).items if item.shows in trainee.last.text)


def right(trainee: Trainee, name: str) -> int:
    """The number of the right answer to what is asked."""
    of = drill(name)
    answer = shown(trainee, name).answer
    assert answer is not None
    return of.options.index(answer) + 1


def test_the_drills_of_ones_language_are_offered_by_number_and_by_button(trainee: Trainee) -> None:
    [menu] = trainee.types("/drill")
    titles = [of.title for of in troupe().drills.values() if of.lang == "zh"]
    assert len(titles) == len(OPTIONS)
    assert [line.partition(". ")[2] for line in menu.splitlines()[1:]] == titles
    [first] = trainee.types("1")
    assert first.startswith(titles[0])
    trainee.types("/drill")
    [second] = trainee.presses(titles[1])
    assert second.startswith(titles[1])


def test_a_round_tells_after_each_answer_why_and_in_the_end_how_it_went(trainee: Trainee) -> None:
    name = "zh_objection_kind"
    trainee.types(f"/drill {name}")
    asked = []
    for at in range(ROUND):
        item, number = shown(trainee, name), right(trainee, name)
        asked.append(item.shows)
        assert f"[{at + 1}/{ROUND}]" in trainee.last.text
        wrong = at == 3
        [said] = trainee.types(str(number % 5 + 1 if wrong else number))
        name_of = (
            troupe().objections[next(kind for kind in OPTIONS["objection_kind"] if kind == item.answer)].name["zh"]
        )
        assert said.startswith(ZH("drill-wrong", answer=name_of) if wrong else ZH("drill-right"))
        assert item.why in said
    assert len(set(asked)) == ROUND
    done = ZH("drill-done", how="chosen", right=ROUND - 1, of=ROUND)
    assert trainee.last.text.endswith(f"\n\n{done}\n{ZH('drill-return', how='chosen')}")
    [again] = trainee.presses(ZH("drill-again"))
    assert again.startswith(drill(name).title)


def plays(trainee: Trainee, name: str, wrong: Container[int], items: int = ROUND) -> tuple[list[Item], str]:
    """Answer so many items of a round, wrong at these places (from 0); which they were, and what was said last."""
    trainee.types(f"/drill {name}")
    asked, said = [], ""
    for at in range(items):
        number = right(trainee, name)
        asked.append(shown(trainee, name))
        [said] = trainee.types(str(number % len(drill(name).options) + 1 if at in wrong else number))
    return asked, said


def kept(trainee: Trainee) -> list[DrillRound]:
    with trainee.practice.records.unit() as unit:
        return unit.drill_rounds(trainee.person.id, 100)[::-1]


def test_a_drill_done_twice_begins_with_what_was_missed_and_then_with_what_is_new(trainee: Trainee) -> None:
    name = "zh_objection_kind"
    asked, _ = plays(trainee, name, {2, 5, 6})
    missed = {asked[at].shows for at in (2, 5, 6)}
    again, said = plays(trainee, name, {0})
    new = {item.shows for item in drill(name).items} - {item.shows for item in asked}
    assert {item.shows for item in again[:3]} == missed
    assert {item.shows for item in again[3:9]} == new
    assert said.endswith(
        f"{ZH('drill-done', how='chosen', right=9, of=10)}\n"
        f"{ZH('drill-before', right=7, of=10)}\n{ZH('drill-return', how='chosen')}"
    )
    first, second = kept(trainee)
    assert (first.number, first.drill, first.lang, first.content_version) == (1, name, "zh", drill(name).version)
    assert (first.items, first.answered, first.correct) == (10, 10, 7)
    assert first.answers == [{"item": item.key, "right": at not in (2, 5, 6)} for at, item in enumerate(asked)]
    assert (second.number, second.items, second.answered, second.correct) == (2, 10, 10, 9)
    assert first.started_at < first.updated_at < second.started_at
    third, said = plays(trainee, name, ())
    assert third[0].shows == again[0].shows
    assert said.endswith(f"{ZH('drill-done', how='chosen', right=10, of=10)}\n{ZH('drill-before', right=9, of=10)}")


def test_the_menu_shows_the_last_result_beside_each_drill_that_was_tried(trainee: Trainee) -> None:
    plays(trainee, "zh_fault", {0, 1})
    plays(trainee, "zh_open_closed", {2}, items=3)
    trainee.types("/quit")
    [menu] = trainee.types("/drill")
    beside = {line.partition(". ")[2] for line in menu.splitlines()[1:] if "上次" in line}
    assert beside == {f"{drill('zh_fault').title}　上次 8/10", f"{drill('zh_open_closed').title}　上次 2/3"}
    trainee.types("/language en")
    assert "last" not in trainee.types("/drill")[0]
    plays(trainee, "en_fault", {0})
    assert f"{drill('en_fault').title} (last 9 of 10)" in trainee.types("/drill")[0]


def test_each_answer_is_kept_as_it_is_given_however_the_round_ends(trainee: Trainee) -> None:
    trainee.types("/drill zh_isolate")
    assert kept(trainee) == []
    items = []
    for text in (TESTING, "我们质量特别好，获过好多奖，您就放心买吧。", "0"):
        items.append(shown(trainee, "zh_isolate").key)
        trainee.types(text)
        [row] = kept(trainee)
        assert (row.items, row.answered, row.correct) == (10, len(items), 1)
        assert [answer["item"] for answer in row.answers] == items
    assert [answer["right"] for answer in row.answers] == [True, False, False]
    trainee.types("/practice zh/vmc_price")
    assert len(kept(trainee)) == 1


def test_a_round_left_before_its_first_answer_is_none(trainee: Trainee) -> None:
    trainee.types("/drill zh_fault")
    assert trainee.types("/quit") == [ZH("drill-done", how="chosen", right=0, of=0)]
    assert kept(trainee) == []


def test_a_button_delivered_twice_is_kept_once(trainee: Trainee) -> None:
    trainee.types("/drill zh_fault")
    button = Chosen((trainee.last.buttons or [])[0]["data"])
    trainee.does(button, update=5)
    trainee.does(button, update=5)
    trainee.does(button)
    assert [row.answered for row in kept(trainee)] == [1]


def test_a_drill_that_was_open_before_answers_were_kept_goes_on_as_it_counted(trainee: Trainee) -> None:
    plays(trainee, "zh_fault", {0}, items=9)
    with trainee.practice.records.unit() as unit:
        user = unit.user(trainee.person.id)
        assert user is not None
        user.dialog = {key: value for key, value in (user.dialog or {}).items() if key not in ("round", "before")}
    trainee.types(str(right(trainee, "zh_fault")))
    row = kept(trainee)[-1]
    assert (row.answered, row.correct, len(row.answers)) == (10, 9, 1)


def test_an_item_is_known_again_by_what_it_shows_and_a_version_by_all_that_is_written() -> None:
    of = drill("zh_fab")
    item = of.items[0]
    assert item.model_copy(update={"why": "别的说法"}).key == item.key
    assert item.model_copy(update={"shows": "别的题"}).key != item.key
    assert item.model_copy(update={"listener": "user" if item.listener != "user" else "owner"}).key != item.key
    assert len({each.key for each in of.items}) == len(of.items)
    changed = of.items[0].model_copy(update={"why": "别的说法"})
    assert of.model_copy(update={"items": (changed, *of.items[1:])}).version != of.version
    assert drill("zh_fab").model_copy().version == of.version


def test_what_was_better_is_shown_where_there_is_something(trainee: Trainee) -> None:
    trainee.types("/drill zh_fault")
    item = shown(trainee, "zh_fault")
    [said] = trainee.types("1")
    assert item.better is not None
    assert ZH("drill-better", kind="fault", better=item.better) in said


def test_in_ones_own_words_what_was_heard_is_told_and_nothing_is_called_wrong(trainee: Trainee) -> None:
    trainee.types("/drill zh_isolate")
    item = shown(trainee, "zh_isolate")
    [said] = trainee.says(TESTING)
    assert said.startswith(ZH("drill-heard", move="辨明真假"))
    assert ZH("drill-model", model=item.model or "") in said
    assert ZH("drill-bad", bad=item.bad or "") in said
    [said] = trainee.says("我们质量特别好，获过好多奖，您就放心买吧。")
    assert said.startswith(ZH("drill-unheard", move="辨明真假"))
    [said] = trainee.types("0")
    assert said.startswith("好的说法：")
    [done] = trainee.types("/quit")
    assert done == f"{ZH('drill-done', how='said', right=1, of=3)}\n{ZH('drill-return', how='said')}"
    assert trainee.types("/quit") == [ZH("talk-none")]


def test_a_button_counts_once_and_only_for_the_item_that_is_asked(trainee: Trainee) -> None:
    trainee.types("/drill zh_open_closed")
    old = (trainee.last.buttons or [])[0]["data"]
    trainee.does(Chosen(old))
    assert "[2/10]" in trainee.last.text
    assert trainee.does(Chosen(old)) == [ZH("stale")]
    forged = (trainee.last.buttons or [{"data": old}])[0]["data"].rsplit("/", 1)[0] + "/amiable"
    assert trainee.does(Chosen(forged)) == [ZH("stale")]
    trainee.types("1")
    assert "[3/10]" in trainee.last.text


def test_what_is_no_number_of_an_option_is_refused_and_the_item_stays(trainee: Trainee) -> None:
    trainee.types("/drill zh_customer_type")
    for typed in ("5", "控制型"):
        assert trainee.types(typed) == [ZH("choose-number", **{"from": 1, "to": 4})]
    trainee.types("1")
    assert "[2/10]" in trainee.last.text


def test_a_drill_waits_while_there_is_a_talk_and_a_talk_ends_a_drill(trainee: Trainee) -> None:
    trainee.types("/drill zh_isolate")
    trainee.types("/practice zh/vmc_price")
    assert trainee.types("/drill") == [ZH("drill-busy", person="王建国")]
    trainee.types("0")
    trainee.types("0")
    said = {say for line in troupe().customers["zh/vmc_price"].scenario.lines for burst in line.say for say in burst}
    assert set(trainee.says(TESTING)) <= said, "the customer answers, and no drill"
    for line in ("/quit", "0", "0", "0"):
        trainee.types(line)
    assert trainee.says(TESTING) == [ZH("talk-none")]


def test_a_reply_that_is_too_long_is_not_read_and_loses_nothing(trainee: Trainee) -> None:
    trainee.types("/drill zh_isolate")
    limit = trainee.practice.settings.practice.longest_reply
    assert trainee.says("长" * (limit + 1)) == [ZH("too-long-reply", limit=limit)]
    assert trainee.says(TESTING)[0].startswith(ZH("drill-heard", move="辨明真假"))


def test_a_drill_that_was_taken_away_meanwhile_is_told(trainee: Trainee) -> None:
    trainee.types("/drill zh_isolate")
    trainee.practice = with_troupe(trainee.practice, replace(troupe(), drills={}))
    assert trainee.says(TESTING) == [ZH("drill-gone")]
    assert trainee.types("/drill") == [ZH("drill-none")]


@pytest.mark.parametrize(
    ("kind", "moves", "made", "right"),
    [
        ("isolate", ["isolate"], True, True),
        ("isolate", ["isolate", "solution"], True, False),
        ("isolate", ["isolate", "argue"], True, False),
        ("isolate", ["closed_question"], False, False),
        ("fab", ["feature", "advantage", "benefit"], True, True),
        ("fab", ["feature", "advantage"], False, False),
        ("fab", ["benefit", "overpromise"], True, False),
    ],
)
def test_testing_wants_no_answer_yet_and_a_benefit_no_boast(
    kind: str, moves: list[str], made: bool, right: bool
) -> None:
    of = drill(f"zh_{kind}")
    judged = judge(of, of.items[0], reading_of("您看？", moves), "您看？")  # type: ignore[arg-type]
    assert (judged.made, judged.right) == (made, right)


@pytest.mark.parametrize(("listener", "elsewhere"), [("purchasing", False), ("user", True)])
def test_a_gain_that_is_somebody_elses_business_is_remarked(listener: str, elsewhere: bool) -> None:
    of = drill("zh_fab")
    item = of.items[0].model_copy(update={"listener": listener})
    reply = "这样一年省八万块。"
    assert judge(of, item, reading_of(reply, ["benefit"]), reply).elsewhere == elsewhere


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_there_are_drills_of_every_kind_with_every_answer(lang: Lang) -> None:
    for kind, options in OPTIONS.items():
        of = drill(f"{lang}_{kind}")
        assert (of.lang, of.kind) == (lang, kind)
        assert {item.answer for item in of.items} == (set(options) or {None})
