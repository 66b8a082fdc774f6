"""The networks in JAX: twelve transformer layers, and for the moves a head."""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp

from state.content.terms import MOVES
from state.understanding.tuning.pretrained import Weights

HEADS = 12
DROPOUT = 0.1
BLOCK = 128
SHARED = 6
"""Layers, the lowest, that all networks share: they are those of the network for moves."""
_BELOW = ("word", "position", "norm.w", "norm.b")
Array = jax.Array


def parted(weights: Weights, shared: int = SHARED) -> tuple[Weights, Weights]:
    """The trunk (words, positions, the lower layers), and what stands on it (the upper layers, the head).

    shared: how many of the layers belong to the trunk.
    """
    parts = (slice(0, shared), slice(shared, None))
    lower, upper = ({name: array[part] for name, array in weights["layers"].items()} for part in parts)
    trunk: Weights = {name: array for name, array in weights.items() if name in _BELOW}
    above: Weights = {name: array for name, array in weights.items() if name not in (*_BELOW, "layers")}
    return {**trunk, "layers": lower}, {**above, "layers": upper}


def with_head(pretrained: Weights, bias: Any) -> Weights:
    """The pretrained weights and a head of zeros with this bias.

    The bias must be that of the moves' frequencies: with any other, the first steps push every text the same way, and
    the encoder collapses to one vector for all.
    """
    width = pretrained["norm.w"].size
    return {
        **jax.tree.map(jnp.asarray, pretrained),
        "head.w": jnp.zeros((width, len(MOVES))),
        "head.b": jnp.asarray(bias, jnp.float32),
    }


def pooled(weights: Weights, ids: Array, mask: Array, own: Array, key: Array | None = None) -> Array:
    """Mean of the last layer's outputs over each text's own tokens, (texts, width).

    own: (texts, tokens); False for padding and context. key: for dropout; None: none.
    """
    outputs = encode(weights, ids, mask, key)
    shown = own[:, :, None]
    return jnp.asarray((outputs * shown).sum(1) / shown.sum(1))


def encode(weights: Weights, ids: Array, mask: Array, key: Array | None = None) -> Array:
    """Outputs of the last layer, (texts, tokens, width). ids, mask: (texts, tokens); False where padded."""
    first, rest = (None, None) if key is None else (key, jax.random.fold_in(key, 1))
    return through(weights["layers"], embedded(weights, ids, first), mask, rest)


def embedded(weights: Weights, ids: Array, key: Array | None = None) -> Array:
    """Words and their positions, before the first layer, (texts, tokens, width)."""
    x = weights["word"][ids] + weights["position"][: ids.shape[1]]
    return _dropped(_normed(x, weights["norm.w"], weights["norm.b"]), key)


def through(layers: Weights, x: Array, mask: Array, key: Array | None = None) -> Array:
    """What several layers, one after the other, make of x, (texts, tokens, width)."""
    unseen = jnp.where(mask, 0.0, -1e9)[:, None, None, :]
    if key is None:
        ended, _ = jax.lax.scan(lambda x, layer: (_layer(layer, x, unseen, None), None), x, layers)
    else:
        keys = jax.random.split(key, layers["q.w"].shape[0])
        ended, _ = jax.lax.scan(
            lambda x, pair: (_layer(pair[0], x, unseen, pair[1]), None), x, (layers, keys), unroll=_on_cpu()
        )
    return jnp.asarray(ended)


def _layer(layer: Weights, x: Array, unseen: Array, key: Array | None) -> Array:
    texts, tokens, width = x.shape
    keys = jax.random.split(key, 3) if key is not None else (None, None, None)

    def by_head(name: str) -> Array:
        projected = _times(x, layer[f"{name}.w"]) + layer[f"{name}.b"]
        return jnp.transpose(projected.reshape(texts, tokens, HEADS, width // HEADS), (0, 2, 1, 3))

    query, value = by_head("q"), by_head("v")
    attention = jax.nn.softmax(query @ by_head("k").transpose(0, 1, 3, 2) / (width // HEADS) ** 0.5 + unseen, -1)
    context = (_dropped(attention, keys[0]) @ value).transpose(0, 2, 1, 3).reshape(texts, tokens, width)
    x = x + _dropped(_times(context, layer["ao.w"]) + layer["ao.b"], keys[1])
    x = _normed(x, layer["aln.w"], layer["aln.b"])
    inner = jax.nn.gelu(_times(x, layer["fi.w"]) + layer["fi.b"], approximate=False)
    x = x + _dropped(_times(inner, layer["fo.w"]) + layer["fo.b"], keys[2])
    return _normed(x, layer["oln.w"], layer["oln.b"])


def _normed(x: Array, scale: Array, shift: Array) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    return centred / jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * scale + shift


def _dropped(x: Array, key: Array | None) -> Array:
    if key is None:
        return x
    return jnp.where(jax.random.bernoulli(key, 1 - DROPOUT, x.shape), x / (1 - DROPOUT), 0)


_product = partial(jax.lax.dot_general, preferred_element_type=jnp.float32)


def _halved(x: Array) -> Array:
    return x.astype(jnp.bfloat16)


@jax.custom_vjp
def _times(x: Array, matrix: Array) -> Array:
    """Multiply x (…, in) by a matrix (out, in), in 16 bits, and sum in 32: eight times as fast on a new CPU."""
    return _product(_halved(x), _halved(matrix), (((x.ndim - 1,), (1,)), ((), ())))


def _times_forward(x: Array, matrix: Array) -> tuple[Array, tuple[Array, Array]]:
    return _times(x, matrix), (x, matrix)


def _times_backward(saved: tuple[Array, Array], gradient: Array) -> tuple[Array, Array]:
    x, matrix = saved
    half = _halved(gradient)
    of_x = _product(half, _halved(matrix), (((gradient.ndim - 1,), (0,)), ((), ())))
    rows, flat = half.reshape(-1, half.shape[-1]), _halved(x).reshape(-1, x.shape[-1])
    turned = _turned(rows) if _on_cpu() else rows.T
    return of_x, _product(turned, flat, (((1,), (0,)), ((), ())))


def _on_cpu() -> bool:
    return jax.default_backend() == "cpu"


def _turned(x: Array) -> Array:
    """Transpose x (rows, columns) by products with a unit matrix, which take less time than XLA's transposing."""
    unit = jnp.eye(BLOCK, dtype=x.dtype)
    starts = range(0, x.shape[1], BLOCK)
    return jnp.concatenate(
        [jax.lax.dot_general(unit, x[:, at : at + BLOCK], (((1,), (1,)), ((), ()))) for at in starts]
    )


_times.defvjp(_times_forward, _times_backward)
