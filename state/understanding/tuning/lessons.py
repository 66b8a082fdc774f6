"""Lessons: labelled replies, in the batches from which the network is taught."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from state.content.examples import Examples
from state.content.terms import MOVES, Lang
from state.understanding.context import context
from state.understanding.tokens import Tokens, tokenize

BATCH = 16
JOINED = 0.3
"""Share of replies that are joined with another of the same language, their labels united: so a reply that does much is
seen often enough."""
LENGTHS = (16, 24, 32, 40, 48, 64, 80, 96, 128, 176)  # tokens to which texts are padded: each costs a compilation

Generator = np.random.Generator
Numbers = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Labelled:
    """A reply, what is looked at of what the customer said before it, and its moves as 24 zeros and ones."""

    lang: Lang
    author: str
    reply: str
    context: str
    labels: Numbers


@dataclass(frozen=True)
class Batch:
    """Texts as padded ids, (texts, tokens), and their labels, (texts, moves).

    mask, own: (texts, tokens); which tokens are no padding, and which of those are no context either.
    """

    ids: NDArray[np.int32]
    mask: Flags
    own: Flags
    labels: Numbers


def labelled(examples: Sequence[Examples]) -> list[Labelled]:
    """All replies of these authors."""
    return [
        Labelled(
            of.lang,
            of.author,
            reply.reply,
            context(reply.reply, reply.customer, of.lang),
            np.array([move in reply.moves for move in MOVES], np.float32),
        )
        for of in examples
        for reply in of.replies
    ]


def label_lessons(replies: Sequence[Labelled], tokenizer: Tokenizer, random: Generator) -> list[Batch]:
    """One epoch of batches of replies; replies of like length stand together, for padding is work for nothing."""
    texts, labels = [], np.stack([reply.labels for reply in replies])
    whole = [i for i, reply in enumerate(replies) if not reply.context]
    by_lang = {lang: [i for i in whole if replies[i].lang == lang] for lang in ("zh", "en")}
    for i, reply in enumerate(replies):
        text = reply.reply
        if not reply.context and random.random() < JOINED:
            other = int(random.choice(by_lang[reply.lang]))
            text = _joined(text, replies[other].reply, reply.lang)
            labels[i] = np.maximum(labels[i], replies[other].labels)
            if labels[i].sum() > 1:
                labels[i, MOVES.index("other")] = 0
        texts.append(text)
    rows = tokenize(tokenizer, texts, [reply.context for reply in replies])
    order, batches = random.permutation(len(rows)), []
    for start in range(0, len(order), BATCH * 20):
        like = sorted(order[start : start + BATCH * 20], key=lambda i: len(rows[i].ids))
        batches += [like[at : at + BATCH] for at in range(0, len(like), BATCH)]
    random.shuffle(batches)
    full = [batch if len(batch) == BATCH else [*batch, *random.choice(order, BATCH - len(batch))] for batch in batches]
    return [Batch(*padded([rows[i] for i in batch]), labels[np.array(batch)]) for batch in full]


def padded(rows: Sequence[Tokens]) -> tuple[NDArray[np.int32], Flags, Flags]:
    """Ids, mask and own tokens of texts, padded to the same length."""
    longest = max(len(row.ids) for row in rows)
    length = next(length for length in LENGTHS if length >= longest)
    ids = np.ones((len(rows), length), np.int32)
    mask, own = np.zeros(ids.shape, np.bool_), np.zeros(ids.shape, np.bool_)
    for i, row in enumerate(rows):
        size = len(row.ids)
        ids[i, :size], mask[i, :size], own[i, size - row.own : size] = row.ids, True, True
    return ids, mask, own


def _joined(first: str, second: str, lang: Lang) -> str:
    unfinished = bool(first) and first[-1].isalnum()
    if lang == "zh":
        return first + ("，" if unfinished else "") + second
    return first + (". " if unfinished else " ") + second
