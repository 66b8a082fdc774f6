"""Heads: the correction and calibration that labelled replies ask for, on top of a network that stays as it is.

Every reply is read once; what is then to be found is the minimum of a convex function, so that the same replies give
the same head, in about a minute.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from state.content.library import load_examples
from state.content.terms import MOVES
from state.understanding.head import WIDTH, Floats, Head, plain
from state.understanding.model import FOLDER, HEAD, Model, load_model
from state.understanding.tuning.calibrating import calibrate
from state.understanding.tuning.lessons import Labelled, labelled

HELD_OUT = frozenset(("zh_13", "zh_19", "zh_47", "zh_60", "en_13", "en_17", "en_57", "en_70"))
"""Authors who teach nothing and calibrate: in each language one of a class, two who are hard, one who sells well."""
STIFFNESS = 10.0
"""How strongly the correction is held to nothing: replies that the network has learnt leave little to correct."""

Say = Callable[[str], None]


def build_head(
    content: Path,
    out: Path | None = None,
    network: Path = FOLDER,
    held_out: Collection[str] = HELD_OUT,
    say: Say = print,
) -> None:
    """Fit a head to the examples of a folder of content and write it into `out` (else where the network is).

    Raises ValueError if the content has errors, or has no example of a held-out author.
    """
    replies = read_replies(content)
    taught = [reply for reply in replies if reply.author not in held_out]
    unmet = [reply for reply in replies if reply.author in held_out]
    if not unmet:
        raise ValueError(f"there is no example by {' or '.join(sorted(held_out))}, by whom the head is calibrated")
    model = load_model(network, plain())
    say(f"{len(taught)} replies to learn from, {len(unmet)} to calibrate by")
    weight, bias = correction(*seen(model, taught), _labels(taught))
    outputs, moves = seen(model, unmet)
    head = Head(weight, bias, calibrate(moves + outputs @ weight + bias, _labels(unmet)))
    folder = out or network
    folder.mkdir(parents=True, exist_ok=True)
    head.save(folder / HEAD)


def read_replies(content: Path) -> list[Labelled]:
    """All labelled replies of a folder of content. Raises ValueError if it has errors."""
    examples, problems = load_examples(content)
    if examples is None:
        raise ValueError("\n".join(problem.render() for problem in problems))
    return labelled(list(examples.values()))


def seen(model: Model, replies: Sequence[Labelled]) -> tuple[Floats, Floats]:
    """The mean of the network's outputs, (replies, 384), and of what it says of the moves, (replies, 24)."""

    def means(reply: Labelled) -> tuple[Floats, Floats]:
        each = model.see(reply.reply, reply.context)
        return each.outputs.mean(axis=0), each.moves.mean(axis=0)

    with ThreadPoolExecutor() as pool:
        pairs = list(pool.map(means, replies))
    return np.array([outputs for outputs, _ in pairs]), np.array([moves for _, moves in pairs])


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
