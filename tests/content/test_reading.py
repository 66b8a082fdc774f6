"""What is no good YAML, or YAML that is not used here, is named at its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from state.content.library import load_examples
from state.content.loading import load
from state.content.objection import Objection
from state.content.problems import Problem
from state.content.scenario import Account
from state.content.sources import LIMIT
from tests.content.folders import ACCOUNT, OBJECTION, changed, unmarked


def problems_of(path: Path, raw: bytes) -> list[Problem]:
    path.write_bytes(raw)
    account, problems = load(path, Account)
    assert account is None
    return problems


BAD_YAML = {
    "a second colon": ("id: zh_forge\ncompany: 宏远»: 锻造\n", "D026"),
    "an open list": ("id: zh_forge\nknown: »[一, 二\n", "D024"),
    "an open quote": ('id: zh_forge\ntitle: »"厂长\n', "D023"),
    "a tab as indentation": ("known:\n»\t- 一\n", "D022"),
    "a mark that YAML keeps for itself": ("id: zh_forge\ntitle: »@厂长\n", "D028"),
    "a list with keys behind it": ("- 一\n»id: zh_forge\n", "D006"),
    "a second document": ("id: zh_forge\n»---\nid: zh_mill\n", "D007"),
    "an anchor": ("known: »&all [一, 二]\nfigures: {}\n", "D009"),
    "an alias": ("id: zh_forge\ntitle: »*boss\n", "D009"),
    "an alias bomb": (
        "a: »&a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\n",
        "D009",
    ),
    "a tag that would run code": ('id: »!!python/object/apply:os.system ["echo"]\n', "D010"),
    "a tag of a plain type": ("id: zh_forge\ndifficulty: »!!int 3\n", "D010"),
    "a list as a key": ("»[a, b]: 1\n", "D029"),
    "no key": ("id: zh_forge\n»~: 1\n", "D029"),
    "a control character": ("id: zh_forge\ntitle: 厂»\x07长\n", "D005"),
    "a null byte": ("id: zh_forge\n»\x00\x00\x01", "D005"),
    "an open list in the last line, which has no end": ("known: »[一", "D024"),
    "nothing": ("»", "D002"),
    "comments only": ("»# 还没写\n", "D002"),
}


@pytest.mark.parametrize(("marked", "code"), BAD_YAML.values(), ids=BAD_YAML.keys())
def test_bad_yaml_is_named_at_its_place(tmp_path: Path, marked: str, code: str) -> None:
    text, line, column = unmarked(marked)
    first = problems_of(tmp_path / "account.yaml", text.encode())[0]
    assert (first.code, first.line, first.column) == (code, line, column)


def test_what_stops_the_reading_is_told_once(tmp_path: Path) -> None:
    bomb = "".join(f"k{level}: &k{level} [*k{level - 1}, *k{level - 1}]\n" for level in range(1, 100))
    assert [found.code for found in problems_of(tmp_path / "account.yaml", b"k0: &k0 x\n" + bomb.encode())] == ["D009"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_is_followed_for_20_levels_only(tmp_path: Path, opening: str) -> None:
    found = problems_of(tmp_path / "account.yaml", (opening * 900).encode())
    assert [(item.code, item.line, item.column) for item in found] == [("D011", 1, 20 * len(opening) + 1)]


def test_a_hundred_thousand_levels_do_no_harm(tmp_path: Path) -> None:
    found = problems_of(tmp_path / "account.yaml", b"[" * 100_000)
    assert [item.code for item in found] == ["D011"]


def test_the_second_of_two_equal_keys_is_named_and_the_first(tmp_path: Path) -> None:
    text, line, column = unmarked(ACCOUNT.replace("place: 无锡\n", "place: 无锡\n»lang: en\n"))
    [found] = problems_of(tmp_path / "account.yaml", text.encode())
    assert (found.code, found.line, found.column, found.value) == ("D008", line, column, "lang")
    assert found.details["first"] == "3"


def test_a_key_twice_in_one_inner_mapping_is_found_and_the_rest_is_still_checked(tmp_path: Path) -> None:
    text, line, column = unmarked(ACCOUNT + "  班次: 两班\n".replace("班", "»班", 1))
    text = text.replace("lang: zh", "lang: zz")
    assert [(found.code, found.line) for found in problems_of(tmp_path / "account.yaml", text.encode())] == [
        ("D008", line),
        ("D039", 3),
    ]
    assert column == 3


def test_a_file_in_gbk_is_named_where_it_ceases_to_be_utf_8(tmp_path: Path) -> None:
    [found] = problems_of(tmp_path / "account.yaml", "id: zh_forge\ntitle: 厂长\n".encode("gbk"))
    assert (found.code, found.line, found.column) == ("D004", 2, 8)


def test_a_file_in_utf_16_is_not_utf_8(tmp_path: Path) -> None:
    [found] = problems_of(tmp_path / "account.yaml", ACCOUNT.encode("utf-16"))
    assert (found.code, found.line, found.column) == ("D004", 1, 1)


def test_a_picture_is_no_content(tmp_path: Path) -> None:
    [found] = problems_of(tmp_path / "account.yaml", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert (found.code, found.line, found.column) == ("D005", 1, 1)


def test_a_file_of_over_2_mib_is_not_read(tmp_path: Path) -> None:
    [found] = problems_of(tmp_path / "account.yaml", ACCOUNT.encode() + b"#" * LIMIT)
    assert (found.code, found.says()) == ("D003", "the file is larger than 2 MiB.")


def test_examples_may_have_4_mib(tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    reply = "  - {id: a_b-001, persona: amiable, objection: price, customer: '', reply: 好, moves: [other]}\n"
    text = f"author: a_b\nlang: zh\nreplies:\n{reply}"
    (tmp_path / "examples" / "long.yaml").write_text(text + "#" * (2 * LIMIT - 1000), encoding="utf-8")
    examples, problems = load_examples(tmp_path)
    assert (problems, list(examples or ())) == ([], ["long"])
    (tmp_path / "examples" / "long.yaml").write_text(text + "#" * 2 * LIMIT, encoding="utf-8")
    _, problems = load_examples(tmp_path)
    assert [found.says() for found in problems] == ["the file is larger than 4 MiB."]


def test_a_file_that_is_not_there_is_a_problem_too(tmp_path: Path) -> None:
    account, [found] = load(tmp_path / "none.yaml", Account)
    assert (account, found.code, found.path) == (None, "D001", (tmp_path / "none.yaml").as_posix())


@pytest.mark.parametrize("encode", [
    lambda text: text.encode(),
    lambda text: text.encode("utf-8-sig"),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: text.rstrip("\n").encode(),
], ids=["LF", "BOM", "CRLF", "no last line end"])  # fmt: skip
def test_bom_and_line_ends_make_no_difference(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    path = tmp_path / "account.yaml"
    path.write_bytes(encode(ACCOUNT))
    account, problems = load(path, Account)
    assert problems == []
    assert account is not None
    assert account.known == ("三十多人，两班倒。", "上周看过报价。")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_places_do_not_depend_on_bom_or_line_ends(tmp_path: Path, ending: str) -> None:
    text, line, column = unmarked(changed(ACCOUNT, ("lang: zh", "lang: »cn")))
    [found] = problems_of(tmp_path / "account.yaml", text.replace("\n", ending).encode("utf-8-sig"))
    assert (found.code, found.line, found.column, found.quoted) == ("D039", line, column, "lang: cn")


@pytest.mark.parametrize("written", ["NO", "12:30", "1e3", "2024-01-01", "0x1F", "true", "1_000"])
def test_text_stays_as_it_was_written(tmp_path: Path, written: str) -> None:
    path = tmp_path / "account.yaml"
    path.write_text(changed(ACCOUNT, ("title: 厂长", f"title: {written}")), encoding="utf-8")
    account, problems = load(path, Account)
    assert problems == []
    assert account is not None
    assert account.title == written


@pytest.mark.parametrize("written", ["", "~", "null", "Null"])
def test_an_empty_value_is_no_text(tmp_path: Path, written: str) -> None:
    text = changed(ACCOUNT, ("title: 厂长", f"title: {written}"))
    [found] = problems_of(tmp_path / "account.yaml", text.encode())
    assert (found.code, found.line) == ("D032", 8)


def test_a_quoted_null_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "account.yaml"
    path.write_text(changed(ACCOUNT, ("title: 厂长", 'title: "null"')), encoding="utf-8")
    account, _ = load(path, Account)
    assert account is not None
    assert account.title == "null"


@pytest.mark.parametrize("written", ["yes", "on", "1", "True", "nein"])
def test_a_switch_is_true_or_false(tmp_path: Path, written: str) -> None:
    text, line, column = unmarked(changed(OBJECTION, ("{met: true}", f"{{met: »{written}}}")))
    path = tmp_path / "price.yaml"
    path.write_text(text, encoding="utf-8")
    objection, problems = load(path, Objection)
    assert objection is None
    assert [(found.code, found.line, found.column, found.value) for found in problems] == [
        ("D038", line, column, written)
    ]
