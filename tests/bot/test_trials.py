"""Trials of the scoring: graded scripts are read, played and ranked, and gaming them is shown for what it gains."""

import json
from pathlib import Path

import pytest

from bot.jsonl import BadLine
from bot.trials import ATTACKS, gaming, graded, read_scripts
from state.troupe import Troupe
from state.understanding.reader import SentenceReader
from state.validity import FAR, in_order

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "tests" / "data" / "scripts"


def test_each_half_has_every_customer_in_every_grade(troupe: Troupe) -> None:
    for half in ("development", "measuring"):
        scripts = read_scripts([SCRIPTS / half], troupe)
        kinds = {(each.lang, *(each.record[key] for key in ("persona", "objection", "grade"))) for each in scripts}
        assert len(scripts) == len(kinds) == 2 * 4 * 5 * 4


def test_the_halves_share_no_script(troupe: Troupe) -> None:
    one, other = (
        {tuple(script.replies) for script in read_scripts([SCRIPTS / half], troupe)}
        for half in ("development", "measuring")
    )
    assert not one & other


def test_grades_far_apart_come_out_in_order(troupe: Troupe, reader: SentenceReader) -> None:
    scripts = [
        script
        for script in read_scripts([SCRIPTS / "development"], troupe)
        if script.lang == "zh" and script.record["objection"] == "price"
    ]
    assert len(scripts) == 16
    assert in_order(graded(scripts, troupe, reader), FAR) == 1.0


def test_gaming_is_told_by_what_it_gains(troupe: Troupe, reader: SentenceReader) -> None:
    scripts = [
        script
        for script in read_scripts([SCRIPTS / "development"], troupe)
        if script.record["grade"] >= 3 and script.lang == "zh" and script.record["objection"] == "price"
    ][:3]
    lines = gaming(scripts, troupe, reader).splitlines()
    assert [line[:34].strip() for line in lines[1:]] == list(ATTACKS)
    same = lines[1 + list(ATTACKS).index("one perfect sentence throughout")]
    assert float(same[34:44]) < 0  # who did well loses by it


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": "x", "lang": "zh", "objection": "price", "grade": 5, "replies": []}', "grade"),
        ('{"id": "x", "lang": "zh", "objection": "cost", "grade": 1, "replies": []}', "objection"),
        ("{", "line 1"),
    ],
)
def test_a_bad_script_is_named_with_its_line(tmp_path: Path, troupe: Troupe, line: str, says: str) -> None:
    (tmp_path / "bad.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(BadLine, match=says) as error:
        read_scripts([tmp_path], troupe)
    assert "bad.jsonl, line 1" in str(error.value)


def test_a_folder_without_scripts_says_so(tmp_path: Path, troupe: Troupe) -> None:
    with pytest.raises(FileNotFoundError, match="no scripts"):
        read_scripts([tmp_path], troupe)


def test_every_line_of_the_scripts_is_json() -> None:
    for file in SCRIPTS.rglob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert set(json.loads(line)) == {"id", "lang", "persona", "objection", "grade", "replies"}
