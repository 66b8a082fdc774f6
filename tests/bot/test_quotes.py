"""How somebody's words are cut to what is quoted."""

from bot.quotes import QUOTE, shortened


def test_what_is_short_is_quoted_whole_in_one_line() -> None:
    assert shortened(" You said\n so. ", "en") == "You said so."


def test_an_english_word_is_not_cut_in_two() -> None:
    words = "what did it cost you " * 10
    quote = shortened(words, "en")
    assert quote.endswith("…")
    assert len(quote) <= QUOTE["en"]
    assert set(quote.removesuffix("…").split()) == {"what", "did", "it", "cost", "you"}


def test_an_ellipsis_follows_no_comma() -> None:
    assert shortened("x" * 76 + ", and the rest", "en") == "x" * 76 + "…"
    assert shortened("贵" * 38 + "，还有别的", "zh") == "贵" * 38 + "…"


def test_twice_as_much_may_be_asked_for() -> None:
    assert shortened("贵" * 80, "zh", times=2) == "贵" * 80
    assert shortened("贵" * 81, "zh", times=2) == "贵" * 79 + "…"


def test_what_has_no_spaces_is_cut_where_it_is_full() -> None:
    assert shortened("x" * 5000, "en") == "x" * (QUOTE["en"] - 1) + "…"
    assert shortened("好 " + "贵" * 5000, "zh") == "好 " + "贵" * (QUOTE["zh"] - 3) + "…"
    assert shortened("好 " + "贵" * 5000, "en") == "好 " + "贵" * (QUOTE["en"] - 3) + "…"
