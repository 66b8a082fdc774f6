"""A folder is read as a whole, or not at all; and its version changes with what is in it."""

from pathlib import Path

import pytest

from state.content.library import Library, load_examples, load_library
from tests.content.folders import FILES, changed, unmarked, write

SCENARIO = "zh/laser_payback.yaml"


def library_of(folder: Path, files: dict[str, str]) -> Library:
    library, problems = load_library(write(folder, files))
    assert library is not None, "\n".join(found.render() for found in problems)
    return library


def test_everything_is_found_by_its_name(tmp_path: Path) -> None:
    library = library_of(tmp_path, FILES)
    assert library.scenarios["zh/laser_payback"].concern.is_ == "看不出多久回本。"
    assert library.accounts["zh_forge"].figures == {"班次": "12:30"}
    assert library.personas["amiable"].start.trust == 40
    assert library.objections["price"].transitions[0].trigger == ("isolate", "fact")
    assert library.rubric.steps[6].id == "g"
    assert library.moves.moves[0].id == "courtesy"


def test_one_file_with_an_error_keeps_the_library_from_loading(tmp_path: Path) -> None:
    files = FILES | {SCENARIO: changed(FILES[SCENARIO], ("difficulty: 1", "difficulty: 9"))}
    library, problems = load_library(write(tmp_path, files))
    assert library is None
    assert [(found.code, found.line) for found in problems] == [("D041", 7)]


def test_errors_of_all_files_are_told_together(tmp_path: Path) -> None:
    files = {name: text + "extra: 1\n" for name, text in FILES.items()}
    _, problems = load_library(write(tmp_path, files))
    assert {(found.path, found.code) for found in problems} == {
        ((tmp_path / name).as_posix(), "D030") for name in FILES
    }


@pytest.mark.parametrize("name", ["moves.yaml", "handbook.yaml"])
def test_the_handbook_and_the_moves_must_be_there(tmp_path: Path, name: str) -> None:
    library, [found] = load_library(write(tmp_path, {key: text for key, text in FILES.items() if key != name}))
    assert (library, found.code, found.path) == (None, "D001", (tmp_path / name).as_posix())


def test_a_folder_that_is_not_there_has_no_library(tmp_path: Path) -> None:
    library, problems = load_library(tmp_path / "none")
    assert library is None
    assert {found.code for found in problems} == {"D001"}


@pytest.mark.parametrize("name", FILES)
def test_the_version_changes_with_every_file(tmp_path: Path, name: str) -> None:
    before = library_of(tmp_path / "before", FILES)
    after = library_of(tmp_path / "after", FILES | {name: FILES[name] + "# note\n"})
    assert before.version != after.version


def test_the_version_is_twelve_hex_digits_wherever_the_files_lie_and_however_their_lines_end(tmp_path: Path) -> None:
    one = library_of(tmp_path / "one", FILES)
    other = library_of(tmp_path / "other", {name: text.replace("\n", "\r\n") for name, text in FILES.items()})
    assert one.version == other.version
    assert len(one.version) == 12
    assert int(one.version, 16) >= 0


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        (SCENARIO, True),
        ("accounts/zh_forge.yaml", True),
        ("personas/amiable.yaml", True),
        ("objections/price.yaml", True),
        ("accounts/en_mill.yaml", False),
        ("moves.yaml", False),
        ("handbook.yaml", False),
    ],
)
def test_a_talks_version_changes_with_what_the_talk_depends_on(tmp_path: Path, name: str, counts: bool) -> None:
    before = library_of(tmp_path / "before", FILES)
    after = library_of(tmp_path / "after", FILES | {name: FILES[name] + "# note\n"})
    changes = before.content_version("zh/laser_payback") != after.content_version("zh/laser_payback")
    assert changes == counts


def test_a_scenario_that_is_not_there_has_no_version(tmp_path: Path) -> None:
    library = library_of(tmp_path, FILES)
    with pytest.raises(KeyError):
        library.content_version("zh/none")


REPLY = "  - {id: a_b-001, persona: amiable, objection: price, customer: 太贵, reply: 好, moves: [isolate]}\n"


@pytest.mark.parametrize(
    ("id_", "moves", "code"),
    [
        ("a_b-002", "[other]", None),
        ("»a_b-001", "[other]", "D053"),
        ("a_b-002", "»[other, isolate]", "D081"),
        ("»a_b-2", "[other]", "D048"),
        ("a_b-002", "[»agree]", "D039"),
    ],
)
def test_examples_are_read_apart(tmp_path: Path, id_: str, moves: str, code: str | None) -> None:
    second = REPLY.replace("a_b-001", id_).replace("[isolate]", moves)
    text = "author: a_b\nlang: zh\nreplies:\n" + REPLY + second
    expected = []
    if code:
        text, line, column = unmarked(text)
        expected = [(code, line, column)]
    examples, problems = load_examples(write(tmp_path, {"examples/one.yaml": text}))
    assert [(found.code, found.line, found.column) for found in problems] == expected
    assert (examples is None) == bool(expected)


def test_of_the_examples_those_voices_are_read_that_are_asked_for(tmp_path: Path) -> None:
    text = "author: a_b\nlang: zh\nreplies:\n" + REPLY
    folder = write(tmp_path, {"examples/a_b.yaml": text, "examples/broken.yaml": "author: ["})
    examples, problems = load_examples(folder, ("a_b", "nobody"))
    assert examples is not None
    assert (list(examples), problems) == (["a_b"], [])
    assert load_examples(folder)[0] is None
