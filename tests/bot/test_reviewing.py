"""A coach reviews in the chat: comments are answered, corrections are scored at once, appeals are decided."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.actions import Chosen
from bot.actions import Person as Somebody
from bot.cards import recall
from bot.commenting import addressed, key_of
from bot.practice import Practice
from bot.rescoring import rescore
from bot.settings import Access, Settings
from bot.telegram.sending import COACH
from bot.texts import texts
from state.records.reviewing import Comment, Correction
from state.records.tables import GroupRole, Outgoing
from state.scoring.card import Card, Judged
from state.troupe import Troupe
from tests.bot.desk.crowd import CUSTOMERS, crowd
from tests.bot.table import MORNING, Trainee, table
from tests.bot.telegram_process import SOON, hears_until, practice_at, served
from tests.bot.test_rescoring import ARGUES, ASKS, LATER, RESTATES, Listener, cards, holds
from tests.telegram.chats import Message
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
SAID = "您说的贵，是这个意思吧？"
GROUP, OTHERS = "华东一组", "华东二组"
BOSS, STRANGER, ADMIN = 5, 6, 1


class Deaf(Listener):
    """A reader that misses one reply's point."""

    def __init__(self) -> None:
        super().__init__(known={ASKS: ("open_question",), SAID: ("other",), ARGUES: ("argue",), RESTATES: ("restate",)})


@pytest.fixture
def trainee(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    """小林 in a group, where there are a coach of it, one of another, and an admin."""
    settings = Settings(access=Access(admins=(ADMIN,), coaches=(BOSS, STRANGER)))
    with table(tmp_path, Deaf(), troupe, settings) as sitting:
        sitting.types("/help")
        belongs(sitting, GROUP, "member")
        yield sitting


@pytest.fixture
def boss(trainee: Trainee) -> Trainee:
    coach = another(trainee, BOSS, "王教练")
    coach.types("/help")
    belongs(coach, GROUP, "coach")
    return coach


def another(beside: Trainee, number: int, name: str) -> Trainee:
    person = Somebody(f"telegram:{number}", "telegram", name, "zh", chat_id=number)
    return Trainee(beside.practice, person, now=beside.now)


def belongs(somebody: Trainee, group: str, role: GroupRole) -> None:
    with somebody.practice.records.unit() as unit:
        unit.join(somebody.person.id, group, role, MORNING)


def labels(message: Outgoing) -> list[str]:
    return [button["label"] for button in message.buttons or []]


def presses(coach: Trainee, session: str, value: str) -> list[str]:
    return coach.does(Chosen(f"review/{key_of(('telegram:7', session))}/{value}"))


def comments(trainee: Trainee, session: str) -> list[Comment]:
    with trainee.practice.records.unit() as unit:
        return unit.comments("telegram:7", session)


def corrections(trainee: Trainee, session: str) -> list[Correction]:
    with trainee.practice.records.unit() as unit:
        return unit.corrections("telegram:7", session)


def judged(trainee: Trainee, session: str, criterion: str) -> Judged:
    card = Card.model_validate(cards(trainee, session)[0].body)
    return next(one for one in card.judged if one.criterion == criterion)


def news(trainee: Trainee) -> list[str]:
    """What has been sent to somebody who did nothing."""
    return trainee.types("/help")[:-1]


def test_open_appeals_stand_before_talks_that_nobody_reviewed_and_those_before_the_others(
    trainee: Trainee, boss: Trainee
) -> None:
    assert boss.types("/review") == [ZH("review-list", appeals=0, new=0, talks=0, shown=0)]
    first, second = holds(trainee, ASKS, SAID), holds(trainee, ASKS)
    presses(boss, second, "c0")
    boss.says("问得好。")
    trainee.does(Chosen(f"appeal/{first[:8]}/restated/2"))
    head, *lines = boss.types("/review")[0].split("\n")
    assert head == ZH("review-list", appeals=1, new=1, talks=2, shown=3)
    assert [line[:4] for line in lines] == ["1. ⚖", "2. ●", "3. ○"]
    assert all("小林" in line and "王建国" in line for line in lines)
    assert labels(boss.last) == ["1", "2", "3"]
    assert SAID in boss.presses("1")[0]
    boss.types("/review")
    boss.presses("3")
    assert "💬 王教练：问得好。" in boss.last.text


def test_an_admin_is_told_of_a_customer_who_looks_unwell(trainee: Trainee, boss: Trainee, troupe: Troupe) -> None:
    admin = another(trainee, ADMIN, "管理员")
    admin.types("/help")
    sentence = ZH("desk-health-points", what="closed")
    assert sentence not in admin.types("/review")[-1]
    with trainee.practice.records.unit() as unit:
        crowd(unit, troupe, GROUP, MORNING, lambda *met: met == (CUSTOMERS[0], "calm"))
    told = admin.types("/review")[-1]
    assert sentence in told
    assert troupe.customers[CUSTOMERS[0]].account.person in told
    assert sentence not in boss.types("/review")[-1]


def test_a_coach_of_no_group_is_told_so(trainee: Trainee) -> None:
    holds(trainee, ASKS)
    alone = another(trainee, STRANGER, "新教练")
    assert alone.types("/review") == [ZH("invite-no-group")]
    admin = another(trainee, ADMIN, "老周")
    assert admin.types("/review")[0].startswith(ZH("review-list", appeals=0, new=1, talks=1, shown=1))


def test_a_talk_is_leafed_through_reply_by_reply(trainee: Trainee, boss: Trainee) -> None:
    session = holds(trainee, ASKS, SAID)
    [whole] = presses(boss, session, "t0")
    assert ZH("card-score", score=cards(trainee, session)[0].score, band="").split("分")[0].strip() in whole
    [first] = boss.presses(ZH("review-next"))
    names = {entry.id: entry.name["zh"] for entry in trainee.practice.troupe.moves.moves}
    with trainee.practice.records.unit() as unit:
        asked, said = unit.turns("telegram:7", session)
    assert ZH("review-turn", trainee="小林", turn=1, turns=2) in first
    assert ZH("review-trainee", trainee="小林", reply=ASKS) in first
    assert ZH("review-moves", moves=names["open_question"]) in first
    assert asked.says[0]["text"] in first
    [second] = boss.presses(ZH("review-next"))
    assert asked.says[0]["text"] in second, "what the reply answered"
    before, after = asked.meters["trust"], said.meters["trust"]
    assert ZH("review-meter", meter="trust", before=before, after=after) in second
    assert ZH("review-next") not in labels(boss.last)
    boss.presses(ZH("review-before"))
    assert boss.last.text == first


def test_a_comment_reaches_the_trainee_and_is_answered_by_its_button(trainee: Trainee, boss: Trainee) -> None:
    session = holds(trainee, ASKS, SAID)
    presses(boss, session, "t2")
    boss.presses(ZH("review-comment", turn=2))
    assert boss.says("这句<b>太绕</b>了。") == [ZH("review-commented", trainee="小林")]
    trainee.types("/help")
    told = trainee.heard[-2]
    about = ZH("comment-quote", quote=SAID)
    head = ZH("comment-from-coach", name="王教练", person="王建国", turn=2)
    assert told.text == "\n".join((head, about, "", "这句<b>太绕</b>了。"))
    assert labels(told) == [ZH("answer-button", to="coach")]
    assert trainee.presses(ZH("answer-button", to="coach")) == [ZH("answer-ask")]
    assert trainee.says("下次直接问。") == [ZH("answer-sent", to="coach")]
    boss.types("/help")
    answered = boss.heard[-2]
    head = ZH("comment-from-trainee", name="小林", person="王建国", turn=2)
    to = ZH("comment-answers", quote="这句<b>太绕</b>了。")
    assert answered.text == "\n".join((head, about, to, "", "下次直接问。"))
    assert labels(answered) == [ZH("answer-button", to="trainee"), ZH("review-open")]
    assert [(row.by, row.turn, row.to) for row in comments(trainee, session)] == [
        ("telegram:5", 2, None),
        ("telegram:7", 2, 1),
    ]
    boss.presses(ZH("answer-button", to="trainee"))
    assert boss.says("好。") == [ZH("answer-sent", to="trainee")]
    assert news(trainee)[0].endswith("好。")


def test_corrected_moves_are_scored_at_once_and_told_and_nothing_that_was_read_changes(
    trainee: Trainee, boss: Trainee
) -> None:
    session = holds(trainee, ASKS, SAID)
    [before] = cards(trainee, session)
    presses(boss, session, "m2")
    names = {entry.id: entry.name["zh"] for entry in trainee.practice.troupe.moves.moves}
    assert ZH("picked", label=names["other"]) in labels(boss.last)
    presses(boss, session, "m2.other")
    assert presses(boss, session, "m2.+") == [ZH("review-no-moves")]
    presses(boss, session, "m2.restate")
    assert boss.says("太早") == [ZH("review-tick-first")]
    assert ZH("picked", label=names["restate"]) in labels(next(row for row in reversed(boss.heard) if row.buttons))
    boss.presses(ZH("review-ticked", count=1))
    [said] = boss.says("他把客户的话说回去了。")
    newest, oldest = cards(trainee, session)
    assert oldest.model_dump() == before.model_dump()
    assert newest.score > before.score
    scores = {"before": before.score, "after": newest.score, "change": "some"}
    assert said == ZH("review-corrected", trainee="小林", **scores)
    assert judged(trainee, session, "restated").share == 1.0
    assert Card.model_validate(newest.body).machine == before.score
    with trainee.practice.records.unit() as unit:
        assert list(unit.turns("telegram:7", session)[1].reading["moves"]) == ["other"]
    [told] = news(trainee)
    head = ZH("correction-head", person="王建国", coach="王教练", withdrawn="no")
    assert told.split("\n") == [
        head,
        ZH("correction-turn", turn=2, quote=SAID),
        ZH("correction-moves", moves=names["restate"]),
        ZH("correction-reason", reason="他把客户的话说回去了。"),
        ZH("correction-score", **scores),
    ]
    summary, *_ = rescore(trainee.practice.records, trainee.practice.troupe, Deaf(), LATER, dry=False)
    assert "as before: 1" in summary, "scoring again keeps to it"
    deaf = Listener("two", {ASKS: ("open_question",), SAID: ("argue",)})
    list(rescore(trainee.practice.records, trainee.practice.troupe, deaf, LATER, dry=False))
    anew = Card.model_validate(cards(trainee, session)[0].body)
    assert (anew.score, anew.mistakes) == (newest.score, ()), "so does another reader"
    list(rescore(trainee.practice.records, trainee.practice.troupe, None, LATER, dry=False))
    shown = recall(trainee.practice.records, trainee.practice.troupe, "telegram:7").text()
    assert ZH("card-machine", machine=before.score) in shown
    presses(boss, session, "t2")
    boss.presses(ZH("review-withdraw"))
    assert cards(trainee, session)[0].score == before.score
    assert Card.model_validate(cards(trainee, session)[0].body).machine is None
    assert corrections(trainee, session)[0].withdrawn_by == "telegram:5"
    assert ZH("correction-head", person="王建国", coach="王教练", withdrawn="yes") in news(trainee)[0]


def test_a_corrected_criterion_says_so_on_the_card_with_the_reason(trainee: Trainee, boss: Trainee) -> None:
    session = holds(trainee, ASKS, RESTATES)
    [before] = cards(trainee, session)
    presses(boss, session, "k0")
    assert re.search(r"^1\. ", boss.last.text, re.MULTILINE)
    [page] = presses(boss, session, "q.restated")
    assert trainee.practice.troupe.rubric.criterion("restated").asks["zh"] in page
    boss.presses(ZH("share", level="part"))
    boss.says("只说了一半。")
    one = judged(trainee, session, "restated")
    assert (one.share, one.points, one.turn) == (0.5, 2.0, 2)
    assert cards(trainee, session)[0].score < before.score
    shown = recall(trainee.practice.records, trainee.practice.troupe, "telegram:7").text()
    assert ZH("card-corrected", reason="只说了一半。").strip() in shown
    assert ZH("correction-share", share=ZH("share", level="part")) in news(trainee)[0]
    [page] = presses(boss, session, "q.restated")
    reason = trainee.practice.troupe.rubric.criterion("restated").yes.zh
    met = ZH("review-criterion", points="4", of=4, reason=reason)
    assert ZH("review-by-machine", found=met) in page
    assert page.index("只说了一半。") < page.index(met)
    assert ZH("review-corrected-by", name="王教练", text="只说了一半。") in page
    number = [one.criterion for one in Card.model_validate(cards(trainee, session)[0].body).judged].index("restated")
    lines = presses(boss, session, f"k{number // 8}")[0].split("\n")
    [listed] = [line for line in lines if line.startswith(f"{number + 1}. ")]
    assert listed.startswith(f"{number + 1}. 2/4")
    assert listed.endswith("（机器 4/4）")
    assert [line for line in lines if line.endswith("）") and "（机器" in line] == [listed]
    presses(boss, session, f"w{corrections(trainee, session)[0].number}")
    assert judged(trainee, session, "restated").share == 1.0


def test_a_section_of_the_handbook_is_cited_in_the_coachs_language(trainee: Trainee, boss: Trainee) -> None:
    session = holds(trainee, ASKS, RESTATES)
    assert "手册 提高篇 五 3c" in presses(boss, session, "q.restated")[0].split("\n")
    boss.types("/language en")
    assert "Handbook Advanced 5.3c" in presses(boss, session, "q.restated")[0].split("\n")


def test_what_goes_by_the_record_is_not_corrected(trainee: Trainee, boss: Trainee) -> None:
    session = holds(trainee, ASKS)
    assert ZH("review-recorded") in presses(boss, session, "q.consensus")[0]
    assert ZH("share", level="full") not in labels(boss.last)
    assert presses(boss, session, "q.consensus.2") == [ZH("stale")]


@pytest.mark.parametrize(("verdict", "state"), [("u", "upheld"), ("r", "refused")])
def test_an_appeal_is_decided_with_a_word(trainee: Trainee, boss: Trainee, verdict: str, state: str) -> None:
    session = holds(trainee, ASKS, SAID)
    trainee.does(Chosen(f"appeal/{session[:8]}/restated/2"))
    boss.types("/review")
    boss.presses("1")
    boss.presses(ZH("review-verdict", verdict=state))
    boss.says("听到了。")
    with trainee.practice.records.unit() as unit:
        [appeal] = unit.appeals("telegram:7", session)
    assert (appeal.state, appeal.note, appeal.decided_by) == (state, "听到了。", "telegram:5")
    assert judged(trainee, session, "restated").share == (1.0 if state == "upheld" else 0.0)
    assert ZH("appeal-note", note="听到了。") in news(trainee)[0]
    assert presses(boss, session, f"a.restated.{verdict}-") == [ZH("stale")], "it is decided once"


def test_nobody_else_reaches_a_talk_by_any_button(trainee: Trainee, boss: Trainee) -> None:
    session = holds(trainee, ASKS, SAID)
    trainee.does(Chosen(f"appeal/{session[:8]}/restated/2"))
    stranger = another(trainee, STRANGER, "别组教练")
    stranger.types("/help")
    belongs(stranger, OTHERS, "coach")
    every = (
        "t0",
        "t1",
        "c0",
        "m1",
        "m1.restate",
        "k0",
        "q.restated",
        "q.restated.2",
        "a.restated",
        "a.restated.u-",
        "w1",
    )
    for value in every:
        assert presses(stranger, session, value) == [ZH("stale")], value
    assert stranger.types("/review") == [ZH("review-list", appeals=0, new=0, talks=0, shown=0)]
    colleague = another(trainee, 8, "小吴")
    colleague.types("/help")
    for value in every:
        assert presses(colleague, session, value) == [ZH("review-staff")], value
    presses(boss, session, "c1")
    boss.says("一句话。")
    key = key_of(("telegram:7", session))
    for outsider in (stranger, colleague):
        assert outsider.does(Chosen(f"answer/{key}/1")) == [ZH("stale")]
    assert len(comments(trainee, session)) == 1
    assert corrections(trainee, session) == []
    admin = another(trainee, ADMIN, "老周")
    assert "小林" in presses(admin, session, "t0")[0]
    with trainee.practice.records.unit() as unit:
        assert unit.leave_group("telegram:7", GROUP)
    assert presses(boss, session, "t0") == [ZH("stale")], "no longer in the group"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "t",
        "t9",
        "t-1",
        "t²",
        "c9",
        "m",
        "m0",
        "m9",
        "m1.nothing",
        "k9",
        "k٣",
        "q.nothing",
        "q.restated.3",
        "w1",
        "x1",
        "a.",
        "p0",
    ],
)
def test_a_forged_button_is_out_of_date(trainee: Trainee, boss: Trainee, value: str) -> None:
    session = holds(trainee, ASKS, SAID)
    assert presses(boss, session, value) == [ZH("stale")]
    assert boss.does(Chosen(f"review/{value}/t0")) == [ZH("stale")]
    assert boss.does(Chosen(f"review/00000000.7/{value}")) == [ZH("stale")]


def test_a_private_talk_and_one_whose_card_was_not_seen_cannot_be_reviewed(trainee: Trainee, boss: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    trainee.types("/private")
    trainee.says(ASKS)
    with trainee.practice.records.unit() as unit:
        hidden = unit.open_session("telegram:7")
    assert hidden is not None
    assert presses(boss, hidden.id, "t0") == [ZH("stale")]
    trainee.types("/quit")
    assert presses(boss, hidden.id, "t0") == [ZH("stale")]
    trainee.delivered = False
    unseen = holds(trainee, ASKS)
    assert presses(boss, unseen, "c0") == [ZH("stale")]
    assert boss.types("/review") == [ZH("review-list", appeals=0, new=0, talks=0, shown=0)]
    with trainee.practice.records.unit() as unit:
        for row in unit.pending("telegram:7"):
            unit.mark_sent("telegram:7", row.id, None, trainee.now)
    assert presses(boss, unseen, "c0") != [ZH("stale")]


def test_a_coach_in_a_talk_of_their_own_finishes_it_first(trainee: Trainee, boss: Trainee) -> None:
    session = holds(trainee, ASKS)
    holds_on = boss.types("/practice zh/vmc_price")
    assert holds_on
    assert boss.types("/review") == [ZH("review-busy")]
    assert presses(boss, session, "c0") == [ZH("review-busy")]


def test_whoever_is_forgotten_leaves_nothing_with_their_coach(trainee: Trainee, boss: Trainee) -> None:
    session = holds(trainee, ASKS, SAID)
    boss.types("/review")
    boss.presses("1")
    presses(boss, session, "t2")
    presses(boss, session, "c2")
    boss.says("好。")
    with trainee.practice.records.unit() as unit:
        said = unit.everything(boss.person.id)[0]["outgoing"]
        assert any(SAID in row["text"] for row in said)
        unit.forget("telegram:7")
    with trainee.practice.records.unit() as unit:
        left = [row["text"] for row in unit.everything(boss.person.id)[0]["outgoing"]]
    assert [text for text in left if SAID in text or "小林" in text] == []
    again = another(boss, BOSS, "王教练")
    assert again.types("/review") == [ZH("review-list", appeals=0, new=0, talks=0, shown=0)]


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, Deaf(), troupe) as opened:
        access = Access(coaches=(BOSS,))
        known = replace(opened, settings=opened.settings.model_copy(update={"access": access}))
        async with served(known):
            yield known


async def test_in_telegram_a_comment_is_answered_by_replying_to_it_even_in_another_talk(
    telegram: BotApi, practice: Practice
) -> None:
    lin, wang = Person(telegram, LIN, "小林"), Person(telegram, BOSS, "王教练")
    await wang.says("/help")
    await wang.hears()
    for line in ("/practice zh/vmc_price", ASKS, "/quit"):
        await lin.says(line)
    await hears_until(lin, ZH("appeal-offer"), SOON)  # the first picture of a process takes seconds
    with practice.records.unit() as unit:
        unit.join(f"telegram:{LIN}", GROUP, "member", MORNING)
        unit.join(f"telegram:{BOSS}", GROUP, "coach", MORNING)
    await telegram.until(lambda: _seen(practice), 5, "the card was seen")
    await wang.says("/review")
    await wang.hears()
    await wang.presses("1")
    await wang.sees("小林和王建国（")
    await wang.presses(ZH("review-comment", turn=0))
    await wang.sees(ZH("review-comment-ask", turn=0, trainee="小林"))
    await lin.says("/practice zh/vmc_price")
    await wang.says("先别急着报价。")
    await wang.sees(ZH("review-commented", trainee="小林"))
    [*_, comment] = await hears_until(lin, "先别急着报价。", timeout=12)
    assert comment.text.startswith(COACH + ZH("comment-from-coach", name="王教练", person="王建国", turn=0))
    await _kept(practice, telegram, LIN, comment)
    await lin.sends(text="明白了。", reply_to_message=comment.json)
    await hears_until(lin, ZH("answer-sent", to="coach"))
    [*_, answer] = await hears_until(wang, "明白了。", timeout=12)
    assert answer.text.startswith(COACH + ZH("comment-from-trainee", name="小林", person="王建国", turn=0))
    await _kept(practice, telegram, BOSS, answer)
    await wang.sends(text="好。", reply_to_message=answer.json)
    await hears_until(lin, "好。", timeout=12)
    with practice.records.unit() as unit:
        ongoing = unit.open_session(f"telegram:{LIN}")
        assert ongoing is not None
        assert ongoing.phase == "prepare", "nobody else has heard it"


async def _kept(practice: Practice, telegram: BotApi, who: int, message: Message) -> None:
    """Wait until the records know what a message is called, as they do long before a person can answer it."""

    def known() -> bool:
        with practice.records.unit() as unit:
            return addressed(unit, f"telegram:{who}", message.json["message_id"]) is not None

    await telegram.until(known, 5, "what the message is called")


def _seen(practice: Practice) -> bool:
    with practice.records.unit() as unit:
        return unit.count_to_review(None) == (1, 1)
