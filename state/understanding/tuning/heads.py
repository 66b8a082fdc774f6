"""Heads: the correction and calibration that labelled replies ask for, on top of a network that stays as it is.

Every reply is read once; what is then to be found is the minimum of a convex function, so that the same replies give
the same head, in about a minute, and in seconds where the replies have been read before.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from state.content.library import load_examples
from state.content.terms import MOVES
from state.understanding.head import WIDTH, Head, plain
from state.understanding.lexicon import Floats
from state.understanding.model import FOLDER, HEAD, Model, load_model
from state.understanding.tuning.calibrating import calibrate
from state.understanding.tuning.lessons import Labelled, labelled
from state.understanding.tuning.memory import Halves, key, place, recall, remember

HELD_OUT = frozenset(("zh_13", "zh_19", "zh_47", "zh_60", "en_13", "en_17", "en_57", "en_70"))
"""Authors who teach nothing and calibrate: in each language one of a class, two who are hard, one who sells well."""
STIFFNESS = 10.0
"""How strongly the correction is held to nothing: replies that the network has learnt leave little to correct."""

ANCHORS = 5
"""Of replies that the network has learnt, one in so many is read again, to hold the correction where it is right."""

Say = Callable[[str], None]


def build_head(
    content: Path,
    out: Path | None = None,
    network: Path = FOLDER,
    held_out: Collection[str] = HELD_OUT,
    say: Say = print,
    cache: Path | None = None,
) -> None:
    """Fit a head to the examples of a folder of content and write it into `out` (else where the network is).

    cache: a folder in which it is kept what the network said of each reply; None: nothing is kept.

    Raises ValueError if the content has errors, or has no example of a held-out author.
    """
    head = fit_head(read_replies(content), network, held_out, say, cache)
    folder = out or network
    folder.mkdir(parents=True, exist_ok=True)
    head.save(folder / HEAD)


def fit_head(
    replies: Sequence[Labelled],
    network: Path = FOLDER,
    held_out: Collection[str] = HELD_OUT,
    say: Say = print,
    cache: Path | None = None,
) -> Head:
    """Fit a head to labelled replies; the arguments are those of `build_head`.

    Raises ValueError if none of them is by a held-out author.
    """
    model = load_model(network, head=plain())
    replies = telling(replies, model.learnt - set(held_out))
    taught = [reply for reply in replies if reply.author not in held_out]
    unmet = [reply for reply in replies if reply.author in held_out]
    if not unmet:
        raise ValueError(f"there is no example by {' or '.join(sorted(held_out))}, by whom the head is calibrated")
    say(f"{len(taught)} replies to learn from, {len(unmet)} to calibrate by")
    kept = place(cache, network) if cache else None
    known = recall(kept) if kept else {}
    read = {key(reply): reply for reply in replies}
    new = [reply for own, reply in read.items() if own not in known]
    say(f"{len(new)} of them are new and have to be read")
    known.update(zip(map(key, new), seen(model, new), strict=True))
    if kept and new:
        remember(kept, {own: known[own] for own in read})
    weight, bias = correction(*_rows(known, taught), _labels(taught))
    outputs, moves = _rows(known, unmet)
    return Head(weight, bias, calibrate(moves + outputs @ weight + bias, _labels(unmet)))


def read_replies(content: Path) -> list[Labelled]:
    """All labelled replies of a folder of content. Raises ValueError if it has errors."""
    examples, problems = load_examples(content)
    if examples is None:
        raise ValueError("\n".join(problem.render() for problem in problems))
    return labelled(list(examples.values()))


def telling(replies: Sequence[Labelled], learnt: Collection[str]) -> list[Labelled]:
    """Without most of those that the network has learnt, for they leave little to correct."""
    known = [reply for reply in replies if reply.author in learnt]
    return [*known[::ANCHORS], *(reply for reply in replies if reply.author not in learnt)]


def seen(model: Model, replies: Sequence[Labelled]) -> list[Halves]:
    """For each reply the mean of the network's outputs, then that of what it says of the moves, (384 + 24,)."""

    def means(reply: Labelled) -> Halves:
        each = model.see(reply.reply, reply.context)
        return np.concatenate([each.outputs.mean(axis=0), each.moves.mean(axis=0)]).astype(np.float16)

    with ThreadPoolExecutor() as pool:
        return list(pool.map(means, replies))


def _rows(known: Mapping[bytes, Halves], replies: Sequence[Labelled]) -> tuple[Floats, Floats]:
    rows = np.array([known[key(reply)] for reply in replies], np.float32)
    return rows[:, :WIDTH], rows[:, WIDTH:]


def correction(outputs: Floats, moves: Floats, labels: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Weight, (384, 24), and bias, (24,), that added to what the network says suit the labels best.

    The bias is the first to give way, the weight is held to nothing by `STIFFNESS`.
    """
    centre = outputs.mean(axis=0)
    x, signs = (outputs - centre).astype(np.float64), np.where(labels, 1.0, -1.0)

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weight, bias = flat[: WIDTH * len(MOVES)].reshape(WIDTH, -1), flat[WIDTH * len(MOVES) :]
        against = -signs * (moves + x @ weight + bias)
        pull = -signs / (1 + np.exp(-np.clip(against, -30, 30)))
        loss = np.logaddexp(0, against).sum() + STIFFNESS / 2 * (weight**2).sum()
        return float(loss), np.concatenate([(x.T @ pull + STIFFNESS * weight).ravel(), pull.sum(axis=0)])

    start = np.zeros((WIDTH + 1) * len(MOVES))
    flat = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 40}).x
    weight, bias = flat[: WIDTH * len(MOVES)].reshape(WIDTH, -1), flat[WIDTH * len(MOVES) :]
    return weight.astype(np.float32), (bias - centre @ weight).astype(np.float32)


def _labels(replies: Sequence[Labelled]) -> NDArray[np.bool_]:
    return np.array([reply.labels for reply in replies]) > 0
