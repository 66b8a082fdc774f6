"""Progress and goals as a trainee meets them: in practice, in Telegram, and by the command."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from bot.actions import Chosen
from bot.goals import goal_lines
from bot.progress import progress_of, progress_screen
from bot.telegram.sending import COACH, LONGEST
from bot.terminal import person_at_terminal
from bot.texts import texts
from state.content.terms import Lang
from state.progress.drills import Round
from state.progress.goals import Goal
from state.progress.history import Held
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table, with_troupe
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.bot.test_cli import duilian
from tests.customers import FAMILIAR
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.markup import units
from tests.telegram.server import BotApi

ZH, EN = texts("zh"), texts("en")
GOOD = "多花钱谁都得问个为什么，您这么问应该的。您主要是跟哪家比？除了这个还有别的顾虑吗？"
RUDE = "你懂什么，爱买不买！"


@pytest.fixture
def trainee(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, reader, troupe) as sitting:
        yield sitting


@pytest.fixture
def typing(trainee: Trainee) -> Trainee:
    """The same trainee in a terminal, where there are no pictures."""
    trainee.person = person_at_terminal("zh")
    return trainee


def talks(trainee: Trainee, scenario: str, reply: str = GOOD) -> list[str]:
    """Hold a talk of one reply, without preparation, and hear the card and what follows."""
    for line in (f"/practice {scenario}", "0", "0", reply):
        trainee.types(line)
    return trainee.types("/quit")


def card_of(trainee: Trainee, scenario: str, reply: str = GOOD) -> str:
    """Hold such a talk, and ask for its score card in words."""
    talks(trainee, scenario, reply)
    [card] = trainee.presses(ZH("card-button"))
    assert card.startswith("成绩单")
    return card


def scores(trainee: Trainee) -> list[int]:
    with trainee.practice.records.unit() as unit:
        return [card.score for card, _ in unit.cards(trainee.person.id, 100)][::-1]


def test_before_the_first_talk_the_easiest_customer_is_offered(trainee: Trainee, troupe: Troupe) -> None:
    [text] = trainee.types("/progress")
    first = troupe.who("zh")[0]
    assert ZH("progress-none") in text
    assert ZH("goal-none") in text
    assert ZH("next-first") in text
    assert first.account.person in text
    assert first.account.person in trainee.types("1")[0]


def test_each_step_has_a_bar_and_they_stand_in_line(typing: Trainee, troupe: Troupe) -> None:
    for scenario in ("zh/vmc_price", "zh/lathe_precise", "zh/vmc_price", "zh/service_contract"):
        talks(typing, scenario)
    [text] = typing.types("/progress")
    bars = [line for line in text.split("\n") if line.startswith(("█", "░"))]
    assert [step.name["zh"] in line for step, line in zip(troupe.rubric.steps, bars, strict=True)] == [True] * 7
    assert {len(line.split(" ")[0]) for line in bars} == {10}
    rated = [line for line in bars if "%" in line]
    assert len({cell_len(line.rstrip("▁▂▃▄▅▆▇█")) for line in rated}) == 1, "what was begins in one column"
    assert all(set(line[-4:]) <= set("▁▂▃▄▅▆▇█") for line in rated if "↗" in line or "↘" in line or "→" in line)
    assert ZH("progress-new-early", count=3, fewest=4) in text
    assert text.count("见过的客户又谈了 1 次") == 1


def test_the_bars_say_how_much_of_a_step_was_won(typing: Trainee) -> None:
    """Two rude replies: nothing was acknowledged, restated or asked, and nothing stayed calm."""
    for _ in range(2):
        talks(typing, "zh/vmc_price", RUDE)
    [text] = typing.types("/progress")
    [listening] = [line for line in text.split("\n") if "c 仔细倾听" in line]
    assert listening.startswith("░░░░░░░░░░ \u2007\u20070% ·")
    assert listening.endswith("▁▁")


def test_where_there_are_pictures_the_bars_are_drawn(trainee: Trainee, troupe: Troupe) -> None:
    talks(trainee, "zh/vmc_price")
    [text] = trainee.types("/progress")
    assert trainee.last.format == "picture"
    assert text.startswith(ZH("progress-head", talks=1, days=1))
    assert not set(text) & set("█░▁▂▃▄▅▆▇")
    assert ZH("progress-new-early", count=1, fewest=4) in text


def test_the_weak_step_is_named_when_it_is_due_with_a_customer_never_met(trainee: Trainee, troupe: Troupe) -> None:
    talks(trainee, "zh/vmc_price", RUDE)
    [same_day] = trainee.types("/progress")
    assert "今天没有到期的步骤。最先轮到的是“预测和准备”（2026-03-03，" in same_day
    trainee.now += timedelta(days=1)
    [next_day] = trainee.types("/progress")
    assert "今天该练的里面，这一步最弱，最近平均 0%" in next_day
    assert ZH("next-new") in next_day
    [button] = trainee.last.buttons or []
    scenario = button["data"].removeprefix("customer//")
    assert scenario != "zh/vmc_price"
    brief = trainee.does(Chosen(button["data"]))[0]
    assert troupe.customers[scenario].account.person in brief


def test_the_offer_does_not_tell_the_objection(trainee: Trainee, troupe: Troupe) -> None:
    talks(trainee, "zh/vmc_price", RUDE)
    trainee.now += timedelta(days=1)
    [text] = trainee.types("/progress")
    offer = text[text.index("接下来") :]
    assert [kind.name["zh"] for kind in troupe.objections.values() if kind.name["zh"] in offer] == []


def test_once_everybody_was_met_it_is_the_one_met_longest_ago(tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    few = {name: troupe.customers[name] for name in FAMILIAR}
    with table(tmp_path, reader, replace(troupe, customers=few)) as trainee:
        customers = trainee.practice.troupe.who("zh")
        for customer in customers:
            talks(trainee, customer.id)
        [text] = trainee.types("/progress")
        assert "隔得最久" in text
        assert (trainee.last.buttons or [])[0]["data"] == f"customer//{customers[0].id}"
        assert "头一回见的客户谈过 5 位" in text


def test_within_a_talk_nobody_else_is_offered(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    [text] = trainee.types("/progress")
    assert not trainee.last.buttons
    assert "接下来" not in text
    assert trainee.types("0")[0].startswith(ZH("proof-ask")), "the open question is still open"


def test_the_card_is_compared_with_the_mean_of_the_last_five(trainee: Trainee) -> None:
    assert "次平均" not in card_of(trainee, "zh/vmc_price")
    assert "次平均" not in card_of(trainee, "zh/vmc_price", RUDE), "one is what 'last time' says already"
    for reply in (GOOD, RUDE, "嗯", GOOD, RUDE):
        card = card_of(trainee, "zh/vmc_price", reply)
    *before, now = scores(trainee)
    mean = round(sum(before[-5:]) / 5)
    assert len(before) == 6
    assert ZH("card-lately", count=5, mean=mean, change=now - mean, signed=f"{now - mean:+d}".replace("-", "−")) in card


def drills(trainee: Trainee, name: str, rounds: int = 1, answers: int = 10) -> None:
    """Do rounds of a drill, always answering 1."""
    for _ in range(rounds):
        trainee.types(f"/drill {name}")
        for _ in range(answers):
            trainee.types("1")
        if answers < 10:
            trainee.types("/quit")


def test_drills_that_were_tried_are_shown_with_last_and_best_and_which_way_they_go(
    typing: Trainee, troupe: Troupe
) -> None:
    assert "小练习" not in typing.types("/progress")[0]
    drills(typing, "zh_fault", rounds=4)
    drills(typing, "zh_open_closed", answers=2)
    drills(typing, "en_fault")
    [text] = typing.types("/progress")
    assert ZH("progress-none") in text
    lines = text.split(ZH("progress-drills", fewest=4) + "\n")[1].split("\n\n")[0].split("\n")
    fault, begun, english = (troupe.drills[name].title for name in ("zh_fault", "zh_open_closed", "en_fault"))
    with typing.practice.records.unit() as unit:
        rounds = [row.correct for row in unit.drill_rounds(typing.person.id, 10) if row.drill == "zh_fault"]
    assert [next(title for title in (fault, begun, english) if title in line) for line in lines] == [
        fault,
        begun,
        english,
    ], "those in the trainee's language first"
    last, best = (f"{right}/10".rjust(5, "\u2007") for right in (rounds[0], max(rounds)))
    assert lines[0][0] in "↗→↘"
    assert lines[0].startswith(ZH("progress-drill", way=lines[0][0], last=last, best=best, drill=fault))
    assert len(lines[0].rsplit(" ", 1)[1]) == 4, "a block for each round"
    assert lines[1].startswith("· 上次 ")
    assert lines[1].endswith(begun), "no block, for none was whole"
    assert "–" in lines[1]


def test_on_a_phone_a_drill_is_told_in_a_line_of_half_the_length(trainee: Trainee, troupe: Troupe) -> None:
    drills(trainee, "zh_open_closed", answers=2)
    [text] = trainee.types("/progress")
    [line] = [line for line in text.split("\n") if troupe.drills["zh_open_closed"].title in line]
    assert line.startswith(f"· {troupe.drills['zh_open_closed'].title}：")
    assert line.endswith("/2，最好 –"), "none was whole"


def test_a_drill_that_is_no_longer_there_is_left_out(trainee: Trainee) -> None:
    drills(trainee, "zh_fault")
    trainee.practice = with_troupe(trainee.practice, replace(trainee.practice.troupe, drills={}))
    assert "小练习" not in trainee.types("/progress")[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_progress_with_everything_in_it_is_one_message_in_telegram(
    trainee: Trainee, lang: Lang, troupe: Troupe
) -> None:
    for scenario in (*FAMILIAR[:4], FAMILIAR[0]):
        talks(trainee, scenario)
    sets_goal(trainee, "3", "3", "2", "2")
    with trainee.practice.records.unit() as unit:
        known = progress_of(unit, trainee.person.id, lang, troupe, trainee.now, busy=False)
    rounds = [Round(trainee.now, name, 10, 10, right, ()) for name in troupe.drills for right in range(11)]
    text = progress_screen(texts(lang), replace(known, rounds=rounds), texts(lang)("next-how")).text
    assert all(each.title in text for each in troupe.drills.values())
    assert len((COACH + text).encode("utf-16-le")) // 2 <= LONGEST


def test_a_goal_is_set_by_choices_and_kept(trainee: Trainee) -> None:
    [step] = trainee.types("/goal")
    assert step.startswith(ZH("goal-ask-step"))
    assert trainee.types("3")[0].startswith(ZH("goal-ask-target"))
    assert trainee.presses("80%")[0].startswith(ZH("goal-ask-until"))
    assert trainee.presses("2 周")[0].startswith(ZH("goal-ask-pace"))
    [done] = trainee.presses("每周 3 次")
    until = (trainee.now.astimezone() + timedelta(weeks=2)).date().isoformat()
    plan = ZH("goal-plan", step="仔细倾听", target=80, per_week=3, until=until)
    assert done == f"{ZH('goal-set')}\n{plan}"
    assert plan in trainee.types("/progress")[0]
    with trainee.practice.records.unit() as unit:
        kept = unit.goal(trainee.person.id)
    assert kept is not None
    assert (kept.step, kept.target, kept.per_week) == ("c", 80, 3)


def sets_goal(trainee: Trainee, *choices: str) -> None:
    trainee.types("/goal")
    for choice in choices:
        trainee.types(choice)


def test_a_goal_is_checked_after_each_talk(trainee: Trainee) -> None:
    assert ZH("goal-unmeasured") not in "".join(talks(trainee, "zh/vmc_price", RUDE))
    sets_goal(trainee, "3", "3", "2", "2")
    said = talks(trainee, "zh/vmc_price", RUDE)
    checked = said[-2]
    assert checked.startswith("计划　")
    assert "执行　定目标以后谈了 1 次" in checked
    assert "检查　这一步才评了 1 次，还看不出。这一次是 0%，定目标的时候是 0%。" in checked
    assert "处理　再谈 2 次再看。" in checked
    again = talks(trainee, "zh/vmc_price", RUDE)[-2]
    assert "检查　这一步才评了 2 次，还看不出。最近 2 次平均 0%，定目标的时候是 0%。" in again
    assert "处理　再谈 1 次再看。" in again


def test_a_goal_checked_after_one_talk_is_not_judged_in_english_either(troupe: Troupe) -> None:
    rubric, now = troupe.rubric, datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    goal, say = Goal("c", 0.8, 2, now, now + timedelta(weeks=2)), texts("en")
    one = [Held(now + timedelta(hours=1), "en/lathe_quote", 40, {"c": 0.0})]
    checked = goal_lines(say, rubric, goal, one, now + timedelta(hours=2))
    assert "Check: too early to tell after one talk. It came to 0%." in checked
    assert "Act: hold 2 talks more, then look again." in checked
    none = goal_lines(say, rubric, goal, [], now + timedelta(hours=2))
    assert "Check: too early to tell. This step has not been rated since you set out." in none


def test_only_targets_above_the_present_level_are_offered(trainee: Trainee) -> None:
    sets_goal(trainee, "3")
    assert "60%" in trainee.last.text
    for _ in range(2):
        talks(
            trainee,
            "zh/vmc_price",
            "多花六万多，谁都得问个为什么，您的担心我理解。您的意思是，怕这六万二挣不回来，对吗？",
        )
    [text] = trainee.types("/goal")
    level = int(text.split("仔细倾听（现在 ")[1].split("%")[0])
    trainee.types("3")
    offered = [int(button["label"].removesuffix("%")) for button in trainee.last.buttons or []]
    assert level > 60
    assert offered == [target for target in (60, 70, 80, 90, 100) if target > level] or offered == [100]


def test_there_is_one_goal_which_is_replaced_only_if_that_is_meant(trainee: Trainee) -> None:
    sets_goal(trainee, "3", "3", "2", "2")
    [text] = trainee.types("/goal")
    assert ZH("goal-replace") in text
    assert trainee.presses(ZH("goal-keep")) == [ZH("goal-kept")]
    trainee.types("/goal")
    assert trainee.presses(ZH("goal-new"))[0].startswith(ZH("goal-ask-step"))
    for choice in ("4", "2", "1", "1"):
        trainee.types(choice)
    with trainee.practice.records.unit() as unit:
        kept = unit.goal(trainee.person.id)
    assert kept is not None
    assert (kept.number, kept.step, kept.target, kept.per_week) == (2, "d", 70, 2)


def test_a_goal_that_was_missed_is_adjusted_by_a_button(trainee: Trainee) -> None:
    sets_goal(trainee, "3", "3", "1", "1")
    trainee.now += timedelta(days=8)
    [text] = trainee.types("/goal")
    until = (trainee.now.astimezone() + timedelta(weeks=1)).date().isoformat()
    assert ZH("goal-check", standing="missed") in text
    assert ZH("goal-act", act="longer", owed=2, target=80, per_week=2, until=until) in text
    [done] = trainee.presses(ZH("goal-adjust"))
    assert ZH("goal-plan", step="仔细倾听", target=80, per_week=2, until=until) in done
    assert ZH("goal-check", standing="early", rated=0) in trainee.types("/progress")[0]


@pytest.mark.parametrize(
    "data", ["goal/0/c", "goal/0/c.80.2.3", "goal/1/x", "goal/1/c.85", "goal/1/c.80.2.3.4", "goal/1/", "goal//adjust"]
)
def test_a_button_of_an_earlier_goal_or_a_forged_one_changes_nothing(trainee: Trainee, data: str) -> None:
    sets_goal(trainee, "3", "3", "2", "2")
    said = trainee.does(Chosen(data))
    with trainee.practice.records.unit() as unit:
        kept = unit.goal(trainee.person.id)
    assert kept is not None
    assert kept.number == 1
    assert said == [ZH("stale")]


def test_a_goal_waits_until_the_talk_is_over(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    assert trainee.types("/goal") == [ZH("goal-busy")]
    assert trainee.does(Chosen("goal/0/c")) == [ZH("goal-busy")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_progress_is_told_in_both_languages(
    tmp_path: Path, reader: Reader, troupe: Troupe, lang: Lang, trainee: Trainee
) -> None:
    for scenario in ("zh/vmc_price", "zh/lathe_precise", "zh/service_contract", "zh/vmc_price", "zh/fixture_later"):
        talks(trainee, scenario)
    sets_goal(trainee, "3", "3", "2", "2")
    with trainee.practice.records.unit() as unit:
        known = progress_of(unit, trainee.person.id, lang, troupe, trainee.now, busy=False)
    text = progress_screen(texts(lang), known, texts(lang)("next-how")).text
    assert units(COACH + text) <= 1024, "a picture's caption can be no longer"
    assert ("头一回见的客户谈过 4 位" if lang == "zh" else "Customers met for the first time: 4.") in text
    assert ("计划　" if lang == "zh" else "Plan: ") in text
    assert known.offer is not None
    assert known.offer.customer.scenario.lang == lang


def test_a_card_that_this_version_does_not_understand_counts_by_its_score(trainee: Trainee, troupe: Troupe) -> None:
    talks(trainee, "zh/vmc_price")
    with trainee.practice.records.unit() as unit:
        card, _ = unit.cards(trainee.person.id, 1)[0]
        card.body = {"of": "another time"}
    with trainee.practice.records.unit() as unit:
        known = progress_of(unit, trainee.person.id, "zh", troupe, trainee.now, busy=False)
    assert [(talk.score, talk.shares) for talk in known.talks] == [(scores(trainee)[0], {})]
    assert isinstance(known.talks[0], Held)


async def test_in_telegram_a_button_begins_with_the_customer_offered(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    async with practice_at(telegram, tmp_path, reader, troupe) as practice, served(practice):
        lin = Person(telegram, LIN, "小林")
        await lin.says("/practice zh/vmc_price")
        await lin.hears(2)
        await lin.says(GOOD)
        await hears_until(lin, "—— ")
        await lin.says("/quit")
        await hears_until(lin, ZH("card-next"))
        await lin.says("/goal")
        [asked] = await lin.hears()
        asking = ("goal-ask-step", "goal-ask-target", "goal-ask-until", "goal-ask-pace")
        for question, label in zip(asking, ("读懂异议", "100%", "1 周", "每周 2 次"), strict=True):
            assert await lin.sees(ZH(question)) is asked
            await lin.presses(next(each for each in asked.labels if each.startswith(label)))
        assert await lin.sees(ZH("goal-set")) is asked
        assert lin.overhears() == [], "each question is asked in the place of the one before"
        await lin.says("/progress")
        [progress] = await lin.hears()
        assert "photo" in progress.json
        assert progress.text.startswith(COACH + "进步　谈过 1 次")
        assert "计划　" in progress.text
        [label] = progress.labels
        await lin.presses(label)
        brief = (await lin.hears(2))[0]
        assert brief.text.startswith(COACH + "客户卡")
        assert "王建国" not in brief.text


def test_the_command_shows_progress_in_a_language_asked_for(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'duilian.db').as_posix()}"
    script = "\n".join(("/practice en/lathe_quote", "0", "0", "What are you comparing it with?", "/quit", ""))
    duilian("practice", "--lang", "en", given=script, DUILIAN_DATABASE__URL=url, DUILIAN_PRACTICE__PACE="0")
    english = duilian("progress", DUILIAN_DATABASE__URL=url)
    assert english.returncode == 0, english.stderr
    assert english.stdout.startswith("Progress  1 talk\n")
    assert "To begin: duilian practice en/" in english.stdout
    chinese = duilian("progress", "--lang", "zh", DUILIAN_DATABASE__URL=url)
    assert chinese.stdout.startswith("进步　谈过 1 次\n")
    assert "开始：duilian practice zh/" in chinese.stdout


def test_the_command_before_any_talk(tmp_path: Path) -> None:
    done = duilian("progress", DUILIAN_DATABASE__URL=f"sqlite:///{(tmp_path / 'duilian.db').as_posix()}")
    assert done.returncode == 0
    assert done.stdout.startswith(ZH("progress-none"))
