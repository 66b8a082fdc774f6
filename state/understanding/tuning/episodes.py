"""Episodes: questions to one customer, or answers, of which each is to be told from those that mean something else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from state.content.examples import Examples
from state.content.library import load_examples, load_library, load_meanings
from state.content.scenario import Scenario
from state.content.terms import Lang
from state.understanding.encoder import own
from state.understanding.matching import asides
from state.understanding.tokens import tokenize
from state.understanding.tuning.lessons import Flags, Generator, joined_texts, padded

SLOTS = ((24, 18), (24, 28), (16, 60))
"""(texts, tokens): an episode's sentences, the shortest first; what is longer than its slot is cut off."""
SIZE = sum(texts for texts, _ in SLOTS)
EACH = (
    3  # sentences of a group at least: alone, one finds no other of its kind. So an episode shows some of many groups
)
NOTHING = 14  # at least so many of them mean nothing
BESIDE = 0.2  # this share is read beside something else that a trainee says
LONGEST = {"zh": 40, "en": 90}  # code points of what stands beside
HELD_OUT = frozenset(("zh/vmc_price", "zh/service_contract", "en/lathe_quote", "en/dealer_service"))
"""Scenarios that teach nothing, so that it can be seen how an unknown one is read."""


@dataclass(frozen=True)
class Topic:
    """Groups of sentences that come to the same in the talk with one customer, and sentences that come to nothing."""

    lang: Lang
    groups: tuple[tuple[str, ...], ...]
    nothing: tuple[str, ...]


@dataclass(frozen=True)
class Slot:
    """Sentences as padded ids, (texts, tokens).

    mask: which tokens are no padding. own: which are the sentence's own and not of what stands beside.
    """

    ids: NDArray[np.int32]
    mask: Flags
    own: Flags


@dataclass(frozen=True)
class Episode:
    """Sentences of one topic. labels: (texts,), the number of each one's group, -1 for those that mean nothing."""

    slots: tuple[Slot, ...]
    labels: NDArray[np.int32]


def read_topics(content: Path, held_out: Collection[str] = HELD_OUT) -> tuple[list[Topic], dict[Lang, list[str]]]:
    """The topics of a folder of content, and for each language short replies that may stand beside a sentence.

    held_out: scenarios that teach nothing. Raises ValueError if the content has errors.
    """
    library, problems = load_library(content)
    meanings, more = load_meanings(content)
    examples, most = load_examples(content)
    if library is None or meanings is None or examples is None:
        raise ValueError("\n".join(problem.render() for problem in [*problems, *more, *most]))
    topics = []
    for each in meanings.values():
        topics.append(Topic(each.lang, tuple(fact.asked for fact in each.facts), each.asks_nothing))
        topics.append(Topic(each.lang, tuple(answer.means for answer in each.answers), each.says_nothing))
    for name, scenario in library.scenarios.items():
        if name not in held_out:
            topics += _of(scenario)
    return topics, {lang: _short(examples.values(), lang) for lang in ("zh", "en")}


def _of(scenario: Scenario) -> list[Topic]:
    missed, aside = scenario.near_misses, asides(scenario.lang)
    return [
        Topic(scenario.lang, tuple(fact.asked for fact in scenario.facts), (*missed.asked, *aside)),
        Topic(scenario.lang, tuple(answer.means for answer in scenario.answers), (*missed.means, *aside)),
    ]


def _short(examples: Collection[Examples], lang: Lang) -> list[str]:
    replies = (reply.reply for each in examples if each.lang == lang for reply in each.replies)
    return [reply for reply in replies if len(reply) < LONGEST[lang]]


def episode(topic: Topic, beside: Sequence[str], tokenizer: Tokenizer, random: Generator) -> Episode:
    """Some sentences of every group and some that mean nothing, each by itself or beside something else.

    Where there is no room for all groups, of some of them.
    """
    labels: list[int] = []
    sentences: list[str] = []
    for number, sentence in _drawn(topic, random):
        labels.append(number)
        sentences.append(sentence)
    for sentence in random.permutation(topic.nothing)[: SIZE - len(sentences)]:
        labels.append(-1)
        sentences.append(str(sentence))
    while len(sentences) < SIZE:
        labels.append(-1)
        sentences.append(_any(beside, random))
    texts, spans = zip(*(_placed(sentence, topic.lang, beside, random) for sentence in sentences), strict=True)
    return _slotted(texts, spans, np.array(labels, np.int32), tokenizer)


def _drawn(topic: Topic, random: Generator) -> list[tuple[int, str]]:
    room = SIZE - NOTHING
    shown = random.permutation(len(topic.groups))[: room // EACH].tolist()
    each, more = divmod(room, len(shown))
    return [
        (number, str(sentence))
        for place, number in enumerate(shown)
        for sentence in random.permutation(topic.groups[number])[: each + (place < more)]
    ]


def _any(texts: Sequence[str], random: Generator) -> str:
    return texts[int(random.integers(len(texts)))]


def _placed(sentence: str, lang: Lang, beside: Sequence[str], random: Generator) -> tuple[str, tuple[int, int]]:
    """A text with the sentence in it, and where it stands."""
    if random.random() >= BESIDE:
        return sentence, (0, len(sentence))
    other = _any(beside, random)
    if random.random() < 0.5:
        text = joined_texts(other, sentence, lang)
        return text, (len(text) - len(sentence), len(text))
    return joined_texts(sentence, other, lang), (0, len(sentence))


def _slotted(
    texts: Sequence[str], spans: Sequence[tuple[int, int]], labels: NDArray[np.int32], tokenizer: Tokenizer
) -> Episode:
    rows = tokenize(tokenizer, texts)
    order = np.argsort([len(row.ids) for row in rows], kind="stable")
    slots: list[Slot] = []
    at = 0
    for count, length in SLOTS:
        chosen = order[at : at + count]
        at += count
        widest = max(length, *(len(rows[i].ids) for i in chosen))
        ids, mask, _ = padded([rows[i] for i in chosen], widest)
        of = np.zeros_like(mask)
        for line, i in enumerate(chosen):
            of[line, : len(rows[i].ids)] = own(rows[i].spans, spans[i], len(texts[i]))
        shown = of[:, :length]
        shown[~shown.any(axis=1), 0] = True
        slots.append(Slot(ids[:, :length], mask[:, :length], shown))
    return Episode(tuple(slots), labels[order])
