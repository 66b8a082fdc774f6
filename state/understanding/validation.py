"""Validation: how the reader reads authors from whom it learnt nothing (extra `train`)."""

from collections.abc import Iterable

import numpy as np

from state.content.examples import Examples
from state.content.terms import MOVES, Lang
from state.understanding.encoder import Encoder
from state.understanding.evaluation import Evaluation, Moves, evaluate
from state.understanding.reader import SentenceReader
from state.understanding.training import FOLDS, prepare, train


def leave_authors_out(examples: Iterable[Examples], encoder: Encoder) -> dict[Lang, Evaluation]:
    """Evaluate by language: four readers, each trained, thresholds included, without the fourth of authors it reads.

    Takes about two minutes for 5,280 replies.
    """
    lesson = prepare(examples, encoder)
    found: list[Moves] = [()] * len(lesson.replies)
    for fold in range(FOLDS):
        held = lesson.folds == fold
        reader = SentenceReader(encoder, train(lesson.part(~held)))
        for i in np.flatnonzero(held):
            found[i] = reader.read(lesson.replies[i], lang=lesson.langs[i]).moves
    gold = [tuple(move for move, made in zip(MOVES, row, strict=True) if made) for row in lesson.made]
    result: dict[Lang, Evaluation] = {}
    for lang in ("zh", "en"):
        chosen = [i for i, each in enumerate(lesson.langs) if each == lang]
        if chosen:
            result[lang] = evaluate([gold[i] for i in chosen], [found[i] for i in chosen])
    return result
