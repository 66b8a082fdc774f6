"""Overselling: the four faults of speaking of a product, each found in the words (提高篇 九 3)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

from state.content.terms import ANSWERING, Lang, Move
from state.dialogue.snapshot import Turn
from state.scoring.card import quoted
from state.scoring.gains import gains_in
from state.scoring.quoting import surely
from state.scoring.talk import Talk
from state.understanding.clauses import split
from state.understanding.wording import asks, length

FaultKind = Literal["exaggerating", "rambling", "claiming_everything", "canned"]
PRODUCT: tuple[Move, ...] = ("feature", "advantage", "benefit")
MANY = 3  # features without a gain, or gains without a figure, from which on a reply lists instead of telling
TOO_MANY_ANSWERS = 4  # answers in one reply, a feature carried to its gain being one
ALIKE = 0.75  # share of letter pairs in common, from which on two sentences are the same
SENTENCE: Mapping[Lang, int] = {"zh": 8, "en": 6}  # below this length a sentence is a turn of phrase, not a speech

_SENTENCE_END = re.compile(r"[。！？!?；;\n]+|\.(?=\s|$)")
_FIGURE = re.compile(
    r"[\d一二两三四五六七八九十百千万半]|\b(two|three|four|five|six|seven|eight|nine|ten|half|twice|dozen)\b",
    re.IGNORECASE,
)
_FLAWLESS = re.compile(
    r"(没有?|找不到|挑不出)(一?点|任何|什么)?(缺点|不足|短板|缺陷)|样样|面面俱到|哪一?(样|方面|点)都(好|强|行)|什么都(好|强|行|能)"
    r"|\bno (downsides?|drawbacks?|weakness(es)?|weak points?|disadvantages?)\b"
    r"|\b(best|better|great|good) (at|in|on) everything\b"
    r"|\bhas it all\b|\bdoes it all\b|\bticks every box\b|\bevery single way\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault where it shows first. turn: the reply, from 1. quote: its words. again: the earlier reply that it copies.

    count: characters (zh) or words (en) of a reply that is longer than the customer bears, features or gains that are
    listed, or answers that are heaped up; 0 where there is nothing to count.
    """

    kind: FaultKind
    turn: int
    quote: str
    why: Literal["overpromise", "too_long", "features", "gains", "answers", "flawless", "same_words"]
    count: int = 0
    again: int | None = None


def faults(talk: Talk) -> tuple[Fault, ...]:
    """The faults of a talk in the handbook's order, each at most once."""
    return tuple(fault for find in _FINDERS if (fault := next(find(talk), None)) is not None)


def _exaggerating(talk: Talk) -> Iterator[Fault]:
    for turn in talk.turns:
        if surely(turn, "overpromise"):
            yield Fault("exaggerating", turn.number, quoted(turn, "overpromise"), "overpromise")


def _rambling(talk: Talk) -> Iterator[Fault]:
    persona = talk.customer.persona
    gainful = {turn.number for turn in talk.turns if surely(turn, "benefit")}
    for turn in _on_the_product(talk):
        if turn.reading.length > persona.length[talk.customer.scenario.lang].long:
            yield Fault("rambling", turn.number, turn.reply, "too_long", turn.reading.length)
        elif "feature" in persona.fit.suits or gainful & {turn.number, turn.number + 1}:
            continue  # whoever values detail has asked for it; and a gain may follow in the next reply
        elif (count := _features(turn)) >= MANY:
            yield Fault("rambling", turn.number, turn.reply, "features", count)


def _claiming_everything(talk: Talk) -> Iterator[Fault]:
    for turn in talk.turns:
        answers = len({"gain" if move in PRODUCT else move for move in ANSWERING if surely(turn, move)})
        praise = any(surely(turn, move) for move in ("advantage", "benefit"))
        if praise and (found := _FLAWLESS.search(turn.reply)):
            yield Fault("claiming_everything", turn.number, _clause_at(turn.reply, found.start()), "flawless")
        elif praise and (count := _bare_gains(turn)) >= MANY:
            yield Fault("claiming_everything", turn.number, turn.reply, "gains", count)
        elif answers >= TOO_MANY_ANSWERS:
            yield Fault("claiming_everything", turn.number, turn.reply, "answers", answers)


def _canned(talk: Talk) -> Iterator[Fault]:
    said = [(turn, sentence) for turn in _on_the_product(talk) for sentence in _sentences(turn)]
    for (one, earlier), (other, later) in combinations(said, 2):
        if one.number != other.number and _alike(earlier, later):
            yield Fault("canned", other.number, later, "same_words", again=one.number)


_FINDERS: tuple[Callable[[Talk], Iterator[Fault]], ...] = (_exaggerating, _rambling, _claiming_everything, _canned)


def _on_the_product(talk: Talk) -> Iterator[Turn]:
    return (turn for turn in talk.turns if any(surely(turn, move) for move in PRODUCT))


def _features(turn: Turn) -> int:
    """How many features a reply lists: its clauses that ask nothing and were not read as doing something else."""
    if not surely(turn, "feature"):
        return 0
    lang, elsewhere = turn.reading.lang, [span for move, span in turn.reading.spans.items() if move != "feature"]
    return sum(
        1
        for start, end in split(turn.reply, most=len(turn.reply))
        if length(turn.reply[start:end], lang) >= (2 if turn.reply[end : end + 1] == "、" or lang == "en" else 4)
        and not asks(turn.reply[start:end])
        and not any(low < end and start < high for low, high in elsewhere)
    )


def _bare_gains(turn: Turn) -> int:
    """How many kinds of gain a reply claims without a figure that would make one of them more than a claim."""
    clauses = [turn.reply[start:end] for start, end in split(turn.reply, most=len(turn.reply))]
    bare = [clause for clause in clauses if not _FIGURE.search(clause) and not asks(clause)]
    return len(frozenset().union(*(gains_in(clause, turn.reading.lang) for clause in bare)))


def _clause_at(reply: str, place: int) -> str:
    return next((reply[start:end] for start, end in split(reply) if start <= place < end), reply)


def _sentences(turn: Turn) -> Iterator[str]:
    """The sentences of a reply that speak of the product and are long enough to be a speech."""
    spans = [span for move, span in turn.reading.spans.items() if move in PRODUCT and surely(turn, move)]
    start = 0
    for end in (*(mark.end() for mark in _SENTENCE_END.finditer(turn.reply)), len(turn.reply)):
        sentence = turn.reply[start:end].strip()
        of_product = any(low < end and start < high for low, high in spans)
        if of_product and not asks(sentence) and length(sentence, turn.reading.lang) >= SENTENCE[turn.reading.lang]:
            yield sentence
        start = end


def _alike(one: str, other: str) -> bool:
    pairs, others = _pairs(one), _pairs(other)
    return len(pairs & others) >= ALIKE * len(pairs | others)


def _pairs(sentence: str) -> frozenset[str]:
    letters = [char for char in sentence.lower() if char.isalnum()]
    return frozenset("".join(pair) for pair in pairwise(letters))
