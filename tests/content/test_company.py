"""Several people in a room: whoever is named is there, one decides, somebody tells who, and each can be won."""

from pathlib import Path
from typing import NamedTuple

import pytest

from state.content.problems import Problem
from tests.content.folders import FILES, changed, unmarked
from tests.content.test_checks import PERSONA, SCENARIO, check

PEOPLE = """\
people:
  - {id: chief, name: 周师傅, title: 厂长, role: production, wants: 少打磨}
  - {id: boss, name: 老板, title: 坐在边上的, role: owner, wants: 早回本, decides: true}
speaker: chief
"""
COMPANY = changed(
    FILES[SCENARIO],
    ("opening: ", f"{PEOPLE}opening: "),
    ("    trust: 30\n", "    trust: 30\n    by: boss\n    decides: true\n"),
    ("有数了。\n", "有数了。\n    for: [chief, boss]\n    by: boss\n"),
    ("lines:\n", "lines:\n  - {on: 'left_out:boss', when: {left_out: true, won: chief}, by: boss, say: 那我呢？}\n"),
)


class Case(NamedTuple):
    """What is changed (with a mark where the problem is), and the problem."""

    changes: tuple[tuple[str, str], ...]
    code: str
    value: str = ""
    near: str | None = None


ODD = {
    "a fact told by nobody there": Case((("by: boss\n    decides", "by: »bos\n    decides"),), "D095", "bos", "boss"),
    "an answer to nobody's benefit": Case((("[chief, boss]", "[chief, boss, »cheif]"),), "D095", "cheif", "chief"),
    "an answer that nobody there replies to": Case(
        (("boss]\n    by: boss", "boss]\n    by: »buyer"),), "D095", "buyer"
    ),
    "a line said by nobody there": Case((("by: boss, say", "by: »boos, say"),), "D095", "boos", "boss"),
    "a line on nobody": Case((("'left_out:boss'", "»'left_out:bos'"),), "D095", "bos", "boss"),
    "a guard on nobody": Case((("won: chief", "won: »chef"),), "D095", "chef", "chief"),
    "a main speaker who is not there": Case((("speaker: chief", "speaker: »buyer"),), "D095", "buyer"),
    "nobody who decides": Case((("people:", "»people:"), (", decides: true}", "}")), "D096", "0"),
    "two who decide": Case(
        (("少打磨}", "少打磨, decides: true}"), ("早回本, decides: true", "早回本, decides: »true")), "D096", "2"
    ),
    "a person whom nothing is in it for": Case((("id: boss", "id: »boss"), ("[chief, boss]", "chief")), "D097", "boss"),
    "nobody who tells who decides": Case((("facts:", "»facts:"), ("    decides: true\n", "")), "D098"),
    "an id twice": Case(
        (("speaker:", "  - {id: »boss, name: 王姐, title: 会计, role: purchasing, wants: 分期}\nspeaker:"),),
        "D053",
        "boss",
    ),
}


def checked(folder: Path, text: str) -> list[Problem]:
    return check(folder, FILES | {SCENARIO: text})


def test_a_scenario_with_people_that_is_right_has_no_problems(tmp_path: Path) -> None:
    assert [found.render() for found in checked(tmp_path, COMPANY)] == []


@pytest.mark.parametrize("case", ODD.values(), ids=ODD.keys())
def test_one_thing_wrong_with_the_people_is_one_problem_at_its_place(tmp_path: Path, case: Case) -> None:
    text, line, column = unmarked(changed(COMPANY, *case.changes))
    problems = checked(tmp_path, text)
    assert [(found.code, found.line, found.column, found.value, found.near) for found in problems] == [
        (case.code, line, column, case.value, case.near)
    ], "\n".join(found.render() for found in problems)


def test_where_only_one_person_is_there_nobody_can_be_named(tmp_path: Path) -> None:
    alone = changed(COMPANY, (PEOPLE, ""))
    assert {(found.code, found.value) for found in checked(tmp_path, alone)} == {("D095", "boss"), ("D095", "chief")}


def test_a_persona_is_of_no_room_and_names_nobody(tmp_path: Path) -> None:
    persona = changed(FILES[PERSONA], ("- say: 嗯", "- by: boss\n      say: 嗯"))
    assert [found.code for found in check(tmp_path, FILES | {PERSONA: persona, SCENARIO: COMPANY})] == ["D095"]


def test_what_people_do_moves_no_machine(tmp_path: Path) -> None:
    own = "transitions:\n  - {trigger: 'won:boss', source: exploring, dest: objecting}\n"
    assert [found.code for found in checked(tmp_path, COMPANY + own)] == ["D013"]
