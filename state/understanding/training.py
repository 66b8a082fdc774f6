"""Training: labelled replies -> the head's weights, the same from the same replies each time (extra `train`)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from state.content.examples import Examples
from state.content.library import load_examples
from state.content.terms import MOVES, Lang
from state.understanding.encoder import Encoder, SentenceEncoder, Vectors
from state.understanding.grams import PLACES, Places, places
from state.understanding.head import Head, logistic

FOLDS = 4
"""Into so many groups are the authors of each language divided; each is judged by what the others taught."""

# Strengths of the penalty on the two kinds of weights (halved sum of squares), found by leaving authors out.
VECTOR_PENALTY = 0.3
GRAM_PENALTY = 0.05

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Lesson:
    """Labelled replies in the form that training takes: n replies, a row each.

    made: whether each move is made, (n, moves). folds: the group of authors, 0…FOLDS-1.
    """

    replies: tuple[str, ...]
    langs: tuple[Lang, ...]
    made: NDArray[np.bool_]
    folds: NDArray[np.int64]
    vectors: Vectors
    places: tuple[Places, ...]
    digest: str

    def part(self, chosen: NDArray[np.bool_]) -> "Lesson":
        """Only the chosen replies, (n,); the digest stays the whole's."""
        kept = np.flatnonzero(chosen)
        return Lesson(
            replies=tuple(self.replies[i] for i in kept),
            langs=tuple(self.langs[i] for i in kept),
            made=self.made[kept],
            folds=self.folds[kept],
            vectors=self.vectors[kept],
            places=tuple(self.places[i] for i in kept),
            digest=self.digest,
        )


def prepare(examples: Iterable[Examples], encoder: Encoder) -> Lesson:
    """Encode all replies. Authors go to the folds in turn, each language on its own, sorted by name."""
    authors = sorted(examples, key=lambda each: (each.lang, each.author))
    fold: dict[str, int] = {}
    for lang in ("zh", "en"):
        names = [each.author for each in authors if each.lang == lang]
        fold |= {name: i % FOLDS for i, name in enumerate(names)}
    labelled = [(each, reply) for each in authors for reply in each.replies]
    replies = tuple(reply.reply for _, reply in labelled)
    return Lesson(
        replies=replies,
        langs=tuple(each.lang for each, _ in labelled),
        made=np.array([[move in reply.moves for move in MOVES] for _, reply in labelled]),
        folds=np.array([fold[each.author] for each, _ in labelled]),
        vectors=encoder.encode(replies),
        places=tuple(places(reply) for reply in replies),
        digest=digest(authors),
    )


def digest(examples: Iterable[Examples]) -> str:
    """Twelve hex digits of all that training looks at; they change with any reply or label."""
    lines = [
        f"{each.lang} {each.author} {reply.id} {' '.join(reply.moves)} {reply.reply}"
        for each in examples
        for reply in each.replies
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:12]


def train(lesson: Lesson) -> Head:
    """Learn from all replies; thresholds and the scale of the confidences come from leaving authors out."""
    made = lesson.made
    held_out = _held_out(lesson)
    scale, shift = _calibrate(held_out, made)
    weights, bias = _fit(lesson, np.ones(len(made), dtype=bool))
    weights, bias = weights * scale, bias * scale + shift
    d = lesson.vectors.shape[1]
    chances = logistic(held_out * scale + shift)
    return Head(
        moves=MOVES,
        vectors=weights[:d].astype(np.float16),
        grams=weights[d:].astype(np.float16),
        bias=bias.astype(np.float32),
        thresholds=np.array([_threshold(chances[:, i], made[:, i]) for i in range(len(MOVES))], dtype=np.float32),
        learnt_from=lesson.digest,
    )


def _held_out(lesson: Lesson) -> Doubles:
    """For each reply the log odds, (n, moves), by weights that its author had no part in."""
    result = np.zeros(lesson.made.shape)
    features = _features(lesson)
    for fold in np.unique(lesson.folds):
        held = lesson.folds == fold
        weights, bias = _fit(lesson, ~held)
        scaled = weights / _scales(lesson)[:, None]
        result[held] = features[held] @ scaled + bias
    return result


def train_and_save(folder: Path, path: Path) -> Head:
    """Learn from the examples in a folder of content and write the head.

    Raises:
        ValueError: an example has an error.
    """
    examples, problems = load_examples(folder)
    if examples is None:
        raise ValueError("\n".join(problem.render() for problem in problems))
    head = train(prepare(examples.values(), SentenceEncoder()))
    head.save(path)
    return head


def _scales(lesson: Lesson) -> Doubles:
    """What each feature is multiplied by, so that one strength of penalty serves both kinds."""
    d = lesson.vectors.shape[1]
    return np.concatenate((np.full(d, VECTOR_PENALTY**-0.5), np.full(PLACES, GRAM_PENALTY**-0.5)))


def _features(lesson: Lesson) -> csr_matrix:
    sizes = np.array([len(found) for found in lesson.places])
    ends = np.concatenate(([0], np.cumsum(sizes)))
    values = np.repeat((np.maximum(sizes, 1) * GRAM_PENALTY) ** -0.5, sizes)
    grams = csr_matrix((values, np.concatenate(lesson.places), ends), shape=(len(sizes), PLACES), dtype=np.float64)
    return hstack([csr_matrix(lesson.vectors * VECTOR_PENALTY**-0.5), grams]).tocsr()


def _fit(lesson: Lesson, chosen: NDArray[np.bool_]) -> tuple[Doubles, Doubles]:
    """Weights (features, moves) for unscaled features, and biases (moves,), from the chosen replies."""
    features = _features(lesson)[chosen]
    weights = np.zeros((features.shape[1], len(MOVES)))
    used = np.unique(features.indices)  # what no reply has keeps the weight 0
    features = features[:, used]
    bias = np.zeros(len(MOVES))
    for i in range(len(MOVES)):
        made = lesson.made[chosen, i]
        if made.all() or not made.any():  # nothing to tell apart; one reply more of either kind stands for doubt
            bias[i] = np.log((made.sum() + 1) / ((~made).sum() + 1))
            continue
        model = LogisticRegression(C=1.0, tol=1e-4, max_iter=400).fit(features, made)
        weights[used, i] = model.coef_[0] * _scales(lesson)[used]
        bias[i] = model.intercept_[0]
    return weights, bias


def _calibrate(held_out: Doubles, made: NDArray[np.bool_]) -> tuple[Doubles, Doubles]:
    """Per move the scale and shift of the log odds, (moves,) each, with which chances agree with frequencies."""
    scale, shift = np.ones(len(MOVES)), np.zeros(len(MOVES))
    for i in range(len(MOVES)):
        if made[:, i].any() and not made[:, i].all():
            model = LogisticRegression(C=10.0).fit(held_out[:, i : i + 1], made[:, i])
            scale[i], shift[i] = max(model.coef_[0, 0], 0.1), model.intercept_[0]
    return scale, shift


def _threshold(chances: Doubles, made: NDArray[np.bool_]) -> float:
    """The chance from which calling a move made gives the best F1, smoothed over neighbouring choices."""
    order = np.argsort(-chances, kind="stable")
    count = np.arange(1, len(order) + 1)
    f1 = 2 * np.cumsum(made[order]) / (count + made.sum())
    best = int(np.argmax(np.convolve(f1, np.ones(9) / 9, "same")))
    return float(chances[order[best : best + 2]].mean())
