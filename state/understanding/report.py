"""Report: a reader held against labelled replies, as text: how well, how surely, and where it goes wrong."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from state.content.examples import Examples, LabelledReply
from state.content.terms import Move
from state.understanding.evaluation import Evaluation, Samples, evaluate, interval, sample
from state.understanding.reading import Reader, Reading

SURE = 0.9
"""The confidence from which on a claim is said to be made surely."""
BINS = 10


@dataclass(frozen=True)
class Judged:
    """A labelled reply, who wrote it, and how it was read."""

    author: str
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
        Judged(of.author, reply, reader.read(reply.reply, lang=of.lang, customer=reply.customer))
        for of in examples
        for reply in of.replies
    ]


def report(title: str, judged: Sequence[Judged], errors: int = 0) -> str:
    """Everything about one set of replies. errors: how many misread replies to show."""
    evaluation, samples = _evaluated(judged)
    precision, coverage = surely(judged)
    blocks = [
        f"{title}: {len(judged)} replies",
        *_table(evaluation, samples),
        *_authors(judged),
        f"claimed at {SURE} or more: right {precision:.3f} of the time, covering {coverage:.3f} of the moves made",
        f"expected calibration error of what is claimed: {calibration_error(judged):.3f}",
        *_confusions(judged),
        *_errors(judged, errors),
    ]
    return "\n".join(blocks)


def comparison(title: str, one: Sequence[Judged], two: Sequence[Judged]) -> str:
    """Two readers, A and B, on the same replies: F1 of each move, and how surely B is better or worse than A."""
    (of_a, in_a), (of_b, in_b) = _evaluated(one), _evaluated(two)
    lines = [f"{title}: {len(one)} replies", f"{'move':<16}{'A':>7}{'B':>7}{'B - A':>8}  95 in 100 samples"]
    rows = [
        (move, a.f1, of_b.moves[move].f1, in_b.moves[:, i] - in_a.moves[:, i])
        for i, (move, a) in enumerate(of_a.moves.items())
    ]
    for name, a, b, gain in [*rows, ("macro", of_a.macro, of_b.macro, in_b.macro - in_a.macro)]:
        low, high = interval(gain)
        lines.append(f"{name:<16}{a:>7.3f}{b:>7.3f}{b - a:>+8.3f}  {low:+.3f} to {high:+.3f}")
    for only, better, worse in (("A", one, two), ("B", two, one)):
        count = sum(_right(left) and not _right(right) for left, right in zip(better, worse, strict=True))
        lines.append(f"wholly right in {only} alone: {count}")
    return "\n".join(lines)


def _right(judged: Judged) -> bool:
    return not judged.missed and not judged.raised


def _evaluated(judged: Sequence[Judged]) -> tuple[Evaluation, Samples]:
    gold, found = [each.labelled.moves for each in judged], [tuple(each.reading.moves) for each in judged]
    return evaluate(gold, found), sample(gold, found)


def _table(evaluation: Evaluation, samples: Samples) -> Iterator[str]:
    yield f"{'move':<16}{'precision':>10}{'recall':>8}{'F1':>7}  {'95 in 100':<11}{'replies':>9}"
    for i, (move, each) in enumerate(evaluation.moves.items()):
        low, high = interval(samples.moves[:, i])
        of_move = f"{move:<16}{each.precision:>10.2f}{each.recall:>8.2f}{each.f1:>7.2f}"
        yield f"{of_move}  {low:.2f}-{high:.2f}  {each.support:>9}"
    low, high = interval(samples.macro)
    yield f"{'macro':<34}{evaluation.macro:>7.3f}  {low:.3f}-{high:.3f}{evaluation.replies:>9}"
    yield f"{'micro':<34}{evaluation.micro:>7.3f}"


def _authors(judged: Sequence[Judged]) -> Iterator[str]:
    authors = sorted({each.author for each in judged})
    if len(authors) < 2:
        return
    for author in authors:
        own = [each for each in judged if each.author == author]
        evaluation, samples = _evaluated(own)
        low, high = interval(samples.macro)
        yield (
            f"{author:<16}{'macro':>18}{evaluation.macro:>7.3f}  {low:.3f}-{high:.3f}{len(own):>9}   "
            f"micro {evaluation.micro:.3f}"
        )


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
