"""The head: what it learns is settled by the examples alone, and the one committed was learnt from those committed."""

from pathlib import Path

import numpy as np
import pytest

from state.content.examples import Examples
from state.content.library import load_examples
from state.content.terms import MOVES
from state.understanding.encoder import SentenceEncoder
from state.understanding.grams import PLACES, places
from state.understanding.head import Head, load_head, logistic
from state.understanding.reader import WEIGHTS
from state.understanding.training import prepare, train, train_and_save


@pytest.fixture(scope="module")
def examples(content: Path) -> list[Examples]:
    found, problems = load_examples(content)
    assert found is not None, problems
    return list(found.values())


@pytest.fixture(scope="module")
def few(examples: list[Examples]) -> list[Examples]:
    """The first replies of four authors."""
    chosen = [each for each in examples if each.author in ("zh_01", "zh_02", "en_01", "en_02")]
    return [each.model_copy(update={"replies": each.replies[:60]}) for each in chosen]


def test_the_same_examples_give_the_same_head(few: list[Examples], encoder: SentenceEncoder) -> None:
    one = train(prepare(few, encoder))
    two = train(prepare(reversed(few), SentenceEncoder()))
    assert one.version == two.version
    assert one.learnt_from == two.learnt_from


def test_a_changed_label_gives_another_head(few: list[Examples], encoder: SentenceEncoder) -> None:
    first = few[0].replies[0]
    other = first.model_copy(update={"moves": ("other",) if first.moves != ("other",) else ("argue",)})
    changed = few[0].model_copy(update={"replies": (other, *few[0].replies[1:])})
    one, two = (train(prepare(each, encoder)) for each in (few, [changed, *few[1:]]))
    assert one.learnt_from != two.learnt_from
    assert one.version != two.version


def test_the_committed_head_is_what_the_committed_examples_teach(
    examples: list[Examples], encoder: SentenceEncoder
) -> None:
    committed = load_head(WEIGHTS)
    lesson = prepare(examples, encoder)
    assert committed.learnt_from == lesson.digest
    anew = train(lesson)
    vectors, found = lesson.vectors[::50], lesson.places[::50]
    before, after = (logistic(head.logits(vectors, found)) for head in (committed, anew))
    np.testing.assert_allclose(after, before, atol=1e-3)
    np.testing.assert_allclose(anew.thresholds, committed.thresholds, atol=1e-3)


def test_a_head_is_read_back_as_it_was_written(content: Path, tmp_path: Path, few: list[Examples]) -> None:
    head = train(prepare(few, SentenceEncoder()))
    head.save(tmp_path / "head.npz")
    assert load_head(tmp_path / "head.npz").version == head.version


def test_a_head_for_other_moves_is_refused(tmp_path: Path) -> None:
    moves = tuple(reversed(MOVES))
    Head(
        moves=moves,
        vectors=np.zeros((512, len(moves)), np.float16),
        grams=np.zeros((PLACES, len(moves)), np.float16),
        bias=np.zeros(len(moves), np.float32),
        thresholds=np.ones(len(moves), np.float32),
        learnt_from="",
    ).save(tmp_path / "old.npz")
    with pytest.raises(ValueError, match="train it anew"):
        load_head(tmp_path / "old.npz")


def test_training_on_faulty_examples_says_which(tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "zh_90.yaml").write_text("author: zh_90\nlang: zh\n", encoding="utf-8")
    with pytest.raises(ValueError, match="zh_90"):
        train_and_save(tmp_path, tmp_path / "head.npz")


def test_grams_take_all_numbers_for_one_and_all_widths_and_cases_for_one() -> None:
    assert places("便宜8000").tolist() == places("便宜 500").tolist() != places("便宜").tolist()
    assert places("ＯＫ吗？").tolist() == places("ok吗?").tolist()
    assert places("  \n").size == 0


def test_committed_weights_stay_small() -> None:
    assert WEIGHTS.stat().st_size < 4 * 2**20
