"""Vectors: the same bits from a file as from the network; a file that is broken or cannot be written does no harm."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from state.understanding.encoder import load_encoder
from state.understanding.lexicon import Floats
from state.understanding.model import FOLDER
from state.understanding.trunk import load_trunk
from state.understanding.vectors import PART, Vectors


class Counting:
    """An encoder that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, sentences: Sequence[str]) -> Floats:
        self.asked += 1
        return np.array([[len(sentence), self.asked] for sentence in sentences], np.float32)


def test_what_was_encoded_once_is_read_from_the_file_the_next_time(tmp_path: Path) -> None:
    encode = Counting()
    first = Vectors(tmp_path, "one").of(["甲", "乙丙"], encode)
    assert np.array_equal(Vectors(tmp_path, "one").of(["甲", "乙丙"], encode), first)
    assert encode.asked == 1


@pytest.mark.parametrize(("network", "sentences"), [("two", ["甲", "乙"]), ("one", ["乙", "甲"]), ("one", ["甲"])])
def test_another_network_and_other_sentences_are_others(tmp_path: Path, network: str, sentences: list[str]) -> None:
    encode = Counting()
    Vectors(tmp_path, "one").of(["甲", "乙"], encode)
    Vectors(tmp_path, network).of(sentences, encode)
    assert encode.asked == 2


def test_who_is_stopped_in_between_has_done_a_part_for_the_next(tmp_path: Path) -> None:
    sentences = [str(number) for number in range(3 * PART)]
    encode = Counting()

    def stopped(some: Sequence[str]) -> Floats:
        if encode.asked == 2:
            raise KeyboardInterrupt
        return encode(some)

    with pytest.raises(KeyboardInterrupt):
        Vectors(tmp_path, "one").of(sentences, stopped)
    found = Vectors(tmp_path, "one").of([*sentences[:-1], "another"], encode)
    assert encode.asked == 3, "two parts of three were kept"
    assert found[:, 1].tolist() == [1] * PART + [2] * PART + [3] * PART


@pytest.mark.parametrize("broken", [b"", b"\x93NUMPY", b"no array at all"])
def test_a_broken_file_is_written_anew(tmp_path: Path, broken: bytes) -> None:
    encode = Counting()
    Vectors(tmp_path, "one").of(["甲"], encode)
    (file,) = tmp_path.iterdir()
    file.write_bytes(broken)
    assert Vectors(tmp_path, "one").of(["甲"], encode).tolist() == [[1, 2]]
    assert Vectors(tmp_path, "one").of(["甲"], encode).tolist() == [[1, 2]]


def test_a_file_with_another_number_of_sentences_is_not_believed(tmp_path: Path) -> None:
    encode = Counting()
    Vectors(tmp_path, "one").of(["甲", "乙"], encode)
    (file,) = tmp_path.iterdir()
    np.save(file, np.zeros((3, 2), np.float32))
    assert len(Vectors(tmp_path, "one").of(["甲", "乙"], encode)) == 2


def test_where_nothing_can_be_written_it_is_encoded_each_time(tmp_path: Path) -> None:
    encode = Counting()
    blocked = tmp_path / "a file and no folder"
    blocked.write_text("", encoding="utf-8")
    for _ in range(2):
        assert len(Vectors(blocked, "one").of(["甲"], encode)) == 1
    assert encode.asked == 2


def test_no_more_files_are_kept_than_may_be(tmp_path: Path) -> None:
    encode = Counting()
    vectors = Vectors(tmp_path, "one", most=3)
    for number in range(5):
        vectors.of([f"{number}"], encode)
        for file in tmp_path.iterdir():
            if file.stat().st_mtime_ns > number:  # the one just written: two of the same tick would have no order
                os.utime(file, ns=(number, number))
    assert len(list(tmp_path.iterdir())) == 3
    vectors.of(["4"], encode)
    assert encode.asked == 5


def test_the_encoder_gives_the_same_bits_with_a_cache_as_without(tmp_path: Path) -> None:
    sentences = ["交期能不能提前？", "What does it cost to run?", ""]
    trunk = load_trunk(FOLDER)
    plain = load_encoder(FOLDER, trunk).encode(sentences)
    for _ in range(2):
        assert np.array_equal(load_encoder(FOLDER, trunk, tmp_path).encode(sentences), plain)
    assert len(list((tmp_path / "vectors").iterdir())) == 1
