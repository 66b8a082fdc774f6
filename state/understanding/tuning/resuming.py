"""Resuming: the layers for moves go on from where they stand and learn replies that are new to them; the trunk stays.

Beside the new replies some that are known are rehearsed, and what the layers said of them counts more than their
labels, so that little is forgotten. It takes an hour and a quarter on two cores, where all layers would take half a
day.
"""

import shutil
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from state.understanding.encoder import MEANING
from state.understanding.head import plain
from state.understanding.model import FOLDER, NETWORK, load_model
from state.understanding.trunk import FILES, load_trunk
from state.understanding.tuning.export import export
from state.understanding.tuning.fitting import SPAN, STRIDE, Say, cost, emphasis_of, nearer, optimizer_for
from state.understanding.tuning.heads import HELD_OUT, build_head, read_replies
from state.understanding.tuning.importing import imported
from state.understanding.tuning.lessons import Flags, Labelled, Lesson, Numbers, alike, lessons, padding
from state.understanding.tuning.network import Array, through
from state.understanding.tuning.pretrained import Weights

COURSES = 2
"""Times that the layers set out from where they stand, each in an order of its own; where they come to is averaged."""
EPOCHS = 3
TWICE = 2  # in an epoch each new reply is read
REHEARSED = 10_000  # known replies in an epoch; the next epoch takes others
JOINED = 0.3  # of those that are rehearsed, with another
OWN = 0.4
"""How much the labels of a known reply count against what the layers said of it, 0–1."""
BATCH = 32

Halves = NDArray[np.float16]


@dataclass(frozen=True)
class Read:
    """A text that the trunk has read, (tokens, 384), of which the last `own` are no context, and its moves, 0–1."""

    shared: Halves
    own: int
    moves: Numbers


@dataclass(frozen=True)
class Above:
    """Texts padded to one length: shared, (texts, tokens, 384), mask and own, (texts, tokens), moves, (texts, 24)."""

    shared: Numbers
    mask: Flags
    own: Flags
    moves: Numbers


def resume(
    content: Path,
    out: Path | None = None,
    network: Path = FOLDER,
    *,
    held_out: Collection[str] = HELD_OUT,
    keep: float = 0.0,
    say: Say = print,
) -> None:
    """Teach the network in a folder what it has not learnt of a folder of content, and write all files into `out`.

    keep: how much the weights as they stand count in what is written, against those that have learnt, 0–1: a half keeps
    nearly all that was gained, and what the new replies would make it forget.
    Raises ValueError if the content has errors, or nothing new.
    """
    learnt = load_model(network, head=plain()).learnt
    replies = [reply for reply in read_replies(content) if reply.author not in held_out]
    known = [reply for reply in replies if reply.author in learnt]
    new = [reply for reply in replies if reply.author not in learnt]
    if not new:
        raise ValueError("the network has learnt all the replies that there are")
    say(f"{len(new)} replies to learn, {len(known)} that are known")
    courses = [further(network, known, new, seed, say) for seed in range(COURSES)]
    folder = out or network
    folder.mkdir(parents=True, exist_ok=True)
    if folder.resolve() != network.resolve():
        for name in (*FILES, MEANING):
            shutil.copyfile(network / name, folder / name)
    taught = mean_of(courses)
    kept = blend(taught, imported(network / NETWORK), keep) if keep else taught
    export(kept, folder / NETWORK, {*learnt, *(reply.author for reply in new)})
    build_head(content, None, folder, held_out, say)


def further(network: Path, known: Sequence[Labelled], new: Sequence[Labelled], seed: int, say: Say) -> Weights:
    """Fit the layers above the trunk of a network; the same inputs on the same machine give the same weights."""
    first = jax.tree.map(jnp.asarray, imported(network / NETWORK))
    emphasis = emphasis_of(known or new)
    shown = _Texts(network, emphasis)
    random, key = np.random.default_rng(seed), jax.random.key(seed, impl="rbg")
    taught = shown.read([Lesson(reply.reply, reply.context, reply.labels) for reply in new], own=1.0)
    count = min(REHEARSED, len(known))
    steps = EPOCHS * -(-(TWICE * len(new) + count) // BATCH)
    moving, state = jax.tree.map(jnp.copy, first), optimizer_for(first, steps).init(first)
    mean, turn = first, random.permutation(len(known))
    began, done = time.monotonic(), 0
    for epoch in range(EPOCHS):
        now = [known[i] for i in np.take(turn, range(epoch * count, (epoch + 1) * count), mode="wrap")]
        texts = [*taught * TWICE, *shown.read(lessons(now, JOINED, 0.0, random), own=OWN)]
        losses = []
        for batch in _batches(texts, random):
            key, used = jax.random.split(key)
            moving, state, loss = _step(steps, moving, state, batch, used, jnp.asarray(emphasis, jnp.float32))
            losses.append(float(loss))
            done += 1
            if done % STRIDE == 0 or done == steps:
                mean = nearer(mean, moving, min(1.0, STRIDE / min(done, SPAN)))
        say(f"epoch {epoch + 1} of {EPOCHS}, loss {np.mean(losses):.2f}, {time.monotonic() - began:.0f} s")
    return dict(jax.tree.map(np.asarray, mean))


def mean_of(all_weights: Sequence[Weights]) -> Weights:
    """The mean of networks of one shape, weight by weight."""
    return dict(jax.tree.map(lambda *each: np.mean(each, axis=0), *all_weights))


def blend(one: Weights, other: Weights, share: float) -> Weights:
    """Two networks of one shape, weight by weight; share: of the other, 0–1."""
    return dict(jax.tree.map(lambda mine, theirs: (1 - share) * mine + share * theirs, one, other))


class _Texts:
    """What the trunk and the layers as they stand make of texts."""

    def __init__(self, network: Path, emphasis: Numbers) -> None:
        self._trunk = load_trunk(network)
        self._model = load_model(network, trunk=self._trunk, head=plain())
        self._emphasis = emphasis

    def read(self, texts: Sequence[Lesson], own: float) -> list[Read]:
        """own: how much a text's labels count against what the layers say of it, 0–1."""
        with ThreadPoolExecutor() as pool:
            return list(pool.map(partial(self._one, own=own), texts))

    def _one(self, text: Lesson, own: float) -> Read:
        tokens, shared = self._trunk.read(text.text, text.context)
        said = self._model.see(text.text, text.context).moves.mean(axis=0)
        believed = 1 / (1 + np.exp(np.log(self._emphasis) - said))  # the emphasis raised the odds they give
        labels = believed if text.labels is None else own * text.labels + (1 - own) * believed
        return Read(shared.astype(np.float16), tokens.own, np.asarray(labels, np.float32))


def _batches(texts: Sequence[Read], random: np.random.Generator) -> list[Above]:
    together = alike([len(text.shared) for text in texts], BATCH, random)
    return [_padded([texts[i] for i in together[number]]) for number in random.permutation(len(together))]


def _padded(texts: Sequence[Read]) -> Above:
    length = padding(max(len(text.shared) for text in texts))
    shared = np.zeros((len(texts), length, texts[0].shared.shape[1]), np.float32)
    mask, own = np.zeros(shared.shape[:2], np.bool_), np.zeros(shared.shape[:2], np.bool_)
    for i, text in enumerate(texts):
        size = len(text.shared)
        shared[i, :size], mask[i, :size], own[i, size - text.own : size] = text.shared, True, True
    return Above(shared, mask, own, np.stack([text.moves for text in texts]))


@partial(jax.jit, static_argnums=0, donate_argnums=(1, 2))
def _step(steps: int, weights: Weights, state: Any, batch: Any, key: Array, emphasis: Array) -> tuple[Any, Any, Array]:
    """steps: how many there will be in all; of one course's compilations the next makes use."""

    def loss(weights: Weights) -> Array:
        outputs = through(weights["layers"], batch.shared, batch.mask, key)
        own = batch.own[:, :, None]
        seen = (outputs * own).sum(1) / own.sum(1)
        return cost(seen @ weights["head.w"] + weights["head.b"], batch.moves, emphasis)

    value, gradient = jax.value_and_grad(loss)(weights)
    updates, state = optimizer_for(weights, steps).update(gradient, state, weights)
    return optax.apply_updates(weights, updates), state, value


jax.tree_util.register_dataclass(Above, data_fields=["shared", "mask", "own", "moves"], meta_fields=[])
