"""Validity: whether scores rank talks as an expert does, reckoned on scripts that experts have graded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.stats import spearmanr

from state.content.terms import Lang, ObjectionKind, PersonaKind

BANDS = (40, 60, 80)
"""Scores from which on a talk counts as of the next grade, for the agreement of grade and score."""
ROUNDS = 400
FAR, NEAR = 2, 1
"""How many grades apart two scripts are that should not be confused, and that may be hard to tell."""


@dataclass(frozen=True)
class Graded:
    """A script with an expert's grade, 1 (bad) to 4 (expert), and the score that it was given, 0–100."""

    id: str
    lang: Lang
    persona: PersonaKind
    objection: ObjectionKind
    grade: int
    score: int


Rank = Callable[[Sequence[Graded]], float]


def rho(graded: Sequence[Graded]) -> float:
    """Spearman's rank correlation of grade and score, -1–1; NaN where either is the same throughout."""
    if len({each.grade for each in graded}) < 2 or len({each.score for each in graded}) < 2:
        return float("nan")
    return float(spearmanr([each.grade for each in graded], [each.score for each in graded]).statistic)


def in_order(graded: Sequence[Graded], apart: int) -> float:
    """Of pairs of scripts for one customer, the share that the scores order as the grades do; a tie is not in order.

    apart: `NEAR`, pairs one grade apart; `FAR`, pairs two or more apart. NaN if there are none.
    """
    gaps = [
        (one.score - two.score) * np.sign(one.grade - two.grade)
        for of in _by_customer(graded)
        for one, two in combinations(of, 2)
        if min(FAR, abs(one.grade - two.grade)) == apart
    ]
    return float(np.mean([gap > 0 for gap in gaps])) if gaps else float("nan")


def kappa(graded: Sequence[Graded]) -> float:
    """Quadratically weighted kappa of the grade and the score's band, up to 1; NaN if there is but one grade."""
    grades = np.array([each.grade for each in graded])
    bands = 1 + np.searchsorted(BANDS, [each.score for each in graded], side="right")
    expected = np.mean((grades[:, None] - bands[None, :]) ** 2)
    return float(1 - np.mean((grades - bands) ** 2) / expected) if expected else float("nan")


def validity(graded: Sequence[Graded]) -> str:
    """All of it as a table: each language on the whole, and by persona and objection."""
    lines = [f"{'':<26}{'scripts':>8}  {'rho':<20}{'2 or more apart':<20}{'1 apart':<20}{'kappa':<20}"]
    for name, part in _parts(graded):
        measures: tuple[Rank, ...] = (rho, lambda of: in_order(of, FAR), lambda of: in_order(of, NEAR), kappa)
        lines.append(f"{name:<26}{len(part):>8}  " + "".join(f"{_with_interval(part, each):<20}" for each in measures))
    return "\n".join(line.rstrip() for line in lines)


def _parts(graded: Sequence[Graded]) -> Iterator[tuple[str, list[Graded]]]:
    for lang in sorted({each.lang for each in graded}):
        of_lang = [each for each in graded if each.lang == lang]
        yield lang, of_lang
        for persona in sorted({each.persona for each in of_lang}):
            yield f"{lang}, {persona}", [each for each in of_lang if each.persona == persona]
        for objection in sorted({each.objection for each in of_lang}):
            yield f"{lang}, {objection}", [each for each in of_lang if each.objection == objection]


def _with_interval(graded: Sequence[Graded], measure: Rank) -> str:
    """The measure, and the range that 95 in 100 samples of the customers lie in."""
    groups = list(_by_customer(graded))
    random = np.random.default_rng(0)
    drawn = (random.integers(len(groups), size=len(groups)) for _ in range(ROUNDS))
    samples = np.array([measure([each for at in chosen for each in groups[at]]) for chosen in drawn])
    samples = samples[~np.isnan(samples)]
    low, high = np.quantile(samples, (0.025, 0.975)) if samples.size else (np.nan, np.nan)
    return f"{measure(graded):.2f} ({low:.2f}-{high:.2f})"


def _by_customer(graded: Sequence[Graded]) -> Iterator[list[Graded]]:
    groups: dict[tuple[str, str, str], list[Graded]] = {}
    for each in graded:
        groups.setdefault((each.lang, each.persona, each.objection), []).append(each)
    yield from groups.values()
