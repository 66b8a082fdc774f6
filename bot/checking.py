"""Checking: the problems of a folder of content, or of some of its files."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.cases import check_cases
from bot.meaning import Sense, check_labels, check_meaning
from bot.replaying import play
from state.content.checks import check_library
from state.content.library import HANDBOOK, Library, is_read, load_examples, load_library, load_meanings
from state.content.problems import Problem, errors
from state.content.sources import NOTHING, unreadable
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


def check_content(
    folder: Path, paths: Sequence[Path], reader: Reader | None = None, sense: Sense | None = None
) -> list[Problem]:
    """Check content: that of `folder`, or that to which `paths` belong (the nearest folder with a `handbook.yaml`).

    Files can only be judged beside those that they refer to, so all is read, and what concerns `paths` is returned;
    with what is wrong elsewhere, where it keeps them from being judged.
    reader: with one, the talks that scenarios give are played too, and the cases tried, if nothing else is wrong.
    sense: with it, it is looked too, if nothing else is wrong, at what sentences mean.
    """
    if not paths:
        return _problems(_near(folder), (), reader, sense)
    found: list[Problem] = []
    homes: dict[Path, list[Path]] = {}
    for path in map(_near, paths):
        home = _home(path, folder)
        if not (path.exists() or path.is_symlink()):
            found.append(unreadable(path, NOTHING))
        elif home is None:
            found.append(Problem(path.as_posix(), 1, 1, "D057"))
        else:
            homes.setdefault(home, []).append(path)
    return [*found, *(problem for home, within in homes.items() for problem in _problems(home, within, reader, sense))]


def _home(path: Path, folder: Path) -> Path | None:
    """The folder of content that a path lies in, or is; None if there is none."""
    content = _near(folder)
    for place in (path, *_whole(path).parents):
        if (place / HANDBOOK).exists():
            return _near(place)
    return content if _whole(content) in (_whole(path), *_whole(path).parents) else None


def _problems(folder: Path, paths: Sequence[Path], reader: Reader | None, sense: Sense | None) -> list[Problem]:
    library, problems = load_library(folder)
    if library is not None and not errors(problems):
        problems = [*problems, *check_library(library, TESTS)]
    # Hundreds of files, which take longer than all others, and by which nothing else is judged.
    examples, of_examples = load_examples(folder) if _holds(folder / "examples", paths) else ({}, [])
    found = [*problems, *of_examples, *load_meanings(folder)[1]]
    if library is not None and not errors(found):
        found += check_cases(folder, library, lambda path: _concerns(path, paths), reader)
        names = [name for name in library.scenarios if _concerns(library.sources[name].path, paths)]
        found += check_talks(library, names, reader) if reader else ()
        found += check_meaning(library, names, sense.encoder) if sense else ()
        for name, labelled in (examples or {}).items() if sense else ():
            path = folder / "examples" / f"{name}.yaml"
            if sense and _concerns(path.as_posix(), paths):
                found += check_labels(path, labelled, sense.opinions)
    own = [problem for problem in found if _concerns(problem.path, paths)]
    own += [
        Problem(path.as_posix(), 1, 1, "D021")
        for path in paths
        if path.is_file()
        and not is_read(_whole(path), _whole(folder))
        and not any(problem.path == path.as_posix() for problem in own)
    ]
    return own if library is not None or errors(own) else own + errors(problems)


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
    whole = _whole(Path(place))
    return not paths or any(whole == _whole(path) or _whole(path) in whole.parents for path in paths)


def _holds(folder: Path, paths: Sequence[Path]) -> bool:
    """Whether any of the paths is this folder, lies in it, or holds it."""
    return _concerns(folder.as_posix(), paths) or any(_whole(folder) in _whole(path).parents for path in paths)


def _whole(path: Path) -> Path:
    """The path from the root, with no `..` in it; links stay, for a link may lead nowhere, or back to itself."""
    return Path(os.path.abspath(path))  # noqa: PTH100 — resolve() follows links


def _near(path: Path) -> Path:
    """The path as it is shown: from the working folder, if it lies in it."""
    whole = _whole(path)
    return whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole
