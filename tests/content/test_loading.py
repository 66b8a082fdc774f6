"""What is missing, unknown or of the wrong kind is named at its place, with what was probably meant."""

from pathlib import Path
from typing import NamedTuple

import pytest

from state.content.loading import keys, load
from state.content.objection import Objection
from state.content.persona import Persona
from state.content.scenario import Account, Scenario
from state.content.terms import MOVES, Entry
from tests.content.folders import ACCOUNT, OBJECTION, PERSONA, SCENARIO, changed, unmarked


class Case(NamedTuple):
    """A text of a kind, one change of it (with a mark where the problem is), and the problem."""

    kind: type[Entry]
    text: str
    change: tuple[str, str]
    code: str
    value: str = ""
    near: str | None = None


WRONG = {
    "an unknown key": Case(Account, ACCOUNT, ("company:", "»compny:"), "D030", "compny", "company"),
    "an unknown key far from any": Case(Account, ACCOUNT, ("figures:\n", "»zzz: 1\nfigures:\n"), "D030", "zzz"),
    "an unknown key in a guard": Case(Objection, OBJECTION, ("met: true", "»metd: true"), "D030", "metd", "met"),
    "an unknown key in a line": Case(Scenario, SCENARIO, ("{in: lost", "{»inn: lost"), "D030", "inn", "in"),
    "a missing key": Case(Account, ACCOUNT, ("id: zh_forge\nlang: zh\n", "»id: zh_forge\n"), "D031", "lang"),
    "a missing key in a list": Case(Scenario, SCENARIO, ("{id: award, name: 证书}", "»{id: award}"), "D031", "name"),
    "a missing `is`": Case(Scenario, SCENARIO, ("is: 看不出多久回本。\n  con", "»con"), "D031", "is"),
    "an empty list": Case(
        Objection,
        OBJECTION,
        ("trigger: advance, source: exploring, raises", "trigger: »[], source: exploring, raises"),
        "D045",
    ),
    "a text for keys": Case(Persona, PERSONA, ("name: {zh: 平易型, en: amiable}", "name: »平易型"), "D033", "平易型"),
    "a text for a list": Case(Persona, PERSONA, ("suits: [acknowledge]", "suits: »acknowledge"), "D034", "acknowledge"),
    "a list for a text": Case(Account, ACCOUNT, ("place: 无锡", "place: »[无锡]"), "D035"),
    "keys for a line": Case(Scenario, SCENARIO, ("opening: 你们这机器太贵了。", "opening: »{zh: 太贵了}"), "D034"),
    "no whole number": Case(Scenario, SCENARIO, ("trust: 30", "trust: »三十"), "D036", "三十"),
    "a fraction": Case(Scenario, SCENARIO, ("trust: 30", "trust: »30.5"), "D036", "30.5"),
    "no number": Case(Persona, PERSONA, ("pace: 6", "pace: »fast"), "D037", "fast"),
    "an unknown move": Case(Objection, OBJECTION, ("met: true", "made: [»isolat]"), "D039", "isolat", "isolate"),
    "an unknown move alone": Case(Objection, OBJECTION, ("met: true", "now: »Isolate"), "D039", "Isolate", "isolate"),
    "an unknown move as a key": Case(
        Persona, PERSONA, ("  acknowledge: {", "  »aknowledge: {"), "D039", "aknowledge", "acknowledge"
    ),
    "an unknown model": Case(Scenario, SCENARIO, ("  evidence: 我", "  »evidance: 我"), "D039", "evidance", "evidence"),
    "an unknown persona": Case(
        Scenario, SCENARIO, ("persona: amiable", "persona: »amiabel"), "D039", "amiabel", "amiable"
    ),
    "a number too small": Case(Scenario, SCENARIO, ("difficulty: 1", "difficulty: »0"), "D040", "0"),
    "a number too large": Case(Scenario, SCENARIO, ("trust: 30", "trust: »300"), "D041", "300"),
    "a number not above zero": Case(Persona, PERSONA, ("pace: 6", "pace: »0"), "D042", "0"),
    "a text of blanks": Case(Account, ACCOUNT, ("title: 厂长", "title: »'  '"), "D043", "  "),
    "a text too long": Case(Account, ACCOUNT, ("title: 厂长", "title: »" + "长" * 601), "D044", "长" * 601),
    "too few of a list": Case(Account, ACCOUNT, ("  - 三十多人，两班倒。\n  - ", "  »- "), "D045"),
    "too many of a list": Case(
        Scenario,
        SCENARIO,
        ("others:\n    - 没有钱\n", "others:\n    »- 一\n    - 二\n    - 三\n    - 四\n    - 五\n"),
        "D046",
    ),
    "a name that is none": Case(Account, ACCOUNT, ("id: zh_forge", "id: »锻造厂"), "D047", "锻造厂"),
    "an empty mapping": Case(Objection, OBJECTION, ("{met: true}", "»~"), "D032"),
    "a number beyond all bounds": Case(Scenario, SCENARIO, ("trust: 30", "trust: »" + "9" * 5000), "D049", "9" * 5000),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_one_mistake_is_one_problem_at_its_place(tmp_path: Path, case: Case) -> None:
    text, line, column = unmarked(changed(case.text, case.change))
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    entry, problems = load(path, case.kind)
    assert entry is None
    assert [(found.code, found.line, found.column, found.value, found.near) for found in problems] == [
        (case.code, line, column, case.value, case.near)
    ], "\n".join(found.render() for found in problems)


def test_all_mistakes_of_a_file_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    changes = (("lang: zh", "lang: cn"), ("title: 厂长", "titel: 厂长"), ("id: zh_forge", "id: 1"))
    path.write_text(changed(ACCOUNT, *changes), encoding="utf-8")
    _, problems = load(path, Account)
    assert {(found.code, found.line) for found in problems} == {("D047", 2), ("D039", 3), ("D030", 8)}


def test_an_unknown_move_is_met_with_all_moves(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(changed(PERSONA, ("jars: [pressure]", "jars: [presure]")), encoding="utf-8")
    _, [found] = load(path, Persona)
    assert found.known == MOVES


def test_a_whole_file_that_is_a_list_should_have_been_keys(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("- id: zh_forge\n- lang: zh\n", encoding="utf-8")
    _, [found] = load(path, Account)
    assert (found.code, found.line, found.column) == ("D033", 1, 1)
    assert "company" in found.known


def test_keys_are_known_at_every_depth() -> None:
    assert keys(Scenario, ("concern",))[:2] == ("is", "confided")
    assert keys(Scenario, ("lines", 3)) == ("in", "on", "when", "by", "say")
    assert keys(Persona, ("lines", "zh", 0, "when"))[:3] == ("trust", "patience", "interest")
    assert keys(Objection, ("transitions", 0, "unless"))[0] == "trust"
    assert keys(Account, ("figures", "班次")) == ()


def test_a_problem_reads_as_a_person_would_say_it(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(changed(SCENARIO, ("  evidence: 我", "  evidance: 我")), encoding="utf-8")
    _, [found] = load(path, Scenario)
    head, line, carets = found.render().split("\n")
    assert head == (
        f"{path.as_posix()}:42:3: D039 'evidance' is not one of the names allowed here. Did you mean 'evidence'?"
    )
    assert line == "   42 |   evidance: 我带了测算表。"
    assert carets.startswith("      |   ^^^^^^^^  known here: courtesy, acknowledge, restate,")
    assert found.render("zh").startswith(
        f"{path.as_posix()}:42:3: D039 “evidance”不在这里可用的名字之内。是不是“evidence”？"
    )


def test_carets_stand_under_chinese_which_is_twice_as_wide(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(changed(PERSONA, ("{zh: 平易型, en: amiable}", "{zh: 平易型, on: 好说话}")), encoding="utf-8")
    _, problems = load(path, Persona)
    [unknown] = [found for found in problems if found.code == "D030"]
    assert unknown.render().split("\n")[1:] == [
        "    3 | name: {zh: 平易型, on: 好说话}",
        "      | " + " " * 19 + "^^  known here: en",
    ]


def test_a_long_line_is_shown_in_part(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(changed(ACCOUNT, ("title: 厂长", f"title: {'x' * 700}")), encoding="utf-8")
    _, [found] = load(path, Account)
    shown = found.render().split("\n")
    assert all(len(line) < 130 for line in shown[1:]), "below the place, which names the file"
    assert shown[1] == "    8 | title: " + "x" * 93 + "…"
