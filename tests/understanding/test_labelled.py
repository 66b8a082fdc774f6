"""The labelled replies: there are enough of them, and none that measures the reader has taught it."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.evaluating import labelled_files
from state.content.examples import Examples
from state.content.terms import MOVES

MEASURING = Path(__file__).parents[1] / "data" / "replies"


@pytest.fixture(scope="module")
def examples(content: Path) -> list[Examples]:
    return labelled_files(content / "examples")


def _said(files: Iterable[Examples]) -> dict[str, str]:
    """Replies without marks and case -> id; not those that anybody might say in the same words."""
    bare = {re.sub(r"[\W_]", "", reply.reply).lower(): reply.id for of in files for reply in of.replies}
    return {text: name for text, name in bare.items() if len(text) > 8}


def test_there_are_voices_and_replies_enough_in_each_language(examples: list[Examples]) -> None:
    replies = Counter[str]()
    for of in examples:
        replies[of.lang] += len(of.replies)
    voices = Counter(of.lang for of in examples)
    assert min(voices["zh"], voices["en"]) >= 22
    assert min(replies["zh"], replies["en"]) >= 5_200


@pytest.mark.parametrize("kind", ["plain", "hard"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_measuring_set_is_large_and_holds_every_move(kind: str, lang: str) -> None:
    replies = [reply for of in labelled_files(MEASURING / kind) if of.lang == lang for reply in of.replies]
    assert len(replies) >= 300
    made = Counter(move for reply in replies for move in reply.moves)
    assert min(made[move] for move in MOVES) >= 10


@pytest.mark.parametrize("kind", ["plain", "hard", "short"])
def test_what_measures_has_not_taught(examples: list[Examples], kind: str) -> None:
    measuring = labelled_files(MEASURING / kind)
    assert {of.author for of in measuring}.isdisjoint(of.author for of in examples)
    taught = _said(examples)
    assert not {name: taught[text] for text, name in _said(measuring).items() if text in taught}
