"""A trainee says "I did do that" of what lost points, and the talk is scored again once it is upheld."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.actions import Chosen
from bot.cards import recall
from bot.cli import app
from bot.deciding import Undecided, decide, waiting
from bot.practice import Practice
from bot.rescoring import rescore
from bot.telegram.sending import COACH
from bot.texts import texts
from state.content.rubric import Criterion
from state.records.tables import Appeal, Verdict
from state.scoring.card import Card, Judged
from state.troupe import Troupe
from tests.bot.table import Trainee, table, with_troupe
from tests.bot.telegram_process import hears_until, practice_at, served, shows
from tests.bot.test_cli import duilian
from tests.bot.test_rescoring import ARGUES, ASKS, LATER, RESTATES, Listener, cards, holds
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
SAID = "您说的贵，是这个意思吧？"
BOSS = "telegram:5"


class Deaf(Listener):
    """A reader that misses one reply's point."""

    def __init__(self) -> None:
        super().__init__(known={ASKS: ("open_question",), SAID: ("other",), ARGUES: ("argue",), RESTATES: ("restate",)})


@pytest.fixture
def trainee(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, Deaf(), troupe) as sitting:
        yield sitting


def reason(trainee: Trainee, criterion: str) -> str:
    return reason_of(trainee.practice.troupe, criterion)


def reason_of(troupe: Troupe, criterion: str) -> str:
    found = troupe.rubric.criterion(criterion)
    return ZH("appeal-lost", reason=found.no["zh"], points=str(found.points))


def number(listed: str, criterion_reason: str) -> str:
    """The number in front of a line."""
    [found] = re.findall(rf"^(\d+)\. {re.escape(criterion_reason)}$", listed, re.MULTILINE)
    return str(found)


def appeals(trainee: Trainee, session: str) -> list[Appeal]:
    with trainee.practice.records.unit() as unit:
        return unit.appeals(trainee.person.id, session)


def appealed(trainee: Trainee, *criteria: str, reply: str = "2") -> str:
    """Hold a talk and appeal for these criteria; returns the session's id."""
    session = holds(trainee, ASKS, SAID)
    for criterion in criteria:
        trainee.does(Chosen(f"appeal/{session[:8]}/{criterion}/{reply}"))
    return session


def decided(trainee: Trainee, verdict: Verdict, name: str = "", note: str = "") -> str:
    return decide(trainee.practice.records, trainee.practice.troupe, name, verdict, note, BOSS, LATER)


def judged(body: Any, criterion: str) -> Judged:
    return next(one for one in Card.model_validate(body).judged if one.criterion == criterion)


def test_the_criterion_and_the_reply_are_picked_by_number(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, SAID)
    assert ZH("appeal-offer") in trainee.last.text
    [listed] = trainee.types("Ａ")
    assert [listed] == trainee.types("/appeal")
    [asked] = trainee.types(number(listed, reason(trainee, "restated")))
    assert asked.startswith(trainee.practice.troupe.rubric.criterion("restated").yes["zh"])
    assert ZH("appeal-quote", quote=SAID) in asked
    assert trainee.types("2") == [ZH("appeal-made")]
    [appeal] = appeals(trainee, session)
    assert (appeal.criterion, appeal.turn, appeal.state, appeal.made_at) == ("restated", 2, "open", trainee.now)
    assert (appeal.decided_at, appeal.decided_by, appeal.note) == (None, None, None)
    assert len(cards(trainee, session)) == 1, "nothing is scored before it is decided"


RECORDED = ("expected", "brought_proof", "named_kind", "named_concern", "consensus")


def test_only_what_lost_points_is_listed(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, RESTATES)
    [listed] = trainee.types("/appeal")
    rubric = trainee.practice.troupe.rubric
    all_lost = [
        one for one in Card.model_validate(cards(trainee, session)[0].body).judged if one.share not in (None, 1.0)
    ]
    lost = [one for one in all_lost if one.criterion not in RECORDED]
    assert 1 < len(lost) < len(Card.model_validate(cards(trainee, session)[0].body).judged)
    *lines, blank, why_not = listed.split("\n")[1:]
    assert (blank, why_not) == ("", ZH("appeal-recorded"))
    assert len(lost) < len(all_lost)
    assert [rubric.criterion(one.criterion).no["zh"] in line for one, line in zip(lost, lines, strict=True)] == [
        True for _ in lost
    ]


def test_what_stands_in_the_record_cannot_be_appealed_against(trainee: Trainee) -> None:
    for line in ("/practice zh/vmc_price", "2", "0"):  # expects another kind of objection, and brings nothing
        trainee.types(line)
    while ZH("talk-ended", outcome="lost") not in (said := trainee.says(ARGUES)):
        assert said
    for line in ("2", "0", "0"):
        trainee.types(line)
    with trainee.practice.records.unit() as unit:
        [session] = unit.sessions(trainee.person.id, 1)
    for criterion in ("expected", "brought_proof", "named_kind", "consensus"):
        assert judged(cards(trainee, session.id)[0].body, criterion).share == 0.0
        for value in (criterion, f"{criterion}/1", f"{criterion}/0"):
            assert trainee.does(Chosen(f"appeal/{session.id[:8]}/{value}")) == [ZH("appeal-recorded")]
    assert trainee.does(Chosen(f"appeal/{session.id[:8]}/named_concern")) == [ZH("stale")], "it lost no points"
    assert appeals(trainee, session.id) == []


def test_it_is_the_test_that_decides_and_not_the_name_of_the_criterion(trainee: Trainee) -> None:
    troupe = trainee.practice.troupe

    def renamed(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        return tuple(each.model_copy(update={"id": f"our_{each.id}"}) for each in criteria)

    steps = tuple(step.model_copy(update={"criteria": renamed(step.criteria)}) for step in troupe.rubric.steps)
    changed = troupe.rubric.model_copy(update={"steps": steps})
    trainee.practice = with_troupe(trainee.practice, replace(troupe, rubric=changed))
    session = holds(trainee, ASKS, SAID)
    assert trainee.does(Chosen(f"appeal/{session[:8]}/our_consensus/1")) == [ZH("appeal-recorded")]
    assert trainee.does(Chosen(f"appeal/{session[:8]}/our_restated/2")) == [ZH("appeal-made")]


def test_a_card_that_lost_points_by_the_record_alone_offers_no_appeal(trainee: Trainee) -> None:
    troupe = trainee.practice.troupe
    steps = tuple(
        step.model_copy(update={"criteria": tuple(each for each in step.criteria if each.id in (*RECORDED, "calm"))})
        for step in troupe.rubric.steps
    )
    changed = troupe.rubric.model_copy(update={"steps": steps, "groups": ()})
    trainee.practice = with_troupe(trainee.practice, replace(troupe, rubric=changed))
    holds(trainee, ASKS, RESTATES)
    assert ZH("appeal-offer") not in trainee.last.text
    assert trainee.types("/appeal") == [ZH("appeal-recorded")]


def test_it_may_have_been_no_single_reply(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, SAID)
    trainee.presses(ZH("appeal-button"))
    trainee.picks(reason(trainee, "isolated"))
    assert trainee.presses(f"0. {ZH('appeal-whole')}") == [ZH("appeal-made")]
    [appeal] = appeals(trainee, session)
    assert (appeal.criterion, appeal.turn) == ("isolated", None)


def test_a_second_appeal_is_refused_and_the_list_tells_how_each_stands(trainee: Trainee) -> None:
    session = appealed(trainee, "restated", "isolated", "for_him")
    again = trainee.does(Chosen(f"appeal/{session[:8]}/restated/1"))
    assert again == [ZH("appeal-state", state="open")]
    assert [appeal.turn for appeal in appeals(trainee, session)] == [2, 2, 2]
    open_, upheld, refused = appeals(trainee, session)
    assert (upheld.criterion, refused.criterion) == ("isolated", "for_him")
    decided(trainee, "upheld", upheld.id)
    decided(trainee, "refused", refused.id, "“好处”没说到人。")
    lines = trainee.types("/appeal")[-1].split("\n")
    rubric = trainee.practice.troupe.rubric

    def below(line: str, count: int = 1) -> list[str]:
        [at] = [at for at, each in enumerate(lines) if each.endswith(line)]
        return [each.strip() for each in lines[at + 1 : at + 1 + count]]

    assert below(reason(trainee, open_.criterion)) == [ZH("appeal-state", state="open")]
    assert below(rubric.criterion("isolated").yes["zh"]) == [ZH("appeal-state", state="upheld")]
    note = ZH("appeal-note", note="“好处”没说到人。")
    assert below(reason(trainee, "for_him"), 2) == [ZH("appeal-state", state="refused"), note]
    assert trainee.does(Chosen(f"appeal/{session[:8]}/for_him")) == [f"{ZH('appeal-state', state='refused')}\n{note}"]


def test_an_upheld_appeal_is_scored_quoted_and_told_and_the_old_card_is_kept(trainee: Trainee) -> None:
    session = appealed(trainee, "restated")
    [before] = cards(trainee, session)
    told = decided(trainee, "upheld", note=" 算。 ")
    newest, oldest = cards(trainee, session)
    assert oldest.model_dump() == before.model_dump()
    assert (newest.number, newest.made_at) == (2, LATER)
    assert newest.score > before.score
    restated = judged(newest.body, "restated")
    assert (restated.share, restated.points, restated.turn, restated.quote) == (1.0, 4.0, 2, SAID)
    assert f"{before.score} -> {newest.score}" in told
    assert "restated 0/4 -> 4/4" in told
    [appeal] = appeals(trainee, session)
    assert (appeal.state, appeal.decided_by, appeal.decided_at, appeal.note) == ("upheld", BOSS, LATER, "算。")
    news, *_ = trainee.types("/help")
    yes = trainee.practice.troupe.rubric.criterion("restated").yes["zh"]
    said = ZH("appeal-upheld", person="王建国", reason=yes, before=before.score, after=newest.score, change="some")
    assert news == f"{said}\n{ZH('appeal-note', note='算。')}"


def test_scoring_again_does_not_forget_what_was_upheld(trainee: Trainee) -> None:
    session = appealed(trainee, "restated", "isolated")
    decided(trainee, "upheld", appeals(trainee, session)[0].id)
    summary, *_ = rescore(trainee.practice.records, trainee.practice.troupe, Deaf(), LATER, dry=False)
    assert "as before: 1" in summary
    decided(trainee, "upheld", appeals(trainee, session)[1].id)
    newest = cards(trainee, session)[0]
    assert [judged(newest.body, each).share for each in ("restated", "isolated")] == [1.0, 1.0]


def test_a_refused_appeal_changes_no_card_and_is_told(trainee: Trainee) -> None:
    session = appealed(trainee, "restated")
    decided(trainee, "refused")
    assert len(cards(trainee, session)) == 1
    no = trainee.practice.troupe.rubric.criterion("restated").no["zh"]
    assert trainee.types("/help")[0] == ZH("appeal-refused", person="王建国", reason=no)


def test_an_appeal_is_decided_once_and_by_a_name_that_fits_one(trainee: Trainee) -> None:
    session = appealed(trainee, "restated", "isolated")
    with pytest.raises(Undecided, match="more than one"):
        decided(trainee, "upheld")
    first = appeals(trainee, session)[0].id
    decided(trainee, "refused", first)
    with pytest.raises(Undecided, match=f"no appeal '{first}'"):
        decided(trainee, "upheld", first)
    assert len(cards(trainee, session)) == 1


def test_the_card_marks_what_stands_because_an_appeal_was_upheld(trainee: Trainee) -> None:
    session = appealed(trainee, "restated", "isolated", "for_him")
    yes = trainee.practice.troupe.rubric.criterion("restated").yes["zh"]

    def marked() -> list[str]:
        shown = recall(trainee.practice.records, trainee.practice.troupe, trainee.person.id)
        mark = ZH("card-upheld", reason="").removeprefix("✓ ")
        return [line for line in shown.text().split("\n") if line.endswith(mark)]

    open_ = {row.criterion: row.id for row in appeals(trainee, session)}
    assert marked() == []
    decided(trainee, "upheld", open_["restated"])
    decided(trainee, "refused", open_["for_him"])
    assert marked() == [ZH("card-upheld", reason=yes)]


def test_what_cannot_be_scored_again_stays_undecided(trainee: Trainee, troupe: Troupe) -> None:
    session = appealed(trainee, "restated")
    trainee.practice = with_troupe(trainee.practice, replace(troupe, customers={}))
    with pytest.raises(Undecided, match="no scenario 'zh/vmc_price'"):
        decided(trainee, "upheld")
    assert appeals(trainee, session)[0].state == "open"
    assert len(trainee.types("/help")) == 1, "nothing is told"
    decided(trainee, "refused")
    assert appeals(trainee, session)[0].state == "refused"


def test_a_criterion_that_the_rubric_lost_can_only_be_refused(trainee: Trainee) -> None:
    session = appealed(trainee, "restated")
    troupe = trainee.practice.troupe
    listening = troupe.rubric.steps[2]
    kept = tuple(each for each in listening.criteria if each.id != "restated")
    steps = (*troupe.rubric.steps[:2], listening.model_copy(update={"criteria": kept}), *troupe.rubric.steps[3:])
    changed = troupe.rubric.model_copy(update={"steps": steps, "version": troupe.rubric.version + 1})
    trainee.practice = with_troupe(trainee.practice, replace(troupe, rubric=changed))
    with pytest.raises(Undecided, match="no longer asks 'restated'"):
        decided(trainee, "upheld")
    assert len(cards(trainee, session)) == 1
    assert not any(ZH("appeal-state", state="open") in text for text in trainee.types("/appeal"))


def test_before_a_card_and_in_the_next_talk_there_is_no_appeal(trainee: Trainee) -> None:
    assert trainee.types("/appeal") == [ZH("appeal-none")]
    session = holds(trainee, ASKS, SAID)
    trainee.types("/practice zh/vmc_price")
    busy = [ZH("appeal-busy", person="王建国")]
    assert trainee.types("/appeal") == busy
    assert trainee.does(Chosen(f"appeal/{session[:8]}/restated/2")) == busy


@pytest.mark.parametrize(
    "value", ["acknowledge", "restated/9", "restated/-1", "restated/２", "no_such/1", "asked_first"]
)
def test_a_forged_button_is_out_of_date(trainee: Trainee, value: str) -> None:
    session = holds(trainee, ASKS, SAID)
    assert trainee.does(Chosen(f"appeal/{session[:8]}/{value}")) == [ZH("stale")]
    assert trainee.does(Chosen("appeal/00000000/restated/1")) == [ZH("stale")]
    assert trainee.does(Chosen("appeal//")) == [ZH("stale")]
    assert appeals(trainee, session) == []


def test_a_number_that_is_not_offered_is_asked_for_again(trainee: Trainee) -> None:
    holds(trainee, ASKS, SAID)
    [listed] = trainee.types("/appeal")
    last = len(re.findall(r"^\d+\. ", listed, re.MULTILINE))
    for typed in ("0", str(last + 1), "九" * 5000, "1 2"):
        assert trainee.types(typed) == [ZH("choose-number", **{"from": 1, "to": last})]
    trainee.types(number(listed, reason(trainee, "restated")))
    assert trainee.types("3") == [ZH("choose-number", **{"from": 0, "to": 2})]
    assert trainee.types("０") == [ZH("appeal-made")]


def test_the_command_lists_upholds_and_refuses(trainee: Trainee, tmp_path: Path) -> None:
    where = {"DUILIAN_DATABASE__URL": f"sqlite:///{(tmp_path / 'practice.db').as_posix()}"}
    assert CliRunner().invoke(app, ["appeals"], env=where).stdout == "No appeal waits.\n"
    trainee.person = replace(trainee.person, name="小林\x1b[2J")
    session = appealed(trainee, "restated", "isolated")
    first, second = appeals(trainee, session)
    listed = duilian("appeals", **where).stdout.splitlines()
    assert listed[0].startswith(f"{first.id[:8]}  2026-03-02 09:")
    assert listed[0].endswith("  telegram:7 小林 [2J  zh/vmc_price  restated")
    assert listed[2] == f"    reply 2: {SAID}"
    refused = CliRunner().invoke(app, ["appeals", "refuse", first.id[:8], "--note", "再练练"], env=where)
    assert refused.stdout == f"{first.id[:8]} refused\n", refused.stderr
    upheld = CliRunner().invoke(app, ["appeals", "uphold", second.id], env=where)
    assert upheld.stdout.startswith(f"{second.id[:8]} upheld  ")
    assert [(row.state, row.note, row.decided_by) for row in appeals(trainee, session)] == [
        ("refused", "再练练", "terminal:local"),
        ("upheld", None, "terminal:local"),
    ]
    again = CliRunner().invoke(app, ["appeals", "uphold", second.id], env=where)
    assert again.exit_code == 2
    assert "see duilian appeals" in again.stderr
    assert CliRunner().invoke(app, ["appeals"], env=where).stdout == "No appeal waits.\n"


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, Deaf(), troupe) as opened, served(opened):
        yield opened


async def test_in_telegram_it_takes_three_taps(telegram: BotApi, practice: Practice) -> None:
    lin = Person(telegram, LIN, "小林")
    await lin.says("/practice zh/vmc_price")
    await lin.says(ASKS)
    await lin.says(SAID)
    await lin.says("/quit")
    await hears_until(lin, ZH("appeal-offer"))
    await lin.presses(ZH("appeal-button"))
    [listed] = await lin.hears()
    assert listed.text.startswith(COACH + ZH("appeal-ask"))
    [restated] = [button for button in listed.buttons if button["callback_data"].endswith("/restated")]
    assert restated["text"] == number(listed.text, reason_of(practice.troupe, "restated")), "too long for buttons"
    lin.presses_on(listed, restated)
    labels = [
        f"0. {ZH('appeal-whole')}",
        *(f"{at}. {ZH('appeal-quote', quote=said)}" for at, said in ((1, ASKS), (2, SAID))),
    ]
    await shows(lin, listed, labels)
    await lin.presses(SAID)
    await shows(lin, listed, [])
    assert listed.text == COACH + ZH("appeal-made")
    assert lin.overhears() == [], "each question is asked in the place of the one before"
    [line, _, reply] = waiting(practice.records, practice.troupe)
    assert line.endswith("  zh/vmc_price  restated")
    assert reply == f"    reply 2: {SAID}"
    decide(practice.records, practice.troupe, "", "upheld", "", BOSS, LATER)
    lin.presses_on(listed, restated)
    news = await hears_until(lin, ZH("appeal-state", state="upheld"))
    assert "成绩从" in news[0].text
