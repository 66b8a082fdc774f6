"""The fitted network as it is run: what it says of a text, token by token."""

import numpy as np
import pytest

from state.content.terms import MOVES
from state.understanding.model import FOLDER, Model, load_model
from state.understanding.tokens import LONGEST, load_tokenizer, tokenize


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
    assert len(tokens.ids) == len(tokens.spans) == LONGEST


def test_every_token_has_a_share_in_every_move(model: Model) -> None:
    seen = model.see("除了价格，您还有别的顾虑吗？")
    assert seen.shares.shape == (len(seen.spans), len(MOVES))
    chances = model.chances(seen.shares.mean(axis=0))
    assert MOVES[int(np.argmax(chances))] == "isolate"
    assert ((chances >= 0) & (chances <= 1)).all()


@pytest.mark.parametrize("text", ["", " ", "\ud800", "👍🏽" * 300, "\x00\x1b[0m", "a" * 5000])
def test_any_text_is_seen(model: Model, text: str) -> None:
    assert np.isfinite(model.see(text).shares).all()


def test_a_missing_file_is_an_os_error(tmp_path: object) -> None:
    with pytest.raises(OSError, match=r"network\.onnx"):
        load_model(FOLDER.with_name("nowhere"))


def test_what_ships_stays_under_60_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 60e6
