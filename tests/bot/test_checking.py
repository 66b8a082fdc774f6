"""What an author gets to hear from `duilian check` about a file that is broken, and how programs hear it."""

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from bot.cli import app
from state.content.composing import DEPTH, ENTRIES
from state.content.problems import MOST
from state.content.sources import LIMIT
from state.content.terms import Lang
from tests.bot.test_cli import duilian
from tests.content.folders import ACCOUNT, FILES, OBJECTION, PERSONA, SCENARIO, WHOLE, changed, unmarked, write

BROKEN = Path(__file__).parents[1] / "data" / "broken"
ACCOUNT_FILE, PERSONA_FILE = "accounts/zh_forge.yaml", "personas/amiable.yaml"
SCENARIO_FILE, OBJECTION_FILE = "zh/laser_payback.yaml", "objections/price.yaml"


class Expected(NamedTuple):
    """The file that is broken, where and by what; and words of what the author is told to do about it."""

    file: str
    line: int
    column: int
    code: str
    zh: str
    en: str


EXPECTED = {
    # How it is written
    "tab_indentation": Expected(ACCOUNT_FILE, 11, 1, "D022", "改成空格", "Replace it by spaces"),
    "quote_not_closed": Expected(ACCOUNT_FILE, 8, 8, "D023", "补上引号", "closing quote"),
    "quote_closed_two_lines_on": Expected(ACCOUNT_FILE, 6, 8, "D023", "补上引号", "closing quote"),
    "colon_missing": Expected(ACCOUNT_FILE, 5, 1, "D025", "写成“键: 值”", "Write 'key: value'"),
    "colon_full_width": Expected(ACCOUNT_FILE, 7, 7, "D025", "不用“：”", "not '：'"),
    "colon_without_space": Expected(ACCOUNT_FILE, 7, 7, "D025", "写成“键: 值”", "Write 'key: value'"),
    "colon_in_text": Expected(ACCOUNT_FILE, 4, 12, "D026", "给整段文字加上引号", "quotes around the whole text"),
    "item_out_of_line": Expected(ACCOUNT_FILE, 11, 2, "D027", "左边对齐", "begin exactly below"),
    "key_indented": Expected(ACCOUNT_FILE, 6, 2, "D027", "左边对齐", "begin exactly below"),
    "bracket_not_closed": Expected(ACCOUNT_FILE, 9, 8, "D024", "补上“]”", "Write ']'"),
    "comma_missing": Expected(ACCOUNT_FILE, 12, 20, "D006", "补上逗号", "Write ','"),
    "quote_inside_text": Expected(ACCOUNT_FILE, 8, 8, "D028", "放进单引号", "into single quotes"),
    "at_sign": Expected(ACCOUNT_FILE, 8, 8, "D028", "放进单引号", "into single quotes"),
    "backslash": Expected(ACCOUNT_FILE, 8, 11, "D006", "改用单引号", "Use single quotes"),
    "list_beside_its_key": Expected(ACCOUNT_FILE, 9, 8, "D006", "另起一行", "on a line of its own"),
    "hyphen_without_space": Expected(ACCOUNT_FILE, 11, 3, "D006", "写成“- …”", "Write '- …'"),
    "key_twice": Expected(ACCOUNT_FILE, 7, 1, "D008", "删去一个", "Remove one"),
    "anchor_and_merge": Expected(ACCOUNT_FILE, 12, 10, "D009", "写全", "Write the content out"),
    "alias_bomb": Expected(ACCOUNT_FILE, 4, 4, "D009", "写全", "Write the content out"),
    "python_tag": Expected(ACCOUNT_FILE, 2, 5, "D010", "请删掉", "Remove it"),
    "custom_tag": Expected(ACCOUNT_FILE, 9, 8, "D010", "请删掉", "Remove it"),
    "deep_nesting": Expected(ACCOUNT_FILE, 12, 29, "D011", "括号", "brackets"),
    "second_document": Expected(ACCOUNT_FILE, 14, 1, "D007", "分成两个文件", "a file of its own"),
    "empty": Expected(ACCOUNT_FILE, 1, 1, "D002", "写上内容", "Write its content"),
    "comments_only": Expected(ACCOUNT_FILE, 1, 1, "D002", "写上内容", "Write its content"),
    # What is written in a place
    "part_missing": Expected(ACCOUNT_FILE, 2, 1, "D031", "补上“company: …”", "Add 'company: …'"),
    "key_misspelt": Expected(ACCOUNT_FILE, 4, 1, "D030", "是不是“company”？", "Did you mean 'company'?"),
    "list_for_keys": Expected(ACCOUNT_FILE, 12, 10, "D033", "写“键: 值”", "'key: value'"),
    "number_for_list": Expected(ACCOUNT_FILE, 9, 8, "D034", "每项写一行“- …”", "a line '- …' for each"),
    "keys_for_text": Expected(ACCOUNT_FILE, 6, 8, "D035", "写成一段文字", "Write one text"),
    "text_for_number": Expected(SCENARIO_FILE, 7, 13, "D036", "只写半角数字", "Write digits only"),
    "full_width_digits": Expected(SCENARIO_FILE, 27, 12, "D036", "只写半角数字", "Write digits only"),
    "yes_for_true": Expected(SCENARIO_FILE, 11, 37, "D038", "true（是）", "Write true or false"),
    "one_language": Expected(PERSONA_FILE, 6, 9, "D031", "补上“en: …”", "Add 'en: …'"),
    # Names that refer to nothing
    "no_such_fact": Expected(SCENARIO_FILE, 35, 9, "D014", "是不是“present_machine”？", "'present_machine'?"),
    "no_such_answer": Expected(SCENARIO_FILE, 35, 9, "D015", "是不是“saves”？", "Did you mean 'saves'?"),
    "no_such_account": Expected(SCENARIO_FILE, 6, 10, "D017", "是不是“zh_forge”？", "Did you mean 'zh_forge'?"),
    "no_such_persona": Expected(SCENARIO_FILE, 4, 10, "D039", "是不是“amiable”？", "Did you mean 'amiable'?"),
    "persona_without_file": Expected(
        SCENARIO_FILE, 4, 10, "D018", "写好 personas/controlling.yaml", "Write personas/controlling.yaml"
    ),
    "no_such_objection": Expected(SCENARIO_FILE, 5, 12, "D039", "是不是“price”？", "Did you mean 'price'?"),
    "objection_without_file": Expected(
        SCENARIO_FILE, 5, 12, "D019", "写好 objections/genuine.yaml", "Write objections/genuine.yaml"
    ),
    "no_such_state": Expected(SCENARIO_FILE, 34, 9, "D012", "是不是“agreed”？", "Did you mean 'agreed'?"),
    # The customer's machine
    "state_without_exit": Expected(OBJECTION_FILE, 13, 10, "D061", "加一条 source: stray", "'source: stray'"),
    "state_never_reached": Expected(OBJECTION_FILE, 13, 10, "D060", "加一条 dest: stray", "'dest: stray'"),
}


def check(*arguments: str, lang: Lang = "en", form: str = "json") -> tuple[int, str]:
    """The exit code, and what is printed."""
    done = CliRunner().invoke(app, ["check", *arguments, "--lang", lang, "--format", form])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout


def records(folder: Path, lang: Lang = "en") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(check(str(folder), lang=lang)[1])
    return found


def places(folder: Path) -> list[tuple[str, int, int, str]]:
    return [
        (Path(found["path"]).relative_to(folder).as_posix(), found["line"], found["column"], found["code"])
        for found in records(folder)
    ]


def content(folder: Path, files: dict[str, str | bytes]) -> Path:
    """The small content that is right, with some files replaced."""
    write(folder, FILES)
    for name, given in files.items():
        raw = given.encode() if isinstance(given, str) else given
        (folder / name).write_bytes(raw)
    return folder


def test_the_small_content_is_right(tmp_path: Path) -> None:
    folder = content(tmp_path, {})
    assert check(str(folder)) == (0, "[]\n")
    assert check(str(folder), form="text", lang="zh") == (0, "没有发现问题。\n")


def test_every_broken_file_has_its_expectation() -> None:
    assert {path.stem for path in BROKEN.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_file_is_told_at_its_place_with_what_to_do(tmp_path: Path, name: str) -> None:
    expected = EXPECTED[name]
    folder = content(tmp_path, {expected.file: (BROKEN / f"{name}.yaml").read_bytes()})
    assert places(folder) == [(expected.file, expected.line, expected.column, expected.code)]
    assert expected.zh in records(folder, "zh")[0]["fix"]
    assert expected.en in records(folder, "en")[0]["fix"]


@pytest.mark.parametrize("name", ["quote_closed_two_lines_on"])
def test_of_a_quote_it_is_told_where_it_closes(tmp_path: Path, name: str) -> None:
    folder = content(tmp_path, {ACCOUNT_FILE: (BROKEN / f"{name}.yaml").read_bytes()})
    assert "到第 8 行才合上" in records(folder, "zh")[0]["message"]


MORE = {
    "a full-width colon in the last line": (ACCOUNT, ("  班次: 12:30", "  班次»：两班"), "D025"),
    "a missing colon before a list": (ACCOUNT, ("known:", "»known"), "D025"),
    "a missing colon in the first line": (ACCOUNT, ("id: zh_forge", "»id zh_forge"), "D025"),
    "a missing colon in an item": (SCENARIO, ("  - id: saves", "  - »id saves"), "D025"),
    "a text that goes on with a colon": (
        ACCOUNT,
        ("title: 厂长\n", "title: 厂长\n  兼采购\n  注意»: 下午不在\n"),
        "D026",
    ),
    "a text that goes on unindented": (ACCOUNT, ("title: 厂长\n", "title: 厂长\n»兼采购\n"), "D025"),
    "a key of its own among keys in Chinese": (
        ACCOUNT,
        ("  班次: 12:30", "  班次: 两班\n   »人数: 三十"),
        "D027",
    ),
    "the first key indented alone": (ACCOUNT, ("id: zh_forge", " »id: zh_forge"), "D027"),
    "a key behind a list, indented": (ACCOUNT, ("figures:", " »figures:"), "D027"),
    "a tab before a key": (ACCOUNT, ("  班次", "»\t班次"), "D022"),
    "a tab in a block of text": (ACCOUNT, ("title: 厂长", "title: |\n»\t厂长"), "D022"),
    "a brace left open": (PERSONA, ("{trust: 5}", "»{trust: 5"), "D024"),
    "a bracket too many": (SCENARIO, ("两年就回本, 省下一个打磨工]", "两年就回本, 省下一个打磨工]»]"), "D006"),
    "two texts in quotes without a comma": (SCENARIO, ("一年能省八万打磨费, 两年就回本", '"一年" »"两年"'), "D006"),
    "a text in a list that begins with a quote": (ACCOUNT, ("  - 上周看过", '  - »"上周"看过'), "D028"),
    "emphasis with stars": (ACCOUNT, ("上周看过", "»**上周** 看过"), "D028"),
    "an exclamation mark first": (ACCOUNT, ("上周看过", "»!上周 看过"), "D028"),
    "a bar before a text": (ACCOUNT, ("title: 厂长", "title: »|厂长"), "D028"),
    "a question mark first": (ACCOUNT, ("title: 厂长", "title: »? 厂长"), "D028"),
    "a percent sign before a key": (ACCOUNT, ("title: 厂长", "»%title: 厂长"), "D028"),
    "no word before the colon": (ACCOUNT, ("title: 厂长", "»: 厂长"), "D029"),
    "keys beside the items of a list": (ACCOUNT, ("known:\n  - 三", "known:\n  - 一\n  »b: 二\n  - 三"), "D006"),
    "a tag with a handle": (ACCOUNT, ("上周看过", "»!a!b 上周看过"), "D010"),
    "the end of a document": (ACCOUNT, ("title: 厂长", "»...\ntitle: 厂长"), "D007"),
    "a null byte written as an escape": (ACCOUNT, ("title: 厂长", 'title: »"厂\\0长"'), "D005"),
    "an escape to move the cursor": (ACCOUNT, ("title: 厂长", 'title: »"厂\\e[2J长"'), "D005"),
    "too many digits": (SCENARIO, ("trust: 30", f"trust: »{'9' * 5000}"), "D049"),
}
FILE_OF = {ACCOUNT: ACCOUNT_FILE, PERSONA: PERSONA_FILE, SCENARIO: SCENARIO_FILE, OBJECTION: OBJECTION_FILE}


@pytest.mark.parametrize("name", MORE)
def test_other_slips_are_told_at_their_place(tmp_path: Path, name: str) -> None:
    text, change, code = MORE[name]
    broken, line, column = unmarked(changed(text, change))
    file = FILE_OF[text]
    assert places(content(tmp_path, {file: broken})) == [(file, line, column, code)]


def test_words_that_yaml_takes_for_switches_can_be_ids(tmp_path: Path) -> None:
    text = changed(
        SCENARIO,
        ("{id: award,", "{id: off,"),
        ("- id: present_machine", "- id: no"),
        ("on: advance\n", "on: [advance, fact:no]\n    when: {told: [no]}\n"),
    )
    assert places(content(tmp_path, {SCENARIO_FILE: text})) == []


def test_an_expectation_of_a_number_says_what_stands_there_instead(tmp_path: Path) -> None:
    folder = content(tmp_path, {SCENARIO_FILE: changed(SCENARIO, ("difficulty: 1", "difficulty: [1]"))})
    assert [found["message"] for found in records(folder)] == ["'[…]' is not a whole number."]


# What a file is, rather than what is in it


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_bom_and_line_ends_change_neither_content_nor_places(tmp_path: Path, bom: bytes, ending: str) -> None:
    good = {name: bom + text.replace("\n", ending).encode() for name, text in FILES.items()}
    assert places(content(tmp_path, dict(good))) == []
    text, line, column = unmarked(changed(SCENARIO, ("on: advance", "on: »advanse")))
    broken = bom + text.replace("\n", ending).encode()
    assert places(content(tmp_path, {SCENARIO_FILE: broken})) == [(SCENARIO_FILE, line, column, "D013")]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["quote_closed_two_lines_on", "colon_missing", "bracket_not_closed", "key_indented"])
def test_slips_in_writing_are_found_with_any_line_ends(tmp_path: Path, name: str, ending: str) -> None:
    text = (BROKEN / f"{name}.yaml").read_text(encoding="utf-8").replace("\n", ending)
    _, line, column, code, _, _ = EXPECTED[name]
    assert places(content(tmp_path, {ACCOUNT_FILE: b"\xef\xbb\xbf" + text.encode()})) == [
        (ACCOUNT_FILE, line, column, code)
    ]


ENCODED = {
    "GBK": (ACCOUNT.encode("gbk"), (4, 10), "D004", "GBK"),
    "UTF-16": (ACCOUNT.encode("utf-16"), (1, 1), "D004", "UTF-16"),
    "UTF-16 without BOM": (ACCOUNT.encode("utf-16-le"), (1, 1), "D004", "UTF-16"),
    "UTF-16, big end first, English": (b"\xfe\xff" + "id: en_mill\n".encode("utf-16-be"), (1, 1), "D004", "UTF-16"),
    "UTF-8 with a byte cut out": (ACCOUNT.encode().replace("远".encode(), b"\xe8\xbf"), (4, 11), "D004", ""),
    "a null byte": (ACCOUNT.replace("周师傅", "周\0师傅").encode(), (7, 10), "D005", ""),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", (1, 1), "D005", ""),
    "an archive": (b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xb5\x5c\x9f", (1, 3), "D005", ""),
}


@pytest.mark.parametrize("name", ENCODED)
def test_what_is_no_utf_8_is_told_with_what_it_seems_to_be(tmp_path: Path, name: str) -> None:
    raw, (line, column), code, guess = ENCODED[name]
    folder = content(tmp_path, {ACCOUNT_FILE: raw})
    assert places(folder) == [(ACCOUNT_FILE, line, column, code)]
    for lang in ("zh", "en"):
        [found] = records(folder, lang)  # type: ignore[arg-type]
        assert guess in found["message"]
        assert ("看来是" in found["message"] or "seems to be" in found["message"]) == bool(guess)
        assert ("UTF-8" if code == "D004" else "YAML") in found["fix"]


@pytest.mark.parametrize(
    ("text", "code", "fix"),
    [
        (ACCOUNT + "#" * LIMIT, "D003", "Split it"),
        ("known:\n" + "  - 好\n" * ENTRIES, "D088", "Split it"),
        ("a: 1\n" * 300_000, "D089", "Mend those above first"),
        ("".join(f"k{number}: 1\n" for number in range(20_000)), "D089", "Mend those above first"),
        ("{" * 100_000, "D011", "brackets"),
        (ACCOUNT + f"extra: {'长' * 600_000}\n", "D030", "spelling"),
    ],
    ids=["large", "many items", "one key again and again", "many unknown keys", "deep", "one huge text"],
)
def test_what_is_beyond_all_measure_is_told_briefly(tmp_path: Path, text: str, code: str, fix: str) -> None:
    folder = content(tmp_path, {ACCOUNT_FILE: text})
    found = records(folder)
    assert found[-1]["code"] == code
    assert fix in found[-1]["fix"]
    assert len(found) <= MOST + 1
    assert len(check(str(folder), form="text")[1]) < 100_000


def test_what_is_within_the_limits_is_read(tmp_path: Path) -> None:
    known = "  - 好\n" * (ENTRIES - 50)
    assert places(content(tmp_path, {ACCOUNT_FILE: changed(ACCOUNT, ("known:\n", f"known:\n{known}"))})) == []


def test_the_docs_state_the_limits() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    limits = docs.partition("## Limits")[2]
    for limit in (f"{LIMIT >> 20} MiB", f"{DEPTH} levels", f"{ENTRIES:,} keys", f"{MOST} problems"):
        assert limit in limits


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_in_place_of_a_file(tmp_path: Path, lang: Lang) -> None:
    folder = content(tmp_path, {})
    (folder / "zh" / "mill.yaml").mkdir()
    [found] = records(folder, lang)
    assert (Path(found["path"]).name, found["code"]) == ("mill.yaml", "D001")
    assert {"zh": "文件夹", "en": "it is a folder"}[lang] in found["message"]
    assert "end_line" not in found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    folder = content(tmp_path, {})
    os.mkfifo(folder / "zh" / "mill.yaml")
    assert [found["message"] for found in records(folder)] == ["this cannot be read: it is no ordinary file."]


@pytest.mark.parametrize(("target", "why"), [("none.yaml", "not there"), ("mill.yaml", "back to itself")])
def test_a_link_that_leads_nowhere(tmp_path: Path, target: str, why: str) -> None:
    folder = content(tmp_path, {})
    link = folder / "zh" / "mill.yaml"
    link.symlink_to(target)
    [found] = records(folder)
    assert (found["code"], found["path"]) == ("D001", link.as_posix())
    assert why in found["message"]
    assert check(str(link))[0] == 1


def test_a_link_to_a_file_is_read_like_the_file(tmp_path: Path) -> None:
    folder = content(tmp_path / "content", {})
    (tmp_path / "elsewhere.yaml").write_text(changed(SCENARIO, ("persona: amiable", "persona: amiabel")))
    (folder / SCENARIO_FILE).unlink()
    (folder / SCENARIO_FILE).symlink_to(tmp_path / "elsewhere.yaml")
    assert places(folder) == [(SCENARIO_FILE, 4, 10, "D039")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("zh/My Customer.yaml", "D056"),
        ("zh/客户.yaml", "D056"),
        ("zh/Customer.YAML", "D021"),
        ("zh/customer.yml", "D021"),
    ],
)
def test_a_file_name_that_is_no_id(tmp_path: Path, name: str, code: str) -> None:
    folder = content(tmp_path, {name: SCENARIO})
    assert places(folder) == [(name, 1, 1, code)]


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are Unicode here")
def test_a_file_name_in_another_encoding_is_shown_as_it_can_be(tmp_path: Path) -> None:
    folder = content(tmp_path, {})
    Path(os.fsdecode(os.fsencode(folder / "zh") + b"/\xbf\xcd\xbb\xa7.yaml")).write_text(SCENARIO, encoding="utf-8")
    for form in ("text", "json", "github"):
        done = duilian("check", str(folder), "--format", form)
        assert (done.returncode, done.stderr) == (1, "")
        assert "D056" in done.stdout


# What is checked


def test_a_path_that_is_not_there_is_no_all_clear(tmp_path: Path) -> None:
    folder = content(tmp_path, {})
    code, printed = check(str(folder / "zh" / "lazer_payback.yaml"))
    assert code == 1
    assert [found["code"] for found in json.loads(printed)] == ["D001"]


def test_a_file_that_belongs_to_no_content_is_no_all_clear(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SCENARIO, encoding="utf-8")
    code, printed = check(str(tmp_path / "mine.yaml"))
    assert code == 1
    assert [found["code"] for found in json.loads(printed)] == ["D057"]


def test_a_file_is_checked_in_the_content_that_it_lies_in(tmp_path: Path) -> None:
    folder = content(tmp_path, {SCENARIO_FILE: (BROKEN / "no_such_fact.yaml").read_bytes()})
    _, printed = check(str(folder / SCENARIO_FILE))
    assert [(found["line"], found["code"]) for found in json.loads(printed)] == [(35, "D014")]
    assert check(str(folder / ACCOUNT_FILE)) == (0, "[]\n")


def test_a_file_can_be_named_from_the_folder_that_it_lies_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = content(tmp_path, {SCENARIO_FILE: (BROKEN / "no_such_fact.yaml").read_bytes()})
    monkeypatch.chdir((folder / SCENARIO_FILE).parent)
    _, printed = check(Path(SCENARIO_FILE).name)
    assert [(Path(found["path"]), found["code"]) for found in json.loads(printed)] == [(folder / SCENARIO_FILE, "D014")]


def test_an_error_elsewhere_that_keeps_a_file_from_being_checked_is_told(tmp_path: Path) -> None:
    folder = content(tmp_path, {PERSONA_FILE: (BROKEN / "one_language.yaml").read_bytes()})
    code, printed = check(str(folder / SCENARIO_FILE))
    assert code == 1
    assert [Path(found["path"]).name for found in json.loads(printed)] == ["amiable.yaml"]


def test_a_file_beside_the_content_that_is_asked_about_is_said_not_to_be_read(tmp_path: Path) -> None:
    folder = content(tmp_path, {"zh/notes.txt": "x"})
    _, printed = check(str(folder / "zh" / "notes.txt"))
    assert [found["code"] for found in json.loads(printed)] == ["D021"]


def test_what_sentences_mean_is_looked_at_only_if_asked_for_and_where(tmp_path: Path) -> None:
    asked = "asked: [这事最后谁拍板？, 这件事您一个人能定吗？, 最后由谁来定？, 要报给哪位领导批？]"
    same = "asked: [现在的机床是哪些？, 你们用的什么机床？, 车间里的设备是什么？, 这些机床用了几年？]"
    labels = changed(WHOLE["examples/zh_01.yaml"], ("moves: [open_question]", "moves: [improper, open_question]"))
    hesitant = changed(WHOLE["zh/laser_hesitant.yaml"], (asked, same))
    folder = write(tmp_path, WHOLE | {"zh/laser_hesitant.yaml": hesitant, "examples/zh_01.yaml": labels})
    assert check(str(folder)) == (0, "[]\n")
    assert check(str(folder / SCENARIO_FILE), "--meaning") == (0, "[]\n")
    found = json.loads(check(str(folder), "--meaning", lang="zh")[1])
    assert [(Path(each["path"]).name, each["line"], each["column"], each["code"]) for each in found] == [
        ("laser_hesitant.yaml", 28, 9, "D092"),
        ("zh_01.yaml", 10, 13, "D093"),
    ]
    assert "意思几乎一样" in found[0]["message"]
    assert "几乎断定" in found[1]["message"]


# How it is told


def test_warnings_fail_only_if_strict(tmp_path: Path) -> None:
    folder = content(tmp_path, {OBJECTION_FILE: (BROKEN / "state_never_reached.yaml").read_bytes()})
    assert [found["severity"] for found in records(folder)] == ["warning"]
    assert check(str(folder))[0] == 0
    assert check(str(folder), "--strict")[0] == 1
    broken = content(folder, {ACCOUNT_FILE: (BROKEN / "empty.yaml").read_bytes()})
    assert check(str(broken))[0] == check(str(broken), "--strict")[0] == 1
    assert check(str(content(folder, {})), "--strict")[0] == 0


def test_text_ends_with_how_many_there_are(tmp_path: Path) -> None:
    text = changed(SCENARIO, ("on: advance", "on: [advanse, izolate]"), ("行，就这么定。", "TODO"))
    folder = content(tmp_path, {SCENARIO_FILE: text})
    assert check(str(folder), form="text", lang="zh")[1].splitlines()[-1] == "2 个错误，1 条提醒。"
    assert check(str(folder), form="text", lang="en")[1].splitlines()[-1] == "2 errors, 1 warning."


def test_json_is_one_array_with_all_that_a_program_needs(tmp_path: Path) -> None:
    folder = content(tmp_path, {SCENARIO_FILE: (BROKEN / "no_such_state.yaml").read_bytes()})
    code, printed = check(str(folder), lang="zh")
    assert code == 1
    assert json.loads(printed) == [
        {
            "path": (folder / SCENARIO_FILE).as_posix(),
            "line": 34,
            "column": 9,
            "end_line": 34,
            "end_column": 14,
            "code": "D012",
            "severity": "error",
            "message": "没有叫“agred”的状态。",
            "fix": "是不是“agreed”？（这里可用：objecting, exploring, agreed, lost）",
            "url": "docs/diagnostics.md#d012",
        }
    ]


@pytest.mark.skipif(os.name == "nt", reason="names hold no colon here")
def test_github_is_told_by_workflow_commands(tmp_path: Path) -> None:
    name = "zh/50%, 特价: 一.yaml"
    folder = content(tmp_path / "a,b:c%", {})
    (folder / name).write_text(SCENARIO.replace("say: 算了吧。", 'say: "{50%}"'), encoding="utf-8")
    code, printed = check(str(folder), form="github", lang="zh")
    assert code == 1
    shown = (tmp_path / "a%2Cb%3Ac%25").as_posix() + "/zh/50%25%2C 特价%3A 一.yaml"
    assert printed.splitlines() == [
        f"::error file={shown},line=1,col=1,title=D056::文件名“50%25, 特价: 一”只能用小写英文字母、数字和 _。"
        "请改文件名：以字母开头，最多 40 个字符。",
        f"::warning file={shown},line=37,col=21,title=D076::“{{50%25}}”像是还没填的空。请填上。",
        "1 个错误，1 条提醒。",
    ]


def test_what_breaks_a_line_cannot_begin_another_command(tmp_path: Path) -> None:
    text = changed(SCENARIO, ("on: advance", 'on: "x\\r\\n::error::y"'))
    folder = content(tmp_path, {SCENARIO_FILE: text})
    commands = check(str(folder), form="github")[1].splitlines()
    assert [line.partition(" ")[0] for line in commands] == ["::error", "1"]
    assert "\\r\\n::error::y" in commands[0]


def test_paths_are_shown_from_the_folder_that_one_is_in(tmp_path: Path) -> None:
    content(tmp_path, {SCENARIO_FILE: (BROKEN / "no_such_state.yaml").read_bytes()})
    done = duilian("check", "--format", "json", folder=tmp_path, DUILIAN_CONTENT__FOLDER=str(tmp_path))
    assert [found["path"] for found in json.loads(done.stdout)] == [SCENARIO_FILE]
