"""The encoder's network: the upper pretrained layers, moved onto the trunk of the network for moves by episodes."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from state.content.terms import Lang
from state.understanding.tokens import make_tokenizer
from state.understanding.tuning.episodes import Episode, Slot, Topic, episode
from state.understanding.tuning.network import Array, embedded, parted, through
from state.understanding.tuning.pretrained import Pretrained, Weights

EPOCHS = 8
EACH = 3  # episodes of a topic in an epoch
RATE = 3e-5
WARM_UP = 0.1  # of all steps
DECAY = 0.01
SHARPNESS = 0.15
"""How much nearer sentences count more than those that are further off: the width, in likeness, of one step of e."""
SCALE, NOWHERE = 10.0, 0.25
"""What a likeness is multiplied with to be a logit, and the likeness that a sentence which means nothing has."""
LOYALTY = 20.0
"""How much it costs to change the likenesses that the pretrained layers see."""
Say = Callable[[str], None]


def fit_meaning(
    pretrained: Pretrained,
    trunk: Weights,
    topics: Sequence[Topic],
    beside: Mapping[Lang, Sequence[str]],
    epochs: int = EPOCHS,
    say: Say = print,
) -> Weights:
    """Fit the layers above a trunk; the same inputs on the same machine give the same weights.

    pretrained: the layers to begin with are those of its network that lie above as many as the trunk has.
    beside: for each language, what may stand beside a sentence.
    """
    tokenizer = make_tokenizer(pretrained.vocabulary)
    lower, above = parted(jax.tree.map(jnp.asarray, pretrained.weights), len(trunk["layers"]["q.w"]))
    first = above["layers"]
    base = {**jax.tree.map(jnp.asarray, trunk), "word": lower["word"]}
    steps = epochs * EACH * len(topics)
    upper, state = first, _optimizer(steps).init(first)
    random, key = np.random.default_rng(0), jax.random.key(0, impl="rbg")
    began, done, losses = time.monotonic(), 0, []
    for epoch in range(epochs):
        for number in random.permutation(np.repeat(np.arange(len(topics)), EACH)):
            topic = topics[int(number)]
            shown = episode(topic, beside[topic.lang], tokenizer, random)
            key, used = jax.random.split(key)
            upper, state, loss = _step(steps, upper, state, (base, lower), first, shown, used)
            losses.append(float(loss))
            done += 1
        say(
            f"epoch {epoch + 1} of {epochs}, loss {np.mean(losses[-done // (epoch + 1) :]):.3f}, "
            f"{time.monotonic() - began:.0f} s"
        )
    return {"layers": jax.tree.map(np.asarray, upper)}


def _optimizer(steps: int) -> optax.GradientTransformation:
    rate = optax.warmup_cosine_decay_schedule(0, RATE, max(1, int(steps * WARM_UP)), steps)
    return optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=DECAY))


@partial(jax.jit, static_argnums=0)
def _step(
    steps: int,
    upper: Weights,
    state: Any,
    trunks: tuple[Weights, Weights],
    first: Weights,
    shown: Episode,
    key: Array,
) -> tuple[Weights, Any, Array]:
    """steps: how many there will be in all; of one fit's compilations the next makes use."""
    below, pretrained = (_below(trunk, shown) for trunk in trunks)
    before = jax.lax.stop_gradient(_likenesses(first, pretrained, shown, None))

    def loss(upper: Weights) -> Array:
        return _loss(_likenesses(upper, below, shown, key), before, jnp.asarray(shown.labels))

    value, gradient = jax.value_and_grad(loss)(upper)
    updates, state = _optimizer(steps).update(gradient, state, upper)
    return optax.apply_updates(upper, updates), state, value


def _below(trunk: Weights, shown: Episode) -> list[Array]:
    return [
        jax.lax.stop_gradient(through(trunk["layers"], embedded(trunk, jnp.asarray(slot.ids)), jnp.asarray(slot.mask)))
        for slot in shown.slots
    ]


def _likenesses(upper: Weights, below: list[Array], shown: Episode, key: Array | None) -> Array:
    """Cosines between all sentences, (texts, texts), as seen from the mean of those that mean something."""
    found = []
    for number, (x, slot) in enumerate(zip(below, shown.slots, strict=True)):
        outputs = through(upper, x, jnp.asarray(slot.mask), None if key is None else jax.random.fold_in(key, number))
        own = slot.own[:, :, None]
        found.append((outputs * own).sum(1) / own.sum(1))
    vectors = jnp.concatenate(found)
    meant = (shown.labels >= 0)[:, None]
    seen = vectors - (vectors * meant).sum(0) / jnp.maximum(meant.sum(), 1)
    unit = seen / jnp.maximum(jnp.linalg.norm(seen, axis=1, keepdims=True), 1e-9)
    return jnp.asarray(unit @ unit.T)


def _loss(alike: Array, before: Array, labels: Array) -> Array:
    """How ill each sentence finds the others of its group, or nothing if it has none; and how much has changed."""
    count = labels.shape[0]
    others = 1 - jnp.eye(count)
    groups = jax.nn.one_hot(labels, count)  # as many columns as there can be groups
    sizes = others @ groups
    near = ((jnp.exp(alike / SHARPNESS) * others) @ groups) / jnp.maximum(sizes, 1)
    likeness = jnp.where(sizes > 0, SHARPNESS * jnp.log(jnp.maximum(near, 1e-9)), -1e3)
    logits = SCALE * jnp.concatenate([likeness, jnp.full((count, 1), NOWHERE)], axis=1)
    target = jnp.where(labels < 0, count, labels)
    alone = (labels >= 0) & (jnp.take_along_axis(sizes, jnp.maximum(labels, 0)[:, None], axis=1)[:, 0] == 0)
    missed = -jax.nn.log_softmax(logits)[jnp.arange(count), target] * ~alone
    return jnp.asarray(missed.sum() / (~alone).sum() + LOYALTY * ((alike - before) ** 2 * others).mean())


jax.tree_util.register_dataclass(Slot, data_fields=["ids", "mask", "own"], meta_fields=[])
jax.tree_util.register_dataclass(Episode, data_fields=["slots", "labels"], meta_fields=[])
