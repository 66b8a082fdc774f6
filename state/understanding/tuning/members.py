"""Members: networks that are fitted side by side, and what each says, or all of them on the mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import jax
import jax.numpy as jnp
import numpy as np
from tokenizers import Tokenizer

from state.understanding.tokens import tokenize
from state.understanding.tuning.lessons import Numbers, padded, padding
from state.understanding.tuning.network import pooled
from state.understanding.tuning.pretrained import Weights

TOGETHER = 64  # texts that are read at once


@dataclass(frozen=True)
class Members:
    """Networks of one shape. weights: each array with a first axis of members; word: the vectors that all share."""

    weights: Weights
    word: jax.Array

    def __len__(self) -> int:
        return int(self.weights["head.b"].shape[0])

    def logits(self, tokenizer: Tokenizer, texts: Sequence[str], contexts: Sequence[str]) -> Numbers:
        """Each member's own opinion of texts, (members, texts, moves), before calibration and 8 bits."""
        rows = tokenize(tokenizer, texts, contexts)
        order = np.argsort([len(row.ids) for row in rows], kind="stable")
        found = np.zeros((len(self), len(rows), self.weights["head.b"].shape[1]), np.float32)
        read = []
        for start in range(0, len(order), TOGETHER):
            at = order[start : start + TOGETHER]
            full = [rows[i] for i in (*at, *[at[-1]] * (TOGETHER - len(at)))]
            length = padding(max(len(row.ids) for row in full))
            read.append((at, _logits(self.weights, self.word, *padded(full, length))))
        for at, said in read:  # apart from the loop above, so that the device need not wait for us
            found[:, at] = np.asarray(said)[:, : len(at)]
        return found

    def one(self, member: int) -> Weights:
        """The weights of one member."""
        return cast("Weights", {**jax.tree.map(lambda own: np.asarray(own[member]), self.weights), "word": self.word})


@jax.jit
def _logits(weights: Weights, word: jax.Array, ids: jax.Array, mask: jax.Array, own: jax.Array) -> jax.Array:
    def one(member: Weights) -> jax.Array:
        return jnp.asarray(pooled({**member, "word": word}, ids, mask, own) @ member["head.w"] + member["head.b"])

    return jax.vmap(one)(weights)
