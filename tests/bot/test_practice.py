"""A visit from menu to score card, by one trainee, on real records with the real reader."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.actions import Chosen, Person, Said, Unreadable
from bot.menus import KINDS
from bot.rubric import rubric_screen
from bot.scene import restored
from bot.screens import PAGE
from bot.settings import Access, Rules, Settings
from bot.texts import texts
from state.content.terms import Lang
from state.dialogue.replaying import replay
from state.dialogue.snapshot import Meters, Snapshot
from state.dialogue.step import begin
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table, with_troupe
from tests.customers import troupe

ZH = texts("zh")
CHINESE = len(troupe().who("zh"))


@pytest.fixture
def trainee(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, reader, troupe) as sitting:
        yield sitting


@pytest.fixture
def talking(trainee: Trainee) -> Trainee:
    """A trainee who has skipped the preparation and heard the customer's first words."""
    for line in ("/practice zh/vmc_price", "0", "0"):
        trainee.types(line)
    return trainee


def test_whoever_starts_is_welcomed_and_offered_one_customer_of_their_language(
    trainee: Trainee, troupe: Troupe
) -> None:
    [welcome] = trainee.types("/start")
    [button] = trainee.last.buttons or []
    first = troupe.offered[button["data"].removeprefix("first//")]
    assert first in troupe.who("zh")
    assert welcome == ZH("welcome", name="小林", person=first.account.person)
    assert button["label"] == ZH("welcome-button", person=first.account.person)


def test_whoever_starts_again_is_greeted_and_shown_the_ways_to_a_customer(trainee: Trainee) -> None:
    for line in ("/practice zh/vmc_price", "/quit"):
        trainee.types(line)
    assert trainee.types("/start") == [f"{ZH('welcome-back', name='小林')}\n{ZH('menu-home', mode='practice')}"]
    suggested, *ways = trainee.last.buttons or []
    assert suggested["label"].startswith(ZH("menu-next", person=""))
    assert [button["label"] for button in ways] == [
        ZH("menu-random"),
        *(ZH("menu-by", by=by) for by in KINDS),
        ZH("menu-all", count=CHINESE),
    ]
    [brief, _] = trainee.does(Chosen(suggested["data"]))
    assert brief.startswith("客户卡")


def test_a_customer_is_chosen_by_number_or_by_button(trainee: Trainee, troupe: Troupe) -> None:
    trainee.types("/practice")
    assert trainee.types("1") == [ZH("talk-none")], "what is not numbered cannot be meant"
    trainee.presses(ZH("menu-all", count=CHINESE))
    assert [button["data"] for button in trainee.last.buttons or []][:PAGE] == [
        f"customer/menu/{customer.id}" for customer in troupe.who("zh")[:PAGE]
    ]
    by_number = trainee.types("1")
    trainee.types("/quit")
    trainee.types("/practice")
    trainee.presses(ZH("menu-all", count=CHINESE))
    by_button = trainee.does(Chosen((trainee.last.buttons or [])[0]["data"]))
    assert by_number[0] == by_button[0]
    assert troupe.who("zh")[0].account.person in by_number[0]


def test_the_card_of_the_customer_does_not_tell_the_objection(trainee: Trainee, troupe: Troupe) -> None:
    for customer in troupe.customers.values():
        brief = trainee.types(f"/practice {customer.id}")[0]
        assert customer.account.person in brief
        assert customer.scenario.concern.is_ not in brief
        assert customer.objection.name[customer.scenario.lang] not in brief
        trainee.types("/quit")


def test_preparation_diagnosis_and_card_in_order(talking: Trainee) -> None:
    assert talking.last.voice == "customer"
    for _ in range(30):
        said = talking.says("你懂什么，这价格一点都不贵，你就是不识货，爱买不买！")
        if ZH("kind-ask").split("?")[0] in said[-1]:
            break
    assert ZH("talk-ended", outcome="lost") in said
    concern = talking.presses("价格异议")
    assert ZH("concern-ask") in concern[0]
    [customer] = talking.picks("比台州那家贵六万二，他看不出这六万二多长时间能挣回来。")
    assert customer.startswith(ZH("judge-ask"))
    assert talking.picks(ZH("judge", what="all")) == [customer], "more may be picked"
    judged, caption, next_one = talking.presses(ZH("pick-done", count=1))
    assert caption.startswith("成绩单　王建国 · 三十八万八的立加：")
    assert judged.startswith(ZH("judged-head"))
    assert ZH("judged-kind-right") in judged
    assert ZH("judged-concern-right") in judged
    assert "✓ 是不是有效客户？是。自己的厂" in judged
    assert next_one.startswith(ZH("card-next"))
    [card] = talking.presses(ZH("card-button"))
    assert card.startswith("成绩单　王建国")
    assert "认准了异议的类型" in card
    assert "真正的顾虑你看准了" in card
    assert judged in card
    assert card.index(ZH("judged-head")) < card.index(ZH("stages-head"))


def test_what_is_tapped_is_ticked_and_tapped_again_is_not(trainee: Trainee, troupe: Troupe) -> None:
    def labels() -> list[str]:
        return [button["label"] for button in trainee.last.buttons or []]

    names = {kind: found.name["zh"] for kind, found in troupe.objections.items()}
    trainee.types("/practice zh/vmc_price")
    plain = labels()
    assert ZH("skip") in plain
    trainee.presses(names["false"])
    trainee.presses(names["price"])
    assert ZH("skip") not in labels()
    ticked = [ZH("picked", label=names[kind]) for kind in ("price", "false")]
    assert [label for label in labels() if label in ticked] == ticked
    assert ZH("pick-done", count=2) in labels()
    trainee.presses(ticked[1])
    assert ZH("pick-done", count=1) in labels()
    trainee.presses(ticked[0])
    assert labels() == plain
    trainee.presses(names["hidden"])
    trainee.presses(names["genuine"])
    assert trainee.presses(ZH("pick-done", count=2))[0].startswith(ZH("proof-ask"))
    assert not any(label.startswith("✓") for label in labels()), "what was picked before is not picked here"
    with trainee.practice.records.unit() as unit:
        session = unit.open_session(trainee.person.id)
    assert session is not None
    assert session.preparation is not None
    assert sorted(session.preparation["objections"]) == ["genuine", "hidden"]


def test_whoever_just_starts_talking_has_skipped_the_preparation(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    said = trainee.says("王总您好，今天专程来听听您的想法。")
    assert said[0] == ZH("talk-begins", person="王建国")
    assert trainee.last.voice == "customer"


def test_numbers_may_be_full_width_and_separated_as_one_likes(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    proof = trainee.types("１、3")
    assert ZH("proof-ask") in proof[0]


@pytest.mark.parametrize("typed", ["9", "1 9", "12", "０ 1", "1+6"])
def test_a_number_that_is_not_offered_does_not_begin_a_talk(trainee: Trainee, typed: str) -> None:
    trainee.types("/exam zh/vmc_price")
    assert trainee.types(typed) == [ZH("choose-number", **{"from": 1, "to": 5})]
    trainee.types("1和5")
    assert trainee.types("7")[0] == ZH("choose-number", **{"from": 1, "to": 6})


@pytest.mark.parametrize(("typed", "key"), [("a", "a"), ("w", "w"), ("Ｗ", "w"), (" A ", "a")])
def test_a_key_of_another_screen_does_not_begin_a_talk(trainee: Trainee, typed: str, key: str) -> None:
    trainee.types("/practice zh/vmc_price")
    assert trainee.says(typed) == [ZH("key-early", key=key, last=5)]
    trainee.types("0")
    assert trainee.says(typed) == [ZH("key-early", key=key, last=6)]
    trainee.types("0")
    assert trainee.last.voice == "customer", "the preparation went on as if nothing had been typed"
    with trainee.practice.records.unit() as unit:
        session = unit.open_session(trainee.person.id)
        assert session is not None
        assert (session.preparation, unit.turns(trainee.person.id, session.id)) == ({"objections": [], "proof": []}, [])


def test_after_a_talk_a_key_is_no_answer_and_within_it_it_is_said(talking: Trainee) -> None:
    talking.says("a")
    with talking.practice.records.unit() as unit:
        session = unit.open_session(talking.person.id)
        assert session is not None
        assert [turn.reply for turn in unit.turns(talking.person.id, session.id)] == ["a"]
    while talking.last.text.split("\n")[0] != ZH("kind-ask"):
        talking.says("嗯")
    assert talking.says("w") == [ZH("choose-number", **{"from": 1, "to": 5})]


def test_whoever_only_types_is_not_asked_to_tap(trainee: Trainee) -> None:
    typing = texts("zh", "terminal")
    trainee.person = Person("terminal:local", "terminal", "", "zh")
    [menu] = trainee.types("/practice")
    assert menu.startswith(typing("menu", count=CHINESE))
    assert f"\n{CHINESE}. " in menu, "where there are no pages all are shown"
    assert trainee.types(str(CHINESE + 1)) == [typing("choose-number", **{"from": 1, "to": CHINESE})]
    assert trainee.types("1")[-1].startswith(typing("expect-ask"))
    assert trainee.types("0")[-1].startswith(typing("proof-ask"))


def test_an_open_question_is_asked_again_in_the_language_just_chosen(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    said, asked = trainee.types("/language en")
    assert said == texts("en")("language-open")
    assert asked.startswith(texts("en")("expect-ask"))
    trainee.types("0")
    trainee.types("0")
    assert trainee.types("/language zh") == [ZH("language-open")]


def test_a_number_that_is_on_no_menu_is_not_taken_for_words_to_nobody(trainee: Trainee) -> None:
    trainee.types("/practice")
    trainee.presses(ZH("menu-all", count=CHINESE))
    for typed in ("0", str(CHINESE + 1), f"1 {CHINESE + 2}"):
        assert trainee.types(typed) == [ZH("choose-number", **{"from": 1, "to": CHINESE})]
    assert trainee.types("1")[0].startswith("客户卡")


def test_where_one_thing_alone_is_offered_its_number_is_named(trainee: Trainee) -> None:
    trainee.types("/progress")
    assert trainee.types("2") == [ZH("choose-one", number=1)]


def test_whoever_comes_back_to_a_preparation_sees_the_card_of_the_customer_again(trainee: Trainee) -> None:
    brief, asked = trainee.types("/practice zh/vmc_price")
    assert trainee.types("/practice") == [ZH("busy-prepare", person="王建国"), brief, asked]


def test_a_number_that_is_not_offered_is_refused_after_a_talk(talking: Trainee) -> None:
    while talking.last.text.split("\n")[0] != ZH("kind-ask"):
        talking.says("嗯")
    assert talking.types("9") == [ZH("choose-number", **{"from": 1, "to": 5})]
    assert talking.types("1 2") == [ZH("one-only")]


def test_the_customer_is_judged_by_several_numbers_by_one_or_not_at_all(talking: Trainee) -> None:
    def judged_by(text: str) -> list[str]:
        while talking.last.text.split("\n")[0] != ZH("kind-ask"):
            talking.says("嗯")
        for line in ("0", "0"):
            talking.types(line)
        assert talking.types("1 5") == [ZH("judge-alone")]
        judged, *_ = talking.types(text)
        assert judged in talking.presses(ZH("card-button"))[0]
        with talking.practice.records.unit() as unit:
            kept = unit.sessions(talking.person.id, 1)[0].diagnosis
        for line in ("/practice zh/vmc_price", "0", "0"):
            talking.types(line)
        picked = (kept or {})["judged"]
        marks = [line[0] for line in judged.split("\n") if line[2:].startswith(("是不是", "有没有"))]
        return [*marks, "-" if picked is None else ",".join(picked)]

    assert judged_by("1 3") == ["✓", "✗", "✓", "real,growing"]
    assert judged_by("4") == ["✓", "✓", "✓", "real,able,growing"]
    assert judged_by("5") == ["✗", "✗", "✗", ""]
    assert judged_by("0") == ["–", "–", "–", "-"]


def test_leaving_before_a_word_was_said_is_not_scored(talking: Trainee) -> None:
    assert talking.types("/quit") == [ZH("talk-stopped-unheard")]
    assert talking.types("/status") == [ZH("status-idle", talks=0, score=0)]


def test_leaving_in_the_middle_is_scored_as_left(talking: Trainee) -> None:
    talking.says("王总，多花六万多谁都得问个为什么。您主要是跟哪家比？")
    ended, caption, following = talking.types("/quit")
    assert ended == ZH("talk-ended", outcome="left")
    assert caption.startswith("成绩单　王建国 · 三十八万八的立加：")
    assert following.startswith(ZH("card-next"))
    [card] = talking.presses(ZH("card-button"))
    assert ZH("card-outcome", outcome="left") in card


def test_there_is_one_talk_at_a_time(talking: Trainee) -> None:
    assert talking.types("/practice zh/lathe_precise") == [ZH("talk-busy", person="王建国")]
    assert talking.does(Chosen("customer//zh/lathe_precise")) == [ZH("talk-busy", person="王建国")]


def test_whoever_comes_back_to_an_open_question_is_asked_it_again(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    trainee.types("1")
    busy, _, proof = trainee.types("/practice")
    assert busy == ZH("busy-prepare", person="王建国")
    assert proof.startswith(ZH("proof-ask"))
    assert trainee.presses("公司全系列样本册") == [proof]
    assert trainee.presses(ZH("pick-done", count=1))[0] == ZH("talk-begins", person="王建国")


def test_a_customer_that_does_not_exist_is_named_with_the_nearest(trainee: Trainee) -> None:
    [answer] = trainee.types("/practice zh/vmc_prise")
    assert answer == "没有“zh/vmc_prise”这位客户。你是不是想找王建国（zh/vmc_price）？"
    assert "王建国" in trainee.presses("去见王建国 ›")[0]


def test_the_nearest_customer_is_one_in_the_persons_own_language(trainee: Trainee, troupe: Troupe) -> None:
    trainee.types("/practice en/vmc_prise")
    assert [each["data"] for each in trainee.last.buttons or []] == ["customer//zh/vmc_price"]
    trainee.types("/exam en/vmc_prise")
    assert [each["data"] for each in trainee.last.buttons or []] == ["exam//zh/vmc_price"]
    trainee.types("/language en")
    assert troupe.customers["en/lathe_quote"].account.person in trainee.types("/practice zh/lathe_qoute")[0]
    assert [each["data"] for each in trainee.last.buttons or []] == ["customer//en/lathe_quote"]


def test_a_customer_like_whom_there_is_none_leads_to_the_menu(trainee: Trainee) -> None:
    [answer] = trainee.types("/practice " + "不存在" * 20)
    assert answer == f"没有“{('不存在' * 20)[:29]}…”这位客户。/practice 看都有谁。"
    assert not trainee.last.buttons


def test_an_unknown_command_is_named_before_the_help(trainee: Trainee) -> None:
    assert trainee.types("/prices 8") == [f"没有“/prices”这个命令。下面这些才有：\n\n{ZH('help')}"]
    trainee.types("/language en")
    [answer] = trainee.types("/" + "price" * 20)
    assert answer.startswith(f'There is no command "/{("price" * 20)[:28]}…". These are the ones:\n\n')
    assert answer.endswith(texts("en")("help"))
    assert "There is no" not in trainee.types("/help")[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_goes_by_when_a_command_is_of_use(lang: Lang) -> None:
    before, during, after, about, last = texts(lang)("help").split("\n\n")
    for group, names in (
        (before, "practice exam private drill"),
        (during, "hint why undo status quit"),
        (after, "whatif appeal rubric progress goal"),
        (about, "language reminders mydata forget help"),
    ):
        assert [line.split()[0] for line in group.split("\n")[1:]] == [f"/{name}" for name in names.split()]
    assert not last.startswith("/")


def test_the_language_that_is_set_already_is_said_to_be(trainee: Trainee) -> None:
    assert trainee.types("/language zh") == ["现在用的就是中文。"]
    trainee.types("/language")
    assert trainee.presses("中文") == ["现在用的就是中文。"]
    trainee.types("/language en")
    assert trainee.types("/language en") == ["It is in English already."]


def test_a_button_of_another_session_or_question_is_out_of_date(talking: Trainee) -> None:
    stale = (talking.heard[1].buttons or [])[0]["data"]
    assert talking.does(Chosen(stale)) == [ZH("stale")]
    assert talking.does(Chosen("expect/00000000/price")) == [ZH("stale")]
    assert talking.does(Chosen("'; DROP TABLE user; --")) == [ZH("stale")]


def test_a_reply_too_long_to_read_is_not_heard(talking: Trainee) -> None:
    assert talking.says("长" * 5000) == [ZH("too-long-reply", limit=1500)]
    [status] = talking.types("/status")
    assert "说了 0 句" in status


def test_what_is_no_text_is_answered_by_the_coach(talking: Trainee) -> None:
    told = ZH("unseen", kind="sticker", person="王建国", spoken_to="yes", limit=120)
    assert talking.does(Unreadable("sticker")) == [told]


def test_a_reply_asks_little_of_the_records(talking: Trainee) -> None:
    talking.says("您觉得贵，主要是跟哪家比的？")
    made: Counter[str] = Counter()

    def see(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        made[statement.split(maxsplit=1)[0]] += 1

    event.listen(Engine, "before_cursor_execute", see)
    try:
        said = Said("除了价格，还有没有别的让您定不下来的？")
        talking.practice.handle(talking.person, said, talking.now + timedelta(minutes=1), update=10**6)
    finally:
        event.remove(Engine, "before_cursor_execute", see)
    # To read it: the session, its turns and the last one's answers. Then the person, the session, what waits, and the
    # number of the last message; the update, the turn and the answer are kept, the person and the session changed.
    assert made == {"BEGIN": 2, "SELECT": 3 + 4, "INSERT": 3, "UPDATE": 2}


def test_an_update_counts_once(talking: Trainee) -> None:
    first = talking.does(Said("王总，您主要是跟哪家比？"), update=41)
    assert first
    assert talking.does(Said("王总，您主要是跟哪家比？"), update=41) == []


def test_the_rubric_is_that_of_any_kind_until_there_is_a_card(trainee: Trainee, troupe: Troupe) -> None:
    any_kind = [rubric_screen(ZH, troupe).text]
    price = [rubric_screen(ZH, troupe, troupe.customers["zh/vmc_price"]).text]
    assert trainee.types("/rubric") == any_kind
    trainee.types("/practice zh/vmc_price")
    assert trainee.types("/rubric") == any_kind
    while trainee.last.text.split("\n")[0] != ZH("kind-ask"):
        trainee.says("嗯")
        assert trainee.types("/rubric") == any_kind
        trainee.heard.pop()
    trainee.types("1")
    trainee.types("1")
    assert trainee.types("/rubric") == any_kind, "the kind may be named by now, but the card is not made"
    trainee.types("1")
    assert trainee.types("/rubric") == price
    trainee.types("/practice zh/lathe_precise")
    assert trainee.types("/rubric") == any_kind
    trainee.types("/quit")
    assert trainee.types("/rubric") == price, "a talk without a word has no card"
    trainee.practice = with_troupe(trainee.practice, replace(troupe, customers={}))
    assert trainee.types("/rubric") == any_kind


def test_the_second_card_is_compared_with_the_first(talking: Trainee) -> None:
    talking.says("王总，您主要是跟哪家比？")
    talking.types("/quit")
    assert ZH("card-first") in talking.presses(ZH("card-button"))[0]
    for line in ("/practice zh/vmc_price", "0", "0", "王总，您主要是跟哪家比？"):
        talking.types(line)
    talking.types("/quit")
    again = talking.presses(ZH("card-button"))[0]
    assert "上次" in again
    assert ZH("card-first") not in again


def test_language_changes_the_interface_and_not_the_talk(talking: Trainee) -> None:
    talking.types("/language en")
    answer = talking.says("王总，您主要是跟哪家比？")
    assert any("台州" in text for text in answer)
    assert talking.types("/status")[0].startswith("Talking to 王建国")


def test_a_talk_left_for_too_long_has_ended_and_is_scored(talking: Trainee) -> None:
    talking.says("王总，您主要是跟哪家比？")
    talking.now += timedelta(hours=73)
    said = talking.says("我又来了")
    assert said[0] == ZH("talk-expired", person="王建国")
    assert said[1].startswith("成绩单")
    assert said[-1] == ZH("talk-none")


def test_a_customer_rewritten_meanwhile_ends_the_talk_with_its_score(talking: Trainee, troupe: Troupe) -> None:
    talking.says("王总，您主要是跟哪家比？")
    rewritten = {**troupe.customers, "zh/vmc_price": replace(troupe.customers["zh/vmc_price"], version="0")}
    talking.practice = with_troupe(talking.practice, replace(troupe, customers=rewritten))
    assert talking.says("接着说")[0] == ZH("talk-changed", person="王建国")


def test_a_customer_taken_down_ends_the_talk(talking: Trainee, troupe: Troupe) -> None:
    talking.practice = with_troupe(talking.practice, replace(troupe, customers={}))
    assert talking.says("接着说") == [ZH("talk-gone"), ZH("talk-none")]


def test_cutting_in_is_an_interruption_only_once_the_customer_has_begun(
    tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    with table(tmp_path, reader, troupe, Settings(practice=Rules(pace=10))) as trainee:
        trainee.types("/practice zh/fixture_later")
        trainee.types("0")
        trainee.types("0")
        trainee.delivered = False
        trainee.says("林总好，您这车间真红火。")
        trainee.now -= timedelta(seconds=59)  # a second later nothing has been said yet: that goes on, it cuts nothing
        trainee.says("您最近忙些什么？")
        with trainee.practice.records.unit() as unit:
            session = unit.open_session(trainee.person.id)
            assert session is not None
            turns = unit.turns(trainee.person.id, session.id)
            burst = [row for row in unit.pending(trainee.person.id, session.id) if row.voice == "customer"]
            unit.mark_sent(trainee.person.id, burst[0].id, None, burst[0].due_at)
        assert [(turn.reply, turn.interrupted) for turn in turns] == [
            ("林总好，您这车间真红火。\n您最近忙些什么？", False)
        ]
        trainee.now = burst[0].due_at - timedelta(seconds=59)
        trainee.says("等一下")
        with trainee.practice.records.unit() as unit:
            last = unit.turns(trainee.person.id, session.id)[-1]
            left = unit.pending(trainee.person.id, session.id)
        assert (last.number, last.reply) == (2, "等一下")
        assert last.interrupted == (len(burst) > 1)
        assert all(row.due_at <= trainee.now for row in left if row.id in {old.id for old in burst[1:]})


def test_a_stored_talk_is_rebuilt_from_its_seed_and_its_turns(talking: Trainee, troupe: Troupe) -> None:
    for reply in ("您主要是跟哪家比？", "给您便宜两万吧", "除了价格还有别的顾虑吗？", "嗯"):
        talking.says(reply)
    with talking.practice.records.unit() as unit:
        session = unit.open_session(talking.person.id)
        assert session is not None
        rows = unit.turns(talking.person.id, session.id)
    customer = troupe.customers[session.scenario]
    start = begin(customer, session.seed, session.started_at).snapshot
    turns = restored(rows, Meters.model_validate(customer.persona.start.model_dump()))
    assert replay(customer, start, turns) == Snapshot.model_validate(session.snapshot)


def test_roles_come_from_the_settings(tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    with table(tmp_path, reader, troupe, Settings(access=Access(admins=(7,)))) as trainee:
        [told] = trainee.types("/help")
        assert trainee.practice.role(trainee.person) == "admin"
    *commands, rest = [line for line in told.split("\n") if line]
    assert all(line.startswith(("/", "【")) for line in commands)
    assert any(line.startswith("/scenarios") for line in commands)
    assert not rest.startswith("/")
