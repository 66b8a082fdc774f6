"""Lessons: labelled replies, in the batches from which the network is taught."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from state.content.examples import Examples
from state.content.terms import MOVES, Lang
from state.understanding.tokens import Tokens, tokenize

BATCH = 16
JOINED = 0.3
"""Share of replies that are joined with another of the same language, their labels united: so a reply that does much is
seen often enough."""
LENGTHS = (16, 24, 32, 40, 48, 64, 80, 96, 128)  # tokens to which texts are padded: each costs a compilation

Generator = np.random.Generator
Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Labelled:
    """A reply and its moves as 24 zeros and ones."""

    lang: Lang
    author: str
    reply: str
    labels: Numbers


@dataclass(frozen=True)
class Batch:
    """Texts as padded ids and mask, (texts, tokens), and their labels, (texts, moves)."""

    ids: NDArray[np.int32]
    mask: NDArray[np.bool_]
    labels: Numbers


def labelled(examples: Sequence[Examples]) -> list[Labelled]:
    """All replies of these authors."""
    return [
        Labelled(of.lang, of.author, reply.reply, np.array([move in reply.moves for move in MOVES], np.float32))
        for of in examples
        for reply in of.replies
    ]


def label_lessons(replies: Sequence[Labelled], tokenizer: Tokenizer, random: Generator) -> list[Batch]:
    """One epoch of batches of replies; replies of like length stand together, for padding is work for nothing."""
    texts, labels = [], np.stack([reply.labels for reply in replies])
    by_lang = {lang: [i for i, reply in enumerate(replies) if reply.lang == lang] for lang in ("zh", "en")}
    for i, reply in enumerate(replies):
        text = reply.reply
        if random.random() < JOINED:
            other = int(random.choice(by_lang[reply.lang]))
            text = _joined(text, replies[other].reply, reply.lang)
            labels[i] = np.maximum(labels[i], replies[other].labels)
            if labels[i].sum() > 1:
                labels[i, MOVES.index("other")] = 0
        texts.append(text)
    rows = tokenize(tokenizer, texts)
    order, batches = random.permutation(len(rows)), []
    for start in range(0, len(order), BATCH * 20):
        like = sorted(order[start : start + BATCH * 20], key=lambda i: len(rows[i].ids))
        batches += [like[at : at + BATCH] for at in range(0, len(like), BATCH)]
    random.shuffle(batches)
    full = [batch if len(batch) == BATCH else [*batch, *random.choice(order, BATCH - len(batch))] for batch in batches]
    return [Batch(*padded([rows[i] for i in batch]), labels[np.array(batch)]) for batch in full]


def padded(rows: Sequence[Tokens]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Ids and mask of texts, padded to the same length."""
    longest = max(len(row.ids) for row in rows)
    length = next(length for length in LENGTHS if length >= longest)
    ids, mask = np.ones((len(rows), length), np.int32), np.zeros((len(rows), length), np.bool_)
    for i, row in enumerate(rows):
        ids[i, : len(row.ids)], mask[i, : len(row.ids)] = row.ids, True
    return ids, mask


def _joined(first: str, second: str, lang: Lang) -> str:
    unfinished = bool(first) and first[-1].isalnum()
    if lang == "zh":
        return first + ("，" if unfinished else "") + second
    return first + (". " if unfinished else " ") + second
