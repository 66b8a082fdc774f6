"""Wording: what can be told of a reply without understanding it."""

import pytest

from state.understanding.wording import foreign, tags


@pytest.mark.parametrize(
    "text",
    [
        "Wie alt ist denn der alte Kompressor?",
        "Und seit wann haben Sie das?",
        "Pourquoi vous avez pris ce modèle ?",
        "¿Quién firma, y cuándo?",
    ],
)
def test_another_language_in_latin_letters_is_known_by_its_small_words(text: str) -> None:
    assert foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "How is the coffee, and who signs?",
        "OK",
        "",
        "À la carte for two, please",
        "Es ist gut. And why is it twenty-four months?",
        "这台机床怎么样",
    ],
)
def test_english_chinese_and_what_is_too_short_are_not_foreign(text: str) -> None:
    assert not foreign(text)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("您看行不行？", True),
        ("您看这样成不成", True),
        ("您觉得怎么样？", True),
        ("Does that sit all right with you?", True),
        ("Could you live with that?", True),
        ("您看下周哪天方便？", True),
        ("哪天合适", True),
        ("Which day next week suits you?", True),
        ("What day works best for you?", True),
        ("下周哪天停得开？", False),
        ("哪天交货？", False),
        ("What time do you start work?", False),
        ("When does it work?", False),
        ("那几个师傅怎么样？", False),
        ("您看还缺什么？", False),
        ("Does the night shift use it?", False),
        ("Is it right that the audit is in May?", False),
    ],
)
def test_who_only_asks_what_is_thought_of_an_offer_is_told_from_who_asks_for_something(text: str, only: bool) -> None:
    assert tags(text) is only
