"""An author begins a customer with `duilian new`: it can be checked and played as soon as it is written."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.bootstrap import load_checked, load_kinds
from bot.checking import check_content, check_talks
from bot.drafting import TEMPLATES, Draft, drafted, free_name, write
from bot.intake import Given, Intake, Refused
from bot.texts import texts
from state.content.library import Library
from state.content.loading import load
from state.content.problems import Problem
from state.content.scenario import Account, Scenario
from state.content.terms import OBJECTIONS, PERSONAS, Lang, ObjectionKind, PersonaKind
from state.understanding.reading import Reader
from tests.bot.test_cli import duilian
from tests.folders import content_with

CONTENT = Path(__file__).parents[2] / "scenarios"
LANGS: tuple[Lang, ...] = ("zh", "en")
ALL = [(lang, persona, objection) for lang in LANGS for persona in PERSONAS for objection in OBJECTIONS]
PLACEHOLDER = {"zh": "【填：", "en": "[[fill: "}


def draft(folder: Path, lang: Lang, persona: PersonaKind, objection: ObjectionKind, **more: Any) -> dict[str, str]:
    personas, objections = load_kinds(folder)
    named = Draft(lang, more.pop("name", f"{objection}_{persona}"), persona, objection, **more)
    return drafted(named, personas[persona], objections[objection])


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content that ships, and a new customer of every kind in both languages."""
    folder = content_with(tmp_path_factory.mktemp("new") / "content", "zh/vmc_price", "en/lathe_quote")
    for lang, persona, objection in ALL:
        write(folder, draft(folder, lang, persona, objection))
    return folder


@pytest.fixture(scope="module")
def problems(full: Path) -> list[Problem]:
    return check_content(full, [])


@pytest.mark.parametrize(("lang", "persona", "objection"), ALL)
def test_a_new_customer_has_nothing_wrong_but_what_only_its_author_can_fill_in(
    problems: list[Problem], lang: Lang, persona: PersonaKind, objection: ObjectionKind
) -> None:
    for file in (f"{lang}/{objection}_{persona}.yaml", f"accounts/{lang}_{objection}_{persona}.yaml"):
        found = [problem for problem in problems if problem.path.endswith(f"/{file}")]
        assert [problem.render() for problem in found if problem.code != "D090"] == []
        assert len(found) > 4
        assert all(problem.value.startswith(PLACEHOLDER[lang]) for problem in found)


def test_nothing_else_in_the_folder_suffers(problems: list[Problem]) -> None:
    assert {problem.code for problem in problems} == {"D090"}


@pytest.fixture(scope="module")
def library(full: Path) -> Library:
    return load_checked(full)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", range(len(OBJECTIONS)), ids=OBJECTIONS)
def test_an_expert_wins_a_new_customer_and_a_novice_does_not(
    library: Library, reader: Reader, lang: Lang, number: int
) -> None:
    name = f"{lang}/{OBJECTIONS[number]}_{PERSONAS[number % len(PERSONAS)]}"
    assert [problem.render() for problem in check_talks(library, [name], reader)] == []


def test_customers_of_different_types_speak_differently(full: Path) -> None:
    for lang in LANGS:
        for objection in OBJECTIONS:
            scenarios = [load(full / lang / f"{objection}_{persona}.yaml", Scenario)[0] for persona in PERSONAS]
            openings = {scenario.opening[-1] for scenario in scenarios if scenario is not None}
            assert len(openings) == len(PERSONAS)


HOSTILE = [
    'Foo: #1 "Bar" & Söhne',
    "Jo O'Neil, sons",
    "- 有限公司",
    "[[x]]",
    "{a: b}",
    "12:30",
    "true",
    "null",
    "*ref",
    "!tag",
    "@at %d $name `x`",
    "back\\slash",
    "? |",
    "潍坊“鼎固”🙂",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_an_author_answers_is_read_back_as_it_was_written(tmp_path: Path, words: str) -> None:
    given = dict.fromkeys(("company", "person", "product"), words)
    (tmp_path / "zh").mkdir()
    files = draft(CONTENT, "zh", "amiable", "price", name="mine", difficulty=3, **given)
    write(tmp_path, files)
    account, _ = load(tmp_path / "accounts/zh_mine.yaml", Account)
    scenario, _ = load(tmp_path / "zh/mine.yaml", Scenario)
    assert account is not None
    assert (account.company, account.person) == (words, words)
    assert scenario is not None
    assert scenario.offer.startswith(words)
    assert (scenario.difficulty, scenario.account) == (3, "zh_mine")


@pytest.mark.parametrize("lang", LANGS)
def test_every_note_stands_in_some_file_and_in_none_twice(full: Path, lang: Lang) -> None:
    template = yaml.safe_load((TEMPLATES / f"{lang}.yaml").read_text(encoding="utf-8"))
    written = [
        path.read_text(encoding="utf-8") for path in full.rglob("*.yaml") if path.parent.name in (lang, "accounts")
    ]
    for note in (*template["notes"].values(), *template["account_notes"].values()):
        first = note.splitlines()[0].partition("$")[0]
        counts = {text.count(f"# {first}") for text in written}
        assert counts == {0, 1}, note


def shape(value: Any) -> Any:
    """What must be the same in both languages: keys, ids and switches; not the words, nor how many there are."""
    if isinstance(value, dict):
        return {key: shape(inner) if key != "id" else inner for key, inner in value.items() if key != "figures"}
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [shape(item) for item in value]
    return type(value).__name__


def test_both_languages_begin_alike() -> None:
    zh, en = (yaml.safe_load((TEMPLATES / f"{lang}.yaml").read_text(encoding="utf-8")) for lang in LANGS)
    assert shape(zh) == shape(en)


def test_files_are_written_all_or_none_and_never_over_another(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh/mine.yaml").write_text("mine\n", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write(tmp_path, {"accounts/zh_mine.yaml": "new\n", "zh/mine.yaml": "new\n"})
    assert (tmp_path / "zh/mine.yaml").read_text(encoding="utf-8") == "mine\n"
    assert not (tmp_path / "accounts/zh_mine.yaml").exists()


def asked(lines: list[str], given: Given, lang: Lang = "zh") -> tuple[Draft, list[str]]:
    """What comes of an intake in the shipped folder, and what was shown."""
    shown: list[str] = []
    personas, objections = load_kinds(CONTENT)
    intake = Intake(CONTENT, personas, objections, texts(lang, "terminal"), iter(lines), shown.append)
    return intake.draft(given), shown


def test_what_is_not_answered_has_a_default() -> None:
    nothing, _ = asked([], Given(), "en")
    assert nothing == Draft("en", "price_controlling", "controlling", "price")
    assert asked([""] * 7, Given(), "en")[0] == nothing


def test_questions_are_answered_by_number_id_or_name() -> None:
    answers = ["5", "倡导型", "3", "数控车床", "", " 李 梅 ", "my_lathe"]
    whole = Draft("zh", "my_lathe", "expressive", "hidden", 3, product="数控车床", person="李 梅")
    assert asked(answers, Given())[0] == whole
    assert asked(["HIDDEN", "expressive", *answers[2:]], Given())[0] == whole


def test_what_was_given_is_not_asked() -> None:
    given = Given("mine", "amiable", "false", 2, "甲公司", "", "车床")
    made, shown = asked(["不该有人读到这一句"], given)
    assert made == Draft("zh", "mine", "amiable", "false", 2, "甲公司", "", "车床")
    assert shown == []


def test_an_answer_that_will_not_do_is_asked_for_again() -> None:
    answers = ["9", "2", "x" * 81, "车床", "", "", "我的", "vmc_price", "a" * 38, "mine"]
    made, shown = asked(answers, Given(persona="amiable", difficulty=1))
    assert (made.objection, made.product, made.name) == ("capability", "车床", "mine")
    refusals = [line for line in shown if line.startswith(("没有“9”", "“xxx", "“我的”", "“aaa")) or "已经有了" in line]
    assert len(refusals) == 5


@pytest.mark.parametrize(
    "given", [Given(name="vmc_price"), Given(name="../x"), Given(product="x" * 81), Given(company="a\x07b")]
)
def test_what_was_given_and_will_not_do_is_refused_before_anything_is_asked(given: Given) -> None:
    def lines() -> Iterator[str]:
        pytest.fail("something was asked")
        yield ""

    personas, objections = load_kinds(CONTENT)
    with pytest.raises(Refused):
        Intake(CONTENT, personas, objections, texts("zh", "terminal"), lines(), print).draft(given)


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert free_name(tmp_path, "zh", "mine") == "mine"
    for taken in ("zh/mine.yaml", "accounts/zh_mine_2.yaml"):
        (tmp_path / taken).parent.mkdir()
        (tmp_path / taken).touch()
    assert free_name(tmp_path, "zh", "mine") == "mine_3"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder whose settings name a small folder of content: no customers yet."""
    content_with(tmp_path / "content")
    (tmp_path / "config.yaml").write_text("content: {folder: content}\npractice: {lang: en}\n", encoding="utf-8")
    return tmp_path


def test_the_command_runs_unattended_and_what_it_wrote_is_tried_at_once(folder: Path, root: dict[str, str]) -> None:
    done = duilian("new", "--lang", "zh", "--name", "mine", "--company", "甲公司", folder=folder, **root)
    assert done.returncode == 0, done.stderr
    assert "duilian try zh/mine\n" in done.stdout
    assert "content/zh/mine.yaml" in done.stdout
    assert "duilian check content/accounts/zh_mine.yaml content/zh/mine.yaml --lang zh" in done.stdout
    checked = duilian("check", "--lang", "zh", folder=folder, **root)
    assert checked.returncode == 0
    told = checked.stdout.count("D090 提醒")
    assert f"\n{told} 处写着【填：…】" in done.stdout
    tried = duilian("try", "zh/mine", folder=folder, given="您说高，是跟哪家比的？\n", **root)
    assert f"还有 {told} 处没填" in tried.stdout
    assert "?compared_with " in tried.stdout
    assert "【填：跟谁比】" in tried.stdout


def test_the_command_to_publish_names_who_is_not_filled_in_and_refuses_his_files(
    folder: Path, root: dict[str, str]
) -> None:
    root = {**root, "DUILIAN_DATABASE__URL": f"sqlite:///{(folder / 'practice.db').as_posix()}"}
    duilian("new", "--lang", "zh", "--name", "mine", folder=folder, **root)
    whole = duilian("publish", folder=folder, **root)
    assert whole.returncode == 0
    assert whole.stderr.startswith("zh/mine is not offered until it is filled in: duilian check ")
    assert "to fill in zh/mine " in duilian("scenarios", folder=folder, **root).stdout
    refused = duilian("publish", "content/zh/mine.yaml", "--lang", "zh", folder=folder, **root)
    assert refused.returncode == 2
    assert refused.stderr.endswith("mine.yaml: nothing was published; fill in first what is named above\n")
    assert "D090 提醒" in refused.stderr
    elsewhere = []
    for name in ("accounts/zh_mine.yaml", "zh/mine.yaml"):
        text = (folder / "content" / name).read_text(encoding="utf-8")
        elsewhere.append(folder / name.rpartition("/")[2])
        elsewhere[-1].write_text(re.sub("【填：[^】]*】", "两台", text), encoding="utf-8")
    done = duilian("publish", *(path.name for path in elsewhere), folder=folder, **root)
    assert "is live: zh/mine." in done.stdout
    assert "not offered" not in done.stderr
    assert "on   zh/mine " in duilian("scenarios", folder=folder, **root).stdout


def test_the_command_asks_in_the_language_of_the_settings_and_overwrites_nothing(
    folder: Path, root: dict[str, str]
) -> None:
    done = duilian("new", folder=folder, given="3\n4\n\n\n\n\nmine\n", **root)
    assert "What is for sale? [leave it for later]" in done.stdout
    scenario = folder / "content/en/mine.yaml"
    before = scenario.read_text(encoding="utf-8")
    assert 'objection: "false"\n' in before
    again = duilian("new", "--name", "mine", folder=folder, **root)
    assert again.returncode == 2
    assert "is there already and is left as it is" in again.stderr
    assert scenario.read_text(encoding="utf-8") == before


def test_the_command_says_what_is_wrong_with_what_it_cannot_do(folder: Path, root: dict[str, str]) -> None:
    unknown = duilian("new", "--persona", "bossy", folder=folder, **root)
    assert unknown.returncode == 2
    assert "'controlling', 'analytical', 'expressive', 'amiable'" in " ".join(unknown.stderr.split())
    (folder / "content/accounts").touch()  # a file where a folder should be: nobody can write there
    unwritable = duilian("new", "--lang", "zh", folder=folder, **root)
    assert unwritable.returncode == 2
    assert unwritable.stderr.startswith("duilian: 写不了 content/accounts（")
    assert list((folder / "content").glob("zh/*")) == []
    shutil.rmtree(folder / "content")
    missing = duilian("new", "--lang", "zh", folder=folder, **root)
    assert missing.returncode == 2
    assert missing.stderr.startswith("duilian: 没有内容文件夹 content。")


def test_whoever_breaks_off_has_written_nothing(folder: Path, root: dict[str, str]) -> None:
    pexpect = pytest.importorskip("pexpect", reason="there is no pseudo-terminal here")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "new", "--objection", "price"],
        cwd=folder,
        env=os.environ | root,
        timeout=60,
        encoding="utf-8",
    )
    child.expect("Which type of person")
    child.expect("›")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert not (folder / "content/accounts").exists()


@pytest.fixture
def root() -> dict[str, str]:
    """What a process in another folder needs to find the program."""
    return {"PYTHONPATH": str(CONTENT.parent)}
