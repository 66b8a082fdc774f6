"""Checking: the problems of a folder of content, or of some of its files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.replaying import play
from state.content.checks import check_library
from state.content.library import Library, load_examples, load_library, load_meanings
from state.content.problems import Problem, errors
from state.dialogue.customer import Customer
from state.scoring.card import score
from state.scoring.talk import Talk
from state.scoring.tests import TESTS
from state.troupe import Troupe, cast
from state.understanding.reading import Reader

GOOD = 85
"""Points that an expert's talk must reach, 0–100."""
SOUND = 60
"""Points below which a novice's talk must stay, 0–100."""


def check_content(folder: Path, paths: Sequence[Path], reader: Reader | None = None) -> list[Problem]:
    """Check content. A folder among `paths` that holds `handbook.yaml` is content of its own; else `folder` is checked.

    Files can only be judged beside those that they refer to, so all is read, and what concerns `paths` is returned.
    reader: with one, the talks that scenarios give are played too, if nothing else is wrong.
    """
    own = [path for path in paths if (path / "handbook.yaml").is_file()]
    if own:
        return [problem for path in own for problem in _problems(path, (), reader)]
    return _problems(folder, paths, reader)


def _problems(folder: Path, paths: Sequence[Path], reader: Reader | None) -> list[Problem]:
    library, problems = load_library(folder)
    if library is not None and not errors(problems):
        problems = [*problems, *check_library(library, TESTS)]
    found = [*problems, *load_examples(folder)[1], *load_meanings(folder)[1]]
    if reader is not None and library is not None and not errors(found):
        names = [name for name in library.scenarios if _concerns(library.sources[name].path, paths)]
        found = [*found, *check_talks(library, names, reader)]
    return [problem for problem in found if _concerns(problem.path, paths)]


def check_talks(library: Library, names: Sequence[str], reader: Reader) -> Iterator[Problem]:
    """Play the talks that these scenarios give: the expert's must be agreed and well scored, the novice's neither."""
    troupe = cast(library)
    for name in names:
        customer, source = troupe.customers[name], library.sources[name]
        talks = customer.scenario.talks
        if talks is None:
            continue
        outcome, points = _played(customer, talks.expert, troupe, reader)
        if outcome != "agreed" or points < GOOD:
            loc = ("talks", "expert")
            yield source.problem("D084", loc, key=True, outcome=outcome, score=points, least=GOOD)
        outcome, points = _played(customer, talks.novice, troupe, reader)
        if outcome == "agreed" or points >= SOUND:
            loc = ("talks", "novice")
            yield source.problem("D085", loc, key=True, outcome=outcome, score=points, most=SOUND)


def _played(customer: Customer, replies: Sequence[str], troupe: Troupe, reader: Reader) -> tuple[str, int]:
    turns, end = play(customer, list(replies), 0, reader)
    card = score(Talk(customer=customer, turns=tuple(turns), end=end), troupe.rubric)
    return card.outcome or "unfinished", card.score


def _concerns(place: str, paths: Sequence[Path]) -> bool:
    whole = Path(place).resolve()
    return not paths or any(whole == path.resolve() or path.resolve() in whole.parents for path in paths)
