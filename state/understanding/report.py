"""Report: a reader held against labelled replies, as text: how well, how surely, and where it goes wrong."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from state.content.examples import Examples, LabelledReply
from state.content.terms import Move
from state.understanding.evaluation import evaluate
from state.understanding.reading import Reader, Reading

ROUNDS = 400
"""Samples with replacement by which an interval is found."""
SURE = 0.9
"""The confidence from which on a claim is said to be made surely."""
BINS = 10


@dataclass(frozen=True)
class Judged:
    """A labelled reply and how it was read."""

    labelled: LabelledReply
    reading: Reading

    @property
    def missed(self) -> list[Move]:
        """Moves that it makes and that were not read."""
        return [move for move in self.labelled.moves if move not in self.reading.moves]

    @property
    def raised(self) -> list[Move]:
        """Moves that were read and that it does not make."""
        return [move for move in self.reading.moves if move not in self.labelled.moves]


def judge(reader: Reader, examples: Sequence[Examples]) -> list[Judged]:
    """Read every labelled reply."""
    return [
        Judged(reply, reader.read(reply.reply, lang=of.lang, customer=reply.customer))
        for of in examples
        for reply in of.replies
    ]


def report(title: str, judged: Sequence[Judged], errors: int = 0) -> str:
    """Everything about one set of replies. errors: how many misread replies to show."""
    gold, found = [each.labelled.moves for each in judged], [tuple(each.reading.moves) for each in judged]
    low, high = interval(judged)
    precision, coverage = surely(judged)
    blocks = [
        f"{title}: {len(judged)} replies",
        evaluate(gold, found).table(),
        f"macro-F1, 95 in 100 samples: {low:.3f} to {high:.3f}",
        f"claimed at {SURE} or more: right {precision:.3f} of the time, covering {coverage:.3f} of the moves made",
        f"expected calibration error of what is claimed: {calibration_error(judged):.3f}",
        *_confusions(judged),
        *_errors(judged, errors),
    ]
    return "\n".join(blocks)


def interval(judged: Sequence[Judged], seed: int = 0) -> tuple[float, float]:
    """The range in which the macro-F1 of 95 in 100 samples of these replies lies."""
    random = np.random.default_rng(seed)
    scores = []
    for _ in range(ROUNDS):
        sample = [judged[i] for i in random.integers(len(judged), size=len(judged))]
        gold, found = [each.labelled.moves for each in sample], [tuple(each.reading.moves) for each in sample]
        scores.append(evaluate(gold, found).macro)
    return float(np.quantile(scores, 0.025)), float(np.quantile(scores, 0.975))


def surely(judged: Sequence[Judged], at: float = SURE) -> tuple[float, float]:
    """Of claims with at least this confidence: the share that is right, and the share of all moves that they cover."""
    claims = [
        move in each.labelled.moves
        for each in judged
        for move, confidence in each.reading.moves.items()
        if confidence >= at
    ]
    made = sum(len(each.labelled.moves) for each in judged)
    return sum(claims) / max(1, len(claims)), sum(claims) / max(1, made)


def calibration_error(judged: Sequence[Judged]) -> float:
    """How far confidence and truth are apart, 0–1: the mean over ten bins, each by how many claims it holds."""
    claims = [
        (confidence, move in each.labelled.moves) for each in judged for move, confidence in each.reading.moves.items()
    ]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in claims:
        bins.setdefault(min(BINS - 1, int(confidence * BINS)), []).append((confidence, right))
    apart = [abs(sum(c for c, _ in of) - sum(right for _, right in of)) for of in bins.values()]
    return sum(apart) / max(1, len(claims))


def _confusions(judged: Sequence[Judged], most: int = 8) -> Iterator[str]:
    pairs = Counter((missed, raised) for each in judged for missed in each.missed for raised in each.raised)
    if pairs:
        yield "most often confused:"
    for (missed, raised), count in pairs.most_common(most):
        shown = next(each for each in judged if missed in each.missed and raised in each.raised)
        yield f"  {missed} read as {raised}: {count}, as {shown.labelled.reply!r}"


def _errors(judged: Sequence[Judged], most: int) -> Iterator[str]:
    wrong = [each for each in judged if each.missed or each.raised]
    wrong.sort(key=lambda each: -max((each.reading.moves[move] for move in each.raised), default=0.0))
    if most and wrong:
        yield f"misread, the surest first ({len(wrong)} in all):"
    for each in wrong[:most]:
        read = ", ".join(f"{move} {confidence:.2f}" for move, confidence in each.reading.moves.items())
        yield f"  {each.labelled.id} {each.labelled.reply!r}\n    is {', '.join(each.labelled.moves)}; read as {read}"
