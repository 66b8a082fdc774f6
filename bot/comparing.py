"""Comparing: a new head held against the one in use, on the project's measuring sets and by what coaches corrected."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ConfigDict

from bot.proposing import Proposal, examples_of
from state.content.examples import Examples
from state.content.terms import MOVES, Lang, Move
from state.troupe import Troupe
from state.understanding.evaluation import Evaluation, evaluate
from state.understanding.reading import Reader
from state.understanding.report import judge

FOLDS = 5
"""Parts into which corrected replies are divided, so that each is read by a head that has not learnt it."""
WORSE = 0.005
"""By how much F1 may fall before it is called worse."""
NOTABLE = 0.02
"""By how much the F1 of a single move must change to be shown."""
COACHES = "coaches"
"""In the place of a set's name: the replies that coaches corrected."""

Fit = Callable[[Sequence[Examples]], str]
"""Fits a head to the content's examples and these beside; returns it as `Head.text` does."""
Pair = tuple[float, float]
"""A figure by the head in use, and by the new one."""


class Changed(BaseModel):
    """What becomes of one move. f1: 0–1. replies: how many make it."""

    model_config = ConfigDict(frozen=True)

    move: Move
    f1: Pair
    replies: int


class Compared(BaseModel):
    """F1, 0–1, on one set: of all labels together (micro), and the mean of the moves (macro).

    name: the set's, or `COACHES`. lang: its language; None: it has both. replies: how many there are. moves: those that
    any of the replies makes.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    lang: Lang | None
    replies: int
    micro: Pair
    macro: Pair
    moves: tuple[Changed, ...]

    @property
    def worse(self) -> bool:
        """Whether the new head is worse on it by more than `WORSE`, on the whole or on the mean of the moves."""
        return max(one - two for one, two in (self.micro, self.macro)) > WORSE

    @property
    def notable(self) -> list[Changed]:
        """The moves whose F1 changes by `NOTABLE` or more, the greatest fall first."""
        found = [each for each in self.moves if abs(each.f1[1] - each.f1[0]) >= NOTABLE]
        return sorted(found, key=lambda each: each.f1[1] - each.f1[0])

    @property
    def title(self) -> str:
        """What it is called in a terminal."""
        return "corrected by coaches" if self.name == COACHES else f"{self.name}, {self.lang}"

    def __str__(self) -> str:
        whole, moves = (f"{one:.3f} -> {two:.3f} ({two - one:+.3f})" for one, two in (self.micro, self.macro))
        return f"{self.title:<22}{self.replies:>6}   {whole}   {moves}{'   worse' if self.worse else ''}"


def compared(name: str, lang: Lang | None, one: Evaluation, two: Evaluation) -> Compared:
    """Two evaluations on the same replies, by the head in use and by the new one."""
    moves = tuple(
        Changed(move=move, f1=(each.f1, two.moves[move].f1), replies=each.support)
        for move, each in one.moves.items()
        if each.support
    )
    return Compared(
        name=name,
        lang=lang,
        replies=one.replies,
        micro=(one.micro, two.micro),
        macro=(one.macro, two.macro),
        moves=moves,
    )


def sets_in(folder: Path, read: Callable[[Path], list[Examples]]) -> list[tuple[str, Lang, list[Examples]]]:
    """The measuring sets of a folder, each of its folders one a language. read: all labelled replies of a folder."""
    sets: list[tuple[str, Lang, list[Examples]]] = []
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        examples = read(part)
        for lang in get_args(Lang):
            of = [each for each in examples if each.lang == lang]
            sets += [(part.name, lang, of)] if of else []
    return sets


def on_sets(sets: Sequence[tuple[str, Lang, list[Examples]]], one: Reader, two: Reader) -> Iterator[Compared]:
    """Two readers on the project's own measuring sets."""
    for name, lang, examples in sets:
        before, after = judge(one, examples), judge(two, examples)
        gold = [each.labelled.moves for each in before]
        yield compared(name, lang, *(evaluate(gold, [tuple(e.reading.moves) for e in of]) for of in (before, after)))


def with_coaches(
    replies: Mapping[Lang, Sequence[Proposal]],
    troupe: Troupe,
    shipped: Reader,
    fit: Fit,
    reader: Callable[[str], Reader],
) -> Compared | None:
    """Agreement with the coaches on the replies that they corrected, each read by a head fitted without its talk.

    shipped: the reader in use. reader: makes one of a head. None if they are of fewer than two talks.
    """
    every = [(lang, each) for lang, found in replies.items() for each in found]
    talks = sorted({each.session.id for _, each in every})  # ids are random, and so is their order
    folds = [part for part in (talks[i::FOLDS] for i in range(FOLDS)) if part]
    if len(folds) < 2:
        return None
    gold, before, after = list[tuple[Move, ...]](), list[tuple[Move, ...]](), list[tuple[Move, ...]]()
    for part in folds:
        apart = {lang: [each for each in found if each.session.id not in part] for lang, found in replies.items()}
        unlike = reader(fit(examples_of(apart, troupe)))
        for lang, each in every:
            if each.session.id in part:
                gold.append(each.moves)
                for of, found in ((shipped, before), (unlike, after)):
                    found.append(tuple(of.read(each.turn.reply, lang=lang, customer=each.customer).moves))
    known = [tuple(move for move in MOVES if move in moves) for moves in gold]
    return compared(COACHES, None, evaluate(known, before), evaluate(known, after))
