"""From the card back to a reply: another one is tried on the same customer, both ways are shown, nothing is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.actions import Chosen, Command, Said
from bot.texts import texts
from state.content.scenario import Scenario
from state.content.terms import Lang
from state.records.records import Records
from state.records.tables import Appeal
from state.troupe import Troupe
from state.understanding.reading import Reading
from tests.bot.table import MORNING, Trainee, table, with_troupe
from tests.bot.test_rescoring import ARGUES, ASKS, RESTATES, Listener, holds
from tests.customers import reading_of

ZH, EN = texts("zh"), texts("en")
LIST = ZH("whatif-ask", person="王建国")


@pytest.fixture
def trainee(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, Listener(), troupe) as sitting:
        yield sitting


def ways(said: list[str]) -> tuple[list[str], list[str]]:
    """The lines of both ways, each without its heading."""
    [text] = said
    held, tried, again = text.split("\n\n")
    assert again == ZH("whatif-again")
    assert held.startswith(ZH("whatif-held") + "\n")
    assert tried.startswith(ZH("whatif-tried") + "\n")
    return held.split("\n")[1:], tried.split("\n")[1:]


def kept(trainee: Trainee) -> list[dict[str, Any]]:
    """All that is kept of the trainee's talks."""
    with trainee.practice.records.unit() as unit:
        rows: list[Any] = []
        for session in unit.sessions(trainee.person.id, 10):
            rows += [session, *unit.turns(session.user_id, session.id), *unit.cards_of(session.user_id, session.id)]
        return [row.model_dump() for row in rows]


def points(way: list[str]) -> int:
    """The score in the last line of a way."""
    [score] = re.findall(r"：(\d+) 分", way[-1])
    return int(score)


def test_from_the_card_by_buttons(trainee: Trainee) -> None:
    holds(trainee, ASKS, ARGUES)
    answers = [row.text for row in trainee.heard if row.voice == "customer"]
    [replies] = trainee.presses(ZH("whatif-button"))
    assert replies == f"{LIST}\n1. {ASKS}\n2. {ARGUES}"
    assert [button["label"] for button in trainee.last.buttons or []][-1] == ZH("whatif-leave")
    [back] = trainee.presses(f"2. {ARGUES}")
    assert ZH("whatif-turn", person="王建国", turn=2) in back
    assert f"{ZH('whatif-before')}\n  {answers[0]}\n" in back
    assert f"  {ARGUES}\n" in back
    held, tried = ways(trainee.says(RESTATES))
    assert held[:3] == [f"“{ARGUES}”", "读作：争辩", "客户回答："]
    assert held[3:-2] == [f"  {bubble}" for bubble in answers[1:]]
    assert tried[:3] == [f"“{RESTATES}”", "读作：复述确认", "客户回答："]
    assert tried[3].startswith("  ")
    assert "信任少了一大截" in held[-2]
    assert "信任多了" in tried[-2]
    assert trainee.presses(ZH("whatif-another"))[0].startswith(LIST)
    assert trainee.presses(ZH("whatif-leave")) == [ZH("whatif-left")]
    assert trainee.says(RESTATES) == [ZH("talk-none")]


def test_where_a_reply_is_too_long_for_a_button_all_are_tapped_by_number(trainee: Trainee) -> None:
    long = "您别急，我先问一句：台州那家报的价里，刀库、排屑和两年的保修都算进去了吗？"
    known = {ASKS: ("open_question",), ARGUES: ("argue",), long: ("open_question",)}
    trainee.practice = replace(trainee.practice, reader=Listener(known=known))
    holds(trainee, ASKS, ARGUES, long)
    trainee.presses(ZH("whatif-button"))
    assert f"3. {long}" in trainee.last.text
    assert [(each["label"], each["beside"]) for each in trainee.last.buttons or []] == [
        ("1", False), ("2", True), ("3", True), (ZH("whatif-leave"), False),
    ]  # fmt: skip
    assert ZH("whatif-turn", person="王建国", turn=2) in trainee.picks(ARGUES)[0]


def test_from_the_card_by_keys(trainee: Trainee) -> None:
    holds(trainee, ASKS, ARGUES)
    assert trainee.types("Ｗ")[0].startswith(LIST)
    assert trainee.types("２")[0].startswith(ZH("whatif-turn", person="王建国", turn=2))
    ways(trainee.types(RESTATES))
    ways(trainee.types(ASKS))
    assert trainee.types("0")[0].startswith(LIST)
    assert trainee.types("1")[0].startswith(ZH("whatif-turn", person="王建国", turn=1))
    ways(trainee.types(RESTATES))
    assert trainee.types("w")[0].startswith(LIST)
    assert trainee.types("0") == [ZH("whatif-left")]
    assert trainee.types("/whatif 2")[0].startswith(ZH("whatif-turn", person="王建国", turn=2))


def test_the_scores_are_those_of_the_talk_had_it_ended_there(trainee: Trainee) -> None:
    holds(trainee, ASKS, RESTATES, ARGUES)
    for replies in ((ASKS, ARGUES), (ASKS, RESTATES)):
        holds(trainee, *replies)
    with trainee.practice.records.unit() as unit:
        better, worse = (card.score for card, _ in unit.cards(trainee.person.id, 2))
    assert better > worse
    holds(trainee, ASKS, ARGUES, RESTATES)
    trainee.types("/whatif 2")
    held, tried = ways(trainee.says(RESTATES))
    assert held[-1] == ZH("whatif-score", score=worse)
    assert tried[-1] == f"要是谈到这里为止：{better} 分（+{better - worse}）"
    assert ways(trainee.says(ARGUES))[1][-1] == f"要是谈到这里为止：{worse} 分，一样"


def test_what_a_coach_upheld_counts_for_the_words_that_were_said(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, ARGUES)
    trainee.types("/whatif 2")
    before = [points(lines) for lines in ways(trainee.says(RESTATES))]
    with trainee.practice.records.unit() as unit:
        key = {"user_id": trainee.person.id, "session_id": session, "criterion": "restated", "turn": 2}
        unit.add(Appeal(id="a", state="upheld", made_at=MORNING, **key))
    after = [points(lines) for lines in ways(trainee.says(RESTATES))]
    assert after[0] > before[0], "arguing was held to be restating"
    assert after[1] == before[1]


def test_nothing_of_it_is_kept_or_counted(trainee: Trainee) -> None:
    holds(trainee, ASKS, ARGUES)
    before, status = kept(trainee), trainee.types("/status")
    trainee.types("/whatif 2")
    for reply in (RESTATES, ASKS):
        ways(trainee.says(reply))
    trainee.types("0")
    trainee.types("0")
    assert kept(trainee) == before
    assert trainee.types("/status") == status


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("prepared", [False, True])
def test_the_same_reply_is_read_and_answered_as_it_was(trainee: Trainee, number: int, prepared: bool) -> None:
    trainee.practice = replace(trainee.practice, reader=Listener(unspoken=("dismiss",)))
    trainee.types("/practice zh/vmc_price")
    for line in ("0", "0") if prepared else ():
        trainee.types(line)
    replies = (ASKS, RESTATES, ARGUES)
    for reply in replies:
        trainee.says(reply)
    trainee.types("/quit")
    trainee.types(f"/whatif {number}")
    held, tried = ways(trainee.says(replies[number - 1]))
    assert held[:-1] == tried[:-1]
    assert tried[-1].endswith("，一样")


def test_before_the_first_reply_stand_the_customers_first_words_if_there_were_any(
    trainee: Trainee, troupe: Troupe
) -> None:
    holds(trainee, ASKS)
    [spoke_first] = trainee.types("/whatif 1")
    assert ZH("whatif-before") not in spoke_first
    for line in ("/practice zh/vmc_price", "0", "0"):
        trainee.types(line)
    opening = [row.text for row in trainee.heard if row.voice == "customer"][-1]
    trainee.says(ASKS)
    trainee.types("/quit")
    assert f"  {opening}\n" in trainee.types("/whatif 1")[0]


def test_a_reply_that_would_have_ended_the_talk_says_so(trainee: Trainee) -> None:
    known = {**Listener().known, "滚！": ("improper",)}
    trainee.practice = replace(trainee.practice, reader=Listener(known=known))
    trainee.types("/practice zh/vmc_price")
    while trainee.last.text.split("\n")[0] != ZH("kind-ask"):
        trainee.says("滚！")
    for _ in range(3):
        trainee.types("0")
    with trainee.practice.records.unit() as unit:
        [session] = unit.sessions(trainee.person.id, 1)
        last = len(unit.turns(trainee.person.id, session.id))
    trainee.types(f"/whatif {last}")
    held, tried = ways(trainee.says(RESTATES))
    assert ZH("talk-ended", outcome="lost") in held
    assert not any(line.startswith("——") for line in tried)


def test_never_while_a_talk_is_on(trainee: Trainee) -> None:
    holds(trainee, ASKS)
    button = next(each["data"] for each in trainee.last.buttons or [] if each["label"] == ZH("whatif-button"))

    def refused() -> bool:
        actions = (Command("whatif"), Command("whatif", "1"), Chosen(button), Chosen(button + "1"))
        return all(trainee.does(action) == [ZH("whatif-busy", person="王建国")] for action in actions)

    trainee.types("/whatif 1")
    trainee.types("/practice zh/vmc_price")
    assert refused()
    trainee.says(RESTATES)
    assert trainee.last.voice == "customer", "what is typed in a talk is for its customer"
    assert refused()
    while trainee.last.text.split("\n")[0] != ZH("kind-ask"):
        trainee.says(ARGUES)
    assert refused()
    trainee.types("/quit")
    assert trainee.types("/whatif 1")[0].startswith(ZH("whatif-turn", person="王建国", turn=1))


def test_a_talk_begun_meanwhile_is_not_taken_for_a_try(trainee: Trainee) -> None:
    holds(trainee, ASKS)
    trainee.types("/whatif 1")
    trainee.types("/practice zh/vmc_price")
    trainee.types("/quit")
    assert trainee.says(RESTATES) == [ZH("talk-none")]


def test_an_exam_may_be_looked_back_on(trainee: Trainee) -> None:
    trainee.types("/exam")
    trainee.presses(ZH("menu-all", count=len(trainee.practice.troupe.who("zh"))))
    trainee.types("1")
    with trainee.practice.records.unit() as unit:
        session = unit.open_session(trainee.person.id)
    assert session is not None
    assert session.mode == "exam"
    for reply in (ASKS, ARGUES):
        trainee.says(reply)
    trainee.types("/quit")
    trainee.types("/whatif 2")
    assert ways(trainee.says(RESTATES))[0][0] == f"“{ARGUES}”"


def test_a_reply_taken_back_is_no_part_of_it(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    trainee.says(ASKS)
    trainee.says(ARGUES)
    trainee.types("/undo")
    trainee.says(RESTATES)
    trainee.types("/quit")
    assert trainee.types("/whatif") == [f"{LIST}\n1. {ASKS}\n2. {RESTATES}"]
    trainee.types("2")
    assert ways(trainee.says(ARGUES))[0][0] == f"“{RESTATES}”"


def test_what_is_not_there_cannot_be_chosen(trainee: Trainee) -> None:
    assert trainee.types("/whatif") == [ZH("whatif-none")]
    assert trainee.types("w") == [ZH("whatif-none")]
    session = holds(trainee, ASKS, RESTATES)
    which = [ZH("choose-number", **{"from": 1, "to": 2})]
    listed = f"{LIST}\n1. {ASKS}\n2. {RESTATES}"
    assert trainee.types("/whatif 3") == [*which, listed], "for a number to be an answer, the question has to be open"
    assert trainee.types("/whatif 一") == which
    trainee.types("1")
    assert trainee.types("/whatif 9") == [*which, listed]
    trainee.types("/whatif")
    for line in ("3", "1 2", ARGUES):
        assert trainee.types(line) == which
    assert trainee.does(Chosen(f"whatif/{session[:8]}/0")) == which
    assert trainee.does(Chosen("whatif/00000000/1")) == [ZH("stale")]
    assert trainee.does(Chosen("whatif//1")) == [ZH("stale")]


def test_the_button_of_an_older_card_leads_to_its_talk(trainee: Trainee) -> None:
    older = holds(trainee, ASKS)
    holds(trainee, RESTATES, ARGUES, scenario="zh/lathe_precise")
    assert trainee.does(Chosen(f"whatif/{older[:8]}/")) == [f"{LIST}\n1. {ASKS}"]
    trainee.types("1")
    assert ways(trainee.says(RESTATES))[0][0] == f"“{ASKS}”"


def test_a_reply_too_long_to_read_is_not_tried(trainee: Trainee) -> None:
    holds(trainee, ASKS)
    trainee.types("/whatif 1")
    assert trainee.says("长" * 1501) == [ZH("too-long-reply", limit=1500)]
    ways(trainee.says(RESTATES))


@pytest.mark.parametrize("gone", [True, False])
def test_a_customer_changed_since_cannot_be_gone_back_to(trainee: Trainee, troupe: Troupe, gone: bool) -> None:
    holds(trainee, ASKS)
    trainee.types("/whatif 1")
    rewritten = replace(troupe.customers["zh/vmc_price"], version="newer")
    customers = {} if gone else {"zh/vmc_price": rewritten}
    trainee.practice = with_troupe(trainee.practice, replace(troupe, customers=customers))
    assert trainee.says(RESTATES) == [ZH("whatif-gone")]
    assert trainee.says(RESTATES) == [ZH("talk-none")]
    assert trainee.types("/whatif") == [ZH("whatif-gone")]


@pytest.mark.parametrize("change", [{"says": []}, {"reading": {"moves": {"hum": 0.9}}}])
def test_a_talk_that_can_no_longer_be_followed_is_not_gone_back_to(trainee: Trainee, change: dict[str, Any]) -> None:
    session = holds(trainee, ASKS, RESTATES)
    with trainee.practice.records.unit() as unit:
        [first, _] = unit.turns(trainee.person.id, session)
        for name, value in change.items():
            setattr(first, name, value)
    trainee.types("/whatif 2")
    assert trainee.says(ARGUES) == [ZH("whatif-gone")]


@dataclass(frozen=True)
class Neighbour:
    """A reader beside whom somebody else writes into the same records while it reads."""

    folder: Path
    version: str = "one"

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        records = Records(f"sqlite:///{(self.folder / 'practice.db').as_posix()}", patience=50)
        with records.unit() as unit:
            assert unit.take_update("telegram:8", 1, MORNING)
        records.close()
        return reading_of(reply, ("restate",), lang=lang)


def test_others_may_write_while_a_reply_is_read(trainee: Trainee, tmp_path: Path) -> None:
    holds(trainee, ASKS)
    trainee.types("/whatif 1")
    trainee.practice = replace(trainee.practice, reader=Neighbour(tmp_path))
    ways(trainee.does(Said(RESTATES), update=5))


def test_in_english_too(tmp_path: Path, troupe: Troupe) -> None:
    asks, argues = "What are you comparing with?", "That is not dear. You just don't get it."
    reader = Listener(known={asks: ("open_question",), argues: ("argue",)})
    with table(tmp_path, reader, troupe, lang="en") as trainee:
        holds(trainee, argues, scenario="en/lathe_quote")
        assert trainee.types("w")[0] == f"{EN('whatif-ask', person='Helen Ashworth')}\n1. {argues}"
        trainee.types("1")
        [text] = trainee.says(asks)
    held, tried, again = text.split("\n\n")
    assert held.startswith(f'{EN("whatif-held")}\n"{argues}"\nRead as: argue\nThe customer answers:\n  ')
    assert "Much less trust, " in held
    assert " more trust, " in tried
    assert again == EN("whatif-again")


@pytest.mark.parametrize("hostile", ["<b>&amp;</b>_*[`", "{ $reply }", "\u202eabc"])
def test_a_reply_is_shown_as_it_was_typed(trainee: Trainee, hostile: str) -> None:
    trainee.practice = replace(trainee.practice, reader=Listener(known={**Listener().known, hostile: ("other",)}))
    holds(trainee, hostile)
    assert f"\n1. {hostile}" in trainee.types("w")[0]
    trainee.types("1")
    assert ways(trainee.says(hostile))[1][0] == f"“{hostile}”"
    assert trainee.last.format == "plain"
