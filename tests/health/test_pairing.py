"""How talks went by type of customer and kind of objection, and whom such customers defeat."""

import pytest

from state.health.pairing import Defeated, Kinds, pairs
from tests.health.talks import talked

KINDS: dict[str, Kinds] = {"one": ("amiable", "price"), "two": ("amiable", "price"), "three": ("analytical", "hidden")}


def test_customers_of_one_type_with_one_kind_of_objection_belong_together() -> None:
    talks = [
        talked("a", "one", score=30), talked("a", "two", score=60, outcome="deferred"),
        talked("b", "one", score=90, outcome="agreed"), talked("b", "two", score=20),
        talked("c", "two", score=40, outcome="left"), talked("c", "three", score=70, outcome="agreed"),
        talked("d", "unknown", score=1),
    ]  # fmt: skip
    found = pairs(talks, KINDS)
    assert set(found) == {("amiable", "price"), ("analytical", "hidden")}
    price = found["amiable", "price"]
    assert (price.talks, price.people, price.score, price.won) == (5, 3, pytest.approx(48), 0.2)
    assert price.defeated == [Defeated("c", 1, 40), Defeated("a", 2, 45)]
    assert found["analytical", "hidden"].defeated == []
