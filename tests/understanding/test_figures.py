"""Figures: numbers in digits and in words are the same number."""

import pytest

from state.understanding.figures import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三十八万", {380_000}),
        ("一共 38万 上下", {380_000}),
        ("六万四", {64_000}),
        ("一千二", {1_200}),
        ("两千零五", {2_005}),
        ("二点五", {2.5}),
        ("一件五块五", {5.5}),
        ("每件六块", {6}),
        ("一天走2.6吗", {2.6}),
        ("两班一天三百六十五件，废品十七件", {365, 17}),
        ("一句话说不清", set()),
        ("twelve hundred a month", {1_200}),
        ("1,200 a month", {1_200}),
        ("£74.5k", {74_500}),
        ("$265,000, not 1.2 million", {265_000, 1_200_000}),
        ("eleven thousand and forty", {11_040}),
        ("a hundred and five", {105}),
        ("twenty-five of them", {25}),
        ("M12 bolts in the FX-500a", set()),
        ("nobody and nothing", set()),
    ],
)
def test_the_numbers_of_a_text(text: str, expected: set[float]) -> None:
    assert figures(text) == expected
