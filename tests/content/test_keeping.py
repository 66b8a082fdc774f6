"""A library that was checked is kept for the next start, and only as long as nothing was changed."""

from pathlib import Path

import pytest

from bot.bootstrap import ContentError, load_checked
from state.content.keeping import Kept
from state.content.sources import placed
from tests.folders import content_with

SHIPPED = Path(__file__).parents[2] / "scenarios"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of content: one customer."""
    return content_with(tmp_path / "content", "zh/vmc_price")


def test_what_was_kept_is_what_was_read(folder: Path, tmp_path: Path) -> None:
    read = load_checked(folder, tmp_path)
    kept = Kept(folder, tmp_path).library()
    assert kept == read
    assert kept.content_version("zh/vmc_price") == read.content_version("zh/vmc_price")
    assert Kept(tmp_path / "another", tmp_path).library() is None


def test_what_was_kept_lacks_its_places_and_they_are_found_again(folder: Path, tmp_path: Path) -> None:
    read, kept = load_checked(folder, tmp_path), load_checked(folder, tmp_path)
    source = kept.sources["zh/vmc_price"]
    assert source.node(("facts",), key=True).line == 1
    assert placed(source) == read.sources["zh/vmc_price"]
    (folder / "zh" / "vmc_price.yaml").unlink()
    assert placed(source) is source


def test_whatever_is_changed_is_read_anew(folder: Path, tmp_path: Path) -> None:
    load_checked(folder, tmp_path)
    file = folder / "zh" / "vmc_price.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("三十八万八的立加", "另一台立加"), encoding="utf-8")
    assert load_checked(folder, tmp_path).scenarios["zh/vmc_price"].title == "另一台立加"
    file.write_text(text.replace("persona: controlling", "persona: nobody"), encoding="utf-8")
    with pytest.raises(ContentError, match="nobody"):
        load_checked(folder, tmp_path)
    file.unlink()
    assert not load_checked(folder, tmp_path).scenarios


def test_a_file_that_is_changed_while_it_is_read_is_not_kept_as_what_it_became(folder: Path, tmp_path: Path) -> None:
    before = Kept(folder, tmp_path)
    read = load_checked(folder)
    (folder / "zh" / "vmc_price.yaml").unlink()
    before.keep(read)
    assert Kept(folder, tmp_path).library() is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"key": "", "library": {}}', b"\xff\xfe", b"null"])
def test_what_cannot_be_read_is_as_if_it_were_not_there(folder: Path, tmp_path: Path, damage: bytes) -> None:
    read = load_checked(folder, tmp_path)
    [file] = (tmp_path / "content").glob("*.json")
    file.write_bytes(damage)
    assert load_checked(folder, tmp_path) == read


def test_where_nothing_can_be_kept_everything_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert load_checked(folder, tmp_path / "file") == load_checked(folder)
