"""Citing: the handbook's sections for those who read no Chinese."""

import pytest

from bot.citing import cited
from tests.customers import troupe


@pytest.mark.parametrize(
    ("section", "english"),
    [
        ("提高篇 五 3a", "Advanced 5.3a"),
        ("基础篇 五 4.2", "Basics 5.4.2"),
        ("基础篇 十 b", "Basics 10.b"),
        ("提高篇 九 B", "Advanced 9.B"),
        ("深度篇 六", "In depth 6"),
        ("深度篇 客户的管理 2", "In depth Managing customers 2"),
    ],
)
def test_a_section_is_numbered_in_english(section: str, english: str) -> None:
    assert cited(section, "en") == english
    assert cited(section, "zh") == section


def test_no_section_of_the_rubric_stays_chinese() -> None:
    rubric, moves = troupe().rubric, troupe().moves.moves
    sections = {part.section for part in rubric.parts} | {move.section for move in moves}
    sections |= {criterion.section for part in rubric.parts for criterion in part.criteria}
    assert [section for section in sections if not cited(section, "en").isascii()] == []
