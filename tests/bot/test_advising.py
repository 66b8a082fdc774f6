"""What the card says of fit, of how the product was told, and of a good reply beside a bad one, in both languages."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.advising import fab_text, fit_text, model_lines
from bot.card import card_text
from bot.texts import texts
from state.content.terms import Lang, Move, Role
from state.scoring.card import score
from state.scoring.fab import Chain, Gap, best_chain
from state.scoring.feedback import Contrast
from state.scoring.fitting import Fitting, fitting
from state.scoring.overselling import Fault, faults
from state.scoring.quoting import Shown
from state.scoring.talk import Talk
from tests.customers import SCENARIOS, customer_of, troupe
from tests.scoring.talks import PRICE, saying, talk, turn

ZH, EN = texts("zh"), texts("en")
LINKS = (Shown(2, "feature", "主轴直联"), Shown(2, "advantage", "下刀快"), Shown(3, "benefit", "您一天多挣七百"))
WHOLE = Chain(LINKS, None, frozenset(("cost",)), speaks=True)


def text(lang: Lang, done: Talk) -> str:
    card = score(done, troupe().rubric)
    return card_text(texts(lang), card, troupe().rubric, done, before=[], back=[], private=False)


def test_what_fitted_and_what_jarred_is_told_with_words_and_reason() -> None:
    found = Fitting((Shown(3, "benefit", "您一天多挣七百"),), (Shown(2, "feature", "刀库二十四把"),))
    assert fit_text(ZH, found, PRICE.persona).split("\n") == [
        "跟控制型的客户合不合拍",
        "✓ 先说能得到什么，正合对方的胃口。",
        "  第 3 句“您一天多挣七百”",
        "✗ 讲参数配置，对方嫌啰嗦，要的是结果。",
        "  第 2 句“刀库二十四把”",
    ]
    assert fit_text(EN, found, PRICE.persona).startswith("How it went down with someone of the controlling type\n✓ ")


def test_a_type_that_gives_no_reasons_still_has_its_fit_told() -> None:
    silent = PRICE.persona.model_copy(update={"fit": PRICE.persona.fit.model_copy(update={"because": {}})})
    found = Fitting((Shown(1, "benefit", "好"),), (Shown(2, "feature", "坏"),))
    for say in (ZH, EN):
        lines = fit_text(say, found, silent).split("\n")
        assert lines[1] == say("card-yes", reason=say("fit-suits"))
        assert lines[3] == say("card-no", reason=say("fit-jars"))


def test_nothing_is_shown_where_nothing_was_found() -> None:
    assert fit_text(ZH, Fitting((), ()), PRICE.persona) == ""
    assert fab_text(ZH, None, (), "owner") == ""
    bare = text("zh", saying(("courtesy",)))
    assert ZH("fab-head") not in bare
    assert "合不合拍" not in bare


def test_a_whole_chain_is_quoted_link_by_link_with_the_listener() -> None:
    assert fab_text(ZH, WHOLE, (), "owner").split("\n") == [
        "产品是怎么讲的：特征→优点→利益",
        "  特征：第 2 句“主轴直联”",
        "  优点：第 2 句“下刀快”",
        "  利益：第 3 句“您一天多挣七百”",
        "✓ 这个利益，说的正是老板关心的事。",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_listener_and_each_gap_has_words_of_its_own(lang: Lang) -> None:
    say, roles, gaps = texts(lang), get_args(Role), get_args(Gap)
    told = {fab_text(say, replace(WHOLE, speaks=speaks), (), role) for role in roles for speaks in (True, False)}
    assert len(told) == 2 * len(roles)
    assert len({fab_text(say, replace(WHOLE, gap=gap), (), None) for gap in gaps}) == len(gaps)


def test_nothing_is_said_of_a_listener_that_cannot_be_judged() -> None:
    assert len(fab_text(ZH, replace(WHOLE, speaks=None), (), "owner").split("\n")) == 1 + len(LINKS)


def test_a_fault_is_told_with_its_reason_and_its_words() -> None:
    listed = Fault("rambling", 2, "主轴、导轨、刀库", "features", 3)
    copied = Fault("canned", 4, "床身是整体铸件", "same_words", again=2)
    assert fab_text(ZH, None, (listed, copied), None).split("\n")[1:] == [
        "✗ 啰嗦：一口气 3 个特征，没有一句落到利益上。",
        "  第 2 句“主轴、导轨、刀库”",
        "✗ 一套说辞：第 2 句讲过的，又照样讲了一遍。",
        "  第 4 句“床身是整体铸件”",
    ]
    assert "3 features in a row and no benefit" in fab_text(EN, None, (listed,), None)


def test_the_bad_reply_stands_under_the_good_one_and_says_why_it_is_bad() -> None:
    why = PRICE.objection.missteps["argue"].why
    own = Contrast(2, "acknowledge", "您这么问应该的。", "您不懂。", why, own=True)
    assert list(model_lines(ZH, own)) == [
        "第 2 句的地方，可以这样说：“您这么问应该的。”",
        f"你当时说的是：“您不懂。”不好在哪儿：{why.zh}",
    ]
    often = replace(own, turn=None, own=False)
    assert list(model_lines(EN, often)) == [
        'You could say: "您这么问应该的。"',
        f'Not this: "您不懂。" What is wrong with it: {why.en}',
    ]


def test_the_card_of_a_weak_talk_names_one_thing_and_that_of_a_strong_one_more() -> None:
    weak = text("zh", talk(turn(1, "argue", reply="您不懂行。"), outcome="left"))
    assert weak.count("下次只改一件事：") == 1
    assert "还可以改：" not in weak
    handled: tuple[Move, ...] = ("acknowledge", "restate", "open_question", "isolate")
    middling = saying(
        handled, ("expert_advice",), ("benefit", "evidence"), outcome="agreed", answered=("cycle_gain", "payback_sum")
    )
    assert score(middling, troupe().rubric).score >= 60
    strong = text("zh", middling)
    assert "下次只改一件事：" not in strong
    assert strong.count("下次先改：") == 1
    assert strong.index("下次先改：") < strong.index("可以这样说：") < strong.index("还可以改："), "it is for the first"


def test_nobody_is_told_of_money_given_away_who_said_nothing_at_all() -> None:
    held = troupe().rubric.criterion("held_price")
    silent = text("zh", talk(turn(1, "other", reply="嗯"), turn(2, "other", reply="哦"), outcome="left"))
    assert ZH("card-no", reason=ZH("card-untried", test="never")) in silent.split("\n")
    assert held.no.zh not in silent
    gave = text("zh", talk(turn(1, "concede", reply="给您打九折。"), outcome="left"))
    assert ZH("card-no", reason=held.no.zh) in gave.split("\n")


def test_whoever_never_asked_is_not_told_of_having_followed_the_excuses() -> None:
    hidden = customer_of("zh/service_contract")
    brief = text("zh", replace(talk(turn(1, "courtesy", reply="您好。"), outcome="left"), customer=hidden))
    assert ZH("card-no", reason=ZH("card-untried", test="not_chased")) in brief.split("\n")
    assert troupe().rubric.criterion("not_chased").no.zh not in brief


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_card_of_any_customer_says_what_it_found(scenario: str) -> None:
    customer = customer_of(scenario)
    lang = customer.scenario.lang
    words = "这句话说了特征、优点和利益。" if lang == "zh" else "This says what it is, what it does and what you gain."
    done = talk(turn(1, "feature", "advantage", "benefit", reply=words), turn(2, "pressure"), customer=customer)
    shown = text(lang, done)
    assert fit_text(texts(lang), fitting(done), customer.persona) in shown
    assert fab_text(texts(lang), best_chain(done), faults(done), customer.scenario.role) in shown
    assert customer.scenario.role is not None
