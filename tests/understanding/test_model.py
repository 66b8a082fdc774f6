"""The fitted network as it is run: what it says of a text, token by token."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from state.content.terms import MOVES
from state.understanding.head import WIDTH
from state.understanding.model import FOLDER, Model, load_model
from state.understanding.tokens import CONTEXT, LONGEST, load_tokenizer, tokenize


def test_tokens_lie_in_order_in_the_text_they_are_of() -> None:
    tokenizer = load_tokenizer(FOLDER / "tokenizer.json")
    text = "主轴 12,000 转，您看 OK？"
    tokens = tokenize(tokenizer, [text])[0]
    inside = [span for span in tokens.spans if span != (0, 0)]
    assert inside == sorted(inside)
    assert "".join(text[start:end] for start, end in inside).replace(" ", "") == text.replace(" ", "")


def test_a_long_text_is_cut_to_what_the_network_reads() -> None:
    tokenizer = load_tokenizer(FOLDER / "tokenizer.json")
    tokens = tokenize(tokenizer, ["贵了，" * 2000])[0]
    assert len(tokens.ids) == len(tokens.spans) == tokens.own == LONGEST


def test_what_was_said_before_comes_first_and_only_its_end_is_read() -> None:
    tokenizer = load_tokenizer(FOLDER / "tokenizer.json")
    (alone,) = tokenize(tokenizer, ["可以"])
    (short, long) = tokenize(tokenizer, ["可以"] * 2, ["周四能来吗？", "贵了，" * 500 + "周四能来吗？"])
    assert short.ids[-short.own :] == alone.ids
    assert short.spans == alone.spans
    assert len(short.ids) > len(alone.ids)
    assert len(long.ids) == CONTEXT + len(alone.ids)
    assert long.ids[CONTEXT - 4 : CONTEXT] == short.ids[-short.own - 4 : -short.own]


def test_every_token_has_a_share_in_every_move(model: Model) -> None:
    seen = model.see("除了价格，您还有别的顾虑吗？")
    assert seen.shares.shape == (len(seen.spans), len(MOVES))
    assert seen.outputs.shape == (len(seen.spans), WIDTH)
    chances = model.chances(seen.shares.mean(axis=0))
    assert MOVES[int(np.argmax(chances))] == "isolate"
    assert ((chances >= 0) & (chances <= 1)).all()


@pytest.mark.parametrize("text", ["", " ", "\ud800", "👍🏽" * 300, "\x00\x1b[0m", "a" * 5000])
def test_any_text_is_seen(model: Model, text: str) -> None:
    assert np.isfinite(model.see(text).shares).all()


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    for name in ("tokenizer.json", "words.npy", "trunk.onnx", "moves.onnx"):
        weights = tmp_path / name
        shutil.copytree(FOLDER, weights)
        (weights / name).unlink()
        with pytest.raises(OSError, match=re.escape(name)):
            load_model(weights)


def test_what_ships_stays_under_60_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 60e6
