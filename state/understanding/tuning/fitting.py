"""Fitting: the network's weights are moved, step by step, towards what the lessons say."""

import math
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from tokenizers import Tokenizer

from state.understanding.tokens import tokenize
from state.understanding.tuning.lessons import BATCH, JOINED, Batch, Labelled, Numbers, label_lessons, padded
from state.understanding.tuning.network import pooled, with_head
from state.understanding.tuning.pretrained import Pretrained, Weights

EPOCHS = 5
RATE, HEAD_RATE = 1.5e-4, 1e-3
WARM_UP = 0.1  # of all steps
DECAY = 0.01
SPAN, STRIDE = 600, 10
"""The weights that are kept are the running mean of those of the last 600 steps or so, taken every tenth."""

Say = Callable[[str], None]


def fit(
    pretrained: Pretrained,
    tokenizer: Tokenizer,
    replies: Sequence[Labelled],
    *,
    seed: int = 0,
    epochs: int = EPOCHS,
    say: Say = print,
    after_epoch: Callable[[Weights], None] | None = None,
) -> Weights:
    """Fit the network to replies; the same inputs on the same machine give the same weights."""
    random = np.random.default_rng(seed)
    frequency = np.clip(np.mean([reply.labels for reply in replies], axis=0), 1e-3, 0.5)
    emphasis = np.sqrt((1 - frequency) / frequency)  # a rare move that is missed costs more
    joined = frequency * (1 + JOINED)
    bias = np.log(emphasis * joined / (1 - joined))
    key = jax.random.key(seed, impl="rbg")
    weights = with_head(pretrained.weights, bias)
    word = weights.pop("word")  # stays as it is: to move 20 million numbers takes as long as all layers
    steps = epochs * math.ceil(len(replies) / BATCH)
    optimizer = _optimizer(weights, steps)
    state = optimizer.init(weights)
    step = _stepper(optimizer, jnp.asarray(emphasis, jnp.float32))
    mean = jax.tree.map(jnp.copy, weights)
    began, done, smooth = time.monotonic(), 0, 0.0
    for epoch in range(epochs):
        for batch in label_lessons(replies, tokenizer, random):
            key, used = jax.random.split(key)
            weights, state, loss = step(weights, state, word, batch, used)
            done += 1
            if done % STRIDE == 0 or done == steps:
                mean = _nearer(mean, weights, min(1.0, STRIDE / min(done, SPAN)))
            if done % 100 == 0:
                smooth = float(loss) if not smooth else 0.8 * smooth + 0.2 * float(loss)
                say(f"epoch {epoch + 1}, step {done} of {steps}, loss {smooth:.2f}, {time.monotonic() - began:.0f} s")
        if after_epoch is not None:
            after_epoch(_arrays(mean, word))
    return _arrays(mean, word)


def _arrays(weights: Weights, word: jax.Array) -> Weights:
    return {**jax.tree.map(np.asarray, weights), "word": np.asarray(word)}


@partial(jax.jit, donate_argnums=0)
def _nearer(mean: Weights, weights: Weights, share: float) -> Weights:
    return dict(jax.tree.map(lambda old, new: (1 - share) * old + share * new, mean, weights))


def vectors(weights: Weights, tokenizer: Tokenizer, replies: Sequence[Labelled]) -> Numbers:
    """What the network makes of replies, (replies, width), before the head and 8 bits."""
    rows = tokenize(tokenizer, [reply.reply for reply in replies], [reply.context for reply in replies])
    found = np.zeros((len(rows), np.size(weights["norm.w"])), np.float32)
    order = np.argsort([len(row.ids) for row in rows])
    for start in range(0, len(order), 32):
        at = order[start : start + 32]
        found[at] = np.asarray(_pooled(weights, *padded([rows[i] for i in [*at, *[at[-1]] * (32 - len(at))]])))[
            : len(at)
        ]
    return found


def logits(weights: Weights, tokenizer: Tokenizer, replies: Sequence[Labelled]) -> Numbers:
    """The network's own opinion of replies, (replies, moves), before calibration and 8 bits."""
    return np.asarray(vectors(weights, tokenizer, replies) @ weights["head.w"] + weights["head.b"])


_pooled = jax.jit(pooled)


def _optimizer(weights: Weights, steps: int) -> optax.GradientTransformation:
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


def _stepper(optimizer: optax.GradientTransformation, emphasis: jax.Array) -> Callable[..., Any]:
    def loss(weights: Weights, word: jax.Array, batch: Any, key: jax.Array) -> jax.Array:
        seen = pooled({**weights, "word": word}, batch.ids, batch.mask, batch.own, key)
        logits = seen @ weights["head.w"] + weights["head.b"]
        missed = emphasis * batch.labels * jax.nn.softplus(-logits)
        raised = (1 - batch.labels) * jax.nn.softplus(logits)
        return jnp.asarray((missed + raised).sum(1).mean())

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(weights: Weights, state: Any, word: jax.Array, batch: Any, key: jax.Array) -> Any:
        value, gradient = jax.value_and_grad(loss)(weights, word, batch, key)
        updates, state = optimizer.update(gradient, state, weights)
        return optax.apply_updates(weights, updates), state, value

    return step


jax.tree_util.register_dataclass(Batch, data_fields=["ids", "mask", "own", "labels"], meta_fields=[])
