"""An author tries a customer: everything is laid open, and what is saved in its files counts at once."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from bot.bootstrap import load_checked
from bot.texts import texts
from bot.trying import Trial
from state.content.terms import Lang
from state.understanding.reading import Reader
from tests.bot.test_cli import duilian
from tests.folders import content_with

CONTENT = Path(__file__).parents[2] / "scenarios"
NAME = "zh/vmc_price"
ASKED = "王总，您说贵，主要是跟哪家比？"
TOLD = "台州"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Content with this one customer."""
    return content_with(tmp_path, NAME)


def tried(folder: Path, reader: Reader, lines: Iterator[str] | list[str], lang: Lang = "zh") -> str:
    written = io.StringIO()
    console, say = Console(file=written, soft_wrap=True), texts(lang, "terminal")
    Trial(folder, load_checked(folder), NAME, reader, console, say).run(lines)
    return written.getvalue()


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_each_turn_shows_what_was_read_and_what_it_changed(folder: Path, reader: Reader) -> None:
    shown = tried(folder, reader, [ASKED])
    read = next(line for line in shown.splitlines() if line.startswith("1. "))
    assert "closed_question 0." in read
    assert "?compared_with " in read
    assert TOLD in shown
    felt = next(line for line in shown.splitlines() if "opening → exploring" in line)
    assert "信任 35" in felt
    assert "FactTold compared_with" in felt
    assert "    answer → weighing  [learnt 1 ✓, answered 1 ✗]" in shown


def test_the_state_shows_also_what_would_only_be_answered(folder: Path, reader: Reader) -> None:
    shown = tried(folder, reader, [ASKED, ":state"], "en").partition("facts told: compared_with")[2]
    assert "answers given: - (of 2 that it takes)" in shown
    assert "advance → ·  (too_soon)" in shown


def test_a_reply_is_taken_back_as_if_it_had_not_been_said(folder: Path, reader: Reader) -> None:
    once = tried(folder, reader, [ASKED])
    back = tried(folder, reader, [ASKED, "您爱买不买。", ":back"])
    assert back.endswith(once[once.index("1. ") :])
    assert "没有可以收回的。" in tried(folder, reader, [":back"])
    assert tried(folder, reader, [ASKED, ":back"]).count("  坐。") == 2


def test_after_the_end_nothing_more_is_said_until_it_is_taken_back(folder: Path, reader: Reader) -> None:
    rude = ["您爱买不买，没钱就别买。", "你懂什么，胡说八道。", "您这人真不识货。"] * 4
    shown = tried(folder, reader, [*rude, ":again", ASKED])
    assert texts("zh")("talk-ended", outcome="lost") in shown
    assert "谈话结束了。:back 收回最后一句" in shown
    assert shown.rindex("1. ") > shown.rindex("谈话结束了。")


def test_what_is_saved_counts_from_the_next_line_on(folder: Path, reader: Reader) -> None:
    def lines() -> Iterator[str]:
        yield ASKED
        changed(folder / f"{NAME}.yaml", "台州一家，32 万 6，也是 850。", "温岭一家，30 万整，也是 850。")
        changed(folder / f"{NAME}.yaml", "台州那边报 32 万 6。", "温岭一家，30 万整。")
        yield ""
        yield ":quit"
        yield "这一句没有人听"

    shown = tried(folder, reader, lines())
    before, _, after = shown.partition("文件存盘了。说过的 1 句照新的重走了一遍")
    assert "32 万 6" in before
    assert "温岭一家，30 万整" in after
    assert "2. " not in after


def test_a_file_saved_with_errors_is_told_and_changes_nothing(folder: Path, reader: Reader) -> None:
    file = folder / f"{NAME}.yaml"

    def lines() -> Iterator[str]:
        changed(file, "difficulty: 1", "difficulty: 9")
        yield ASKED
        file.unlink()
        yield "除了价格，还有别的顾虑吗？"

    shown = tried(folder, reader, lines())
    assert "D041" in shown
    assert "刚存的文件有错，先照原来的继续。" in shown
    assert "客户的文件不见了，先照原来的继续。" in shown
    assert shown.index("1. ") < shown.index("2. ")


def test_the_command_tries_a_customer_from_a_pipe_and_knows_the_names() -> None:
    done = duilian("try", NAME, "--lang", "en", given=f"{ASKED}\n:quit\n")
    assert done.returncode == 0
    assert "?compared_with " in done.stdout
    refused = duilian("try", "zh/vmc_prize")
    assert refused.returncode == 2
    assert "did you mean 'zh/vmc_price'?" in refused.stderr
