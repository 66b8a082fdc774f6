"""The rubric as a trainee reads it: all that is scored with this customer, and nothing that the customer keeps back."""

from dataclasses import replace

import pytest

from bot.rubric import MISTAKES, QUESTION, rubric_screen, rubric_text
from bot.texts import texts
from state.content.terms import OBJECTIONS, Lang, ObjectionKind
from state.dialogue.customer import Customer
from tests.customers import SCENARIOS, customer_of, troupe

RUBRIC = troupe().rubric


def written(customer: Customer, lang: Lang | None = None) -> str:
    return rubric_text(texts(lang or customer.scenario.lang), troupe(), customer)


def raising(kind: ObjectionKind) -> Customer:
    return next(customer for customer in troupe().customers.values() if customer.objection.id == kind)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", OBJECTIONS)
def test_it_asks_what_applies_to_this_kind_of_objection_and_only_that(kind: ObjectionKind, lang: Lang) -> None:
    customer = raising(kind)
    text = written(customer, lang)
    for part in RUBRIC.parts:
        assert (part.name[lang] in text) == (part.id != "call" or customer.scenario.telephone)
        for criterion in part.criteria:
            here = (
                not criterion.company
                and (customer.scenario.telephone or not criterion.telephone)
                and (customer.scenario.second is not None or not criterion.second)
            )
            applies = here and (criterion.only is None or kind in criterion.only)
            assert (criterion.asks[lang] in text) == applies, criterion.id


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_customer_on_the_telephone_asks_for_its_manners_too(lang: Lang) -> None:
    [call] = [part for part in RUBRIC.groups if part.id == "call"]
    text = written(customer_of("en/dryer_call"), lang)
    assert call.name[lang] in text
    assert [criterion.asks[lang] in text for criterion in call.criteria] == [True] * len(call.criteria)


def test_each_question_has_its_points_and_its_section_in_the_handbook() -> None:
    text = written(customer_of("zh/vmc_price"))
    assert "· 是否用自己的话复述客户的意思，请对方确认？4 分（提高篇 五 3c）\n" in text
    english = written(customer_of("en/lathe_quote"))
    assert "· Did the talk end in agreement? 5 points (Advanced 5.3e)\n" in english


def test_the_weights_are_those_of_this_objection() -> None:
    assert customer_of("zh/vmc_price").objection.weights["e"] == 1.3
    assert "e 设计解决方案　权重 1.3（" in written(customer_of("zh/vmc_price"))
    assert customer_of("zh/fixture_later").objection.weights["e"] == 0.7
    assert "e 设计解决方案　权重 0.7（" in written(customer_of("zh/fixture_later"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_mistakes_and_bands_are_told_with_what_they_cost_and_mean(lang: Lang) -> None:
    lines = written(customer_of(), lang).split("\n")
    names = {move.id: move.name[lang] for move in troupe().moves.moves}
    for move, cost in RUBRIC.mistakes.items():
        [line] = [line for line in lines if line.startswith(f"· {names[move]}")]
        assert f"{cost.first} " in line
        assert f"{cost.again} " in line
    found = [line for line in lines if line.startswith(("80–100", "60–79", "40–59", "0–39"))]
    assert [band.name[lang] in line for band, line in zip(reversed(RUBRIC.bands), found, strict=True)] == [True] * 4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_before_the_kind_is_named_every_question_is_told_with_the_kinds_it_is_for(lang: Lang) -> None:
    lines = rubric_text(texts(lang), troupe()).split("\n")
    for criterion in (criterion for part in RUBRIC.parts for criterion in part.criteria):
        [line] = [line for line in lines if criterion.asks[lang] in line]
        named = {kind for kind in OBJECTIONS if troupe().objections[kind].name[lang] in line}
        assert named == set(criterion.only or ())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_before_the_kind_is_named_the_weights_are_the_basic_ones_and_those_of_each_kind_beside_them(lang: Lang) -> None:
    text = rubric_text(texts(lang), troupe())
    assert ("e 设计解决方案　权重 1（" if lang == "zh" else "e Design the solution  weight 1 (") in text
    price = {
        "zh": "· 价格异议：b 0.8、d 1.2、e 1.3、f 1.6\n",
        "en": "· price objection: b 0.8, d 1.2, e 1.3, f 1.6\n",
    }
    assert price[lang] in text
    assert all(f"· {troupe().objections[kind].name[lang]}" in text for kind in OBJECTIONS)


def test_a_kind_that_weighs_as_the_basic_weights_do_is_told_so() -> None:
    plain = troupe().objections["price"].model_copy(update={"weights": {}})
    text = rubric_text(texts("zh"), replace(troupe(), objections={**troupe().objections, "price": plain}))
    assert "· 价格异议：都不变\n" in text


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_gives_away_nothing_that_is_to_be_found_out(scenario: str) -> None:
    customer = customer_of(scenario)
    play, text = customer.scenario, written(customer)
    kept = [play.concern.is_, *play.concern.others, *(proof.name for proof in play.proof)]
    kept += [bubble for fact in play.facts for burst in fact.answer for bubble in burst]
    kept += [means for answer in play.answers for means in answer.means]
    assert [words for words in kept if words in text] == []


def test_whether_a_private_talk_is_in_place_is_not_told() -> None:
    assert customer_of("zh/service_contract").scenario.informal != customer_of("zh/vmc_price").scenario.informal
    for scenario in ("zh/service_contract", "zh/vmc_price"):
        assert "是否在合适的时候提出私下聊聊？" in written(customer_of(scenario))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_buttons_are_tapped_each_step_is_a_screen_and_together_they_are_all_of_it(lang: Lang) -> None:
    say = texts(lang)
    overview = rubric_screen(say, troupe())
    chapters = [choice.data.rpartition("/")[2] for choice in overview.choices]
    assert chapters == [*(part.id for part in RUBRIC.parts), MISTAKES]
    screens = [rubric_screen(say, troupe(), None, chapter) for chapter in chapters]
    shown = "\n".join((overview.text, *(screen.text for screen in screens)))
    assert [line for line in rubric_text(say, troupe()).split("\n") if line not in shown] == []
    assert [screen.choices[-1].data for screen in screens] == [f"{QUESTION}//"] * len(chapters)
    onward = [screen.choices[0].data.rpartition("/")[2] for screen in screens[:-1]]
    assert onward == chapters[1:], "each leads to the next"


def test_where_nothing_is_tapped_it_is_read_whole() -> None:
    say = texts("zh", "terminal")
    assert rubric_screen(say, troupe()).text == rubric_text(say, troupe())


def test_a_chapter_that_does_not_apply_or_is_forged_is_none() -> None:
    with pytest.raises(LookupError):
        rubric_screen(texts("zh"), troupe(), None, "nonsense")
