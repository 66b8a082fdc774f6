"""From the feature over the advantage to the benefit, and to whom that speaks (提高篇 九)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from state.content.terms import Lang, Move, Role
from state.dialogue.customer import Customer
from state.scoring.fab import Chain, Gap, best_chain, listener
from state.scoring.gains import Gain, gains_in
from state.scoring.talk import Talk
from tests.company import ROOM
from tests.customers import reading_of
from tests.scoring.talks import PRICE, talk, turn


def chain(found: Talk) -> Chain:
    best = best_chain(found)
    assert best is not None
    return best


def telling(*replies: tuple[Move, ...] | Mapping[Move, float]) -> Talk:
    """A talk of replies in different words: what is said again earns nothing."""
    turns = []
    for number, reply in enumerate(replies, 1):
        words = f"第 {number} 句和别的都不一样。"
        turns.append(turn(number, reply=words, reading=reading_of(words, reply)))
    return talk(*turns)


def places(found: Chain) -> list[tuple[int, Move]]:
    return [(link.turn, link.move) for link in found.links]


def listening(role: Role | None) -> Customer:
    return replace(PRICE, scenario=PRICE.scenario.model_copy(update={"role": role}))


def test_the_links_are_quoted_by_the_words_that_made_them() -> None:
    words = "主轴直联，所以一刀下得快，您一天多挣七百。"
    reading = reading_of(words, ("feature", "advantage", "benefit"))
    spans: dict[Move, tuple[int, int]] = {"feature": (0, 4), "advantage": (5, 12), "benefit": (13, 20)}
    found = chain(talk(turn(1, reply=words, reading=reading.model_copy(update={"spans": spans}))))
    assert [link.quote for link in found.links] == ["主轴直联", "所以一刀下得快", "您一天多挣七百"]
    assert found.gap is None


def test_a_chain_may_go_on_in_the_next_reply_but_not_after_that() -> None:
    assert places(chain(telling(("feature",), ("advantage", "benefit")))) == [
        (1, "feature"), (2, "advantage"), (2, "benefit"),
    ]  # fmt: skip
    assert places(chain(telling(("feature",), ("courtesy",), ("benefit",)))) == [(1, "feature")]


def test_no_link_comes_before_what_it_rests_on() -> None:
    assert places(chain(telling(("benefit",), ("feature",)))) == [(2, "feature")]


@pytest.mark.parametrize(
    ("moves", "gap"),
    [
        (("feature",), "stopped_at_feature"),
        (("feature", "advantage"), "stopped_at_advantage"),
        (("advantage",), "stopped_at_advantage"),
        (("feature", "evidence"), "only_proved"),
        (("feature", "benefit"), "no_advantage"),
        (("advantage", "benefit"), "no_feature"),
        (("feature", "advantage", "benefit"), None),
    ],
)
def test_it_is_said_where_a_chain_stopped_or_has_a_hole(moves: tuple[Move, ...], gap: Gap | None) -> None:
    assert chain(telling(moves)).gap == gap


def test_the_best_chain_is_the_one_that_reaches_a_gain() -> None:
    found = chain(telling(("feature", "advantage"), ("courtesy",), ("feature", "benefit"), ("courtesy",), ("feature",)))
    assert places(found) == [(3, "feature"), (3, "benefit")]


def test_what_is_said_again_makes_no_link() -> None:
    words = "这台机器的主轴和电机是直联的。"
    found = chain(talk(turn(1, "feature", reply=words), turn(2, "feature", "benefit", reply=words)))
    assert places(found) == [(1, "feature")]


def test_who_never_spoke_of_the_product_has_no_chain() -> None:
    assert best_chain(telling(("acknowledge", "open_question"), ("benefit",), {"feature": 0.3})) is None


@pytest.mark.parametrize(
    ("role", "reply", "speaks"),
    [
        ("owner", "您一个月多挣两万。", True),
        ("owner", "师傅们操作轻松多了。", False),
        ("user", "师傅们操作轻松多了。", True),
        ("production", "您这条线的产量能上去。", True),
        ("purchasing", "您这条线的产量能上去。", False),
        ("purchasing", "您的交期就有保障了。", True),
        ("management", "您能多接大客户的订单。", True),
        ("owner", "您用了就知道。", None),
        (None, "您一个月多挣两万。", None),
    ],
)
def test_a_benefit_speaks_to_a_listener_whose_business_it_is(
    role: Role | None, reply: str, speaks: bool | None
) -> None:
    found = talk(turn(1, "feature", "benefit", reply=reply), customer=listening(role))
    assert chain(found).speaks is speaks


def test_where_several_listen_a_benefit_may_be_the_business_of_any_of_them() -> None:
    found = talk(turn(1, "feature", "benefit", reply="师傅们操作轻松多了。"), customer=ROOM)
    assert chain(found).speaks is True
    assert listener(frozenset(("ease",)), ROOM.scenario) == "user"
    assert listener(frozenset(), ROOM.scenario) == "owner"  # the main speaker, where it is nobody's business


@pytest.mark.parametrize(
    ("words", "lang", "gains"),
    [
        ("省下一个人工，质量也稳定", "zh", {"cost", "quality"}),
        ("换型只要五分钟", "zh", {"output"}),
        ("it pays for itself in a year", "en", {"cost"}),
        ("you win new work, and the risk is ours", "en", {"growth", "risk"}),
        ("the scrapyard is closed", "en", set()),
    ],
)
def test_gains_are_known_by_their_words(words: str, lang: Lang, gains: set[Gain]) -> None:
    assert gains_in(words, lang) == gains
