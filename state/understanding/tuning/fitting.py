"""Fitting: the weights of one or several networks are moved, step by step, towards what the lessons say."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import jax
import jax.numpy as jnp
import numpy as np
import optax
from tokenizers import Tokenizer

from state.understanding.tokens import tokenize
from state.understanding.tuning.lessons import BATCH, Batch, Labelled, Lesson, Numbers, batches, lessons
from state.understanding.tuning.members import Members
from state.understanding.tuning.network import pooled, with_head
from state.understanding.tuning.pretrained import Weights

RATE, HEAD_RATE = 1.5e-4, 1e-3
WARM_UP = 0.1  # of all steps
DECAY = 0.01
SPAN, STRIDE = 600, 10
"""The weights that are kept are the running mean of those of the last 600 steps or so, taken every tenth."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How a network is taught. joined, medleys: see `lessons`.

    own: how much a reply's own labels count against what the teachers say of it, 0–1; of medleys only they know.
    """

    epochs: int
    joined: float
    medleys: float = 0.0
    own: float = 1.0


ALONE = Plan(epochs=5, joined=0.3)
TAUGHT = Plan(epochs=6, joined=0.5, medleys=0.4, own=0.4)


def fit(
    weights: Weights,
    tokenizer: Tokenizer,
    replies: Sequence[Labelled],
    plan: Plan = ALONE,
    *,
    seeds: Sequence[int] = (0,),
    teachers: Members | None = None,
    say: Say = print,
    after_epoch: Callable[[Members], None] | None = None,
) -> Members:
    """Fit a network for each seed to replies; the same inputs on the same machine give the same weights.

    weights: pretrained, without a head. teachers: networks whose opinion counts besides the labels.
    """
    emphasis = emphasis_of(replies)
    joined = frequency_of(replies) * (1 + plan.joined)
    first = with_head(weights, np.log(emphasis * joined / (1 - joined)))
    word = first.pop("word")  # stays as it is: to move 20 million numbers takes as long as all layers
    members = Members(jax.tree.map(lambda array: jnp.repeat(array[None], len(seeds), axis=0), first), word)
    count = len(replies) + int(plan.medleys * len(replies))
    steps = plan.epochs * math.ceil(count / BATCH)
    moving, state = members.weights, jax.vmap(optimizer_for(first, steps).init)(members.weights)
    mean = jax.tree.map(jnp.copy, moving)
    randoms = [np.random.default_rng(seed) for seed in seeds]
    key = jax.random.key(seeds[0], impl="rbg")
    began, done = time.monotonic(), 0
    for epoch in range(plan.epochs):
        texts = lessons(replies, plan.joined, plan.medleys, randoms[0])
        labels = _labels(texts, plan.own, teachers, tokenizer, emphasis)
        rows = tokenize(tokenizer, [text.text for text in texts], [text.context for text in texts])
        for batch in batches(rows, labels, randoms):
            key, used = jax.random.split(key)
            keys = jax.random.split(used, len(seeds))
            moving, state, loss = _step(steps, moving, state, word, batch, keys, jnp.asarray(emphasis, jnp.float32))
            done += 1
            if done % STRIDE == 0 or done == steps:
                mean = nearer(mean, moving, min(1.0, STRIDE / min(done, SPAN)))
            if done % 200 == 0:
                took = time.monotonic() - began
                say(f"epoch {epoch + 1}, step {done} of {steps}, loss {float(loss.mean()):.2f}, {took:.0f} s")
        members = Members(mean, word)
        if after_epoch is not None:
            after_epoch(members)
    return members


def _labels(
    texts: Sequence[Lesson],
    own: float,
    teachers: Members | None,
    tokenizer: Tokenizer,
    emphasis: Numbers,
) -> Numbers:
    unknown = np.zeros(len(emphasis), np.float32)
    labels = np.stack([unknown if text.labels is None else text.labels for text in texts])
    if teachers is None:
        return labels
    said = teachers.logits(tokenizer, [text.text for text in texts], [text.context for text in texts]).mean(axis=0)
    believed = 1 / (1 + np.exp(np.log(emphasis) - said))  # the emphasis raised the odds they give
    share = np.array([0.0 if text.labels is None else own for text in texts])[:, None]
    return np.asarray(share * labels + (1 - share) * believed, np.float32)


def frequency_of(replies: Sequence[Labelled]) -> Numbers:
    """How often each move is made, (24,), neither never nor in more than half of the replies."""
    return np.asarray(np.clip(np.mean([reply.labels for reply in replies], axis=0), 1e-3, 0.5))


def emphasis_of(replies: Sequence[Labelled]) -> Numbers:
    """How many times as much as one claimed wrongly a move costs that is missed, (24,): the more, the rarer it is."""
    frequency = frequency_of(replies)
    return np.asarray(np.sqrt((1 - frequency) / frequency))


@partial(jax.jit, donate_argnums=0)
def nearer(mean: Weights, weights: Weights, share: float) -> Weights:
    """The mean, moved by a share of the way towards weights."""
    return dict(jax.tree.map(lambda old, new: (1 - share) * old + share * new, mean, weights))


def optimizer_for(weights: Weights, steps: int) -> optax.GradientTransformation:
    """AdamW for so many steps, the head at a rate of its own, what is no matrix without decay."""

    def rate(peak: float) -> optax.Schedule:
        return optax.warmup_cosine_decay_schedule(0, peak, max(1, int(steps * WARM_UP)), steps)

    def kind(path: Any, value: Any) -> str:
        name = str(path[-1].key)
        if name in ("head.w", "head.b"):
            return "head"
        return "matrix" if name == "position" or (name.endswith(".w") and "ln" not in name) else "vector"

    kinds = jax.tree_util.tree_map_with_path(kind, weights)
    by_kind = {
        "head": optax.adamw(rate(HEAD_RATE)),
        "matrix": optax.adamw(rate(RATE), weight_decay=DECAY),
        "vector": optax.adamw(rate(RATE), weight_decay=0.0),
    }
    return optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(by_kind, kinds))


def cost(logits: jax.Array, labels: jax.Array, emphasis: jax.Array) -> jax.Array:
    """What moves that are missed or claimed wrongly cost on the mean of the texts. logits, labels: (texts, moves)."""
    missed = emphasis * labels * jax.nn.softplus(-logits)
    raised = (1 - labels) * jax.nn.softplus(logits)
    return jnp.asarray((missed + raised).sum(1).mean())


@partial(jax.jit, static_argnums=0, donate_argnums=(1, 2))
def _step(
    steps: int, weights: Weights, state: Any, word: jax.Array, batch: Any, keys: jax.Array, emphasis: jax.Array
) -> tuple[Any, Any, jax.Array]:
    """A step of all members. steps: how many there will be in all; of one fit's compilations the next makes use."""

    def loss(weights: Weights, batch: Any, key: jax.Array) -> jax.Array:
        seen = pooled({**weights, "word": word}, batch.ids, batch.mask, batch.own, key)
        logits = seen @ weights["head.w"] + weights["head.b"]
        return cost(logits, batch.labels, emphasis)

    def one(weights: Weights, state: Any, batch: Any, key: jax.Array) -> Any:
        value, gradient = jax.value_and_grad(loss)(weights, batch, key)
        updates, state = optimizer_for(weights, steps).update(gradient, state, weights)
        return optax.apply_updates(weights, updates), state, value

    return cast("tuple[Any, Any, jax.Array]", jax.vmap(one)(weights, state, batch, keys))


jax.tree_util.register_dataclass(Batch, data_fields=["ids", "mask", "own", "labels"], meta_fields=[])
