"""The command `duilian`, as a person or another program calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.folders import content_with

ROOT = Path(__file__).parents[2]


def duilian(
    *arguments: str, given: str | bytes = b"", folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    data = given.encode() if isinstance(given, str) else given
    env = {key: value for key, value in os.environ.items() if not key.startswith("DUILIAN_")} | environment
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], input=data, capture_output=True, cwd=folder, env=env
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_analyse_labels_replies_keeps_other_keys_and_goes_on_after_a_bad_line() -> None:
    lines = [
        '{"reply": "除了价格，您还有别的顾虑吗？", "id": 1}',
        "not json",
        '{"reply": 5}',
        '{"reply": "Apart from the price, is there anything else holding you back?", "lang": "en"}',
        '{"reply": "", "lang": "zh"}',
        '{"reply": "x", "lang": "fr"}',
        '["reply"]',
    ]
    done = duilian("analyse", given="\n".join(lines))
    first, second, empty = objects(done)
    assert first["id"] == 1
    assert first["moves"] == ["isolate"]
    assert 0.5 < first["confidence"]["isolate"] <= 1
    assert second["moves"] == ["isolate"]
    assert empty["moves"] == ["other"]
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 2", "line 3", "line 6", "line 7"]


def test_analyse_takes_a_file(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"reply": "给您便宜两万"}\n', encoding="utf-8")
    done = duilian("analyse", str(file))
    assert objects(done)[0]["moves"] == ["concede"]
    assert done.returncode == 0
    missing = duilian("analyse", str(tmp_path / "none.jsonl"))
    assert missing.returncode == 2
    assert "none.jsonl" in missing.stderr


def test_replay_plays_a_script_and_scores_it() -> None:
    script = {
        "id": "s1",
        "lang": "zh",
        "persona": "controlling",
        "objection": "price",
        "grade": 2,
        "replies": ["王总，您主要是跟哪家比？", "除了价格还有别的顾虑吗？"],
    }
    done = duilian("replay", given=json.dumps(script))
    [result] = objects(done)
    assert (result["id"], result["grade"], result["scenario"]) == ("s1", 2, "zh/vmc_price")
    assert result["outcome"] is None
    assert 0 <= result["score"] <= 100
    assert set(result["steps"]) == set("abcdefg")
    assert result["steps"]["a"] is None, "a script has no preparation, so that it is not held against it"
    assert [turn["state"] for turn in result["turns"]] == ["exploring", "exploring"]
    assert all(turn["says"] for turn in result["turns"])


def test_replay_of_the_same_script_is_the_same() -> None:
    script = json.dumps({"scenario": "en/lathe_quote", "lang": "en", "seed": 4, "replies": ["Hello.", "Why so dear?"]})
    twice = objects(duilian("replay", given=f"{script}\n{script}"))
    assert twice[0] == twice[1]


def test_replay_plays_a_persona_that_no_scenario_has(tmp_path: Path) -> None:
    content = content_with(tmp_path / "content", "en/lathe_quote")
    script = {"lang": "en", "persona": "amiable", "objection": "price", "replies": ["What is it you compare us with?"]}
    [result] = objects(duilian("replay", given=json.dumps(script), DUILIAN_CONTENT__FOLDER=str(content)))
    assert result["scenario"] == "en/lathe_quote"


def test_replay_names_bad_lines() -> None:
    lines = [
        '{"replies": "no list", "objection": "price"}',
        '{"replies": [], "scenario": "zh/vmc_prise"}',
        '{"replies": [], "objection": "pricy"}',
        '{"replies": [], "objection": "price", "seed": "x"}',
    ]
    done = duilian("replay", given="\n".join(lines))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "did you mean 'zh/vmc_price'" in done.stderr
    assert len(done.stderr.splitlines()) == 4


def test_practice_tells_of_its_exam() -> None:
    helped = duilian("practice", "--help", COLUMNS="200")
    assert "An exam: no help, no second try, alike for everybody." in helped.stdout


def test_check_finds_nothing_in_the_content_that_ships() -> None:
    done = duilian("check")
    assert done.stdout == "No problems found.\n"
    assert done.returncode == 0


def test_check_names_the_place_in_a_folder_of_content(tmp_path: Path) -> None:
    folder = content_with(tmp_path / "scenarios", "zh/vmc_price", "en/lathe_quote")
    broken = folder / "zh" / "vmc_price.yaml"
    text = broken.read_text(encoding="utf-8").replace("objection: price", "objection: prise", 1)
    broken.write_text(text, encoding="utf-8")
    line = text.splitlines().index("objection: prise") + 1
    done = duilian("check", str(folder))
    assert f"vmc_price.yaml:{line}:12: " in done.stdout
    assert "Did you mean 'price'?" in done.stdout
    assert done.returncode == 1
    for command in (("replay",), ("practice",)):
        refused = duilian(*command, DUILIAN_CONTENT__FOLDER=str(folder))
        assert refused.returncode == 2
        assert "Did you mean 'price'?" in refused.stderr


def test_telegram_without_a_token_says_where_to_get_one() -> None:
    done = duilian("telegram", DUILIAN_DATABASE__URL="sqlite:///unused.db")
    assert done.returncode == 2
    assert "@BotFather" in done.stderr


def test_a_database_that_cannot_be_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = duilian("practice", DUILIAN_DATABASE__URL="nonsense")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    upgraded = duilian("db", "upgrade", DUILIAN_DATABASE__URL=f"sqlite:///{(tmp_path / 'a.db').as_posix()}")
    assert upgraded.returncode == 0


def test_evaluate_takes_the_scripts_of_the_project_where_none_are_named(tmp_path: Path) -> None:
    lines = (ROOT / "tests/data/scripts/development/zh_a.jsonl").read_text(encoding="utf-8").splitlines()
    folder = tmp_path / "tests" / "data" / "scripts" / "measuring"
    folder.mkdir(parents=True)
    kept = [line for line in lines if json.loads(line)["id"] in ("zh_a-01", "zh_a-02")]
    (folder / "two.jsonl").write_text("\n".join(kept), encoding="utf-8")
    done = duilian("evaluate", "--scoring", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines()[1].split()[:2] == ["zh", "2"]
    assert "zh, trainees of rising skill: " in done.stdout
    assert " of 5 (scenario × seed) pairs in strict order" in done.stdout


def test_evaluate_asks_for_a_path_where_it_knows_of_none(tmp_path: Path) -> None:
    for switch in ("--scoring", "--gaming"):
        done = duilian("evaluate", switch, folder=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith("duilian: name files of graded scripts, or folders of them;")
    done = duilian("evaluate", folder=tmp_path)
    assert done.returncode == 2
    assert "Missing argument 'paths'" in done.stderr


def test_simulate_plays_the_kinds_asked_for_and_ends_well_or_not(tmp_path: Path) -> None:
    chart = tmp_path / "chart.png"
    done = duilian("simulate", "zh/vmc_price", "--talks", "1", "--as", "expert", "--lang", "zh", "--chart", str(chart))
    assert chart.read_bytes().startswith(b"\x89PNG")
    assert "│ 高手 " in done.stdout
    assert "│ 爱抬杠 " not in done.stdout
    assert done.returncode == 0
    for arguments, why in (
        ((), "name scenarios, or take --all"),
        (("zh/vmc_prize",), "did you mean 'zh/vmc_price'?"),
        (("zh/vmc_price", "--as", "experts"), "did you mean 'expert'?"),
        (("zh/vmc_price", "--chart", "chart.pdf"), "chart.pdf: the file's name should end in .png or .svg"),
    ):
        refused = CliRunner().invoke(app, ["simulate", *arguments])
        assert refused.exit_code == 2
        assert why in refused.stderr


@pytest.mark.parametrize(
    ("switches", "why"),
    [
        (("--resume", "--encoder"), "take one of them"),
        (("--resume", "--alone"), "take one"),
        (("--keep", "0.5"), "goes with --resume"),
        (("--alone",), "goes with"),
    ],
)
def test_train_refuses_what_contradicts_itself(tmp_path: Path, switches: tuple[str, ...], why: str) -> None:
    done = duilian("train", *switches, folder=tmp_path)
    assert done.returncode == 2
    assert why in done.stderr


def test_evaluate_tells_how_well_questions_and_statements_are_matched(tmp_path: Path) -> None:
    (tmp_path / "zh_vmc_price.yaml").write_text(
        "questions:\n  - {says: 现在一件要多长时间？, fact: cycle_time}\n"
        "answers: []\nnear_misses: []\nnothing: [今天天气真好]\n",
        encoding="utf-8",
    )
    done = duilian("evaluate", "--matching", str(tmp_path), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "zh/vmc_price" in done.stdout
    assert "1.000   1.000 of 1" in done.stdout
    (tmp_path / "zh_vmc_price.yaml").write_text("questions: 3\n", encoding="utf-8")
    done = duilian("evaluate", "--matching", str(tmp_path), folder=tmp_path)
    assert done.returncode == 2
    assert "zh_vmc_price.yaml:1" in done.stderr
    assert "Traceback" not in done.stderr
