"""After a talk the customer is judged; the card says what was right, what was wrong, and why."""

import pytest

from bot.judging import judged
from bot.lookback import looked_back
from bot.texts import texts
from state.content.terms import TRAITS, Lang, Trait
from state.scoring.talk import Diagnosis, Talk
from tests.customers import SCENARIOS, customer_of, troupe
from tests.scoring.talks import saying

ZH, EN = texts("zh"), texts("en")


def lines(held: Talk, lang: Lang = "zh") -> list[str]:
    return [line for block in looked_back(texts(lang), held, troupe()) for line in block.split("\n")]


def judging(scenario: str, diagnosis: Diagnosis) -> Talk:
    return saying(("courtesy", "open_question"), ("benefit",), customer=customer_of(scenario), diagnosis=diagnosis)


@pytest.mark.parametrize(
    ("picked", "held"),
    [
        (["growing", "real"], ("real", "growing")),
        (["able"], ("able",)),
        (["all"], TRAITS),
        (["none"], ()),
        (["real", "none"], None),
        (["all", "none"], None),
    ],
)
def test_what_is_picked_is_a_judgement_unless_it_contradicts_itself(
    picked: list[str], held: tuple[Trait, ...] | None
) -> None:
    assert judged(picked) == held


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_right_judgement_of_any_customer_is_all_ticks_with_the_reasons(scenario: str) -> None:
    customer = customer_of(scenario)
    judgement = customer.scenario.judgement
    right = Diagnosis(kind=customer.objection.id, concern=0, judged=judgement.holds)
    told = lines(judging(scenario, right), customer.scenario.lang)
    judged_lines = told[1 : told.index(texts(customer.scenario.lang)("stages-head"))]
    marks = [line[0] for line in judged_lines if not line.startswith("  ")]
    assert marks == ["✓"] * 5
    text = "\n".join(judged_lines)
    assert all(judgement.reason(trait) in text for trait in TRAITS)
    assert customer.scenario.surface[0].say[0][0].rstrip("。.") in text
    assert customer.scenario.concern.confided[0][-1].rstrip("。.") in text


def test_what_was_wrong_is_said_with_what_it_was_taken_for() -> None:
    told = lines(judging("zh/fixture_later", Diagnosis(kind="price", concern=2, judged=("real", "able"))))
    about = troupe().objections["price"].about.zh
    reasons = customer_of("zh/fixture_later").scenario.judgement.why
    assert told[1] == ZH("judged-kind-wrong", taken="价格异议", about=about)
    assert told[3] == ZH("judged-concern-wrong", taken="他担心三十五天的交期赶不上订单")
    assert told[4:7] == [
        ZH("judged-trait", mark="✗", what="real-no", why=reasons.real),
        ZH("judged-trait", mark="✓", what="able-yes", why=reasons.able),
        ZH("judged-trait", mark="✗", what="growing-yes", why=reasons.growing),
    ]


def test_what_was_skipped_is_explained_and_not_held_against_anybody() -> None:
    told = lines(judging("en/lathe_quote", Diagnosis()), "en")
    assert told[1] == EN("judged-kind-skipped")
    assert told[3] == EN("judged-concern-skipped")
    assert [line[0] for line in told[4:7]] == ["–"] * 3


def test_a_concern_that_is_no_longer_offered_is_not_named() -> None:
    assert ZH("judged-concern-skipped") in lines(judging("zh/vmc_price", Diagnosis(concern=9)))


def test_where_nothing_was_asked_only_the_stages_are_shown() -> None:
    [only] = looked_back(ZH, saying(("courtesy",)), troupe())
    assert only.startswith(ZH("stages-head"))


def test_the_stages_are_a_line_each_with_what_went_wrong_quoted() -> None:
    held = saying(("courtesy", "argue"), ("benefit",), ("advance", "courtesy"), outcome="agreed")
    _, opening, quote, exchange, conclusion, last = lines(held, "en")
    greeted = EN("stage-reason", what="greeted-yes", section="Basics 5.3.4")
    argued = EN("stage-reason", what="heard_out-no", section="Advanced 5.3c")
    assert opening == EN("stage-line", mark="✗", stage="opening", reasons=f"{greeted}; {argued}")
    assert quote == EN("card-quote", turn=1, quote="这是第1句，不长也不短。")
    assert exchange == EN("stage-line", mark="–", stage="exchange", reasons=EN("stage-missing"))
    assert conclusion.startswith("✓")
    assert last == EN("card-quote", turn=3, quote="这是第3句，不长也不短。")
