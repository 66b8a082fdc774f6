"""Evaluation: how well predicted moves agree with labelled ones, for each move and on the whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from state.content.terms import MOVES, Move

Moves = Collection[Move]


@dataclass(frozen=True)
class Agreement:
    """Of one move, or of several: how often it was rightly found, wrongly found, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def support(self) -> int:
        """How many replies make it."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """Of those found, the share that is right, 0–1; 0 if none was found."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of those to be found, the share that was, 0–1; 0 if there is none."""
        return self.right / max(1, self.support)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two, 0–1; 0 if nothing was rightly found."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True)
class Evaluation:
    """Agreement by move. macro: the mean F1 of the moves that occur; micro: the F1 of all labels together."""

    moves: dict[Move, Agreement]
    replies: int

    @property
    def macro(self) -> float:
        """Mean F1, 0–1, of the moves that are labelled at all; every such move counts alike."""
        occurring = [each.f1 for each in self.moves.values() if each.support]
        return sum(occurring) / max(1, len(occurring))

    @property
    def micro(self) -> float:
        """F1, 0–1, over all labels; every label counts alike."""
        each = self.moves.values()
        return Agreement(sum(a.right for a in each), sum(a.wrong for a in each), sum(a.missed for a in each)).f1

    def table(self) -> str:
        """A text table, a move a line in the handbook's order, with the means at its foot."""
        lines = [f"{'move':<16}{'precision':>10}{'recall':>8}{'F1':>7}{'replies':>9}"]
        lines += [
            f"{move:<16}{each.precision:>10.2f}{each.recall:>8.2f}{each.f1:>7.2f}{each.support:>9}"
            for move, each in self.moves.items()
        ]
        lines += [f"{'macro':<34}{self.macro:>7.3f}{self.replies:>9}", f"{'micro':<34}{self.micro:>7.3f}"]
        return "\n".join(lines)


def evaluate(gold: Sequence[Moves], predicted: Sequence[Moves]) -> Evaluation:
    """Compare the moves predicted for each reply with those labelled.

    Raises:
        ValueError: there are not as many of the ones as of the others.
    """
    pairs = list(zip(gold, predicted, strict=True))
    return Evaluation(
        moves={
            move: Agreement(
                right=sum(move in true and move in found for true, found in pairs),
                wrong=sum(move not in true and move in found for true, found in pairs),
                missed=sum(move in true and move not in found for true, found in pairs),
            )
            for move in MOVES
        },
        replies=len(pairs),
    )
