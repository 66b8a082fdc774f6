"""Lessons: what is read in an epoch, made of labelled replies, and the batches that it is read in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from state.content.examples import Examples
from state.content.terms import MOVES, Lang
from state.understanding.clauses import split
from state.understanding.context import context
from state.understanding.tokens import Tokens

BATCH = 16
MOST_PIECES = 3  # clauses or runs of them that a medley is put together of
LENGTHS = (16, 24, 32, 40, 48, 64, 80, 96, 128, 176)  # tokens to which texts are padded: each costs a compilation

LANGUAGES: tuple[Lang, ...] = ("zh", "en")

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
class Lesson:
    """A text to be read behind its context, and its moves as zeros and ones; None: nobody has labelled it."""

    text: str
    context: str
    labels: Numbers | None


@dataclass(frozen=True)
class Batch:
    """Texts as padded ids, (members, texts, tokens), and their labels, (members, texts, moves).

    mask, own: (members, texts, tokens); which tokens are no padding, and which of those are no context either.
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


def lessons(replies: Sequence[Labelled], joined: float, medleys: float, random: Generator) -> list[Lesson]:
    """The lessons of an epoch: each reply, some joined with another, and medleys of clauses from several.

    joined: share of replies that are joined with another of the same language, their labels united, so that a reply
    that does much is seen often enough. medleys: how many, as a share of the replies.
    """
    by_lang = {lang: [reply for reply in replies if reply.lang == lang and not reply.context] for lang in LANGUAGES}
    found = [
        _with_another(reply, by_lang[reply.lang], random)
        if not reply.context and random.random() < joined
        else Lesson(reply.reply, reply.context, reply.labels)
        for reply in replies
    ]
    for _ in range(int(medleys * len(replies))):
        lang = replies[int(random.integers(len(replies)))].lang
        found.append(Lesson(_medley(by_lang[lang], lang, random), "", None))
    return found


def _with_another(reply: Labelled, others: Sequence[Labelled], random: Generator) -> Lesson:
    other = others[int(random.integers(len(others)))]
    labels = np.maximum(reply.labels, other.labels)
    if labels.sum() > 1:
        labels[MOVES.index("other")] = 0
    return Lesson(joined_texts(reply.reply, other.reply, reply.lang), "", labels)


def _medley(replies: Sequence[Labelled], lang: Lang, random: Generator) -> str:
    text = ""
    for _ in range(random.integers(1, MOST_PIECES + 1)):
        reply = replies[int(random.integers(len(replies)))].reply
        clauses = split(reply)
        if clauses:
            first = int(random.integers(len(clauses)))
            last = int(random.integers(first, len(clauses)))
            piece = reply[clauses[first][0] : clauses[last][1]]
            text = joined_texts(text, piece, lang) if text else piece
    return text


def batches(rows: Sequence[Tokens], labels: Numbers, members: Sequence[Generator]) -> list[Batch]:
    """All texts once for each member, each in an order of its own; texts of like length stand together, for padding
    is work for nothing.
    """
    lengths = [len(row.ids) for row in rows]
    by_length = [
        sorted(alike(lengths, BATCH, random), key=lambda at: max(lengths[i] for i in at)) for random in members
    ]
    found = []
    for number in members[0].permutation(len(by_length[0])):
        chosen = [own[number] for own in by_length]
        length = padding(max(lengths[i] for at in chosen for i in at))
        ids, masks, own = zip(*(padded([rows[i] for i in at], length) for at in chosen), strict=True)
        found.append(Batch(np.stack(ids), np.stack(masks), np.stack(own), labels[np.array(chosen)]))
    return found


def alike(lengths: Sequence[int], size: int, random: Generator) -> list[list[int]]:
    """The numbers of all texts in batches of a size, in each texts of like length; the last is filled up."""
    order, found = random.permutation(len(lengths)), []
    for start in range(0, len(order), size * 20):
        like = sorted(order[start : start + size * 20], key=lambda i: lengths[i])
        found += [like[at : at + size] for at in range(0, len(like), size)]
    return [at if len(at) == size else [*at, *random.choice(order, size - len(at))] for at in found]


def padding(longest: int) -> int:
    """The length in tokens to which a batch is padded whose longest text has so many."""
    return next(length for length in LENGTHS if length >= longest)


def padded(rows: Sequence[Tokens], length: int) -> tuple[NDArray[np.int32], Flags, Flags]:
    """Ids, mask and own tokens of texts, padded to a length."""
    ids = np.ones((len(rows), length), np.int32)
    mask, own = np.zeros(ids.shape, np.bool_), np.zeros(ids.shape, np.bool_)
    for i, row in enumerate(rows):
        size = len(row.ids)
        ids[i, :size], mask[i, :size], own[i, size - row.own : size] = row.ids, True, True
    return ids, mask, own


def joined_texts(first: str, second: str, lang: Lang) -> str:
    """Two texts as one, the first ended if it has no mark at its end."""
    unfinished = bool(first) and first[-1].isalnum()
    if lang == "zh":
        return first + ("，" if unfinished else "") + second
    return first + (". " if unfinished else " ") + second
