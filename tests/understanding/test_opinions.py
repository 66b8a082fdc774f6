"""Labels that the network is all but sure are wrong are doubted, and no others."""

from pathlib import Path

import numpy as np
import pytest

from state.content.examples import Examples
from state.content.terms import MOVES, Move
from state.understanding.model import Model
from state.understanding.opinions import ABSENT, PRESENT, Doubt, Opinions, doubts
from state.understanding.vectors import PART, Vectors


def chances(**given: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([given.get(move, 0.5) for move in MOVES])


def test_only_what_it_is_all_but_sure_of_is_doubted() -> None:
    labels: tuple[Move, ...] = ("isolate", "evidence")
    assert doubts(labels, chances(isolate=ABSENT + 0.001, argue=PRESENT - 0.001)) == []
    assert doubts(labels, chances(isolate=PRESENT, argue=ABSENT)) == []
    assert doubts(labels, chances(isolate=ABSENT, argue=PRESENT)) == [
        Doubt("isolate", labelled=True, chance=ABSENT),
        Doubt("argue", labelled=False, chance=PRESENT),
    ]


def examples(reply: str, *moves: Move, count: int = 1) -> Examples:
    one = {"persona": "amiable", "objection": "price", "customer": "太贵了。", "reply": reply, "moves": moves}
    replies = [{"id": f"zh_01-{number:03}", **one} for number in range(1, count + 1)]
    return Examples.model_validate({"author": "zh_01", "lang": "zh", "replies": replies})


ASKS = "您现在是怎么加工这批件的？"


@pytest.mark.parametrize(
    ("labels", "doubted"),
    [
        (("open_question",), []),
        (("open_question", "go_informal"), ["go_informal"]),
        (("concede",), ["concede", "open_question"]),
    ],
)
def test_of_a_plain_question_wrong_labels_are_doubted(
    model: Model, labels: tuple[Move, ...], doubted: list[Move]
) -> None:
    found = Opinions(model).doubts(examples(ASKS, *labels))
    assert sorted(doubt.move for _, doubt in found) == doubted


def test_of_a_bare_word_nothing_is_said(model: Model) -> None:
    assert Opinions(model).doubts(examples("好的", "improper")) == []


def test_of_what_a_second_reader_has_settled_nothing_is_said(model: Model) -> None:
    doubted = examples(ASKS, "concede")
    settled = doubted.model_copy(update={"replies": [doubted.replies[0].model_copy(update={"settled": True})]})
    assert Opinions(model).doubts(doubted)
    assert not Opinions(model).doubts(settled)


def test_what_was_read_once_is_kept(model: Model, tmp_path: Path) -> None:
    first = Opinions(model, Vectors(tmp_path, "network")).of(examples(ASKS, "open_question"))
    [kept] = tmp_path.iterdir()
    np.save(kept, np.zeros((1, len(MOVES)), np.float32))
    assert not Opinions(model, Vectors(tmp_path, "network")).of(examples(ASKS, "concede")).any()
    assert np.array_equal(first, Opinions(model).of(examples(ASKS, "open_question")))


def test_of_many_replies_as_much_is_kept_as_there_are(model: Model, tmp_path: Path) -> None:
    many = examples(ASKS, "open_question", count=PART + 1)
    alone = Opinions(model).of(examples(ASKS, "open_question"))
    for _ in range(2):  # read, then kept
        assert np.array_equal(
            Opinions(model, Vectors(tmp_path, "network")).of(many), np.repeat(alone, PART + 1, axis=0)
        )
