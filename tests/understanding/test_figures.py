"""Figures: numbers in digits and in words are the same number."""

import pytest

from state.understanding.figures import figures, quantities


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
        ("32 万 6，差 6 万 2", {326_000, 62_000}),
        ("台州那台32万6,我38万8,差6万2", {326_000, 388_000, 62_000}),
        ("32万6,500台", {320_000, 6_500}),
        ("3 万 5 千", {35_000}),
    ],
)
def test_the_numbers_of_a_text(text: str, expected: set[float]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一次四十分钟，一个礼拜换六次", {(40, "分钟", "四十分钟"), (6, "次", "六次")}),
        ("等了三个钟头", {(3, "小时", "三个钟头")}),
        ("跳三丝半", {(3.5, "丝", "三丝半")}),
        ("第一次来", set()),
        ("一百七十二万，一个月三万只", {(1_720_000, "元", "一百七十二万"), (30_000, "只", "三万只")}),
        ("开动率按 85% 算", {(85, "%", "85%")}),
        ("£1,900 for it, 36 minutes each", {(1_900, "£", "£1,900"), (36, "minute", "36 minutes")}),
        ("Eight changeovers a month", {(8, "changeover", "Eight changeovers")}),
        ("89 °F and 12 µm", {(89, "°f", "89 °F"), (12, "µm", "12 µm")}),
        ("twenty of them", set()),
        ("南安报十一万六", {(116_000, "元", "十一万六")}),
        ("台州一家，32 万 6，也是 850。", {(326_000, "元", "32 万 6"), (850, "", "850")}),
        ("旧的三毛五，新的六毛", {(3.5, "毛", "三毛五"), (6, "毛", "六毛")}),
        ("十个毛坯，一件三块二", {(3.2, "元", "三块二")}),
        ("5.20 m in length, $5.2m in all", {(5.2, "m", "5.20 m"), (5_200_000, "$", "$5.2m")}),
        ("退回三分六，限五千转", {(3.6, "分", "三分六"), (5_000, "转", "五千转")}),
        ("三分五十秒", {(3, "分", "三分"), (50, "秒", "五十秒")}),
        ("礼拜四来", set()),
        ("黄的七行，行不行？", {(7, "行", "七行")}),
        ("fifty of your people", {(50, "people", "fifty of your people")}),
        ("a hundred and eighty thousand she put in", {(180_000, "", "hundred and eighty thousand")}),
        ("Nine working days", {(9, "day", "Nine working days")}),
        ("one ten clear, at two thirty", set()),
        ("890 at peak, 9 at night, 0.461 instead", {(890, "", "890"), (0.461, "", "0.461")}),
    ],
)
def test_what_the_numbers_of_a_text_count(text: str, expected: set[tuple[float, str, str]]) -> None:
    assert set(quantities(text)) == expected
