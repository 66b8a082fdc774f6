"""Recalling: which figure, said a moment ago, a reply takes up with another number."""

import pytest

from state.understanding.recalling import recalled

LINES = {
    "lathes": "老车床五台，一台一个月停三回。修一回四个钟头，一年修理费六万八。",
    "holes": "头二十件都好，后面七件全超差。",
    "hall": "We lost eleven days in March. The belt tore, and 64 pallets stood out in the rain.",
    "press": "The press was forty thousand, out of my brother's pocket.",
    "grinder": "二号磨床最老，主轴间隙剩 3 微米，一天开十四个小时，限它四千转。",
    "kiln": "Eighteen pallets an hour. One firing in March went wrong, nine hundred pieces.",
    "gate": "Four hours at the gate, then two for the paperwork.",
}


def taken_up(reply: str, line: str) -> list[tuple[str, str]]:
    return [(each.taken_up.written, each.said.written) for each in recalled(reply, [LINES[line]])]


@pytest.mark.parametrize(
    ("reply", "line", "expected"),
    [
        ("一台一个月停八回，那是够呛。", "lathes", ("八回", "三回")),  # in his own words
        ("修理费八万六，这钱花得冤。", "lathes", ("八万六", "六万八")),  # of the same thing
        ("六个钟头！那一天就没了。", "lathes", ("六个钟头", "四个钟头")),  # exclaimed alone
        ("您刚说头二十件都好，后面九件超差？", "holes", ("九件", "七件")),
        ("八万六打了水漂，心疼。", "lathes", ("八万六", "六万八")),  # the reply begins with it
        ("太细了，二十四小时，机器怎么歇？", "grinder", ("二十四小时", "十四个小时")),  # before all else
        ("是磨床吧？那八微米的间隙还能用吗？", "grinder", ("八微米", "3 微米")),  # the one that both know of
        ("您说二号间隙剩 8 个微米，限三千转？", "grinder", ("8 个微米", "3 微米")),  # 三千 of another thing
        ("Right, 13 pallets an hour. Who loads them?", "kiln", ("13 pallets", "Eighteen pallets")),
        ("So you make 600 pieces in March?", "kiln", ("600 pieces", "nine hundred pieces")),
        ("Seventeen days, goodness.", "hall", ("Seventeen days", "eleven days")),
        ("So 46 pallets out in the rain?", "hall", ("46 pallets", "64 pallets")),
        ("Four thousand for a press is not much.", "press", ("Four thousand", "forty thousand")),
        (
            "You said it was fourteen thousand out of your brother's pocket?",
            "press",
            ("fourteen thousand", "forty thousand"),
        ),
        ("So two hours at the gate and four for the paperwork, is that right?", "gate", ("two hours", "Four hours")),
    ],
)
def test_a_figure_that_is_taken_up_with_another_number_is_known(
    reply: str, line: str, expected: tuple[str, str]
) -> None:
    assert expected in taken_up(reply, line)


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("一台一个月停三回，那是够呛。", "lathes"),  # as it was said
        ("五台一个月就停十五回，那是够呛。", "lathes"),  # what comes of a sum
        ("我们的车床一个月停两回。", "lathes"),  # the trainee's own
        ("要是修一回只要两个钟头呢？", "lathes"),  # made up
        ("我礼拜六来，六点钟到。", "lathes"),
        ("一共修十二回。", "lathes"),
        ("您看下周来一趟，二十个小时够不够？", "grinder"),  # not before all else
        ("间隙要剩 2 微米以内，能不能修？", "grinder"),
        ("二十四小时开不开？", "grinder"),  # whether it could be so
        ("So 60,000 in all?", "kiln"),  # far from all that was said
        ("Two weeks after that, then?", "hall"),  # another unit
        ("Our belts last 90 days.", "hall"),
        ("What if it had been 30 pallets out in the rain?", "hall"),
        ("And the forty thousand, was all of it your brother's? A quarter would be 10,000.", "press"),
    ],
)
def test_what_is_right_the_trainees_own_made_up_or_reckoned_stands_for_nothing(reply: str, line: str) -> None:
    assert taken_up(reply, line) == []
