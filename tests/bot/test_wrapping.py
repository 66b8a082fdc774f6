"""Lines end where Chinese and English may end, fit, and lose nothing unless there are too many."""

from hypothesis import given
from hypothesis import strategies as st

from bot.wrapping import NO_END, NO_START, wrapped

WRITTEN = st.text(alphabet="价格贵不贵，。“”（）… abc'12", max_size=80).map(lambda text: " ".join(text.split()))


def cut(text: str, width: int, lines: int = 99) -> list[str]:
    return wrapped(text, lambda line: len(line) <= width, lines)


def test_english_ends_at_words_and_chinese_anywhere() -> None:
    assert cut("It pays for itself", 8) == ["It pays", "for", "itself"]
    assert cut("一个月省两万块", 3) == ["一个月", "省两万", "块"]
    assert cut("这台VMC850贵", 7) == ["这台", "VMC850贵"]


def test_no_line_begins_with_a_full_stop_or_ends_with_an_opening_quote() -> None:
    assert cut("价格贵了。", 4) == ["价格贵", "了。"]
    assert cut("他说“贵了”", 3) == ["他说", "“贵", "了”"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert cut("a immeasurably b", 5) == ["a", "immea", "surab", "ly b"]


def test_too_much_ends_in_an_ellipsis_within_the_line() -> None:
    assert cut("先接住客户的顾虑，再去回答。", 5, lines=2) == ["先接住客户", "的顾虑…"]
    assert cut("Accept the concern first.", 12, lines=1) == ["Accept th..."]
    assert cut("x" * 5000, 10, lines=2) == ["x" * 10, "x" * 7 + "..."]


@given(text=WRITTEN, width=st.integers(1, 30))
def test_nothing_is_lost_and_every_line_fits(text: str, width: int) -> None:
    lines = cut(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(0 < len(line) <= width for line in lines)


@given(text=WRITTEN, width=st.integers(4, 30), most=st.integers(1, 3))
def test_never_more_lines_than_wanted(text: str, width: int, most: int) -> None:
    lines = cut(text, width, most)
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)


@given(text=st.text(alphabet="价格贵，。“”（）", max_size=60), width=st.integers(20, 30))
def test_punctuation_stays_with_its_word(text: str, width: int) -> None:
    lines = cut(text, width)
    whole = max((len(part) for part in _kept_together(text)), default=0)
    if whole <= width:  # a longer run of punctuation has to be cut somewhere
        assert not any(line[0] in NO_START for line in lines[1:])
        assert not any(line[-1] in NO_END for line in lines[:-1])


def _kept_together(text: str) -> list[str]:
    parts = [""]
    for character in text:
        if parts[-1] and character not in NO_START and parts[-1][-1] not in NO_END:
            parts.append("")
        parts[-1] += character
    return parts
